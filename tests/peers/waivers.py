"""Cases left out of the comparison for every package alike, each group with its reason."""

from __future__ import annotations

from tests.peers.suites import Answer, Case


def waived(case: Case) -> bool:
    """Whether a case is left out."""
    return False


def expected(case: Case) -> tuple[Answer, ...]:
    """The answers that are asked for."""
    return case.expected


def adapt(case: Case, rows: list[list]) -> list[list]:
    """The answers of a package in the unit of the case."""
    return rows
