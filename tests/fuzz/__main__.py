"""Fuzz everything that reads what others wrote.

    python -m tests.fuzz --count 100000 [--seed 7] [--target read]

Inputs are the seeds of each target (built in, and kept in ``tests/fuzz/seeds/<target>/``) and inputs made
by rule, mutated. Whatever comes out that is no `PipelineError` is a failure: its input is kept as a
seed, which the tests read again for ever. One line a failure, then the counts, the inputs a second
and the slowest input of each target.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import PipelineError
from tests.fuzz.grammar import pool
from tests.fuzz.mutate import mutate
from tests.fuzz.targets import TARGETS, Target

SEEDS = Path(__file__).parent / "seeds"
BY_RULE = 300
"""Inputs that hypothesis makes for each kind and seed; each is used whole and mutated."""


def kept(name: str) -> list[bytes]:
    """The inputs that once failed."""
    return [file.read_bytes() for file in sorted((SEEDS / name).glob("*"))]


def inputs(name: str, target: Target, count: int, seed: int) -> Iterator[bytes]:
    """That many inputs of a target, the same for the same seed."""
    chance = random.Random(f"{name} {seed}")
    made = [
        head + data
        for kind in target.grammars
        for data in pool(kind, min(BY_RULE, max(1, count // 4)), seed)
        for head in [chance.choice(target.heads)]
    ]
    first = [*target.seeds(), *kept(name)]
    everything = [*first, *made]
    for n in range(count):
        if n < len(everything):
            yield everything[n]
        else:
            yield mutate(chance, chance.choice(first if chance.random() < 0.7 else everything), everything)


def failure(target: Target, data: bytes) -> str | None:
    """What is wrong with what comes of an input, in one line."""
    try:
        target.run(data)
    except (PipelineError, *target.allowed):
        return None
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        text = " ".join(str(error).split())[:150]
        return f"{type(error).__name__}: {text} ({Path(place.filename).name}:{place.lineno})"
    return None


def main(
    count: int,
    seed: int = 0,
    only: str | None = None,
    *,
    keep: bool = True,
    say: Callable[[str], object] = print,
) -> int:
    """Run ``count`` inputs, shared out by weight; return the number of different failures."""
    chosen = {only: TARGETS[only]} if only else TARGETS
    weights = sum(t.weight for t in chosen.values())
    found: Counter[str] = Counter()
    done = 0
    for name, target in chosen.items():
        share = max(1, round(count * target.weight / weights))
        slowest, began = 0.0, time.process_time()
        for data in inputs(name, target, share, seed):
            start = time.process_time()
            wrong = failure(target, data)
            slowest = max(slowest, time.process_time() - start)
            if wrong:
                key = f"{name}: {wrong.rsplit('(', 1)[-1]}"
                found[key] += 1
                if found[key] == 1:
                    say(f"{name}: {wrong}")
                    if keep:
                        folder = SEEDS / name
                        folder.mkdir(parents=True, exist_ok=True)
                        (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
        spent = time.process_time() - began
        done += share
        say(f"{name}: {share} inputs, {share / max(spent, 1e-9):.0f} a second, slowest {slowest:.3f} s")
    say(f"{done} inputs, seed {seed}: {sum(found.values())} failures at {len(found)} places")
    return len(found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", choices=sorted(TARGETS))
    options = parser.parse_args()
    sys.exit(1 if main(options.count, options.seed, options.target) else 0)
