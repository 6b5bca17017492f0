"""Dates as said, with and without a year, relative to the day of the recording."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.dates import DateSpan, find_dates
from pipeline.french.numbers import find_numbers

MONTHS = ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre").split()


def read(text: str, day: str | None = "2024-12-05") -> list[DateSpan]:
    return list(find_dates(text, find_numbers(text), day))


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_of_a_century(day: date) -> None:
    number = "1er" if day.day == 1 else str(day.day)
    for text in (
        f"le {number} {MONTHS[day.month - 1]} {day.year}",
        f"le {day.day:02d}/{day.month:02d}/{day.year}",
        f"le {day.isoformat()}",
    ):
        assert [d.value for d in read(text)] == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_relative_years_follow_the_recording(day: date) -> None:
    years = {
        "l'année prochaine": 1,
        "l'an dernier": -1,
        "cette année": 0,
        "l'année dernière": -1,
        "l'an prochain": 1,
    }
    for words, step in years.items():
        assert [d.value for d in read(words, day.isoformat())] == [str(day.year + step)]
        assert read(words, None) == []
    following = (day.replace(day=1) + timedelta(days=31)).isoformat()[:7]
    assert [d.value for d in read("le mois prochain", day.isoformat())] == [following]


TABLE = [
    ("au 1er janvier 2025", "2025-01-01"),
    ("le neuf mars deux mille vingt et un", "2021-03-09"),
    ("en janvier 2025", "2025-01"),
    ("le 18 juin", "--06-18"),
    ("le premier mai", "--05-01"),
    ("début mai", "--05"),
    ("au mois de mars", "--03"),
    ("depuis 2021", "2021"),
    ("d'ici à 2030", "2030"),
    ("fin 2026", "2026"),
    ("en deux mille vingt-cinq", "2025"),
    ("d'ici la fin de l'année", "2024-12"),
    ("en fin d'année", "2024-12"),
    ("à la fin de l'année prochaine", "2025-12"),
    ("le 29 février", "--02-29"),
    ("12.05.2024", "2024-05-12"),
]


@pytest.mark.parametrize(("text", "value"), TABLE)
def test_value(text: str, value: str) -> None:
    assert [d.value for d in read(text)] == [value]


PERIODS = [
    ("de 2022 à 2025", "2022", "2025"),
    ("2022-2025", "2022", "2025"),
    ("entre 2020 et 2023", "2020", "2023"),
    ("du 3 au 5 juin 2025", "2025-06-03", "2025-06-05"),
    ("les 3 et 4 juin", "--06-03", "--06-04"),
    ("au premier trimestre 2025", "2025-01", "2025-03"),
    ("au second semestre 2024", "2024-07", "2024-12"),
    ("au quatrième trimestre", "--10", "--12"),
    ("le premier semestre de l'année prochaine", "2025-01", "2025-06"),
]


@pytest.mark.parametrize(("text", "low", "high"), PERIODS)
def test_period(text: str, low: str, high: str) -> None:
    assert [(d.value, d.low, d.high) for d in read(text)] == [(None, low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mars attaque",
        "mais oui",
        "le 31 du mois",
        "dans les années 2000",
        "le 32/13/2024",
        "192.168.1.2",
        "2 025 agents",
        "20 25",
        "avec les juins",
        "12/45",
    ],
)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_days_that_do_not_exist_leave_the_month() -> None:
    assert [d.value for d in read("le 31 avril 2025")] == ["2025-04"]
    assert calendar.monthrange(2025, 4)[1] == 30


def test_spans_are_the_words() -> None:
    text = "Le label arrive le 18 juin 2025, puis en 2026 et 2027."
    assert [text[d.start : d.end] for d in read(text)] == ["18 juin 2025", "2026", "2027"]
