"""Chapters: where a new part begins, by handovers and by announcing phrases.

Plain TextTiling does worse than no boundary at all on French debates, so words alone never make a chapter.
Titles are the recording's own words, after the speaker's name where a new voice takes over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract import chapter_patterns as patterns
from pipeline.extract.subjects import EMPTY, Weights, subject, weigh
from pipeline.french.spelling import fold
from pipeline.model import Chapter, Participant, Segmentation, Turn
from pipeline.positions import Text

WORDS_PER_MINUTE = 165
"""Pace of speech, for recordings without times."""
MOST_PER_HOUR = 10
LEAST_MINUTES = 1.5
"""Shortest chapter."""
LONG_TURN = 70
"""Words from which a turn can be a part of its own."""
TITLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Boundary:
    """A place where a part may begin: text offset, strength, words of the title, name of the speaker."""

    start: int
    weight: float
    title: str | None
    label: str | None = None
    speaker: str | None = None


def find_chapters(text: Text, segmentation: Segmentation) -> tuple[Chapter, ...]:
    """Chapters in order, the first at the first word; empty without words.

    Three to ten for an hour, fewer for a short recording; one for a few sentences.
    """
    if not segmentation.turns:
        return ()
    clock = _Clock(text)
    first = segmentation.turns[0].start
    minutes = clock.minutes(first, segmentation.turns[-1].end)
    weights = weigh([text.text[s.start : s.end] for s in _passages(text, segmentation)])
    found = sorted(_boundaries(text, segmentation), key=lambda b: (-b.weight, b.start))
    most = max(1, min(MOST_PER_HOUR, round(minutes / 5)))
    gap = max(LEAST_MINUTES, minutes / 16)
    kept: list[_Boundary] = []
    for boundary in found:
        if len(kept) >= most - 1:
            break
        if clock.minutes(first, boundary.start) < min(gap, 1.0):
            continue
        if clock.minutes(boundary.start, segmentation.turns[-1].end) < min(gap, 1.0):
            continue
        if all(abs(clock.minutes(b.start, boundary.start)) >= gap for b in kept):
            kept.append(boundary)
    kept = [_opening(text, segmentation, first), *sorted(kept, key=lambda b: b.start)]
    ends = [b.start for b in kept[1:]] + [segmentation.turns[-1].end]
    return tuple(
        Chapter(b.start, _title(b, text.text[b.start : end], weights))
        for b, end in zip(kept, ends, strict=True)
    )


class _Clock:
    """Minutes between two offsets, by the times or, without them, by the pace of speech."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._timed = bool(text.cues) and text.time(len(text.text)) is not None

    def minutes(self, start: int, end: int) -> float:
        if self._timed:
            a, b = self._text.time(start), self._text.time(end)
            if a is not None and b is not None:
                return (b - a) / 60000
        return self._text.text.count(" ", min(start, end), max(start, end)) / WORDS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    end: int


def _passages(text: Text, segmentation: Segmentation) -> Iterator[_Passage]:
    """Sentences, long ones cut into windows of about forty words."""
    for sentence in segmentation.sentences:
        start = sentence.start
        while sentence.end - start > 300:
            cut = text.text.rfind(" ", start, start + 240)
            cut = cut if cut > start else start + 240
            yield _Passage(start, cut)
            start = cut + 1
        yield _Passage(start, sentence.end)


@lru_cache(maxsize=1)
def _announcements() -> tuple[tuple[float, str | None, re.Pattern[str]], ...]:
    rows = [(w, None, p) for w, p in patterns.ANNOUNCEMENTS]
    rows += [(w, "Questions", p) for w, p in patterns.QUESTIONS]
    rows += [(w, "Conclusion", p) for w, p in patterns.CLOSINGS]
    return tuple((w, label, re.compile(p, re.IGNORECASE)) for w, label, p in rows)


_CLAUSE = re.compile(
    r"(?:^|[.?!…:;,]\s+|\s(?=(?:alors|donc|et puis|ensuite|voilà|bon|maintenant|et maintenant|et alors)\s))",
    re.IGNORECASE,
)
_HANDOVER = re.compile(patterns.HANDOVERS, re.IGNORECASE)
CLAUSE_REACH = 160
"""Characters of a clause in which an announcement is looked for."""


def _boundaries(text: Text, segmentation: Segmentation) -> Iterator[_Boundary]:
    people = {p.id: p for p in segmentation.participants}
    heard: set[str | None] = set()
    for turn, before in zip(segmentation.turns, [None, *segmentation.turns], strict=False):
        body = text.text[turn.start : turn.end]
        count = body.count(" ") + 1
        person = people.get(turn.speaker or "")
        new_voice = turn.speaker is not None and turn.speaker not in heard
        if before is not None and count >= LONG_TURN and person is not None and person.kind != "host":
            weight = 1.0 + min(2.0, count / 400) + (1.5 if new_voice else 0.0)
            topic = _announced_in(text.text[max(before.start, before.end - 400) : before.end])
            yield _Boundary(turn.start, weight, topic, None, person.name if new_voice else None)
        if count >= LONG_TURN / 4:
            heard.add(turn.speaker)
        yield from _phrases(turn, body, person)


def _phrases(turn: Turn, body: str, person: Participant | None) -> Iterator[_Boundary]:
    """Announcing phrases at the clauses of one turn."""
    host = person is not None and person.kind == "host"
    for match in _CLAUSE.finditer(body):
        clause = body[match.end() : match.end() + CLAUSE_REACH]
        for weight, label, pattern in _announcements():
            hit = pattern.match(clause)
            if hit is None:
                continue
            words = hit.groupdict().get("subject")
            title = _words_of_title(words) if words else None
            if label is None and title is None:
                continue
            yield _Boundary(turn.start + match.end(), weight + (0.6 if host else 0.0), title, label)
            break


def _announced_in(before: str) -> str | None:
    """What the turn before says that the next voice will speak about."""
    found = None
    for match in _HANDOVER.finditer(before):
        found = _words_of_title(match["subject"]) or found
    return found


_TITLE_STOP = re.compile(
    r"[.?!…:;()«»]|,|\s(?:parce|puisque|mais|donc|alors|voilà|qui|que|qu['’]|et (?:puis|donc|on|je|nous|ça|c['’])|avec un|on|je|nous|vous"
    r"|c['’]est|est[- ]ce|il|ils|elle|elles|ça|si|comme|justement|aujourd['’]hui|maintenant|pour)\b",
    re.IGNORECASE,
)
_TRIM = frozenset(
    "de du des d' la le les l' un une à au aux et ou en pour par sur avec dans que qui dont donc alors aussi là ce cette ces "
    "nos notre votre vos mon ma mes peu petit plus très".split()
)


def _words_of_title(words: str) -> str | None:
    """The noun group at the head of what follows an announcement, ``None`` when it is not a subject."""
    stop = _TITLE_STOP.search(words)
    group = (words[: stop.start()] if stop else words).split()[:TITLE_WORDS]
    while group and fold(group[-1].strip("'’")) in _TRIM | {"l", "d"}:
        group.pop()
    while group and group[0].lower() in ("de", "du", "des", "justement", "bien", "sur", "à", "aux", "au"):
        group.pop(0)
    if group and group[0].lower().startswith(("d'", "d’")):
        group[0] = group[0][2:]
    bare = [w for w in group if fold(re.sub(r"^[lLdD]['’]", "", w)) not in {fold(e) for e in EMPTY} | _TRIM]
    if not bare or len(" ".join(bare)) < 5 or fold(bare[0]) in patterns.TECHNICAL:
        return None
    return " ".join(group)


def _opening(text: Text, segmentation: Segmentation, first: int) -> _Boundary:
    """The first chapter: what the first voices say that it is all about."""
    head = text.text[first : first + 2500]
    best: str | None = None
    for match in _CLAUSE.finditer(head):
        clause = head[match.end() : match.end() + CLAUSE_REACH]
        hit = (
            _announcements()[0][2].match(clause)
            or re.match(
                r"(?:on est là|nous sommes|on se retrouve|on est)[^.?!]{0,60}?pour parler (?P<subject>(?:de|du|des|d['’])\s?.+)",
                clause,
                re.IGNORECASE,
            )
            or re.match(
                r"(?:aujourd['’]hui )?(?:on va|nous allons) parler (?P<subject>(?:de|du|des|d['’])\s?.+)",
                clause,
                re.IGNORECASE,
            )
        )
        if hit:
            best = _words_of_title(hit["subject"])
            if best:
                break
    return _Boundary(first, 9.0, best, "Introduction")


def _title(boundary: _Boundary, passage: str, weights: Weights) -> str:
    """Own words of the part, after its label or its speaker; at worst the label or *Suite*."""
    words = boundary.title or subject(passage, weights)
    head = boundary.speaker or boundary.label
    if words is None:
        return head or "Suite"
    words = words.strip()
    if head:
        return f"{head} : {words}"
    return words[:1].upper() + words[1:]


def chapter_at(chapters: Sequence[Chapter], offset: int) -> int:
    """Index of the chapter that holds an offset."""
    return max(0, bisect_right([c.start for c in chapters], offset) - 1)
