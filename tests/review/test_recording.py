"""The transcript and its panel: what is shown, and what each button stores."""

from __future__ import annotations

import pytest

from tests.review.conftest import FIRST, SECOND
from tests.review.editors import Editor, Page


def opened(editor: Editor, words: str, id: str = FIRST) -> Page:
    """The transcript with the panel of the mark that has these words."""
    return editor.page(f"/r/{id}{editor.page(f'/r/{id}').link(words)}")


def test_marks_lead_to_the_panel_with_reason_raw_and_corrected(editor: Editor) -> None:
    page = opened(editor, "loi REEN")
    assert "loi Rennes → loi REEN" in page.words
    assert "est une erreur connue" in page.words
    assert "Score 98 %" in page.words
    assert "Corrigé par la machine" in page.words
    assert page.ids.count("panneau") == 1


@pytest.mark.parametrize(
    "button, verdict, prefer, shown",
    [
        ("accept", "accept", None, "loi REEN"),
        ("reject", "reject", None, "loi Rennes"),
        ("always", "accept", "always", "loi REEN"),
        ("never", "reject", "never", "loi Rennes"),
        ("ask", "accept", "ask", "loi REEN"),
    ],
)
def test_a_button_stores_its_verdict_and_the_text_follows_at_once(
    editor: Editor, button: str, verdict: str, prefer: str | None, shown: str
) -> None:
    page = editor.followed(editor.send(opened(editor, "loi REEN"), button))
    (event,) = editor.store.events(FIRST)
    assert (event.kind, event.verdict, event.prefer, event.who) == ("correction", verdict, prefer, "Claire")
    assert event.anchor is not None and event.anchor.quote == "loi Rennes"
    assert event.machine["after"] == "loi REEN" and event.machine["entry"] == "loi-reen"
    assert f"cadre de la {shown}" in page.words
    assert "décidé par Claire" in page.words


def test_other_words_are_written(editor: Editor) -> None:
    page = editor.followed(editor.send(opened(editor, "loi REEN"), "edit", after="  loi   climat "))
    (event,) = editor.store.events(FIRST)
    assert (event.verdict, event.value) == ("edit", {"after": "loi climat"})
    assert "cadre de la loi climat" in page.words
    assert page.field("after") == "loi climat"


def test_no_words_erase_only_when_that_is_ticked(editor: Editor) -> None:
    page = opened(editor, "loi REEN")
    said = editor.followed(editor.send(page, "edit", after=""))
    assert "Écrivez le texte" in said.words and not editor.store.events()
    editor.send(page, "edit", after="", empty="1")
    (event,) = editor.store.events(FIRST)
    assert event.value == {"after": ""}
    words = editor.page(f"/r/{FIRST}").words
    assert "Dans le cadre de la [effacé] , nous avons" in words


def test_a_second_decision_takes_the_place_of_the_first(editor: Editor) -> None:
    editor.send(opened(editor, "loi REEN"), "reject")
    editor.send(opened(editor, "loi Rennes"), "accept")
    first, second = editor.store.events(FIRST)
    assert first.target == second.target
    assert [e.verdict for e in editor.store.in_force(FIRST)] == ["accept"]


def test_next_goes_through_all_that_is_undecided_and_then_says_so(editor: Editor) -> None:
    page = editor.page(f"/r/{SECOND}")
    steps = 0
    while any(said.startswith(("Commencer", "Suivant")) for _, said in page.links):
        page = editor.page(f"/r/{SECOND}{page.link('Commencer' if not steps else 'Suivant')}")
        button = next(
            b for b in ("accept", "confirm", "assign") if any(b in f["buttons"] for f in page.forms)
        )
        page = editor.followed(editor.send(page, button, other="Une autre personne"))
        steps += 1
        assert steps < 10
    assert steps
    assert "Rien à décider ici" in page.words
    page = editor.followed(editor.send(page, "complete"))
    assert "Rouvrir la relecture" in page.words
    assert "Terminer la relecture" in editor.followed(editor.send(page, "reopen")).words


def test_a_script_gets_json_and_the_address_of_what_comes_next(editor: Editor) -> None:
    answer = editor.send(opened(editor, "loi REEN"), "accept", fetch=True)
    assert answer.status_code == 200
    found = answer.json()
    assert found["said"] == "Correction acceptée."
    assert found["seen"] == 1 and found["batch"] == "1"
    assert found["to"].startswith(f"/r/{FIRST}")


def test_the_second_editor_sees_the_first_ones_decision_and_is_asked(editor: Editor) -> None:
    other = Editor.beside(editor, "Denis")
    mine, theirs = opened(editor, "loi REEN"), opened(other, "loi REEN")
    editor.send(mine, "reject")
    answer = other.send(theirs, "accept")
    assert answer.status_code == 409
    page = Page(answer.text)
    assert "Claire" in page.words and "a refusé" in page.words
    assert [e.verdict for e in editor.store.in_force(FIRST)] == ["reject"]
    form = next(f for f in page.forms if f["action"].endswith("/corrections"))
    again = other.client.post(
        form["action"], data=form["fields"], headers={"origin": "http://localhost:8000"}
    )
    assert again.status_code == 303
    assert [(e.verdict, e.who) for e in editor.store.in_force(FIRST)] == [("accept", "Denis")]


def test_a_conflict_is_a_fragment_for_a_script(editor: Editor) -> None:
    other = Editor.beside(editor, "Denis")
    theirs = opened(other, "loi REEN")
    editor.send(opened(editor, "loi REEN"), "reject")
    answer = other.send(theirs, "accept", fetch=True)
    assert answer.status_code == 409
    assert answer.text.startswith("<section") and "<html" not in answer.text


def test_raw_words_beside_or_inline(editor: Editor) -> None:
    inline = editor.page(f"/r/{FIRST}?vue=brut")
    assert "loi Rennes loi REEN" in inline.words
    assert [t for t, _ in inline.tags].count("del")
    side = editor.page(f"/r/{FIRST}?vue=cote")
    assert "cadre de la loi Rennes" in side.words and "cadre de la loi REEN" in side.words
    assert "cadre de la loi Rennes" in editor.page(f"/r/{FIRST}").words  # the choice is kept
    assert "cadre de la loi Rennes" not in editor.page(f"/r/{FIRST}?vue=").words


def test_a_place_that_is_gone_is_said(editor: Editor) -> None:
    assert "le texte a changé" in editor.page(f"/r/{FIRST}?c=0.1.0.2").words
    answer = editor.post(f"/r/{FIRST}/corrections", {"c": "0.1.0.2", "do": "accept"})
    assert "n’existe plus" in editor.followed(answer).words
    assert not editor.store.events()


@pytest.mark.parametrize(
    "key", ["", "x", "1.2.3", "9.9.9.9.9", "99999999999.0.0.1", "-1.0.0.1", "0.5.0.1", "²"]
)
def test_keys_that_are_none_store_nothing(editor: Editor, key: str) -> None:
    for address, field in (("corrections", "c"), ("voix", "t"), ("ajouter", "lieu"), ("chiffres", "i")):
        fields = {field: key, "do": "accept", "kind_of": "figure", "speaker": "X"}
        for do in ("accept", "assign", "figure", "keep"):
            answer = editor.post(f"/r/{FIRST}/{address}", fields | {"do": do})
            assert answer.status_code == 303, (address, do, answer.text[:200])
    assert not editor.store.events()


def test_a_second_leads_to_its_paragraph(editor: Editor) -> None:
    answer = editor.get(f"/r/{FIRST}/a/8")
    assert answer.status_code == 303
    anchor = answer.headers["location"].partition("#")[2]
    assert anchor in editor.page(f"/r/{FIRST}").ids


def test_state_tells_a_change(editor: Editor) -> None:
    before = editor.get(f"/r/{FIRST}/etat").json()
    editor.send(opened(editor, "loi REEN"), "accept")
    after = editor.get(f"/r/{FIRST}/etat").json()
    assert before["version"] != after["version"]
    assert (before["busy"], after["busy"]) == (False, True)


def test_no_page_of_a_recording_that_is_not_there(editor: Editor) -> None:
    for id in ("rien", "%2e%2e", "a/b", "A", "a_b", ".greffier"):
        for end in ("", "/voix", "/chiffres", "/resume", "/actions", "/ajouter", "/media", "/etat"):
            assert editor.get(f"/r/{id}{end}").status_code in (404, 307), (id, end)
