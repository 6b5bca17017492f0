"""Numbers with their unit, range, comparator and sign: the arithmetic of a figure, before any judgement.

Nothing is left out here for being an idiom, an article or a page number: `matcher` does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract.figures import patterns as p
from pipeline.french.numbers import Number
from pipeline.french.units import Unit, currency_before, unit_after
from pipeline.model import Comparator, FigureKind


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or a range at characters [start, end) with what it is measured in.

    ``unit`` is ``None`` for a bare number or a counted noun (found later); ``first`` and ``last``
    are the span of the numbers alone; ``loose`` is true when a noun may follow ``end``.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    kind: FigureKind
    comparator: Comparator
    numbers: tuple[Number, ...]
    loose: bool


def find_measures(text: str, numbers: Sequence[Number]) -> tuple[Measure, ...]:
    """Measures of a text in reading order, without overlaps; empty when there are no numbers.

    ``numbers`` are those of `find_numbers` on the same text that are not part of a date.
    """
    found: list[Measure] = []
    k = 0
    while k < len(numbers):
        number = numbers[k]
        if number.kind == "ordinal":
            k += 1
            continue
        following = numbers[k + 1] if k + 1 < len(numbers) else None
        third = numbers[k + 2] if k + 2 < len(numbers) else None
        if third is not None and following is not None and _listed(text, number, following, third):
            # "4, 5 ou 6 ans" is a range from the first to the last
            span = _pair(text, number, third, link=" ou ")
            if span is not None:
                found.append(span)
                k += 3
                continue
        pair = _pair(text, number, following) if following is not None else None
        if pair is not None:
            found.append(pair)
            k += 2
            continue
        score = (
            _score(text, number, following) or _share(text, number, following)
            if following is not None
            else None
        )
        if score is not None:
            found.append(score)
            k += 2
            continue
        measure, used = _single(text, number, numbers, k)
        found.append(measure)
        k += used
    return tuple(found)


def _unit(text: str, number: Number) -> Unit | None:
    return unit_after(text, number.end, digits=not number.spelled or text[number.end - 1].isdigit())


def _single(text: str, number: Number, numbers: Sequence[Number], k: int) -> tuple[Measure, int]:
    """The measure of one number and how many numbers it uses (2 for *15 euros 50*)."""
    value, used = number.value, 1
    start, end = number.start, number.end
    unit = _unit(text, number)
    if unit is not None and unit.name == "percent" and number.kind == "fraction" and not number.scale > 1:
        unit = None
    before = None if unit is not None and unit.kind == "money" else currency_before(text, start)
    if before is not None and unit is None:
        unit, start = before, before.start
    elif unit is not None:
        end = unit.end
        half = half_after(text, end)
        if half is not None:
            value, end = value + half[0], half[1]
    if unit is not None and k + 1 < len(numbers):
        more = _rest(text, unit, end, numbers[k + 1])
        if more is not None:
            value, end, used = value + more[0], more[1], 2
    kind: FigureKind = "count"
    name = None
    if unit is not None:
        kind, name, value = unit.kind, unit.name, value / unit.divisor  # type: ignore[assignment]
    elif number.kind == "fraction" and number.value < 1 and number.scale == 1:
        kind, name, value = "percent", "percent", value * 100
    elif p.FACTOR_AFTER.match(text, end):
        kind, end = "factor", p.FACTOR_AFTER.match(text, end).end()  # type: ignore[union-attr]
    elif m := p.FACTOR_BEFORE.search(text[max(0, start - 50) : start]):
        kind, start = "factor", max(0, start - 50) + m.start()
    if m := p.BELOW_ZERO.match(text, end):
        value, end, kind, name = -value, m.end(), "quantity", name or "degré"
    elif (
        kind != "factor"
        and (m := p.MINUS_BEFORE.search(text[max(0, start - 10) : start]))
        and (unit is not None or m[0].strip().lower() != "moins")
    ):
        sign = re.search(r"[-−–]|moins|n[ée]gati\w+", m[0], re.IGNORECASE)
        value, start = -value, max(0, start - 10) + m.start() + (sign.start() if sign else 0)
    comparator: Comparator = "~" if number.approximate else "="
    measure = Measure(start, end, value, None, None, name, kind, comparator, (number,), unit is None)
    return _compare(text, measure), used


def half_after(text: str, at: int) -> tuple[Decimal, int] | None:
    """*et demi* after a unit (*deux ans et demi*, *une heure et quart*)."""
    words = text[at : at + 10].lower()
    for form, share in ((" et demie", "0.5"), (" et demi", "0.5"), (" et quart", "0.25")):
        if words.startswith(form) and not text[at + len(form) : at + len(form) + 1].isalpha():
            return Decimal(share), at + len(form)
    return None


def _rest(text: str, unit: Unit, at: int, number: Number) -> tuple[Decimal, int] | None:
    """Hundredths after a currency (*15 euros et 20 centimes*, *15 euros 50*), minutes after hours."""
    link = text[at : number.start].lower()
    if (
        link not in ("", " ", " et ")
        or not 0 < number.value < 100
        or number.kind != "cardinal"
        or number.article
    ):
        return None
    after = _unit(text, number)
    if unit.kind == "money":
        if after is not None and (after.divisor == 100 or after.name == "cent"):
            return number.value / 100, after.end
        # "15 euros 50": two digits and nothing else to count
        alone = link == " " and not text[number.end : number.end + 2].strip(" .,;!?")
        if after is None and (link == "" or alone):
            return number.value / 100, number.end
    if unit.name == "minute" and after is None and link == " " and number.value < 60:
        follows = text[number.end : number.end + 2].strip(" .,;!?")
        return None if follows else (number.value / 60, number.end)
    minutes = unit.name == "heure" and after is None and link == " " and number.value < 60
    if minutes and number.value >= 5 and p.TIME_AFTER.match(text, number.end):
        return number.value / 60, number.end
    if unit.name == "heure" and after is not None and after.name == "minute":
        return number.value / 60, after.end
    return None


def _score(text: str, first: Number, second: Number) -> Measure | None:
    """*12 sur 20*, *417 pour 1000*."""
    if not p.SCORE.fullmatch(text[first.end : second.start]) or second.kind != "cardinal" or first.article:
        return None
    top, bottom = first.value, second.value
    if bottom not in p.SCALES_OF_MARKS or top > bottom or first.kind != "cardinal":
        return None
    after = _unit(text, second)
    # "quinze pour cent" is a share; recognisers also write it "15 pour 100"
    share = bottom == 100 and text[first.end : second.start].strip().lower() == "pour"
    if after is not None or share:
        return None
    measure = Measure(
        first.start, second.end, top, None, None, f"/{int(bottom)}", "score", "=", (first, second), False
    )
    return _compare(text, measure)


def _share(text: str, first: Number, second: Number) -> Measure | None:
    """*un sur deux*, *une commune sur trois*, *neuf agents sur dix*: a percentage."""
    link = text[first.end : second.start]
    if (
        len(link) > 40
        or not p.SHARE_LINK.fullmatch(link)
        or first.kind != "cardinal"
        or second.kind != "cardinal"
    ):
        return None
    bare = link.strip().lower() == "sur"
    if not 0 < first.value < second.value or not (bare or second.value in p.SHARES) or _unit(text, second):
        return None
    if _unit(text, first) or (bare and first.value != 1 and second.value > 10):
        return None
    value = first.value * 100 / second.value
    measure = Measure(
        first.start, second.end, value, None, None, "percent", "percent", "=", (first, second), False
    )
    return _compare(text, measure)


def _listed(text: str, first: Number, second: Number, third: Number) -> bool:
    """Whether three numbers are one guess: *4, 5 ou 6*."""
    links = text[first.end : second.start], text[second.end : third.start]
    rising = first.value < second.value < third.value
    return rising and bool(p.LINK_NONE.fullmatch(links[0]) and p.LINK_OR.fullmatch(links[1]))


def _pair(text: str, first: Number, second: Number, link: str | None = None) -> Measure | None:
    """A range made of two numbers (*trois à six mois*, *entre 50 et 60 %*, *deux trois ans*).

    ``link`` are the words between them, when others stand there as well.
    """
    if second.kind == "ordinal" or first.kind == "ordinal" or second.article:
        return None
    unit = _unit(text, second)
    own = _unit(text, first)
    if own is None and (sign := currency_before(text, first.start)):
        own = Unit(first.start, first.end, sign.name, sign.kind)
        unit = unit or own
    link_start = own.end if own is not None else first.end
    link = text[link_start : second.start] if link is None else link
    if own is not None and (unit is None or own.name != unit.name):
        return None
    lead = text[max(0, first.start - 60) : first.start]
    between = p.BETWEEN.search(lead)
    low, high = first.value, second.value
    scale = second.scale if first.scale == 1 and low < 1000 and low < high else Decimal(1)
    if first.kind != "fraction" and second.scale > 1 and low * scale < high:
        low *= scale
    # "entre 60 et 70 000 euros": the thousands are said once
    thousands = first.start < first.end <= first.start + 3 and text[second.start : second.end].endswith("000")
    if thousands and not first.spelled and low * 100 < high and low * 1000 < high:
        low *= 1000
    if not low < high or (first.kind == "fraction") != (second.kind == "fraction"):
        return None
    spread = high / low if low > 0 else Decimal(100)
    if p.LINK_AND.fullmatch(link):
        if not between:
            return None
    elif p.LINK_TO.fullmatch(link):
        dash = link.strip() in ("-", "–", "—")
        if p.CHANGE.search(lead) or (own is not None and not dash and not p.FROM.search(lead)):
            return None
        if first.article and not p.FROM.search(lead):
            return None
    elif p.LINK_OR.fullmatch(link):
        if spread > 4:
            return None
    elif p.LINK_NONE.fullmatch(link):
        if own is not None or not _next_in_line(first, second, low, high):
            return None
    else:
        return None
    start, end = first.start, second.end
    if own is not None and own.start == first.start and (sign := currency_before(text, first.start)):
        start = sign.start
    if between:
        start = start - len(lead) + between.start()
    kind: FigureKind = "count"
    name = None
    if unit is not None:
        kind, name = unit.kind, unit.name  # type: ignore[assignment]
        end = max(end, unit.end)
        low, high = low / unit.divisor, high / unit.divisor
    elif first.kind == "fraction":
        kind, name, low, high = "percent", "percent", low * 100, high * 100
    elif factor := p.FACTOR_AFTER.match(text, end):
        kind, end = "factor", factor.end()
    comparator: Comparator = "~" if first.approximate or second.approximate else "="
    measure = Measure(start, end, None, low, high, name, kind, comparator, (first, second), unit is None)
    return _compare(text, measure)


def _next_in_line(first: Number, second: Number, low: Decimal, high: Decimal) -> bool:
    """Whether two numbers side by side are one guess: *deux trois*, *dix quinze*, *vingt trente mille*."""
    if first.article or first.end - first.start > 20 or not (first.spelled or high < 10):
        return False
    step = high - low
    if high <= 10:
        return step == 1
    return high <= low * 2 and (low % 5 == 0 or step == 1 or (low, high) == (8, 10))


def _compare(text: str, measure: Measure) -> Measure:
    """Add the comparator said before or after, with its words."""
    start, end, comparator = measure.start, measure.end, measure.comparator
    window = max(0, start - 48)
    m = p.COMPARE.search(text[window:start])
    vague = m is not None and m[0].strip().lower() in p.BEFORE_COLLECTIVE
    if m is not None and not (vague and measure.numbers[0].kind != "collective"):
        sign = next(s for i, s in enumerate(p.SIGNS) if m[f"c{i}"] is not None)
        start, comparator = window + m.start(), sign  # type: ignore[assignment]
    else:
        for pattern, sign in p.FOLLOW:
            if after := pattern.match(text, end):
                if not measure.loose:
                    end = after.end()
                comparator = sign  # type: ignore[assignment]
                break
    return replace(measure, start=start, end=end, comparator=comparator)
