"""Find, read, check and merge glossary files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.glossary.check import LISTS, to_entry
from pipeline.glossary.csv_file import read_csv
from pipeline.glossary.entry import Entry, Examples, Glossary
from pipeline.glossary.raw import MAX_BYTES, Mistake, RawEntry, combined
from pipeline.glossary.yaml_file import read_yaml

SUFFIXES = (".yaml", ".yml", ".csv")
_SCALARS = ("term", "kind", "long", "article", "policy", "source")


def default_folder() -> Path:
    """The project's own glossary: ``pipeline/_glossary`` in a wheel, ``glossary/`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_glossary"
    return installed if installed.is_dir() else package.parent / "glossary"


def load(paths: Sequence[Path] = (), default: bool = True) -> Glossary:
    """Read YAML files, CSV files or folders of them, after the project's own unless ``default`` is false.

    Entries keep the order of the files (by name in a folder) and of their lines. An entry whose id
    (by default the slug of its term) an earlier *file* has adds its ``say``, ``heard``, ``near``,
    ``never`` and examples to the earlier entry and replaces the other fields that it gives; the
    earlier place in the order is kept. Twice in one file is a mistake.

    ``sha256`` is the fingerprint of what the entries say: a comment or a moved line leaves it as it is.
    Raises: SetupError with every mistake of every file.
    """
    own = _files(default_folder()) if default else []
    files = [*own, *(file for path in paths for file in _files(path))]
    merged: dict[str, Entry] = {}
    mistakes: list[Mistake] = []
    for place, file in enumerate(files):
        here: dict[str, int] = {}
        raws, problems = _read(file)
        mistakes += problems
        for raw in raws:
            entry, given, problems = to_entry(raw)
            mistakes += problems
            if entry is None:
                continue
            if entry.id in here:
                mistakes.append(_twice(entry, here[entry.id]))
                continue
            here[entry.id] = entry.line
            if default and place >= len(own):
                entry = replace(entry, given=True)
            merged[entry.id] = _merge(merged[entry.id], entry, given) if entry.id in merged else entry
    _refuse(mistakes)
    entries = tuple(merged.values())
    return Glossary(entries, fingerprint(entries))


def entries_of(raws: Iterable[RawEntry], mistakes: Iterable[Mistake]) -> tuple[Entry, ...]:
    """Check the entries of one file. Raises: SetupError with every mistake."""
    found: dict[str, Entry] = {}
    problems = list(mistakes)
    for raw in raws:
        entry, _, wrong = to_entry(raw)
        problems += wrong
        if entry is not None and entry.id in found:
            problems.append(_twice(entry, found[entry.id].line))
        elif entry is not None:
            found[entry.id] = entry
    _refuse(problems)
    return tuple(found.values())


def fingerprint(entries: Iterable[Entry]) -> str:
    """SHA-256 of what the entries say, in order, without the places where they are written."""
    digest = hashlib.sha256()
    for entry in entries:
        content = [getattr(entry, name) for name in ("id", *_SCALARS, *LISTS)]
        content += [entry.examples.changes, entry.examples.leaves]
        content += ["given"] if entry.given else []  # weighs more in the corrections
        digest.update(json.dumps(content, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    name = _shown(path)
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
        if not files:
            _refuse([Mistake(name, 0, "no .yaml or .csv file", "a glossary", "add one")])
        return files
    if not path.is_file():
        _refuse([Mistake(name, 0, "nothing there", "a YAML file, a CSV file or a folder", "check the path")])
    if path.suffix.lower() not in SUFFIXES:
        found = f"a name ending in {path.suffix!r}"
        _refuse([Mistake(name, 0, found, "one in .yaml, .yml or .csv", "rename or convert it")])
    return [path]


def read_text(path: Path) -> str:
    """The text of a glossary file. Raises: SetupError if it is unreadable, too large or not UTF-8."""
    text = _text(path)
    if isinstance(text, Mistake):
        raise combined([text])
    return text


def _text(path: Path) -> str | Mistake:
    name = _shown(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Mistake(name, 0, f"{size} bytes", f"at most {MAX_BYTES}", "split the file")
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        return Mistake(name, 0, error.strerror or "an error", "a readable file", "check its rights")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Mistake(name, line, "bytes that are not UTF-8", "UTF-8", "save the file as UTF-8")


def _read(path: Path) -> tuple[list[RawEntry], list[Mistake]]:
    text = _text(path)
    if isinstance(text, Mistake):
        return [], [text]
    read = read_csv if path.suffix.lower() == ".csv" else read_yaml
    return read(text, _shown(path))


def _merge(earlier: Entry, later: Entry, given: set[str]) -> Entry:
    changes = {name: getattr(later, name) for name in _SCALARS if name in given}
    if later.given and earlier.policy == "never" and "policy" not in given:
        changes["policy"] = "ask"  # a word too usual to be looked for everywhere, but it is expected here
    changes |= {name: tuple(dict.fromkeys(getattr(earlier, name) + getattr(later, name))) for name in LISTS}
    examples = Examples(
        tuple((dict(earlier.examples.changes) | dict(later.examples.changes)).items()),
        tuple(dict.fromkeys(earlier.examples.leaves + later.examples.leaves)),
    )
    return replace(
        earlier, **changes, examples=examples, file=later.file, line=later.line, given=later.given
    )


def _twice(entry: Entry, first: int) -> Mistake:
    found, remedy = f"the id {entry.id!r} again", f"merge it with the entry of line {first}"
    return Mistake(entry.file, entry.line, found, "it once in a file", remedy)


def _refuse(mistakes: list[Mistake]) -> None:
    if mistakes:
        raise combined(mistakes)


def _shown(path: Path) -> str:
    """The path as people see it: relative to the current folder where it is inside."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
