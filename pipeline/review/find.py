"""Words looked for in the corrected text of recordings, and where they stand in the raw cues.

A hit is found in what a reader reads; the raw place that a decision needs comes from
`positions.Text.raw_position`. A hit that touches a correction takes in all of it, so that replacing
the words is an edit of that correction.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.decisions.corrections import SIGNS, overlap, place_of
from pipeline.decisions.model import Place
from pipeline.french.spelling import fold
from pipeline.model import Correction
from pipeline.positions import Text

CONTEXT = 70
"""Characters of context on each side of a hit, cut at a word."""

LONGEST = 200
"""Characters of a query that are looked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. ``whole``: whole words only; ``exact``: capitals and accents count."""

    words: str
    whole: bool = True
    exact: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words[:LONGEST].split()

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """Offsets [begin, end) in a text that is folded, unless ``exact``; none for an empty query.

        Any white space stands for any other, and either apostrophe for both.
        """
        said = self.words[:LONGEST]
        words = (said if self.exact else fold(said)).replace("’", "'").split()
        if not words:
            return
        body = r"\s+".join(re.escape(w).replace("'", "['’]") for w in words)
        pattern = re.compile(body + (r"(?!\w)" if self.whole and _in_word(words[-1][-1]) else ""))
        apart = self.whole and _in_word(words[0][0])
        match = pattern.search(text)
        while match:
            begin, end = match.span()
            # looked at here: a pattern that begins by looking back is searched for ten times slower
            inside = apart and begin > 0 and _in_word(text[begin - 1])
            if not inside:
                yield begin, end
            match = pattern.search(text, begin + 1 if inside else end)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents and capitals, with the way back: ``origin[i]`` is the offset of character i."""

    text: str
    origin: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Folded:
        table = {c: fold(c) for c in set(text)}
        folded = text.translate({ord(c): letters for c, letters in table.items()})
        # of the letters that do not fold one to one ("œ"), each is looked for; all between them does
        longer = "".join(c for c, letters in table.items() if len(letters) != 1)
        if not longer:
            return cls(folded, range(len(text) + 1))
        origin: list[int] = []
        reached = 0
        for match in re.finditer(f"[{re.escape(longer)}]", text):
            at = match.start()
            origin += range(reached, at)
            origin += [at] * len(table[match.group()])
            reached = at + 1
        origin += range(reached, len(text) + 1)
        return cls(folded, origin)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found at text offsets [begin, end), and the raw place that replacing them takes.

    ``around`` is what stays of that place: before, between and after the words found, which may be
    found several times inside one correction. ``touched`` are the corrections that lie in the place.
    """

    begin: int
    end: int
    said: str
    place: Place
    around: tuple[str, ...]
    touched: tuple[Correction, ...] = ()

    def replaced(self, words: str) -> str:
        """The words that stand at the place once ``words`` replace those found."""
        return words.join(self.around)

    @property
    def edits(self) -> Correction | None:
        """The correction whose place is exactly that of the hit, if there is one."""
        return next((c for c in self.touched if place_of(c) == self.place), None)


def spans(text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Offsets [begin, end) of the hits in a text, in order; none for an empty query."""
    if query.exact:
        yield from query.matches(text)
        return
    folded = Folded.of(text)
    for begin, end in query.matches(folded.text):
        yield folded.origin[begin], folded.origin[end - 1] + 1


def find(text: Text, query: Query, corrections: Sequence[Correction] = ()) -> list[Hit]:
    """The hits of a query in the corrected text of a recording, in order.

    ``corrections`` are those of the recording, in force or not: a hit takes in those that it touches.
    Of hits that share a correction, one is made. Restored signs and capitals belong to no hit, since they
    are restored again once the words have changed.
    """
    signs = _Signs(text)
    rows = _Rows([c for c in corrections if c not in signs])
    found: list[Hit] = []
    for begin, end in spans(text.text, query):
        hit = _hit(text, begin, end, rows, signs)
        if found and overlap(found[-1].place, hit.place):
            hit = _joined(text, found.pop(), hit, rows)
        found.append(hit)
    return found


def _hit(text: Text, begin: int, end: int, rows: _Rows, signs: _Signs) -> Hit:
    start = signs.raw_position(begin) or text.raw_position(begin)
    stop = signs.raw_position(end, end=True) or text.raw_position(end, end=True)
    place, touched = rows.widened(Place(*start, *stop))
    first = min([begin, *(text.offset(c.cue, c.raw_start) for c in touched)])
    last = max([end, *(text.offset(c.last_cue, c.raw_end, end=True) for c in touched)])
    around = (text.text[first:begin], text.text[end:last])
    return Hit(begin, end, text.text[begin:end], place, around, touched)


def _joined(text: Text, one: Hit, other: Hit, rows: _Rows) -> Hit:
    """One hit for two that share a place: what stands between them stays."""
    place = Place(*min(one.place[:2], other.place[:2]), *max(one.place[2:], other.place[2:]))
    place, touched = rows.widened(place)
    between = text.text[one.end : other.begin]
    around = (*one.around[:-1], between, other.around[-1])
    return Hit(one.begin, other.end, text.text[one.begin : other.end], place, around, touched)


class _Signs:
    """Restored signs and capitals in force, inside which each character received has its place."""

    def __init__(self, text: Text) -> None:
        self.rows: list[tuple[int, int, Correction]] = []
        for c in text.corrections:
            words = c.before.strip()
            at = c.after.casefold().find(words.casefold()) if words and c.last_cue == c.cue else -1
            if c.rule in SIGNS and at >= 0 and len(words.casefold()) == len(words):
                self.rows.append((text.offset(c.cue, c.raw_start), at, c))
        self.starts = [start for start, _, _ in self.rows]
        self.known = {c for _, _, c in self.rows}

    def __contains__(self, correction: Correction) -> bool:
        return correction in self.known

    def raw_position(self, offset: int, *, end: bool = False) -> tuple[int, int] | None:
        """The raw position of a text offset inside one of them, ``None`` elsewhere."""
        row = bisect_right(self.starts, offset - 1 if end else offset) - 1
        if row < 0:
            return None
        start, at, c = self.rows[row]
        if not start <= offset - end < start + len(c.after):
            return None
        words = c.before.strip()
        lead = len(c.before) - len(c.before.lstrip())
        return c.cue, c.raw_start + lead + min(max(offset - start - at, 0), len(words))


class _Rows:
    """Corrections in reading order, found by place."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self.rows = sorted(corrections, key=lambda c: (c.cue, c.raw_start))
        self.starts = [(c.cue, c.raw_start) for c in self.rows]
        self.longest = max((c.last_cue - c.cue for c in self.rows), default=0)

    def widened(self, place: Place) -> tuple[Place, tuple[Correction, ...]]:
        """The place with all of each correction that it touches, and those corrections."""
        while True:
            low = bisect_left(self.starts, (place.cue - self.longest, 0))
            high = bisect_right(self.starts, place[2:])
            touched = tuple(c for c in self.rows[low:high] if overlap(place, place_of(c)))
            begins = [place[:2], *((c.cue, c.raw_start) for c in touched)]
            ends = [place[2:], *((c.last_cue, c.raw_end) for c in touched)]
            wider = Place(*min(begins), *max(ends))
            if wider == place:
                return place, touched
            place = wider


def like(found: str, words: str) -> str:
    """``words`` with a capital where the words that they replace begin with one.

    >>> like("Rennes", "réemploi"), like("rennes", "réemploi"), like("Rennes", "")
    ('Réemploi', 'réemploi', '')
    """
    return words[:1].upper() + words[1:] if found[:1].isupper() else words


def context(text: str, begin: int, end: int, room: int = CONTEXT) -> tuple[str, str]:
    """Some words before and after [begin, end), cut at a space, with an ellipsis where more follow.

    >>> context("un deux trois quatre cinq", 8, 13, 5)
    ('… deux ', ' quatre…')
    """
    low, high = max(0, begin - room), min(len(text), end + room)
    before, after = text[low:begin], text[end:high]
    if low > 0:
        cut = text.find(" ", low, begin)
        before = "… " + text[cut + 1 if 0 <= cut < begin - 1 else low : begin]
    if high < len(text):
        cut = text.rfind(" ", end + 1, high)
        stop = text.find(" ", high - 1) if cut <= end else cut
        after = text[end : stop if stop > end else high] + "…"
    return before, after
