"""The CSV view of a glossary: one row an entry, several values of a cell separated by ``;``.

A ``;`` or a backslash inside a value is written ``\\;`` or ``\\\\``. Examples have no column: the
CSV is for spreadsheets, the YAML is the whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pipeline.glossary.check import LISTS
from pipeline.glossary.entry import Entry
from pipeline.glossary.raw import Mistake, RawEntry

COLUMNS = ("term", "kind", "article", "long", "heard", "near", "never", "say", "policy", "source", "id")


def read_csv(text: str, file: str) -> tuple[list[RawEntry], list[Mistake]]:
    """Return one raw entry a row; empty cells and rows give nothing.

    The separator of columns is a comma, or a semicolon as French spreadsheets write it.
    """
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    delimiter = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    entries: list[RawEntry] = []
    mistakes: list[Mistake] = []
    header: list[str] = []
    line = 1
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                pass
            elif not header:
                header = [name.strip().lower() for name in row]
                mistakes += _header_mistakes(header, file, line)
            elif len(row) > len(header):
                remedy = "put a value that has a separator in double quotes"
                mistakes.append(Mistake(file, line, f"{len(row)} cells", f"at most {len(header)}", remedy))
            else:
                entries.append(_raw(dict(zip(header, row, strict=False)), file, line))
            line = reader.line_num + 1
    except csv.Error as error:
        mistakes.append(Mistake(file, line, str(error), "CSV", "check the double quotes of this row"))
    if not header and not mistakes:
        mistakes.append(Mistake(file, 1, "no header", "term,kind,article,long", "add it as first line"))
    return entries, mistakes


def to_csv(entries: Iterable[Entry]) -> str:
    """Write entries as CSV with the columns of `COLUMNS` and ``\\n`` line ends."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_cell(getattr(entry, name)) for name in COLUMNS])
    return out.getvalue()


def from_csv(text: str, file: str = "") -> tuple[Entry, ...]:
    """Read what `to_csv` writes. Raises: SetupError with every mistake."""
    from pipeline.glossary.load import entries_of

    return entries_of(*read_csv(text, file))


def _header_mistakes(header: list[str], file: str, line: int) -> list[Mistake]:
    allowed = ", ".join(COLUMNS)
    found = [Mistake(file, line, f"the column {name!r}", f"one of {allowed}", "rename or remove it")
             for name in header if name not in COLUMNS]  # fmt: skip
    found += [Mistake(file, line, f"the column {name!r} twice", "it once", "remove one")
              for name in COLUMNS if header.count(name) > 1]  # fmt: skip
    if "term" not in header:
        found.append(Mistake(file, line, "no column 'term'", "term,kind,article,long", "add it"))
    return found


def _raw(row: dict[str, str], file: str, line: int) -> RawEntry:
    data: dict[str, str | list[str]] = {}
    for name, cell in row.items():
        if name in LISTS:
            values = [value for value in _split(cell) if value]
            if values:
                data[name] = values
        elif cell.strip():  # spreadsheets write l’ for l'
            data[name] = cell.strip().replace("’", "'") if name == "article" else cell.strip()
    return RawEntry(file, line, data)


def _cell(value: str | tuple[str, ...] | None) -> str:
    if isinstance(value, tuple):
        return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in value)
    return value or ""


def _split(cell: str) -> list[str]:
    values, current, characters = [], "", iter(cell)
    for character in characters:
        if character == "\\":
            current += next(characters, "\\")
        elif character == ";":
            values.append(current.strip())
            current = ""
        else:
            current += character
    return [*values, current.strip()]
