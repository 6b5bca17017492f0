"""The page in Chromium: axe finds nothing, nothing scrolls sideways, the keyboard leads everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.page import page
from tests.browser import axe_violations
from tests.ecoindex import grade, score
from tests.page import documents
from tests.page.reading import Reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(sample: dict, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "sample": sample,
        "small": documents.document(),
        "timeless": documents.without_times(),
        "hostile": documents.hostile("".join(documents.HOSTILE)),
    }
    found = {name: folder / f"{name}.html" for name in pages}
    for name, document in pages.items():
        found[name].write_text(page(document), encoding="utf-8")
    return found


@pytest.fixture(params=["light", "dark"])
def tab(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    found = chromium.new_page(color_scheme=request.param)
    yield found
    found.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["sample", "small", "timeless", "hostile"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    files: dict[str, Path], tab: Page, name: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(files[name].as_uri())
    for details in tab.locator("details").all():
        details.evaluate("element => element.open = true")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(tab) == []


def test_letters_twice_as_large_fit_a_phone(files: dict[str, Path], chromium: Browser) -> None:
    tab = chromium.new_page(viewport={"width": 320, "height": 900})
    tab.goto(files["sample"].as_uri())
    tab.add_style_tag(content="html{font-size:212.5%}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.close()


def test_the_keyboard_reaches_the_transcript_a_mark_and_its_note(
    files: dict[str, Path], chromium: Browser
) -> None:
    tab = chromium.new_page()
    tab.goto(files["small"].as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Aller au contenu"
    assert tab.locator(".skip").first.bounding_box()["x"] >= 0
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    for _ in range(2):  # the timecode of the first turn, then the mark
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "c1"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector(':target').id") == "n1"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector(':target').id") == "c1"
    tab.close()


def test_one_request_and_the_elements_that_were_counted(
    files: dict[str, Path], sample_page: Reading, chromium: Browser
) -> None:
    tab = chromium.new_page(viewport={"width": 1920, "height": 1080})
    asked: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: errors.append(message.text))
    tab.goto(files["sample"].as_uri())
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    count = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
    elements = tab.evaluate(count)
    tab.close()
    assert [url for url in asked if not url.startswith("data:")] == [files["sample"].as_uri()]
    assert errors == []
    assert elements == sample_page.counted()
    # from disk nothing is compressed
    assert grade(score(elements, 1, files["sample"].stat().st_size / 1000)) in "AB"
