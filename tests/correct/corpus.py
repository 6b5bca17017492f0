"""Recordings with a gold file, and right text, as values for training and measuring the corrector."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.glossary.entry import Glossary  # noqa: E402
from pipeline.glossary.load import load  # noqa: E402
from pipeline.model import Cue, Metadata, Participant, Recording, Source  # noqa: E402

SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Sample:
    """A recording, its glossary and its gold errors (offsets count in the one cue)."""

    name: str
    recording: Recording
    glossary: Glossary
    gold: dict


def whole(name: str, text: str, participants: tuple[Participant, ...] = ()) -> Recording:
    """A recording of one cue."""
    cue = Cue(0, 0, 3_600_000, text)
    return Recording(name, Source(name, "text", "0" * 64), Metadata(), participants, (cue,))


def sample(gold_file: Path, terms: Path | None) -> Sample:
    """Read a gold file and the terms of its recording."""
    gold = json.loads(gold_file.read_text("utf-8"))
    people = tuple(
        Participant(
            p.get("id") or f"p{n}", p["name"], p.get("role"), p.get("org"), p.get("kind") or "unknown"
        )
        for n, p in enumerate(gold["participants"], 1)
    )
    glossary = load([terms] if terms is not None and terms.exists() else [])
    return Sample(
        gold_file.name.removesuffix(".gold.json"), whole(gold["id"], gold["text"], people), glossary, gold
    )


def development() -> list[Sample]:
    """The user's webinar and the development recordings; empty when they are not beside the checkout."""
    folder = SHARED / "eval"
    if not folder.is_dir():
        return []
    found = [sample(f, None) for f in sorted(folder.glob("seed/*.gold.json"))]
    return found + [
        sample(f, f.with_name(f.name.replace(".gold.json", ".terms.csv")))
        for f in sorted(folder.glob("dev/*.gold.json"))
    ]


def held_out() -> list[Sample]:
    """The recordings of ``tests/recordings``."""
    folder = ROOT / "tests" / "recordings"
    return [
        sample(f, f.with_name(f.name.replace(".gold.json", ".terms.csv")))
        for f in sorted(folder.glob("*.gold.json"))
    ]


def right_text() -> Iterator[tuple[str, str]]:
    """(name, text) of French in which nothing is to be corrected."""
    for file in sorted((ROOT / "tests" / "right_text").glob("*.txt")):
        yield file.name, " ".join(file.read_text("utf-8").split())


def score(sample: Sample, corrections) -> dict:
    """The scorer's view of the corrections of a sample (terms and names)."""
    from pipeline.evaluate.corrections import score_corrections
    from pipeline.positions import correct_text

    text = correct_text(sample.recording.cues, corrections).text
    gold = dict(sample.gold)
    pred = {"cues": [{"text": text}], "corrections": []}
    # the offered share needs a time: the nearest gold error stands for it
    for c in corrections:
        nearest = min(gold["errors"], key=lambda e: abs(e["start"] - c.raw_start), default=None)
        at = nearest["t"] if nearest and abs(nearest["start"] - c.raw_start) < 60 else -1e6
        pred["corrections"].append({"start": at, "after": c.after, "status": c.status})
    return asdict(score_corrections(pred, gold))
