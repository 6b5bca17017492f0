"""Decisions laid over what the machine says: the document follows, and nothing else moves."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from pipeline.decisions.model import VERDICTS, in_force, place_of
from pipeline.publish.captions import captions, to_webvtt
from pipeline.run import build
from pipeline.write.document import recording_of
from pipeline.write.files import to_json
from tests.conftest import ROOT
from tests.decisions.conftest import FILES, Editors, before, machine, of, recording, recut

SCHEMA = json.loads((ROOT / "pipeline" / "schema" / "webinar.schema.json").read_text("utf-8"))


def check(document: dict) -> dict:
    """The document, valid, with turns that tile its text and places that go forward."""
    assert [e.message for e in Draft202012Validator(SCHEMA).iter_errors(document)] == []
    text = " ".join(t["text"] for t in document["turns"])
    assert "".join(text.split()) == "".join(c["text"] for c in document["cues"]).replace(" ", "")
    assert [t["index"] for t in document["turns"]] == list(range(len(document["turns"])))
    for a, b in itertools.pairwise(document["turns"]):
        assert (a.get("cue_end", a["cue"]), a["raw_end"]) <= (b["cue"], b["raw_start"])
    people = {p["id"] for p in document["participants"]}
    assert all(t["speaker"] is None or t["speaker"] in people for t in document["turns"])
    assert len(people) == len(document["participants"])
    return document


def text_of(document: dict) -> str:
    return " ".join(t["text"] for t in document["turns"])


# ------------------------------------------------------------------------------ without decisions


@pytest.mark.parametrize("name", FILES)
def test_a_document_is_made_again_from_itself_byte_by_byte(name: str) -> None:
    first, _ = before(recording(name))
    again = build(recording_of(first), *machine())
    assert to_json(again) == to_json(first)
    assert first["review"]["state"] == "none"
    for row in (*first["figures"], *first["actions"], *first["turns"], *first["summary"]["points"]):
        assert place_of(row)[:2] < place_of(row)[2:]
    assert all(place_of(c)[:2] == place_of(c)[2:] for c in first["chapters"])


# ------------------------------------------------------------------------------------ corrections


def test_a_proposal_accepted_changes_the_text(editors: Editors) -> None:
    row = of(editors.first["corrections"], status="suggested")[0]
    made = check(editors.decide("correction", "accept", row).document())
    (now,) = [c for c in made["corrections"] if place_of(c) == place_of(row)]
    assert (now["status"], now["machine"]) == ("accepted", {"status": "suggested", "after": row["after"]})
    assert text_of(made).count(row["after"]) == text_of(editors.first).count(row["after"]) + 1
    # the words around may make a turn more or less sure: only the proposals are counted
    before, after = (len(of(d["corrections"], status="suggested")) for d in (editors.first, made))
    assert after == before - 1


def test_a_correction_refused_leaves_the_raw_words(editors: Editors) -> None:
    row = of(editors.first["corrections"], status="applied", rule="name")[0]
    made = check(editors.decide("correction", "reject", row).document())
    assert (
        text_of(made).lower().count(row["before"]) == text_of(editors.first).lower().count(row["before"]) + 1
    )
    (now,) = of(made["corrections"], status="rejected")
    assert now["machine"] == {"status": "applied", "after": row["after"]}


def test_a_correction_edited_says_what_the_editor_wrote(editors: Editors) -> None:
    row = of(editors.first["corrections"], status="applied", rule="name")[0]
    made = check(editors.decide("correction", "edit", row, value={"after": " Zélie\nMoreau "}).document())
    assert "Zélie Moreau" in text_of(made)
    assert of(made["corrections"], status="edited", after="Zélie Moreau", rule="name")


def test_words_that_the_machine_left_alone_can_be_changed(editors: Editors) -> None:
    place = editors.words("deuxième séance")
    made = check(editors.decide("correction", "add", at=place, value={"after": "seconde séance"}).document())
    (row,) = of(made["corrections"], rule="editor")
    assert (row["before"], row["status"], row["machine"]) == ("deuxième séance", "edited", None)
    assert "seconde séance" in text_of(made)
    assert "deuxième séance" not in text_of(made)


def test_words_can_be_taken_away_without_leaving_a_hole(editors: Editors) -> None:
    place = editors.words("deuxième")
    made = check(editors.decide("correction", "add", at=place, value={"after": ""}).document())
    assert "Donc séance" in text_of(made)
    assert text_of(made).count("  ") == text_of(editors.first).count("  ")


def test_of_two_editors_on_the_same_words_the_later_wins(editors: Editors) -> None:
    editors.decide("correction", "add", at=editors.words("deuxième séance"), value={"after": "UN"})
    made = check(
        editors.decide("correction", "add", at=editors.words("séance"), value={"after": "DEUX"}).document()
    )
    assert "deuxième DEUX" in text_of(made)
    assert of(made["corrections"], after="UN")[0]["status"] == "rejected"


def test_editors_words_win_over_a_correction_that_they_overlap(editors: Editors) -> None:
    row = of(editors.first["corrections"], status="applied", rule="name")[0]
    cue, start, end = row["cue"], row["raw_start"], row["raw_end"]
    made = check(
        editors.decide("correction", "add", at=(cue, start, cue, end - 1), value={"after": "X"}).document()
    )
    (now,) = [c for c in made["corrections"] if place_of(c) == place_of(row)]
    assert (now["status"], now["machine"]["status"]) == ("rejected", "applied")


def test_a_restored_full_stop_can_be_refused(editors: Editors) -> None:
    row = of(editors.first["corrections"], rule="punctuation")[1]
    made = check(editors.decide("correction", "reject", row).document())
    (now,) = [c for c in made["corrections"] if place_of(c) == place_of(row)]
    assert now["status"] == "rejected"
    assert text_of(made).count(".") == text_of(editors.first).count(".") - 1


def test_decisions_hold_when_the_machine_no_longer_says_so(editors: Editors) -> None:
    applied = of(editors.first["corrections"], status="applied", rule="phonetic")
    row, other = [c for c in applied if c["entry"]][:2]
    editors.decide("correction", "accept", row).decide("correction", "reject", other)
    glossary = machine()[0]
    left = tuple(e for e in glossary.entries if e.id not in (row["entry"], other["entry"]))
    from pipeline.correct import build_index
    from pipeline.glossary import Glossary

    less = Glossary(left, "e" * 64)
    made = check(build(editors.recording, less, build_index(less), editors.events))
    (now,) = [c for c in made["corrections"] if place_of(c) == place_of(row)]
    assert (now["status"], now["after"], now["machine"]) == ("accepted", row["after"], None)
    (now,) = [c for c in made["corrections"] if place_of(c) == place_of(other)]
    assert now["status"] == "rejected"
    assert made["review"]["orphaned"] == []


# ------------------------------------------------------------------------------------------ voices


def turns(document: dict) -> list[tuple[str | None, str]]:
    names = {p["id"]: p["name"] for p in document["participants"]}
    return [(names.get(t["speaker"]), t["text"]) for t in document["turns"]]


def test_a_turn_assigned_to_somebody_new(editors: Editors) -> None:
    row = editors.first["turns"][2]
    made = check(editors.decide("turn", "assign", row, value={"speaker": "Zoé Neuve"}).document())
    (turn,) = of(made["turns"], review="assigned")
    assert (turn["text"], turn["confidence"], turn["evidence"]) == (
        row["text"],
        1.0,
        ["décidé par un éditeur"],
    )
    assert turn["machine"]["confidence"] == row["confidence"]
    assert of(made["participants"], name="Zoé Neuve", review="added", listed=False)
    assert [t["text"] for t in made["turns"]] == [t["text"] for t in editors.first["turns"]]


def test_a_stretch_inside_a_turn_assigned(editors: Editors) -> None:
    place = editors.words("deuxième séance")
    made = check(editors.decide("turn", "assign", at=place, value={"speaker": None}).document())
    index = next(t["index"] for t in made["turns"] if t["text"] == "deuxième séance")
    assert made["turns"][index]["speaker"] is None
    assert made["turns"][index - 1]["speaker"] == made["turns"][index + 1]["speaker"] is not None
    assert len(made["turns"]) == len(editors.first["turns"]) + 2


def test_assigning_to_the_neighbour_joins_the_turns(editors: Editors) -> None:
    one, two = editors.first["turns"][3:5]
    name = next(p["name"] for p in editors.first["participants"] if p["id"] == one["speaker"])
    made = check(editors.decide("turn", "assign", two, value={"speaker": name}).document())
    assert any(t["text"].startswith(f"{one['text']} {two['text']}") for t in made["turns"])
    assert len(made["turns"]) < len(editors.first["turns"])


def test_split_and_merge(editors: Editors) -> None:
    row = max(editors.first["turns"], key=lambda t: len(t["text"]))
    cue = editors.recording.cues[row["cue"] + 2]
    edge = (cue.index, 0, cue.index, 0)
    made = check(editors.decide("turn", "split", at=edge, value={"speaker": "Zoé Neuve"}).document())
    index = next(t["index"] for t in made["turns"] if place_of(t)[:2] == (cue.index, 0))
    assert turns(made)[index][0] == "Zoé Neuve"
    assert turns(made)[index - 1][0] != "Zoé Neuve"
    same = Editors(editors.recording, *machine()).decide("turn", "split", at=edge)
    assert len(check(same.document())["turns"]) == len(editors.first["turns"]) + 1
    again = same.decide("turn", "merge", at=edge).document()
    assert len(check(again)["turns"]) == len(editors.first["turns"])


def test_merge_takes_the_first_voice(editors: Editors) -> None:
    one, two = editors.first["turns"][3:5]
    edge = place_of(two)[:2] * 2
    made = check(editors.decide("turn", "merge", at=edge).document())
    turn = next(t for t in made["turns"] if t["text"].startswith(one["text"]))
    assert two["text"] in turn["text"]
    assert turn["speaker"] == one["speaker"]


def test_a_turn_confirmed_is_no_longer_doubtful(editors: Editors) -> None:
    row = next(t for t in editors.first["turns"] if t["confidence"] < 0.7 and t["speaker"])
    name = next(p["name"] for p in editors.first["participants"] if p["id"] == row["speaker"])
    made = check(editors.decide("turn", "confirm", row, value={"speaker": name}).document())
    (turn,) = of(made["turns"], review="confirmed")
    assert (turn["text"], turn["speaker"], turn["confidence"]) == (row["text"], row["speaker"], 1.0)
    assert made["review"]["undecided"] == editors.first["review"]["undecided"] - 1


def test_renaming_somebody_shows_everywhere(editors: Editors) -> None:
    person = editors.first["participants"][0]
    spoke = {t["text"] for t in editors.first["turns"] if t["speaker"] == person["id"]}
    value = {"name": "Zélie  Moreau", "organisation": "Ville de Kerlann"}
    made = check(editors.decide("person", "rename", target=person["name"], value=value).document())
    (now,) = of(made["participants"], review="renamed")
    assert (now["name"], now["organisation"], now["role"]) == (
        "Zélie Moreau",
        "Ville de Kerlann",
        person["role"],
    )
    assert now["machine"] == {"name": person["name"], "organisation": person["organisation"]}
    assert {text for name, text in turns(made) if name == "Zélie Moreau"} == spoke
    assert "Zélie Moreau" in to_webvtt(captions(made))
    assert "Nolwenn Guivarc'h :" in to_webvtt(captions(editors.first))
    assert "Nolwenn Guivarc'h :" not in to_webvtt(captions(made))


def test_two_names_of_one_person_become_one(editors: Editors) -> None:
    one, two = editors.first["participants"][:2]
    made = check(
        editors.decide("person", "rename", target=two["name"], value={"name": one["name"].upper()}).document()
    )
    assert two["id"] not in {p["id"] for p in made["participants"]}
    assert {t["speaker"] for t in made["turns"]} >= {one["id"]}


def test_two_people_can_change_names(editors: Editors) -> None:
    one, two = editors.first["participants"][:2]
    editors.decide("person", "rename", target=one["name"], value={"name": two["name"]})
    made = check(
        editors.decide("person", "rename", target=two["name"], value={"name": one["name"]}).document()
    )
    names = {p["id"]: p["name"] for p in made["participants"]}
    assert (names[one["id"]], names[two["id"]]) == (two["name"], one["name"])


def test_somebody_named_by_an_editor_can_be_renamed(editors: Editors) -> None:
    editors.decide("turn", "assign", editors.first["turns"][2], value={"speaker": "Zoé"})
    made = check(editors.decide("person", "rename", target="Zoé", value={"name": "Zoé Neuve"}).document())
    assert "Zoé Neuve" in [name for name, _ in turns(made)]
    assert made["review"]["orphaned"] == []


def test_renaming_somebody_who_is_not_there_is_an_orphan(editors: Editors) -> None:
    made = check(editors.decide("person", "rename", target="Personne", value={"name": "X"}).document())
    (orphan,) = made["review"]["orphaned"]
    assert (orphan["kind"], orphan["target"]) == ("person", "Personne")


# ------------------------------------------------------------------------------------------- items


def test_a_figure_dropped_is_set_aside_with_all_it_was(editors: Editors) -> None:
    row = editors.first["figures"][1]
    made = check(editors.decide("figure", "drop", row).document())
    (aside,) = made["review"]["set_aside"]
    assert (aside["kind"], aside["text"], aside["item"]["value"]) == ("figure", row["text"], row["value"])
    assert len(made["figures"]) == len(editors.first["figures"]) - 1
    assert place_of(row) not in {place_of(f) for f in made["figures"]}


def test_a_figure_kept_and_one_edited(editors: Editors) -> None:
    one, two = editors.first["figures"][1:3]
    value = {"value": 12.5, "unit": "kg", "kind": "quantity", "about": "papier", "key": True}
    made = check(editors.decide("figure", "keep", one).decide("figure", "edit", two, value=value).document())
    assert of(made["figures"], review="kept")[0]["text"] == one["text"]
    (now,) = of(made["figures"], review="edited")
    assert {k: now[k] for k in value} == value
    assert now["machine"] == {k: two[k] for k in value}


def test_a_figure_that_the_machine_missed_is_read_from_its_words(editors: Editors) -> None:
    row = editors.first["figures"][0]
    without = editors.decide("figure", "drop", row)
    without.events.clear()
    cue = editors.recording.cues[row["cue"]]
    place = (cue.index, row["raw_start"], cue.index, row["raw_end"])
    made = check(editors.decide("figure", "add", at=place, value={"about": "habitants"}).document())
    (now,) = of(made["figures"], review="added")
    assert (now["value"], now["unit"], now["kind"]) == (row["value"], row["unit"], row["kind"])
    assert now["about"] == "habitants"
    assert len(made["figures"]) == len(editors.first["figures"])


def test_words_without_a_number_can_be_a_figure_too(editors: Editors) -> None:
    value = {"value": 3, "unit": "séance", "kind": "count"}
    made = check(editors.decide("figure", "add", at=editors.words("deuxième séance"), value=value).document())
    (now,) = of(made["figures"], review="added")
    assert (now["text"], now["value"], now["unit"]) == ("deuxième séance", 3, "séance")


def test_an_action_dropped_edited_and_added(editors: Editors) -> None:
    one, two = editors.first["actions"][:2]
    value = {"status": "planned", "objectives": ["autre", "ecoconception"], "actor": None}
    editors.decide("action", "drop", one).decide("action", "edit", two, value=value)
    place = editors.words("deuxième séance")
    made = check(editors.decide("action", "add", at=place, value={"verb": "tenir"}).document())
    assert place_of(one) not in {place_of(a) for a in made["actions"]}
    (now,) = of(made["actions"], review="edited")
    assert {k: now[k] for k in value} == value
    assert now["confidence"] == 1.0
    (added,) = of(made["actions"], review="added")
    assert (added["text"], added["verb"]) == ("deuxième séance", "tenir")


def test_an_added_action_is_read_from_its_clause(editors: Editors) -> None:
    row = of(editors.first["actions"])[0]
    made = check(editors.decide("action", "add", at=place_of(row)).document())
    (now,) = of(made["actions"], review="added")
    assert {k: now[k] for k in ("verb", "object", "status")} == {
        k: row[k] for k in ("verb", "object", "status")
    }
    assert len(made["actions"]) == len(editors.first["actions"])


def test_chapters_named_dropped_and_added() -> None:
    editors = Editors(recording("tests/recordings/audition.txt"), *machine())
    first, *rest = editors.first["chapters"]
    assert rest
    editors.decide("chapter", "edit", first, value={"title": "Ouverture"}).decide("chapter", "drop", rest[-1])
    cue = editors.recording.cues[len(editors.recording.cues) // 2 + 9]
    edge = (cue.index, 0, cue.index, 0)
    made = check(editors.decide("chapter", "add", at=edge, value={"title": "Au milieu"}).document())
    titles = [c["title"] for c in made["chapters"]]
    assert titles[0] == "Ouverture"
    assert "Au milieu" in titles
    assert rest[-1]["title"] not in titles
    assert [c["start"] for c in made["chapters"]] == sorted(c["start"] for c in made["chapters"])


def test_points_kept_dropped_edited_and_added(editors: Editors) -> None:
    one, two, three = editors.first["summary"]["points"][:3]
    editors.decide("point", "drop", one).decide("point", "edit", two, value={"text": "Réécrit."})
    editors.decide("point", "keep", three)
    made = check(editors.decide("point", "add", at=editors.words("deuxième séance")).document())
    points = made["summary"]["points"]
    assert one["text"] not in [p["text"] for p in points]
    assert of(points, review="edited")[0]["text"] == "Réécrit."
    assert of(points, review="edited")[0]["quote"] == two["quote"]
    assert of(points, review="kept")[0]["text"] == three["text"]
    assert of(points, review="added")[0]["quote"] == "deuxième séance"


def test_a_kept_item_stays_when_the_machine_no_longer_finds_it(editors: Editors) -> None:
    row = editors.first["figures"][1]
    editors.decide("figure", "keep", row)
    editors.events[0] = replace(
        editors.events[0],
        anchor=editors.finder.anchor(*editors.words("deuxième séance")),
    )
    made = check(editors.document())
    (now,) = of(made["figures"], review="kept")
    assert (now["text"], now["value"], now["unit"]) == ("deuxième séance", row["value"], row["unit"])


# ----------------------------------------------------------------------- the whole, other transcripts


def decided_on_everything(editors: Editors) -> Editors:
    """One decision of each sort."""
    first = editors.first
    suggested, applied = (of(first["corrections"], status=s) for s in ("suggested", "applied"))
    words = [c for c in applied if c["rule"] not in ("punctuation", "case")]
    signs = [c for c in applied if c["rule"] == "punctuation"]
    if suggested:
        editors.decide("correction", "accept", suggested[0])
    editors.decide("correction", "reject", words[0])
    editors.decide("correction", "edit", words[-1], value={"after": "Mots d'un éditeur"})
    if signs:
        editors.decide("correction", "reject", signs[len(signs) // 2])
    middle = first["turns"][len(first["turns"]) // 2]
    editors.decide("turn", "assign", middle, value={"speaker": "Zoé Neuve"})
    editors.decide("figure", "drop", first["figures"][0]).decide("figure", "keep", first["figures"][-1])
    editors.decide("action", "edit", first["actions"][0], value={"status": "planned"})
    editors.decide("chapter", "edit", first["chapters"][-1], value={"title": "Fin"})
    editors.decide("point", "drop", first["summary"]["points"][0])
    return editors


@pytest.mark.parametrize("name", FILES)
def test_decisions_are_kept_by_making_again_and_by_other_lines(name: str) -> None:
    editors = decided_on_everything(Editors(recording(name), *machine()))
    made = check(editors.document())
    assert made["review"]["orphaned"] == []
    assert made["review"]["decisions"] == len(editors.events)
    assert made["review"]["state"] == "started"
    again = build(recording_of(made), *machine(), editors.events)
    assert to_json(again) == to_json(made)
    other = check(editors.document(recut(editors.recording)))
    assert other["review"]["orphaned"] == []
    assert {e.target for e in editors.events} <= targets(other)
    assert [c["before"] for c in of(other["corrections"], status="edited")] == [
        c["before"] for c in of(made["corrections"], status="edited")
    ]
    assert "Zoé Neuve" in [name for name, _ in turns(other)]
    spoken = next(text for name, text in turns(made) if name == "Zoé Neuve")
    there = next(text for name, text in turns(other) if name == "Zoé Neuve")
    ends = [re.findall(r"\w+", text.lower()) for text in (spoken, there)]
    assert ends[0][:6] == ends[1][:6]
    assert ends[0][-6:] == ends[1][-6:]


def targets(document: dict) -> set[str]:
    lists = [document[k] for k in ("corrections", "turns", "figures", "actions", "chapters")]
    lists += [document["summary"]["points"], document["review"]["set_aside"]]
    return {r["target"] for rows in lists for r in rows if "target" in r}


def test_decisions_whose_words_are_gone_are_listed_and_come_back(editors: Editors) -> None:
    decided_on_everything(editors)
    lost = editors.events[0].anchor
    assert lost is not None
    cues = tuple(
        replace(c, raw="tout autre chose ici") if lost.cue <= c.index <= lost.cue_end else c
        for c in editors.recording.cues
    )
    other = replace(editors.recording, cues=cues, source=replace(editors.recording.source, sha256="c" * 64))
    made = check(editors.document(other))
    orphan = made["review"]["orphaned"][0]
    assert (orphan["quote"], orphan["verdict"]) == (lost.quote, "accept")
    assert orphan["target"] == editors.events[0].target
    assert made["review"]["decisions"] == len(editors.events)
    assert check(editors.document())["review"]["orphaned"] == []


def test_a_recording_is_complete_when_nothing_is_left_or_an_editor_says_so(editors: Editors) -> None:
    made = editors.decide("recording", "complete").document()
    assert (check(made)["review"]["state"], made["review"]["undecided"] > 0) == ("complete", True)
    editors.decide("recording", "reopen")
    assert editors.document()["review"]["state"] == "started"
    editors.events.clear()
    for row in of(editors.first["corrections"], status="suggested"):
        editors.decide("correction", "reject", row)
    for row in editors.first["turns"]:
        editors.decide("turn", "confirm", row)
    editors.events[:] = [
        replace(e, value={"speaker": "Quelqu'un"}) if e.kind == "turn" else e for e in editors.events
    ]
    assert check(editors.document())["review"]["state"] == "complete"


def any_decisions(editors: Editors, chance: random.Random, count: int) -> None:
    """Decisions of all sorts at any places, sensible or not."""
    cues = editors.recording.cues
    names = [p["name"] for p in editors.first["participants"]] + ["Zoé", "Émile", None]
    first = editors.first
    lists = {
        "correction": first["corrections"],
        "turn": first["turns"],
        "figure": first["figures"],
        "action": first["actions"],
        "chapter": first["chapters"],
        "point": first["summary"]["points"],
    }
    for _ in range(count):
        kind = chance.choice((*lists, "person"))
        verdict = chance.choice(sorted(VERDICTS[kind]))
        cue = chance.randrange(len(cues))
        last = min(len(cues) - 1, cue + chance.choice((0, 0, 0, 1, 3, 40)))
        start = chance.randint(0, len(cues[cue].raw))
        end = chance.randint(start if last == cue else 0, len(cues[last].raw))
        edge = verdict in ("split", "merge") or (kind == "chapter" and verdict == "add")
        row = chance.choice(lists.get(kind) or [None])
        at = (cue, start, cue, start) if edge else (cue, start, last, end)
        if row is not None and not edge and verdict != "add" and chance.random() < 0.7:
            at = place_of(row)
        value: dict = {}
        if kind == "correction" and verdict in ("edit", "add"):
            value = {"after": chance.choice(("", "mot", " deux  mots ", "é"))}
        elif kind == "turn" and (verdict == "assign" or chance.random() < 0.5):
            value = {"speaker": chance.choice(names)}
        elif kind == "person":
            at, value = None, {"name": chance.choice([n for n in names if n])}
        elif verdict == "edit":
            value = {"figure": {"value": "2025-01"}, "action": {"verb": "x"}, "chapter": {"title": "T"},
                     "point": {"text": "P"}}[kind]  # fmt: skip
        target = chance.choice([n for n in names if n]) if kind == "person" else None
        editors.decide(kind, verdict, row if verdict != "add" else None, at=at, target=target, value=value)


@pytest.mark.parametrize("seed", range(6))
def test_any_decisions_give_a_valid_document(seed: int) -> None:
    chance = random.Random(seed)
    names = [name for name in FILES if isinstance(name, str)]
    editors = Editors(recording(names[seed % len(names)]), *machine())
    any_decisions(editors, chance, 60)
    made = check(editors.document())
    assert to_json(build(recording_of(made), *machine(), in_force(editors.events))) == to_json(made)
    check(editors.document(recut(editors.recording, chance.choice((2, 9, 30)))))
