"""Metrics of the figures: values found, and their units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.alignment import Document, f_score, fold, ratio

WINDOW = 20.0
"""Seconds between a figure of the gold and one of the prediction that may be the same."""
TOLERANCE = 1e-3
"""Relative difference between two values that are the same."""

_UNITS = {"euro": "eur", "€": "eur", "%": "percent", "pourcent": "percent", "pour cent": "percent"}


@dataclass(frozen=True, slots=True)
class FigureScore:
    """A figure is found when its value, or both ends of its range, are right within `WINDOW`.
    ``unit_accuracy`` is the share of those found whose unit is right."""

    precision: float | None
    recall: float | None
    f1: float
    unit_accuracy: float | None
    gold: int
    notes: tuple[str, ...] = field(default=(), repr=False)


def score_figures(prediction: Document, gold: Document) -> FigureScore:
    """Measure the figures. Optional ones of the gold, and dates or factors said without a digit (*à la
    rentrée*), count neither as found nor as false."""
    proposed = prediction.get("figures", [])
    left = list(proposed)
    found = units = spared = 0
    notes = []
    for wanted in sorted(gold["figures"], key=lambda figure: bool(figure.get("optional"))):
        optional = bool(wanted.get("optional"))
        alike = [figure for figure in left if _delay(wanted, figure) <= WINDOW and same_value(wanted, figure)]
        if not alike:
            if not optional:
                notes.append(f"missed figure at {wanted['t']:.1f} s: {wanted['text']!r} = {_shown(wanted)}")
            continue
        best = min(alike, key=lambda f: (not same_unit(wanted["unit"], f.get("unit")), _delay(wanted, f)))
        left.remove(best)
        if optional:
            spared += 1
            continue
        found += 1
        if same_unit(wanted["unit"], best.get("unit")):
            units += 1
        else:
            notes.append(
                f"unit at {wanted['t']:.1f} s: {wanted['text']!r}: "
                f"{best.get('unit')!r}, wants {wanted['unit']!r}"
            )
    vague = [
        figure
        for figure in left
        if figure.get("kind") in ("date", "factor") and not re.search(r"\d", figure.get("text", ""))
    ]
    false = [figure for figure in left if figure not in vague]
    notes += [f"false figure at {f.get('start')} s: {f.get('text')!r} = {_shown(f)}" for f in false]

    expected = sum(not figure.get("optional") for figure in gold["figures"])
    precision = ratio(found, len(proposed) - spared - len(vague))
    recall = ratio(found, expected)
    return FigureScore(
        precision, recall, f_score(precision, recall), ratio(units, found), expected, tuple(notes)
    )


def _delay(wanted: dict[str, Any], figure: dict[str, Any]) -> float:
    return abs((figure.get("start") or 0) - wanted["t"])


def _shown(figure: dict[str, Any]) -> str:
    value = figure.get("value")
    amount = f"{figure.get('low')} to {figure.get('high')}" if value is None else value
    return f"{amount} {figure.get('unit') or ''}".rstrip()


def same_value(wanted: dict[str, Any], figure: dict[str, Any]) -> bool:
    """Say whether two figures have the same value, or else the same ends. Dates are compared as written."""

    def same(name: str) -> bool:
        a, b = wanted.get(name), figure.get(name)
        if a is None or b is None:
            return False
        if isinstance(a, str) or isinstance(b, str):
            return str(a) == str(b)
        return abs(float(a) - float(b)) <= TOLERANCE * max(1.0, abs(float(a)))

    if wanted.get("value") is not None:
        return same("value")
    return same("low") and same("high")


def same_unit(wanted: str | None, given: str | None) -> bool:
    """Say whether two units are the same, or begin with the same noun (*institution culturelle* and
    *institution*); number, case and accents do not count.

    >>> same_unit("EUR", "euros"), same_unit("mètre cube", "mètre"), same_unit("an", "agent")
    (True, True, False)
    """
    a, b = _unit(wanted), _unit(given)
    return a == b or (bool(a) and bool(b) and a.split()[0] == b.split()[0])


def _unit(unit: str | None) -> str:
    folded = fold(str(unit or ""))
    folded = _UNITS.get("euro" if folded == "euros" else folded, folded)
    return " ".join(word[:-1] if word.endswith(("s", "x")) else word for word in folded.split())
