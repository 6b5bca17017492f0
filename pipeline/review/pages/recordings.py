"""The list of recordings: what each is, what is left to decide, in what state it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.french.spelling import fold
from pipeline.page.wording import count
from pipeline.review.outline import LEFT, Outline
from pipeline.review.outlines import outlines_of
from pipeline.review.paging import part
from pipeline.review.web import render

SIZE = 30
"""Recordings on a page."""

STATES = {"none": "à commencer", "started": "en cours", "complete": "terminé"}

SIGNS = {"none": "○", "started": "◐", "complete": "●"}
"""The sign before each state, which the eye finds before the word."""

FILTERS = {
    "": "tous",
    "reste": "où il reste à décider",
    **STATES,
    "orphans": "avec des décisions sans place",
}

ORDERS: dict[str, tuple[str, Callable[[Outline], Any], bool]] = {
    "": ("les plus récents d’abord", lambda o: (o.date or "", fold(o.title)), True),
    "ancien": ("les plus anciens d’abord", lambda o: (o.date or "9", fold(o.title)), False),
    "reste": ("le plus à décider d’abord", lambda o: (o.undecided, o.date or ""), True),
    "titre": ("par titre", lambda o: (fold(o.title), o.date or ""), False),
    "duree": ("les plus longs d’abord", lambda o: (o.duration or 0, o.date or ""), True),
}
"""Orders of the list: the French name, the key, whether from the greatest."""


def chosen(outlines: Sequence[Outline], words: str, state: str, order: str) -> list[Outline]:
    """The recordings whose title, people or date hold all the words, in that state, in that order."""
    wanted = fold(words).split()
    found = [o for o in outlines if _in_state(o, state) and all(w in _words(o) for w in wanted)]
    _, key, reverse = ORDERS[order]
    return sorted(found, key=key, reverse=reverse)


def _in_state(one: Outline, state: str) -> bool:
    match state:
        case "":
            return True
        case "reste":
            return one.undecided > 0
        case "orphans":
            return one.orphans > 0
        case _:
            return one.state == state


def _words(one: Outline) -> str:
    return fold(" ".join((one.id, one.title, one.date or "", *one.people)))


def left(one: Outline) -> str:
    """What is left to decide in words; empty when nothing is."""
    return ", ".join(count(n, *LEFT[kind]).replace(" ", "\xa0") for kind, n in one.left.items() if n)


def listing(request: Request) -> Response:
    """The list, filtered and ordered by the fields of its address."""
    asked = request.query_params
    wanted, order = asked.get("etat", ""), asked.get("tri", "")
    fields = {
        "q": asked.get("q", "").strip()[:200],
        "etat": wanted if wanted in FILTERS else "",
        "tri": order if order in ORDERS else "",
    }
    outlines = outlines_of(request).all()
    found = chosen(outlines, fields["q"], fields["etat"], fields["tri"])
    shown = part(request, found, SIZE, fields)
    state = request.app.state
    later = {o.id for o in shown.items if o.decisions != state.store.digest(o.id)}
    return render(
        request,
        "recordings.html",
        part=shown,
        fields=fields,
        filters=FILTERS,
        orders={k: name for k, (name, _, _) in ORDERS.items()},
        states={k: f"{SIGNS[k]} {name}" for k, name in STATES.items()},
        left=left,
        busy={id for id in later if state.rebuilder.busy(id)},
        stale=later,
        all=len(outlines),
        unusable=outlines_of(request).unusable(),
        undecided=sum(o.undecided for o in outlines),
        waiting=sum(o.undecided > 0 for o in outlines),
    )


routes = [Route("/", listing)]
