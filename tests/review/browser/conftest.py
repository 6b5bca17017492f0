"""The pages served for real, and editors in Chromium."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from pipeline.review.app import create_app
from pipeline.review.settings import Settings
from tests.review.conftest import WEBINAR

if TYPE_CHECKING:
    from playwright.sync_api import Page

R = f"/r/{WEBINAR}"


class Served:
    """A server over a folder: ``url`` and the application behind it."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.app = create_app(Settings(folder, **settings))
        self.server = uvicorn.Server(uvicorn.Config(self.app, port=0, log_level="error"))
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://localhost:{port}"

    @property
    def store(self):
        return self.app.state.store

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Served]:
    found = Served(folder, **settings)
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="module")
def shown(webinar_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The webinar, for tests that only look; some things are decided in it."""
    folder = tmp_path_factory.mktemp("shown") / "outputs"
    shutil.copytree(webinar_outputs, folder)
    with serving(folder) as found:
        yield found


@pytest.fixture
def served(webinar: Path) -> Iterator[Served]:
    """The webinar, for one test that decides."""
    with serving(webinar) as found:
        yield found


def until(tab: Page, expression: str, seconds: float = 30.0) -> None:
    """Wait until an expression is true in the page; its policy forbids what Playwright does for that."""
    end = time.monotonic() + seconds
    while not tab.evaluate(expression):
        assert time.monotonic() < end, expression
        tab.wait_for_timeout(30)
