"""Learn the weights of the speaker model from the recordings and dialogues whose speakers are known.

    python -m tests.segment.train            print the table below, then write weights.json
    python -m tests.segment.train --check    print the table only

The table holds, for every recording, the share of words under the right name, the share of words
wrongly attributed under the best mapping of voices (WDER) and the F1 of the changes: with the weights
learnt from everything (fitted), with those learnt without this recording and the others of its
group (left out), and for the two baselines of `tests.segment.baselines`. The last column holds the
words left out that are wrong, and how many of them lie in turns to check.

The weights stay close to ``data/prior.json``, written by hand: the penalty is the squared distance
from it. What is learnt is thus a correction of what a reader of French would say.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.segment.evidence import gather
from pipeline.segment.roles import nobody_named
from pipeline.segment.speakers import attribute
from pipeline.segment.weighing import (
    BACK,
    PAIRS,
    PERSON,
    UNIT_PERSON,
    Design,
    Weights,
    design,
    parse_weights,
)
from pipeline.segment.words import Words, split_words
from tests.segment.baselines import (
    change_f1,
    every_merci,
    name_accuracy,
    one_speaker,
    wder,
    wrong_and_doubtful,
)
from tests.segment.known import (
    ROOT,
    Known,
    load_dialogues,
    load_known,
    plain,
    same_person,
    true_speakers,
)
from tests.segment.lattice import batches, counts, expected

DATA = ROOT / "pipeline" / "segment" / "data"


@dataclass(frozen=True)
class Case:
    """One recording ready for training: its arrays, the right person in each unit, what it counts."""

    id: str
    table: Design
    truth: np.ndarray
    share: float


def prepare(known: Known, weights: Weights, share: float) -> Case:
    """Evidence of a recording with the true roles, and one more person for each voice nobody names."""
    words = split_words(known.text.text, known.text.cue_starts)
    found = gather(words, known.participants)
    right = true_speakers(words, known.gold)
    people = list(found.people)
    index: dict[str | None, int] = {}
    for row in known.gold["participants"]:
        name = row["name"]
        match = next((n for n, p in enumerate(people) if same_person(p.name, name)), None)
        if match is None:
            if name not in right:
                continue
            people.append(nobody_named(people))
            match = len(people) - 1
        index[name] = match
    hosts = {index.get(row["name"]) for row in known.gold["participants"] if row.get("kind") == "host"}
    people = [replace(p, kind="host" if n in hosts else "speaker") for n, p in enumerate(people)]
    edges = [*(p.word for p in found.places), len(words)]
    truth = [index[Counter(right[a:b]).most_common(1)[0][0]] for a, b in itertools.pairwise(edges)]
    return Case(known.id, design(replace(found, people=tuple(people)), weights), np.array(truth), share)


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


def learn(cases: list[Case], prior: Weights, left_out: list[set[str]], penalty: float, steps: int):
    """For each set of ids, the weights learnt without them: Adam from the prior, all sets at once.

    A recording counts by its changes of voice up to thirty, and by its share.
    """
    seen = np.array([counts(case.table, case.truth) for case in cases])
    worth = np.array([18 * c.share / max(10, int((np.diff(c.truth) != 0).sum())) for c in cases])
    worth = worth * np.array([[case.id not in ids for case in cases] for ids in left_out])
    start = pack(prior)
    # a single word is weak evidence and easily that of one recording: it stays closer to the prior
    stiff = np.ones_like(start)
    first_unit = start.size - len(BACK) - 1 - len(prior.unit)
    for n, name in enumerate(prior.unit):
        if name.startswith("mot:"):
            stiff[first_unit + n] = 5.0
    vector = np.tile(start, (len(left_out), 1))
    mean, square = np.zeros_like(vector), np.zeros_like(vector)
    groups = batches([case.table for case in cases])
    for step in range(1, steps + 1):
        gradient = -penalty * stiff * (vector - start)
        for group in groups:
            missed = seen[group.cases][None] - expected(group, vector)
            gradient += np.einsum("vb,vbw->vw", worth[:, group.cases], missed)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.98 * square + 0.02 * gradient**2
        rate = 0.2 * (1 - step / (steps + 1))
        vector = vector + rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.98**step)) + 1e-6)
    return [unpack(row, prior) for row in vector]


def attributed(known: Known, words: Words, weights: Weights) -> tuple[list[str | None], list[float]]:
    """The name given to each word, and how sure it is."""
    runs, people = attribute(gather(words, known.participants), weights)
    names = {p.id: p.name for p in people}
    got: list[str | None] = []
    sure: list[float] = []
    for run in runs:
        got += [names.get(run.speaker or "")] * (run.end - run.start)
        sure += [run.confidence] * (run.end - run.start)
    return got, sure


def table(title: str, recordings: list[Known], models: list[Weights], group: dict[str, int]) -> None:
    """Print one line per recording and the mean of all."""
    print(f"{title:22}{'fitted':>20}{'left out':>20}{'one speaker':>20}{'every merci':>20}   to check")
    rows = []
    for known in recordings:
        words = split_words(known.text.text, known.text.cue_starts)
        right = true_speakers(words, known.gold)
        fitted, _ = attributed(known, words, models[0])
        left_out, sure = attributed(known, words, models[1 + group[known.id]])
        ways = (fitted, left_out, one_speaker(known, words), every_merci(known, words))
        row = [f(right, got) for got in ways for f in (name_accuracy, wder, change_f1)]
        wrong, doubtful = wrong_and_doubtful(right, left_out, sure)
        rows.append([*row, wrong, doubtful])
        print(f"{known.id:22}{_cells(row)}   {doubtful} of {wrong}", flush=True)
    total = np.array(rows)
    print(f"{'mean':22}{_cells(total[:, :-2].mean(axis=0))}   {total[:, -1].sum():.0f} of", end=" ")
    print(f"{total[:, -2].sum():.0f}\n", flush=True)


def _cells(row: Sequence[float]) -> str:
    return "".join(f"   {row[n]:.2f} {row[n + 1]:.3f} {row[n + 2]:.2f}" for n in range(0, len(row), 3))


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
    parser.add_argument("--check", action="store_true", help="print the table only")
    parser.add_argument("--penalty", type=float, default=0.3)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--groups", type=int, default=4, help="groups that are left out in turn")
    options = parser.parse_args()
    prior = parse_weights((DATA / "prior.json").read_text("utf-8"))
    mended, heard, dialogues = load_known(), load_known(corrected=False), load_dialogues()
    bare = [p for k in mended if (p := plain(k)) is not None]
    bare_dialogues = [p for k in dialogues if (p := plain(k)) is not None]
    sets = ((mended, 1.0), (heard, 0.7), (bare, 0.8), (dialogues, 0.24), (bare_dialogues, 0.16))
    cases = [prepare(known, prior, share) for recordings, share in sets for known in recordings]
    group = {known.id: n % options.groups for n, known in enumerate((*mended, *dialogues))}
    left_out = [{i for i, n in group.items() if n == g} for g in range(options.groups)]
    models = learn(cases, prior, [set(), *left_out], options.penalty, options.steps)
    if not options.check:
        (DATA / "weights.json").write_text(dump(models[0]), "utf-8")
    table("recordings", mended, models, group)
    table("without punctuation", bare, models, group)
    table("dialogues", dialogues, models, group)


if __name__ == "__main__":
    main()
