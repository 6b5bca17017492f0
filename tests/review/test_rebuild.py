"""Outputs are made again behind the server: after a decision, at the start, and never at its expense."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from pipeline.decisions.store import Store
from pipeline.review.archive import Archive
from pipeline.review.live import choice, live_of, place_of
from pipeline.review.rebuild import Rebuilder, Worker
from tests.review.conftest import FIRST
from tests.review.editors import Editor


def document(folder: Path) -> dict:
    return json.loads((folder / FIRST / "webinar.json").read_bytes())


def refuse(folder: Path, store: Store) -> None:
    """Refuse the first correction."""
    live = live_of(document(folder), store.in_force(FIRST), 0)
    mark = live.marks[0]
    store.decide(
        [(FIRST, choice(live, "correction", "reject", place_of(mark.key), machine=mark.said))], "C", None
    )


def wait(rebuilder: Rebuilder, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while rebuilder.busy(FIRST):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def rebuilder(folder: Path):
    with Store(folder / "decisions.sqlite3") as store:
        found = Rebuilder(Archive(folder), store)
        yield found
        found.stop()


@pytest.mark.slow
def test_what_is_stale_is_made_again_at_the_start_and_after_a_decision(
    folder: Path, rebuilder: Rebuilder
) -> None:
    refuse(folder, rebuilder.store)
    before = document(folder)
    rebuilder.start()
    wait(rebuilder)
    after = document(folder)
    assert before["provenance"]["decisions"] == ""
    assert after["provenance"]["decisions"] == rebuilder.store.digest(FIRST)
    assert "rejected" in [c["status"] for c in after["corrections"]]
    assert "loi Rennes" in (folder / FIRST / "index.html").read_text("utf-8")
    rebuilder.store.undo("1", "C")
    rebuilder.wake([FIRST])
    assert rebuilder.busy(FIRST)
    wait(rebuilder)
    assert document(folder)["corrections"] == before["corrections"]
    assert rebuilder.failure(FIRST) is None


@pytest.mark.slow
def test_what_cannot_be_made_again_is_said_and_the_decision_stays(folder: Path) -> None:
    changed = document(folder)
    changed["provenance"]["glossary_sha256"] = "0" * 64  # of a glossary that nobody has kept
    (folder / FIRST / "webinar.json").write_text(json.dumps(changed), "utf-8")
    editor = Editor(folder, "Claire")
    with editor.client:  # with its background thread
        page = editor.page(f"/r/{FIRST}")
        editor.send(editor.page(f"/r/{FIRST}{page.hrefs('^.c=')[0]}"), "reject")
        wait(editor.app.state.rebuilder)
        assert "n’ont pas pu être refaits" in editor.page(f"/r/{FIRST}").words
        assert "loi Rennes" in editor.page(f"/r/{FIRST}").words
        assert len(editor.store.events()) == 1


def test_nothing_is_started_when_nothing_is_stale(
    rebuilder: Rebuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("subprocess.Popen", never)
    rebuilder.start()
    rebuilder.wake([FIRST, "rien"])
    time.sleep(1.5)
    assert not rebuilder.busy(FIRST)


def test_a_worker_that_dies_is_replaced_and_then_given_up(tmp_path: Path) -> None:
    worker = Worker(tmp_path)
    worker.command = ["false"]
    assert worker.rebuild(FIRST) == "le programme qui refait les fichiers s’est arrêté"
    worker.command = ["sh", "-c", 'read line; echo "{\\"problem\\": null}"']
    assert worker.rebuild(FIRST) is None
    assert worker.rebuild(FIRST) is None  # the first one has ended
    worker.end()
