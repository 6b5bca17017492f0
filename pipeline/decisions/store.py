"""The store: events in SQLite beside the outputs, appended and never changed.

One file, ``DIR/decisions.sqlite3``, in write-ahead mode with full synchronisation: what `Store.decide`
has returned survives a crash of the program and of the machine. Several threads and several
processes may use it at once.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pipeline.decisions.model import Anchor, Choice, Event, Place, check, digest, in_force, undone
from pipeline.errors import SetupError

NAME = "decisions.sqlite3"
VERSION = 1
APPLICATION = 0x47524646  # "GRFF": tells the file from any other SQLite database
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""

_COLUMNS = "seq, recording, at, who, batch, target, kind, verdict, anchor, value, machine, prefer, undoes"
_IN_ORDER = "ORDER BY seq"
_SCHEMA = f"""
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  recording TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  batch TEXT NOT NULL,
  target TEXT NOT NULL,
  kind TEXT NOT NULL,
  verdict TEXT NOT NULL,
  anchor TEXT,
  value TEXT NOT NULL,
  machine TEXT NOT NULL,
  prefer TEXT,
  undoes INTEGER REFERENCES event (seq)
);
CREATE INDEX event_recording ON event (recording, seq);
CREATE INDEX event_batch ON event (batch);
CREATE TABLE request (key TEXT PRIMARY KEY, batch TEXT NOT NULL) WITHOUT ROWID;
CREATE TRIGGER event_kept BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER event_appended BEFORE INSERT ON event
  WHEN NEW.seq <= (SELECT coalesce(max(seq), 0) FROM event)
  BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""

T = TypeVar("T")


class Conflict(Exception):
    """Somebody else decided since: nothing of the batch was stored. ``events`` are theirs."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        super().__init__(events)
        self.events = events


class Store:
    """The decisions of one folder of outputs. Made by `Store.open`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write_lock, self._read_lock = threading.Lock(), threading.Lock()
        self._writer = self._reader = None
        self._known: dict[str, tuple[int, tuple[Event, ...], tuple[Event, ...]]] = {}
        with self._errors():
            try:
                self._writer = self._connect()
                self._prepare(self._writer)
                self._reader = self._connect()
                self._reader.execute("PRAGMA query_only = ON")
                self._file = self._on_disk()
            except BaseException:
                self.close()
                raise

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Store | None:
        """Open the store of a folder of outputs.

        ``None`` where there is none: without ``create`` when no decision was ever made, and for a
        folder that is not on this machine. Raises: SetupError in one line if the file cannot be
        used: damaged, of a newer version, no store, or not writable.
        """
        if not isinstance(folder, Path) or "://" in str(folder):
            return None
        path = folder / NAME
        if path.is_symlink():
            raise SetupError(str(path), None, "is a symbolic link, expected the file itself; remove the link")
        if not path.exists() and not create:
            return None
        if not folder.is_dir():
            raise SetupError(str(folder), None, "is no folder; run `greffier run` first")
        return cls(path)

    def close(self) -> None:
        """Close the store; what was decided is already on the disk."""
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------- decide

    def decide(
        self, choices: Sequence[tuple[str, Choice]], who: str, seen: int | None, *, key: str | None = None
    ) -> tuple[Event, ...]:
        """Store (recording id, choice) pairs as one batch, all or none; on the disk when it returns.

        ``seen`` is the number of the last event that the editor knew (``None``: do not ask). With a
        ``key``, a request that is sent again stores nothing and returns the events of the first time.
        Raises: Conflict if somebody else has decided on a target, or on words of a turn or of a
        correction that overlap, or has cut or merged a turn at their edge, since ``seen``; ValueError
        if a choice cannot be stored.
        """
        asked = [(recording, check(choice)) for recording, choice in choices]
        for name in (who, key or "", *(r for r, _ in asked)):
            name.encode()  # a lone surrogate is a ValueError here and an error of SQLite later
        if not asked:
            return ()

        def write(connection: sqlite3.Connection) -> tuple[Event, ...]:
            again = self._repeated(connection, key)
            if again is not None:
                return again
            if seen is not None:
                others = self._others(connection, asked, who, seen)
                if others:
                    raise Conflict(others)
            return self._append(connection, [(r, c, None) for r, c in asked], who, key)

        return self._transaction(write)

    def undo(self, batch: str, who: str, *, key: str | None = None) -> tuple[Event, ...]:
        """Take back a batch by appending to it; undoing an undo does it again.

        Empty when there is nothing left to undo: no such batch, or already undone.
        """

        def write(connection: sqlite3.Connection) -> tuple[Event, ...]:
            again = self._repeated(connection, key)
            if again is not None:
                return again
            events = self._select(connection, f"WHERE batch = ? {_IN_ORDER}", (batch,))
            taken_back: set[int] = set()
            for recording in {e.recording for e in events}:
                taken_back |= undone(
                    self._select(connection, f"WHERE recording = ? {_IN_ORDER}", (recording,))
                )
            left = [(e.recording, e.choice, e.seq) for e in events if e.seq not in taken_back]
            return self._append(connection, left, who, key) if left else ()

        return self._transaction(write)

    def _repeated(self, connection: sqlite3.Connection, key: str | None) -> tuple[Event, ...] | None:
        if key is None:
            return None
        row = connection.execute("SELECT batch FROM request WHERE key = ?", (key,)).fetchone()
        return self._select(connection, f"WHERE batch = ? {_IN_ORDER}", row) if row else None

    def _others(
        self, connection: sqlite3.Connection, asked: Sequence[tuple[str, Choice]], who: str, seen: int
    ) -> tuple[Event, ...]:
        found: dict[int, Event] = {}
        for recording in dict.fromkeys(r for r, _ in asked):
            where = f"WHERE recording = ? AND seq > ? AND who <> ? {_IN_ORDER}"
            newer = self._select(connection, where, (recording, seen, who))
            mine = [c for r, c in asked if r == recording] if newer else []
            found |= {e.seq: e for e in newer if any(_same_words(e, c) for c in mine)}
        return tuple(found[seq] for seq in sorted(found))

    def _append(
        self,
        connection: sqlite3.Connection,
        rows: Sequence[tuple[str, Choice, int | None]],
        who: str,
        key: str | None,
    ) -> tuple[Event, ...]:
        (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        batch = str(last + 1)
        events = tuple(
            Event(seq, recording, at, who, batch, c.target or "", c.kind, c.verdict, c.anchor, c.value,
                  c.machine, c.prefer, undoes)
            for seq, (recording, c, undoes) in enumerate(rows, last + 1)
        )  # fmt: skip
        connection.executemany(
            f"INSERT INTO event ({_COLUMNS}) VALUES ({', '.join('?' * 13)})", map(_row, events)
        )
        if key is not None:
            connection.execute("INSERT INTO request VALUES (?, ?)", (key, batch))
        return events

    # --------------------------------------------------------------------------------- read

    def events(self, recording: str | None = None, since: int = 0) -> tuple[Event, ...]:
        """The history, oldest first: of one recording or of all, after event number ``since``."""
        where, values = ("recording = ? AND ", (recording, since)) if recording else ("", (since,))
        return self._read(lambda c: self._select(c, f"WHERE {where}seq > ? {_IN_ORDER}", values))

    def in_force(self, recording: str) -> tuple[Event, ...]:
        """The last decision of each target that is not undone, in the order in which they were made."""
        last = self.last(recording)
        known = self._known.get(recording)
        if known is None or known[0] < last:
            # a long history is read once
            since, before = (known[0], known[1]) if known else (0, ())
            events = before + tuple(e for e in self.events(recording, since) if e.seq <= last)
            known = self._known[recording] = (last, events, in_force(events))
        return known[2]

    def last(self, recording: str | None = None) -> int:
        """The number of the last event, of one recording or of all; 0 without any."""
        where, values = ("WHERE recording = ?", (recording,)) if recording else ("", ())
        query = f"SELECT coalesce(max(seq), 0) FROM event {where}"
        return self._read(lambda c: c.execute(query, values).fetchone()[0])

    def recordings(self) -> tuple[str, ...]:
        """The ids of the recordings that have events, by name."""
        query = "SELECT DISTINCT recording FROM event ORDER BY recording"
        return self._read(lambda c: tuple(r for (r,) in c.execute(query)))

    def digest(self, recording: str) -> str:
        """What is in force as one SHA-256, "" when nothing is: neither the clock nor who shows in it."""
        return digest(self.in_force(recording))

    # ------------------------------------------------------------------------------- SQLite

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        _retried(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone())
        connection.execute("BEGIN IMMEDIATE")
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not version and not application and not tables:
                for statement in _statements(_SCHEMA):
                    connection.execute(statement)
            elif application != APPLICATION:
                raise SetupError(str(self.path), None, "is no store of decisions; move the file elsewhere")
            elif version > VERSION:
                raise SetupError(
                    str(self.path),
                    None,
                    f"was written by a newer version (found {version}, expected {VERSION}); update Greffier",
                )
            else:
                (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if sound != "ok":
                    raise sqlite3.DatabaseError(sound)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _transaction(self, write: Callable[[sqlite3.Connection], T]) -> T:
        with self._write_lock, self._errors():
            connection = self._writer
            assert connection is not None
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = write(connection)
                if self._on_disk() != self._file:  # SQLite would go on in a file that nobody can open again
                    raise SetupError(
                        str(self.path),
                        None,
                        "was moved, deleted or replaced while it was open; put it back, then start again",
                    )
                connection.execute("COMMIT")
                return result
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _on_disk(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        with self._read_lock, self._errors():
            assert self._reader is not None
            return query(self._reader)

    @staticmethod
    def _select(connection: sqlite3.Connection, where: str, values: tuple) -> tuple[Event, ...]:
        rows = connection.execute(f"SELECT {_COLUMNS} FROM event {where}", values)
        return tuple(_event(row) for row in rows)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as err:
            if isinstance(err, sqlite3.OperationalError) and "locked" in str(err):
                message = f"is in use by another process for more than {PATIENCE:.0f} s; try again"
            elif isinstance(err, sqlite3.OperationalError):
                message = f"cannot be used: {err}; check the folder's rights and the space left on the disk"
            else:
                message = f"is damaged: {err}; restore it from a backup"
            raise SetupError(str(self.path), None, message) from err


def _same_words(event: Event, choice: Choice) -> bool:
    """Whether two decisions are about one thing: one target, or words in common of turns or corrections."""
    if event.kind != choice.kind:
        return False
    if event.target == choice.target:
        return True
    a, b = event.anchor, choice.anchor
    if event.kind not in ("turn", "correction") or a is None or b is None:
        return False
    if a.source != b.source:
        return False
    begin, end = max(_begin(a.place), _begin(b.place)), min(_end(a.place), _end(b.place))
    # a turn that was cut meanwhile ends at the cut
    return begin <= end if event.kind == "turn" and not (a.quote and b.quote) else begin < end


def _begin(place: Place) -> tuple[int, int]:
    return place.cue, place.raw_start


def _end(place: Place) -> tuple[int, int]:
    return place.cue_end, place.raw_end


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _retried(action: Callable[[], T]) -> T:
    """The change to write-ahead mode does not wait for other processes by itself."""
    for pause in (0.01, 0.05, 0.1, 0.3, 0.6, 1.0, 2.0):
        try:
            return action()
        except sqlite3.OperationalError as err:
            if "locked" not in str(err):
                raise
            time.sleep(pause)
    return action()


def _row(event: Event) -> tuple:
    anchor = json.dumps(asdict(event.anchor)) if event.anchor else None
    return (
        event.seq, event.recording, event.at, event.who, event.batch, event.target, event.kind,
        event.verdict, anchor, json.dumps(event.value), json.dumps(event.machine), event.prefer, event.undoes,
    )  # fmt: skip


def _event(row: tuple) -> Event:
    seq, recording, at, who, batch, target, kind, verdict, anchor, value, machine, prefer, undoes = row
    try:
        return Event(
            seq, recording, at, who, batch, target, kind, verdict,
            Anchor(**json.loads(anchor)) if anchor else None,
            json.loads(value), json.loads(machine), prefer, undoes,
        )  # fmt: skip
    except (ValueError, TypeError) as err:
        raise sqlite3.DatabaseError(f"event {seq} cannot be read") from err
