"""Outputs that are older than a decision are made again before anything is made from them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import batch
from pipeline.cli import cli
from pipeline.decisions.anchor import Finder
from pipeline.decisions.model import Choice, place_of
from pipeline.decisions.stale import is_stale, refresh
from pipeline.decisions.store import NAME, Store
from pipeline.errors import InputError, SetupError
from tests.conftest import TALK


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder of outputs of one recording, with the command itself."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "talk.txt").write_text(TALK)
    result = CliRunner().invoke(cli, ["run", str(folder / "talk.txt"), "--out", str(folder / "out")])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made" / "out"


def run(*words: str | Path):
    return CliRunner().invoke(cli, [str(w) for w in words])


def document(out: Path) -> dict:
    return json.loads((out / "talk" / "webinar.json").read_bytes())


def decide(out: Path, *choices: Choice) -> None:
    with Store.open(out) as store:
        store.decide([("talk", c) for c in choices], "Ana", None)


def drop_first_figure(out: Path) -> dict:
    row = document(out)["figures"][0]
    anchor = Finder.of_document(document(out)).anchor(*place_of(row))
    decide(out, Choice("figure", "drop", anchor, None, {}, row))
    return row


def test_without_decisions_nothing_is_stale_and_no_store_is_made(out: Path) -> None:
    assert refresh(out).made == ()
    assert not (out / NAME).exists()


def test_making_again_gives_the_same_bytes(out: Path) -> None:
    before = {p: p.read_bytes() for p in (out / "talk").iterdir()}
    batch.rebuild(out, "talk")
    assert {p: p.read_bytes() for p in (out / "talk").iterdir()} == before


@pytest.mark.parametrize("own", [False, True])
def test_export_makes_stale_outputs_again(out: Path, tmp_path: Path, own: bool) -> None:
    row = drop_first_figure(out)
    with Store.open(out) as store:
        assert is_stale(document(out), store)
    result = run("export", out / "talk" if own else out, "--to", tmp_path / "t.csv")
    assert result.exit_code == 0, result.output
    table = (tmp_path / "t-figures.csv").read_text()
    assert f",{row['text']}," not in table
    assert document(out)["review"]["set_aside"][0]["text"] == row["text"]
    with Store.open(out) as store:
        assert not is_stale(document(out), store)


def test_publish_check_changes_nothing_and_says_so(out: Path, tmp_path: Path) -> None:
    drop_first_figure(out)
    before = (out / "talk" / "webinar.json").read_bytes()
    (tmp_path / "site").mkdir()
    result = run("publish", out, "--to", tmp_path / "site", "--check")
    assert result.exit_code == 1
    assert "older than its decisions" in result.output
    assert (out / "talk" / "webinar.json").read_bytes() == before


def test_an_output_that_cannot_be_made_again_is_marked_and_named(out: Path) -> None:
    drop_first_figure(out)
    shutil.rmtree(out / ".greffier" / "glossary")
    path = out / "talk" / "webinar.json"
    changed = document(out)
    changed["provenance"]["glossary_sha256"] = "0" * 64
    path.write_text(json.dumps(changed))
    with pytest.raises(InputError, match="not kept"):
        batch.rebuild(out, "talk")
    done = refresh(out)
    assert [p.path for p in done.problems] == [str(path)]
    assert document(out)["review"]["stale"] is True


def test_a_stage_that_breaks_is_named_and_the_output_marked(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(out, Choice("recording", "complete"))

    def broken(*_: object) -> None:
        raise KeyError("imprévu")

    monkeypatch.setattr("pipeline.run.build", broken)
    refreshed = refresh(out)
    assert refreshed.made == () and "KeyError" in str(refreshed.problems[0])
    assert document(out)["review"]["stale"] is True


def test_a_run_applies_decisions_then_leaves_what_is_unchanged(out: Path) -> None:
    row = drop_first_figure(out)
    again = ["run", out.parent / "talk.txt", "--out", out]
    assert "written 1" in run(*again).output
    assert all(f["text"] != row["text"] for f in document(out)["figures"])
    kept = (out / "talk" / "webinar.json").read_bytes()
    assert "unchanged 1" in run(*again).output
    assert "written 1" in run(*again, "--force").output
    assert (out / "talk" / "webinar.json").read_bytes() == kept


def test_a_run_after_making_again_has_nothing_to_do(out: Path) -> None:
    drop_first_figure(out)
    refresh(out)
    kept = (out / "talk" / "webinar.json").read_bytes()
    assert "unchanged 1" in run("run", out.parent / "talk.txt", "--out", out).output
    assert (out / "talk" / "webinar.json").read_bytes() == kept


def test_undoing_everything_gives_the_first_bytes_back(out: Path) -> None:
    first = (out / "talk" / "webinar.json").read_bytes()
    drop_first_figure(out)
    refresh(out)
    with Store.open(out) as store:
        store.undo("1", "Bo")
    assert refresh(out).made == ("talk",)
    assert (out / "talk" / "webinar.json").read_bytes() == first


def test_a_damaged_store_stops_a_run_in_one_line(out: Path) -> None:
    (out / NAME).write_bytes(b"nothing of the kind" * 100)
    result = run("run", out.parent / "talk.txt", "--out", out)
    assert isinstance(result.exception, SetupError)
    assert "damaged" in str(result.exception)
    assert "\n" not in str(result.exception)


SRT = """\
1
00:00:04,000 --> 00:00:09,500
dans le cadre de la loi REEN, nous avons signé

2
00:00:09,500 --> 00:00:16,000
une convention. nous avons donné plus de 400 ordinateurs

3
00:00:16,000 --> 00:00:24,000
à des associations en 2023. merci beaucoup de votre attention.
"""


def test_a_better_transcript_in_another_format_keeps_the_decisions(out: Path) -> None:
    figures = {f["text"]: f for f in document(out)["figures"]}
    figure = figures["plus de 400 ordinateurs"]
    finder = Finder.of_document(document(out))
    cue = next(c for c in document(out)["cues"] if "Merci beaucoup" in c["raw"])
    start = cue["raw"].index("Merci beaucoup")
    words = finder.anchor(cue["index"], start, cue["index"], start + len("Merci beaucoup"))
    decide(
        out,
        Choice("figure", "edit", finder.anchor(*place_of(figure)), None, {"value": 450}, figure),
        Choice("correction", "add", words, None, {"after": "Un grand merci"}),
    )
    (out.parent / "talk.txt").unlink()
    (out.parent / "talk.srt").write_text(SRT)
    assert "written 1" in run("run", out.parent / "talk.srt", "--out", out).output
    made = document(out)
    assert made["source"]["format"] == "srt"
    assert made["review"]["orphaned"] == []
    (edited,) = [f for f in made["figures"] if f.get("review") == "edited"]
    assert (edited["value"], edited["text"]) == (450, "plus de 400 ordinateurs")
    assert "Un grand merci de votre attention" in made["cues"][-1]["text"]
