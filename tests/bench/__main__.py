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

from tests.bench import draw, parts, peers

HERE = Path(__file__).parent


def alone(part: Callable, *values):
    """The result of a part that runs in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(part, *values).result()


def measure(quick: bool) -> dict:
    """All parts, printed as they are done."""
    rounds = 1 if quick else 7
    results: dict = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load at the start": os.getloadavg()[0],
    }

    def add(name: str, rows: list[parts.Row]) -> None:
        results[name] = rows
        print(f"\n{name}")
        for row in rows:
            cells = (
                f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items() if k != "what"
            )
            print(f"  {row['what']:42} {'  '.join(cells)}", flush=True)

    add("stages", alone(parts.stages, rounds))
    add("reading", alone(peers.reading, min(rounds, 3)))
    add("correcting", alone(peers.correcting, min(rounds, 3)))
    add("figures", alone(peers.figures, min(rounds, 3)))
    sizes = (100, 1_000) if quick else (100, 1_000, 10_000)
    add("glossary", alone(parts.glossaries, sizes, min(rounds, 3)))
    add("length", [alone(parts.length, h) for h in ((1,) if quick else (1, 5, 25))])
    add("worker", [alone(parts.worker, n) for n in ((10,) if quick else (10, 100, 1_000))])
    add("batch", parts.batches(20, 1) if quick else [*parts.batches(100, 3), *parts.batches(1_000, 1)])
    faster = max(row["times faster"] for row in results["batch"] if "times faster" in row)
    add("archive, extrapolated", parts.archive(results["stages"][1]["seconds"], faster))
    return results


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="smaller sizes, one round")
    options.add_argument("--save", action="store_true", help="write results.json and results.svg")
    asked = options.parse_args()
    results = measure(asked.quick)
    if asked.save:
        (HERE / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (HERE / "results.svg").write_text(draw.chart(results), "utf-8")


if __name__ == "__main__":
    main()
