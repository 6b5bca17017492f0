"""The table of scores: which recordings it finds, and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluate.score import score
from tests.scores import FOLDERS, Case, cases, process, table

GOLD = {
    "raw": "one.txt",
    "text": "la loi rennes",
    "turns": [{"speaker": "Ana", "start": 0, "end": 13}],
    "errors": [{"start": 7, "end": 13, "t": 0.0, "right": ["REEN"], "kind": "term"}],
    "figures": [],
    "actions": [],
}


def test_every_recording_of_the_project_is_found_with_its_glossary() -> None:
    found = {case.id: case for case in cases(FOLDERS[:1])}
    assert set(found) == {path.stem for path in FOLDERS[0].glob("*.xml")} and len(found) >= 7
    assert all(case.terms and case.transcript.is_file() for case in found.values())


def test_a_gold_file_without_its_transcript_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "one.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    assert cases([tmp_path]) == []
    (tmp_path / "one.txt").write_text("00:00 la loi rennes", encoding="utf-8")
    assert [(case.id, case.terms) for case in cases([tmp_path])] == [("one", None)]


def test_one_column_for_each_recording_and_their_mean() -> None:
    def scored(text: str) -> object:
        people = {"participants": [{"id": "p1", "name": "Ana"}], "turns": [{"speaker": "p1", "text": text}]}
        return score({"cues": [{"text": text}], **people}, GOLD)

    lines = table({"a-long-name": scored("la loi REEN"), "b": scored("la loi rennes")}).splitlines()
    assert lines[0].split() == ["a-long-n", "b", "mean"]
    assert lines[1].split() == ["corrections", "recall", "1.000", "0.000", "0.500"]
    assert lines[3].split() == ["corrections", "name_recall", "-", "-", "-"]
    assert len({len(line) for line in lines if line}) == 1


def test_a_recording_that_cannot_be_processed_says_why(tmp_path: Path) -> None:
    case = Case("gone", tmp_path / "gone.txt", tmp_path / "gone.gold.json", None)
    with pytest.raises(RuntimeError, match=r"gone\.txt"):
        process(case, tmp_path / "out")
