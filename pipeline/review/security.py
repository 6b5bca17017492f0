"""What stands between the network and the pages: every request passes here, and most bad ones end here.

* Host: only names that the server was given, or an address, so that no other site's name can be made
  to point here (DNS rebinding).
* Changes (POST): the Origin (or Referer) is this host, the token of the session is in the form or in
  the header ``X-CSRF-Token``, the body is a form of at most `MAX_BODY` bytes.
* Password or proxy header where one was asked for.
* Answers: no script, style, frame or form of elsewhere; no sniffing; no embedding.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import re
import secrets
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import anyio
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import SetupError
from pipeline.review.settings import Settings, is_loopback

MAX_BODY = 1 << 20
"""Bytes of a form: a decision on thousands of places at once fits."""

MAX_FIELDS = 20_000

MAX_NAME = 120

OPEN_PATHS = ("/static/", "/entrer")
"""What a visitor without the password may ask for."""

PLAYERS = {
    "dailymotion": "https://geo.dailymotion.com",
    "youtube": "https://www.youtube-nocookie.com",
}

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        f"frame-src {' '.join(PLAYERS.values())}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# a session cookie is SameSite=Strict: a link from a mail or another site arrives without it, and an
# answer would start a new session over the old one; one step inside this site brings it along
_STEP_INSIDE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un instant…</title>'
    '<meta http-equiv="refresh" content="0"></head><body><p>Un instant…</p></body></html>'
)


class Guard:
    """ASGI middleware: refuses what is not addressed to this server by a page of this server."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.names = allowed_names(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        send = _with_headers(send)
        request = Request(scope, receive)
        refusal = self._refusal(request)
        if refusal is None and request.method == "POST":
            body = await _body(receive, request.headers)
            if isinstance(body, Response):
                refusal = body
            else:
                form = _form(body)
                scope.setdefault("state", {})["form"] = form
                token = request.headers.get("x-csrf-token") or form.get("csrf", "")
                if not _same(str(token), request.session.get("csrf", "")):
                    refusal = _refuse(403, "Votre session a expiré : rechargez la page, puis recommencez.")
        if refusal is None:
            refusal = self._stranger(request)
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if _hostname(host) not in self.names and not _is_address(_hostname(host)):
            return _refuse(421, "Ce serveur ne répond pas sous ce nom (voir --allowed-host).")
        if request.method not in ("GET", "HEAD", "POST"):
            return _refuse(405, "Méthode refusée.")
        site = request.headers.get("sec-fetch-site", "none")
        if request.method == "POST":
            said = request.headers.get("origin") or request.headers.get("referer") or ""
            if _netloc(said) != host.lower() or site not in ("same-origin", "none"):
                return _refuse(403, "Cette demande ne vient pas d’une page de ce serveur.")
        elif (
            site == "cross-site"
            and not request.session
            and request.headers.get("sec-fetch-mode") == "navigate"
        ):
            return HTMLResponse(_STEP_INSIDE)
        return None

    def _stranger(self, request: Request) -> Response | None:
        """Ask those who must say who they are and have not."""
        header, password = self.settings.user_header, self.settings.password
        if request.scope["path"].startswith(OPEN_PATHS):
            return None
        if header is not None and not announced(request, header):
            return _refuse(403, f"Aucun utilisateur annoncé par le mandataire (en-tête {header}).")
        if password is not None and not request.session.get("entered"):
            if request.method == "POST" or request.headers.get("x-requested-with"):
                return _refuse(401, "Votre session a expiré : rechargez la page pour entrer de nouveau.")
            return RedirectResponse("/entrer", 303)
        return None


class Door:
    """The shared password: compared in constant time, one try after the other, slower after each failure."""

    LONGEST = 8.0
    QUEUE = 30

    def __init__(self, password: str) -> None:
        self._password = password
        self._failures = 0
        self._closed_until = 0.0
        self._waiting = 0
        self._turn = anyio.Lock()

    def wait(self) -> float:
        """Seconds until the next try is looked at."""
        return max(0.0, self._closed_until - time.monotonic())

    async def opens(self, said: str) -> bool:
        """Whether the password is right; a wrong one closes the door for a while, to everybody.

        When too many wait already the answer is no, without a look.
        """
        if self._waiting >= self.QUEUE:
            return False
        self._waiting += 1
        try:
            async with self._turn:
                await anyio.sleep(self.wait())
                right = _same(said, self._password)
                self._failures = 0 if right else self._failures + 1
                if not right:
                    pause = min(self.LONGEST, 0.5 * 2 ** min(self._failures, 6))
                    self._closed_until = time.monotonic() + pause
                return right
        finally:
            self._waiting -= 1


def session_key(folder: Path) -> str:
    """The random key that signs the sessions, made on first use in ``DIR/.greffier`` for the owner alone.

    Raises: SetupError if it cannot be read or written.
    """
    path = folder / ".greffier" / "session.key"
    try:
        path.parent.mkdir(exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_text("ascii").strip()
        else:
            with os.fdopen(handle, "w") as file:
                file.write(key := secrets.token_hex(32))
        if len(key) < 64:
            raise SetupError(str(path), None, "is no key; delete the file, a new one is made")
        return key
    except OSError as err:
        raise SetupError(str(path), None, f"cannot be used: {err.strerror or err}; check its rights") from err


def session_cookie(key: str) -> str:
    """The name of the cookie: browsers keep one jar for all ports, and two folders may be open at once."""
    return f"greffier-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def csrf_token(request: Request) -> str:
    """The token that forms of this session carry."""
    return request.session.setdefault("csrf", secrets.token_urlsafe(24))


def form_of(request: Request) -> FormData:
    """The fields of a checked form, in order; empty for a GET."""
    return request.scope.get("state", {}).get("form") or FormData()


def who(request: Request) -> str:
    """The name that decisions are signed with.

    Whoever gives none gets a number, so that two of them are not taken for one.
    """
    header = request.app.state.settings.user_header
    if header is not None:
        return announced(request, header)
    name = request.session.get("name")
    return name or f"anonyme {request.session.setdefault('guest', 1000 + secrets.randbelow(9000))}"


def announced(request: Request, header: str) -> str:
    """The name in the header of the reverse proxy; "" without one, or with several, of which one is not its.

    Names that are sent as UTF-8 are read so.
    """
    said = request.headers.getlist(header)
    if len(said) != 1:
        return ""
    try:
        return clean_name(said[0].encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return clean_name(said[0])


# control characters, and signs that no one sees and that turn round the words after them
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def typed(request: Request, name: str, longest: int = 1000) -> str:
    """A text field of a checked form, see `one_line`."""
    return one_line(str(form_of(request).get(name) or ""), longest)


def one_line(said: str, longest: int = 1000) -> str:
    """A text on one line, without characters that no one sees, and not endless.

    >>> one_line("  loi\\x00 REEN\\u202e\\n")
    'loi REEN'
    """
    return " ".join(_UNSEEN.sub("", said).split())[:longest].rstrip()


def clean_name(said: str) -> str:
    """A name as it is stored: printable, one line, not endless.

    >>> clean_name("  Anne\\n Durand\\x00 ")
    'Anne Durand'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:MAX_NAME]


def allowed_names(settings: Settings) -> frozenset[str]:
    """Host names (without port) that the server answers to, besides plain addresses."""
    own = {"localhost"} if is_loopback(settings.host) else {settings.host.lower()}
    return frozenset(own | {_hostname(name) or name.lower() for name in settings.allowed_hosts})


# the address of a request is made of this header: a path in it would be taken for the path asked for
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def _netloc(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower() if _HOST.fullmatch(host) else ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
        return True
    except ValueError:
        return False


def _same(said: str, right: str) -> bool:
    return bool(right) and hmac.compare_digest(said.encode("utf-8", "replace"), right.encode("utf-8"))


async def _body(receive: Receive, headers: Headers) -> bytes | Response:
    if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return _refuse(415, "Seuls les formulaires de ce serveur sont reçus.")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 10 or int(length) > MAX_BODY:
        return _refuse(413, "Cette demande est trop longue.")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return _refuse(400, "Demande interrompue.")
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            return _refuse(413, "Cette demande est trop longue.")
        if not message.get("more_body"):
            return bytes(body)


def _form(body: bytes) -> FormData:
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"),
            keep_blank_values=True,
            max_num_fields=MAX_FIELDS,
            encoding="utf-8",
            errors="replace",
        )
    except ValueError:  # too many fields
        pairs = []
    return FormData(pairs)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return sending


def _refuse(status: int, why: str) -> Response:
    return PlainTextResponse(why + "\n", status, {"Cache-Control": "no-store"})
