"""What a glossary would do: phrases, examples and past outputs, through the real corrector."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.correct import build_index
from pipeline.errors import SetupError
from pipeline.glossary import Entry, Examples, Glossary
from pipeline.glossary.trial import (
    check_examples,
    effects,
    failing_examples,
    past_recordings,
    shared_mishearings,
    try_phrase,
)

SPASER = Entry("spaser", "SPASER", article="le", heard=("Spazer",), file="g.yaml", line=7)
HUBBLO = Entry("hubblo", "Hubblo", heard=("Ublo",), file="g.yaml", line=12)


def index(*entries: Entry):
    return build_index(Glossary(entries))


def test_a_phrase_and_its_reasons():
    after, (correction,) = try_phrase("dans le cadre du Spazer de la ville", index(SPASER))
    assert after == "dans le cadre du SPASER de la ville"
    assert (correction.entry, correction.before, correction.status) == ("spaser", "Spazer", "applied")
    assert "Spazer" in correction.why


@pytest.mark.parametrize("phrase", ["", " ", "dans le cadre du SPASER", "il pleut", "…", "a" * 5000])
def test_a_phrase_that_stays(phrase):
    assert try_phrase(phrase, index(SPASER)) == (phrase, ())


def test_examples_that_hold_give_nothing():
    good = Examples((("cadre du Spazer", "cadre du SPASER"),), ("il faut espacer les réunions",))
    entry = replace(SPASER, examples=good)
    assert failing_examples([entry], index(entry)) == []
    check_examples(Glossary((entry,)), index(entry))


def test_an_example_that_fails_names_its_entry_and_what_came_out():
    bad = Examples((("le Spazer", "le Spaser"),), ("le Spazer de Paris",))
    entry = replace(SPASER, examples=bad)
    changes, leaves = failing_examples([entry], index(entry))
    assert str(changes).startswith("g.yaml:7: found 'le SPASER', expected 'le Spaser' for the example")
    assert str(leaves).startswith("g.yaml:7: found 'le SPASER de Paris', expected 'le Spazer de Paris' left")
    with pytest.raises(SetupError) as caught:
        check_examples(Glossary((entry,)), index(entry))
    assert caught.value.exit_code == 3 and len(str(caught.value).splitlines()) == 2


def test_an_example_is_run_against_the_whole_glossary():
    entry = replace(SPASER, examples=Examples(leaves=("le Ublo",)))
    assert failing_examples([entry], index(entry)) == []
    (failure,) = failing_examples([entry], index(entry, HUBBLO))
    assert "hubblo" in failure.remedy


def test_a_mishearing_of_two_entries_needs_near():
    other = replace(HUBBLO, heard=("spazer",))
    (mistake,) = shared_mishearings([SPASER, other])
    assert "'spazer' in 'heard' of 'hubblo' and of 'spaser'" in str(mistake)
    assert shared_mishearings([SPASER, replace(other, near=("entreprise",))]) == []
    assert shared_mishearings([SPASER, HUBBLO]) == []


def output(folder: Path, name: str, lines: list[str], corrections: list[dict] | None = None) -> Path:
    """A past output, with what the trial reads of it."""
    cues = [
        {"index": i, "start": 5.0 * i, "end": 5.0 * i + 5, "raw": raw, "text": raw}
        for i, raw in enumerate(lines)
    ]
    document = {
        "id": name,
        "source": {"file": name, "format": "plain", "sha256": "0"},
        "metadata": {"title": None},
        "participants": [],
        "cues": cues,
        "corrections": corrections or [],
    }
    (folder / name).mkdir()
    (folder / name / "webinar.json").write_text(json.dumps(document), "utf-8")
    return folder


def stored(status: str, after: str = "SPASER") -> dict:
    return {
        "id": "c1", "cue": 0, "start": 0.0, "raw_start": 3, "raw_end": 9, "before": "Spazer",
        "after": after, "entry": "spaser", "rule": "variant", "score": 0.9, "status": status, "why": "vu",
    }  # fmt: skip


def test_the_places_that_a_new_entry_alters(tmp_path):
    folder = output(tmp_path, "b", ["le Spazer de la ville", "et Ublo"])
    output(folder, "a", ["rien ici", "le Spazer"])
    found = effects(folder, index(SPASER, HUBBLO), index(HUBBLO))
    assert [(e.recording, e.cue, e.start, e.words, e.now, e.then, e.status, e.entry) for e in found] == [
        ("a", 1, 5000, "Spazer", None, "SPASER", "applied", "spaser"),
        ("b", 0, 0, "Spazer", None, "SPASER", "applied", "spaser"),
    ]
    assert found[1].context == "le Spazer de la ville et Ublo"


def test_the_places_that_an_entry_no_longer_alters(tmp_path):
    folder = output(tmp_path, "a", ["le Spazer"])
    (found,) = effects(folder, index(HUBBLO), index(SPASER, HUBBLO))
    assert (found.words, found.now, found.then, found.status) == ("Spazer", "SPASER", None, "removed")


def test_against_what_the_outputs_hold(tmp_path):
    folder = output(tmp_path, "a", ["le Spazer"], [stored("applied")])
    assert effects(folder, index(SPASER)) == []
    (found,) = effects(folder, index(replace(SPASER, term="Spaser")))
    assert (found.now, found.then) == ("SPASER", "Spaser")


def test_sentence_ends_are_not_the_glossary_s_business(tmp_path):
    point = stored("applied") | {"rule": "punctuation", "after": "Spazer."}
    assert effects(output(tmp_path, "a", ["le Spazer"], [point]), index(HUBBLO)) == []


@pytest.mark.parametrize("status", ["accepted", "rejected", "edited"])
def test_a_decision_stays(tmp_path, status):
    folder = output(tmp_path, "a", ["le Spazer"], [stored(status, "autre chose")])
    assert effects(folder, index(SPASER)) == []
    assert effects(folder, index(SPASER), index(HUBBLO)) == []


def test_participants_of_the_recording_count(tmp_path):
    folder = output(tmp_path, "a", ["bonjour"])
    file = folder / "a" / "webinar.json"
    document = json.loads(file.read_text("utf-8"))
    document["participants"] = [
        {"id": "p1", "name": "Maïwenn Kerbrat", "role": None, "organisation": None, "kind": "host"},
        {"id": "p2", "name": "Jean", "kind": "unknown", "listed": False},
    ]
    file.write_text(json.dumps(document), "utf-8")
    ((_, recording),) = past_recordings(folder)
    assert [p.name for p in recording.participants] == ["Maïwenn Kerbrat"]


def test_a_folder_without_outputs(tmp_path):
    with pytest.raises(SetupError, match=r"found no \*/webinar.json there"):
        effects(tmp_path, index(SPASER))


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"id": "a", "cues": [{}]}'])
def test_an_output_that_cannot_be_read(tmp_path, content):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "webinar.json").write_text(content)
    with pytest.raises(SetupError, match=r"webinar\.json: found .*expected an output of greffier run"):
        effects(tmp_path, index(SPASER))
