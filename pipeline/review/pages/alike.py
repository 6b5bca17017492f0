"""All places where the same words are to become the same: one decision for those that are ticked."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.french.spelling import fold
from pipeline.page.wording import count
from pipeline.review import occurrences, similar
from pipeline.review.find import LONGEST, Query, context
from pipeline.review.live import Live, Mark, choice, place_of
from pipeline.review.occurrences import Reading, Row, Spot
from pipeline.review.outline import Misheard
from pipeline.review.outlines import outlines_of
from pipeline.review.paging import Part, address, part
from pipeline.review.places import at
from pipeline.review.security import form_of, typed
from pipeline.review.web import decide, frame, last_batch, live_of, refuse, render

DONE = {
    "accept": ("correction acceptée", "corrections acceptées"),
    "reject": ("correction refusée", "corrections refusées"),
    "edit": ("correction écrite à la main", "corrections écrites à la main"),
}

WAITS = {"suggested": 0, "applied": 1}
"""Statuses that nobody has decided, in the order in which they are shown; the others follow."""

WISHES = {
    "": "rien de plus",
    "always": "toujours corriger ainsi",
    "never": "ne jamais corriger dans ce contexte",
    "ask": "demander à chaque fois",
}
"""What an editor may wish of the glossary along with the decision."""


def show(request: Request) -> Response:
    """The places in the recording, or with ``?ou=archive`` in all; those not decided come first."""
    seen = request.app.state.store.last()  # what is decided from here on is not yet shown
    live = live_of(request)
    mark = _mark(live, request.query_params.get("c", ""))
    everywhere = request.query_params.get("ou") == "archive"
    fields = {"c": mark.key, "ou": "archive" if everywhere else ""}
    found = _alike(request, live, mark, everywhere)
    shown = part(request, found, occurrences.SIZE, fields)
    rows = list(_rows(request, shown, mark))
    id = live.document["id"]
    here = address(request.url.path, {"c": mark.key})
    return render(
        request,
        "alike.html",
        recording=frame(live.document, "Transcription"),
        mark=mark,
        batch=last_batch(request, live),
        part=shown,
        rows=occurrences.ticking(request, rows),
        tick_links=occurrences.tick_links(shown),
        everywhere=everywhere,
        here=here,
        archive=address(request.url.path, {"c": mark.key, "ou": "archive"}),
        missed=_missed(request, live, mark, everywhere),
        search=address(
            "/rechercher" if everywhere else f"/r/{id}/rechercher",
            {"q": mark.before[:LONGEST], "par": mark.after[:LONGEST]},
        ),
        wishes=WISHES,
        at=at,
        seen=seen,
        action=address(request.url.path, fields),
        back=f"/r/{id}?c={mark.key}#panneau",
    )


def _mark(live: Live, key: str) -> Mark:
    mark = live.mark(key)
    if mark is None:
        raise HTTPException(404, "Cette correction n’existe plus : le texte a changé.")
    return mark


def _alike(request: Request, live: Live, mark: Mark, everywhere: bool) -> list[tuple[str, str]]:
    """Recording and key of each place: what waits first, this recording before the others."""
    id = live.document["id"]
    found = [(m.status, id, m.key) for m in live.marks if similar.alike(m, mark)]
    if everywhere:
        later = occurrences.decided_later(request)
        for one in outlines_of(request).all():
            if one.id in later:
                words = occurrences.opened(request, [one.id] if one.id != id else [])
                spots = [(k, s) for r in words.values() for k, s in r.spots.items()]
                found += [(s.correction.status, one.id, k) for k, s in spots if similar.alike(s, mark)]
            elif one.id != id:
                found += [(row.status, one.id, row.key) for row in one.misheard if _same(row, mark)]
    return [(one, key) for _, one, key in sorted(found, key=lambda row: WAITS.get(row[0], len(WAITS)))]


def _same(row: Misheard, mark: Mark) -> bool:
    return (
        row.entry == mark.correction.entry
        and row.before.casefold() == mark.before.casefold()
        and row.machine.casefold() == mark.proposed.casefold()
    )


def _missed(request: Request, live: Live, mark: Mark, everywhere: bool) -> int:
    """How often the same words stand in the text where nobody proposes to change them."""
    query = Query(mark.before[:LONGEST])
    id = live.document["id"]
    own = occurrences.opened(request, [id])
    found = sum(not hit.touched for one in own.values() for hit in one.hits(query))
    if everywhere:
        for one, number in outlines_of(request).holding(query):
            left = [m for m in one.misheard if fold(m.before) == fold(mark.before) and not m.in_force]
            found += max(0, number - len(left)) if one.id != id else 0
    return found


def _rows(request: Request, shown: Part, mark: Mark) -> Iterable[Row]:
    wanted: dict[str, list[str]] = {}
    for id, key in shown.items:
        wanted.setdefault(id, []).append(key)
    titles = occurrences.titles(request)
    for id, one in occurrences.opened(request, wanted).items():
        for key in wanted[id]:
            found = one.spots.get(key)
            if found is not None and similar.alike(found, mark):
                yield _row(one, titles[id], key, found)


def _row(one: Reading, title: str, key: str, spot: Spot) -> Row:
    place = place_of(key)
    assert place is not None
    begin = one.text.offset(place.cue, place.raw_start)
    end = max(begin, one.text.offset(place.cue_end, place.raw_end, end=True))
    before, after = context(one.text.text, begin, end)
    words = spot.before, spot.correction.after
    note = occurrences.NOTES[spot.correction.status]
    return Row(
        f"{one.id}:{key}", one.id, title, one.seconds(begin), before, *words, after, note, not spot.decided
    )


def apply(request: Request) -> Response:
    """Accept, refuse or edit the corrections that are ticked, in one batch."""
    live = live_of(request)
    mark = _mark(live, request.query_params.get("c", ""))
    form = form_of(request)
    to = f"{request.url.path}?{request.url.query}#semblables"
    verdict = str(form.get("do") or "")
    wish = str(form.get("souhait") or "")
    words = typed(request, "texte")
    ticked = occurrences.asked(request)
    if verdict not in DONE or wish not in WISHES:
        return refuse(request, "Choisissez ce qu’il faut faire de ces corrections.", to=to)
    if not ticked:
        return refuse(request, "Cochez au moins un passage.", to=to)
    if verdict == "edit" and not words:
        return refuse(request, "Écrivez le texte qui remplace ces mots.", to=to)
    choices = []
    for id, (one, _) in occurrences.to_decide(request, ticked).items():
        for key in ticked[id]:
            found = one.mark(key)
            if found is None or not similar.alike(found, mark):
                continue
            place = place_of(key)
            assert place is not None
            asked = choice(
                one,
                "correction",
                verdict,
                place,
                value={"after": words} if verdict == "edit" else {},
                machine=found.said,
                prefer=wish or None,
            )
            choices.append((id, asked))
    if not choices:
        return refuse(request, "Ces passages ont changé entre-temps : rien n’a été décidé.", to=to)
    said = f"{count(len(choices), *DONE[verdict])}."
    return decide(request, choices, to=to, said=said)


routes = [
    Route("/r/{id}/semblables", show),
    Route("/r/{id}/semblables", apply, methods=["POST"]),
]
