"""`greffier evaluate`: the metrics of one output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("evaluate", short_help="Score an output against a gold file.")
@click.argument("prediction", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--show", is_flag=True, help="Name every miss and every false hit.")
@click.option("--json", "as_json", is_flag=True, help="Print the metrics as JSON on stdout.")
def command(prediction: Path, gold: Path, show: bool, as_json: bool) -> None:
    """Score PREDICTION (a webinar.json) against GOLD (a .gold.json).

    Example: greffier evaluate outputs/audition/webinar.json tests/recordings/audition.gold.json --show
    """
    from pipeline.errors import InputError
    from pipeline.evaluate.score import score

    predicted = _load(prediction, ("cues", "turns"))
    known = _load(gold, ("text", "turns", "errors", "figures", "actions"))
    try:
        result = score(predicted, known)
    except (AttributeError, KeyError, TypeError) as err:
        raise InputError(
            str(prediction), 1, f"not the shape of a webinar.json: {type(err).__name__} {err}; run it again"
        ) from err
    if show:
        for note in result.notes():
            click.echo(f"  {note}", err=as_json)
    if as_json:
        click.echo(json.dumps(result.as_dict(), indent=1))
        return
    for area, metrics in result.as_dict().items():
        click.echo(f"{area:12} " + "  ".join(f"{name}={shown(value)}" for name, value in metrics.items()))


def shown(value: float | int | None) -> str:
    """Return a metric as a reader sees it: ``-`` where there was nothing to measure."""
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _load(path: Path, required: tuple[str, ...]) -> dict[str, Any]:
    from pipeline.errors import InputError

    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as err:
        raise InputError(str(path), getattr(err, "lineno", 1), f"not JSON: {err}; give a JSON file") from err
    missing = [name for name in required if not isinstance(document, dict) or name not in document]
    if missing:
        raise InputError(
            str(path), 1, f"found no {', '.join(missing)}; give the prediction first, then the gold file"
        )
    return document
