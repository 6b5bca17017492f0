"""Take the README's picture: the page that `make demo` wrote, where the transcript begins.

    python samples/picture.py outputs/webinaire-2024-12-05/index.html

Needs Chromium and the extra ``browser``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main(page: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1180, "height": 860}, reduced_motion="reduce")
        tab.goto(page.resolve().as_uri())
        tab.get_by_role("heading", name="Transcription", exact=True).evaluate("e => e.scrollIntoView()")
        tab.wait_for_timeout(1500)
        tab.screenshot(path=Path(__file__).with_name("picture.png"))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
