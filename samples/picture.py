"""Take the README's pictures: the page that `make demo` wrote, and the review of a copy of the outputs.

    python samples/picture.py outputs/webinaire-2024-12-05

Needs Chromium and the extra ``browser``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ADDRESS = "http://127.0.0.1:8797"


def main(folder: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page_to_read(browser, folder / "index.html")
        with tempfile.TemporaryDirectory() as copy:
            # the pictures leave no decision and no lock in the real outputs
            shutil.copytree(folder.parent, copy, dirs_exist_ok=True)
            with review(Path(copy)):
                page_to_decide(browser, folder.name)
        browser.close()


def page_to_read(browser: Browser, page: Path) -> None:
    tab = browser.new_page(viewport={"width": 1180, "height": 860}, reduced_motion="reduce")
    tab.goto(page.resolve().as_uri())
    tab.get_by_role("heading", name="Transcription", exact=True).evaluate("e => e.scrollIntoView()")
    tab.wait_for_timeout(1500)
    tab.screenshot(path=HERE / "picture.png")


def page_to_decide(browser: Browser, recording: str) -> None:
    tab = browser.new_page(viewport={"width": 1180, "height": 780}, reduced_motion="reduce")
    tab.goto(f"{ADDRESS}/r/{recording}")
    for _ in range(2):  # the second passage that is left to decide
        tab.keyboard.press("n")
        tab.wait_for_timeout(1000)
    tab.screenshot(path=HERE / "review.png")


@contextmanager
def review(folder: Path):
    """The editors' server over a folder, once it answers."""
    port = ADDRESS.rpartition(":")[2]
    greffier = Path(sys.executable).with_name("greffier")
    server = subprocess.Popen([greffier, "review", str(folder), "--port", port])
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(ADDRESS).close()
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
