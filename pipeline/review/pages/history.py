"""The history of one recording or of all: undo, redo, and the decisions that lost their place."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.model import DISMISS, Choice, Event
from pipeline.review import chronicle, occurrences
from pipeline.review.live import Live, place_of
from pipeline.review.orphans import by_target, candidates, orphans, placed, said_now
from pipeline.review.paging import part
from pipeline.review.places import at
from pipeline.review.security import form_of, who
from pipeline.review.web import answer, back, decide, frame, live_of, refuse, render

SIZE = 30
"""Batches on a page."""

RECENT = 2_000
"""Events that the first page of the whole history reads: an undo always comes after what it undoes."""

DEEDS = 4
"""Different things that a line of the history tells."""


def show(request: Request) -> Response:
    """The history of a recording, with its decisions that have no place."""
    live = live_of(request)
    events = request.app.state.store.events(live.document["id"])
    shown = part(request, chronicle.batches(events), SIZE, {})
    return render(
        request,
        "history_one.html",
        recording=frame(live.document, "Historique"),
        orphans=orphans(live),
        **_shared(shown, request),
    )


def show_all(request: Request) -> Response:
    """The history of all recordings."""
    store = request.app.state.store
    first = request.query_params.get("page", "1") == "1"
    since = max(0, store.last() - RECENT) if first else 0
    shown = part(request, chronicle.batches(store.events(since=since)), SIZE, {})
    return render(
        request,
        "history_all.html",
        titles=occurrences.titles(request),
        since=since,
        **_shared(shown, request),
    )


def _shared(shown, request: Request) -> dict:
    return {
        "part": shown,
        "seconds": chronicle.seconds,
        "deeds": DEEDS,
        "size": SIZE,
        "at": at,
    }


def undo(request: Request) -> Response:
    """Take a batch back, or do again what was taken back."""
    state = request.app.state
    to = back(request)
    events = state.store.undo(str(form_of(request).get("lot") or "")[:40], who(request))
    if not events:
        return refuse(request, "C’était déjà fait : rien n’a changé.", to=to)
    state.rebuilder.wake({e.recording for e in events})
    redo = chronicle.batches(state.store.events(events[0].recording))[0].undoes == "redo"
    said = "Décision rétablie." if redo else "Décision annulée. Elle peut être rétablie dans l’historique."
    return answer(request, to=to, said=said)


# ------------------------------------------------------------------------------------ orphans


def _orphan(live: Live, target: str) -> Event:
    event = by_target(orphans(live), target)
    if event is None:
        raise HTTPException(404, "Cette décision a retrouvé une place, ou n’est plus en vigueur.")
    return event


def choose(request: Request) -> Response:
    """The places where a decision could stand."""
    live = live_of(request)
    event = _orphan(live, request.query_params.get("cible", ""))
    words = " ".join(request.query_params.get("q", "").split())[:200]
    people = sorted(set(live.machine_names.values()))
    return render(
        request,
        "place.html",
        recording=frame(live.document, "Historique"),
        event=event,
        words=words,
        candidates=candidates(live, event.anchor, words) if event.anchor else [],
        people=people,
        now=said_now(live, event.anchor) if event.anchor else "",
        at=at,
        seen=live.seen,
        history=f"/r/{live.document['id']}/historique",
    )


def put(request: Request) -> Response:
    """Put a decision at the place that was chosen, or give it up."""
    live = live_of(request)
    id, form = live.document["id"], form_of(request)
    event = _orphan(live, str(form.get("cible") or ""))
    to = f"/r/{id}/historique#sans-place"
    if form.get("do") == "abandon":
        given_up = Choice(event.kind, DISMISS, event.anchor, event.target, machine=event.machine)
        return decide(request, [(id, given_up)], to=to, said="Décision abandonnée. L’historique la garde.")
    if event.anchor is None:
        return _rename(request, live, event, to)
    place = place_of(str(form.get("place") or ""))
    if place is None or not live.has(place):
        here = f"/r/{id}/historique/placer?cible={event.target}"
        return refuse(request, "Choisissez une place.", to=here)
    return decide(
        request, [(id, placed(live, event, place))], to=to, said="La décision a retrouvé une place."
    )


def _rename(request: Request, live: Live, event: Event, to: str) -> Response:
    """Give the name to a person that the machine knows under another name."""
    id = live.document["id"]
    name = str(form_of(request).get("place") or "")
    if name not in live.machine_names.values():
        return refuse(
            request, "Choisissez une personne.", to=f"/r/{id}/historique/placer?cible={event.target}"
        )
    given_up = Choice("person", DISMISS, None, event.target)
    renamed = Choice("person", "rename", None, name, event.value)
    return decide(request, [(id, given_up), (id, renamed)], to=to, said="La décision a retrouvé sa personne.")


routes = [
    Route("/historique", show_all),
    Route("/historique", undo, methods=["POST"]),
    Route("/r/{id}/historique", show),
    Route("/r/{id}/historique/placer", choose),
    Route("/r/{id}/historique/placer", put, methods=["POST"]),
]
