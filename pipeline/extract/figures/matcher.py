"""From measures and dates to figures: which numbers count, what they count, what is measured."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract.figures import exclusions, patterns
from pipeline.extract.figures.measures import Measure, find_measures, half_after
from pipeline.french.dates import DateSpan, find_dates
from pipeline.french.nouns import singular
from pipeline.french.numbers import Number, find_numbers, parse_number

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+", re.IGNORECASE)
NEXT = re.compile(r"[\s]+([^\W\d_]+(?:-[^\W\d_]+)*)")
BACK = 240
"""Characters looked at before a bare number for the noun that *en* stands for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A measure or a date that is kept, with the noun it counts at [noun_start, noun_end) or -1.

    When the noun has no mark of the plural it is ``doubtful``: it counts only if the parse does not
    say verb or adverb (*on en a dix maintenant*), and ``otherwise`` is what stands without it.
    """

    measure: Measure | None
    date: DateSpan | None
    start: int
    end: int
    unit: str | None
    kind: str
    noun_start: int = -1
    noun_end: int = -1
    doubtful: bool = False
    otherwise: Found | None = None


def candidates(text: str, date: str | None) -> list[Found]:
    """Everything in the text that is a figure, in reading order, without overlaps."""
    numbers = find_numbers(text)
    dates = [d for d in find_dates(text, numbers, date) if _keep_date(text, d)]
    starts = [d.start for d in dates]
    free = [n for n in numbers if not _inside(dates, starts, n)]
    found = [Found(None, d, *_date_span(text, d), None, "date") for d in dates]
    counted: Found | None = None
    measured: Found | None = None
    for measure in find_measures(text, free):
        kept = _keep(text, measure, counted, measured)
        if kept is not None:
            found.append(kept)
            counted = kept if kept.kind == "count" and kept.noun_start >= 0 else counted
            measured = kept if kept.unit else measured
    found += _levels(text, numbers)
    found.sort(key=lambda f: (f.start, -f.end))
    out: list[Found] = []
    for f in found:
        if out and f.start < out[-1].end:
            f = replace(f, start=out[-1].end)
            f = replace(
                f, start=f.start + len(text[f.start : f.end]) - len(text[f.start : f.end].lstrip(" ,"))
            )
            if f.start >= f.end:
                continue
        out.append(f)
    return out


def _inside(dates: Sequence[DateSpan], starts: Sequence[int], number: Number) -> bool:
    """Whether a number is part of a date."""
    k = bisect_right(starts, number.start) - 1
    return (k >= 0 and dates[k].end > number.start) or (k + 1 < len(dates) and starts[k + 1] < number.end)


def _keep_date(text: str, date: DateSpan) -> bool:
    lead = text[max(0, date.start - 40) : date.start]
    bare_year = date.value is not None and len(date.value) == 4 and not date.relative
    if bare_year:
        if exclusions.PROGRAMME.search(lead) or exclusions.NUMBER_SIGN.search(lead):
            return False
        # "2000 agents": a noun in the plural follows and nothing says that it is a year
        noun = NEXT.match(text, date.end)
        word = noun[1] if noun else ""
        if (
            word.endswith("s")
            and word.lower() not in patterns.FUNCTION_WORDS
            and not patterns.YEAR_BEFORE.search(lead)
        ):
            return False
    return not exclusions.GLUED_AFTER.match(text, date.end)


def _date_span(text: str, date: DateSpan) -> tuple[int, int]:
    """The date with the words that belong to it (*d'ici 2027*, *au 1er janvier*)."""
    lead = text[max(0, date.start - 16) : date.start]
    m = patterns.DATE_BEFORE.search(lead)
    return (date.start - len(lead) + m.start() if m else date.start), date.end


def _keep(text: str, measure: Measure, counted: Found | None, measured: Found | None) -> Found | None:
    """The measure as a figure, or ``None`` when it is none.

    ``counted`` is the last count with its noun before it, ``measured`` the last figure with a unit.
    """
    first, last = measure.numbers[0], measure.numbers[-1]
    if exclusions.excluded(text, first.start, measure.end if measure.unit else last.end):
        return None
    lead = text[max(0, first.start - 60) : first.start]
    if measure.value == 100 and measure.kind == "percent" and exclusions.EMPHASIS.search(lead):
        return None
    if exclusions.NUMBER_SIGN.search(lead) or exclusions.GLUED_BEFORE.search(lead):
        return None
    if exclusions.GLUED_AFTER.match(text, last.end) or exclusions.PRODUCT.fullmatch(
        text, first.start, first.end
    ):
        return None
    if text[last.end : last.end + 2].strip()[:1].isalpha() and text[last.end].isalpha() and not measure.unit:
        return None  # "5G", "2A"
    if measure.unit is None and measure.kind == "count":
        return _count(text, measure, lead, counted, measured)
    if first.article and not _one_counts(text, measure, lead):
        return None
    if first.kind == "fraction" and text[first.start : first.end].lower() in exclusions.HALVES:
        return None
    if first.kind == "fraction" and measure.kind == "percent" and not _fraction_counts(text, measure, lead):
        return None
    start = measure.start
    if (
        measure.kind == "percent"
        and first.kind == "fraction"
        and (m := patterns.SHARE_ARTICLE.search(text[max(0, start - 5) : start]))
    ):
        start -= len(m[0])
    return Found(measure, None, start, measure.end, measure.unit, measure.kind)


def _one_counts(text: str, measure: Measure, lead: str) -> bool:
    """Whether *un* or *une* before a unit is a number: *plus d'un an*, *en un mois*; not *une minute*."""
    if measure.comparator != "=" or measure.value is None or measure.value != 1:
        return True
    if measure.kind in ("percent", "money"):
        return True
    long = measure.kind == "duration" and measure.unit not in ("minute", "seconde", "jour")
    return long and bool(patterns.ONE_WHOLE.search(lead))


def _fraction_counts(text: str, measure: Measure, lead: str) -> bool:
    """Whether a fraction is a share of something: not *par un tiers*, *un cinquième site*, *à la moitié*."""
    words = text[measure.numbers[0].start : measure.numbers[0].end].lower()
    of_something = bool(patterns.SHARE_OF.match(text, measure.end))
    if words == "moitié":
        return bool(patterns.HALF_BEFORE.search(lead)) and (
            of_something or not lead.lower().endswith("à la ")
        )
    if words == "un tiers" and exclusions.THIRD_PARTY.search(f"{lead}un "):
        return of_something
    if words.endswith(("ième", "ièmes", "ieme", "iemes")) or "1/" in words:
        return of_something or measure.comparator != "="
    return True


def _count(
    text: str, measure: Measure, lead: str, counted: Found | None, measured: Found | None
) -> Found | None:
    first, last = measure.numbers[0], measure.numbers[-1]
    fractional = any(n.value != n.value.to_integral_value() for n in measure.numbers)
    if exclusions.CODE_BEFORE.search(lead):
        return None
    if exclusions.LABEL_BEFORE.search(lead) and not plural_after(text, last):
        return None
    if first.article and len(measure.numbers) == 1:
        return None
    if exclusions.NAME.match(text, first.start) and exclusions.MID_SENTENCE.search(lead):
        return None
    if measure.value == 0:
        return None
    stands_for = bool(patterns.EN_BEFORE.search(lead)) and not fractional
    noun = counted_noun(text, last, partitive=not stands_for)
    if noun is not None:
        start, end, lemma = noun
        if lemma in exclusions.DISCOURSE and (measure.value or Decimal(99)) < 10:
            return None
        doubtful = not text[start:end].endswith(("s", "x", "z")) and not text[start:end].isupper()
        told, half = measure, half_after(text, end)
        if half is not None and measure.value is not None:
            told, end = replace(measure, value=measure.value + half[0]), half[1]
        close, sign = end, measure.comparator
        for pattern, comparator in patterns.FOLLOW:
            if sign == "=" and (m := pattern.match(text, end)):
                close, sign = m.end(), comparator
        told = replace(told, comparator=sign)
        bare = _bare(text, measure, lead, counted, measured) if doubtful else None
        if doubtful and (2 <= (measure.value or Decimal(0)) < 10 and not fractional):
            return bare  # a small number is often a pronoun: "trois suffit"
        return Found(told, None, measure.start, close, lemma, "count", start, end, doubtful, bare)
    return _bare(text, measure, lead, counted, measured)


def _bare(
    text: str, measure: Measure, lead: str, counted: Found | None, measured: Found | None
) -> Found | None:
    """A number without unit or noun: what it counts is said before, or it is a value of its own."""
    first, last = measure.numbers[0], measure.numbers[-1]
    fractional = any(n.value != n.value.to_integral_value() for n in measure.numbers)
    stands_for = bool(patterns.EN_BEFORE.search(lead)) and not fractional
    words = text[first.start : last.end].lower()
    if (m := patterns.CHANGE_TO.search(text[max(0, first.start - 90) : first.start])) and not first.article:
        # "de 97 copieurs à 40"
        before = find_numbers(m["from"])
        same = find_measures(m["from"], before)[:1]
        if same and same[0].unit:
            return Found(
                replace(measure, unit=same[0].unit),
                None,
                measure.start,
                measure.end,
                same[0].unit,
                same[0].kind,
            )
        noun = counted_noun(m["from"], before[0]) if before else None
        if noun is not None:
            return Found(measure, None, measure.start, measure.end, noun[2], "count")
    if patterns.CHANGE.search(lead) and (unit := _unit_of_next(text, last.end)) is not None:
        # "passer de 12 à 8 agents": the first number counts the same thing
        value = measure.value * unit[2] if measure.value is not None and first.scale == 1 else measure.value
        told = replace(measure, value=value, unit=unit[0])
        return Found(told, None, measure.start, measure.end, unit[0], unit[1])
    if patterns.PEOPLE_BEFORE.search(lead) and len(measure.numbers) == 1 and not fractional:
        return Found(measure, None, measure.start, measure.end, "personne", "count")
    if words in ("neuf", "mille", "cent") and not stands_for:
        return None
    if stands_for:
        antecedent = noun_before(text, first.start)
        if (
            counted is not None
            and counted.unit
            and first.start - counted.noun_end < BACK
            and (antecedent is None or antecedent[0] < counted.noun_start)
        ):
            antecedent = (counted.noun_start, counted.noun_end, counted.unit)
        if antecedent is not None:
            return Found(measure, None, measure.start, measure.end, antecedent[2], "count", *antecedent[:2])
    of_them = patterns.OF_THEM_BEFORE.search(lead) or patterns.OF_THEM_AFTER.match(text, last.end)
    near = first.start - counted.noun_end if counted is not None else None
    if counted is not None and (
        (of_them and near < 60 and not fractional) or (patterns.INSTEAD.search(lead) and near < 40)
    ):
        return Found(
            measure,
            None,
            measure.start,
            measure.end,
            counted.unit,
            "count",
            counted.noun_start,
            counted.noun_end,
        )
    if patterns.INSTEAD.search(lead) and measured is not None and first.start - measured.end < 30:
        # "9 500 euros au lieu de 31 000"
        told = replace(measure, unit=measured.unit)
        return Found(told, None, measure.start, measure.end, measured.unit, measured.kind)
    large = (measure.value or Decimal(0)) >= (100 if first.spelled else 10)
    if fractional or large or (len(measure.numbers) == 2 and measure.value is None):
        return Found(measure, None, measure.start, measure.end, None, "quantity")
    return None


def _unit_of_next(text: str, at: int) -> tuple[str, str, Decimal] | None:
    """Unit, kind and scale of the number that *à* introduces right after an offset, or ``None``."""
    words = text[at : at + 60]
    link = patterns.LINK_TO.match(words)
    following = find_numbers(words)[:1] if link else ()
    if not link or not following or following[0].start != link.end():
        return None
    measures = find_measures(words, following)
    if measures and measures[0].unit:
        return measures[0].unit, measures[0].kind, following[0].scale
    noun = counted_noun(words, following[0])
    return (noun[2], "count", following[0].scale) if noun else None


def plural_after(text: str, number: Number) -> bool:
    """Whether a noun in the plural follows: then a label before the number is a word of its own."""
    m = NEXT.match(text, number.end)
    word = m[1].lower() if m else ""
    return number.value >= 2 and word.endswith(("s", "x")) and word not in patterns.FUNCTION_WORDS


def counted_noun(text: str, number: Number, *, partitive: bool = True) -> tuple[int, int, str] | None:
    """(start, end, lemma) of the noun right after a number, adjectives skipped; ``None`` without one."""
    at = number.end
    if number.kind == "collective" or number.scale >= 10**6:
        m = patterns.DE.match(text, at)
        if m is None:
            return None
        at = m.end() - 1 if text[m.end() - 1] == " " else m.end()
    elif partitive and (m := patterns.PARTITIVE.match(text, at)):
        at = m.end() - 1
    for _ in range(4):
        m = NEXT.match(text, at) if text[at : at + 1].isspace() else WORD.match(text, at)
        if m is None:
            return None
        word = m[1] if m.re is NEXT else m[0]
        low = word.lower()
        if low in patterns.ADJECTIVES:
            at = m.end()
            continue
        if low == "fois" and number.value >= 10:
            return m.end() - len(word), m.end(), "fois"
        if low in patterns.FUNCTION_WORDS or low.isdigit() or len(low) == 1 or parse_number(low) is not None:
            return None
        return m.end() - len(word), m.end(), singular(low if not word.isupper() else word)
    return None


def noun_before(text: str, at: int) -> tuple[int, int, str] | None:
    """The noun that a bare number counts (*quant aux écrans, on en a 4 800*): the last plural before it.

    A complement (*une coopérative des acteurs*) is only taken when there is nothing else.
    """
    window = max(0, at - BACK)
    strong = weak = None
    for m in patterns.PLURAL.finditer(text, window, at):
        group = "noun" if m["noun"] else "asked"
        word = m[group].lower()
        if word in patterns.FUNCTION_WORDS or word in patterns.ADJECTIVES:
            continue
        found = (m.start(group), m.end(group), singular(word))
        before = patterns.LAST_WORD.search(text, max(0, m.start() - 20), m.start())
        complement = (
            (m["det"] or "").lower() in ("des", "de")
            and before
            and before[1].lower() not in patterns.FUNCTION_WORDS
        )
        if complement:
            weak = found
        else:
            strong = found
    return strong or weak


def _levels(text: str, numbers: Sequence[Number]) -> list[Found]:
    """*labellisés niveau 2*: the one rank that says something of its holder."""
    found = []
    for n in numbers:
        awarded = exclusions.AWARD.search(text[max(0, n.start - 50) : n.start])
        if n.kind == "cardinal" and n.value <= 10 and awarded and not n.article:
            measure = Measure(n.start - 7, n.end, n.value, None, None, "niveau", "ordinal", "=", (n,), False)
            found.append(Found(measure, None, measure.start, n.end, "niveau", "ordinal"))
    return found


def sentence_of(starts: Sequence[int], offset: int) -> int:
    """Index of the sentence that holds an offset (the last one that starts at or before it)."""
    return max(0, bisect_right(starts, offset) - 1)
