"""Many editors at once and a server that is killed in mid-flight: what was acknowledged is there.

Run: python -m tests.review.storm [DECISIONS PER EDITOR] [EDITORS]
"""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from pipeline import batch
from pipeline.decisions.store import Store
from pipeline.review.live import live_of
from tests.conftest import SAMPLE
from tests.review.latency import Connection

ID = SAMPLE.stem


def storm(folder: Path, each: int, editors: int = 8) -> tuple[int, int, int]:
    """Have every editor decide ``each`` times; kill the server at half of all, start it, go on.

    Returns how many decisions were acknowledged, how many of those are stored, and how many are
    stored in all (one that was cut off before its answer may be). Editors sign with their number.
    """
    with Store(folder / "decisions.sqlite3") as store:
        document = json.loads((folder / ID / "webinar.json").read_bytes())
        keys = [m.key for m in live_of(document, (), 0).marks]
        assert not store.events()
    port = _free_port()
    acknowledged: list[tuple[str, str]] = []
    lock = threading.Lock()
    half = threading.Event()

    def work(number: int) -> None:
        name = f"éditeur {number}"
        connection = _connected(port, name)
        for n in range(each):
            words = f"{number}-{n}"
            # editors meet on the same words; each has seen all that there is
            fields = {"c": keys[(number + n) % len(keys)], "do": "edit", "after": words, "seen": 10**9}
            while True:
                try:
                    status, text = connection.send("POST", f"/r/{ID}/corrections", fields)
                except (OSError, http.client.HTTPException):
                    connection = _connected(port, name)
                    continue  # unknown whether it was stored: say it again
                if status == 200:
                    break
                raise AssertionError((status, text[:200]))
            with lock:
                acknowledged.append((name, words))
                if len(acknowledged) == each * editors // 2:
                    half.set()

    server = _served(folder, port)
    threads = [threading.Thread(target=work, args=(n,)) for n in range(editors)]
    for thread in threads:
        thread.start()
    half.wait(600)
    server.kill()
    server.wait()
    server = _served(folder, port)
    for thread in threads:
        thread.join()
    server.kill()
    server.wait()
    with Store(folder / "decisions.sqlite3") as store:
        found = Counter((e.who, e.value["after"]) for e in store.events(ID))
    return len(acknowledged), sum(one in found for one in acknowledged), sum(found.values())


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _served(folder: Path, port: int) -> subprocess.Popen:
    code = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "review", str(folder), "--port", str(port)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def _connected(port: int, name: str) -> Connection:
    for _ in range(600):
        try:
            connection = Connection(port)
            connection.send("POST", "/nom", {"name": name})
            return connection
        except (OSError, http.client.HTTPException, StopIteration):
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def main() -> None:
    """Print what became of all decisions."""
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    editors = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        list(batch.run(batch.plan([SAMPLE], out).jobs, batch.Setup.load([])))
        began = time.monotonic()
        acknowledged, kept, stored = storm(out, each, editors)
        took = time.monotonic() - began
    print(f"{editors} editors, {acknowledged} decisions acknowledged, {kept} of them on the disk")
    print(f"{stored} stored in all, one kill -9 at half, {took:.0f} s")


if __name__ == "__main__":
    main()
