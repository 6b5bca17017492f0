"""`make bench`: what Greffier costs, side by side with others, in one run.

    python -m tests.bench [--quick] [--save]

Times are CPU seconds of one process with everything loaded (best of a few rounds), so that what is
compared is the work and not the start; only whole commands are timed by the clock on the wall. Each part runs
in a process of its own, whose memory is its own too. ``--save`` writes ``results.json`` and ``results.svg``
beside this file, which the README shows. A peer that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pipeline.cli  # noqa: F401  as the command runs: one thread a process
from tests.bench import draw, parts, peers

HERE = Path(__file__).parent


def alone(part: Callable, *values):
    """The result of a part that runs in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(part, *values).result()


def measures(quick: bool) -> dict[str, Callable[[], list[parts.Row]]]:
    """The parts by name, in the order in which they are measured."""
    rounds = 1 if quick else 7
    few = min(rounds, 3)
    sizes = (100, 1_000) if quick else (100, 1_000, 10_000)
    hours = (1,) if quick else (1, 5, 25)
    counts = (10,) if quick else (10, 100, 1_000)
    return {
        "stages": lambda: alone(parts.stages, rounds),
        "reading": lambda: alone(peers.reading, few),
        "correcting": lambda: alone(peers.correcting, few),
        "figures": lambda: alone(peers.figures, few),
        "glossary": lambda: alone(parts.glossaries, sizes, few),
        "length": lambda: [alone(parts.length, h) for h in hours],
        "worker": lambda: [alone(parts.worker, n) for n in counts],
        "batch": lambda: parts.batches(20, 1) if quick else parts.batches(100, 3),
        "large batch": lambda: [] if quick else parts.batches(1_000, 1),
    }


def show(name: str, rows: list[parts.Row]) -> None:
    print(f"\n{name}")
    for row in rows:
        cells = (
            f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items() if k != "what"
        )
        print(f"  {row['what']:42} {'  '.join(cells)}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="smaller sizes, one round")
    options.add_argument("--save", action="store_true", help="write results.json and results.svg")
    options.add_argument(
        "--only", nargs="+", metavar="PART", help="measure these again, keep the others' results"
    )
    asked = options.parse_args()
    stored = HERE / "results.json"
    results: dict = json.loads(stored.read_text("utf-8")) if asked.only else {}
    results["machine"] = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    for name, part in measures(asked.quick).items():
        if not asked.only or name in asked.only:
            load = os.getloadavg()[0]
            results[name] = part()
            results.setdefault("load of the machine", {})[name] = load
            show(name, results[name])
            if asked.save:
                save(results, stored)


def save(results: dict, stored: Path) -> None:
    """Write what has been measured so far, and draw it."""
    if "stages" in results:
        results["archive, extrapolated"] = parts.archive(results["stages"][1]["seconds"])
    stored.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    stored.with_suffix(".svg").write_text(draw.chart(results), "utf-8")


if __name__ == "__main__":
    main()
