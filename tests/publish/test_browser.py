"""The built pages in Chromium: axe finds nothing in what we generate, on a phone and on a desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.publish.load import Output
from pipeline.publish.site import Options, publish
from tests.publish.conftest import SITE, copy_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.fixture(scope="module")
def built(
    outputs: tuple[Output, ...], build: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    site = copy_site(tmp_path_factory.mktemp("browser") / "site")
    shown = []
    for output in outputs:  # with a video, so that all that a post can have is there
        source = output.document["source"] | {"video_id": "x9aa7ci", "platform": "dailymotion"}
        shown.append(replace(output, document=output.document | {"source": source}))
    publish(shown, site, Options(final=True))
    return build(site, "3")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `browser`")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("slug", ["webinaire-2024-12-05", "inclusion"])
def test_a_post_in_the_browser(built: Path, page: Page, slug: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((built / "actualites" / slug / "index.html").as_uri())
    assert page.locator("section.transcription").count() == 1
    assert page.locator(".words a").count() >= 1  # so that the keyboard can scroll the box
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=str(SITE / "node_modules" / "axe-core" / "axe.min.js"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert len(found["passes"]) > 10
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    link = page.locator("article ul a").first
    assert "dailymotion.com/video/x9aa7ci?start=" in (link.get_attribute("href") or "")
