"""The metrics on small cases whose answer is known, and on disturbed outputs, where an independent scorer
of the same metrics must print the same numbers."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate.actions import score_actions
from pipeline.evaluate.alignment import tokens
from pipeline.evaluate.corrections import score_corrections
from pipeline.evaluate.figures import same_unit, same_value, score_figures
from pipeline.evaluate.score import score
from pipeline.evaluate.speakers import score_speakers
from tests.scores import cases, process

RECORDINGS = Path(__file__).parents[1] / "recordings"
SHARED = Path(__file__).parents[3] / "shared" / "eval"  # evaluation data beside the checkout, if any

Document = dict[str, Any]


def error(text: str, printed: str, *right: str, kind: str = "term") -> Document:
    start = text.index(printed)
    return {"start": start, "end": start + len(printed), "t": 0.0, "right": list(right), "kind": kind}


def gold_of(text: str, *errors: Document) -> Document:
    return {"text": text, "errors": list(errors)}


def output_of(text: str, *suggestions: str) -> Document:
    offers = [{"status": "suggested", "after": after, "start": 3.0} for after in suggestions]
    return {"cues": [{"text": text}], "corrections": offers}


RENNES = "les obligations de la loi rennes sont à Rennes"
REEN = gold_of(RENNES, error(RENNES, "rennes", "REEN"))


@pytest.mark.parametrize(
    ("became", "recall", "wrong"),
    [
        ("les obligations de la loi REEN sont à Rennes", 1.0, 0),
        ("Les obligations de la loi REEN sont, à Rennes !", 1.0, 0),
        ("les obligations de la loi rennes sont à Rennes", 0.0, 0),
        ("les obligations de la loi reen sont à Rennes", 0.0, 1),
        ("les obligations de la loi REN sont à Rennes", 0.0, 1),
        ("les obligations de la loi REEN sont à REEN", 1.0, 1),
        ("les obligations de la loi REEN sont à", 1.0, 1),
        ("les obligations de la belle loi REEN sont à Rennes", 1.0, 1),
        ("LES OBLIGATIONS de la loi REEN sont à rennes", 1.0, 0),
    ],
)
def test_corrections_count_what_is_mended_and_what_is_spoilt(became: str, recall: float, wrong: int) -> None:
    found = score_corrections(output_of(became), REEN)
    assert (found.recall, found.wrong) == (recall, wrong)


def test_a_correction_of_several_words_into_one_and_back() -> None:
    text = "c'est la haine s'était qui finance lad aime aussi"
    gold = gold_of(text, error(text, "la haine s'était", "l'ANCT"), error(text, "lad aime", "l'ADEME"))
    found = score_corrections(output_of("c'est l'ANCT qui finance l'ADEME aussi"), gold)
    assert (found.fixed, found.gold, found.wrong, found.precision) == (2, 2, 0, 1.0)
    short = gold_of("à la dinume on a dit", error("à la dinume on a dit", "dinume", "direction du numérique"))
    assert score_corrections(output_of("à la direction du numérique on a dit"), short).fixed == 1


def test_nothing_inside_a_common_error_is_wrong() -> None:
    text = "il faut ça voir que"
    gold = gold_of(text, error(text, "ça voir", "savoir", kind="common"))
    assert score_corrections(output_of("il faut avoir que"), gold).wrong == 0
    mended = score_corrections(output_of("il faut savoir que"), gold)
    assert (mended.common_recall, mended.recall, mended.gold) == (1.0, None, 0)


@pytest.mark.parametrize(("offer", "offered"), [("la loi REEN", 1.0), ("REEN", 1.0), ("la loi AGEC", 0.0)])
def test_a_suggestion_is_offered_but_not_mended(offer: str, offered: float) -> None:
    found = score_corrections(output_of(RENNES, offer), REEN)
    assert (found.recall, found.offered, found.wrong) == (0.0, offered, 0)


def test_a_suggestion_far_from_the_error_is_not_offered() -> None:
    prediction = output_of(RENNES, "REEN")
    prediction["corrections"][0]["start"] = 15.1
    assert score_corrections(prediction, REEN).offered == 0.0


WORDS = "un deux trois quatre cinq six sept huit neuf dix onze douze"
TALK = {
    "text": WORDS,
    "turns": [
        {"speaker": "Ana Le Goff", "start": 0, "end": 29},
        {"speaker": "Bo", "start": 30, "end": len(WORDS)},
    ],
}


def talk(*turns: tuple[str, str]) -> Document:
    names = {"p1": "Ana le Goff", "p2": "Bo", "p3": None}
    return {
        "participants": [{"id": key, "name": name} for key, name in names.items()],
        "turns": [{"speaker": speaker, "text": text} for speaker, text in turns],
    }


@pytest.mark.parametrize(
    ("turns", "named", "wder", "change_f1"),
    [
        ([("p1", "Un deux trois quatre cinq six."), ("p2", "Sept huit neuf dix onze douze.")], 1.0, 0.0, 1.0),
        ([("p2", "un deux trois quatre cinq six"), ("p1", "sept huit neuf dix onze douze")], 0.0, 0.0, 1.0),
        ([("p1", WORDS)], 0.5, 0.5, 0.0),
        ([("p1", "un deux trois"), ("p2", WORDS.removeprefix("un deux trois"))], 0.75, 0.25, 1.0),
        ([("p1", "un deux"), ("p2", WORDS.removeprefix("un deux"))], 8 / 12, 4 / 12, 0.0),
        ([("p1", "un deux trois quatre cinq six"), ("p3", "sept huit neuf dix onze douze")], 0.5, 0.0, 1.0),
        ([], 0.0, 1.0, 0.0),
    ],
)
def test_speakers(turns: list[tuple[str, str]], named: float, wder: float, change_f1: float) -> None:
    found = score_speakers(talk(*turns), TALK)
    assert (found.name_accuracy, found.change_f1, found.changes) == (named, change_f1, 1)
    assert found.wder == pytest.approx(wder)


def figure(value: Any, unit: str = "", t: float = 0.0, **more: Any) -> Document:
    return {"value": value, "low": None, "high": None, "unit": unit, "t": t, "start": t, "text": "1", **more}


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        (figure(4500), figure(4500.0), True),
        (figure(33.333333), figure(33.3334), True),
        (figure(33), figure(34), False),
        (figure("2025-01-01"), figure("2025-01-01"), True),
        (figure("2025-01"), figure("2025-01-01"), False),
        (figure(2025), figure("2025"), True),
        (figure(None, low=10, high=12), figure(None, low=10, high=12), True),
        (figure(None, low=10, high=12), figure(10), False),
        (figure(0), figure(None), False),
    ],
)
def test_same_value(gold: Document, given: Document, same: bool) -> None:
    assert same_value(gold, given) is same


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("habitant", "Habitants", True),
        ("EUR", "€", True),
        ("percent", "%", True),
        ("", None, True),
        ("", "an", False),
        ("conseiller", "conseiller numérique", True),
        ("mètre cube", "cube", False),
    ],
)
def test_same_unit(gold: str, given: str | None, same: bool) -> None:
    assert same_unit(gold, given) is same


def test_figures_take_the_best_candidate_and_spare_the_optional() -> None:
    gold = {"figures": [figure(2, "an", optional=True), figure(2, "agent", t=5.0), figure(7, "jour", t=60.0)]}
    prediction = {
        "figures": [
            figure(2, "ans", t=1.0),
            figure(2, "agents", t=4.0),
            figure(7, "jour", t=81.0),
            {**figure("2025-09"), "kind": "date", "text": "à la rentrée"},
        ]
    }
    found = score_figures(prediction, gold)
    assert (found.recall, found.precision, found.unit_accuracy, found.gold) == (0.5, 0.5, 1.0, 2)
    assert [note.split(" at ")[0] for note in found.notes] == ["missed figure", "false figure"]


def action(text: str, t: float = 0.0, **more: Any) -> Document:
    return {"text": text, "t": t, "start": t, "status": "done", "objectives": ["autre"], **more}


def test_actions_overlap_in_words_and_time() -> None:
    said = "on a formé deux cents conseillers numériques dans les communes"
    text = f"{said} et voilà"
    gold = {
        "text": text,
        "errors": [],
        "actions": [
            {**action(said), "end": len(said), "status": ["done"], "objective": ["sensibilisation_agents"]}
        ],
    }
    gold["actions"][0]["start"] = 0
    assert score_actions({"actions": [action("a formé deux cents conseillers numériques")]}, gold).f1 == 1.0
    assert score_actions({"actions": [action("on a formé du monde")]}, gold).f1 == 0.0
    assert score_actions({"actions": [action(said, t=46.0)]}, gold).f1 == 0.0
    twice = score_actions({"actions": [action(said), action(said, status="planned")]}, gold)
    assert (twice.recall, twice.precision) == (1.0, 0.5)
    assert (twice.status_accuracy, twice.objective_accuracy) == (1.0, 0.0)


def test_tokens_keep_addresses_and_apostrophes() -> None:
    text = "l’adresse data.gouv.fr, clean-up — 50 % à l'ADN."
    assert " ".join(t.text for t in tokens(text)) == "l' adresse data.gouv.fr clean-up 50 % à l' ADN"
    assert all(text[t.start : t.end].replace("’", "'") == t.text for t in tokens(text))


def perfect(gold: Document) -> Document:
    """The prediction that the gold itself would be, without mending any word."""
    names = list(dict.fromkeys(turn["speaker"] for turn in gold["turns"]))
    return {
        "participants": [{"id": f"p{i}", "name": name} for i, name in enumerate(names)],
        "cues": [{"text": gold["text"]}],
        "corrections": [],
        "turns": [
            {"speaker": f"p{names.index(t['speaker'])}", "text": gold["text"][t["start"] : t["end"]]}
            for t in gold["turns"]
        ],
        "figures": [{**f, "start": f["t"]} for f in gold["figures"]],
        "actions": [
            {"text": a["text"], "start": a["t"], "status": a["status"][0], "objectives": a["objective"]}
            for a in gold["actions"]
        ],
    }


def golds() -> list[Path]:
    return [*sorted(RECORDINGS.glob("*.gold.json")), *sorted(SHARED.glob("*/*.gold.json"))]


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.gold.json")), ids=lambda path: path.stem)
def test_the_gold_of_a_recording_scores_full_marks_against_itself(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = score(perfect(gold), gold)
    assert found.corrections.wrong == 0 and found.corrections.recall == 0.0
    assert found.speakers.name_accuracy == 1.0 and found.speakers.change_f1 == 1.0
    assert found.figures.f1 == 1.0 and found.figures.unit_accuracy == 1.0
    assert found.actions.f1 == 1.0 and found.actions.status_accuracy == 1.0
    assert found.actions.objective_accuracy == 1.0


def disturbed(gold: Document, seed: int) -> Document:
    """A prediction that is right in part: some errors mended, words changed, voices and rows moved."""
    chance = random.Random(seed)
    prediction = perfect(gold)
    text, shift = gold["text"], 0
    for row in gold["errors"]:
        if chance.random() < 0.5:
            form = chance.choice([*row["right"], "autre chose", row["right"][0].lower(), ""])
            text = text[: row["start"] + shift] + form + text[row["end"] + shift :]
            shift += len(form) - (row["end"] - row["start"])
        elif chance.random() < 0.5:
            after = chance.choice([row["right"][0], "la " + row["right"][0], "rien"])
            prediction["corrections"].append({"status": "suggested", "after": after, "start": row["t"] + 9})
    words = text.split(" ")
    for _ in range(25):
        place = chance.randrange(len(words))
        words[place] = chance.choice(["", "peut-être", words[place].upper(), f"{words[place]} donc"])
    prediction["cues"] = [{"text": " ".join(words[i : i + 12])} for i in range(0, len(words), 12)]
    people = [p["id"] for p in prediction["participants"]]
    prediction["turns"] = []
    while words:
        size = chance.randrange(5, 90)
        prediction["turns"].append({"speaker": chance.choice([*people, "x"]), "text": " ".join(words[:size])})
        words = words[size:]
    for kind in ("figures", "actions"):
        kept = [row for row in prediction[kind] if chance.random() < 0.8]
        kept += kept[:: chance.randrange(2, 9)]
        prediction[kind] = [{**row, "start": row["start"] + chance.uniform(-30, 30)} for row in kept]
    for row in prediction["figures"]:
        if chance.random() < 0.3:
            row["unit"] = chance.choice(["personnes", "%", None, f"{row['unit']}s"])
        if chance.random() < 0.1:
            row["value"], row["kind"], row["text"] = "2025-09", "date", "à la rentrée"
    for row in prediction["actions"]:
        row["text"] = row["text"][chance.randrange(10) :][: chance.randrange(20, 200)]
        row["status"] = chance.choice(["done", "planned", row["status"]])
        row["objectives"] = chance.choice([["autre"], [], row["objectives"]])
    return prediction


@pytest.fixture(scope="module")
def peer() -> ModuleType:
    """The scorer beside the checkout that defines the metrics, where there is one."""
    path = SHARED / "evaluate.py"
    if not path.is_file():
        pytest.skip("no other scorer beside this checkout")
    spec = importlib.util.spec_from_file_location("peer_scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("path", golds(), ids=lambda path: path.stem)
def test_the_numbers_are_those_of_the_other_scorer(path: Path, seed: int, peer: ModuleType) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    prediction = disturbed(gold, seed)
    expected = peer.score(prediction, gold)
    for area, metrics in score(prediction, gold).as_dict().items():
        assert metrics == pytest.approx(expected[area]), area


@pytest.mark.slow
def test_the_numbers_of_a_real_output_are_those_of_the_other_scorer(tmp_path: Path, peer: ModuleType) -> None:
    case = next(case for case in cases() if case.id == "hopital")
    prediction = process(case, tmp_path)
    gold = json.loads(case.gold.read_text(encoding="utf-8"))
    expected = peer.score(prediction, gold)
    for area, metrics in score(prediction, gold).as_dict().items():
        assert metrics == pytest.approx(expected[area]), area
