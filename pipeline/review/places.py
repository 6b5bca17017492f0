"""Addresses of places in a recording."""

from __future__ import annotations


def at(id: str, seconds: float | None) -> str:
    """The page of a recording at a second; its beginning where there are no times.

    >>> at("essai", 12.9), at("essai", None)
    ('/r/essai/a/12', '/r/essai')
    """
    return f"/r/{id}" if seconds is None else f"/r/{id}/a/{int(seconds)}"


def correction(id: str, key: str) -> str:
    """The page of a recording with the panel of a correction open; ``key`` is its raw place.

    >>> correction("essai", "3.10.3.15")
    '/r/essai?c=3.10.3.15#panneau'
    """
    return f"/r/{id}?c={key}#panneau"
