"""The lists, archive, search, alike and history in Chromium: all states, by keyboard, without a script."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.decisions.model import Choice
from tests.browser import axe_violations
from tests.ecoindex import grade, score
from tests.review.browser.conftest import Served, serving
from tests.review.conftest import WEBINAR

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow

R = f"/r/{WEBINAR}"
REEN = "31.88.31.98"
"""Where the webinar says "loi Rennes"."""

COPIES = 40

PAGES = {
    "list": "/",
    "list, second page": "/?page=2",
    "list, nothing found": "/?q=licorne",
    "archive": "/archive",
    "entries": "/archive/entrees",
    "entry": "/archive/entrees?entree=loi-reen",
    "actions": "/archive/actions",
    "actions of an objective": "/archive/actions?objectif=ecoconception",
    "figures": "/archive/chiffres",
    "search": "/rechercher",
    "found": "/rechercher?q=numérique",
    "nothing found": "/rechercher?q=licorne",
    "preview": "/rechercher?q=numérique&par=digital",
    "preview in a recording": f"{R}/rechercher?q=numérique&par=digital&exact=1&coche=non",
    "alike": f"{R}/semblables?c={REEN}",
    "alike in the archive": f"{R}/semblables?c={REEN}&ou=archive",
    "history": f"{R}/historique",
    "whole history": "/historique",
    "wishes": "/glossaire",
}


@pytest.fixture(scope="module")
def many(webinar_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The webinar and many like it; some things are decided, one of which has lost its place."""
    folder = tmp_path_factory.mktemp("many") / "outputs"
    shutil.copytree(webinar_outputs, folder)
    document = json.loads((folder / WEBINAR / "webinar.json").read_text("utf-8"))
    for n in range(COPIES):
        copy = folder / f"copie-{n:02d}"
        copy.mkdir()
        document["id"] = copy.name
        document["metadata"] |= {
            "title": f"Copie {n} d’un webinaire",
            "date": f"20{10 + n % 15}-0{1 + n % 9}-11",
        }
        (copy / "webinar.json").write_text(json.dumps(document), "utf-8")
    with serving(folder) as found:
        decide(found)
        yield found


def decide(served: Served) -> None:
    live = served.app.state.lives.of(WEBINAR)
    for n, mark in enumerate(live.marks[:45]):
        choice = Choice(
            "correction", ("accept", "reject")[n % 2], live.anchor(mark_place(mark)), None, {}, mark.said,
            ("always", "never", "ask", None)[n % 4],
        )  # fmt: skip
        served.store.decide([(WEBINAR, choice)], "Claire", None)
    served.store.undo(served.store.events()[-1].batch, "Denis")
    rename = Choice("person", "rename", None, "Personne Inconnue", {"name": "Jeanne Le Goff"})
    served.store.decide([(WEBINAR, rename)], "Claire", None)


def mark_place(mark):
    from pipeline.review.live import place_of

    return place_of(mark.key)


SIZES = ((1280, 900, "light"), (320, 640, "dark"), (320, 225, "light"))
"""Width, height and colours; the last is 1280 × 900 at 400 %."""


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    found = chromium.new_page()
    yield found
    found.close()


def named(tab: Page, served: Served, name: str = "Claire") -> Page:
    tab.goto(served.url + "/nom")
    tab.fill("#nom", name)
    tab.keyboard.press("Enter")
    tab.wait_for_selector(f".me:has-text('{name}')")
    return tab


# ----------------------------------------------------------------------------- every page and state


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(many: Served, tab: Page, name: str) -> None:
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda m: problems.append(m.text))
    for width, height, colours in SIZES:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=colours)
        tab.goto(many.url + PAGES[name])
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        if height > 300:
            assert axe_violations(tab) == [], (name, width)
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert problems == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_light_and_ask_nobody_else(many: Served, chromium: Browser, name: str) -> None:
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    tab = context.new_page()
    client = context.new_cdp_session(tab)
    client.send("Network.enable")
    asked: list[str] = []
    sizes: list[float] = []
    tab.on("request", lambda request: asked.append(request.url))
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.goto(many.url + PAGES[name])
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_timeout(300)
    count = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
    elements = tab.evaluate(count)
    context.close()
    asked = [url for url in asked if not url.startswith("data:")]
    kilobytes = sum(sizes) / 1000
    assert all(url.startswith(many.url) for url in asked)
    assert len(asked) <= 5 and 0 < kilobytes <= 150
    found = score(elements, len(asked), kilobytes)
    print(f"{name:24} {elements} elements, {len(asked)} requests, {kilobytes:.1f} kB, {found:.1f}")
    assert grade(found) in "AB", (elements, len(asked), kilobytes, found)


def test_a_place_to_choose_passes_axe(many: Served, tab: Page) -> None:
    for width, height, colours in SIZES[:2]:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=colours)
        tab.goto(f"{many.url}{R}/historique")
        tab.click("text=Choisir une place")
        tab.wait_for_selector("text=Où mettre cette décision")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert axe_violations(tab) == []


# ------------------------------------------------------------------------------------ the keyboard


def press(tab: Page, words: str, limit: int = 400) -> None:
    """Go on with the tab key until the focus is on something that says so; then press Enter. A link within
    the page has led there before the next key."""
    reach(tab, words, limit)
    within = tab.evaluate("(document.activeElement.getAttribute('href') || '').match(/^#.+/)?.[0]")
    tab.keyboard.press("Enter")
    if within:
        tab.wait_for_function("place => location.hash === place", arg=within)


def reach(tab: Page, words: str, limit: int = 400) -> None:
    said = "(document.activeElement.textContent || document.activeElement.value || '').trim()"
    for _ in range(limit):
        tab.keyboard.press("Tab")
        if tab.evaluate(said).startswith(words):
            style = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style == "solid", words
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def said(tab: Page, words: str) -> None:
    """Wait until something is said in the live region."""
    tab.wait_for_selector(f"#annonce:has-text('{words}')", state="attached")


def test_filter_and_open_by_keyboard(many: Served, chromium: Browser) -> None:
    tab = named(chromium.new_page(), many)
    tab.goto(many.url)
    tab.keyboard.press("/")
    tab.keyboard.type("copie 7")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/?q=copie+7**")
    press(tab, "Copie 7")
    tab.wait_for_url("**/r/copie-07")
    tab.close()


def test_replace_and_undo_by_keyboard(served: Served, chromium: Browser) -> None:
    tab = named(chromium.new_page(), served)
    tab.goto(served.url)
    press(tab, "Rechercher")
    tab.wait_for_url("**/rechercher")
    tab.keyboard.press("/")
    tab.keyboard.type("loi reen")
    tab.keyboard.press("Tab")
    tab.keyboard.type("loi RÉEN")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#decider")
    boxes = tab.locator("input[name=h]").count()
    assert boxes > 3
    reach(tab, "Aller à la décision")
    for _ in range(4):  # past "tick all" and "tick none", to the first box
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "h":
            break
    tab.keyboard.press("Space")
    press(tab, "Remplacer les passages cochés")
    tab.wait_for_selector("text=déjà écrits ainsi")
    assert len(served.store.events()) == boxes - 1
    assert tab.evaluate("document.activeElement.id") == "resultats"
    said(tab, f"{boxes - 1} passages remplacés")
    tab.keyboard.press("u")
    tab.wait_for_function("() => document.querySelectorAll('input[name=h]').length > 3")
    assert served.store.in_force(WEBINAR) == ()
    tab.close()


def test_decide_all_that_are_alike_by_keyboard(served: Served, chromium: Browser) -> None:
    tab = named(chromium.new_page(), served)
    tab.goto(f"{served.url}{R}?c={REEN}#panneau")
    tab.keyboard.press("s")
    tab.wait_for_url("**/semblables**")
    boxes = tab.locator("input[name=h]:checked").count()
    assert boxes > 1
    press(tab, "Aller à la décision")
    press(tab, "Refuser")
    tab.wait_for_function("() => document.querySelectorAll('input[name=h]:checked').length === 0")
    assert [e.verdict for e in served.store.in_force(WEBINAR)] == ["reject"] * boxes
    assert tab.evaluate("document.activeElement.id") == "semblables"
    said(tab, "corrections refusées")
    tab.close()


def test_undo_and_redo_in_the_history_by_keyboard(served: Served, chromium: Browser) -> None:
    tab = named(chromium.new_page(), served)
    live = served.app.state.lives.of(WEBINAR)
    mark = live.mark(REEN)
    served.store.decide(
        [(WEBINAR, Choice("correction", "reject", live.anchor(mark_place(mark)), machine=mark.said))],
        "Claire",
        None,
    )
    tab.goto(f"{served.url}{R}")
    tab.keyboard.press("h")
    tab.wait_for_url("**/historique")
    press(tab, "Annuler")
    tab.wait_for_selector("text=Rétablir")
    assert served.store.in_force(WEBINAR) == ()
    said(tab, "Décision annulée")
    press(tab, "Rétablir")
    tab.wait_for_selector("text=a rétabli ceci")
    assert len(served.store.in_force(WEBINAR)) == 1
    tab.keyboard.press("u")
    tab.wait_for_selector("text=Rétablir")
    assert served.store.in_force(WEBINAR) == ()
    tab.close()


def test_the_keyboard_passes_over_the_chart(many: Served, chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.goto(many.url + "/archive/actions")
    press(tab, "Passer le graphique")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('#liste') !== null")
    # each mark of the chart can be reached too, and has a name
    marks = tab.locator("svg.actions a")
    assert marks.count() > 20
    assert tab.evaluate(
        "[...document.querySelectorAll('svg.actions a')].every(a => a.querySelector('title').textContent)"
    )
    marks.first.press("Enter")
    tab.wait_for_url("**/r/**#t-*")
    tab.close()


# ------------------------------------------------------------------------------- without a script


@pytest.fixture
def plain(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(java_script_enabled=False)
    yield context
    context.close()


def test_search_alike_and_history_work_without_a_script(served: Served, plain: BrowserContext) -> None:
    tab = plain.new_page()
    tab.goto(served.url + "/nom")
    tab.fill("#nom", "Denis")
    tab.click("text=Enregistrer")
    tab.wait_for_url(served.url + "/")
    tab.goto(served.url + "/rechercher")
    tab.fill("#q", "loi reen")
    tab.fill("[name=par]", "loi RÉEN")
    tab.click("button.main")
    tab.click("text=Tout décocher")
    tab.locator("input[name=h]").nth(1).check()
    tab.click("text=Remplacer les passages cochés")
    assert "1 passage remplacé." in tab.inner_text("#dit")
    tab.goto(f"{served.url}{R}/semblables?c={REEN}")
    tab.select_option("[name=souhait]", "never")
    tab.click("button[value=reject]")
    assert "refusée" in tab.inner_text("#dit")
    tab.goto(served.url + "/glossaire")
    assert "Jamais ici" in tab.inner_text("main")
    tab.goto(f"{served.url}{R}/historique")
    tab.locator("button[value=undo]").first.click()
    assert "Décision annulée" in tab.inner_text("#dit")
    assert [e.value for e in served.store.in_force(WEBINAR)] == [{"after": "loi RÉEN"}]


def test_a_decision_is_placed_again_by_keyboard(served: Served, chromium: Browser) -> None:
    lost = Choice("person", "rename", None, "Personne Inconnue", {"name": "Jeanne Le Goff"})
    served.store.decide([(WEBINAR, lost)], "Claire", None)
    tab = named(chromium.new_page(), served)
    tab.goto(f"{served.url}{R}/historique")
    press(tab, "Choisir une place")
    tab.wait_for_url("**/placer**")
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.type") == "radio":
            break
    tab.keyboard.press("Space")
    press(tab, "Mettre ici")
    said(tab, "a retrouvé sa personne")
    (event,) = served.store.in_force(WEBINAR)
    assert event.value == {"name": "Jeanne Le Goff"} and event.target != "Personne Inconnue"
    tab.close()
