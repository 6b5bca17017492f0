"""`greffier review`: the editors' pages."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from starlette.applications import Starlette


@click.command("review", short_help="Open the editors' pages over a folder of outputs.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--glossary",
    "glossaries",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A YAML or CSV glossary, or a folder of them; may be repeated.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file whose first line is the password that all editors share.",
)
@click.option("--user-header", metavar="NAME", help="Header in which a reverse proxy says who the editor is.")
@click.option(
    "--allowed-host", "allowed_hosts", multiple=True, metavar="NAME", help="Host name to answer to."
)
@click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of video or audio files named after the recordings.",
)
def command(
    folder: Path,
    host: str,
    port: int,
    glossaries: tuple[Path, ...],
    password_file: Path | None,
    user_header: str | None,
    allowed_hosts: tuple[str, ...],
    media: Path | None,
) -> None:
    """Serve the pages where editors check, correct and complete the recordings in DIR.

    Only this machine can reach the server unless --host says otherwise; then --password-file or
    --user-header is needed. Stop it with Ctrl+C: every decision is stored when it is made.

    Example: greffier review outputs/
    """
    from pipeline.glossary import load
    from pipeline.review.app import create_app
    from pipeline.review.settings import Settings, is_loopback

    password = _password(password_file) if password_file else None
    settings = Settings(folder, host, port, glossaries, password, user_header, allowed_hosts, media)
    if not is_loopback(host) and not settings.protected:
        raise click.UsageError(
            f"--host {host} lets other machines in: add --password-file FILE, or --user-header NAME behind "
            "a reverse proxy; or leave --host out to serve this machine only"
        )
    if glossaries:
        load(glossaries)  # a mistake is said now, not at the first rebuild
    with _listening(host, port) as listener:
        app = create_app(settings)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{listener.getsockname()[1]}/  (Ctrl+C to stop)", err=True)
        _serve(app, listener)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as err:
        why = (
            "is in use" if err.errno == errno.EADDRINUSE else f"cannot be listened on: {err.strerror or err}"
        )
        raise SetupError(f"{host}:{port}", None, f"{why}; choose another --port or --host") from err


def _serve(app: Starlette, listener: socket.socket) -> None:
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    )
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise SetupError(str(listener.getsockname()), None, "the server could not start; see the lines above")


def _password(path: Path) -> str:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as err:
        raise SetupError(str(path), None, f"cannot be read as UTF-8 text: {err}") from err
    if not lines or not lines[0].strip():
        raise click.UsageError(f"{path}:1: found no password, expected one on the first line")
    return lines[0].strip()
