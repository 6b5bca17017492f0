"""Many recordings: which inputs there are, which are unchanged, and how they are shared out.

A result depends only on the input, its sidecar, the glossary, the options and the program's
version, so neither the number of processes nor the order in which they finish shows in it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import __version__
from pipeline.errors import ExitCode, InputError, PipelineError, SetupError
from pipeline.glossary import Glossary
from pipeline.read.decode import MAX_BYTES
from pipeline.report import Result, csv_table, report
from pipeline.write.files import to_json, write_whole

NOT_TRANSCRIPTS = ("readme", "lisezmoi", "license", "licence", "changelog", "notice")
"""Names (before the first dot) that a folder scan passes over; a file named on the command line is read."""


@dataclass(frozen=True, slots=True)
class Job:
    """One input to process: where it is, what describes it, and the folder of its result."""

    path: Path
    id: str
    folder: Path
    sidecar: Path | None = None

    @property
    def output(self) -> Path:
        """The one output that is true."""
        return self.folder / "webinar.json"

    @property
    def page(self) -> Path:
        """The page to read, made from the output."""
        return self.folder / "index.html"


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
    found: list[tuple[Path, Path]] = []
    failures: list[Result] = []
    for path in paths:
        if path.is_dir():
            inside = [(f, f.relative_to(path)) for f in _transcripts(path, out)]
            if not inside:
                failures.append(
                    Result(
                        str(path),
                        message=f"{path}: found no transcript in this folder; "
                        f"expected files ending in {', '.join(_suffixes())}",
                    )
                )
            found += inside
        elif path.exists():
            found.append((path, Path(path.name)))
        else:
            failures.append(Result(str(path), message=f"{path}: no such file or folder; check the path"))
    unique = list({file.resolve(): (file, relative) for file, relative in reversed(found)}.values())[::-1]
    jobs = [
        Job(file, id, out / id, meta or _sidecar(file))
        for (file, _), id in zip(unique, _ids(unique), strict=True)
    ]
    return Plan(tuple(jobs), tuple(failures))


def _suffixes() -> tuple[str, ...]:
    from pipeline.read import SUFFIXES

    return tuple(sorted(SUFFIXES))


def _transcripts(folder: Path, out: Path) -> list[Path]:
    from pipeline.read import is_sidecar

    suffixes = set(_suffixes())
    files = []
    results = out.resolve()
    for file in sorted(folder.rglob("*")):
        relative = file.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts) or not file.is_file():
            continue
        if file.suffix.lower() not in suffixes or file.name.split(".")[0].lower() in NOT_TRANSCRIPTS:
            continue
        if results in file.resolve().parents or file.name == "webinar.json":
            continue
        files.append(file)
    beside: dict[Path, set[str]] = defaultdict(set)
    for file in files:
        beside[file.parent].add(file.name)
    return [f for f in files if not is_sidecar(f.name, beside[f.parent])]


def _sidecar(file: Path) -> Path | None:
    from pipeline.read import sidecar_names

    return next((s for s in (file.with_name(n) for n in sidecar_names(file.name)) if s.is_file()), None)


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
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
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
    """What the result depends on, as one SHA-256 in hexadecimal."""
    parts = [
        __version__,
        setup.model,
        setup.glossary.sha256,
        job.id,
        job.path.name,
        hashlib.sha256(data).hexdigest(),
        job.sidecar.name if job.sidecar else None,
        hashlib.sha256(sidecar).hexdigest() if sidecar is not None else None,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def unchanged(job: Job, setup: Setup) -> bool:
    """Whether the result on disk was made from exactly this input and set-up, and has its page."""
    try:
        data, sidecar = _sources(job)
    except InputError:
        return False
    return _stored(job, fingerprint(job, setup, data, sidecar)) is not None


def _stored(job: Job, mark: str) -> dict | None:
    try:
        document = json.loads(job.output.read_bytes())
    except (OSError, ValueError):
        return None
    provenance = document.get("provenance") if isinstance(document, dict) else None
    made = isinstance(provenance, dict) and provenance.get("fingerprint") == mark
    return document if made and job.page.is_file() else None


@lru_cache(maxsize=2)
def _index(glossary: Glossary):
    from pipeline.correct import build_index

    return build_index(glossary)


def process_one(job: Job, setup: Setup, *, force: bool = False) -> Result:
    """Process one recording and write its folder; never raises for a defect of the input.

    Raises: SetupError when no output can be written.
    """
    began = time.perf_counter()
    try:
        data, sidecar = _sources(job)
        mark = fingerprint(job, setup, data, sidecar)
        document = None if force else _stored(job, mark)
        if document is not None:
            return Result.of(str(job.path), document, "unchanged", time.perf_counter() - began)
        _refuse_link(job.folder)
        from pipeline.page import page
        from pipeline.read import Sidecar
        from pipeline.run import Input, process

        side = Sidecar(job.sidecar.name, sidecar) if job.sidecar and sidecar is not None else None
        document = process(
            Input(data, job.path.name, job.id, side, mark), setup.glossary, _index(setup.glossary)
        )
        # the output marks the recording as done, so that it comes last
        write_whole(job.page, page(document).encode("utf-8"))
        write_whole(job.output, to_json(document))
        return Result.of(str(job.path), document, "written", time.perf_counter() - began)
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
    if folder.is_symlink() or (folder / "webinar.json").is_symlink():
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
) -> Iterator[Result]:
    """Process the jobs and yield a result as each is done (in any order with several workers).

    ``engine`` is ``local`` (processes of this machine) or ``dask``, whose ``scheduler`` is an
    address such as ``tcp://10.0.0.5:8786``, or ``None`` for a cluster of this machine.
    """
    if engine == "dask":
        from pipeline.engines import dask

        yield from dask.run(jobs, setup, workers, force, scheduler)
    elif workers == 1 or len(jobs) < 2:
        yield from (process_one(job, setup, force=force) for job in jobs)
    else:
        from pipeline.engines import local

        yield from local.run(jobs, setup, min(workers, len(jobs)), force)


def status(results: Iterable[Result]) -> ExitCode:
    """The exit code of a batch."""
    results = list(results)
    if any(r.unexpected for r in results):
        return ExitCode.unexpected
    return ExitCode.data_problem if any(r.state == "failed" for r in results) else ExitCode.ok


def write_report(out: Path, results: Sequence[Result]) -> None:
    """Write ``report.json`` and ``report.csv`` of the batch: what is there now, without the clock."""
    write_whole(out / "report.json", to_json(report(results, clock=False)))
    write_whole(out / "report.csv", csv_table(results).encode("utf-8"))
