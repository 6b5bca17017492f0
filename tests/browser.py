"""Headless Chromium for the tests of pages: import the fixture ``chromium`` where it is needed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; skipped where the extra ``browser`` or Chromium is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `browser`")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def axe_violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds wrong in a page, all its rules on: the rule and the elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the extra `browser`")
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 10
    return [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]]
