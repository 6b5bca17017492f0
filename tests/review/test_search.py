"""Search and replace, and one decision for passages that are alike."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.review.conftest import FIRST, SECOND
from tests.review.editors import Editor, Page


def ticks(page: Page, checked: bool = False) -> list[str]:
    """The values of the tick boxes of places."""
    return [a["value"] for t, a in page.tags if a.get("name") == "h" and (not checked or "checked" in a)]


def text(editor: Editor, id: str) -> str:
    return editor.app.state.lives.of(id).text.text


# --------------------------------------------------------------------------------------- search


def test_a_search_shows_each_place_with_its_second(editor: Editor) -> None:
    page = editor.page("/rechercher?q=REEMPLOI")
    assert "2 passages dans 2 enregistrements" in page.words
    places = page.hrefs(r"/a/\d+$")
    assert [re.match(r"/r/([^/]+)", p)[1] for p in places] == [FIRST, SECOND]
    assert ticks(page) == []
    assert "0 passage" not in page.words
    assert "Aucun passage" in editor.page("/rechercher?q=reemploi&exact=1").words
    assert "2 passages" in editor.page("/rechercher?q=reempl&partie=1").words


def test_a_search_stays_in_its_recording(editor: Editor) -> None:
    page = editor.page(f"/r/{SECOND}/rechercher?q=agents")
    assert page.hrefs(r"/a/\d+$") == [f"/r/{SECOND}/a/45"]
    assert "/rechercher?q=agents" in page.hrefs(r"^/rechercher")
    assert editor.get("/r/inconnu/rechercher").status_code == 404


def test_words_are_replaced_where_they_are_ticked(editor: Editor) -> None:
    page = editor.page("/rechercher?q=convention&par=charte")
    boxes = ticks(page, checked=True)
    assert len(boxes) == 2
    assert text(editor, FIRST).count("convention") == 1, "a preview changes nothing"
    after = editor.followed(editor.send(page, "replace", h=boxes[1:]))
    assert "1 passage remplacé" in after.words
    assert "convention" in text(editor, FIRST)
    assert "une charte avec" in text(editor, SECOND)
    assert ticks(editor.page("/rechercher?q=convention&par=charte")) == boxes[:1]


def test_one_batch_over_several_recordings_is_undone_at_once(editor: Editor) -> None:
    page = editor.page("/rechercher?q=convention&par=charte")
    editor.send(page, "replace", h=ticks(page))
    events = editor.store.events()
    assert len({e.batch for e in events}) == 1 and {e.recording for e in events} == {FIRST, SECOND}
    editor.followed(editor.send(editor.page("/historique"), "undo"))
    assert "convention" in text(editor, FIRST) and "convention" in text(editor, SECOND)


def test_replacing_inside_a_correction_edits_it(editor: Editor) -> None:
    page = editor.page(f"/r/{FIRST}/rechercher?q=reen&par=RÉEN")
    assert "corrigé par la machine" in page.words
    editor.send(page, "replace", h=ticks(page))
    (event,) = editor.store.in_force(FIRST)
    assert (event.verdict, event.value, event.machine["entry"]) == ("edit", {"after": "loi RÉEN"}, "loi-reen")
    assert "la loi RÉEN, nous" in text(editor, FIRST)
    # what is written so already is not offered again
    page = editor.page(f"/r/{FIRST}/rechercher?q=reen&par=RÉEN")
    assert ticks(page) == [] and "déjà écrit" in page.words


def test_what_is_left_comes_up_once_the_first_places_are_done(editor: Editor, monkeypatch) -> None:
    monkeypatch.setattr("pipeline.review.occurrences.SIZE", 1)
    done = []
    while boxes := ticks(page := editor.page("/rechercher?q=nous&par=on")):
        done += boxes
        editor.send(page, "replace", h=boxes)
    assert len(done) == len(set(done)) == 6
    assert "nous" not in text(editor, FIRST).casefold() + text(editor, SECOND).casefold()


def test_words_beside_a_correction_are_replaced_with_it(editor: Editor) -> None:
    page = editor.page(f"/r/{FIRST}/rechercher?q=la+loi+reen&par=ce+texte")
    editor.send(page, "replace", h=ticks(page))
    assert "Dans le cadre de ce texte, nous" in text(editor, FIRST)


def test_a_capital_stays_a_capital(editor: Editor) -> None:
    page = editor.page(f"/r/{FIRST}/rechercher?q=dans&par=selon")
    editor.send(page, "replace", h=ticks(page))
    assert "Selon le cadre" in text(editor, FIRST)


def test_boxes_are_all_ticked_or_none(editor: Editor) -> None:
    page = editor.page("/rechercher?q=convention&par=charte")
    none = editor.page(page.link("Tout décocher").partition("#")[0])
    assert len(ticks(none)) == 2 and ticks(none, checked=True) == []
    assert len(ticks(editor.page(none.link("Tout cocher").partition("#")[0]), checked=True)) == 2


def test_what_is_not_there_is_not_replaced(editor: Editor) -> None:
    page = editor.page("/rechercher?q=convention&par=charte")
    for boxes in (
        [],
        [f"{FIRST}:0.0.0.7"],
        ["inconnu:0.0.0.1"],
        ["x"],
        [f"{FIRST}:9.9.9"],
        ["../..:0.0.0.1"],
    ):
        answer = editor.send(page, "replace", h=boxes)
        assert answer.status_code == 303
    editor.send(page, "replace", h=ticks(page), q="", par="")
    assert editor.store.events() == ()


def test_the_second_to_replace_sees_the_first(editor: Editor) -> None:
    other = Editor.beside(editor, "Bob")
    mine, theirs = (e.page("/rechercher?q=loi+reen&par=loi+RÉEN") for e in (editor, other))
    editor.send(mine, "replace", h=ticks(mine)[:1])
    answer = other.send(theirs, "replace", h=ticks(theirs), par="loi Reen")
    assert answer.status_code == 409
    assert "Claire" in answer.text and "a écrit « loi RÉEN »" in Page(answer.text).words.replace("\xa0", " ")
    assert len(editor.store.events()) == 1, "nothing of the second batch is stored"


def test_words_that_somebody_has_changed_meanwhile_are_left_alone(editor: Editor) -> None:
    other = Editor.beside(editor, "Bob")
    mine, theirs = (e.page("/rechercher?q=convention&par=charte") for e in (editor, other))
    editor.send(mine, "replace", h=ticks(mine)[:1])
    after = other.followed(other.send(theirs, "replace", h=ticks(theirs), par="accord"))
    assert "1 passage remplacé" in after.words and "1 passage en moins" in after.words
    assert ("une charte avec" in text(editor, FIRST)) and ("une accord avec" in text(editor, SECOND))


def test_a_made_up_query_costs_little(editor: Editor) -> None:
    for words in ("(a+)+" * 30, "a" * 10_000, "\x00", "%", "'" * 300, "[[[", "🎤"):
        assert editor.client.get("/rechercher", params={"q": words, "par": "x"}).status_code == 200


# ---------------------------------------------------------------------------------------- alike

ALIKE = f"/r/{SECOND}/semblables?c=1.20.1.30"


def test_passages_that_are_alike_are_listed_first(editor: Editor) -> None:
    here = editor.page(ALIKE)
    assert ticks(here) == [f"{SECOND}:1.20.1.30"]
    everywhere = editor.page(here.link("Dans toute l’archive"))
    assert ticks(everywhere, checked=True) == [f"{SECOND}:1.20.1.30", f"{FIRST}:1.20.1.30"]
    assert editor.get(f"/r/{SECOND}/semblables?c=0.0.0.1").status_code == 404
    assert editor.get("/r/inconnu/semblables?c=1.20.1.30").status_code == 404


def test_one_decision_for_all_that_are_ticked(editor: Editor) -> None:
    page = editor.page(f"{ALIKE}&ou=archive")
    after = editor.followed(editor.send(page, "reject", h=ticks(page), souhait="never"))
    assert "2 corrections refusées" in after.words
    events = editor.store.events()
    assert {(e.verdict, e.prefer, e.batch) for e in events} == {("reject", "never", events[0].batch)}
    assert all("loi Rennes" in text(editor, id) for id in (FIRST, SECOND))
    # decided places are shown, no longer ticked
    again = editor.page(f"{ALIKE}&ou=archive")
    assert len(ticks(again)) == 2 and ticks(again, checked=True) == []


def test_another_text_for_all(editor: Editor) -> None:
    page = editor.page(f"{ALIKE}&ou=archive")
    assert editor.send(page, "edit", h=ticks(page), texte=" ").status_code == 303
    assert editor.store.events() == ()
    editor.send(page, "edit", h=ticks(page), texte="loi du 15 novembre 2021")
    assert all("la loi du 15 novembre 2021, nous" in text(editor, id) for id in (FIRST, SECOND))


def test_only_what_is_alike_is_decided(editor: Editor) -> None:
    page = editor.page(ALIKE)
    editor.send(page, "accept", h=[f"{SECOND}:4.51.4.65", f"{SECOND}:0.0.0.1", "x:1.1.1.1"])
    editor.post(ALIKE, {"do": "drop", "h": ticks(page)})
    editor.send(page, "accept", h=ticks(page), souhait="sometimes")
    assert editor.store.events() == ()


def test_the_same_words_that_nobody_corrects_are_offered_for_a_search(editor: Editor, folder: Path) -> None:
    path = folder / FIRST / "webinar.json"
    document = json.loads(path.read_text("utf-8"))
    document["corrections"] = []
    document["cues"][1]["text"] = document["cues"][1]["raw"]
    path.write_text(json.dumps(document), "utf-8")
    page = editor.page(f"{ALIKE}&ou=archive")
    assert ticks(page) == [f"{SECOND}:1.20.1.30"]
    search = page.link("Les voir et les remplacer")
    assert ticks(editor.page(search)) == [f"{FIRST}:1.20.1.30"]


def test_what_is_alike_and_left_comes_first_in_the_archive(editor: Editor) -> None:
    page = editor.page(f"{ALIKE}&ou=archive")
    editor.send(page, "accept", h=ticks(page)[:1])
    again = editor.page(f"/r/{SECOND}/semblables?c=1.20.1.30&ou=archive")
    assert ticks(again) == [f"{FIRST}:1.20.1.30", f"{SECOND}:1.20.1.30"]
    assert ticks(again, checked=True) == [f"{FIRST}:1.20.1.30"]
    other = Editor.beside(editor, "Bob").page(f"/r/{FIRST}/semblables?c=1.20.1.30&ou=archive")
    assert ticks(other, checked=True) == [f"{FIRST}:1.20.1.30"]
