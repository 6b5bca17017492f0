"""Addresses of places in a recording."""

from __future__ import annotations


def at(id: str, seconds: float | None) -> str:
    """The page of a recording at a second; its beginning where there are no times.

    >>> at("essai", 12.9), at("essai", None)
    ('/r/essai/a/12', '/r/essai')
    """
    return f"/r/{id}" if seconds is None else f"/r/{id}/a/{int(seconds)}"
