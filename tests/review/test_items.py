"""Figures, actions, points and chapters: kept, set aside, rewritten, added from the text."""

from __future__ import annotations

import pytest

from tests.review.conftest import FIRST, SECOND
from tests.review.editors import Editor, Page


def panel(editor: Editor, page: str, n: int = 0, id: str = FIRST) -> Page:
    """The panel of the n-th item of a page."""
    kind = {"chiffres": "figure", "actions": "action"}[page]
    item = editor.app.state.lives.of(id).items[kind][n]
    return editor.page(f"/r/{id}/{page}?{kind}={item.key}")


def test_a_figure_is_kept_then_set_aside_then_taken_back(editor: Editor) -> None:
    editor.send(panel(editor, "chiffres"), "keep")
    editor.send(panel(editor, "chiffres"), "drop")
    assert [e.verdict for e in editor.store.in_force(FIRST)] == ["drop"]
    page = editor.page(f"/r/{FIRST}/chiffres")
    assert "Mis de côté (1)" in page.words
    link = page.hrefs(r"^\?figure=")[-1]
    again = editor.page(f"/r/{FIRST}/chiffres{link}")
    assert "Reprendre" in again.words
    editor.send(again, "keep")
    assert [e.verdict for e in editor.store.in_force(FIRST)] == ["keep"]


def test_only_what_was_changed_is_stored(editor: Editor) -> None:
    page = panel(editor, "chiffres")
    answer = editor.send(page, "edit", value="1 234,5", unit="ordinateur", comparator="~")
    (event,) = editor.store.events(FIRST)
    assert event.value["value"] == 1234.5 and event.value["comparator"] == "~"
    assert "about" not in event.value and "kind" not in event.value
    assert "≈ 1 234,5" in editor.followed(answer).words.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"value": "beaucoup"}, "n’est ni un nombre ni une date"),
        ({"value": "1e999"}, "n’est ni un nombre"),
        ({"kind": "autre"}, "valeur de la liste"),
        ({"comparator": "<>"}, "valeur de la liste"),
    ],
)
def test_what_cannot_be_is_said_in_french(editor: Editor, changes: dict, said: str) -> None:
    answer = editor.send(panel(editor, "chiffres"), "edit", **changes)
    assert said in editor.followed(answer).words.replace("\xa0", " ")
    assert not editor.store.events()


def test_an_action_is_rewritten(editor: Editor) -> None:
    page = panel(editor, "actions")
    answer = editor.send(
        page,
        "edit",
        actor="Mairie",
        status="ongoing",
        deadline="2025-01",
        objectives=["cycle_de_vie"],
    )
    (event,) = editor.store.events(FIRST)
    assert event.value["actor"] == "Mairie" and event.value["deadline"] == "2025-01"
    assert "échéance : janvier 2025" in editor.followed(answer).words.replace("\xa0", " ")
    wrong = editor.send(panel(editor, "actions"), "edit", deadline="bientôt")
    assert "doit s’écrire" in editor.followed(wrong).words


def test_the_rest_is_kept_in_one_batch(editor: Editor) -> None:
    page = editor.page(f"/r/{SECOND}/chiffres")
    waiting = len({h for h in page.hrefs(r"^\?figure=") if "panneau" in h})
    assert waiting > 1
    editor.send(page, "rest")
    events = editor.store.events(SECOND)
    assert len(events) == waiting and len({e.batch for e in events}) == 1
    assert "Tout est relu" in editor.page(f"/r/{SECOND}/chiffres").words


def test_each_item_leads_to_the_paragraph_that_says_it(editor: Editor) -> None:
    anchors = set(editor.page(f"/r/{SECOND}").ids)
    for page in ("chiffres", "actions", "resume"):
        for href in editor.page(f"/r/{SECOND}/{page}").hrefs(rf"^/r/{SECOND}#"):
            assert href.partition("#")[2].partition(":~:")[0] in anchors, href


def found(editor: Editor, words: str, id: str = FIRST) -> Page:
    return editor.page(f"/r/{id}/ajouter?mots={words}")


@pytest.mark.parametrize("kind, page", [("figure", "chiffres"), ("action", "actions"), ("point", "resume")])
def test_words_are_made_an_item(editor: Editor, kind: str, page: str) -> None:
    answer = editor.send(found(editor, "un atelier de réemploi"), kind)
    shown = editor.followed(answer)
    (event,) = editor.store.events(FIRST)
    assert (event.kind, event.verdict) == (kind, "add")
    assert event.anchor is not None and event.anchor.quote == "un atelier de réemploi"
    assert "ajouté" in shown.words and "un atelier de réemploi" in shown.words
    again = editor.send(found(editor, "un atelier de réemploi"), kind)
    assert "y sont déjà" in editor.followed(again).words
    assert len(editor.store.events(FIRST)) == 1


def test_words_begin_a_chapter_with_a_title(editor: Editor) -> None:
    page = found(editor, "Merci beaucoup")
    assert "titre du chapitre" in editor.followed(editor.send(page, "chapter", texte=" ")).words
    editor.send(page, "chapter", texte="Fin")
    assert editor.store.events(FIRST)[0].value == {"title": "Fin"}
    assert any(t == "h2" for t, _ in editor.page(f"/r/{FIRST}").tags)
    assert "Fin" in editor.page(f"/r/{FIRST}").words


def test_words_that_the_machine_left_alone_are_written_otherwise(editor: Editor) -> None:
    page = editor.followed(editor.send(found(editor, "convention"), "correction", texte="contrat"))
    (event,) = editor.store.events(FIRST)
    assert (event.verdict, event.value) == ("add", {"after": "contrat"})
    assert "un contrat" in page.words or "une contrat" in page.words
    assert "Écrit à la main" in page.words


def test_words_inside_a_correction_edit_it(editor: Editor) -> None:
    page = found(editor, "loi REEN")
    editor.send(page, "correction", texte="loi sur le numérique", toujours="1")
    (event,) = editor.store.events(FIRST)
    assert (event.verdict, event.prefer) == ("edit", "always")
    assert event.anchor is not None and event.anchor.quote == "loi Rennes"


def test_a_part_of_a_correction_takes_in_all_of_it(editor: Editor) -> None:
    page = found(editor, "REEN")
    assert page.field("texte") == "loi REEN"
    shown = editor.followed(editor.send(page, "correction", texte="loi du 15 novembre 2021"))
    assert "cadre de la loi du 15 novembre 2021" in shown.words
    assert "nous avons signé" in shown.words


def test_words_said_several_times_are_chosen_from_a_list(editor: Editor) -> None:
    page = found(editor, "nous avons")
    assert "sont dits 2 fois" in page.words
    links = page.hrefs("lieu=")
    assert len(links) == 2
    assert "Que faire de ces mots" in editor.page(links[1].replace(" ", "+")).words
    assert "ne sont pas dans la transcription" in found(editor, "licorne").words


def test_a_selection_names_its_paragraph(editor: Editor) -> None:
    anchors = [i for i in editor.page(f"/r/{FIRST}").ids if i.startswith("t-")]
    text = editor.app.state.lives.of(FIRST).text.text
    at = text.rfind("nous avons") if text.rfind("nous avons") > 0 else text.find("Nous avons")
    page = editor.page(f"/r/{FIRST}/ajouter?mots=nous+avons&p={anchors[0]}&o={at}")
    assert "Que faire de ces mots" in page.words
