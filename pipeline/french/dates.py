"""Dates as they are said in French, relative to the day of the recording where they need one.

Values are ISO 8601 as far as they are said: ``2025-01-01``, ``2025-01``, ``2025``; ``--01-01``
and ``--09`` where no year is said. A period has both ends (*de 2022 à 2025*).

dateparser and Recognizers-Text were tried first: of our marked sentences (``python -m tests.peers``)
they read fewer than half, find a date in a quarter and more of the traps (*été*, *10 %*, *deux*),
and neither says which parts of a date were said.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.french.months import MONTHS
from pipeline.french.numbers import Number

MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
MONTH_CUE = re.compile(
    r"(?:\b(?:en|dès|depuis|pour|fin|début|mi|courant|avant|après|jusqu'en|jusqu’en|jusqu'à fin|entre|et|à|"
    r"(?:au|du|le|ce|ces) mois de)[\s-]|\bmois d['’])$",
    re.IGNORECASE,
)
# what stands before is looked at after the first digit, so that the engine leaps from digit to digit
NUMERIC = re.compile(
    r"(\d(?<![\d/.-]\d)\d?)[/.](\d{1,2})[/.]((?:19|20)\d\d)(?![\d/])|"
    r"([12](?<![\d/.-]\d)(?:(?<=1)9|(?<=2)0)\d\d)-(\d\d)-(\d\d)(?![\d-])"
)
YEAR_CUE = re.compile(
    r"\b(?:en|depuis|d['’]ici(?: à)?|dès|fin|début|mi|courant|jusqu['’]en|jusqu['’]à|avant|après|"
    r"horizon|année|"
    r"années?|an|été|printemps|automne|hiver|rentrée|trimestre|semestre|à partir de|à fin|d['’])[\s-]?$",
    re.IGNORECASE,
)
DECADE = re.compile(r"\bannées\s$", re.IGNORECASE)
YEAR_RANGE = re.compile(r"\s?[-–/]\s?|\s(?:à|et|jusqu['’]en|jusqu['’]à)\s", re.IGNORECASE)
QUARTER = re.compile(
    r"\b(premier|1er|deuxième|second|2e|2ème|troisième|3e|3ème|quatrième|4e|4ème|dernier)\s"
    r"(trimestre|semestre)"
    r"(?:\s(?:de\s)?(l['’]année prochaine|l['’]an prochain|(?:19|20)\d\d))?",
    re.IGNORECASE,
)
RANKS = {
    "premier": 1,
    "1er": 1,
    "deuxième": 2,
    "second": 2,
    "2e": 2,
    "2ème": 2,
    "troisième": 3,
    "3e": 3,
    "3ème": 3,
    "quatrième": 4,
    "4e": 4,
    "4ème": 4,
}
RELATIVE = re.compile(
    r"(?=[aàcdefl])(?:\b(?P<end>(?:à |d['’]ici )?(?:la )?fin (?:de l['’]|d['’]))?"
    r"(?:(?P<year>(?:l['’])?ann?(?:ée)?s? (?P<which>prochaine?|derni(?:er|ère)|passée?|suivante?)"
    r"|cette année)|(?P<month>le mois (?:prochain|dernier)))\b"
    r"|\b(?:d['’]ici |à |en )(?:la )?fin (?:de l['’]|d['’])année\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date at characters [start, end): ``value``, or ``low`` and ``high`` for a period.

    ``relative`` is true when the day of the recording was needed to read it.
    """

    start: int
    end: int
    value: str | None
    low: str | None = None
    high: str | None = None
    relative: bool = False


def valid_day(year: int | None, month: int, day: int) -> bool:
    """Whether the day exists (29 February does in an unknown year)."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """ISO form of what is known; ``--MM-DD`` without a year."""
    head = f"{year:04d}" if year is not None else "-"
    parts = [head, *(f"{x:02d}" for x in (month, day) if x is not None)]
    return "-".join(parts)


def is_year(number: Number, text: str) -> bool:
    """Whether a number has the shape of a year: four plain digits, or words from *mille neuf cent* on."""
    if number.kind != "cardinal" or number.value != int(number.value) or not 1900 <= number.value < 2100:
        return False
    words = text[number.start : number.end]
    if number.spelled:
        return " " in words or "-" in words
    return len(words) == 4


def find_dates(text: str, numbers: Sequence[Number], date: str | None = None) -> tuple[DateSpan, ...]:
    """Dates of a text in reading order, without overlaps; empty when there are none.

    ``numbers`` are those of `find_numbers` on the same text; ``date`` is the ISO day of the
    recording: without it relative dates (*l'année prochaine*) are left out.
    """
    ends = {n.end: k for k, n in enumerate(numbers)}
    starts = [n.start for n in numbers]
    found = [*_numeric(text), *_months(text, numbers, ends, starts), *_years(text, numbers)]
    found += _quarters(text, date)
    if date:
        found += _relative(text, date)
    found.sort(key=lambda d: (d.start, -d.end))
    kept: list[DateSpan] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _numeric(text: str) -> list[DateSpan]:
    found = []
    for m in NUMERIC.finditer(text):
        day, month, year = (int(x) for x in ((m[1], m[2], m[3]) if m[1] else (m[6], m[5], m[4])))
        if valid_day(year, month, day):
            found.append(DateSpan(m.start(), m.end(), iso(year, month, day)))
    return found


def _months(text: str, numbers: Sequence[Number], ends: dict[int, int], starts: list[int]) -> list[DateSpan]:
    found = []
    for m in MONTH.finditer(text):
        month = MONTHS[m[0].lower()]
        start, end, year, day, first = m.start(), m.end(), None, None, None
        k = bisect_left(starts, end)
        if k < len(numbers) and text[end : numbers[k].start] in (" ", ", ") and is_year(numbers[k], text):
            year, end = int(numbers[k].value), numbers[k].end
        left = ends.get(m.start() - 1, -1) if text[m.start() - 1 : m.start()].isspace() else -1
        if left >= 0 and _is_day(numbers[left], year, month):
            day, start = int(numbers[left].value), numbers[left].start
            before = numbers[left - 1] if left else None
            if before is not None and _is_day(before, year, month) and before.value < day:
                link = text[before.end : start].lower()
                lead = text[max(0, before.start - 4) : before.start].lower()
                if (link == " au " and lead.endswith("du ")) or (link == " et " and lead.endswith("les ")):
                    first, start = int(before.value), before.start
        if day is None and year is None and not MONTH_CUE.search(text[max(0, start - 20) : start]):
            continue
        if first is not None:
            low, high = iso(year, month, first), iso(year, month, day)
            found.append(DateSpan(start, end, None, low, high))
        else:
            found.append(DateSpan(start, end, iso(year, month, day)))
    return found


def _is_day(number: Number, year: int | None, month: int) -> bool:
    whole = number.value == int(number.value)
    day_like = number.kind == "cardinal" or (number.kind == "ordinal" and number.value == 1)
    return whole and day_like and valid_day(year, month, int(number.value))


def _years(text: str, numbers: Sequence[Number]) -> list[DateSpan]:
    found: list[DateSpan] = []
    years = [n for n in numbers if is_year(n, text)]
    skip = -1
    for k, number in enumerate(years):
        if number.start < skip:
            continue
        lead = text[max(0, number.start - 16) : number.start]
        if DECADE.search(lead) or lead.endswith(("/", ".")):
            continue
        after = years[k + 1] if k + 1 < len(years) else None
        if after is not None and after.value > number.value:
            link = text[number.end : after.start]
            if YEAR_RANGE.fullmatch(link) and (link.strip() != "et" or lead.lower().endswith("entre ")):
                low, high = str(number.value), str(after.value)
                found.append(DateSpan(number.start, after.end, None, low, high))
                skip = after.end
                continue
        if YEAR_CUE.search(lead) or not number.spelled:
            found.append(DateSpan(number.start, number.end, str(number.value)))
    return found


def _quarters(text: str, date: str | None) -> list[DateSpan]:
    found = []
    for m in QUARTER.finditer(text) if "mestre" in text.lower() else ():
        months = 3 if m[2].lower() == "trimestre" else 6
        rank = RANKS.get(m[1].lower(), 12 // months)
        if rank > 12 // months:
            continue
        year = None
        if m[3] and m[3].isdigit():
            year = int(m[3])
        elif m[3] and date:
            year = int(date[:4]) + 1
        low, high = iso(year, (rank - 1) * months + 1), iso(year, rank * months)
        found.append(DateSpan(m.start(), m.end(), None, low, high, relative=year is None))
    return found


def _relative(text: str, date: str) -> list[DateSpan]:
    year, month = int(date[:4]), int(date[5:7] or 1)
    found = []
    for m in RELATIVE.finditer(text):
        words = m[0].lower()
        if m["month"]:
            step = 1 if words.endswith("prochain") else -1
            index = year * 12 + month - 1 + step
            value = iso(index // 12, index % 12 + 1)
        else:
            which = (m["which"] or "").lower()
            step = 1 if which.startswith(("proch", "suiv")) else -1 if which else 0
            closing = m["end"] or not m["year"]
            value = iso(year + step, 12 if closing else None)
        found.append(DateSpan(m.start(), m.end(), value, relative=True))
    return found
