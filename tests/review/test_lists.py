"""The list of recordings, the archive, and the wishes for the glossary."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.decisions.model import Choice
from pipeline.review.outlines import Outlines
from pipeline.review.pages.recordings import ORDERS, chosen
from tests.review.conftest import FIRST, SECOND
from tests.review.editors import Editor
from tests.review.test_security import EVIL, hostile  # noqa: F401  a recording whose every text is an attack


def change(folder: Path, id: str, **metadata: str | None) -> None:
    path = folder / id / "webinar.json"
    document = json.loads(path.read_text("utf-8"))
    document["metadata"] |= metadata
    path.write_text(json.dumps(document), "utf-8")


def copies(folder: Path, number: int) -> None:
    """More recordings like the first."""
    for n in range(number):
        id = f"copie-{n:03d}"
        shutil.copytree(folder / FIRST, folder / id)
        path = folder / id / "webinar.json"
        document = json.loads(path.read_text("utf-8"))
        document["id"] = id
        document["metadata"]["title"] = f"Copie {n}"
        path.write_text(json.dumps(document), "utf-8")


# ------------------------------------------------------------------------------------ the list


def test_the_list_says_what_is_left_to_decide(editor: Editor) -> None:
    page = editor.page("/")
    assert f"/r/{FIRST}" in page.hrefs(r"^/r/") and f"/r/{SECOND}" in page.hrefs(r"^/r/")
    assert "1 correction" in page.words.replace("\xa0", " ")
    assert "2 enregistrements." in page.words
    assert "à commencer" in page.words


def test_the_list_is_filtered_and_ordered_without_a_script(editor: Editor, folder: Path) -> None:
    change(folder, FIRST, title="Zèbres et écoles", date="2023-01-01")
    shown = editor.page("/?q=ZEBRES").hrefs(r"^/r/")
    assert shown == [f"/r/{FIRST}"]
    assert editor.page("/?q=le+goff+2023").hrefs(r"^/r/") == [f"/r/{FIRST}"]
    assert editor.page("/?q=personne").hrefs(r"^/r/") == []
    assert editor.page("/?etat=complete").hrefs(r"^/r/") == []
    assert editor.page("/?etat=reste&tri=reste").hrefs(r"^/r/")[0] == f"/r/{SECOND}"
    by_title = [editor.page(f"/?tri={order}").hrefs(r"^/r/") for order in ("titre", "", "ancien")]
    assert by_title == [[f"/r/{SECOND}", f"/r/{FIRST}"]] * 2 + [[f"/r/{FIRST}", f"/r/{SECOND}"]]


@pytest.mark.parametrize(
    "address", ["/?etat=rien&tri=rien&page=-1", "/?page=99999999999", "/?q=" + "x" * 5000]
)
def test_an_odd_address_of_the_list_is_no_error(editor: Editor, address: str) -> None:
    assert editor.get(address).status_code == 200


def test_a_long_list_comes_in_pages(editor: Editor, folder: Path) -> None:
    copies(folder, 64)
    page = editor.page("/?tri=titre")
    seen = page.hrefs(r"^/r/")
    while "page=" in (
        following := next((h for h, said in page.links if said.startswith("Page suivante")), "")
    ):
        page = editor.page(following)
        seen += page.hrefs(r"^/r/")
    assert len(seen) == len(set(seen)) == 66


def test_an_output_that_cannot_be_used_is_passed_over(editor: Editor, folder: Path) -> None:
    (folder / FIRST / "webinar.json").write_text("{", "utf-8")
    (folder / "autre").mkdir()
    (folder / "autre" / "webinar.json").write_text("[]", "utf-8")
    (folder / "lien").mkdir()
    os.symlink(folder / SECOND / "webinar.json", folder / "lien" / "webinar.json")
    assert editor.page("/").hrefs(r"^/r/") == [f"/r/{SECOND}"]


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    assert "greffier run" in Editor(tmp_path, "Claire").page("/").words


def test_outlines_are_made_again_only_when_an_output_changes(editor: Editor, folder: Path) -> None:
    outlines: Outlines = editor.app.state.outlines
    first = outlines.all()
    calls = []
    for _ in range(2):
        outlines.made_of_all(calls.append)
    assert outlines.all() is first and len(calls) == 1
    change(folder, SECOND, title="Nouveau titre")
    again = outlines.all()
    assert [o.title for o in again if o.id == SECOND] == ["Nouveau titre"]
    assert next(o for o in again if o.id == FIRST) is next(o for o in first if o.id == FIRST)
    outlines.made_of_all(calls.append)
    assert len(calls) == 2


def test_every_order_orders(editor: Editor) -> None:
    outlines = editor.app.state.outlines.all()
    for order in ORDERS:
        assert sorted(o.id for o in chosen(outlines, "", "", order)) == [FIRST, SECOND]


# --------------------------------------------------------------------------------- the archive


def test_the_archive_tells_what_is_misheard_and_leads_there(editor: Editor) -> None:
    page = editor.page("/archive")
    assert "2 fois, dans 2 enregistrements" in page.words.replace("\xa0", " ")
    marks = page.hrefs(r"\?c=")
    assert f"/r/{FIRST}?c=1.20.1.30#panneau" in marks
    for address in set(marks):
        assert "panneau" in editor.page(address.partition("#")[0]).ids


def test_an_entry_lists_all_its_places(editor: Editor) -> None:
    page = editor.page("/archive/entrees?entree=loi-reen")
    assert page.hrefs(r"\?c=") == [f"/r/{FIRST}?c=1.20.1.30#panneau", f"/r/{SECOND}?c=1.20.1.30#panneau"]
    assert editor.get("/archive/entrees?entree=rien").status_code == 404


def test_every_mark_of_the_actions_is_in_the_list_too_and_leads_to_its_second(editor: Editor) -> None:
    page = editor.page("/archive/actions")
    links = page.hrefs(r"/a/\d+$")
    half = len(links) // 2
    assert half > 4 and sorted(links[:half]) == sorted(links[half:])
    for address in set(links):
        answer = editor.get(address)
        place, _, anchor = answer.headers["location"].partition("#")
        assert answer.status_code == 303 and anchor in editor.page(place).ids


def test_actions_of_an_objective_by_year(editor: Editor) -> None:
    page = editor.page("/archive/actions?objectif=cycle_de_vie&annee=2024")
    assert len(page.hrefs(r"/a/\d+$")) == 4
    assert editor.page("/archive/actions?objectif=cycle_de_vie&annee=1999").hrefs(r"/a/\d+$") == []


def test_the_archive_of_nothing(tmp_path: Path) -> None:
    editor = Editor(tmp_path, "Claire")
    for address in ("/archive", "/archive/entrees", "/archive/actions", "/archive/chiffres", "/glossaire"):
        assert "Aucun" in editor.page(address).words, address


def test_many_recordings_do_not_make_a_page_longer(editor: Editor, folder: Path) -> None:
    copies(folder, 150)
    for address in ("/", "/archive", "/archive/entrees", "/archive/actions", "/archive/chiffres"):
        page = editor.page(address)
        assert sum(tag not in ("title", "circle", "rect", "line", "text") for tag, _ in page.tags) < 900, (
            address
        )
        assert len(page.html) < 150_000, address


# ---------------------------------------------------------------------------------- the wishes


def test_wishes_are_shown_with_what_they_would_prepare(editor: Editor) -> None:
    assert "Aucun souhait" in editor.page("/glossaire").words
    address = f"/r/{SECOND}?c=4.51.4.65"
    editor.send(editor.page(address), "always")
    page = editor.page("/glossaire")
    assert "greffier glossary learn" in page.words
    assert "serait toujours corrigé en « écoconception »" in page.words.replace("\xa0", " ")
    assert page.hrefs(r"/a/") == [f"/r/{SECOND}/a/35"]


# --------------------------------------------------------------------------------- hostile text


def test_hostile_text_is_text_in_every_list(hostile: Editor) -> None:  # noqa: F811
    places = hostile.page("/archive/entrees").hrefs(r"^/r/.*\?c=")
    key = places[0].partition("?c=")[2].partition("#")[0]
    alike = f"/r/{FIRST}/semblables?c={key}"
    page = hostile.page(alike)
    hostile.send(page, "edit", h=[f"{FIRST}:{key}"], texte=EVIL[0] + EVIL[3], souhait="always")
    hostile.post("/nom", {"name": EVIL[1]})
    lost = Choice("person", "rename", None, EVIL[0], {"name": EVIL[1]})
    hostile.store.decide([(FIRST, lost)], EVIL[2], None)
    seen = [
        *(
            "/",
            "/archive",
            "/archive/entrees",
            "/archive/actions",
            "/archive/chiffres",
            "/glossaire",
            "/historique",
        ),
        *(alike, f"{alike}&ou=archive", f"/r/{FIRST}/historique"),
        *(f"/r/{FIRST}/historique/placer?cible={quote(EVIL[0])}&q={quote(EVIL[1])}",),
        *(f"/rechercher?q={quote(evil)}&par={quote(evil)}" for evil in EVIL[:6]),
        f"/r/{FIRST}/rechercher?q=onjour&partie=1&par={quote(EVIL[0])}",
        *hostile.page("/archive/entrees").hrefs(r"entree="),
    ]
    for address in seen:
        page = hostile.page(address)
        assert len([t for t, _ in page.tags if t == "script"]) == 1, address
        assert not [t for t, _ in page.tags if t in ("img", "iframe", "object")], address
        assert not [a for _, a in page.tags for name in a if name.startswith("on")], address
        assert not [h for h, _ in page.links if not h.startswith(("/", "?", "#"))], address
        assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page.html), address
        assert "49{%" not in page.html, address
