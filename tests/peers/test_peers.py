"""The scorer of the comparison: what it calls right, and what is left out."""

from __future__ import annotations

import pytest

from tests.peers.__main__ import right, same_date, unit
from tests.peers.answers import greffier
from tests.peers.suites import Case, _written, decimal
from tests.peers.waivers import waived


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("vingt centimes", "money", [[0.2, None, "EUR"]]),
        ("deux cent trois cinquièmes", "number", [[40.6, None, ""]]),
        ("un sur trois", "number", [[1 / 3, None, ""]]),
        ("10 degres en dessous de zero", "temperature", [[-10, None, "degré"]]),
        ("entre 10 et 20 euro", "money", [[10, 20, "EUR"]]),
        ("au moins 10 euro", "money", [[10, None, "EUR"]]),
        ("le 18 juin 2025", "date", [[None, None, "2025-06-18"]]),
    ],
)
def test_our_answers(text: str, kind: str, answer: list) -> None:
    assert right(Case("x", kind, text, tuple(map(tuple, answer))), greffier(kind, text))


def test_a_wrong_value_unit_or_count_is_not_right() -> None:
    case = Case("x", "money", "12 euros", ((12.0, None, "Euro"),))
    assert right(case, [[12.0, None, "EUR"]])
    for rows in (
        [[12.1, None, "EUR"]],
        [[12.0, None, "USD"]],
        [],
        [[12.0, None, "EUR"]] * 2,
        [[12.0, 13.0, "EUR"]],
    ):
        assert not right(case, rows)


def test_units_are_compared_by_meaning() -> None:
    assert unit("Mètres carrés") == unit("m²") and unit("Dollar Canadien") == unit("CAD")
    assert unit("Livre") != unit("Euro")


def test_dates_and_written_values() -> None:
    assert same_date("2025-06-18", "--06-18") and same_date("2025-06-18", "2025-06")
    assert not same_date("2025-06-18", "2024") and not same_date("2025", "2024/2026")
    assert decimal("1 818,303") == 1818.303
    assert _written("4,80 milliards d'euros", "money") == (4.8e9, None, "euros")
    assert _written("1 1/2", "number") == (1.5, None, "") and _written("40 trois", "number") is None


def test_waivers_name_the_case_not_the_loser() -> None:
    assert waived(Case("Recognizers number", "number", "1,1^23", ((8.95, None, ""),)))
    assert waived(Case("text2num", "replace", "le logement neuf", (), "le logement neuf"))
    assert waived(Case("Recognizers number", "number", "trois quarts", ((0.75, None, ""),))) is None
