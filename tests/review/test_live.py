"""What editors see at once is what the rebuild makes of it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.decisions.model import Choice, Place
from pipeline.decisions.store import Store
from pipeline.review.live import Live, choice, key_of, live_of, place_of
from tests.review.conftest import WEBINAR


@pytest.fixture
def store(webinar: Path):
    with Store(webinar / "decisions.sqlite3") as found:
        yield found


def live(folder: Path, store: Store) -> Live:
    document = json.loads((folder / WEBINAR / "webinar.json").read_bytes())
    return live_of(document, store.in_force(WEBINAR), store.last(WEBINAR))


def seen(one: Live) -> dict:
    """What of a recording its pages show."""
    return {
        "text": one.text.text,
        "marks": [(m.key, m.status, m.after) for m in one.marks],
        "voices": [(v.name, v.checked, one.text.text[v.begin : v.end]) for v in one.voices],
        "people": sorted((p.name, p.role or "") for p in one.people),
        "items": {
            kind: {(i.key, i.state, i.row.get("text"), i.row.get("title")) for i in own if i.state}
            for kind, own in one.items.items()
        },
        "left": [w.key for w in one.left],
    }


def words(one: Live, random: random.Random) -> Place:
    """One to four words somewhere."""
    text = one.text.text
    begin = text.index(" ", random.randrange(len(text) // 10, len(text) - 200)) + 1
    end = begin
    for _ in range(random.randint(1, 4)):
        end = text.index(" ", end + 1)
    return one.raw(begin, end)


WORDS = ("correction", "correction", "add")
OTHERS = ("turn", "split", "merge", "item", "item", "person")


def some_choice(one: Live, random: random.Random, kinds: tuple[str, ...]) -> Choice | None:
    """A decision as a page would store it."""
    match random.choice(kinds):
        case "correction":
            mark = random.choice(one.marks)
            verdict = random.choice(("accept", "reject", "edit"))
            value = {"after": "autre texte"} if verdict == "edit" else {}
            return choice(one, "correction", verdict, place_of(mark.key), value=value, machine=mark.said)
        case "add":
            place = words(one, random)
            begin, end = one.text.offset(*place[:2]), one.text.offset(*place[2:], end=True)
            free = all(not (begin < m.end and m.begin < end) for m in one.marks)
            return choice(one, "correction", "add", place, value={"after": "mots écrits"}) if free else None
        case "turn":
            voice = random.choice(one.voices)
            verdict, name = random.choice((("assign", "Nadia Benali"), ("confirm", voice.speaker)))
            machine = {"speaker": voice.speaker}
            return choice(one, "turn", verdict, place_of(voice.key), value={"speaker": name}, machine=machine)
        case "split":
            place = words(one, random)
            at = Place(*place[:2], *place[:2])
            return choice(one, "turn", "split", at, value={"speaker": "Ousmane Diop"}, machine={})
        case "merge":
            voice = random.choice(one.voices[1:])
            cue, start, *_ = place_of(voice.key)
            at = Place(cue, start, cue, start)
            before = one.voices[voice.index - 1].speaker
            return choice(one, "turn", "merge", at, value={"speaker": before}, machine={})
        case "item":
            kind = random.choice(("figure", "action", "point"))
            item = random.choice(one.items[kind])
            verdict = random.choice(("keep", "drop"))
            return choice(one, kind, verdict, place_of(item.key), machine={"text": item.machine.get("text")})
        case _:
            person = one.people[0]
            name = one.machine_names.get(person.id, person.name)
            value = {"name": "Stéphane Martin", "role": "Animateur"}
            return Choice("person", "rename", target=name, value=value, machine={"name": name})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kinds", [WORDS, OTHERS], ids=["words", "others"])
def test_what_is_shown_at_once_is_what_the_rebuild_makes(
    webinar: Path, store: Store, kinds: tuple[str, ...], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(14):
        asked = some_choice(live(webinar, store), chance, kinds)
        if asked is not None:
            store.decide([(WEBINAR, asked)], "Claire", None)
    before = live(webinar, store)
    batch.rebuild(webinar, WEBINAR)
    after = live(webinar, store)
    # other words may be heard as other turns: who speaks is then up to the rebuild
    for part in ("text", "marks") if kinds is WORDS else seen(before):
        assert seen(after)[part] == seen(before)[part], part


def test_a_decision_that_is_taken_back_is_gone_at_once(webinar: Path, store: Store) -> None:
    first = live(webinar, store)
    mark = next(m for m in first.marks if m.status == "applied")
    voice = first.voices[2]
    asked = [
        choice(first, "correction", "reject", place_of(mark.key), machine=mark.said),
        choice(first, "turn", "assign", place_of(voice.key), value={"speaker": "Nadia Benali"}, machine={}),
        choice(first, "figure", "drop", place_of(first.items["figure"][0].key), machine={}),
        choice(first, "point", "add", words(first, random.Random(1)), value={"text": "Un point."}),
    ]
    (event, *_) = store.decide([(WEBINAR, c) for c in asked], "Claire", None)
    batch.rebuild(webinar, WEBINAR)
    decided = live(webinar, store)
    assert seen(decided) != seen(first)
    store.undo(event.batch, "Claire")
    assert seen(live(webinar, store)) == seen(first)


def test_places_are_written_and_read() -> None:
    for key in ("0.0.0.0", "12.3.14.5"):
        assert key_of(place_of(key)) == key
    for wrong in ("", "1.2.3", "a.b.c.d", "1.2.3.4.5", "1..2.3", "-1.0.0.0", "١.0.0.0", "1.2.3.99999999999"):
        assert place_of(wrong) is None
