"""Many recordings: which inputs there are, which are unchanged, and how they are shared out.

A result depends only on the input, its sidecar, the glossary, the options and the program's
version, so neither the number of processes nor the order in which they finish shows in it.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import __version__, storage
from pipeline.decisions.model import Event, digest
from pipeline.errors import ExitCode, InputError, PipelineError, SetupError
from pipeline.glossary import Glossary
from pipeline.glossary.kept import keep
from pipeline.journal import FOLDER, Journal, sha256
from pipeline.memory import settle
from pipeline.read.decode import MAX_BYTES
from pipeline.report import Result, Seal, csv_table, report
from pipeline.write.files import to_json

NOT_TRANSCRIPTS = ("readme", "lisezmoi", "license", "licence", "changelog", "notice")
"""Names (before the first dot) that a folder scan passes over; a file named on the command line is read."""


@dataclass(frozen=True, slots=True)
class Job:
    """One input: where it is, what describes it, the folder of its result, and what editors decided."""

    path: Path
    id: str
    folder: Path
    sidecar: Path | None = None
    decisions: tuple[Event, ...] = ()

    @property
    def output(self) -> Path:
        """The one output that is true."""
        return self.folder / "webinar.json"

    @property
    def page(self) -> Path:
        """The page to read, made from the output."""
        return self.folder / "index.html"

    @property
    def temporary(self) -> Path:
        """Where unfinished files of the batch are."""
        return self.folder.parent / FOLDER / "tmp"


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs in order, and the paths that are no input, with the reason."""

    jobs: tuple[Job, ...]
    failures: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Setup:
    """What all recordings of a batch share."""

    glossary: Glossary
    model: str

    @classmethod
    def load(cls, glossaries: Sequence[Path], *, default: bool = True) -> Setup:
        """Load and check the glossary. Raises: SetupError if it or the language model is unusable."""
        from pipeline.french.syntax import model_name
        from pipeline.glossary import load

        return cls(load(glossaries, default=default), model_name())


# ---------------------------------------------------------------------------------- inputs


def plan(paths: Iterable[Path], out: Path, *, meta: Path | None = None) -> Plan:
    """Find the inputs under ``paths``, in a stable order, and give each a folder under ``out``.

    Folders are searched for transcripts (hidden files, sidecars, READMEs and earlier results are
    passed over). Two inputs of one name get ids that tell their folder or their suffix.
    """
    found: list[tuple[Path, Path, Path | None]] = []
    failures: list[Result] = []
    for path in paths:
        try:
            if storage.is_folder(path):
                inside = _transcripts(path, out)
                if not inside:
                    failures.append(
                        Result(
                            str(path),
                            message=f"{path}: found no transcript in this folder; "
                            f"expected files ending in {', '.join(_suffixes())}",
                        )
                    )
                found += inside
            elif storage.exists(path):
                found.append((path, Path(path.name), None if meta else _sidecar(path)))
            else:
                failures.append(Result(str(path), message=f"{path}: no such file or folder; check the path"))
        except OSError as err:
            failures.append(
                Result(str(path), message=f"{path}: cannot be read: {err.strerror or err}; check the path")
            )
    unique = list({file.resolve(): (file, *rest) for file, *rest in reversed(found)}.values())[::-1]
    ids = _ids([(file, relative) for file, relative, _ in unique])
    decided = _decisions(out, ids)
    jobs = [
        Job(file, id, out / id, meta or sidecar, decided.get(id, ()))
        for (file, _, sidecar), id in zip(unique, ids, strict=True)
    ]
    return Plan(tuple(jobs), tuple(failures))


def _decisions(out: Path, ids: Iterable[str]) -> dict[str, tuple[Event, ...]]:
    """The decisions in force by recording. Raises: SetupError if their store is unusable."""
    from pipeline.decisions.store import Store

    store = Store.open(out, create=False)
    if store is None:
        return {}
    with store:
        known = set(store.recordings())
        return {id: store.in_force(id) for id in ids if id in known}


def _suffixes() -> tuple[str, ...]:
    from pipeline.read import SUFFIXES

    return tuple(sorted(SUFFIXES))


def _transcripts(folder: Path, out: Path) -> list[tuple[Path, Path, Path | None]]:
    """The transcripts in a folder, each with its path from the folder and its sidecar."""
    from pipeline.read import is_sidecar, sidecar_names

    results = out.resolve()
    seen = [
        (file, relative)
        for file, relative in storage.find(folder)
        if not any(part.startswith(".") for part in relative.parts)
    ]
    beside: dict[Path, dict[str, Path]] = {}
    files = []
    for file, relative in seen:
        beside.setdefault(relative.parent, {})[file.name] = file
        if file.suffix.lower() not in _suffixes() or file.name.split(".")[0].lower() in NOT_TRANSCRIPTS:
            continue
        if file.name != "webinar.json" and results not in file.resolve().parents:
            files.append((file, relative))
    taken: dict[Path, set[str]] = {}
    for file, relative in files:
        taken.setdefault(relative.parent, set()).add(file.name)
    return [
        (file, relative, next((around[n] for n in sidecar_names(file.name) if n in around), None))
        for file, relative in files
        if not is_sidecar(file.name, taken[relative.parent])
        for around in [beside[relative.parent]]
    ]


def _sidecar(file: Path) -> Path | None:
    from pipeline.read import sidecar_names

    return next((s for s in map(file.with_name, sidecar_names(file.name)) if storage.exists(s)), None)


def _ids(found: Sequence[tuple[Path, Path]]) -> list[str]:
    """A slug of each name; where two are equal, of the folder and suffix too, then a number."""
    from pipeline.read import recording_id

    ids = [recording_id(file.name) for file, _ in found]
    for longer in (
        lambda r: "-".join(r.with_suffix("").parts),
        lambda r: "-".join((*r.with_suffix("").parts, r.suffix[1:])),
    ):
        count = Counter(ids)
        ids = [
            recording_id(longer(r) + ".txt") if count[i] > 1 else i
            for (_, r), i in zip(found, ids, strict=True)
        ]
    seen: Counter[str] = Counter()
    out = []
    for id in ids:
        seen[id] += 1
        out.append(id if seen[id] == 1 else f"{id}-{seen[id]}")
    return out


# ------------------------------------------------------------------------------ one recording


def _read_bytes(path: Path) -> bytes:
    try:
        data = storage.read(path, MAX_BYTES + 1)
    except OSError as err:
        raise InputError(str(path), 1, f"cannot be read: {err.strerror or err}") from err
    if len(data) > MAX_BYTES:
        raise InputError(
            str(path), 1, f"found more than {MAX_BYTES // 2**20} MB, expected one transcript; split the file"
        )
    return data


def _sources(job: Job) -> tuple[bytes, bytes | None]:
    """The bytes of the input and of its sidecar."""
    return _read_bytes(job.path), _read_bytes(job.sidecar) if job.sidecar else None


def fingerprint(job: Job, setup: Setup, data: bytes, sidecar: bytes | None) -> str:
    """What the machine's result depends on, as one SHA-256 in hexadecimal."""
    parts = [
        __version__,
        setup.model,
        setup.glossary.sha256,
        job.id,
        job.path.name,
        sha256(data),
        job.sidecar.name if job.sidecar else None,
        sha256(sidecar) if sidecar is not None else None,
    ]
    return sha256(json.dumps(parts).encode())


def _sealed(mark: str, job: Job) -> str:
    """The fingerprint with the decisions in force, as the journal has it."""
    decided = digest(job.decisions)
    return sha256(f"{mark}{decided}".encode()) if decided else mark


def unchanged(job: Job, setup: Setup, entry: tuple[Seal, dict] | None = None) -> Result | None:
    """The result of a recording whose files were made from exactly this input and set-up, else ``None``.

    ``entry`` is what the journal has of it: if it fits, the document need not be parsed.
    """
    began = time.perf_counter()
    output = storage.read_or_none(job.output)
    page = storage.read_or_none(job.page) if output is not None else None
    if output is None or page is None:
        return None
    try:
        mark = fingerprint(job, setup, *_sources(job))
    except InputError:
        return None
    seal = Seal(_sealed(mark, job), sha256(output), sha256(page))
    if entry and entry[0].fingerprint == seal.fingerprint:
        if entry[0] != seal:  # other bytes from the same input: the file was changed or damaged
            return None
        seconds = time.perf_counter() - began
        return Result(str(job.path), job.id, "unchanged", seal=seal, seconds=seconds, **entry[1])
    try:
        document = json.loads(output)
        made = document["provenance"]
        if made["fingerprint"] != mark or made.get("decisions", "") != digest(job.decisions):
            return None
        return Result.of(str(job.path), document, "unchanged", time.perf_counter() - began, seal)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


@lru_cache(maxsize=2)
def index_of(glossary: Glossary):
    """The index of a glossary, built once a process."""
    from pipeline.correct import build_index

    return build_index(glossary)


def process_one(job: Job, setup: Setup) -> Result:
    """Process one recording and write its folder; never raises for a defect of the input.

    Raises: SetupError when no output can be written.
    """
    began = time.perf_counter()
    try:
        data, sidecar = _sources(job)
        mark = fingerprint(job, setup, data, sidecar)
        _refuse_link(job.folder)
        from pipeline.page import page
        from pipeline.read import Sidecar
        from pipeline.run import Input, process

        side = Sidecar(job.sidecar.name, sidecar) if job.sidecar and sidecar is not None else None
        document = process(
            Input(data, job.path.name, job.id, side, mark),
            setup.glossary,
            index_of(setup.glossary),
            job.decisions,
        )
        read_page, output = page(document).encode("utf-8"), to_json(document)
        # the output marks the recording as done, so that it comes last
        storage.write(job.page, read_page, job.temporary)
        storage.write(job.output, output, job.temporary)
        seal = Seal(_sealed(mark, job), sha256(output), sha256(read_page))
        settle()
        return Result.of(str(job.path), document, "written", time.perf_counter() - began, seal)
    except SetupError:
        raise
    except InputError as err:
        message = str(InputError(str(job.path), err.line, err.message, err.excerpt))
        return Result(str(job.path), id=job.id, message=message)
    except PipelineError as err:
        return Result(str(job.path), id=job.id, message=f"{job.path}: {err}")
    except Exception as err:
        import traceback

        place = traceback.extract_tb(err.__traceback__)[-1]
        return Result(
            str(job.path),
            id=job.id,
            unexpected=True,
            message=(
                f"{job.path}:1: unexpected {type(err).__name__}: {err} "
                f"(in {Path(place.filename).name}:{place.lineno}); "
                "the rest of the batch goes on, please report it"
            ),
        )


def _refuse_link(folder: Path) -> None:
    if storage.is_local(folder) and (folder.is_symlink() or (folder / "webinar.json").is_symlink()):
        raise SetupError(
            str(folder), None, "is a symbolic link; results are written to real folders only, remove the link"
        )


# ---------------------------------------------------------------------------------- the batch


def run(
    jobs: Sequence[Job],
    setup: Setup,
    *,
    workers: int = 1,
    force: bool = False,
    engine: str = "local",
    scheduler: str | None = None,
    journal: Journal | None = None,
) -> Iterator[Result]:
    """Process the jobs and yield a result as each is done (in any order with several workers).

    What is unchanged is yielded first, without starting an engine for it; ``force`` does it again.
    ``engine`` is ``local`` (processes of this machine) or ``dask``, whose ``scheduler`` is an
    address such as ``tcp://10.0.0.5:8786``, or ``None`` for a cluster of this machine.
    """
    for result in _results(jobs, setup, workers, force, engine, scheduler, journal):
        if journal:
            journal.add(result)
        yield result


def _results(
    jobs: Sequence[Job],
    setup: Setup,
    workers: int,
    force: bool,
    engine: str,
    scheduler: str | None,
    journal: Journal | None,
) -> Iterator[Result]:
    left = list(jobs) if force else []
    if not force:
        for job, result in checked(jobs, setup, journal):
            if result:
                yield result
            else:
                left.append(job)
    for out in dict.fromkeys(job.folder.parent for job in left):
        keep(setup.glossary, out)
    if engine == "dask" and left:
        from pipeline.engines import dask

        yield from dask.run(left, setup, workers, scheduler)
    elif workers == 1 or len(left) < 2:
        yield from (process_one(job, setup) for job in left)
    else:
        from pipeline.engines import local

        yield from local.run(left, setup, min(workers, len(left)))


def checked(
    jobs: Sequence[Job], setup: Setup, journal: Journal | None = None
) -> Iterator[tuple[Job, Result | None]]:
    """Each job, in order, with its result if it is unchanged."""
    from concurrent.futures import ThreadPoolExecutor

    def check(job: Job) -> tuple[Job, Result | None]:
        return job, unchanged(job, setup, journal.entry(job.id) if journal else None)

    # a check waits for the disk or for the network
    with ThreadPoolExecutor(16) as pool:
        for start in range(0, len(jobs), 256):
            yield from pool.map(check, jobs[start : start + 256])


def status(results: Iterable[Result]) -> ExitCode:
    """The exit code of a batch."""
    results = list(results)
    if any(r.unexpected for r in results):
        return ExitCode.unexpected
    return ExitCode.data_problem if any(r.state == "failed" for r in results) else ExitCode.ok


def write_report(out: Path, results: Sequence[Result]) -> None:
    """Write ``report.json`` and ``report.csv`` of the batch: what is there now, without the clock."""
    temporary = out / FOLDER / "tmp"
    storage.write(out / "report.json", to_json(report(results, clock=False)), temporary)
    storage.write(out / "report.csv", csv_table(results).encode("utf-8"), temporary)


def rebuild(folder: Path, id: str, glossary: Glossary | None = None) -> dict:
    """Make the outputs of one recording again with what editors decided; see `decisions.stale.rebuild`."""
    from pipeline.decisions import stale

    return stale.rebuild(folder, id, glossary=glossary)
