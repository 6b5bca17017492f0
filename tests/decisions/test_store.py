"""The store: nothing is lost, nothing is changed, and the second to decide hears of the first."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from pipeline.decisions.model import Anchor, Choice, Event, target_of
from pipeline.decisions.store import NAME, Conflict, Store
from pipeline.errors import SetupError


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.open(tmp_path)
    assert opened is not None
    with opened:
        yield opened


def at(cue: int, start: int = 0, end: int = 5) -> Anchor:
    return Anchor("mots"[: end - start], "", "", 1, 1, None, "a" * 64, cue, start, cue, end)


def accept(cue: int, **more) -> Choice:
    return Choice("correction", "accept", at(cue), **more)


def in_force(store: Store, recording: str = "r") -> list[str]:
    return [e.verdict for e in store.in_force(recording)]


def test_no_store_is_made_by_looking(tmp_path: Path) -> None:
    assert Store.open(tmp_path, create=False) is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_decided_is_read_again_as_it_was(tmp_path: Path) -> None:
    choice = Choice(
        "figure", "edit", at(3), None, {"value": 2.5, "about": "é « \U0001f600"}, {"value": 2}, "always"
    )
    with Store.open(tmp_path) as store:
        (event,) = store.decide([("r", choice)], "Ana", None)
    with Store.open(tmp_path, create=False) as again:
        assert again.events() == (event,)
        assert again.in_force("r") == (event,)
    assert (event.choice.value, event.who, event.batch) == (choice.value, "Ana", "1")
    assert event.target == target_of(choice)


def test_the_last_of_each_target_is_in_force(store: Store) -> None:
    store.decide([("r", accept(1)), ("r", accept(2))], "Ana", None)
    store.decide([("r", Choice("correction", "reject", at(1)))], "Ana", None)
    assert in_force(store) == ["accept", "reject"]
    assert len(store.events("r")) == 3


def test_undo_redo_and_undo_again(store: Store) -> None:
    first = store.decide([("r", accept(1)), ("r", accept(2))], "Ana", None)
    then = store.decide([("r", Choice("correction", "reject", at(1)))], "Ana", None)
    before = store.digest("r")
    undone = store.undo(then[0].batch, "Bo")
    assert in_force(store) == ["accept", "accept"]
    assert [e.undoes for e in undone] == [then[0].seq]
    assert store.undo(then[0].batch, "Bo") == ()
    redone = store.undo(undone[0].batch, "Ana")
    assert store.digest("r") == before
    store.undo(redone[0].batch, "Ana")
    assert in_force(store) == ["accept", "accept"]
    store.undo(first[0].batch, "Ana")
    assert in_force(store) == []
    assert store.digest("r") == ""


def test_the_digest_tells_neither_who_nor_when_nor_how_often(tmp_path: Path) -> None:
    digests = []
    for n, who in enumerate(("Ana", "Bo")):
        (tmp_path / who).mkdir()
        with Store.open(tmp_path / who) as store:
            for _ in range(n):
                store.decide([("r", Choice("correction", "reject", at(1)))], who, None)
            store.decide([("r", accept(1))], who, None)
            digests.append(store.digest("r"))
    assert digests[0] == digests[1] != ""


def test_a_conflict_stores_nothing_and_shows_the_other(store: Store) -> None:
    seen = store.last("r")
    (theirs,) = store.decide([("r", accept(1))], "Ana", seen)
    with pytest.raises(Conflict) as conflict:
        store.decide([("r", accept(2)), ("r", Choice("correction", "reject", at(1)))], "Bo", seen)
    assert conflict.value.events == (theirs,)
    assert len(store.events()) == 1
    store.decide([("r", Choice("correction", "reject", at(1)))], "Bo", store.last("r"))
    assert in_force(store) == ["reject"]


def test_one_editor_is_never_in_conflict_with_herself(store: Store) -> None:
    store.decide([("r", accept(1))], "Ana", 0)
    store.decide([("r", accept(1))], "Ana", 0)


@pytest.mark.parametrize(("start", "end", "conflicts"), [(0, 3, True), (4, 9, True), (5, 9, False)])
def test_turns_and_corrections_that_share_words_are_in_conflict(store, start, end, conflicts) -> None:
    store.decide([("r", Choice("turn", "assign", at(1), None, {"speaker": "Ana"}))], "Ana", 0)
    other = Choice("turn", "assign", at(1, start, end), None, {"speaker": None})
    if conflicts:
        with pytest.raises(Conflict):
            store.decide([("r", other)], "Bo", 0)
    else:
        store.decide([("r", other)], "Bo", 0)


def test_a_request_sent_again_is_stored_once(store: Store) -> None:
    first = store.decide([("r", accept(1))], "Ana", 0, key="k")
    store.decide([("r", Choice("correction", "reject", at(1)))], "Bo", None)
    assert store.decide([("r", accept(1))], "Ana", 0, key="k") == first
    undone = store.undo(first[0].batch, "Ana", key="u")
    assert store.undo(first[0].batch, "Ana", key="u") == undone
    assert len(store.events()) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET verdict = 'reject'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "INSERT INTO event SELECT 0, recording, at, who, batch, target, kind, verdict, anchor, value, "
        "machine, prefer, undoes FROM event",
    ],
)
def test_the_file_itself_refuses_changes(store: Store, statement: str) -> None:
    store.decide([("r", accept(1))], "Ana", None)
    with sqlite3.connect(store.path) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(statement)
    other.close()
    assert in_force(store) == ["accept"]


@pytest.mark.parametrize(
    "choice",
    [
        Choice("correction", "keep", at(1)),
        Choice("nothing", "keep", at(1)),  # type: ignore[arg-type]
        Choice("correction", "accept"),
        Choice("correction", "edit", at(1)),
        Choice("turn", "split", at(1)),
        Choice("turn", "assign", at(1)),
        Choice("person", "rename", None, "Ana", {"name": " "}),
        Choice("person", "rename", None, None, {"name": "Ana"}),
        Choice("figure", "keep", at(1), None, {"value": float("nan")}),
        Choice("figure", "keep", at(1), None, {"value": object()}),
        Choice("figure", "keep", at(1), None, {"value": "x" * 200_000}),
        Choice("figure", "keep", at(1), None, {}, {}, "often"),  # type: ignore[arg-type]
    ],
)
def test_what_makes_no_sense_is_refused_whole(store: Store, choice: Choice) -> None:
    with pytest.raises(ValueError, match="found"):
        store.decide([("r", accept(1)), ("r", choice)], "Ana", None)
    assert store.events() == ()


def test_names_that_are_no_text_are_refused(store: Store) -> None:
    with pytest.raises(ValueError):
        store.decide([("r", accept(1))], "\ud800", None)


def test_threads_and_two_openings_lose_nothing(tmp_path: Path) -> None:
    stores = [Store.open(tmp_path) for _ in range(2)]
    made: list[Event] = []

    def work(n: int) -> None:
        for i in range(25):
            made.extend(stores[n % 2].decide([(f"r{n % 3}", accept(100 * n + i))], f"e{n}", None))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = stores[0].events()
    assert [e.seq for e in stored] == list(range(1, 201))
    assert sorted(made, key=lambda e: e.seq) == list(stored)
    for store in stores:
        store.close()


def test_a_damaged_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all " * 100)
    with pytest.raises(SetupError, match="damaged") as error:
        Store.open(tmp_path)
    assert "\n" not in str(error.value)


def test_a_page_overwritten_in_the_middle_is_one_line(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        for cue in range(200):
            store.decide([("r", accept(cue))], "Ana", None)
    data = bytearray((tmp_path / NAME).read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(SetupError, match="damaged"), Store.open(tmp_path) as again:
        again.events()


def test_a_newer_store_and_a_foreign_database_are_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, sqlite3.connect(store.path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(SetupError, match="newer version"):
        Store.open(tmp_path)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    with sqlite3.connect(foreign / NAME) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(SetupError, match="no store of decisions"):
        Store.open(foreign)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SetupError, match="symbolic link"):
        Store.open(tmp_path)


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_nothing_is_stored_in_a_file_that_is_no_longer_there(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "outputs"
    folder.mkdir()
    with Store.open(folder) as store:
        store.decide([("r", accept(1))], "Ana", None)
        if how == "moved":
            folder.rename(tmp_path / "elsewhere")
        else:
            (folder / NAME).unlink()
        if how == "replaced":
            (folder / NAME).touch()
        for act in (lambda: store.decide([("r", accept(2))], "Ana", None), lambda: store.undo("1", "Ana")):
            with pytest.raises(SetupError, match="moved, deleted or replaced"):
                act()
        assert store.last() == 1


def test_a_voice_that_speaks_for_hours_is_decided_on(store: Store) -> None:
    long = Anchor("élève " * 30_000, "", "", 1, 1, None, "a" * 64, 0, 0, 0, 180_000)
    assert store.decide([("r", Choice("turn", "assign", long, value={"speaker": "Ana"}))], "Ana", None)


def test_a_person_with_the_name_of_a_key_is_still_a_person(store: Store) -> None:
    rename = Choice("person", "rename", target="recording", value={"name": "Ana"})
    store.decide([("r", Choice("recording", "complete"))], "Ana", None)
    store.decide([("r", rename)], "Bea", 0)
    assert in_force(store) == ["complete", "rename"]


@pytest.mark.parametrize("at_edge", [0, 5])
def test_a_turn_cut_at_the_edge_of_what_is_decided_is_a_conflict(store: Store, at_edge: int) -> None:
    """Whoever saw the whole turn is told that it was cut."""
    store.decide([("r", Choice("turn", "split", at(1, at_edge, at_edge)))], "Ana", None)
    with pytest.raises(Conflict):
        store.decide([("r", Choice("turn", "assign", at(1, 0, 5), value={"speaker": "Zoé"}))], "Bea", 0)
    assert store.last() == 1
