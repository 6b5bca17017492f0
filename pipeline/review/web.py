"""What every page uses: rendering, the answer to a decision, and the recording that an address names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from pipeline.page.render import harmless
from pipeline.page.wording import count, duration, percent, said_date, timecode
from pipeline.review import chronicle
from pipeline.review.security import csrf_token, form_of, who
from pipeline.wording import title

if TYPE_CHECKING:
    from jinja2 import Environment

    from pipeline.decisions.model import Choice
    from pipeline.review.live import Live


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of ``static/``: its address holds a hash of its content, so that it can be kept for ever."""

    name: str
    content: bytes
    kind: str

    @property
    def url(self) -> str:
        return f"/static/{hashlib.sha256(self.content).hexdigest()[:16]}/{self.name}"


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """The stylesheet and the script, by name; each is one address, whatever it is made of."""
    folder = files("pipeline.review").joinpath("static")
    parts = {
        "review.css": ("text/css", "review.css", "lists.css"),
        "review.js": ("text/javascript", "review.js"),
    }
    return {
        name: Asset(name, b"".join(folder.joinpath(f).read_bytes() for f in own), kind)
        for name, (kind, *own) in parts.items()
    }


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, compiled once: autoescape everywhere, a missing name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("pipeline.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=harmless,
    )
    found.filters |= {
        "timecode": timecode,
        "duration": duration,
        "percent": percent,
        "said_date": said_date,
        "count": count,
        "when": chronicle.when,
        "deed": chronicle.sentence,
    }
    return found


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page or a fragment from ``templates/``.

    Every template also has ``csrf`` (the token), ``who`` (the editor's name), ``asks`` (nobody has said
    a name yet), ``keys`` (single-key shortcuts are on), ``said`` (what to announce once), ``path`` and
    ``assets``.
    """
    session = request.session
    values = {
        "csrf": csrf_token(request),
        "who": who(request),
        "asks": "name" not in session and request.app.state.settings.user_header is None,
        "keys": not session.get("keys_off"),
        "said": session.pop("said", None),
        "path": own_address(request),
        "assets": assets(),
        **values,
    }
    return HTMLResponse(environment().get_template(template).render(values), status)


def is_fetch(request: Request) -> bool:
    """Whether the page's own script asks: it wants a fragment or JSON, not a page."""
    return request.headers.get("x-requested-with") == "fetch"


TABS = {
    "Transcription": "",
    "Voix": "/voix",
    "Résumé et chapitres": "/resume",
    "Chiffres": "/chiffres",
    "Actions": "/actions",
    "Rechercher": "/rechercher",
    "Historique": "/historique",
}
"""The pages of one recording: label and end of the address after ``/r/<id>``."""


KEYS = {"Voix": "v", "Rechercher": "/", "Historique": "h"}


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a recording; ``left`` is how much waits there for a decision, ``key`` its shortcut."""

    label: str
    href: str
    left: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the template ``recording.html`` shows around a page of one recording."""

    id: str
    title: str
    here: str
    tabs: tuple[Tab, ...]

    @property
    def address(self) -> str:
        """The transcript of the recording."""
        return f"/r/{self.id}"


def frame(document: dict, here: str, left: Mapping[str, int] | None = None) -> Frame:
    """The frame of the page with the label ``here`` (one of `TABS`)."""
    left = left or {}
    tabs = tuple(
        Tab(t, f"/r/{document['id']}{end}", left.get(t, 0), KEYS.get(t, "")) for t, end in TABS.items()
    )
    return Frame(document["id"], title(document), here, tabs)


def missing(request: Request) -> HTTPException:
    """Why there is nothing to show of the recording that ``{id}`` of the address names."""
    if request.app.state.archive.path(request.path_params["id"]) is None:
        return HTTPException(404, "Cet enregistrement n’existe pas dans ce dossier.")
    return HTTPException(
        409, "Le fichier de cet enregistrement est abîmé ou vient d’une autre version : lancez de nouveau "
        "« greffier run »."
    )  # fmt: skip


def document_of(request: Request) -> dict:
    """The document that ``{id}`` of the address names. Raises: HTTPException 404."""
    document = request.app.state.archive.document(request.path_params["id"])
    if document is None:
        raise missing(request)
    return document


def live_of(request: Request) -> Live:
    """The recording that ``{id}`` of the address names, as it is now. Raises: HTTPException 404."""
    live = request.app.state.lives.of(request.path_params["id"])
    if live is None:
        raise missing(request)
    return live


def last_batch(request: Request, live: Live) -> str | None:
    """The last decision of this editor that is in force in a recording: what "undo" takes back."""
    own = [e for e in live.events if e.who == who(request)]
    return max(own, key=lambda e: e.seq).batch if own else None


def refuse(request: Request, why: str, *, to: str) -> Response:
    """Say why nothing was done: a line to a script, to a plain form the page ``to`` that announces it."""
    if is_fetch(request):
        return PlainTextResponse(harmless(why), 422)
    request.session["said"] = why
    return RedirectResponse(to, 303)


def decide(
    request: Request, choices: Sequence[tuple[str, Choice]], *, to: str, said: str, **more: Any
) -> Response:
    """Store the choices of an editor in one batch and answer.

    The form's ``seen`` is the last event that the page knew. ``to`` is the address (path of this server)
    that shows the result, ``said`` is announced there. A script gets ``{"said", "to", "seen", "batch"}`` and
    ``more``; a plain form is sent on to ``to``. When another editor has decided on the same thing meanwhile
    nothing is stored: the answer (409) shows the other decision and asks.
    """
    from pipeline.decisions.store import Conflict

    state = request.app.state
    try:
        seen = min(max(int(form_of(request).get("seen") or 0), 0), 1 << 62)
    except ValueError:
        seen = 0
    try:
        events = state.store.decide(choices, who(request), seen, key=_once(request))
    except Conflict as err:
        return conflict(request, err.events)
    except ValueError as err:
        why = f"Rien n’a été enregistré : cette décision ne peut pas être gardée ({err})."
        return refuse(request, why, to=back(request))
    state.rebuilder.wake({id for id, _ in choices})
    more |= {"seen": max((e.seq for e in events), default=seen), "batch": events[0].batch if events else None}
    return answer(request, to=to, said=said, **more)


def _once(request: Request) -> str | None:
    """The key of a form that is sent again because its answer was lost: it carries the same ``envoi``.

    Other fields make another key, so that nothing else that an editor says is taken for the first form.
    """
    if not form_of(request).get("envoi"):
        return None
    words = json.dumps([who(request), own_address(request), *sorted(fields_of(request))])
    return hashlib.sha256(words.encode()).hexdigest()


def fields_of(request: Request) -> list[tuple[str, str]]:
    """What the editor's form says, in order, without what the server adds to every form."""
    return [(k, str(v)) for k, v in form_of(request).multi_items() if k not in ("csrf", "seen")]


def own_address(request: Request) -> str:
    """The path of a request with its query."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def conflict(request: Request, events: Sequence) -> Response:
    """Show what somebody else decided, with the form again, that now knows of it."""
    from pipeline.review.chronicle import sentence, when

    return render(
        request,
        "conflict_part.html" if is_fetch(request) else "conflict.html",
        409,
        others=[(e.who, when(e.at), sentence(e)) for e in events],
        fields=fields_of(request),
        action=own_address(request),
        seen=max(e.seq for e in events),
        back=back(request),
    )


def answer(request: Request, *, to: str, said: str, **more: Any) -> Response:
    """Say that something was done: JSON to a script, to a plain form the page ``to`` that announces it."""
    if is_fetch(request):
        return JSONResponse({"said": harmless(said), "to": to, **more})
    request.session["said"] = said
    return RedirectResponse(to, 303)


def back(request: Request) -> str:
    """Where a form came from: its field ``back`` when it is a path of this server, else the front page."""
    said = str(form_of(request).get("back") or "")
    safe = said.startswith("/") and not said.startswith(("//", "/\\")) and said.isprintable()
    return said if safe else "/"
