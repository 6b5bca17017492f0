"""Chapters: where a new part begins, by handovers and by announcing phrases.

Plain TextTiling does worse than no boundary at all on French debates, so words alone never make a chapter.
Titles are the recording's own words, after the speaker's name where a new voice takes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract import chapter_patterns as patterns
from pipeline.extract.subjects import EMPTY, Weights, is_clause, subject, weigh
from pipeline.french.spelling import fold
from pipeline.model import Chapter, Participant, Segmentation, Turn
from pipeline.positions import Text

WORDS_PER_MINUTE = 165
"""Pace of speech, for recordings without times."""
MOST = 10
MINUTES_EACH = 3.5
"""Length that chapters have on average where there are enough announcements."""
LEAST_MINUTES = 1.5
"""Shortest chapter."""
LEAST_WEIGHT = 2.0
"""Strength that a boundary needs."""
LATE = 0.75
"""Share of the recording after which a closing phrase closes it."""
EARLY = 1500
"""Characters at the head of a chapter in which its subject is named."""
LONG_TURN = 70
"""Words from which a turn can be a part of its own."""
HOST_TURN = 200
"""Words from which a turn of the host can be one."""
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
    last = segmentation.turns[-1].end
    boundaries = _joined(list(_boundaries(text, segmentation)), clock)
    found = sorted(
        (b for b in boundaries if b.label != "Conclusion" or clock.minutes(first, b.start) > LATE * minutes),
        key=lambda b: (-b.weight, b.start),
    )
    voices = sum(b.speaker is not None for b in boundaries)
    most = min(MOST, max(3, voices + 2, round(minutes / MINUTES_EACH))) if minutes >= 3 * LEAST_MINUTES else 1
    gap = max(LEAST_MINUTES, minutes / 18)
    kept: list[_Boundary] = []
    for boundary in found:
        if len(kept) >= most - 1 or boundary.weight < LEAST_WEIGHT:
            break
        if clock.minutes(first, boundary.start) < min(gap, 1.0):
            continue
        if clock.minutes(boundary.start, last) < min(gap, 1.0):
            continue
        if all(abs(clock.minutes(b.start, boundary.start)) >= gap for b in kept):
            kept.append(boundary)
    kept = [_opening(text, first), *sorted(kept, key=lambda b: b.start)]
    labels = [b.label for b in kept]
    kept = [replace(b, label=None) if b.label and b.label in labels[:i] else b for i, b in enumerate(kept)]
    ends = [b.start for b in kept[1:]] + [last]
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
    rows: list[tuple[float, str | None, str]] = [(w, None, p) for w, p in patterns.ANNOUNCEMENTS]
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


def _clause(body: str, start: int) -> str:
    """What follows ``start``, cut at a word."""
    clause = body[start : start + CLAUSE_REACH]
    return clause if start + CLAUSE_REACH >= len(body) else clause.rpartition(" ")[0]


def _boundaries(text: Text, segmentation: Segmentation) -> Iterator[_Boundary]:
    people = {p.id: p for p in segmentation.participants}
    heard: set[str | None] = set()
    for turn, before in zip(segmentation.turns, [None, *segmentation.turns], strict=False):
        body = text.text[turn.start : turn.end]
        count = body.count(" ") + 1
        person = people.get(turn.speaker or "")
        new_voice = turn.speaker is not None and turn.speaker not in heard
        host = person is not None and person.kind == "host"
        if before is not None and person is not None and count >= (HOST_TURN if host else LONG_TURN):
            weight = 1.0 + min(2.0, count / 400) + (1.5 if new_voice else 0.0)
            topic = _announced(text.text[max(0, turn.start - HANDOVER_REACH) : turn.start], body, person.name)
            yield _Boundary(turn.start, weight, topic, None, person.name if new_voice else None)
        if count >= LONG_TURN / 4:
            heard.add(turn.speaker)
        yield from _phrases(turn, body, person)


def _phrases(turn: Turn, body: str, person: Participant | None) -> Iterator[_Boundary]:
    """Announcing phrases at the clauses of one turn."""
    host = person is not None and person.kind == "host"
    for match in _CLAUSE.finditer(body):
        clause = _clause(body, match.end())
        opens = not match.group().strip() or match.group().strip()[0] in ".?!…"
        for weight, label, pattern in (*_announcements(), *(_hints() if opens else ())):
            hit = pattern.match(clause)
            if hit is None:
                continue
            words = hit.groupdict().get("subject")
            title = _words_of_title(words) if words else None
            if label is None and title is None:
                continue
            yield _Boundary(turn.start + match.end(), weight + (0.6 if host else 0.0), title, label)
            break


@lru_cache(maxsize=1)
def _hints() -> tuple[tuple[float, str | None, re.Pattern[str]], ...]:
    return tuple((w, None, re.compile(p, re.IGNORECASE)) for w, p in patterns.HINTS)


def _joined(boundaries: list[_Boundary], clock: _Clock) -> list[_Boundary]:
    """A new voice begins where it is announced, with the words that announce it."""
    kept = []
    used: set[int] = set()
    for voice in (b for b in boundaries if b.speaker):
        near = [
            b
            for b in boundaries
            if not b.speaker
            and b.label is None
            and b.start <= voice.start
            and clock.minutes(b.start, voice.start) <= ANNOUNCED_BEFORE
        ]
        if near:
            call = max(near, key=lambda b: (b.weight, b.start))
            used.add(call.start)
            title = voice.title or call.title
            voice = replace(voice, start=call.start, weight=voice.weight + 1, title=title)
        kept.append(voice)
    return kept + [b for b in boundaries if not b.speaker and b.start not in used]


ANNOUNCED_BEFORE = 0.6
"""Minutes between an announcement and the new voice that it calls."""
HANDOVER_REACH = 2500
"""Characters before a new voice in which its subject may have been announced."""


def _announced(before: str, body: str, name: str) -> str | None:
    """The subject of a new voice: as the one before announced it with a name, else as it says itself."""
    names = [n for n in re.split(r"[\s]", name) if len(n) > 2]
    found = None
    for match in _HANDOVER.finditer(before):
        near = before[max(0, match.start() - 220) : match.start()]
        if any(n.lower() in near.lower() for n in names) or len(before) - match.end() < 20:
            found = _words_of_title(match["subject"]) or found
    if found:
        return found
    for match in _CLAUSE.finditer(body[:1000]):
        clause = _clause(body, match.end())
        for _, label, pattern in _announcements()[: patterns.SELF_ANNOUNCEMENTS]:
            hit = pattern.match(clause) if label is None else None
            words = _words_of_title(hit["subject"]) if hit else None
            if words:
                return words
    return None


_TITLE_STOP = re.compile(
    r"[.?!…:;()«»]|,|\s(?:parce|puisque|mais|donc|alors|voilà|qui|que|qu['’]|et (?:puis|donc|on|je|nous|ça"
    r"|c['’])|avec un|on|je|nous|vous"
    r"|c['’]est|est[- ]ce|il|ils|elle|elles|ça|si|comme|justement|aujourd['’]hui|maintenant|pour)\b",
    re.IGNORECASE,
)
_TRIM = frozenset(
    "de du des d' la le les l' un une à au aux et ou en pour par sur avec dans que qui dont donc alors aussi "
    "là ce cette ces "
    "nos notre votre vos mon ma mes peu petit plus très".split()
)


_NOT_TELLING = _TRIM | {fold(e) for e in EMPTY}


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
    bare = [w for w in group if fold(re.sub(r"^[lLdD]['’]", "", w)) not in _NOT_TELLING]
    noun = next((w for w in group if fold(re.sub(r"^[lLdD]['’]", "", w)) not in _TRIM), "")
    if fold(noun) in patterns.TECHNICAL:
        return None
    if not bare or len(" ".join(bare)) < 5 or fold(bare[0]) in patterns.TECHNICAL:
        return None
    return None if is_clause([w.lower() for w in group]) else " ".join(group)


def _opening(text: Text, first: int) -> _Boundary:
    """The first chapter: what the first voices say that it is all about."""
    head = text.text[first : first + 2500]
    for match in _CLAUSE.finditer(head):
        clause = _clause(head, match.end())
        for pattern in _openings():
            hit = pattern.search(clause)
            words = _words_of_title(hit["subject"]) if hit else None
            if words:
                return _Boundary(first, 9.0, words, "Introduction")
    return _Boundary(first, 9.0, None, "Introduction")


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in patterns.OPENINGS)


def _title(boundary: _Boundary, passage: str, weights: Weights) -> str:
    """Own words of the part, after its label or its speaker; at worst the label or *Suite*."""
    words = boundary.title or subject(passage, weights, EARLY)
    head = boundary.speaker or boundary.label
    if words is None:
        return head or "Suite"
    words = words.strip()
    if head:
        return f"{head} : {words}"
    return words[:1].upper() + words[1:]
