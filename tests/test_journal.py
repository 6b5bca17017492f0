"""The journal saves time and is never believed against the files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.journal import FOLDER, NAME, Journal, _line, _parse
from pipeline.report import COUNTS, Result, Seal

DONE = Result("in/talk.txt", "talk", "written", words=12, seal=Seal("a" * 64, "b" * 64, "c" * 64))


@pytest.fixture(scope="module")
def setup():
    return batch.Setup.load([])


@pytest.fixture
def given(tmp_path: Path, talk: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"talk{n}.txt").write_text(talk.replace("400", str(400 + n)), "utf-8")
    return folder


def run(folder: Path, out: Path, setup, **options):
    with Journal(out) as journal:
        results = list(batch.run(batch.plan([folder], out).jobs, setup, journal=journal, **options))
        batch.write_report(out, results)
    return {r.id: r.state for r in results}


def tree(out: Path) -> dict[str, bytes]:
    return {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}


def test_a_line_says_what_was_noted():
    assert _parse(_line(DONE)) == ("talk", DONE.seal, {n: getattr(DONE, n) for n in COUNTS})


def test_no_part_of_a_line_is_a_line():
    line = _line(DONE)
    assert all(_parse(line[:n]) is None for n in range(len(line) - 2))
    assert _parse(line.replace(",12,", ",13,")) is None


@pytest.mark.parametrize("cut", [1, 7, 60, 200])
def test_a_torn_line_is_passed_over_and_the_next_is_whole(tmp_path, cut):
    with Journal(tmp_path) as journal:
        journal.add(DONE)
        journal.add(replace(DONE, id="other"))
    path = tmp_path / FOLDER / NAME
    path.write_bytes(path.read_bytes()[:-cut])
    with Journal(tmp_path) as journal:
        found = {id for id in ("talk", "other") if journal.entry(id)}
        journal.add(replace(DONE, id="third"))
        found_later = {id for id in ("talk", "other", "third") if Journal(tmp_path).entry(id)}
    assert found_later == found | {"third"}
    assert (
        path.read_bytes() == "".join(_line(replace(DONE, id=id)) for id in sorted(found | {"third"})).encode()
    )


def test_failures_are_not_noted(tmp_path):
    with Journal(tmp_path) as journal:
        journal.add(Result("in/bad.txt", "bad", message="bad"))
    assert not (tmp_path / FOLDER / NAME).exists()


def test_what_is_unchanged_is_not_parsed(given, tmp_path, setup, monkeypatch):
    out = tmp_path / "out"
    run(given, out, setup)
    before = tree(out)
    monkeypatch.setattr(batch.Result, "of", lambda *_: pytest.fail("a document was parsed"))
    journal = Journal(out)
    states = [r and r.state for _, r in batch.checked(batch.plan([given], out).jobs, setup, journal)]
    assert states == ["unchanged"] * 3
    monkeypatch.undo()
    assert set(run(given, out, setup).values()) == {"unchanged"}
    assert tree(out) == before


@pytest.mark.parametrize("name", ["webinar.json", "index.html"])
def test_the_files_win_over_the_journal(given, tmp_path, setup, name):
    out = tmp_path / "out"
    run(given, out, setup)
    before = tree(out)
    changed = out / "talk1" / name
    changed.write_bytes(changed.read_bytes().replace(b"Kerlann", b"Brest"))
    assert run(given, out, setup) == {"talk0": "unchanged", "talk1": "written", "talk2": "unchanged"}
    assert tree(out) == before


@pytest.mark.parametrize("journal", ["lost", "empty", "of others", "noise"])
def test_without_its_journal_a_batch_is_still_unchanged(given, tmp_path, setup, journal):
    out = tmp_path / "out"
    run(given, out, setup)
    before = tree(out)
    path = out / FOLDER / NAME
    match journal:
        case "lost":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "of others":
            seal = Seal("d" * 64, "e" * 64, "f" * 64)
            path.write_text("".join(_line(replace(DONE, id=f"talk{n}", seal=seal)) for n in range(3)))
        case "noise":
            path.write_bytes(bytes(range(256)) * 20)
    assert set(run(given, out, setup).values()) == {"unchanged"}
    assert tree(out) == before


def test_what_dead_processes_left_goes_at_the_next_run(given, tmp_path, setup):
    out = tmp_path / "out"
    run(given, out, setup)
    before = tree(out)
    left = out / FOLDER / "tmp" / ".webinar.json.x1.tmp"
    left.parent.mkdir()
    left.write_bytes(b'{"half')
    run(given, out, setup)
    assert tree(out) == before
    assert not left.parent.exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
def test_an_interrupted_run_ends_cleanly_and_goes_on(tmp_path, talk, setup):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for n in range(30):
        (folder / f"talk{n}.txt").write_text(talk.replace("400", str(400 + n)) * 12, "utf-8")
    command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    command += ["run", str(folder), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(out.glob("*/webinar.json")) and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, said = process.communicate(timeout=120)
    done = len(list(out.glob("*/webinar.json")))
    assert process.returncode == 1
    assert said.strip() == "interrupted: what was finished is kept; run the same command again to go on"
    assert 0 < done < 30
    assert not (out / FOLDER / "tmp").exists()
    states = list(run(folder, out, setup).values())
    assert states.count("unchanged") == done
    assert states.count("written") == 30 - done
    run(folder, tmp_path / "undisturbed", setup)
    assert tree(out) == tree(tmp_path / "undisturbed")
    assert json.loads((out / "report.json").read_bytes())["totals"]["recordings"] == 30
