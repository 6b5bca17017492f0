"""What is answered to forms: each is stored once, under its own words, or said not to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.batch import rebuild
from pipeline.review import occurrences
from pipeline.review.rebuild import Rebuilder
from tests.review.conftest import FIRST
from tests.review.editors import ORIGIN, Editor
from tests.review.test_items import panel


def first_mark(editor: Editor) -> str:
    return editor.app.state.lives.of(FIRST).marks[0].key


def test_two_key_figures_are_rewritten_one_after_the_other(editor: Editor) -> None:
    """The tick box "chiffre clé" is a field of the figure, nothing else."""
    for n, words in enumerate(("premier", "second")):
        editor.send(panel(editor, "chiffres", n), "edit", about=words, key="1")
    assert [e.value["about"] for e in editor.store.events()] == ["premier", "second"]


def test_a_form_sent_again_is_stored_once_and_another_one_is_not_taken_for_it(editor: Editor) -> None:
    page = editor.page(f"/r/{FIRST}?c={first_mark(editor)}")
    for words in ("un", "un", "deux"):
        editor.send(page, "edit", after=words, envoi="7")
    assert [e.value["after"] for e in editor.store.events()] == ["un", "deux"]


def test_after_a_conflict_a_form_goes_to_the_address_it_was_sent_to(editor: Editor) -> None:
    address = f"/r/{FIRST}/semblables?c={first_mark(editor)}"
    page = editor.page(address)
    other = Editor.beside(editor, "Denis")
    other.send(other.page(address), "reject")
    answer = editor.send(page, "accept")
    assert answer.status_code == 409
    form = type(page)(answer.text).forms[-1]
    answer = editor.client.post(form["action"], data=form["fields"], headers={"origin": ORIGIN})
    assert "acceptée" in editor.followed(answer).words
    assert editor.store.in_force(FIRST)[-1].verdict == "accept"


@pytest.mark.parametrize("seen", ["-" + "9" * 30, "9" * 30, "9" * 5000, "x"])
def test_any_count_seen_is_borne(editor: Editor, seen: str) -> None:
    assert editor.send(panel(editor, "chiffres"), "keep", seen=seen).status_code == 303


def test_what_cannot_be_stored_is_said_and_can_be_sent_again(editor: Editor) -> None:
    page = editor.page(f"/r/{FIRST}?c={first_mark(editor)}")
    editor.store._writer.execute("PRAGMA query_only = ON")  # as on a disk that is full
    told = editor.send(page, "edit", fetch=True, after="l’été")
    assert told.status_code == 503 and told.text.startswith("Rien n’a été enregistré")
    answer = editor.send(page, "edit", after="l’été")
    assert answer.status_code == 503 and "Rien n’a été enregistré" in answer.text
    editor.store._writer.execute("PRAGMA query_only = OFF")
    form = next(f for f in type(page)(answer.text).forms if "after" in f["fields"])
    editor.followed(editor.client.post(form["action"], data=form["fields"], headers={"origin": ORIGIN}))
    assert [e.value["after"] for e in editor.store.events()] == ["l’été"]


def test_outputs_of_an_older_version_are_said_to_be_so(editor: Editor, folder: Path) -> None:
    path = folder / FIRST / "webinar.json"
    document = json.loads(path.read_bytes())
    for turn in document["turns"]:
        del turn["cue"], turn["raw_start"]
    path.write_text(json.dumps(document), "utf-8")
    lives = editor.app.state.lives
    lives.archive.document = lambda id: document  # the schema may let them pass
    for end in ("", "/voix", "/actions", "/historique", "/rechercher?q=loi", "/ajouter?mots=loi", "/a/3"):
        answer = editor.get(f"/r/{FIRST}{end}")
        assert answer.status_code == 409 and "version plus ancienne" in answer.text, end


def test_a_rebuild_that_breaks_does_not_end_those_that_follow(editor: Editor) -> None:
    rebuilder: Rebuilder = editor.app.state.rebuilder
    asked = []

    def broken(id: str) -> None:
        asked.append(id)
        if len(asked) == 2:
            rebuilder._ending = True
        raise RuntimeError("imprévu")

    rebuilder._rebuild = broken  # type: ignore[method-assign]
    rebuilder._waiting = {"a": (0.0, 0.0), "b": (0.0, 0.0)}
    rebuilder._run()
    assert sorted(asked) == ["a", "b"] and "imprévu" in (rebuilder.failure("a") or "")


def test_an_output_that_cannot_be_read_is_named(editor: Editor, folder: Path) -> None:
    (folder / FIRST / "webinar.json").write_text("{}", "utf-8")
    words = editor.page("/").words
    assert "1 enregistrement ne peut pas être montré" in words.replace("\xa0", " ") and FIRST in words
    for end in ("", "/rechercher"):
        answer = editor.get(f"/r/{FIRST}{end}")
        assert answer.status_code == 409 and "abîmé" in answer.text
    assert editor.get("/r/personne").status_code == 404


def test_a_folder_that_has_gone_is_said(editor: Editor, folder: Path) -> None:
    folder.rename(folder.with_name("ailleurs"))
    for address in ("/", "/archive", "/rechercher?q=loi"):
        answer = editor.get(address)
        assert answer.status_code == 503 and "put the folder back" in answer.text


@pytest.mark.parametrize("page", ["semblables?c={key}", "rechercher?q=loi&par=route"])
def test_what_is_decided_while_a_page_is_made_is_not_taken_as_seen(
    editor: Editor, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    address = f"/r/{FIRST}/{page.format(key=first_mark(editor))}"
    other = Editor.beside(editor, "Denis")
    form = other.page(f"/r/{FIRST}?c={first_mark(editor)}")
    titles = occurrences.titles

    def meanwhile(request):
        monkeypatch.setattr(occurrences, "titles", titles)
        other.send(form, "reject")
        return titles(request)

    monkeypatch.setattr(occurrences, "titles", meanwhile)
    assert editor.page(address).field("seen") == "0"


def test_nothing_is_added_from_a_place_without_words(editor: Editor) -> None:
    for kind in ("correction", "figure", "action", "point", "chapter"):
        editor.post(f"/r/{FIRST}/ajouter", {"do": kind, "lieu": "0.0.0.0", "texte": "mots"})
    assert not editor.store.events()


@pytest.mark.parametrize("kind", ["chapter", "figure", "action", "point"])
def test_what_was_added_keeps_its_place_when_the_output_is_made_again(
    editor: Editor, folder: Path, kind: str
) -> None:
    place = "1.0.1.14"
    editor.post(f"/r/{FIRST}/ajouter", {"do": kind, "lieu": place, "texte": "Un titre"})

    def added() -> list[str]:
        return [i.key for i in editor.app.state.lives.of(FIRST).items[kind] if i.state == "added"]

    assert added() == [place]
    rebuild(folder, FIRST)
    assert added() == [place]


def test_an_editors_own_words_can_be_refused_and_nothing_is_lost(editor: Editor, folder: Path) -> None:
    place = "1.0.1.4"
    editor.post(f"/r/{FIRST}/ajouter", {"do": "correction", "lieu": place, "texte": "mots"})
    editor.send(editor.page(f"/r/{FIRST}?c={place}"), "reject")
    document = rebuild(folder, FIRST)
    assert document["review"]["orphaned"] == [] and "mots" not in document["cues"][1]["text"]


def test_who_was_named_just_now_can_be_named_better(editor: Editor, folder: Path) -> None:
    voice = editor.app.state.lives.of(FIRST).voices[0]
    editor.post(f"/r/{FIRST}/voix", {"do": "assign", "t": voice.key, "other": "Zoé Pettit"})
    fields = {"do": "rename", "machine": "Zoé Pettit", "now": "Zoé Pettit", "name": "Zoé Petit"}
    answer = editor.post(f"/r/{FIRST}/voix", fields)
    assert "s’appelle maintenant Zoé Petit" in editor.followed(answer).words
    assert editor.app.state.lives.of(FIRST).voices[0].speaker == "Zoé Petit"
    document = rebuild(folder, FIRST)
    names = [p["name"] for p in document["participants"]]
    assert "Zoé Petit" in names and "Zoé Pettit" not in names
    assert editor.app.state.lives.of(FIRST).voices[0].speaker == "Zoé Petit"
