"""What the decision hands on: who says which words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words [start, end) said by one person (``None``: doubtful), how sure it is, and why (French)."""

    start: int
    end: int
    speaker: str | None
    confidence: float
    evidence: tuple[str, ...]
