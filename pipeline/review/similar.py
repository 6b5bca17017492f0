"""Corrections that are alike: the same words received, the same words put in their place."""

from __future__ import annotations

from pipeline.review.live import Live, Mark


def count_here(live: Live, mark: Mark) -> int:
    """How many other corrections of the recording are like this one."""
    return sum(alike(m, mark) for m in live.marks) - 1


def alike(one: Mark, other: Mark) -> bool:
    """Whether two corrections change the same words, whatever their capitals, in the same way."""
    return (
        one.correction.entry == other.correction.entry
        and one.before.casefold() == other.before.casefold()
        and one.proposed.casefold() == other.proposed.casefold()
    )
