"""What editors want of the glossary, what it would prepare, and the command that proposes it."""

from __future__ import annotations

import shlex
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.store import Store
from pipeline.decisions.wishes import ORDER, Wish, wishes
from pipeline.review import occurrences
from pipeline.review.chronicle import cut
from pipeline.review.paging import part
from pipeline.review.places import at
from pipeline.review.web import render

SIZE = 30
"""Wishes on a page."""

CONTEXTS = 3
"""Places of a wish that are shown."""

HEADINGS = {"always": "Toujours", "never": "Jamais ici", "ask": "Demander à chaque fois"}


def prepares(wish: Wish) -> str:
    """What the glossary would say once the wish is granted, as a French sentence."""
    before, after = cut(wish.before), cut(wish.after)
    entry = f"dans l’entrée « {wish.entry} »" if wish.entry else f"dans une nouvelle entrée « {after} »"
    match wish.prefer:
        case "always":
            return f"« {before} » serait toujours corrigé en « {after} » (forme entendue, {entry})."
        case "never":
            return f"« {before} » resterait tel quel dans ces contextes (refus, {entry})."
        case _:
            return f"« {before} » → « {after} » serait seulement proposé ({entry})."


@lru_cache(maxsize=2)
def _wishes(store: Store, last: int) -> tuple[Wish, ...]:
    """The wishes of all events, gathered again when there is a later one than ``last``."""
    return wishes(store.events())


def show(request: Request) -> Response:
    """The wishes of all recordings by kind, the most frequent first."""
    store = request.app.state.store
    found = _wishes(store, store.last())
    shown = part(request, found, SIZE, {})
    groups = {HEADINGS[p]: [w for w in shown.items if w.prefer == p] for p in ORDER}
    return render(
        request,
        "wishes.html",
        part=shown,
        groups={heading: rows for heading, rows in groups.items() if rows},
        prepares=prepares,
        contexts=CONTEXTS,
        titles=occurrences.titles(request),
        at=at,
        folder=shlex.quote(str(request.app.state.settings.folder)),
    )


routes = [Route("/glossaire", show)]
