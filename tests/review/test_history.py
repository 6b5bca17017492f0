"""The history: what it says, undo and redo, and decisions that lost their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.decisions.model import Anchor, Choice, Event
from pipeline.review import chronicle
from tests.review.conftest import FIRST, SECOND
from tests.review.editors import Editor, Page

PANEL = f"/r/{SECOND}?c=4.51.4.65"


def event(kind: str, verdict: str, quote: str = "loi Rennes", **more) -> Event:
    anchor = Anchor(quote, "de la ", " impose", 1, 1, 12.0, "0" * 64, 0, 3, 0, 3 + len(quote))
    row = {"recording": "a", "at": "2026-01-02T10:00:00.000Z", "who": "Aïcha", "batch": "1", "target": "t"}
    row |= {"anchor": anchor, "value": {}, "machine": {"after": "loi REEN"}, "prefer": None}
    return Event(1, kind=kind, verdict=verdict, **(row | more))


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        (event("correction", "accept"), "a accepté « loi REEN » à la place de « loi Rennes »"),
        (event("correction", "reject"), "a refusé « loi REEN » et gardé « loi Rennes »"),
        (
            event("correction", "edit", value={"after": "loi"}, prefer="always"),
            "a écrit « loi » à la place de « loi Rennes » (pour toujours corriger ainsi)",
        ),
        (event("correction", "edit", value={"after": ""}), "a effacé « loi Rennes »"),
        (event("turn", "assign", value={"speaker": "Paul"}), "a attribué à Paul : « loi Rennes »"),
        (
            event("turn", "assign", value={"speaker": None}),
            "a attribué à voix non identifiée : « loi Rennes »",
        ),
        (event("turn", "split", ""), "a coupé la prise de parole avant « impose »"),
        (event("turn", "merge", ""), "a réuni deux prises de parole à « impose »"),
        (event("turn", "confirm"), "a confirmé qui parle : « loi Rennes »"),
        (
            event("person", "rename", anchor=None, target="Voix 1", value={"name": "Paul", "role": "maire"}),
            "a écrit « Paul, maire » pour la personne que la machine nomme « Voix 1 »",
        ),
        (event("figure", "keep"), "a gardé le chiffre « loi Rennes »"),
        (event("action", "drop"), "a retiré l’action « loi Rennes »"),
        (
            event("chapter", "edit", value={"title": "La loi"}),
            "a modifié le chapitre « loi Rennes » : « La loi »",
        ),
        (event("point", "add"), "a ajouté le point du résumé « loi Rennes »"),
        (event("recording", "complete", anchor=None), "a déclaré la relecture terminée"),
        (event("recording", "reopen", anchor=None), "a rouvert la relecture"),
        (event("turn", "dismiss"), "a abandonné une décision sur « loi Rennes »"),
    ],
)
def test_every_decision_is_said_in_french(decided: Event, said: str) -> None:
    assert chronicle.sentence(decided) == said


def test_every_verdict_has_its_sentence() -> None:
    from pipeline.decisions.model import VERDICTS

    for kind, verdicts in VERDICTS.items():
        for verdict in verdicts:
            assert chronicle.sentence(event(kind, verdict)).startswith("a ")


def test_a_batch_says_equal_things_once() -> None:
    rows = [event("correction", "accept"), event("correction", "accept"), event("figure", "keep")]
    (batch,) = chronicle.batches(rows)
    assert [(d.words[:9], d.count) for d in batch.deeds] == [("a accepté", 2), ("a gardé l", 1)]


def test_long_words_are_cut() -> None:
    assert len(chronicle.cut("mot " * 100)) <= chronicle.SHORT + 1
    assert chronicle.when("hier") == "hier"


def test_the_history_says_who_did_what(editor: Editor) -> None:
    assert "Personne n’a encore" in editor.page("/historique").words
    editor.send(editor.page(PANEL), "accept")
    for address in ("/historique", f"/r/{SECOND}/historique"):
        page = editor.page(address)
        assert "Claire a accepté « écoconception » à la place de « éco conception »" in page.words.replace(
            "\xa0", " "
        )
        assert page.hrefs(r"/a/35$") == [f"/r/{SECOND}/a/35"]
    assert "Personne n’a encore" in editor.page(f"/r/{FIRST}/historique").words


def test_undo_and_redo_and_undo_again(editor: Editor) -> None:
    editor.send(editor.page(PANEL), "accept")
    (decided,) = editor.store.in_force(SECOND)
    address = f"/r/{SECOND}/historique"
    for standing, word in ((False, "annulé ceci"), (True, "rétabli ceci"), (False, "annulé ceci")):
        page = editor.followed(editor.send(editor.page(address), "undo"))
        assert f"Claire a {word} : Claire a accepté" in page.words.replace("\xa0", " ")
        assert bool(editor.store.in_force(SECOND)) is standing
    assert editor.store.events(SECOND)[0] == decided
    assert len(editor.store.events(SECOND)) == 4


def test_two_editors_who_undo_the_same_undo_once(editor: Editor) -> None:
    other = Editor.beside(editor, "Bob")
    editor.send(editor.page(PANEL), "accept")
    mine, theirs = (e.page("/historique") for e in (editor, other))
    editor.send(mine, "undo")
    page = other.followed(other.send(theirs, "undo"))
    assert "déjà fait" in page.words
    assert editor.store.in_force(SECOND) == ()


def test_a_batch_that_does_not_exist_is_no_error(editor: Editor) -> None:
    for lot in ("", "99", "x" * 10_000, "1 OR 1"):
        assert editor.post("/historique", {"lot": lot, "back": "/historique"}).status_code == 303


def test_a_long_history_comes_in_pages(editor: Editor) -> None:
    live = editor.app.state.lives.of(FIRST)
    for n in range(90):
        choice = Choice("correction", "add", live.finder.anchor(0, n % 20, 0, 30), value={"after": str(n)})
        editor.store.decide([(FIRST, choice)], "Claire", None)
    for address in ("/historique", f"/r/{FIRST}/historique"):
        first = editor.page(address)
        last = editor.page(f"{address}?page=3")
        assert "« 89 »" in first.words.replace("\xa0", " ") and "« 0 »" not in first.words.replace(
            "\xa0", " "
        )
        assert "« 0 »" in last.words.replace("\xa0", " ")
        assert "Annuler" in last.words


# -------------------------------------------------------------------------------- without a place


@pytest.fixture
def lost(editor: Editor, folder: Path) -> Editor:
    """An editor whose decision on words lost them: a better transcript says it otherwise."""
    editor.send(editor.page(PANEL), "accept")
    path = folder / SECOND / "webinar.json"
    document = json.loads(path.read_text("utf-8"))
    document["source"]["sha256"] = "1" * 64
    cue = document["cues"][4]
    cue["raw"] = cue["text"] = "Donc nous suivons tous ensemble un chemin que la conception rend plus vert."
    document["corrections"] = [c for c in document["corrections"] if c["cue"] != 4]
    for kind in ("turns", "figures", "actions", "chapters"):
        document[kind] = []
    document["summary"] = {"standfirst": "", "points": []}
    path.write_text(json.dumps(document), "utf-8")
    return editor


def choose(editor: Editor) -> Page:
    return editor.page(editor.page(f"/r/{SECOND}/historique").link("Choisir une place"))


def test_a_decision_without_a_place_is_listed_with_what_it_was(lost: Editor) -> None:
    page = lost.page(f"/r/{SECOND}/historique")
    assert "sans-place" in page.ids and "1 décision sans place" in page.words
    assert "Claire a accepté « écoconception »" in page.words.replace("\xa0", " ")


def test_it_is_put_at_a_place_that_is_chosen(lost: Editor) -> None:
    page = choose(lost)
    places = [a["value"] for t, a in page.tags if a.get("name") == "place"]
    assert places
    search = lost.page(f"/r/{SECOND}/historique/placer?cible={page.field('cible')}&q=éco+conception")
    assert search.field("cible") == page.field("cible")
    after = lost.followed(lost.send(page, "place", place="4.49.4.59"))
    assert "a retrouvé une place" in after.words
    assert "sans-place" not in after.ids
    (event,) = lost.store.in_force(SECOND)
    assert event.anchor.quote == "conception" and event.verdict == "accept"
    assert "que la écoconception rend" in lost.app.state.lives.of(SECOND).text.text


def test_it_is_given_up_and_taken_up_again(lost: Editor) -> None:
    after = lost.followed(lost.send(choose(lost), "abandon"))
    assert "sans-place" not in after.ids
    assert lost.store.in_force(SECOND) == ()
    assert len(lost.store.events(SECOND)) == 2
    again = lost.followed(lost.send(after, "undo"))
    assert "sans-place" in again.ids


def test_a_place_that_does_not_exist_is_refused(lost: Editor) -> None:
    page = choose(lost)
    for place in ("", "x", "99.0.99.1", "0.0.0.99999"):
        assert lost.send(page, "place", place=place).status_code == 303
    assert len(lost.store.events(SECOND)) == 1
    assert lost.get(f"/r/{SECOND}/historique/placer?cible=rien").status_code == 404


def test_a_name_given_to_someone_the_machine_no_longer_names(editor: Editor) -> None:
    editor.store.decide(
        [(FIRST, Choice("person", "rename", None, "Voix inconnue", {"name": "Jeanne Le Goff-Martin"}))],
        "Claire",
        None,
    )
    page = editor.page(editor.page(f"/r/{FIRST}/historique").link("Choisir une place"))
    name = next(a["value"] for t, a in page.tags if a.get("name") == "place")
    after = editor.followed(editor.send(page, "place", place=name))
    assert "sans-place" not in after.ids
    (event,) = editor.store.in_force(FIRST)
    assert (event.target, event.value) == (name, {"name": "Jeanne Le Goff-Martin"})


def test_nothing_without_a_place_on_a_recording_that_did_not_change(editor: Editor) -> None:
    editor.send(editor.page(PANEL), "accept")
    assert "sans-place" not in editor.page(f"/r/{SECOND}/historique").ids


def test_a_cut_between_two_voices_finds_its_boundary_again(editor: Editor, folder: Path) -> None:
    live = editor.app.state.lives.of(FIRST)
    raw = live.text.cues[2].raw
    at = raw.index("plus de")
    cut = Choice("turn", "split", live.finder.anchor(2, at, 2, at), value={"speaker": None})
    editor.store.decide([(FIRST, cut)], "Claire", None)
    path = folder / FIRST / "webinar.json"
    document = json.loads(path.read_text("utf-8"))
    document["source"]["sha256"] = "2" * 64
    words = "chez nous bien des postes ont trouvé preneur ailleurs, et c'est beaucoup, croyez-moi"
    document["cues"][2] |= {"raw": words, "text": words}
    for kind in ("corrections", "figures", "actions", "chapters"):
        document[kind] = []
    document["summary"] = {"standfirst": "", "points": []}
    path.write_text(json.dumps(document), "utf-8")
    page = editor.page(editor.page(f"/r/{FIRST}/historique").link("Choisir une place"))
    assert "le texte reçu dit maintenant" in page.words and "bien des postes" in page.words
    search = editor.page(f"/r/{FIRST}/historique/placer?cible={page.field('cible')}&q=postes")
    (place,) = [a["value"] for t, a in search.tags if a.get("name") == "place"]
    editor.followed(editor.send(search, "place", place=place))
    (event,) = editor.store.in_force(FIRST)
    assert event.anchor.quote == "" and event.anchor.after.startswith("postes ont trouvé")
