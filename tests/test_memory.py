"""What is loaded once, what is not kept: counted, not timed."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline.correct
from pipeline import batch
from pipeline.batch import Setup
from pipeline.french import syntax

ROOT = Path(__file__).resolve().parent.parent


def recordings(folder: Path, talk: str, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"r{n}.txt").write_text(talk.replace("400", f"{n + 2} 000"), "utf-8")
    return folder


def test_the_model_and_the_index_are_made_once_for_all_recordings(
    tmp_path: Path, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import spacy

    loads: list[str] = []
    indexes: list[int] = []
    load, build = spacy.load, pipeline.correct.build_index
    monkeypatch.setattr(spacy, "load", lambda name, **more: loads.append(name) or load(name, **more))
    monkeypatch.setattr(
        pipeline.correct, "build_index", lambda glossary: indexes.append(1) or build(glossary)
    )
    syntax.load.cache_clear()
    batch.index_of.cache_clear()
    jobs = batch.plan([recordings(tmp_path / "in", talk, 5)], tmp_path / "out").jobs
    results = list(batch.run(jobs, Setup.load([])))
    assert [r.state for r in results] == ["written"] * 5
    assert loads == [syntax.MODEL] and indexes == [1]


def test_nothing_is_loaded_when_nothing_has_changed(
    tmp_path: Path, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = batch.plan([recordings(tmp_path / "in", talk, 3)], tmp_path / "out").jobs
    setup = Setup.load([])
    assert all(r.state == "written" for r in batch.run(jobs, setup))
    monkeypatch.setattr(syntax, "load", lambda: pytest.fail("nothing is to be parsed"))
    monkeypatch.setattr(batch, "index_of", lambda glossary: pytest.fail("nothing is to be corrected"))
    assert all(r.state == "unchanged" for r in batch.run(jobs, setup))


def test_a_recording_leaves_nothing_behind(tmp_path: Path, talk: str) -> None:
    """The objects of the process are as many after twelve more recordings as after the first ones."""
    jobs = batch.plan([recordings(tmp_path / "in", talk, 18)], tmp_path / "out").jobs
    setup = Setup.load([])

    def alive(part: list) -> int:
        assert all(batch.process_one(job, setup).state == "written" for job in part)
        gc.collect()
        return gc.get_freeze_count() + len(gc.get_objects())

    before = alive(list(jobs[:6]))
    assert gc.get_freeze_count() > 10_000  # what is loaded is not looked at again and again
    # caches hold plain words; what a recording is made of (cues, turns, documents, …) would be thousands
    assert alive(list(jobs[6:])) - before < 300


def test_what_workers_are_forked_from_has_all_loaded() -> None:
    code = (
        "from pipeline.engines import warm; from pipeline.french.syntax import load;"
        "from pipeline.french.frequency import _table; from gc import get_freeze_count;"
        "print(load.cache_info().currsize, _table.cache_info().currsize, get_freeze_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    model, words, frozen = map(int, done.stdout.split())
    assert (model, words) == (1, 1) and frozen > 10_000
