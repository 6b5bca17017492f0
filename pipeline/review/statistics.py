"""What many recordings say together: entries misheard, actions by objective over time, key figures.

Pure functions from outlines to values; the order of the results depends on nothing but the outlines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.french.spelling import fold
from pipeline.review.outline import Misheard, Outline, Told
from pipeline.wording import OBJECTIVES


@dataclass(slots=True)
class Form:
    """One way in which an entry was heard, with every place: its recording and the correction."""

    before: str
    after: str
    places: list[tuple[Outline, Misheard]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(slots=True)
class Entry:
    """A term and the ways in which it was heard, the commonest first."""

    key: str
    term: str
    forms: list[Form]

    @property
    def count(self) -> int:
        return sum(f.count for f in self.forms)

    @property
    def places(self) -> list[tuple[Outline, Misheard]]:
        return [place for form in self.forms for place in form.places]

    @property
    def proposed(self) -> int:
        """How many of its places wait for a decision."""
        return sum(m.proposed for _, m in self.places)

    @property
    def recordings(self) -> int:
        return len({o.id for o, _ in self.places})


def entries(outlines: Iterable[Outline]) -> list[Entry]:
    """Entries of the glossary by how often they were misheard; changes without one, by what they write.

    A correction that an editor refused was no mishearing.
    """
    forms: dict[str, dict[tuple[str, str], Form]] = {}
    written: dict[str, Counter[str]] = {}
    for one in outlines:
        for row in one.misheard:
            if row.refused:
                continue
            key = row.entry or f"={fold(row.after)}"
            words = (fold(row.before), fold(row.after))
            form = forms.setdefault(key, {}).setdefault(words, Form(row.before, row.after))
            form.places.append((one, row))
            written.setdefault(key, Counter())[row.after] += 1
    found = []
    for key, ways in forms.items():
        term = min(written[key].items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]
        found.append(Entry(key, term, sorted(ways.values(), key=lambda f: (-f.count, fold(f.before)))))
    return sorted(found, key=lambda e: (-e.count, fold(e.term), e.key))


def by_year(outlines: Iterable[Outline]) -> dict[str | None, dict[str, int]]:
    """Numbers of actions by year (latest first, ``None`` last) and objective; one may count under several."""
    found: dict[str | None, Counter[str]] = {}
    for one in outlines:
        counts = found.setdefault(one.year, Counter())
        for action in one.actions:
            counts.update(action.objectives)
    years = sorted((y for y in found if y is not None), reverse=True)
    ordered = [*years, None] if None in found else years
    return {year: {o: found[year][o] for o in OBJECTIVES} for year in ordered if found[year]}


def in_time(outlines: Iterable[Outline]) -> list[Outline]:
    """From the earliest to the latest; those without a date come first, by title."""
    return sorted(outlines, key=lambda o: (o.date or "", fold(o.title), o.id))


def windows(outlines: Sequence[Outline], marks: int, columns: int) -> list[tuple[int, int]]:
    """Ranges [begin, end) of neighbours with at most so many actions and recordings each, latest first.

    A recording with more actions than that stands alone.
    """
    found: list[tuple[int, int]] = []
    end = len(outlines)
    while end > 0:
        begin, total = end, 0
        while begin > 0 and end - begin < columns:
            total += len(outlines[begin - 1].actions)
            if total > marks and begin < end:
                break
            begin -= 1
        found.append((begin, end))
        end = begin
    return found


def objective(outlines: Iterable[Outline], key: str, year: str | None = None) -> list[tuple[Outline, Told]]:
    """The actions of an objective, in time; of one year when it is given."""
    return [
        (one, action)
        for one in in_time(outlines)
        if year is None or one.year == year
        for action in one.actions
        if key in action.objectives
    ]
