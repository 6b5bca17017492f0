"""`greffier export`: tables of many recordings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.errors import InputError

TABLES = ("figures", "actions", "corrections")
FORMATS = (".csv", ".parquet", ".xlsx")


@click.command("export", short_help="Write figures, actions and corrections as tables.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="FILE.csv, FILE.parquet or FILE.xlsx.",
)
@click.option(
    "--table",
    type=click.Choice(TABLES),
    help="Write this table alone, to FILE itself.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON on stdout.")
@click.pass_context
def command(ctx: click.Context, folder: Path, target: Path, table: str | None, as_json: bool) -> None:
    """Write the figures, actions and corrections of every recording in DIR as tables.

    An .xlsx file has a sheet for each table. CSV and Parquet hold one table in a file, so three files
    are written (FILE-figures.csv, FILE-actions.csv, FILE-corrections.csv) unless --table names one.
    Cells that a spreadsheet would run as a formula are put behind an apostrophe. Outputs that are older
    than an editor's decision are made again first.

    Example: greffier export outputs/ --to tables.xlsx
    """
    from pipeline.decisions.stale import refresh
    from pipeline.write import tables as write
    from pipeline.write.files import write_whole

    kind = target.suffix.lower()
    if kind not in FORMATS:
        raise click.BadParameter(
            f"{target.name!r} ends in {kind or 'nothing'}, expected {', '.join(FORMATS)}", param_hint="--to"
        )
    refreshed = refresh(folder)
    documents, problems = _read(folder)
    problems += refreshed.problems
    if not documents and not problems:
        raise click.BadParameter(f"no webinar.json in {folder}; run `greffier run` first", param_hint="DIR")
    made = write.tables(documents)
    wanted = {table: made[table]} if table else made
    if kind == ".xlsx":
        files = [(target, write.to_xlsx(wanted), list(wanted))]
    else:
        encode = write.to_csv if kind == ".csv" else write.to_parquet
        files = [
            (
                target if table else target.with_name(f"{target.stem}-{name}{target.suffix}"),
                encode(frame),
                [name],
            )
            for name, frame in wanted.items()
        ]
    for path, data, _ in files:
        write_whole(path, data)
    for problem in problems:
        click.echo(str(problem), err=True)
    if as_json:
        report = {
            "recordings": len(documents),
            "failed": [str(p) for p in problems],
            "files": [
                {"file": str(path), "bytes": len(data), "tables": {n: len(made[n]) for n in names}}
                for path, data, names in files
            ],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        for path, _, names in files:
            rows = ", ".join(f"{len(made[n])} {n}" for n in names)
            click.echo(f"{path}: {rows}")
        click.echo(f"read {len(documents)}, refused {len(problems)}")
    ctx.exit(1 if problems else 0)


def _read(folder: Path) -> tuple[list[dict], list[InputError]]:
    """The documents of DIR/*/webinar.json (or DIR/webinar.json) by name, and those that cannot be used."""
    from pipeline.errors import InputError
    from pipeline.write.tables import rows

    own = folder / "webinar.json"
    documents: list[dict] = []
    problems: list[InputError] = []
    for path in [own] if own.is_file() else sorted(folder.glob("*/webinar.json")):
        try:
            document = json.loads(path.read_text("utf-8"))
            rows(document)
        except (OSError, ValueError) as err:
            problems.append(
                InputError(
                    str(path), getattr(err, "lineno", 1), f"cannot be read: {err}; run the recording again"
                )
            )
        except (KeyError, TypeError, AttributeError) as err:
            problems.append(
                InputError(
                    str(path),
                    1,
                    f"has not the shape of a webinar.json ({type(err).__name__}: {err}); run the recording "
                    f"again",
                )
            )
        else:
            documents.append(document)
    return documents, problems
