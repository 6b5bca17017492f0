"""Run the pipeline over every recording with a known answer, and print all metrics side by side.

    python tests/scores.py                      # all recordings
    python tests/scores.py audition ecoles      # some of them
    python tests/scores.py --show audition      # and every miss and false hit
    python tests/scores.py --no-terms           # without the glossary that comes with each recording
    python tests/scores.py --bare               # as if the engine knew no capitals and no punctuation

Recordings are the ``*.gold.json`` in ``tests/recordings/`` and ``samples/``, and in ``shared/eval/``
beside the checkout where there is one. Exit status: 1 if a recording could not be processed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.evaluate.alignment import Document
from pipeline.evaluate.annotate import bare, compile_recording, read_annotated
from pipeline.evaluate.score import Score, score

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (
    ROOT / "tests" / "recordings",
    ROOT / "samples",
    ROOT.parent / "shared" / "eval" / "seed",
    ROOT.parent / "shared" / "eval" / "dev",
)
METRICS = {
    "corrections": (
        "recall",
        "term_recall",
        "name_recall",
        "common_recall",
        "offered",
        "precision",
        "f05",
        "wrong",
        "wrong_per_1000_words",
    ),
    "speakers": ("name_accuracy", "wder", "change_precision", "change_recall", "change_f1"),
    "figures": ("f1", "precision", "recall", "unit_accuracy"),
    "actions": ("f1", "precision", "recall", "status_accuracy", "objective_accuracy"),
}
GREFFIER = (sys.executable, "-c", "from pipeline.cli import main; main()")
WIDTH = 8


@dataclass(frozen=True, slots=True)
class Case:
    """A transcript, what it should become, and its own glossary if it has one."""

    id: str
    transcript: Path
    gold: Path
    terms: Path | None


def cases(folders: Iterable[Path] = FOLDERS) -> list[Case]:
    """Return the recordings found; one whose transcript is missing is left out."""
    found = []
    for gold in (path for folder in folders for path in sorted(folder.glob("*.gold.json"))):
        name = gold.name.removesuffix(".gold.json")
        transcript = gold.with_name(json.loads(gold.read_text(encoding="utf-8"))["raw"])
        terms = gold.with_name(f"{name}.terms.csv")
        if transcript.is_file():
            found.append(Case(name, transcript, gold, terms if terms.is_file() else None))
    return found


def without_punctuation(case: Case, folder: Path) -> Case | None:
    """Return the recording without capitals and punctuation, written under ``folder``; ``None`` if it has no
    annotated file to make it from."""
    source = case.gold.with_name(f"{case.id}.xml")
    if not source.is_file():
        return None
    folder = folder / case.id
    folder.mkdir(parents=True, exist_ok=True)
    files = compile_recording(bare(read_annotated(source)))
    for name, contents in files.items():
        (folder / name).write_text(contents, encoding="utf-8")
    return replace(case, transcript=folder / case.transcript.name, gold=folder / case.gold.name)


def process(case: Case, out: Path, *, terms: bool = True) -> Document:
    """Process one recording with the command line, and return the document that it wrote under ``out``.

    Raises: RuntimeError with what the command said if it fails.
    """
    command = [*GREFFIER, "run", str(case.transcript), "--out", str(out / case.id)]
    if terms and case.terms:
        command += ["--glossary", str(case.terms)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    written = list((out / case.id).glob("*/webinar.json"))
    if done.returncode or len(written) != 1:
        raise RuntimeError(done.stderr.strip() or f"exit status {done.returncode}")
    return json.loads(written[0].read_text(encoding="utf-8"))


def table(scores: dict[str, Score]) -> str:
    """Return the metrics as lines and the recordings as columns, with their mean last."""
    header = [*(name[:WIDTH] for name in scores), "mean"]
    lines = [" " * 34 + " ".join(f"{name:>{WIDTH}}" for name in header)]
    rows = {name: result.as_dict() for name, result in scores.items()}
    for area, metrics in METRICS.items():
        for metric in metrics:
            values = [row[area][metric] for row in rows.values()]
            known = [value for value in values if value is not None]
            mean = sum(known) / len(known) if known else None
            cells = " ".join(f"{_cell(value):>{WIDTH}}" for value in [*values, mean])
            lines.append(f"{area:12} {metric:20} {cells}")
        lines.append("")
    return "\n".join(lines).rstrip()


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def main() -> int:
    """Run, score and print; return the exit status."""
    parser = argparse.ArgumentParser(description="Score the pipeline on every recording with a known answer.")
    parser.add_argument("recordings", nargs="*", help="ids of the recordings; default: all")
    parser.add_argument("--out", type=Path, help="keep the outputs here; unchanged ones are not made again")
    parser.add_argument("--no-terms", action="store_true", help="leave out the recordings' own glossaries")
    parser.add_argument("--bare", action="store_true", help="take capitals and punctuation away first")
    parser.add_argument("--show", action="store_true", help="name every miss and every false hit")
    parser.add_argument("--json", action="store_true", help="print the metrics as JSON")
    options = parser.parse_args()

    available = cases()
    unknown = set(options.recordings) - {case.id for case in available}
    if unknown:
        parser.error(f"no such recording: {', '.join(sorted(unknown))}")
    chosen = [case for case in available if not options.recordings or case.id in options.recordings]
    scores, failed = {}, False
    with tempfile.TemporaryDirectory() as scratch:
        if options.bare:
            stripped = (without_punctuation(case, Path(scratch) / "bare") for case in chosen)
            chosen = [case for case in stripped if case]
        for case in chosen:
            try:
                prediction = process(case, options.out or Path(scratch), terms=not options.no_terms)
            except RuntimeError as error:
                failed = True
                print(f"{case.id}: {error}", file=sys.stderr)
                continue
            scores[case.id] = score(prediction, json.loads(case.gold.read_text(encoding="utf-8")))
            if options.show:
                print(f"== {case.id}", *scores[case.id].notes(), sep="\n   ", file=sys.stderr)
    if options.json:
        print(json.dumps({name: result.as_dict() for name, result in scores.items()}, indent=1))
    elif scores:
        print(table(scores))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
