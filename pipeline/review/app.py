"""The application: what it is made of and which page answers which address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import iter_modules

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pipeline.decisions.store import Store
from pipeline.errors import PipelineError
from pipeline.review import pages
from pipeline.review.archive import Archive
from pipeline.review.live import Lives, Outdated
from pipeline.review.outlines import Outlines
from pipeline.review.rebuild import Rebuilder
from pipeline.review.security import Door, Guard, form_of, session_cookie, session_key
from pipeline.review.settings import Settings
from pipeline.review.web import assets, back, fields_of, is_fetch, own_address, render

YEAR = 365 * 24 * 3600


def create_app(settings: Settings) -> Starlette:
    """The server of ``settings.folder``. Raises: SetupError if its key or its decisions cannot be used."""
    key = session_key(settings.folder)
    store = Store.open(settings.folder)
    archive = Archive(settings.folder)
    rebuilder = Rebuilder(archive, store, settings.glossaries)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        rebuilder.start()
        app.state.outlines.warm()
        yield
        rebuilder.stop()
        store.close()

    app = Starlette(
        routes=[Route("/static/{mark}/{name}", static), *routes()],
        middleware=[
            Middleware(
                SessionMiddleware,
                secret_key=key + (settings.password or ""),  # another password ends all sessions
                session_cookie=session_cookie(key),
                same_site="strict",
                max_age=YEAR,
            ),
            Middleware(Guard, settings=settings),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
        exception_handlers={
            HTTPException: problem,
            Outdated: outdated,
            PipelineError: unusable,
            Exception: broken,
        },
        lifespan=life,
    )
    app.state.settings = settings
    app.state.archive = archive
    app.state.outlines = Outlines(archive)
    app.state.store = store
    app.state.lives = Lives(archive, store)
    app.state.rebuilder = rebuilder
    app.state.door = Door(settings.password) if settings.password is not None else None
    return app


def routes() -> list[BaseRoute]:
    """The routes of every module of `pipeline.review.pages`, in the order of their names."""
    names = sorted(m.name for m in iter_modules(pages.__path__))
    return [r for n in names for r in import_module(f"{pages.__name__}.{n}").routes]


async def static(request: Request) -> Response:
    """A file of ours, for ever, since its address changes with it."""
    asset = assets().get(request.path_params["name"])
    if asset is None or not request.url.path == asset.url:
        raise HTTPException(404, "Ce fichier n’existe pas.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(asset.content, media_type=asset.kind, headers=headers)


def unusable(request: Request, error: Exception) -> Response:
    """The store or a file cannot be used: what was asked is not stored, and can be sent again."""
    if request.method != "POST":
        return PlainTextResponse(f"Cette page ne peut pas être montrée : {error}\n", 503)
    why = "Rien n’a été enregistré : le fichier des décisions ne peut pas être écrit. Réessayez."
    if is_fetch(request):
        return PlainTextResponse(f"{why} ({error})\n", 503)
    return render(
        request,
        "unsaved.html",
        503,
        why=why,
        error=str(error),
        fields=fields_of(request),
        seen=form_of(request).get("seen"),
        action=own_address(request),
        back=back(request),
    )


def outdated(request: Request, error: Exception) -> Response:
    """The outputs of a recording do not say what the pages need."""
    return render(request, "problem.html", 409, why=str(error))


def broken(request: Request, error: Exception) -> Response:
    """A defect of ours; its trace is in the server's log."""
    return PlainTextResponse(
        "Erreur inattendue du serveur ; vos décisions enregistrées sont intactes.\n", 500
    )


def problem(request: Request, error: Exception) -> Response:
    """A page that says what is wrong and where to go on."""
    assert isinstance(error, HTTPException)
    return render(request, "problem.html", error.status_code, why=error.detail)
