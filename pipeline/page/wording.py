"""French wordings of the page: dates, durations, counts, and the names of what the document codes."""

from __future__ import annotations

from pipeline.wording import long_date, timecode

KINDS = {
    "percent": "Pourcentages",
    "money": "Montants",
    "count": "Nombres",
    "quantity": "Mesures",
    "factor": "Facteurs",
    "score": "Notes",
    "duration": "Durées",
    "date": "Dates",
    "ordinal": "Rangs",
}
"""Kinds of figures, in the order in which the page lists them."""

SHAPES = {"done": "●", "ongoing": "○", "planned": "□", "recommended": "◇"}
"""The sign of each status of an action, in the chart and in the lists."""

UNKNOWN = "Voix non identifiée"


def said_date(iso: str | None) -> str | None:
    """A date of the document as it is said; ``None`` without one.

    >>> [said_date(d) for d in ("2024-12-05", "2024-12", "2024", "--12-05", "--12")]
    ['5 décembre 2024', 'décembre 2024', '2024', '5 décembre', 'décembre']
    """
    if not iso:
        return None
    year, _, rest = ("", "", iso[2:]) if iso.startswith("--") else iso.partition("-")
    month, _, day = rest.partition("-")
    try:
        # a leap year, so that 29 February without a year is a day
        words = long_date(f"{year or 2000}-{month or '01'}-{day or '01'}").split(" ")
    except ValueError:
        return iso
    if not month:
        return year
    return " ".join(words[0 if day else 1 : 3 if year else 2])


def duration(seconds: float) -> str:
    """A length of time in words.

    >>> duration(3540), duration(4000), duration(59)
    ('59 min', '1 h 07 min', '59 s')
    """
    if seconds < 60:
        return f"{int(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, singular below two as in French; thousands stand apart.

    >>> count(0, "tour"), count(2, "tour"), count(2000, "signal", "signaux")
    ('0 tour', '2 tours', '2 000 signaux')
    """
    return f"{number:,} ".replace(",", " ") + (one if number < 2 else many or one + "s")


def percent(share: float) -> str:
    """A share of 1 in whole percent.

    >>> percent(0.336)
    '34 %'
    """
    return f"{round(share * 100)} %"


__all__ = ["KINDS", "SHAPES", "UNKNOWN", "count", "duration", "percent", "said_date", "timecode"]
