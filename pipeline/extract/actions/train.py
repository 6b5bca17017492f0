"""Learn ``weights.json`` from marked-up recordings, and measure it on recordings left out.

    python -m pipeline.extract.actions.train GOLD.json [GOLD.json …] [--measure-only]

A gold file holds the transcript, its turns, the right forms of misheard words and the spans of its actions;
``optional`` ones teach little and are neither missed nor false. Prints precision, recall and F1 of every
recording under weights learnt from all the others, then writes the weights learnt from all of them.
Needs numpy, which spaCy brings; using the weights needs nothing.
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.extract.actions import classifier
from pipeline.extract.actions.features import features
from pipeline.extract.actions.find import apart, find_candidates
from pipeline.extract.actions.objectives import Vocabulary
from pipeline.extract.actions.tokens import Token
from pipeline.model import Correction, Cue, Segmentation, Sentence, Turn
from pipeline.positions import Text, correct_text

RIDGE = 2.0
"""Pull of every weight towards zero."""
OPTIONAL_WEIGHT = 0.2
"""What an optional action counts as an example."""
THRESHOLD = 0.44
"""Probability from which a clause is kept: the middle of the flat top of F1 on recordings left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate clause with the index of the gold action that it stands for, if any."""

    span: tuple[int, int]
    names: frozenset[str]
    gold: int | None
    candidate: Any


@dataclass(frozen=True, slots=True)
class Recording:
    """The candidates of one gold file; ``optional`` tells of each gold action whether it is."""

    name: str
    tokens: tuple[Token, ...]
    examples: tuple[Example, ...]
    optional: tuple[bool, ...]


def read(path: Path) -> Recording:
    """Read one gold file: text with its right forms, turns, candidates and their labels."""
    gold = json.loads(path.read_text("utf-8"))
    cue = Cue(0, None, None, gold["text"])
    corrections = [
        Correction(
            0,
            e["start"],
            e["end"],
            gold["text"][e["start"] : e["end"]],
            e["right"][0],
            None,
            "gold",
            1.0,
            "applied",
            "",
        )
        for e in gold["errors"]
    ]
    text = correct_text((cue,), corrections)
    raw = [text.raw_position(i)[1] for i in range(len(text.text) + 1)]
    turns = tuple(
        Turn(i, bisect_left(raw, t["start"]), bisect_left(raw, t["end"]), None, 1.0)
        for i, t in enumerate(gold["turns"])
    )
    segmentation = Segmentation(turns, _sentences(text, turns), ())
    tokens, candidates = find_candidates(text, segmentation)
    vocabulary = Vocabulary(text.text)
    spans = [(bisect_left(raw, a["start"]), bisect_left(raw, a["end"])) for a in gold["actions"]]
    examples = []
    for c in candidates:
        head = tokens[c.head].start
        label = next((i for i, (low, high) in enumerate(spans) if low <= head < high), None)
        examples.append(Example((c.first, c.last), features(c, tokens, vocabulary), label, c))
    return Recording(
        path.name, tokens, tuple(examples), tuple(bool(a.get("optional")) for a in gold["actions"])
    )


def _sentences(text: Text, turns: tuple[Turn, ...]) -> tuple[Sentence, ...]:
    found = []
    for turn in turns:
        for match in re.finditer(r"[^.?!…]+[.?!…]*", text.text[turn.start : turn.end]):
            found.append(Sentence(turn.start + match.start(), turn.start + match.end(), turn.index))
    return tuple(found)


def fit(recordings: list[Recording]) -> tuple[dict[str, float], float]:
    """Weights by feature and the intercept: ridge logistic regression by Newton's method."""
    import numpy as np

    examples = [(e, r) for r in recordings for e in r.examples]
    names = sorted({n for e, _ in examples for n in e.names})
    column = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(examples), len(names) + 1))
    x[:, -1] = 1.0
    y, weight = np.zeros(len(examples)), np.ones(len(examples))
    for row, (example, recording) in enumerate(examples):
        x[row, [column[n] for n in example.names]] = 1.0
        y[row] = example.gold is not None
        if example.gold is not None and recording.optional[example.gold]:
            weight[row] = OPTIONAL_WEIGHT
    ridge = np.full(len(names) + 1, RIDGE)
    ridge[-1] = 0.01
    beta = np.zeros(len(names) + 1)
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (p - y)) + ridge * beta
        hessian = (x.T * (weight * p * (1 - p))) @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-9:
            break
    return {n: round(float(b), 3) for n, b in zip(names, beta, strict=False) if abs(b) >= 0.02}, round(
        float(beta[-1]), 3
    )


def measure(recording: Recording, model: classifier.Model) -> tuple[float, float, float]:
    """Precision, recall and F1 of a model on one recording."""
    scored = [(model.probability(e.names), e) for e in recording.examples]
    kept = apart([(p, e.candidate) for p, e in scored if p >= model.threshold], recording.tokens)
    labels = {id(e.candidate): e.gold for _, e in scored}
    hits = {labels[id(c)] for _, c in kept} - {None}
    false = sum(labels[id(c)] is None for _, c in kept)
    found = sum(not recording.optional[i] for i in hits)
    wanted = sum(not o for o in recording.optional)
    precision = found / (found + false) if found else 0.0
    recall = found / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if found else 0.0


def main() -> None:
    """The command of the module's docstring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--measure-only", action="store_true")
    options = parser.parse_args()
    recordings = [read(path) for path in options.gold]
    for left_out in recordings:
        others = [r for r in recordings if r is not left_out]
        if others:
            p, r, f = measure(left_out, classifier.Model(*fit(others), THRESHOLD))
            print(f"{left_out.name:32} left out: precision {p:.2f}  recall {r:.2f}  F1 {f:.2f}")
    if not options.measure_only:
        weights, intercept = fit(recordings)
        data = {"threshold": THRESHOLD, "intercept": intercept, "weights": weights}
        classifier.WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
