"""Editors at work with the keyboard alone: every decision, and the focus that is never lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from pipeline.review.live import Mark
from tests.review.browser.conftest import WEBINAR, R, Served, until
from tests.review.editors import Editor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

FOCUS = """() => {
  const a = document.activeElement;
  return a === document.body ? "" : (a.id || a.getAttribute("href") || a.textContent.trim());
}"""


COUNT = """for (const name of ["pushState", "replaceState"]) {
  const own = history[name];
  history[name] = function (...args) {
    window.changes = (window.changes || 0) + 1;
    return own.apply(this, args);
  };
}"""
"""Counts the changes of address: the page takes a new state in, in one go, right after each."""


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    found = chromium.new_page(viewport={"width": 1280, "height": 900})
    found.add_init_script(COUNT)
    problems: list[str] = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    yield found
    found.close()
    assert problems == []


def press(tab: Page, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def after(tab: Page, key: str) -> None:
    """Press a key and wait until the page has taken in what it did."""
    before = tab.evaluate("window.changes || 0")
    tab.keyboard.press(key)
    until(tab, f"window.changes > {before}")


def said(tab: Page) -> str:
    until(tab, "document.getElementById('annonce').textContent")
    return tab.inner_text("#annonce").replace("\xa0", " ")


def stored(served: Served) -> list[tuple[str, str]]:
    return [(e.kind, e.verdict) for e in served.store.events(WEBINAR)]


def test_accept_refuse_and_go_on_without_a_mouse(served: Served, tab: Page) -> None:
    tab.goto(served.url + R)
    left = len(served.app.state.lives.of(WEBINAR).left)
    after(tab, "n")
    assert tab.evaluate(FOCUS) == "panneau"
    shown = tab.evaluate("document.querySelector('#texte [aria-current=true]').getBoundingClientRect().top")
    assert 0 <= shown < 900
    for n in range(1, 4):
        first = tab.inner_text("#titre-panneau")
        after(tab, "a")
        assert tab.evaluate(FOCUS) == "panneau"
        assert tab.inner_text("#titre-panneau") != first
        assert f"{left - n} passages à décider" in said(tab)
    after(tab, "r") if tab.locator("#panneau [aria-keyshortcuts=r]").count() else after(tab, "a")
    assert len(stored(served)) == 4
    after(tab, "u")
    assert tab.evaluate(FOCUS)
    assert len(stored(served)) == 5
    assert len(served.store.in_force(WEBINAR)) == 3


def test_other_words_are_typed_and_enter_stores_them_not_the_proposal(served: Served, tab: Page) -> None:
    key = next(m.key for m in served.app.state.lives.of(WEBINAR).left if isinstance(m, Mark))
    tab.goto(f"{served.url}{R}?c={key}#panneau")
    press(tab, "e")
    assert tab.evaluate(FOCUS) == "autre"
    tab.keyboard.type("ranpu")  # letters that are shortcuts elsewhere
    assert not stored(served)
    after(tab, "Enter")
    (event,) = served.store.events(WEBINAR)
    assert (event.verdict, event.value) == ("edit", {"after": "ranpu"})


def test_marks_are_walked_with_j_and_k_and_escape_leads_back(served: Served, tab: Page) -> None:
    tab.goto(served.url + R)
    press(tab, "j", "j", "k")
    first = tab.evaluate(FOCUS)
    assert first.startswith("?c=")
    after(tab, "Enter")
    assert tab.evaluate(FOCUS) == "panneau"
    after(tab, "Escape")
    assert tab.evaluate(FOCUS) == first
    assert tab.locator("#panneau").count() == 0
    after(tab, "Enter")
    tab.go_back()
    until(tab, "!document.getElementById('panneau')")
    assert tab.evaluate("document.activeElement !== document.body")


def test_a_turn_is_assigned_and_split(served: Served, tab: Page) -> None:
    live = served.app.state.lives.of(WEBINAR)
    voice = live.voices[0]
    tab.goto(f"{served.url}{R}?t={voice.key}#panneau")
    press(tab, "e", "Tab")
    tab.keyboard.type("Nadia Benali")
    after(tab, "Enter")
    assert served.app.state.lives.of(WEBINAR).voices[0].name == "Nadia Benali"
    assert tab.inner_text("#titre-panneau").endswith("Nadia Benali")
    press(tab, "c")
    assert tab.evaluate(FOCUS) == "mots"
    words = live.text.text[voice.paragraphs[1][0] :][:60].rpartition(" ")[0]
    tab.keyboard.type(words)
    after(tab, "Enter")
    assert served.app.state.lives.of(WEBINAR).voices[1].begin == voice.paragraphs[1][0]


def test_figures_are_kept_dropped_and_rewritten(served: Served, tab: Page) -> None:
    tab.goto(f"{served.url}{R}/chiffres")
    after(tab, "n")
    after(tab, "a")
    after(tab, "r")
    assert tab.evaluate(FOCUS) == "panneau"
    press(tab, "e")
    press(tab, "Control+a")
    tab.keyboard.type("12 500")
    after(tab, "Enter")
    assert stored(served) == [("figure", "keep"), ("figure", "drop"), ("figure", "edit")]
    assert served.store.events(WEBINAR)[-1].value["value"] == 12500
    assert tab.evaluate(FOCUS) == "panneau"


def test_selected_words_become_a_figure(served: Served, tab: Page) -> None:
    tab.goto(served.url + R)
    tab.evaluate(
        """() => {
          const text = document.querySelector("#texte p[id]").lastChild;
          const range = document.createRange();
          range.setStart(text, text.length - 30); range.setEnd(text, text.length - 1);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    words = tab.evaluate("getSelection().toString().trim()")
    tab.wait_for_selector("#ajouter.main")
    press(tab, "x")
    tab.wait_for_selector("#choix")
    assert tab.inner_text("#choix mark") == words
    tab.focus("button[value=point]")
    press(tab, "Enter")
    tab.wait_for_url("**/resume*")
    tab.wait_for_selector("#panneau")
    (event,) = served.store.events(WEBINAR)
    assert event.kind == "point" and event.anchor is not None
    assert tab.evaluate(FOCUS) == "panneau"
    assert "Point ajouté" in said(tab)


def test_single_keys_can_be_switched_off_and_do_nothing_in_fields(served: Served, tab: Page) -> None:
    tab.goto(served.url + R)
    press(tab, "?")
    tab.wait_for_url("**/raccourcis")
    tab.focus("button[value=off]")
    press(tab, "Enter")
    tab.wait_for_selector("button[value=on]")
    tab.goto(served.url + R)
    press(tab, "n", "?")
    tab.wait_for_timeout(300)
    assert tab.url == served.url + R and tab.locator("#panneau").count() == 0


def test_the_text_is_refreshed_behind_without_moving_the_focus(served: Served, tab: Page) -> None:
    waiting = next(m.key for m in served.app.state.lives.of(WEBINAR).marks if m.undecided)
    tab.goto(f"{served.url}{R}?c={waiting}#panneau")
    press(tab, "e")
    tab.keyboard.type(" en cours de frappe")
    typed = tab.input_value("#autre")
    other = Editor.beside(served, "Denis")
    key = next(m.key for m in reversed(served.app.state.lives.of(WEBINAR).marks) if not m.undecided)
    other.send(other.page(f"{R}?c={key}"), "reject")
    tab.evaluate(
        "document.querySelector('[data-state]').dataset.busy = '1'; dispatchEvent(new Event('focus'))"
    )
    until(tab, f"document.querySelector('a[href^=\"?c={key}\"]').classList.contains('x')", 60)
    assert tab.evaluate(FOCUS) == "autre"
    assert tab.input_value("#autre") == typed


def test_a_server_that_is_gone_is_said_and_nothing_is_lost(served: Served, tab: Page) -> None:
    tab.goto(served.url + R)
    after(tab, "n")
    tab.context.set_offline(True)
    press(tab, "a")
    tab.wait_for_selector("#souci")
    assert "n’est peut-être pas enregistrée" in tab.inner_text("#souci")
    assert tab.evaluate(FOCUS) == "souci"
    tab.context.set_offline(False)
    after(tab, "a")
    assert len(stored(served)) == 1


def test_the_player_is_asked_for_and_follows_timecodes(webinar, chromium: Browser) -> None:
    from tests.review.browser.conftest import serving

    tab = chromium.new_page()
    asked: list[str] = []
    tab.route(re.compile("^https:"), lambda route: (asked.append(route.request.url), route.fulfill(body="")))
    with serving(webinar) as served:
        tab.goto(served.url + R)
        assert asked == []
        tab.keyboard.press("l")
        tab.wait_for_selector("#lecteur iframe")
        tab.locator("#texte .time").nth(1).click()
        until(tab, "!document.querySelector('#lecteur iframe').src.endsWith('=0')")
        assert asked[0].startswith("https://geo.dailymotion.com/player.html?video=x9aa7ci")
        tab.keyboard.press("l")
        tab.wait_for_selector("#lecteur", state="hidden")
    tab.close()


SAME = """async () => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const clean = (root) => {
    const copy = root.cloneNode(true);
    copy.querySelectorAll("#dit").forEach((e) => e.remove());
    copy.querySelectorAll("[tabindex]").forEach((e) => e.removeAttribute("tabindex"));
    copy.removeAttribute("class");
    return copy;
  };
  const [shown, wanted] = [document, page].map((d) => clean(d.getElementById("contenu")));
  if (shown.isEqualNode(wanted)) return "";  // whatever the order of attributes
  const [one, other] = [shown.innerHTML, wanted.innerHTML];
  let at = 0;
  while (one[at] === other[at]) at++;
  return one.slice(at - 60, at + 120) + "  INSTEAD OF  " + other.slice(at - 60, at + 120);
}"""


def test_what_is_put_in_place_is_what_the_server_would_show(served: Served, tab: Page) -> None:
    tab.goto(served.url + R)
    tab.fill("#nom", "Claire")
    tab.focus("#nom")
    after(tab, "Enter")
    assert tab.inner_text(".top .me").replace("\xa0", " ") == "Vous signez : Claire"
    for key in ("n", "a", "a", "p", "r", "n", "n", "a", "u", "n", "Escape"):
        if tab.locator(f"[aria-keyshortcuts={key}]").count() or key == "Escape":
            after(tab, key)
            assert tab.evaluate(SAME) == "", key
    voice = served.app.state.lives.of(WEBINAR).voices[1]
    tab.goto(f"{served.url}{R}?t={voice.key}#panneau")
    tab.fill("#autre", "Nadia Benali")
    tab.focus("#autre")
    after(tab, "Enter")
    assert tab.evaluate(SAME) == ""
    tab.goto(f"{served.url}{R}/actions")
    for key in ("n", "a", "r", "r", "u", "n", "Escape"):
        after(tab, key)
        assert tab.evaluate(SAME) == "", key


# ------------------------------------------------------------------------- without a script


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    found = context.new_page()
    yield found
    context.close()


def test_everything_is_read_and_decided_without_a_script(served: Served, plain: Page) -> None:
    plain.goto(served.url + R)
    plain.fill("#nom", "Claire")
    plain.click("text=Enregistrer")
    assert "signées « Claire »" in plain.inner_text("#dit").replace("\xa0", " ")
    plain.click("text=Commencer")
    plain.click("button[value=accept], button[value=confirm]")
    assert plain.url.endswith("#panneau")
    assert "passages à décider" in plain.inner_text("#reste").replace("\xa0", " ")
    plain.goto(f"{served.url}{R}/ajouter")
    plain.fill("#mots", "brigade d'intervention")
    plain.click("text=Trouver")
    plain.click("button[value=figure]")
    assert "/chiffres?figure=" in plain.url
    plain.click("button[value=drop]")
    plain.goto(f"{served.url}{R}/actions")
    plain.click("text=Commencer")
    plain.click("button[value=keep]")
    live = served.app.state.lives.of(WEBINAR)
    plain.goto(f"{served.url}{R}?t={live.voices[1].key}")
    plain.fill("#autre", "Nadia Benali")
    plain.click("text=À partir d’ici")
    assert "tours de parole changent" in plain.inner_text("#suite").replace("\xa0", " ")
    plain.click("text=Attribuer ces tours")
    plain.goto(f"{served.url}{R}?vue=cote")
    assert plain.locator(".raw").count() > 50
    plain.goto(f"{served.url}{R}?lecteur=1")
    assert plain.locator("#lecteur iframe").count() == 1
    kinds = [kind for kind, _ in stored(served)]
    assert {"figure", "action", "turn"} <= set(kinds)
    assert {e.who for e in served.store.events()} == {"Claire"}
