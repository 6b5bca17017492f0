"""How long a decision takes on the one-hour webinar, beside an empty handler behind the same guard.

After each decision the page is asked for again, as its script does.

Run: python -m tests.review.latency
"""

from __future__ import annotations

import http.client
import statistics
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import batch
from pipeline.review.app import create_app
from pipeline.review.live import Mark
from pipeline.review.settings import Settings
from tests.conftest import SAMPLE
from tests.review.editors import Page

ROUNDS = 300


class Connection:
    """One editor's kept-alive connection, with the session's cookie and token."""

    def __init__(self, port: int) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port)
        self.origin = f"http://127.0.0.1:{port}"
        self.cookie = ""
        self.token = Page(self.send("GET", "/nom")[1]).field("csrf")

    def send(self, method: str, path: str, fields: dict | None = None) -> tuple[int, str]:
        headers = {"Cookie": self.cookie, "Origin": self.origin, "X-Requested-With": "fetch"}
        body = None
        if fields is not None:
            body = urlencode({"csrf": self.token, **fields})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.http.request(method, path, body, headers)
        answer = self.http.getresponse()
        text = answer.read().decode()
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.partition(";")[0]
        return answer.status, text

    def timed(self, path: str, fields: dict) -> float:
        began = time.perf_counter()
        status, text = self.send("POST", path, fields)
        took = time.perf_counter() - began
        assert status == 200, (status, text[:200])
        return 1000 * took


def empty(request: Request) -> Response:
    """Nothing but what the guard does."""
    return Response("")


def main() -> None:
    """Measure and print milliseconds: median and 95th percentile of both."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        setup = batch.Setup.load([])
        list(batch.run(batch.plan([SAMPLE], out).jobs, setup))
        app = create_app(Settings(out))
        app.router.routes.append(Route("/vide", empty, methods=["POST"]))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        editor = Connection(port)
        marks = [m.key for m in app.state.lives.of(SAMPLE.stem).marks if isinstance(m, Mark)]
        path = f"/r/{SAMPLE.stem}/corrections"
        decisions, nothing, pages = [], [], []
        for n in range(ROUNDS):
            fields = {"c": marks[n % len(marks)], "do": ("reject", "accept")[n // len(marks) % 2], "seen": n}
            decisions.append(editor.timed(path, fields))
            nothing.append(editor.timed("/vide", fields))
            began = time.perf_counter()
            assert editor.send("GET", f"/r/{SAMPLE.stem}?c={marks[n % len(marks)]}")[0] == 200
            pages.append(1000 * (time.perf_counter() - began))
        stored = len(app.state.store.events())
        server.should_exit = True
        thread.join()
    for name, times in (("decision", decisions), ("empty handler", nothing), ("page after it", pages)):
        low, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name:14} median {low:6.1f} ms   95 % {high:6.1f} ms   ({len(times)} requests)")
    print(f"{stored} decisions on the disk")


if __name__ == "__main__":
    main()
