"""`greffier run`: all stages over files and folders."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


class Place(click.ParamType):
    """A path, or the address of a store."""

    name = "path"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        from pipeline.storage import place

        return place(value) if isinstance(value, str) else value


@click.command("run", short_help="Process transcripts: one folder per recording.")
@click.argument("paths", nargs=-1, required=True, type=Place(), metavar="PATH...")
@click.option(
    "--out",
    default="outputs",
    show_default=True,
    type=Place(),
    help="Folder of the results, one folder per recording.",
)
@click.option(
    "--glossary",
    "glossaries",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A YAML or CSV glossary, or a folder of them; may be repeated.",
)
@click.option("--no-default-glossary", is_flag=True, help="Leave out the project's own glossary.")
@click.option(
    "--meta",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Title, date and people of the (only) recording: an event page, a text or a YAML file.",
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to use."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or a Dask cluster.",
)
@click.option(
    "--scheduler", metavar="ADDR", help="Address of the Dask scheduler; by default a cluster of this machine."
)
@click.option("--force", is_flag=True, help="Process again what has not changed.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on stdout.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    out: Path,
    glossaries: tuple[Path, ...],
    no_default_glossary: bool,
    meta: Path | None,
    workers: int,
    engine: str,
    scheduler: str | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read, correct, segment, extract and write every transcript in PATH.

    Files and folders are taken, on this machine or on a store (s3://bucket/in); inputs that have not
    changed since their result was written are skipped, so that a run that was stopped goes on. One bad
    input never stops the others: it is named on stderr, and the status is 1.

    Example: greffier run samples/ --out outputs/ --workers 2
    """
    from pipeline import batch
    from pipeline.journal import Journal
    from pipeline.report import closing_table, messages, report

    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")
    plan = batch.plan(paths, out, meta=meta)
    if meta and len(plan.jobs) > 1:
        raise click.UsageError(f"--meta describes one recording, but {len(plan.jobs)} inputs were found")
    setup = batch.Setup.load(glossaries, default=not no_default_glossary)
    journal = Journal(out)
    if dry_run:
        for job, result in batch.checked(plan.jobs, setup, journal):
            state = "unchanged" if result and not force else "to do"
            click.echo(f"{state:9}  {job.path}  ->  {job.folder}")
        for line in messages(plan.failures):
            click.echo(line, err=True)
        return
    results = list(plan.failures)
    with journal:
        stream = batch.run(
            plan.jobs,
            setup,
            workers=workers,
            force=force,
            engine=engine,
            scheduler=scheduler,
            journal=journal,
        )
        if sys.stderr.isatty() and not as_json:
            with click.progressbar(
                stream,
                length=len(plan.jobs),
                label="Recordings",
                file=sys.stderr,
                item_show_func=lambda r: r.file if r else "",
            ) as bar:
                results += bar
        else:
            results += stream
        batch.write_report(out, results)
    for line in messages(results):
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(report(results, clock=True), ensure_ascii=False, indent=1))
    else:
        click.echo(closing_table(results, out))
    ctx.exit(int(batch.status(results)))
