"""Search and replace in one recording or in all of them: seen first, then decided for what is ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.page.wording import count
from pipeline.review import occurrences
from pipeline.review.find import LONGEST, Query
from pipeline.review.live import key_of
from pipeline.review.paging import Part, address, part
from pipeline.review.places import at
from pipeline.review.security import form_of, one_line
from pipeline.review.web import decide, document_of, frame, refuse, render

FIELDS = ("q", "par", "partie", "exact")


def _fields(values) -> dict[str, str]:
    found = {name: one_line(str(values.get(name) or ""), LONGEST) for name in FIELDS}
    return {**found, **{n: "1" if found[n] else "" for n in ("partie", "exact")}}


def _query(fields: dict[str, str]) -> Query:
    return Query(fields["q"], whole=not fields["partie"], exact=bool(fields["exact"]))


def search(request: Request) -> Response:
    """The form, and the places that hold the words; with a replacement, what each would become."""
    seen = request.app.state.store.last()  # what is decided from here on is not yet shown
    id = occurrences.scope(request)
    fields = _fields(request.query_params)
    query = _query(fields)
    held = occurrences.held(request, query, id)
    shown = part(request, occurrences.numbered(held), occurrences.SIZE, fields)
    rows = list(_rows(request, shown, query, fields["par"]))
    return render(
        request,
        "search_one.html" if id else "search_all.html",
        recording=frame(document_of(request), "Rechercher") if id else None,
        fields=fields,
        batch=occurrences.own_batch(request),
        part=shown,
        rows=occurrences.ticking(request, [r for r in rows if not r.settled]),
        tick_links=occurrences.tick_links(shown),
        settled=sum(r.settled for r in rows),
        recordings=len(held),
        everywhere=address("/rechercher", fields) if id else None,
        at=at,
        seen=seen,
        action=request.url.path,
    )


def _rows(request: Request, shown: Part, query: Query, replacement: str) -> Iterable[occurrences.Row]:
    wanted: dict[str, list[int]] = {}
    for id, n in shown.items:
        wanted.setdefault(id, []).append(n)
    titles = occurrences.titles(request)
    for id, one in occurrences.opened(request, wanted).items():
        found = one.hits(query)
        for n in wanted[id]:
            if n < len(found):
                yield occurrences.hit_row(one, titles[id], found[n], replacement)


def replace(request: Request) -> Response:
    """Replace the words at the places that are ticked, in one batch."""
    occurrences.scope(request)
    fields = _fields(form_of(request))
    to = address(request.url.path, fields) + "#resultats"
    ticked = occurrences.asked(request)
    if not fields["q"] or not fields["par"]:
        return refuse(request, "Écrivez les mots à chercher et ceux qui les remplacent.", to=to)
    if not ticked:
        return refuse(request, "Cochez au moins un passage.", to=to)
    choices, gone = [], 0
    for id, (one, words) in occurrences.to_decide(request, ticked).items():
        found = {key_of(h.place): h for h in words.hits(_query(fields))}
        there = [found[k] for k in ticked[id] if k in found]
        choices += [(id, occurrences.hit_choice(one, words, hit, fields["par"])) for hit in there]
    gone = sum(map(len, ticked.values())) - len(choices)
    if not choices:
        return refuse(request, "Ces passages ont changé entre-temps : rien n’a été remplacé.", to=to)
    return decide(request, choices, to=to, said=_said(choices, gone))


def _said(choices: Sequence, gone: int) -> str:
    said = f"{count(len(choices), 'passage remplacé', 'passages remplacés')}."
    if gone:
        said += f" {count(gone, 'passage', 'passages')} en moins : le texte y a changé entre-temps."
    return said


routes = [
    Route("/rechercher", search),
    Route("/rechercher", replace, methods=["POST"]),
    Route("/r/{id}/rechercher", search),
    Route("/r/{id}/rechercher", replace, methods=["POST"]),
]
