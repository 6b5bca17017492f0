"""`greffier review`: the editors' pages."""

from __future__ import annotations

from pathlib import Path

import click


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
    import uvicorn

    from pipeline.review.app import create_app
    from pipeline.review.settings import Settings, is_loopback

    password = _password(password_file) if password_file else None
    settings = Settings(folder, host, port, glossaries, password, user_header, allowed_hosts, media)
    if not is_loopback(host) and not settings.protected:
        raise click.UsageError(
            f"--host {host} lets other machines in: add --password-file FILE, or --user-header NAME behind "
            "a reverse proxy; or leave --host out to serve this machine only"
        )
    app = create_app(settings)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{port}/  (Ctrl+C to stop)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def _password(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    if not lines or not lines[0].strip():
        raise click.UsageError(f"{path}:1: found no password, expected one on the first line")
    return lines[0].strip()
