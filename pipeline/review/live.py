"""A recording as its editors see it: the last document with the decisions made since laid over it.

Nothing here waits for a rebuild. Statuses, words, speakers and kept or dropped items follow the store
at once; what only the stages can find again (figures inside new words, say) follows with the rebuild.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.decisions import corrections
from pipeline.decisions.anchor import Finder
from pipeline.decisions.model import Anchor, Choice, Event, Located, Place
from pipeline.decisions.model import Mark as Trace
from pipeline.decisions.voices import decided_spoken
from pipeline.model import Correction, Participant, Segmentation, Sentence, Turn
from pipeline.page.marks import changes_words
from pipeline.positions import Text, correct_text
from pipeline.wording import UNKNOWN
from pipeline.write.document import DOUBTFUL, seconds

KEPT = 8
"""Recordings in memory."""

ITEMS = {"figure": "figures", "action": "actions", "chapter": "chapters", "point": "points"}
"""Kinds of items and where the document has them (points: in the summary)."""

STATES = {"keep": "kept", "drop": "dropped", "edit": "edited", "add": "added"}
"""What an item is after each verdict."""


def key_of(place: Place) -> str:
    """A raw place as addresses and forms carry it.

    >>> key_of(Place(3, 10, 3, 15))
    '3.10.3.15'
    """
    return ".".join(map(str, place))


def place_of(key: str) -> Place | None:
    """The raw place of a key; ``None`` if it is none.

    >>> place_of("3.10.3.15"), place_of("3.x")
    (Place(cue=3, raw_start=10, cue_end=3, raw_end=15), None)
    """
    parts = key.split(".")
    if len(parts) != 4 or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):
        return None
    return Place(*map(int, parts))


@dataclass(frozen=True, slots=True)
class Mark:
    """A correction of words at text offsets [begin, end) of the corrected text as it is now.

    ``correction`` is the one in force; ``machine`` is what the machine says there (``status`` and ``after``,
    empty for an editor's own); ``event`` is the decision.
    """

    key: str
    begin: int
    end: int
    correction: Correction
    machine: dict
    event: Event | None

    @property
    def status(self) -> str:
        return self.correction.status

    @property
    def before(self) -> str:
        return self.correction.before

    @property
    def after(self) -> str:
        """The words that are, or would be, in the place of those received."""
        return self.correction.after

    @property
    def proposed(self) -> str:
        """The words of the machine; those in force where it has none."""
        return self.machine.get("after", self.correction.after)

    @property
    def said(self) -> dict:
        """What the machine said, as decisions keep it; empty for an editor's own words."""
        c = self.correction
        if not self.machine:
            return {}
        told = {
            "before": c.before,
            "entry": c.entry,
            "rule": c.rule,
            "score": round(c.score, 3),
            "why": c.why,
        }
        return told | self.machine

    @property
    def row(self) -> dict:
        """The correction in the shape of the document, as the machine made it."""
        c = self.correction
        place = {"cue": c.cue, "raw_start": c.raw_start, "raw_end": c.raw_end, "cue_end": c.last_cue}
        own = {"before": c.before, "entry": c.entry, "rule": c.rule, "score": c.score, "why": c.why}
        return place | own | {"status": c.status, "after": c.after} | self.machine

    @property
    def undecided(self) -> bool:
        return self.status == "suggested"


@dataclass(frozen=True, slots=True)
class Voice:
    """A turn: text offsets [begin, end), the speaker's name (``None`` unknown) and how sure that is.

    ``paragraphs`` are (offset, seconds, anchor on the page). ``checked``: an editor said so.
    """

    key: str
    index: int
    begin: int
    end: int
    speaker: str | None
    start: float | None
    confidence: float
    evidence: tuple[str, ...]
    checked: bool
    paragraphs: tuple[tuple[int, float | None, str], ...]

    @property
    def undecided(self) -> bool:
        return not self.checked and (self.speaker is None or self.confidence < DOUBTFUL)

    @property
    def name(self) -> str:
        return self.speaker or UNKNOWN


@dataclass(frozen=True, slots=True)
class Item:
    """A figure, action, chapter or summary point and what was decided of it.

    ``state`` is ``""`` (undecided), ``kept``, ``dropped``, ``edited`` or ``added``; ``row`` has the values in
    force, ``machine`` those of the machine.
    """

    kind: str
    key: str
    row: dict
    machine: dict
    state: str
    begin: int
    event: Event | None

    @property
    def start(self) -> float | None:
        return self.row.get("start")


@dataclass(slots=True)
class Live:
    """One recording at one moment: ``seen`` is the last event that it knows.

    ``machine_names`` are those under which the machine knows the people, by id.
    """

    document: dict
    events: tuple[Event, ...]
    seen: int
    base: Base
    text: Text
    marks: tuple[Mark, ...]
    voices: tuple[Voice, ...]
    items: dict[str, tuple[Item, ...]]
    people: tuple[Participant, ...]
    machine_names: dict[str, str]
    _by_key: dict[str, Mark] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_key = {m.key: m for m in self.marks}
        self._starts = [m.begin for m in self.marks]

    @property
    def finder(self) -> Finder:
        """The raw words, for making and finding anchors."""
        return self.base.finder

    def mark(self, key: str) -> Mark | None:
        """The correction at a place."""
        return self._by_key.get(key)

    def marks_in(self, begin: int, end: int) -> tuple[Mark, ...]:
        """The corrections whose words begin at text offsets [begin, end)."""
        return self.marks[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]

    def voice(self, key: str) -> Voice | None:
        """The turn at a place, or the one that holds the beginning of that place now."""
        found = next((v for v in self.voices if v.key == key), None)
        place = place_of(key)
        if found or place is None or not self.voices or not self.has(place):
            return found
        return self.voice_at(self.text.offset(place.cue, place.raw_start))

    def voice_at(self, offset: int) -> Voice | None:
        """The turn that holds a text offset."""
        at = bisect_right([v.begin for v in self.voices], offset) - 1
        return self.voices[at] if at >= 0 else None

    def anchor_of(self, offset: int) -> str:
        """The anchor of the paragraph that holds a text offset."""
        voice = self.voice_at(offset)
        return (
            next((a for at, _, a in reversed(voice.paragraphs) if at <= offset), "texte")
            if voice
            else "texte"
        )

    def item(self, kind: str, key: str) -> Item | None:
        """The item at a place."""
        return next((i for i in self.items[kind] if i.key == key), None)

    def has(self, place: Place) -> bool:
        """Whether the recording has such a place."""
        cues = self.text.cues
        return place[:2] <= place[2:] and (
            place.cue_end < len(cues)
            and place.raw_start <= len(cues[place.cue].raw)
            and place.raw_end <= len(cues[place.cue_end].raw)
        )

    def raw(self, begin: int, end: int) -> Place:
        """The raw place of text offsets [begin, end)."""
        return Place(*self.text.raw_position(begin), *self.text.raw_position(end, end=True))

    def seconds(self, offset: int) -> float | None:
        """When the word at a text offset is said; ``None`` without times."""
        return seconds(self.text.time(offset))

    def anchor(self, place: Place) -> Anchor:
        """The anchor of a raw place. Raises: ValueError if there is no such place."""
        return self.finder.anchor(*place)

    @property
    def left(self) -> list[Mark | Voice]:
        """What waits for a decision in the transcript, in reading order."""
        waiting: list[Mark | Voice] = [m for m in self.marks if m.undecided]
        waiting += [v for v in self.voices if v.undecided]
        return sorted(waiting, key=lambda w: (w.begin, isinstance(w, Mark)))


class Outdated(Exception):
    """A document does not say where its turns and items are: an older version wrote it."""

    def __init__(self) -> None:
        super().__init__(
            "Ces fichiers ont été faits par une version plus ancienne : lancez de nouveau « greffier run »."
        )


class Lives:
    """The recordings as they are now, made again when the document or the decisions change. Thread-safe."""

    def __init__(self, archive, store) -> None:
        self.archive = archive
        self.store = store
        self._known: OrderedDict[str, tuple[tuple, Live]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, id: str) -> Live | None:
        """The recording, ``None`` when there is none that can be used. Raises: Outdated."""
        version = self.archive.version(id)
        document = self.archive.document(id)
        if document is None:
            return None
        seen = self.store.last(id)
        mark = (version, seen)
        with self._lock:
            known = self._known.get(id)
            if known and known[0] == mark:
                self._known.move_to_end(id)
                return known[1]
        base = known[1].base if known and known[1].document is document else None
        try:
            live = live_of(document, self.store.in_force(id), seen, base)
        except KeyError as err:
            raise Outdated from err
        with self._lock:
            self._known[id] = (mark, live)
            self._known.move_to_end(id)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return live


@dataclass(frozen=True, slots=True)
class Base:
    """What of a document no decision changes: its words, its text as written, the machine's corrections."""

    finder: Finder
    written: Text
    machine: tuple[Correction, ...]

    @classmethod
    def of(cls, document: dict) -> Base:
        finder = Finder.of_document(document)
        rows = document["corrections"]
        written = correct_text(finder.cues, [_correction(r, r["status"], r["after"]) for r in rows])
        return cls(finder, written, _machine(rows))


def live_of(document: dict, events: Sequence[Event], seen: int, base: Base | None = None) -> Live:
    """Lay the decisions in force over a document. ``base`` is that of the same document, if known.

    Raises: KeyError if the document does not say where its turns are, as those of older versions.
    """
    base = base or Base.of(document)
    finder, written = base.finder, base.written
    placed = [(e, finder.find(e.anchor) if e.anchor else None) for e in events]
    of_kind = {
        k: [(e, p) for e, p in placed if e.kind == k] for k in ("correction", "turn", "person", *ITEMS)
    }
    wanted = [Located(e, p) for e, p in of_kind["correction"] if p]
    decided, traces, _ = corrections.decided_corrections(finder.cues, base.machine, wanted)
    text = correct_text(finder.cues, decided)
    marks = _marks(decided, traces, {e.target: e for e in events}, text)
    spoken, checked = _spoken(document, written, text, events)
    machine_names = {p.id: p.name for p in spoken.participants}
    renames = [e for e, _ in of_kind["person"]]
    people = spoken.participants
    if renames or of_kind["turn"]:
        wanted = [Located(e, p) for e, p in of_kind["turn"] if p]
        spoken, signs, _ = decided_spoken(text, spoken, wanted, renames)
        checked = {t.start for t in spoken.turns if t in signs or t.start in checked}
        people = spoken.participants
    voices = _voices(text, spoken, checked, {p.id: p.name for p in people})
    items = {k: _items(document, k, text, [Located(e, p) for e, p in of_kind[k] if p]) for k in ITEMS}
    return Live(document, tuple(events), seen, base, text, marks, voices, items, people, machine_names)


# ------------------------------------------------------------------------------- corrections


def _machine(rows: Iterable[dict]) -> tuple[Correction, ...]:
    """The corrections that the machine makes, without what editors did to them."""
    found = []
    for row in rows:
        machine = row.get("machine", row)
        if machine is not None:  # else an editor's own
            found.append(_correction(row, machine["status"], machine["after"]))
    return tuple(found)


def _correction(row: dict, status: str, after: str) -> Correction:
    return Correction(
        row["cue"], row["raw_start"], row["raw_end"], row["before"], after, row["entry"], row["rule"],
        row["score"], status, row["why"], row.get("cue_end"),
    )  # fmt: skip


def _marks(
    decided: Iterable[Correction], traces: Mapping[Correction, Trace], events: Mapping[str, Event], text: Text
) -> tuple[Mark, ...]:
    found: dict[str, Mark] = {}
    for correction in decided:
        trace = traces.get(correction)
        row = {"rule": correction.rule, "status": correction.status, "before": correction.before}
        shown = trace or correction.status == "suggested" or changes_words(row | {"after": correction.after})
        if not shown:
            continue
        place = corrections.place_of(correction)
        begin = text.offset(place.cue, place.raw_start)
        end = max(begin, text.offset(place.cue_end, place.raw_end, end=True))
        machine = {"status": correction.status, "after": correction.after}
        if trace is not None:
            machine = trace.machine or {}
        event = events.get(trace.target) if trace else None
        mark = Mark(key_of(place), begin, end, correction, machine, event)
        # of two at one place the one that waits is shown: the other has had its turn
        if mark.key not in found or mark.undecided:
            found[mark.key] = mark
    return tuple(sorted(found.values(), key=lambda m: (m.begin, m.end)))


# ------------------------------------------------------------------------------------ voices


def _spoken(
    document: dict, written: Text, text: Text, events: Sequence[Event]
) -> tuple[Segmentation, set[int]]:
    """The turns and people of the document, and the starts of turns that editors have checked.

    Who was renamed has the machine's name, and what an undone decision assigned the machine's speaker.
    """
    targets = {e.target for e in events}
    people = tuple(
        Participant(
            p["id"], (p.get("machine") or p)["name"], p["role"], p["organisation"], p["kind"], p["listed"]
        )
        for p in document["participants"]
    )
    ids = {p.name: p.id for p in people}
    turns: list[Turn] = []
    checked: set[int] = set()
    for row in document["turns"]:
        begin = written.offset(row["cue"], row["raw_start"])
        starts = [p["offset"] for p in row.get("paragraphs") or [{"offset": 0}]]
        starts = [_word(text, text.offset(*written.raw_position(begin + s))) for s in starts]
        speaker, confidence, evidence = row["speaker"], row["confidence"], tuple(row["evidence"])
        if "review" in row and row.get("target") in targets:
            checked.add(starts[0])
        elif "review" in row:
            machine = row.get("machine") or {}
            speaker, confidence, evidence = (
                ids.get(machine.get("speaker")),
                machine.get("confidence", 0.0),
                (),
            )
        if turns:
            turns[-1] = replace(turns[-1], end=starts[0])
        turns.append(
            Turn(len(turns), starts[0], len(text.text), speaker, confidence, evidence, tuple(starts))
        )
    sentences = tuple(Sentence(a, b, t.index) for t in turns for a, b in pairwise((*t.paragraphs, t.end)))
    # who was only named by a decision that was taken back is nobody any more
    heard = {t.speaker for t in turns}
    added = {p["id"] for p in document["participants"] if p.get("review") == "added"}
    people = tuple(p for p in people if p.id in heard or p.id not in added)
    return Segmentation(tuple(turns), sentences, people), checked


_SIGNS = re.compile(r"[\s.,;:!?…)»]*")


def _word(text: Text, offset: int) -> int:
    """The first word from an offset on: a correction there may begin with the full stop before it."""
    found = _SIGNS.match(text.text, offset)
    return found.end() if found and found.end() < len(text.text) else offset


def _voices(
    text: Text, spoken: Segmentation, checked: set[int], names: Mapping[str, str]
) -> tuple[Voice, ...]:
    anchors: Counter[str] = Counter()
    found = []
    for turn in spoken.turns:
        paragraphs = []
        for at in turn.paragraphs or (turn.start,):
            said = seconds(text.time(at))
            name = "p" if said is None else f"t-{int(said)}"
            anchors[name] += 1
            paragraphs.append((at, said, name if anchors[name] == 1 else f"{name}-{anchors[name]}"))
        stop = turn.start + len(text.text[turn.start : turn.end].rstrip())
        found.append(
            Voice(
                key_of(Place(*text.raw_position(turn.start), *text.raw_position(stop, end=True))),
                turn.index,
                turn.start,
                stop,
                names.get(turn.speaker or ""),
                paragraphs[0][1],
                turn.confidence,
                turn.evidence,
                turn.start in checked,
                tuple(paragraphs),
            )
        )
    return tuple(found)


# ------------------------------------------------------------------------------------- items

_EMPTY: dict[str, dict] = {
    "figure": {
        "value": None, "low": None, "high": None, "unit": None, "kind": "quantity", "comparator": "=",
        "about": "", "key": True,
    },
    "action": {
        "status": "done", "actor": None, "verb": "", "object": None, "deadline": None,
        "objectives": ["autre"], "confidence": 1.0,
    },
    "chapter": {"title": ""},
    "point": {},
}  # fmt: skip
"""Fields of an item that an editor has just added, until the rebuild reads them from its words."""


def _items(document: dict, kind: str, text: Text, events: Sequence[Located]) -> tuple[Item, ...]:
    rows = document["summary"]["points"] if kind == "point" else document[ITEMS[kind]]
    aside = document["review"].get("set_aside", ())
    rows = [*rows, *(a["item"] | {"target": a["target"]} for a in aside if a["kind"] == kind)]
    by_target = {one.event.target: one for one in events}
    by_place = {p: e for e, p in events}
    found: dict[str, Item] = {}
    for row in rows:
        place = Place(row["cue"], row["raw_start"], row.get("cue_end", row["cue"]), row["raw_end"])
        own = by_target.get(row.get("target", ""))
        event = own.event if own else by_place.get(place)
        if own and own.event.verdict == "add":
            place = own.place  # the words that were chosen, whatever the document makes of them
        if event is None and row.get("review") == "added":
            continue  # taken back since
        found[key_of(place)] = _item(kind, place, {**row, **(row.get("machine") or {})}, event, text)
    for event, place in events:
        if event.verdict == "add" and key_of(place) not in found:
            words = text.text[text.offset(*place[:2]) : text.offset(*place[2:], end=True)]
            start = event.anchor.start if event.anchor else None
            row = {"text": words, "sentence": words, "quote": words, "start": start, **_EMPTY[kind]}
            found[key_of(place)] = _item(kind, place, row, event, text)
    return tuple(sorted(found.values(), key=lambda i: i.begin))


def _item(kind: str, place: Place, machine: dict, event: Event | None, text: Text) -> Item:
    value = event.value if event and event.verdict in ("edit", "add") else {}
    begin = text.offset(place.cue, place.raw_start)
    state = STATES[event.verdict] if event else ""
    return Item(kind, key_of(place), {**machine, **value}, machine, state, begin, event)


def known_target(live: Live, kind: str, place: Place) -> str | None:
    """The key of the decision that already stands at a place, so that a new one takes its turn."""
    key = key_of(place)
    if kind == "correction":
        mark = live.mark(key)
        return mark.event.target if mark and mark.event else None
    if kind in ITEMS:
        item = live.item(kind, key)
        return item.event.target if item and item.event else None
    return None


def choice(live: Live, kind: str, verdict: str, place: Place, **more) -> Choice:
    """A choice about a raw place of a recording. Raises: ValueError if there is no such place."""
    target = more.pop("target", None) or known_target(live, kind, place)
    return Choice(kind, verdict, live.anchor(place), target, **more)


__all__ = ["ITEMS", "Item", "Live", "Lives", "Mark", "Voice", "choice", "key_of", "live_of", "place_of"]
