"""The decoded input and the ledger in which every one of its characters ends up once.

A reader takes a `Document` and fills a `Reading`: drafts of cues, things dropped, issues and, for
each, the characters [start, end) of the document it stands on. `Reading.extents` then covers the
document without a gap or an overlap; what no reader claimed is an issue, never a silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.model import Dropped, Issue

Role = Literal["cue", "metadata", "dropped", "markup", "issue"]
"""What became of characters. ``markup``: blanks, times, speaker labels, tags, and data copied elsewhere."""

EXCERPT = 120


class Line(NamedTuple):
    """A line without its end: 1-based number, characters [start, end) of the document."""

    number: int
    start: int
    end: int
    text: str


class Part(NamedTuple):
    """Words of a cue and the characters they stand on.

    Either both sides have the same characters, or it is an atom (an entity, a line break).
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Extent:
    """Characters [start, end) of the decoded input and what became of them."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True)
class Document:
    """The decoded text of one input; line ends are ``\\n``."""

    name: str
    text: str
    encoding: str = "utf-8"
    issues: tuple[Issue, ...] = ()

    @cached_property
    def lines(self) -> list[Line]:
        """All lines, in order."""
        found, start = [], 0
        for number, text in enumerate(self.text.split("\n"), 1):
            found.append(Line(number, start, start + len(text), text))
            start += len(text) + 1
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line_at(self, offset: int) -> int:
        """1-based number of the line that holds an offset."""
        return bisect_right(self._starts, offset)


@dataclass(slots=True)
class Draft:
    """A cue in the making. Times are milliseconds, ``None`` when the line had none that is readable."""

    start: int | None
    end: int | None
    parts: list[Part]
    speaker: str | None = None
    _joined: tuple[list[Part], int, str] | None = field(default=None, repr=False)

    @property
    def raw(self) -> str:
        """The words, free of markup; joined once for as long as ``parts`` stays the same list and length."""
        known = self._joined
        if known is None or known[0] is not self.parts or known[1] != len(self.parts):
            known = (self.parts, len(self.parts), "".join([part.text for part in self.parts]))
            self._joined = known
        return known[2]

    def take(self, begin: int, stop: int) -> list[Part]:
        """The parts of raw characters [begin, stop)."""
        taken, at = [], 0
        for part in self.parts:
            lo, hi = max(begin - at, 0), min(stop - at, len(part.text))
            if lo < hi:
                if part.end - part.start == len(part.text):
                    taken.append(Part(part.start + lo, part.start + hi, part.text[lo:hi]))
                else:
                    taken.append(part)
            at += len(part.text)
        return taken

    def trim(self) -> None:
        """Remove blanks at both ends of the words."""
        raw = self.raw
        left, right = len(raw) - len(raw.lstrip()), len(raw.rstrip())
        if left or right < len(raw):
            self.parts = self.take(left, right) if right > left else []


@dataclass
class Reading:
    """What a reader found in a document.

    ``rest`` says what characters are that nobody claims: an issue, or data of a format (JSON, XML)
    in which the reader knows where all words stand.
    """

    document: Document
    drafts: list[Draft] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    duration: int | None = None
    timed: bool = True
    rest: Literal["issue", "markup"] = "issue"
    fields: dict[str, str] = field(default_factory=dict)
    _claims: list[Extent] = field(default_factory=list)

    def claim(self, start: int, end: int, role: Role) -> None:
        """Say what became of characters [start, end)."""
        if start < end:
            self._claims.append(Extent(start, end, role))

    def drop(self, start: int, end: int, why: str) -> None:
        """List characters [start, end) as something that is not speech."""
        words = self.document.text[start:end].strip()
        if words:
            lead = self.document.text[start:end].index(words[0])
            self.dropped.append(Dropped(self.document.line_at(start + lead), words, why))
            self.claim(start, end, "dropped")

    def drop_parts(self, parts: Iterable[Part], why: str) -> None:
        """List the words of some parts as something that is not speech."""
        parts = list(parts)
        words = "".join(part.text for part in parts).strip()
        for part in parts:
            self.claim(part.start, part.end, "dropped")
        if words:
            self.dropped.append(Dropped(self.document.line_at(parts[0].start), words, why))

    def note(self, offset: int, message: str, excerpt: str = "") -> None:
        """Report something wrong at an offset."""
        self.issues.append(Issue(self.document.line_at(offset), message, excerpt.strip()[:EXCERPT]))

    def reject(self, start: int, end: int, message: str) -> None:
        """Report characters [start, end) that are neither words nor anything known."""
        self.note(start, message, self.document.text[start:end])
        self.claim(start, end, "issue")

    def add_head(self, lines: Iterable[Line]) -> None:
        """Take lines as text about the recording."""
        for line in lines:
            self.head.append(line)
            self.claim(line.start, line.end, "metadata")

    def unclaimed(self) -> Iterator[tuple[int, int]]:
        """Characters that no claim and no draft covers, blanks and data of the format apart."""
        if self.rest == "markup":
            return
        at, text = 0, self.document.text
        for extent in [*self._ordered(), Extent(len(text), len(text), "markup")]:
            gap = text[at : extent.start]
            if gap.strip():
                lead = len(gap) - len(gap.lstrip())
                yield at + lead, at + len(gap.rstrip())
            at = max(at, extent.end)

    def _ordered(self) -> list[Extent]:
        claims = [c for c in self._claims]
        for draft in self.drafts:
            claims += [Extent(part.start, part.end, "cue") for part in draft.parts if part.start < part.end]
        return sorted(claims, key=lambda extent: (extent.start, extent.end))

    def extents(self) -> tuple[Extent, ...]:
        """The whole document as consecutive extents (unclaimed blanks are markup).

        Raises: ValueError if two claims overlap or words are left unclaimed: a defect of a reader.
        """
        covered: list[Extent] = []
        at, text = 0, self.document.text
        for extent in [*self._ordered(), Extent(len(text), len(text), "markup")]:
            if extent.start < at:
                raise ValueError(f"characters {extent.start}-{at} of {self.document.name} are claimed twice")
            if extent.start > at:
                if self.rest == "issue" and text[at : extent.start].strip():
                    raise ValueError(f"characters {at}-{extent.start} of {self.document.name} are unclaimed")
                covered.append(Extent(at, extent.start, "markup"))
            if extent.end > extent.start:
                covered.append(extent)
            at = extent.end
        return tuple(covered)
