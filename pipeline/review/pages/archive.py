"""The archive: what all recordings say together, each thing with a link to the second where it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.page.wording import SHAPES
from pipeline.review import charts, statistics
from pipeline.review.outline import LEFT, Outline, Told
from pipeline.review.outlines import outlines_of
from pipeline.review.paging import address, part
from pipeline.review.places import at, correction
from pipeline.review.web import render
from pipeline.wording import OBJECTIVES, STATUSES

ENTRIES = 12
"""Entries of the glossary on a page."""

PLACES = 60
"""Places of an entry, actions or figures on a page of a list."""

MARKS, COLUMNS = 120, 8
"""Actions and recordings in one chart: each action is also a line of the list beside it."""

SHORT = 110
"""Characters of an action in a list; the whole stands in the recording."""

TABS = {
    "/archive": "Vue d’ensemble",
    "/archive/entrees": "Entrées mal entendues",
    "/archive/actions": "Actions",
    "/archive/chiffres": "Chiffres clés",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The actions of one recording under one objective."""

    recording: Outline
    actions: Sequence[Told]


def _render(request: Request, template: str, **values: Any) -> Response:
    shared = {
        "tabs": TABS,
        "here": request.url.path,
        "at": at,
        "correction": correction,
        "objectives": OBJECTIVES,
        "statuses": STATUSES,
        "shapes": SHAPES,
        "short": short,
        "address": address,
    }
    return render(request, template, **shared, **values)


def short(words: str, room: int = SHORT) -> str:
    """The beginning of a text, cut at a word.

    >>> short("un mot"), short("mot " * 40)[-8:]
    ('un mot', 'mot mot…')
    """
    return words if len(words) <= room else words[:room].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def overview(request: Request) -> Response:
    """Totals, what is left to decide, actions by objective and year, the entries misheard most."""
    outlines = outlines_of(request).all()
    found = outlines_of(request).made_of_all(statistics.entries)
    most = sorted((o for o in outlines if o.undecided), key=lambda o: (-o.undecided, o.title))[:5]
    years = list(outlines_of(request).made_of_all(statistics.by_year).items())
    return _render(
        request,
        "archive.html",
        outlines=outlines,
        seconds=sum(o.duration or 0 for o in outlines if o.duration),
        misheard=sum(e.count for e in found),
        actions=sum(len(o.actions) for o in outlines),
        figures=sum(len(o.figures) for o in outlines),
        left={words: sum(o.left.get(kind, 0) for o in outlines) for kind, words in LEFT.items()},
        most=most,
        years=years[:6],
        more_years=len(years) > 6,
        entries=found[:5],
        chart=charts.misheard(found[:5]),
    )


def entries(request: Request) -> Response:
    """The entries of the glossary by how often they are misheard; one of them with all its places."""
    asked = request.query_params.get("entree", "")
    found = outlines_of(request).made_of_all(statistics.entries)
    if asked:
        entry = next((e for e in found if e.key == asked), None)
        if entry is None:
            raise HTTPException(404, "Aucune correction de l’archive ne vient de cette entrée.")
        rows = [(form, *place) for form in entry.forms for place in form.places]
        shown = part(request, rows, PLACES, {"entree": asked})
        return _render(request, "archive_entry.html", entry=entry, part=shown)
    shown = part(request, found, ENTRIES, {})
    return _render(
        request, "archive_entries.html", part=shown, size=ENTRIES, chart=charts.misheard(shown.items)
    )


def actions(request: Request) -> Response:
    """The actions of some neighbouring recordings as a chart and in words, or those of one objective."""
    asked = request.query_params
    outlines = outlines_of(request).made_of_all(statistics.in_time)
    objective, year = asked.get("objectif", ""), asked.get("annee", "")
    if objective in OBJECTIVES:
        rows = statistics.objective(outlines, objective, year or None)[::-1]
        fields = {"objectif": objective, "annee": year}
        years = [y for y in statistics.by_year(outlines) if y]
        return _render(
            request,
            "archive_objective.html",
            part=part(request, rows, PLACES, fields),
            fields=fields,
            years=years,
        )
    told = [o for o in outlines if o.actions]
    windows = statistics.windows(told, MARKS, COLUMNS)
    shown = part(request, windows, 1, {})
    begin, end = shown.items[0] if windows else (0, 0)
    recordings = told[begin:end]
    groups = {
        key: [Group(o, rows) for o in recordings if (rows := [a for a in o.actions if key in a.objectives])]
        for key in OBJECTIVES
    }
    return _render(
        request,
        "archive_actions.html",
        part=shown,
        recordings=recordings,
        chart=charts.actions(recordings),
        groups={k: g for k, g in groups.items() if g},
        total=sum(len(o.actions) for o in outlines),
    )


def figures(request: Request) -> Response:
    """The key figures of all recordings, the latest first."""
    outlines = outlines_of(request).made_of_all(statistics.in_time)[::-1]
    rows = [(one, figure) for one in outlines for figure in one.figures]
    return _render(request, "archive_figures.html", part=part(request, rows, PLACES, {}))


routes = [
    Route("/archive", overview),
    Route("/archive/entrees", entries),
    Route("/archive/actions", actions),
    Route("/archive/chiffres", figures),
]
