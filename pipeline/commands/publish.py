"""`greffier publish`: posts, captions and feeds for the news site."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("publish", short_help="Write posts, captions and feeds into the news site.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--to",
    "site",
    required=True,
    metavar="SITE",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the site's sources (the one that holds content/ and _data/).",
)
@click.option("--series", metavar="NAME", help="Series that the posts belong to; none by default.")
@click.option(
    "--final/--draft",
    default=None,
    help="Publish the posts, or keep them out of the site's build; a new post is a draft.",
)
@click.option(
    "--slug",
    "slugs",
    multiple=True,
    metavar="[ID=]SLUG",
    help="Last part of a post's address; may be repeated. Without ID= for a single recording.",
)
@click.option("--address", metavar="URL", help="Address of the site, for the feeds.")
@click.option("--check", is_flag=True, help="Write nothing; name what is stale or changed; 1 if anything is.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on stdout.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    site: Path,
    series: str | None,
    final: bool | None,
    slugs: tuple[str, ...],
    address: str | None,
    check: bool,
    as_json: bool,
) -> None:
    """Write a post, its card and its captions for every recording in DIR, and feeds of all of them.

    DIR is what `greffier run` wrote. A file that a person has changed since is never overwritten: the
    new version is written beside it, with the suffix .greffier-nouveau, and the status is 1. A
    recording without a full date is refused and the others are done. Outputs that are older than an
    editor's decision are made again first.

    Example: greffier publish outputs/ --to ../site
    """
    from pipeline.decisions.stale import refresh
    from pipeline.publish.load import load
    from pipeline.publish.site import Options, publish

    if series is not None and (not series.strip() or any(c in series for c in '"<>{}\\\n\r')):
        raise click.BadParameter(
            f"found {series!r}, expected a name without quotes or braces", param_hint="--series"
        )
    if address is not None and not address.startswith(("https://", "http://")):
        raise click.BadParameter(f"found {address!r}, expected https://…", param_hint="--address")
    refreshed = refresh(folder, write=not check)
    outputs, problems = load(folder)
    problems += refreshed.problems
    if not outputs and not problems:
        raise click.BadParameter(f"no webinar.json in {folder}; run `greffier run` first", param_hint="DIR")
    options = Options(series, final, _slugs(slugs, [o.id for o in outputs]), address, check)
    report = publish(outputs, site, options)
    problems += report.problems
    kept = [o for o in report.outcomes if o.state == "kept"]
    for problem in problems:
        click.echo(str(problem), err=True)
    for outcome in kept:
        click.echo(f"{site / outcome.path}: {outcome.message}", err=True)
    for path, why in report.stale:
        click.echo(f"{site / path}: stale: {why}", err=True)
    for note in report.notes:
        click.echo(note, err=True)
    if as_json:
        data = {
            "recordings": len(outputs),
            "refused": [str(p) for p in problems],
            "files": [
                {
                    "file": o.path,
                    "state": o.state,
                    "recording": o.recording or None,
                    "beside": o.beside,
                }
                for o in report.outcomes
            ],
            "stale": [{"file": path, "why": why} for path, why in report.stale],
            "notes": list(report.notes),
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for outcome in report.outcomes:
            if outcome.state == "written":
                click.echo(f"{'to write' if check else 'written'}: {site / outcome.path}")
        count = {s: sum(o.state == s for o in report.outcomes) for s in ("written", "unchanged", "kept")}
        click.echo(
            f"recordings {len(outputs)}, refused {len(problems)}; files {'to write' if check else 'written'} "
            f"{count['written']}, unchanged {count['unchanged']}, kept {count['kept']}, "
            f"stale {len(report.stale)}"
        )
    behind = check and (report.stale or any(o.state == "written" for o in report.outcomes))
    ctx.exit(1 if problems or kept or behind else 0)


def _slugs(given: tuple[str, ...], ids: list[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for text in given:
        id, equals, slug = text.rpartition("=")
        if not equals:
            if len(ids) != 1:
                raise click.BadParameter(
                    f"found {text!r} with {len(ids)} recordings, expected ID=SLUG", param_hint="--slug"
                )
            id = ids[0]
        elif id not in ids:
            raise click.BadParameter(
                f"found no recording {id!r}; there are {', '.join(ids)}", param_hint="--slug"
            )
        chosen[id] = slug
    return chosen
