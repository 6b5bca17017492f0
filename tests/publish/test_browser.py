"""The built pages in Chromium: axe finds nothing in what we generate, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.publish.load import Output
from pipeline.publish.site import Options, publish
from tests.browser import axe_violations
from tests.publish.conftest import copy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


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
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("slug", ["webinaire-2024-12-05", "inclusion"])
def test_a_post_in_the_browser(built: Path, page: Page, slug: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((built / "actualites" / slug / "index.html").as_uri())
    assert page.locator("section.transcription").count() == 1
    assert page.locator(".words a").count() >= 1  # so that the keyboard can scroll the box
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []
    link = page.locator("article ul a").first
    assert "dailymotion.com/video/x9aa7ci?start=" in (link.get_attribute("href") or "")
