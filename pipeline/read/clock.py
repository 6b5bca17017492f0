"""Times as they are written in transcripts, in integer milliseconds."""

from __future__ import annotations

import re

CLOCK = r"\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,9})?"
"""A time of any notation, right or wrong: to find candidates; `parse_clock` decides."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9}))?", re.ASCII)


def milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None = None) -> int:
    """Return the time in milliseconds of its parts.

    A short fraction is a decimal part: ``5`` is 500 ms. Minutes may exceed 59 only without hours,
    as pages of the ``MM:SS`` family write them.
    Raises: ValueError if seconds, or minutes after hours, exceed 59.
    """
    h, m, s = int(hours or 0), int(minutes), int(seconds)
    if s > 59 or (hours is not None and m > 59):
        raise ValueError("minutes and seconds go up to 59")
    return ((h * 60 + m) * 60 + s) * 1000 + (int((fraction + "00")[:3]) if fraction else 0)


def parse_clock(text: str) -> int:
    """Return the time in milliseconds of ``H:MM:SS`` or ``M:SS``, with ``,`` or ``.`` before a fraction.

    >>> parse_clock("1:02:03,5")
    3723500
    >>> parse_clock("75:09")
    4509000

    Raises: ValueError if it is something else, or if minutes or seconds exceed 59.
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError("not a time")
    return milliseconds(*match.groups())


def format_clock(time: int) -> str:
    """Return ``H:MM:SS.mmm``, to name a time in a message."""
    seconds, ms = divmod(time, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"
