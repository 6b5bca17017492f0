"""Learn the weights of the speaker model from the recordings and dialogues whose speakers are known.

    python -m tests.segment.networks FOLDER         teach the networks first (35 minutes)
    python -m tests.segment.train FOLDER            print the table below, then write network.npz,
                                                    subjects.npz, weights.json and turns.json
    python -m tests.segment.train FOLDER --check    print the table only

Both need torch (the extra ``teach``), which nothing else does. What a later step learns from, an
earlier one says without having seen it: each recording is heard by the network, and weighed by the
chain, that learnt without its group.

The table holds, for every recording, the share of words under the right name, the share of words
wrongly attributed under the best mapping of voices (WDER) and the F1 of the changes: with the weights
learnt from everything (fitted), with those learnt without this recording and the others of its
group (left out), and for the two baselines of `tests.segment.baselines`. The last column holds the
words left out that are wrong, and how many of them lie in turns to check.

The weights of the chain stay close to ``data/prior.json``, written by hand: the penalty is the
squared distance from it. What is learnt is thus a correction of what a reader of French would say.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from shutil import copyfile

import numpy as np

from pipeline.segment.evidence import gather
from pipeline.segment.network import Network
from pipeline.segment.roles import nobody_named, with_roles
from pipeline.segment.speakers import attribute
from pipeline.segment.subjects import Subjects
from pipeline.segment.turns import TurnWeights, stretches
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
from tests.segment.known import ROOT, Known, load_lessons, same_person, true_speakers
from tests.segment.lattice import batches, counts, expected
from tests.segment.networks import load_networks

DATA = ROOT / "pipeline" / "segment" / "data"
CHAIN_SHARES = {"mended": 1.0, "heard": 0.7, "bare": 0.8, "dialogues": 0.24, "bare dialogues": 0.16}
TURN_SHARES = {"mended": 1.0, "heard": 0.6, "bare": 0.8, "dialogues": 0.08, "bare dialogues": 0.048}
FIRST = ("a", "b")
"""First letters of the dialogues that the chain learns from. From many more it would unlearn what its
prior tells of who is called; they teach the network and the turns."""
HARD, HARD_SHARE = tuple("cefghijklmnopq"), {"dialogues": 0.3, "bare dialogues": 0.0}
"""First letters of the dialogues with short turns, where a third to half of the changes have no mark, and how
far they count for the turns: a recording has longer talks and fewer changes."""


@dataclass(frozen=True)
class Case:
    """One recording ready for training: its arrays, the right person in each unit, what it counts."""

    id: str
    table: Design
    truth: np.ndarray
    share: float


def prepare(known: Known, weights: Weights, share: float, network: Network) -> Case:
    """Evidence of a recording with the true roles, and one more person for each voice nobody names."""
    words = split_words(known.text.text, known.text.cue_starts)
    found = gather(words, known.participants, network=network)
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


@dataclass(frozen=True)
class Models:
    """What attributes words to people: network, subjects, and the weights of the chain and of the turns."""

    network: Network
    subjects: Subjects
    chain: Weights
    turns: TurnWeights | None = None


def _turn_share(known: Known, form: str) -> float:
    """What a recording or dialogue counts for the turns."""
    return TURN_SHARES[form] * (HARD_SHARE.get(form, 1.0) if known.id.startswith(HARD) else 1.0)


def prepare_turns(known: Known, models: Models, share: float):
    """The stretches of a recording and who says each, with the people and roles found in it."""
    from tests.segment.turns import TurnCase

    words = split_words(known.text.text, known.text.cue_starts)
    found = gather(words, known.participants, network=models.network)
    people = with_roles(found.people, found) if found.people else (nobody_named(()),)
    cut = stretches(replace(found, people=people), models.chain, models.subjects)
    right = true_speakers(words, known.gold)
    index = {
        name: next((n for n, p in enumerate(people) if same_person(p.name, name)), -1)
        for name in set(right)
        if name
    }
    truth = [
        index.get(Counter(right[a:b]).most_common(1)[0][0], -1) for a, b in itertools.pairwise(cut.edges)
    ]
    return TurnCase(known.id, cut, np.array(truth), share)


def attributed(known: Known, words: Words, models: Models) -> tuple[list[str | None], list[float]]:
    """The name given to each word, and how sure it is."""
    found = gather(words, known.participants, network=models.network)
    runs, people = attribute(found, models.chain, models.turns, models.subjects)
    names = {p.id: p.name for p in people}
    got: list[str | None] = []
    sure: list[float] = []
    for run in runs:
        got += [names.get(run.speaker or "")] * (run.end - run.start)
        sure += [run.confidence] * (run.end - run.start)
    return got, sure


def table(title: str, recordings: list[Known], models: list[Models], group: dict[str, int]) -> None:
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
        if len(recordings) < 50:
            print(f"{known.id:22}{_cells(row)}   {doubtful} of {wrong}", flush=True)
    total = np.array(rows)
    print(f"{'mean':22}{_cells(total[:, :-2].mean(axis=0))}   {total[:, -1].sum():.0f} of", end=" ")
    print(f"{total[:, -2].sum():.0f}\n", flush=True)


def _cells(row: Sequence[float]) -> str:
    return "".join(f"   {row[n]:.2f} {row[n + 1]:.3f} {row[n + 2]:.2f}" for n in range(0, len(row), 3))


def dump(data: dict) -> str:
    """Tables of weights as JSON, one row a line."""

    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for name, part in data.items():
        if isinstance(part, dict) and len(part) > 4:
            rows = ",\n".join(f"  {text(key)}: {text(value)}" for key, value in part.items())
            parts.append(f" {text(name)}: {{\n{rows}\n }}")
        else:
            parts.append(f" {text(name)}: {text(part)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("networks", type=Path, help="what tests.segment.networks made")
    parser.add_argument("--check", action="store_true", help="print the table only")
    parser.add_argument("--penalty", type=float, default=0.3)
    parser.add_argument("--steps", type=int, default=50)
    options = parser.parse_args()
    from tests.segment.turns import as_data, learn_turns

    prior = parse_weights((DATA / "prior.json").read_text("utf-8"))
    lessons = load_lessons()
    group, forms = lessons.group, lessons.forms
    whole, *parts = load_networks(options.networks, lessons.groups)
    cases = [
        prepare(known, prior, share, parts[group[known.id]][0])
        for form, share in CHAIN_SHARES.items()
        for known in forms[form]
        if "dialogues" not in form or known.id.startswith(FIRST)
    ]
    left_out = [{i for i, n in group.items() if n == g} for g in range(lessons.groups)]
    chains = learn(cases, prior, [set(), *left_out], options.penalty, options.steps)
    unseen = [Models(*part, chain) for part, chain in zip(parts, chains[1:], strict=True)]
    stretched = [
        prepare_turns(known, unseen[group[known.id]], share)
        for form in TURN_SHARES
        for known in forms[form]
        if (share := _turn_share(known, form))
    ]
    stretched = [case for case in stretched if (case.truth >= 0).any()]
    sets = [[case for case in stretched if group[case.id] != g] for g in (None, *range(lessons.groups))]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        turns = list(pool.map(learn_turns, sets))
    models = [replace(m, turns=t) for m, t in zip((Models(*whole, chains[0]), *unseen), turns, strict=True)]
    if not options.check:
        copyfile(options.networks / "all.npz", DATA / "network.npz")
        copyfile(options.networks / "subjects-all.npz", DATA / "subjects.npz")
        (DATA / "weights.json").write_text(dump(asdict(models[0].chain)), "utf-8")
        (DATA / "turns.json").write_text(dump(as_data(models[0].turns)), "utf-8")
    table("recordings", forms["mended"], models, group)
    table("without punctuation", forms["bare"], models, group)
    table("first dialogues", [k for k in forms["dialogues"] if k.id.startswith(FIRST)], models, group)
    table("other dialogues", [k for k in forms["dialogues"] if not k.id.startswith(FIRST)], models, group)


if __name__ == "__main__":
    main()
