"""A second of a recording: leads to the paragraph of its transcript that is being said then."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.review.web import live_of


def second(request: Request) -> Response:
    """Send on to the paragraph under way at a second, the first one before it begins."""
    live = live_of(request)
    wanted = request.path_params["second"]
    timed = [(s, anchor) for voice in live.voices for _, s, anchor in voice.paragraphs if s is not None]
    under_way = [anchor for s, anchor in timed if s < wanted + 1] or [anchor for _, anchor in timed[:1]]
    end = f"#{under_way[-1]}" if under_way else ""
    return RedirectResponse(f"/r/{live.document['id']}{end}", 303)


routes = [Route("/r/{id}/a/{second:int}", second)]
