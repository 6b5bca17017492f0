"""`greffier verify`: the facts of a post, looked up in its recording."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.publish.load import Output
    from pipeline.publish.verify import Post


@click.command("verify", short_help="Check the facts of a post against its recording.")
@click.argument("path", metavar="POST.md", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--recording",
    "ids",
    multiple=True,
    metavar="ID",
    help="Recording that the post is about; may be repeated. By default the one it names, or the likeliest.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
@click.option("--comment", is_flag=True, help="Print the result as a comment in Markdown.")
@click.pass_context
def command(
    ctx: click.Context, path: Path, folder: Path, ids: tuple[str, ...], as_json: bool, comment: bool
) -> None:
    """Look up every figure, date, name and quotation of a post in the recordings of DIR.

    Each fact is supported (with its timecode), different (and how), or without support. The post may be
    Greffier's own or an editor's; DIR is what `greffier run` wrote. The status is 1 when something
    differs. The result is in French, for an editor.

    Example: greffier verify site/content/actualites/posts/webinaire.md outputs/
    """
    from pipeline.decisions.stale import refresh
    from pipeline.french.syntax import Syntax
    from pipeline.publish.load import load
    from pipeline.publish.verify import Speech, choose, read_post, verify_in
    from pipeline.publish.verify.report import counts, to_comment, to_data, to_text

    if as_json and comment:
        raise click.BadParameter("give --json or --comment, not both", param_hint="--comment")
    try:
        post = read_post(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as err:
        raise click.BadParameter(f"{path} is not UTF-8: {err.reason} at byte {err.start}") from err
    refreshed = refresh(folder)
    outputs, problems = load(folder)
    problems += refreshed.problems
    for problem in problems:
        click.echo(str(problem), err=True)
    if not outputs:
        raise click.BadParameter(f"no usable webinar.json in {folder}; run `greffier run`", param_hint="DIR")
    syntax = Syntax()
    documents = _named(outputs, ids) or choose(post, [o.document for o in outputs], syntax)
    _say_stale(post, outputs)
    verdicts = verify_in(post, [Speech(d) for d in documents], syntax)
    names = [d["id"] for d in documents]
    if as_json:
        click.echo(json.dumps(to_data(verdicts, path.name, names), ensure_ascii=False, indent=1))
    elif comment:
        click.echo(to_comment(verdicts, path.name, documents), nl=False)
    else:
        click.echo(to_text(verdicts, path.name, names), nl=False)
    ctx.exit(1 if counts(verdicts)["differs"] or problems else 0)


def _named(outputs: tuple[Output, ...], ids: tuple[str, ...]) -> list[dict]:
    known = {o.id: o.document for o in outputs}
    for id in ids:
        if id not in known:
            raise click.BadParameter(
                f"found no recording {id!r}; there are {', '.join(known)}", param_hint="--recording"
            )
    return [known[id] for id in ids]


def _say_stale(post: Post, outputs: tuple[Output, ...]) -> None:
    """Tell when the post was made from another version of the output than the one at hand."""
    now = next((o.sha256 for o in outputs if o.id == post.recording), None)
    if post.sha256 and now and post.sha256 != now:
        click.echo(f"the post was made from an older webinar.json of {post.recording}", err=True)
