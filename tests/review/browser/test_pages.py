"""Every page and state in Chromium: axe finds nothing, nothing scrolls sideways, pages stay light."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from pipeline.review.live import Mark
from tests.browser import axe_violations
from tests.ecoindex import grade, score
from tests.review.browser.conftest import R, Served
from tests.review.editors import Editor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

PAGES = {
    "transcript": R,
    "inline": f"{R}?vue=brut",
    "side by side": f"{R}?vue=cote",
    "voices": f"{R}/voix",
    "figures": f"{R}/chiffres",
    "actions": f"{R}/actions",
    "summary": f"{R}/resume",
    "add": f"{R}/ajouter",
    "several places": f"{R}/ajouter?mots=loi+REEN",
    "one place": f"{R}/ajouter?mots=brigade",
    "no place": f"{R}/ajouter?mots=licorne",
    "shortcuts": "/raccourcis",
    "name": "/nom",
    "missing": "/r/rien",
    "list": "/",
    "archive": "/archive",
    "search": f"{R}/rechercher?q=loi",
    "history": f"{R}/historique",
}
PANELS = ("mark", "voice", "figure", "action", "point", "chapter", "from here on", "gone")


def address(served: Served, name: str) -> str:
    """The address of a page, or of a panel on its page."""
    if name in PAGES:
        return PAGES[name]
    live = served.app.state.lives.of(R.removeprefix("/r/"))
    if name == "mark":
        return f"{R}?c={next(m.key for m in live.left if isinstance(m, Mark))}#panneau"
    voice = live.voices[3]
    match name:
        case "voice":
            return f"{R}?t={voice.key}#panneau"
        case "from here on":
            return f"{R}/voix?t={voice.key}&qui=Nadia+Benali#suite"
        case "gone":
            return f"{R}?c=0.0.0.1"
    page = {"figure": "chiffres", "action": "actions"}.get(name, "resume")
    return f"{R}/{page}?{name}={live.items[name][0].key}#panneau"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    found = chromium.new_page()
    yield found
    found.close()


@pytest.mark.parametrize("name", [*PAGES, *PANELS])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(shown: Served, tab: Page, name: str) -> None:
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda m: problems.append(m.text) if "404" not in m.text else None)
    for width, height in ((1280, 900), (320, 640), (320, 225)):  # the last is 1280 × 900 at 400 %
        tab.set_viewport_size({"width": width, "height": height})
        tab.goto(shown.url + address(shown, name))
        for details in tab.locator("details").all():
            details.evaluate("element => element.open = true")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        if height > 300:
            assert axe_violations(tab) == [], (name, width)
    if name in PANELS or name in ("transcript", "list", "archive"):
        tab.emulate_media(color_scheme="dark")
        assert axe_violations(tab) == [], (name, "dark")
    assert problems == []


def test_letters_twice_as_large_fit(shown: Served, tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    for name in ("transcript", "mark", "voice", "action", "voices"):
        tab.goto(shown.url + address(shown, name))
        tab.evaluate("document.documentElement.style.fontSize = '200%'")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, name


@pytest.mark.parametrize("name", [*PAGES, *PANELS])
def test_pages_are_light_and_ask_nobody_else(shown: Served, chromium: Browser, name: str) -> None:
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})  # nothing is cached yet
    tab = context.new_page()
    client = context.new_cdp_session(tab)
    client.send("Network.enable")
    asked: list[str] = []
    sizes: list[float] = []
    tab.on("request", lambda request: asked.append(request.url))
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.goto(shown.url + address(shown, name))
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_load_state("networkidle")
    count = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
    elements = tab.evaluate(count)
    context.close()
    asked = [url for url in asked if not url.startswith("data:")]
    kilobytes = sum(sizes) / 1000
    assert all(url.startswith(shown.url) for url in asked)
    assert len(asked) <= 5 and 0 < kilobytes <= 150
    found = score(elements, len(asked), kilobytes)
    print(f"{name:16} {elements} elements, {len(asked)} requests, {kilobytes:.1f} kB, {found:.1f}")
    assert grade(found) in "AB", (elements, len(asked), kilobytes, found)


def test_a_conflict_an_error_and_a_refusal_pass_axe(served: Served, tab: Page) -> None:
    tab.goto(served.url + "/nom")
    tab.fill("#nom", "Claire")
    tab.click("text=Enregistrer")
    tab.wait_for_url(served.url + "/")
    tab.goto(served.url + address(served, "mark"))
    other = Editor.beside(served, "Denis")
    other.send(other.page(address(served, "mark").partition("#")[0]), "reject")
    tab.keyboard.press("a")
    tab.wait_for_selector("#conflit")
    assert tab.evaluate("document.activeElement.id") == "conflit"
    assert "Denis" in tab.inner_text("#conflit")
    assert axe_violations(tab) == []
    tab.click("text=Enregistrer quand même la mienne")
    tab.wait_for_selector("#conflit", state="detached")
    assert [e.verdict for e in served.store.in_force(R.removeprefix("/r/"))] == ["accept"]
    tab.goto(served.url + address(served, "mark"))
    tab.fill("#autre", "")
    tab.click("text=Enregistrer ce texte")
    tab.wait_for_selector("#souci")
    assert tab.evaluate("document.activeElement.id") == "souci"
    assert axe_violations(tab) == []


def test_the_door_passes_axe(webinar, tab: Page) -> None:
    from tests.review.browser.conftest import serving

    with serving(webinar, password="correct cheval") as found:
        tab.goto(found.url)
        assert axe_violations(tab) == []
        tab.fill("#mot", "faux")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("#erreur")
        assert axe_violations(tab) == []
        tab.fill("#mot", "correct cheval")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("text=Enregistrements")
