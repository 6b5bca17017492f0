"""Recall, offered and wrong changes along the threshold: ``python tests/correct/curve.py [--svg FILE]``.

Each recording is scored with the weights that were learnt without it (``left_out.json``, written by
``train.py``), through the whole stage. The thresholds in force are marked.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from corpus import Sample, development, held_out, score
from train import LEFT_OUT

from pipeline.correct import build_index, stage
from pipeline.correct.score import Model, model
from pipeline.model import Correction

APPLIED = (0.95, 0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2)
SUGGESTED = (0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05)
SVG = Path(__file__).with_name("threshold.svg")
Point = dict[str, float]


def left_out(name: str, applied: float, suggested: float) -> Model:
    """The model learnt without a recording, at some thresholds."""
    data = json.loads(LEFT_OUT.read_text("utf-8"))[name]
    return Model(data["weights"], data["bias"], applied, suggested)


def corrected(sample: Sample, applied: float, suggested: float) -> list[Correction]:
    """What the stage makes of a recording that it learnt nothing from."""
    shipped = stage.model
    try:
        stage.model = lambda: left_out(sample.name, applied, suggested)
        return list(stage.correct(sample.recording, build_index(sample.glossary)))
    finally:
        stage.model = shipped


def point(samples: Iterable[Sample], applied: float, suggested: float) -> Point:
    """Scores over some recordings, each left out: recall, offered, wrong and questions per 1,000 words."""
    fixed = gold = wrong = offered = words = asked = 0.0
    for sample in samples:
        found = corrected(sample, applied, suggested)
        r = score(sample, found)
        fixed, gold, wrong = fixed + r["fixed"], gold + r["gold"], wrong + r["wrong"]
        offered += r["offered"] * r["gold"]
        words += len(sample.gold["text"].split())
        asked += sum(c.status == "suggested" for c in found)
    return {
        "recall": fixed / gold,
        "offered": offered / gold,
        "wrong": 1000 * wrong / words,
        "asked": 1000 * asked / words,
    }


def draw(curves: dict[str, list[tuple[float, Point]]], at: float) -> str:
    """The curves as SVG: recall against wrong changes per 1,000 words, a dot for each threshold."""
    width, height, left, top = 560, 360, 60, 20
    most = max(0.6, *(p["wrong"] for rows in curves.values() for _, p in rows)) * 1.1

    def place(p: Point) -> tuple[float, float]:
        x = left + p["wrong"] / most * (width - left - 20)
        return round(x, 1), round(top + (1 - p["recall"]) * 2 * (height - top - 50), 1)

    base = height - 50
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="12" role="img" aria-label="Recall against wrong changes, along the threshold">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<path d="M{left} {top}V{base}H{width - 20}" fill="none" stroke="#333"/>',
        f'<text x="{left}" y="{height - 12}">wrong changes per 1,000 words (0 to {most:.1f})</text>',
    ]
    for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        y = round(top + (1 - share) * 2 * (base - top), 1)
        out.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{share:.1f}</text>')
    for n, (name, rows) in enumerate(curves.items()):
        color = ("#000091", "#b34000")[n % 2]
        dots = [place(p) for _, p in rows]
        line = " ".join(f"{x},{y}" for x, y in dots)
        out.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="1.5"/>')
        for (x, y), (threshold, _) in zip(dots, rows, strict=True):
            chosen = threshold == at
            out.append(f'<circle cx="{x}" cy="{y}" r="{5 if chosen else 2.5}" fill="{color}"/>')
            if chosen or threshold in (rows[0][0], rows[-1][0]):
                out.append(f'<text x="{x + 7}" y="{y + 14}" fill="{color}">{threshold}</text>')
        y = base - 34 + 18 * n
        out.append(f'<text x="{width - 24}" y="{y}" text-anchor="end" fill="{color}">{name}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def report(svg: Path = SVG) -> None:
    """Print the curves and draw them."""
    groups = {"development": development(), "tests/recordings": held_out()}
    groups = {name: samples for name, samples in groups.items() if samples}
    shipped = model()
    curves: dict[str, list[tuple[float, Point]]] = {}
    for name, samples in groups.items():
        print(f"{name}, each recording left out of the learning")
        print(f"{'applied from':>14}{'recall':>8}{'offered':>9}{'wrong/1000':>12}{'asked/1000':>12}")
        curves[name] = [(t, point(samples, t, min(t, shipped.suggested))) for t in APPLIED]
        for t, p in curves[name]:
            mark = "  <- in force" if t == shipped.applied else ""
            row = f"{p['recall']:>8.3f}{p['offered']:>9.3f}{p['wrong']:>12.2f}{p['asked']:>12.2f}"
            print(f"{t:>14}{row}{mark}")
        print(f"{'asked from':>14}")
        for t in SUGGESTED:
            p = point(samples, shipped.applied, t)
            mark = "  <- in force" if t == shipped.suggested else ""
            row = f"{p['recall']:>8.3f}{p['offered']:>9.3f}{p['wrong']:>12.2f}{p['asked']:>12.2f}"
            print(f"{t:>14}{row}{mark}", flush=True)
    svg.write_text(draw(curves, shipped.applied), "utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--svg", type=Path, default=SVG)
    report(ap.parse_args().svg)


if __name__ == "__main__":
    main()
