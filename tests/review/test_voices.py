"""Voices: named, assigned, split and merged, from the panel of a turn and from their own page."""

from __future__ import annotations

from tests.review.conftest import FIRST, SECOND
from tests.review.editors import Editor, Page


def turn(editor: Editor, n: int, id: str = SECOND) -> Page:
    """The panel of the n-th turn."""
    hrefs = editor.page(f"/r/{id}").hrefs(r"^\?t=")
    turns = list(dict.fromkeys(h for h in hrefs))
    return editor.page(f"/r/{id}{turns[n]}")


def names(editor: Editor, id: str = SECOND) -> list[str]:
    """Who speaks, turn by turn."""
    return [v.name for v in editor.app.state.lives.of(id).voices]


def test_a_turn_is_assigned_and_the_name_follows_at_once(editor: Editor) -> None:
    page = editor.followed(editor.send(turn(editor, 0), "assign", other="  Nadia\n Benali "))
    assert names(editor)[0] == "Nadia Benali"
    assert "Nadia Benali" in page.words
    (event,) = editor.store.events(SECOND)
    assert (event.kind, event.verdict, event.value) == ("turn", "assign", {"speaker": "Nadia Benali"})
    assert event.anchor is not None and event.anchor.quote.startswith("Bonjour à toutes et à tous")


def test_a_turn_may_be_nobodys(editor: Editor) -> None:
    editor.send(turn(editor, 0), "assign", speaker="", other="")
    assert names(editor)[0] == "Voix non identifiée"


def test_a_confirmed_turn_is_no_longer_to_be_checked(editor: Editor) -> None:
    page = editor.followed(editor.send(turn(editor, 0), "confirm"))
    assert editor.store.events(SECOND)[0].verdict == "confirm"
    assert editor.app.state.lives.of(SECOND).voices[0].checked
    assert 'class="k"' in page.html


def test_a_turn_is_split_before_words_and_merged_again(editor: Editor) -> None:
    before = names(editor, FIRST)
    page = turn(editor, 0, FIRST)
    answer = editor.send(page, "split", words="nous avons donné plus", speaker="", other="")
    assert answer.status_code == 303
    assert len(names(editor, FIRST)) == len(before) + 1
    second = editor.app.state.lives.of(FIRST).voices[1]
    assert editor.app.state.lives.of(FIRST).text.text[second.begin :].startswith("Nous avons donné plus")
    editor.send(turn(editor, 1, FIRST), "merge")
    assert len(names(editor, FIRST)) == len(before)


def test_words_to_split_at_that_are_not_there_or_twice_are_said(editor: Editor) -> None:
    for words, said in (
        ("", "Tapez les mots"),
        ("jamais dits", "ne sont pas dans ce tour"),
        ("nous avons", "ajoutez les suivants"),
        ("Bonjour à toutes", "commence déjà"),
    ):
        answer = editor.send(turn(editor, 0, FIRST), "split", words=words)
        assert said in editor.followed(answer).words
        fetched = editor.send(turn(editor, 0, FIRST), "split", fetch=True, words=words)
        assert fetched.status_code == 422 and said in fetched.text
    assert not editor.store.events()


def test_from_here_on_shows_the_list_first(editor: Editor) -> None:
    shown = editor.followed(editor.send(turn(editor, 0), "from", other="Nadia Benali"))
    assert "Nadia Benali" in shown.words and "Attribuer ces tours" in shown.words
    assert not editor.store.events()
    before = names(editor)
    editor.send(shown, "from")
    events = editor.store.events(SECOND)
    assert len({e.batch for e in events}) == 1
    expected = ["Nadia Benali" if n == before[0] else n for n in before]
    assert names(editor) == expected


def test_a_person_is_renamed_everywhere(editor: Editor) -> None:
    page = editor.page(f"/r/{FIRST}/voix")
    assert "Jeanne Le Goff" in page.words
    form = page.form("rename")
    fields = {**form["fields"], "do": "rename", "name": "Jeanne Le Gof", "role": "Cheffe", "organisation": ""}
    answer = editor.client.post(form["action"], data=fields, headers={"origin": "http://localhost:8000"})
    again = editor.followed(answer)
    assert "Jeanne Le Gof " in again.words and "Cheffe" in again.words
    assert "Jeanne Le Gof" in names(editor, FIRST)
    (event,) = editor.store.events(FIRST)
    assert (event.kind, event.target) == ("person", "Jeanne Le Goff")
    # and again, under the machine's name still
    form = again.form("rename")
    assert form["fields"]["machine"] == "Jeanne Le Goff"


def test_three_excerpts_tell_who_it_is(webinar) -> None:
    editor = Editor(webinar)
    page = editor.page(f"/r/{webinar_id(editor)}/voix")
    quotes = [t for t, _ in page.tags].count("blockquote")
    assert quotes >= 3 * 3
    assert "Mélanie" in page.words


def webinar_id(editor: Editor) -> str:
    return editor.app.state.archive.ids()[0]
