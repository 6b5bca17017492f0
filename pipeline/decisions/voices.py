"""Who speaks, as editors decide: stretches assigned or confirmed, turns split and merged, people renamed."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from pipeline.decisions.model import Event, Located, Mark
from pipeline.decisions.places import offsets
from pipeline.french.spelling import fold
from pipeline.model import Kind, Participant, Segmentation, Sentence, Turn
from pipeline.positions import Text
from pipeline.segment.segmentation import begin
from pipeline.segment.sentences import paragraphs
from pipeline.segment.words import Words, split_words

DECIDED = "décidé par un éditeur"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words [start, end) of one voice; ``cut`` tells that an editor wants a new turn here.

    ``review`` and ``target`` are those of the decision on it.
    """

    start: int
    end: int
    speaker: str | None
    confidence: float
    evidence: tuple[str, ...]
    cut: bool = False
    review: str | None = None
    target: str = ""


def decided_spoken(
    text: Text, spoken: Segmentation, decisions: Sequence[Located], renames: Sequence[Event]
) -> tuple[Segmentation, dict[Any, Mark], list[Event]]:
    """Return the segmentation with the decisions on turns and people, the marks, and what found nothing.

    Turns still tile the words and sentences the turns. Of decisions on the same words the later holds.
    Neighbours with one speaker become one turn, unless an editor split them.
    """
    people = _People(spoken.participants, renames)
    words = split_words(text.text, text.cue_starts)
    if not len(words) or not spoken.turns:
        lost = [one.event for one in decisions] + list(people.waiting.values())
        return Segmentation((), (), people.all()), people.marks, lost
    stretches = [
        _Stretch(
            bisect_left(words.start, turn.start),
            bisect_left(words.start, turn.end),
            people.same(turn.speaker),
            turn.confidence,
            turn.evidence,
            cut=previous is not None and previous.speaker == turn.speaker,
        )
        for previous, turn in zip((None, *spoken.turns), spoken.turns, strict=False)
    ]
    lost: list[Event] = []
    names = {p.id: p.name for p in spoken.participants}
    for one in decisions:
        start, end = offsets(text, one.place)
        first = bisect_right(words.end, start) if end > start else bisect_left(words.start, start)
        stop = bisect_left(words.start, end) if end > start else first
        stretches, fits = _decide(stretches, one.event, first, stop, people)
        if not fits:
            lost.append(one.event)
    joined = _joined(stretches)
    turns, sentences = _tiled(text, spoken, words, joined)
    marks: dict[Any, Mark] = {}
    for turn, stretch in zip(turns, joined, strict=True):
        if stretch.review is not None:
            said = _machine(spoken.turns, turn, names)
            marks[turn] = Mark(stretch.review, stretch.target, said)
    heard = {turn.speaker for turn in turns}
    participants = tuple(p for p in people.all() if p.listed or p.id in heard)
    marks |= {p: m for p, m in people.marks.items() if p in participants}
    lost += people.waiting.values()
    return Segmentation(turns, sentences, participants), marks, lost


def _name(event: Event) -> str:
    """The name that a rename gives, in one line."""
    return " ".join(str(event.value["name"]).split())


class _People:
    """The participants by the names that editors know; renamed ones, and new ones as they are named.

    ``waiting`` are renames of people who are not there, or not yet.
    """

    def __init__(self, participants: Sequence[Participant], renames: Sequence[Event]) -> None:
        self.marks: dict[Any, Mark] = {}
        self.waiting = {e.target: e for e in renames}
        self._people = {p.id: p for p in participants}
        self._ids: dict[str, str] = {}  # any name of a person, folded
        self._one: dict[str, str] = {}  # a person who turns out to be another one
        renamed = {p.id: e for p in participants if (e := self.waiting.pop(p.name, None)) is not None}
        for p in sorted(participants, key=lambda p: p.id in renamed):
            name = _name(renamed[p.id]) if p.id in renamed else p.name
            one = self._ids.setdefault(fold(name), p.id)
            if one != p.id:
                self._one[p.id] = one
            elif p.id in renamed:
                self._rename(p, renamed[p.id])
        for p in participants:
            self._ids.setdefault(fold(p.name), p.id)

    def _rename(self, person: Participant, event: Event) -> None:
        changes = {k: event.value[k] or None for k in ("role", "organisation") if k in event.value}
        if event.value.get("kind") in get_args(Kind):
            changes["kind"] = event.value["kind"]
        renamed = replace(person, name=_name(event), **changes)
        self._people[person.id] = renamed
        self._ids[fold(renamed.name)] = person.id
        before = {k: getattr(person, k) for k in ("name", *changes)}
        self.marks[renamed] = Mark("renamed", event.target, before)

    def same(self, id: str | None) -> str | None:
        """The id under which a person is known at last."""
        return id if id is None else self._one.get(id, id)

    def id_of(self, name: str | None) -> str | None:
        """The id of a named person, who is added when nobody has that name; ``None`` for nobody."""
        name = " ".join((name or "").split())
        if not name:
            return None
        known = self._ids.get(fold(name))
        if known is not None:
            return self.same(known)
        id = next(f"p{n}" for n in itertools.count(len(self._people) + 1) if f"p{n}" not in self._people)
        person = Participant(id, name, listed=False)
        self._people[id] = person
        self._ids[fold(name)] = id
        event = self.waiting.pop(name, None)
        if event is None:
            self.marks[person] = Mark("added", name)
            return id
        known = self._ids.get(fold(_name(event)), id)  # named by an editor, then renamed
        if known != id:
            del self._people[id]
            self._ids[fold(name)] = self.same(known) or known
        else:
            self._rename(person, event)
        return self._ids[fold(name)]

    def all(self) -> tuple[Participant, ...]:
        """Everybody, without those who turned out to be somebody else."""
        return tuple(p for p in self._people.values() if p.id not in self._one)


def _decide(
    stretches: list[_Stretch], event: Event, first: int, stop: int, people: _People
) -> tuple[list[_Stretch], bool]:
    """The stretches after one decision on words [first, stop), and whether it fits."""
    said = event.value
    if event.verdict in ("assign", "confirm"):
        if first >= stop:
            return stretches, False
        stretches = _split(_split(stretches, first), stop)
        inside = [s for s in stretches if first <= s.start < stop]
        named = said if "speaker" in said else event.machine
        if "speaker" in named:
            speaker = people.id_of(named["speaker"])
        elif len({s.speaker for s in inside}) == 1:
            speaker = inside[0].speaker
        else:
            return stretches, False
        review = "assigned" if event.verdict == "assign" else "confirmed"
        new = _Stretch(first, stop, speaker, 1.0, (DECIDED,), inside[0].cut, review, event.target)
        before = [s for s in stretches if s.start < first]
        return [*before, new, *(s for s in stretches if s.start >= stop)], True
    if not 0 < first < stretches[-1].end:
        return stretches, False
    at = bisect_right(stretches, first, key=lambda s: s.start) - 1
    if event.verdict == "split":
        stretches = _split(stretches, first)
        at = bisect_right(stretches, first, key=lambda s: s.start) - 1
        part = replace(stretches[at], cut=True)
        if "speaker" in said:
            speaker = people.id_of(said["speaker"])
            part = replace(part, speaker=speaker, confidence=1.0, evidence=(DECIDED,))
        part = replace(part, review="assigned", target=event.target)
        return [*stretches[:at], part, *stretches[at + 1 :]], True
    if stretches[at].start != first or at == 0:
        return stretches, True  # merge: nobody cuts there any more
    left, right = stretches[at - 1], stretches[at]
    speaker = people.id_of(said["speaker"]) if "speaker" in said else left.speaker
    one = _Stretch(left.start, right.end, speaker, 1.0, (DECIDED,), left.cut, "assigned", event.target)
    return [*stretches[: at - 1], one, *stretches[at + 1 :]], True


def _split(stretches: list[_Stretch], at: int) -> list[_Stretch]:
    """The same stretches with an edge before word ``at``."""
    result = []
    for s in stretches:
        if s.start < at < s.end:
            result += [replace(s, end=at), replace(s, start=at, cut=False)]
        else:
            result.append(s)
    return result


def _joined(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Neighbours of one speaker as one, where no editor wants a cut."""
    result: list[_Stretch] = []
    for s in stretches:
        last = result[-1] if result else None
        if last is None or s.cut or last.speaker != s.speaker or s.speaker is None:
            result.append(s)
            continue
        sizes = last.end - last.start, s.end - s.start
        confidence = (last.confidence * sizes[0] + s.confidence * sizes[1]) / sum(sizes)
        whole = last.review is not None and s.review is not None
        result[-1] = replace(
            last,
            end=s.end,
            confidence=confidence,
            evidence=tuple(dict.fromkeys((*last.evidence, *s.evidence))),
            review=(last.review if last.review == s.review else "assigned") if whole else None,
            target=last.target if whole else "",
        )
    return result


def _tiled(
    text: Text, spoken: Segmentation, words: Words, stretches: Sequence[_Stretch]
) -> tuple[tuple[Turn, ...], tuple[Sentence, ...]]:
    """Turns of the stretches, and the machine's sentences cut at the turns' edges."""
    known = {(t.start, t.end): t for t in spoken.turns}
    openings = [s.start for s in spoken.sentences]
    edges = [0, *(begin(words, s.start) for s in stretches[1:]), len(text.text)]
    turns: list[Turn] = []
    sentences: list[Sentence] = []
    for index, (stretch, (start, end)) in enumerate(zip(stretches, itertools.pairwise(edges), strict=True)):
        inner = openings[bisect_right(openings, start) : bisect_left(openings, end)]
        starts = [start, *inner]
        sentences += [Sentence(a, b, index) for a, b in itertools.pairwise((*starts, end))]
        same = known.get((start, end))
        if same is not None:
            breaks = same.paragraphs
        else:
            first = [stretch.start, *(bisect_left(words.start, s) for s in inner)]
            by_word = dict(zip(first, starts, strict=True))
            breaks = tuple(by_word[i] for i in paragraphs(words, first, stretch.end))
        confidence = round(stretch.confidence, 3)
        turns.append(Turn(index, start, end, stretch.speaker, confidence, stretch.evidence, breaks))
    return tuple(turns), tuple(sentences)


def _machine(turns: Sequence[Turn], turn: Turn, names: dict[str, str]) -> dict[str, Any]:
    """Whom the machine hears most in a turn, and how sure it is."""
    at = max(0, bisect_right(turns, turn.start, key=lambda t: t.start) - 1)
    shares: dict[int, int] = {}
    while at < len(turns) and turns[at].start < turn.end:
        shares[at] = min(turns[at].end, turn.end) - max(turns[at].start, turn.start)
        at += 1
    said = turns[max(shares, key=lambda i: (shares[i], -i))]
    return {"speaker": names.get(said.speaker or ""), "confidence": said.confidence}
