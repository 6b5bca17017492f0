"""Kills the editors' server in mid-flight while editors decide, and looks for every decision in the store.

    python -m tests.decisions.kills --editors 8 --decisions 500 --kills 6

Each editor sends decisions one after another over HTTP. What is not acknowledged, since the server was
killed (SIGKILL), is sent again as the same form (same ``envoi``) once another server stands there. At
the end every decision must be in the store exactly once, and every acknowledged one at once after its
answer.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from pipeline.decisions.model import place_of
from pipeline.decisions.store import Store
from pipeline.page.marks import changes_words

_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Tally:
    """What happened: acknowledged decisions, answers that never came, and seconds of each answer."""

    acknowledged: list[str] = field(default_factory=list)
    lost_answers: int = 0
    kills: int = 0
    seconds: list[float] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder: Path, port: int) -> subprocess.Popen:
    """The server as editors start it, once it answers."""
    words = ["review", str(folder), "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with status {server.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server does not answer")


class Editor(threading.Thread):
    """One editor who decides ``count`` times on the corrections ``keys``, whatever happens to the server."""

    def __init__(self, name: str, port: int, id: str, keys: list[str], count: int, tally: Tally) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.id, self.keys, self.count, self.tally = port, id, keys, count, tally
        self.cookie = self.token = ""
        self.failed: str | None = None

    def run(self) -> None:
        chance = random.Random(self.name)
        for n in range(self.count):
            words = f"{self.name}-{n}"
            fields = {"c": chance.choice(self.keys), "do": "edit", "after": words, "envoi": words}
            while not self._sent(fields):
                if self.failed:
                    return
            self.tally.acknowledged.append(words)

    def _sent(self, fields: dict[str, str]) -> bool:
        """Whether the server has acknowledged a decision."""
        began = time.perf_counter()
        try:
            if not self.token:
                self._enter()
            form = urlencode(fields | {"csrf": self.token, "seen": str(10**9)})
            status, body = self._ask("POST", f"/r/{self.id}/corrections", form)
        except (OSError, http.client.HTTPException):
            self.tally.lost_answers += 1
            time.sleep(0.05)
            return False
        if status == 403:
            self.token = ""
        elif status != 200 or not json.loads(body).get("batch"):
            self.failed = f"status {status}: {body[:300]!r}"
        self.tally.seconds.append(time.perf_counter() - began)
        return status == 200

    def _enter(self) -> None:
        _, page = self._ask("GET", "/nom")
        token = _CSRF.search(page.decode())[1]  # type: ignore[index]
        self._ask("POST", "/nom", urlencode({"csrf": token, "name": self.name}))
        self.token = token

    def _ask(self, method: str, address: str, form: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Cookie": self.cookie} if self.cookie else {}
            if form is not None:
                headers |= {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Origin": f"http://127.0.0.1:{self.port}",
                    "X-Requested-With": "fetch",
                }
            connection.request(method, address, form, headers)
            answer = connection.getresponse()
            body = answer.read()
            if set_cookie := answer.getheader("set-cookie"):
                self.cookie = set_cookie.split(";")[0]
            return answer.status, body
        finally:
            connection.close()


def correction_keys(folder: Path, id: str) -> list[str]:
    """The corrections of words of a recording, as forms name them."""
    document = json.loads((folder / id / "webinar.json").read_bytes())
    return [".".join(map(str, place_of(row))) for row in document["corrections"] if changes_words(row)]


def play(folder: Path, id: str, editors: int, decisions: int, kills: int, seed: int = 0) -> Tally:
    """Let editors decide while the server is killed. Raises: AssertionError if one is lost or doubled."""
    chance = random.Random(seed)
    tally = Tally()
    keys = correction_keys(folder, id)
    port = free_port()
    server = start(folder, port)
    people = [Editor(f"e{n}", port, id, keys, decisions, tally) for n in range(editors)]
    total = editors * decisions
    marks = sorted(chance.uniform(0.05, 0.9) * total for _ in range(kills))
    try:
        for person in people:
            person.start()
        while any(p.is_alive() for p in people):
            time.sleep(0.01)
            if marks and len(tally.acknowledged) >= marks[0]:
                marks.pop(0)
                os.kill(server.pid, signal.SIGKILL)
                server.wait()
                tally.kills += 1
                acknowledged = list(tally.acknowledged)
                check(folder, id, acknowledged)
                server = start(folder, port)
    finally:
        server.terminate()
        server.wait(timeout=30)
    failed = [p.failed for p in people if p.failed]
    assert not failed, failed[:2]
    assert len(tally.acknowledged) == total
    check(folder, id, tally.acknowledged, exactly=True)
    return tally


def check(folder: Path, id: str, acknowledged: list[str], *, exactly: bool = False) -> None:
    """Every acknowledged decision is in the store, and none twice."""
    store = Store.open(folder, create=False)
    assert store is not None
    with store:
        events = store.events(id)
    stored = Counter(e.value["after"] for e in events)
    assert max(stored.values(), default=1) == 1, [w for w, n in stored.items() if n > 1][:5]
    missing = set(acknowledged) - set(stored)
    assert not missing, sorted(missing)[:5]
    assert [e.seq for e in events] == list(range(1, len(events) + 1))
    if exactly:
        assert set(stored) == set(acknowledged)


def main() -> None:
    """The command."""
    import tempfile

    from pipeline import batch
    from tests.conftest import SAMPLE

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--decisions", type=int, default=500)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = batch.plan([SAMPLE], folder).jobs
        assert [r.state for r in batch.run(jobs, batch.Setup.load([]))] == ["written"]
        began = time.perf_counter()
        tally = play(folder, jobs[0].id, options.editors, options.decisions, options.kills, options.seed)
        seconds = sorted(tally.seconds)
        median = 1000 * seconds[len(seconds) // 2]
        print(
            f"{len(tally.acknowledged)} decisions by {options.editors} editors in "
            f"{time.perf_counter() - began:.0f} s; {tally.kills} kills, {tally.lost_answers} requests "
            f"without an answer; none lost, none twice; median answer {median:.1f} ms"
        )


if __name__ == "__main__":
    main()
