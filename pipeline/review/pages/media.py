"""A recording's own media file, for the player."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pipeline.review.player import media


def file(request: Request) -> Response:
    """The file, in the parts that the player asks for."""
    path = media(request, request.path_params["id"])
    if path is None:
        raise HTTPException(404, "Cet enregistrement n’a pas de fichier audio ou vidéo ici.")
    return FileResponse(path)


routes = [Route("/r/{id}/media", file)]
