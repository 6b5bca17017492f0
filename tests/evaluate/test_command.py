"""`greffier evaluate`: what it prints, and what it says of files that are not what they should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import InputError

GOLD = {
    "text": "la loi rennes",
    "turns": [{"speaker": "Ana", "start": 0, "end": 13}],
    "errors": [{"start": 7, "end": 13, "t": 0.0, "right": ["REEN"], "kind": "term"}],
    "figures": [],
    "actions": [],
}
PREDICTION = {
    "participants": [{"id": "p1", "name": "Ana"}],
    "cues": [{"text": "la loi REN"}],
    "turns": [{"speaker": "p1", "text": "la loi REN"}],
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    prediction, gold = tmp_path / "webinar.json", tmp_path / "x.gold.json"
    prediction.write_text(json.dumps(PREDICTION), encoding="utf-8")
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    return prediction, gold


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, ["evaluate", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_one_line_for_each_area(files: tuple[Path, Path]) -> None:
    lines = run(*files).splitlines()
    assert [line.split()[0] for line in lines] == ["corrections", "speakers", "figures", "actions"]
    assert "term_recall=0.000" in lines[0] and "name_recall=-" in lines[0] and "wrong=1 " in lines[0]


def test_show_names_every_miss(files: tuple[Path, Path]) -> None:
    out = run(*files, "--show")
    assert "missed term at 0.0 s: 'rennes' -> 'REN', wants 'REEN'" in out


def test_json_is_nothing_but_json(files: tuple[Path, Path]) -> None:
    document = json.loads(run(*files, "--show", "--json"))
    assert document["speakers"]["name_accuracy"] == 1.0
    assert document["corrections"]["name_recall"] is None


def test_files_that_are_not_what_they_should_be(files: tuple[Path, Path], tmp_path: Path) -> None:
    prediction, gold = files
    broken = tmp_path / "broken.json"
    broken.write_text('{"cues": [}', encoding="utf-8")
    odd = tmp_path / "odd.json"
    odd.write_text('{"cues": [{}], "turns": []}', encoding="utf-8")
    for given, message in (
        ((broken, gold), "broken.json:1: not JSON"),
        ((gold, prediction), "found no cues; give the prediction first"),
        ((odd, gold), "not the shape of a webinar.json"),
    ):
        with pytest.raises(InputError, match=message):
            CliRunner().invoke(cli, ["evaluate", *map(str, given)], catch_exceptions=False)
