"""Words of the transcript that an editor chooses: to correct them, or to make a figure, an action… of them.

The words come from a selection (the page's script fills the address) or are typed or pasted.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.model import Choice
from pipeline.review.find import Hit, Query, context, find
from pipeline.review.live import Live, choice, key_of, place_of
from pipeline.review.pages.items import LONGEST, NOUNS, PAGE_OF
from pipeline.review.security import form_of, typed
from pipeline.review.web import decide, frame, live_of, refuse, render

SHOWN = 20
"""Places that are listed when the words are said several times."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the words are said: the address that chooses it, and the words around."""

    key: str
    seconds: float | None
    before: str
    said: str
    after: str
    speaker: str
    turn: str


def show(request: Request) -> Response:
    """The form for the words, the places that say them, or, for one place, what can be made of it.

    ``?mots=`` are the words, ``?p=`` and ``?o=`` the paragraph and the offset of a selection, ``?lieu=`` a
    place that was chosen from the list.
    """
    live = live_of(request)
    query = request.query_params
    words = " ".join(query.get("mots", "").split())[:LONGEST]
    places = found(live, words)
    chosen = one_of(places, query.get("lieu", "")) or nearest(
        live, places, query.get("p", ""), query.get("o", "")
    )
    if chosen is None and len(places) == 1:
        chosen = places[0]
    return render(
        request,
        "add.html",
        recording=frame(live.document, "Transcription", {"Transcription": len(live.left)}),
        live=live,
        address=f"/r/{live.document['id']}",
        words=words,
        total=len(places),
        places=[] if chosen else [told(live, h) for h in places[:SHOWN]],
        chosen=told(live, chosen) if chosen else None,
    )


def found(live: Live, words: str) -> list[Hit]:
    """Where the words are said: as whole words, else as they are typed."""
    if not words:
        return []
    corrections = [m.correction for m in live.marks]
    return find(live.text, Query(words), corrections) or find(
        live.text, Query(words, whole=False), corrections
    )


def one_of(hits: list[Hit], key: str) -> Hit | None:
    """The hit whose words stand at a place."""
    return next((h for h in hits if key_of(h.place) == key), None) if key else None


def nearest(live: Live, hits: list[Hit], anchor: str, offset: str) -> Hit | None:
    """The hit nearest to an offset in a paragraph."""
    begin = next((at for v in live.voices for at, _, a in v.paragraphs if a == anchor), None)
    if begin is None or not hits:
        return None
    at = begin + (int(offset) if offset.isdecimal() and len(offset) < 8 else 0)
    return min(hits, key=lambda h: abs(h.begin - at))


def told(live: Live, hit: Hit) -> Found:
    """A hit as the page shows it: with the words beside those found that a correction ties to them."""
    begin, end = hit.begin - len(hit.around[0]), hit.end + len(hit.around[-1])
    before, after = context(live.text.text, begin, end)
    voice = live.voice_at(begin)
    return Found(
        key_of(hit.place),
        live.seconds(begin),
        before,
        live.text.text[begin:end],
        after,
        voice.name if voice else "",
        voice.key if voice else "",
    )


def add(request: Request) -> Response:
    """Store what is made of the words."""
    live = live_of(request)
    id, form = live.document["id"], form_of(request)
    do = str(form.get("do") or "")
    here = f"/r/{id}/ajouter"
    place = place_of(str(form.get("lieu") or ""))
    if place is None or not live.has(place) or place[:2] == place[2:]:
        return refuse(request, "Ces mots ne sont plus dans le texte. Cherchez-les de nouveau.", to=here)
    key = key_of(place)
    said = typed(request, "texte", LONGEST)
    if do == "correction":
        return correct(request, live, key, said)
    if do not in PAGE_OF:
        return refuse(request, "Choisissez ce qu’il faut en faire.", to=here)
    value = {"chapter": {"title": said}, "point": {"text": said} if said else {}}.get(do, {})
    if do == "chapter" and not said:
        return refuse(request, "Écrivez le titre du chapitre.", to=here)
    known = live.item(do, key)
    if known is not None and known.state != "dropped":
        return refuse(request, "Ces mots y sont déjà.", to=f"/r/{id}/{PAGE_OF[do]}?{do}={key}#panneau")
    asked = choice(live, do, "add", place, value=value)
    noun = NOUNS[do][0]
    told = f"{noun} {'ajoutée' if do == 'action' else 'ajouté'}."
    return decide(request, [(id, asked)], to=f"/r/{id}/{PAGE_OF[do]}?{do}={key}#panneau", said=told)


def correct(request: Request, live: Live, key: str, said: str) -> Response:
    """Other words in the place of those received."""
    id = live.document["id"]
    place = place_of(key)
    assert place is not None
    if not said and not form_of(request).get("vide"):
        why = "Écrivez le texte, ou cochez « effacer ces mots »."
        return refuse(request, why, to=f"/r/{id}/ajouter")
    mark = live.mark(key)
    machine = mark.said if mark else {}
    prefer = "always" if form_of(request).get("toujours") else None
    asked: Choice = choice(
        live,
        "correction",
        "edit" if machine else "add",
        place,
        value={"after": said},
        machine=machine,
        prefer=prefer,
    )
    return decide(
        request, [(id, asked)], to=f"/r/{id}?c={key}#panneau", said="Texte écrit à la main enregistré."
    )


routes = [
    Route("/r/{id}/ajouter", show),
    Route("/r/{id}/ajouter", add, methods=["POST"]),
]
