"""Learn the weights of the speaker model from the recordings whose speakers are known.

    python -m tests.segment.train            leave-one-recording-out scores, then write weights.json
    python -m tests.segment.train --check    scores only

The weights stay close to ``data/prior.json``, written by hand: the penalty is the squared distance
from it. What is learnt is thus a correction of what a reader of French would say.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from pipeline.segment import evidence as evidence_module
from pipeline.segment.decode import expectations
from pipeline.segment.roles import nobody_named, with_roles
from pipeline.segment.speakers import CHECK_BELOW, attribute
from pipeline.segment.weighing import (
    BACK,
    PAIRS,
    PERSON,
    UNIT_PERSON,
    Design,
    Weights,
    design,
    parse_weights,
    weigh,
)
from pipeline.segment.words import split_words
from tests.segment.known import ROOT, Known, load_known, plain, same_person, true_speakers

DATA = ROOT / "pipeline" / "segment" / "data"


@dataclass(frozen=True)
class Case:
    """One recording ready for training: its arrays and the right person in each unit (-1: nobody)."""

    id: str
    table: Design
    truth: np.ndarray


def prepare(known: Known, weights: Weights) -> Case:
    words = split_words(known.text.text, known.text.cue_starts)
    found = evidence_module.gather(words, known.participants)
    people = list(with_roles(found.people, found))
    kinds = {p["name"]: p.get("kind") for p in known.gold["participants"]}
    right = true_speakers(words, known.gold)
    index = {}
    for name in kinds:
        match = next((n for n, p in enumerate(people) if same_person(p.name, name)), None)
        if match is not None:
            index[name] = match
    rest = [n for n, p in enumerate(people) if not p.listed and n not in index.values()]
    for name in kinds:
        if name not in index and rest and any(r == name for r in right):
            index[name] = rest.pop(0)
    found = evidence_module.Evidence(words, found.places, tuple(people), found.quiet, found.mentions)
    truth = np.full(len(found.places), -1)
    for k, place in enumerate(found.places):
        stop = found.places[k + 1].word if k + 1 < len(found.places) else len(words)
        voice = Counter(right[place.word : stop]).most_common(1)[0][0]
        truth[k] = index.get(voice, -1)
    if (truth < 0).any():  # somebody whom nobody names: one more person, as an editor would add
        people.append(nobody_named(people))
        truth[truth < 0] = len(people) - 1
        found = replace(found, people=tuple(people))
    return Case(known.id, design(found, weights), truth)


def pack(weights: Weights) -> np.ndarray:
    change = [row.get(p, 0.0) for row in weights.change.values() for p in PAIRS]
    person = [weights.person[n] for n in (*PERSON, *UNIT_PERSON)]
    return np.array(
        [*change, *person, *weights.unit.values(), *(weights.back[n] for n in BACK), weights.first]
    )


def unpack(vector: np.ndarray, like: Weights) -> Weights:
    values = iter([round(float(v), 2) for v in vector])
    change = {name: {p: next(values) for p in PAIRS} for name in like.change}
    person = {n: next(values) for n in (*PERSON, *UNIT_PERSON)}
    unit = {name: next(values) for name in like.unit}
    back = {n: next(values) for n in BACK}
    return Weights(change, person, unit, back, next(values))


def slope(case: Case, weights: Weights) -> tuple[float, np.ndarray]:
    """Log probability of the truth and its gradient."""
    table, truth = case.table, case.truth
    scores = weigh(table, weights)
    hoped = expectations(scores)
    size, _people = scores.fit.shape
    fit = -hoped.fit
    fit[np.arange(size), truth] += 1
    change = -hoped.change
    back = -hoped.back
    total = float(scores.first[truth[0]] + scores.fit[0, truth[0]]) - hoped.total
    before = -1
    for k in range(1, size):
        a, c = truth[k - 1], truth[k]
        total += float(scores.fit[k, c])
        if a != c:
            change[k, a, c] += 1
            total += float(scores.change[k, a, c])
            if before == c:
                back[c] += 1
                total += float(scores.back[c])
            before = a
    by_pair = np.stack([(change * (table.pair == n)).sum(axis=(1, 2)) for n in range(len(PAIRS))], axis=1)
    d_change = table.change.T @ by_pair
    d_person = np.einsum("kac,kpac->p", change, table.person)
    d_unit_person = np.einsum("kc,kpc->p", fit, table.unit_person)
    d_unit = table.unit.T @ (fit @ table.host)
    host = table.host > 0
    first = table.host[truth[0]] - float(hoped.fit[0] @ table.host)
    return total, np.concatenate(
        [
            d_change.reshape(-1),
            d_person,
            d_unit_person,
            d_unit,
            [back[host].sum(), back[~host].sum()],
            [first],
        ]
    )


def learn(cases: list[Case], prior: Weights, penalty: float, steps: int) -> Weights:
    """Ascend with Adam from the prior; each recording counts the same."""
    start = pack(prior)
    # a single word is weak evidence and easily that of one recording: it stays closer to the prior
    stiff = np.ones_like(start)
    first_unit = start.size - len(BACK) - 1 - len(prior.unit)
    for n, name in enumerate(prior.unit):
        if name.startswith("mot:"):
            stiff[first_unit + n] = 5.0
    vector = start.copy()
    mean, square = np.zeros_like(vector), np.zeros_like(vector)
    for step in range(1, steps + 1):
        gradient = -penalty * stiff * (vector - start)
        for case in cases:
            changes = max(10, int((np.diff(case.truth) != 0).sum()))
            gradient += slope(case, _exact(vector, prior))[1] * 30 / changes
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.15 * (1 - step / (steps + 1))
        vector = vector + rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return unpack(vector, prior)


def _exact(vector: np.ndarray, like: Weights) -> Weights:
    values = iter(vector.tolist())
    change = {name: {p: next(values) for p in PAIRS} for name in like.change}
    person = {n: next(values) for n in (*PERSON, *UNIT_PERSON)}
    unit = {name: next(values) for name in like.unit}
    back = {n: next(values) for n in BACK}
    return Weights(change, person, unit, back, next(values))


def measure(known: Known, weights: Weights) -> tuple[float, float, float]:
    """Share of words with the right name, F1 of changes within 3 words, share of wrong words to check."""
    words = split_words(known.text.text, known.text.cue_starts)
    runs, people = attribute(evidence_module.gather(words, known.participants), weights)
    names = {p.id: p.name for p in people}
    right = true_speakers(words, known.gold)
    got: list[str | None] = []
    sure: list[float] = []
    for run in runs:
        got += [names.get(run.speaker or "")] * (run.end - run.start)
        sure += [run.confidence] * (run.end - run.start)
    ok = [bool(a and b and same_person(a, b)) for a, b in zip(right, got, strict=True)]
    cuts = [i for i in range(1, len(right)) if right[i] != right[i - 1]]
    mine = [i for i in range(1, len(got)) if got[i] != got[i - 1]]
    recall = sum(any(abs(c - m) <= 3 for m in mine) for c in cuts) / max(1, len(cuts))
    precision = sum(any(abs(c - m) <= 3 for c in cuts) for m in mine) / max(1, len(mine))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    wrong = [s for s, good in zip(sure, ok, strict=True) if not good]
    return sum(ok) / len(ok), f1, sum(s < CHECK_BELOW for s in wrong) / max(1, len(wrong))


def dump(weights: Weights) -> str:
    """The weights as JSON, one piece of evidence a line."""

    def rows(table: dict) -> str:
        return ",\n".join(f"  {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in table.items())

    return (
        '{\n "change": {\n'
        + rows(dict(weights.change))
        + '\n },\n "person": {\n'
        + rows(dict(weights.person))
        + '\n },\n "unit": {\n'
        + rows(dict(weights.unit))
        + '\n },\n "back": '
        + json.dumps(dict(weights.back))
        + ',\n "first": '
        + json.dumps(weights.first)
        + "\n}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="leave-one-out scores only")
    parser.add_argument("--fast", action="store_true", help="skip the leave-one-out scores")
    parser.add_argument("--penalty", type=float, default=0.4)
    parser.add_argument("--steps", type=int, default=90)
    options = parser.parse_args()
    prior = parse_weights((DATA / "prior.json").read_text("utf-8"))
    mended, heard = load_known(), load_known(corrected=False)
    bare = [p for k in mended if (p := plain(k)) is not None]
    cases = [prepare(k, prior) for k in (*mended, *heard, *bare)]
    labelled = {k.id for k in mended if any(c.speaker for c in k.text.cues)}
    if not options.fast:
        for known, raw in zip(mended, heard, strict=True):
            weights = learn([c for c in cases if c.id != known.id], prior, options.penalty, options.steps)
            naked = next((p for p in bare if p.id == known.id), None)
            print(
                f"{known.id:22}",
                *(f"{v:.3f}" for v in measure(known, weights)),
                "  as heard:",
                *(f"{v:.3f}" for v in measure(raw, weights)),
                "  no punctuation:",
                *(f"{v:.3f}" for v in (measure(naked, weights) if naked else ())),
                "labelled" if known.id in labelled else "",
                flush=True,
            )
    if not options.check:
        weights = learn(cases, prior, options.penalty, options.steps)
        (DATA / "weights.json").write_text(dump(weights), "utf-8")


if __name__ == "__main__":
    main()
