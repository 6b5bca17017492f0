"""Figures, actions and corrections of many recordings as tables, and the files that hold them.

Reads documents (``webinar.json``) only. Column names are those of the document; `COLUMNS` is the whole
list with its types.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pipeline.errors import SetupError

if TYPE_CHECKING:
    import pandas as pd

WHERE = {
    "recording": "string",
    "title": "string",
    "date": "string",
    "id": "string",
    "speaker": "string",
    "seconds": "Float64",
    "time": "string",
}
"""Columns that every table begins with: ``seconds`` and ``time`` (HH:MM:SS) from the start."""

COLUMNS: dict[str, dict[str, str]] = {
    "figures": WHERE
    | {
        "text": "string",
        "kind": "string",
        "value": "Float64",
        "low": "Float64",
        "high": "Float64",
        "unit": "string",
        "comparator": "string",
        "value_date": "string",
        "low_date": "string",
        "high_date": "string",
        "about": "string",
        "key": "boolean",
        "objective": "string",
        "sentence": "string",
    },
    "actions": WHERE
    | {
        "text": "string",
        "status": "string",
        "actor": "string",
        "verb": "string",
        "object": "string",
        "deadline": "string",
        "objective": "string",
        "confidence": "Float64",
        "sentence": "string",
    },
    "corrections": WHERE
    | {
        "cue": "Int64",
        "before": "string",
        "after": "string",
        "entry": "string",
        "rule": "string",
        "score": "Float64",
        "status": "string",
        "why": "string",
    },
}

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet run a cell or hide its beginning."""


def tables(documents: Iterable[dict]) -> dict[str, pd.DataFrame]:
    """One table each of figures, actions and corrections, a row per item, in the order of the documents.

    Amounts are numbers; dates stand in columns of their own as they were said (``2025-01``). Several
    objectives are joined by ``;``; those of a figure are the ones of the actions in its sentence. Without
    any item a table has its columns and no row.
    """
    import pandas as pd

    all_rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for document in documents:
        for name, found in rows(document).items():
            all_rows[name] += found
    return {
        name: pd.DataFrame(all_rows[name], columns=list(columns)).astype(columns)
        for name, columns in COLUMNS.items()
    }


def rows(document: dict) -> dict[str, list[dict[str, Any]]]:
    """The rows of one document by table.

    Raises: KeyError, TypeError or AttributeError if it has not the shape of ``webinar.json``.
    """
    return {
        "figures": [_figure(document, f) for f in document["figures"]],
        "actions": [_action(document, a) for a in document["actions"]],
        "corrections": [_correction(document, c) for c in document["corrections"]],
    }


def clock(seconds: float | None) -> str | None:
    """Seconds as HH:MM:SS, cut to the whole second; ``None`` stays ``None``.

    >>> clock(3725.9)
    '01:02:05'
    """
    if seconds is None:
        return None
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _where(document: dict, item: dict, speaker: str | None) -> dict[str, Any]:
    names = {p["id"]: p["name"] for p in document["participants"]}
    return {
        "recording": document["id"],
        "title": document["metadata"].get("title"),
        "date": document["metadata"].get("date"),
        "id": item["id"],
        "speaker": names.get(speaker),
        "seconds": item["start"],
        "time": clock(item["start"]),
    }


def _figure(document: dict, figure: dict) -> dict[str, Any]:
    row = _where(document, figure, figure["speaker"])
    row |= {k: figure[k] for k in ("text", "kind", "unit", "comparator", "about", "key", "sentence")}
    for name in ("value", "low", "high"):
        said = figure[name]
        row |= {name: None, f"{name}_date": said} if isinstance(said, str) else {name: said}
    row["objective"] = _joined(
        o
        for a in document["actions"]
        if (a["turn"], a["sentence"]) == (figure["turn"], figure["sentence"])
        for o in a["objectives"]
    )
    return row


def _action(document: dict, action: dict) -> dict[str, Any]:
    row = _where(document, action, action["speaker"])
    row |= {k: action[k] for k in COLUMNS["actions"] if k in action and k not in WHERE}
    row["objective"] = _joined(action["objectives"])
    return row


def _correction(document: dict, correction: dict) -> dict[str, Any]:
    row = _where(document, correction, _speaker_at(document, correction["start"]))
    return row | {k: correction[k] for k in COLUMNS["corrections"] if k in correction and k not in WHERE}


def _speaker_at(document: dict, seconds: float | None) -> str | None:
    """Who speaks at a time; ``None`` without times."""
    if seconds is None:
        return None
    speaker = None
    for turn in document["turns"]:
        if turn["start"] is None or turn["start"] > seconds:
            break
        speaker = turn["speaker"]
    return speaker


def _joined(objectives: Iterable[str]) -> str | None:
    return ";".join(dict.fromkeys(objectives)) or None


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, behind an apostrophe; anything else as it is.

    >>> harmless("=1+1"), harmless(-22)
    ("'=1+1", -22)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def to_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 CSV with a header; whole amounts without a decimal point; no cell is a formula."""
    return _cells(table, _csv_cell).to_csv(index=False, lineterminator="\n").encode("utf-8")


def _cells(table: pd.DataFrame, change: Callable[[Any], Any]) -> pd.DataFrame:
    """The table as plain Python values, each through ``change``; a missing one is ``None``."""
    import pandas as pd

    columns = {
        name: pd.Series([None if pd.isna(v) else change(v) for v in table[name]], dtype=object)
        for name in table.columns
    }
    return pd.DataFrame(columns, columns=list(table.columns), dtype=object)


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return harmless(cell)


def to_parquet(table: pd.DataFrame) -> bytes:
    """One Parquet file. Raises: SetupError when pyarrow is not installed."""
    out = io.BytesIO()
    try:
        table.to_parquet(out, engine="pyarrow", index=False)
    except ImportError as err:
        raise _missing("Parquet", "pyarrow") from err
    return out.getvalue()


def to_xlsx(sheets: dict[str, pd.DataFrame]) -> bytes:
    """One workbook with a sheet for each table. Raises: SetupError when XlsxWriter is not installed.

    The same tables give the same bytes: the workbook carries no date.
    """
    import datetime

    import pandas as pd

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        writer = pd.ExcelWriter(out, engine="xlsxwriter", engine_kwargs={"options": options})
    except ImportError as err:
        raise _missing("Excel", "XlsxWriter") from err
    with writer:
        writer.book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        for name, table in sheets.items():
            _cells(table, harmless).to_excel(writer, sheet_name=name, index=False)
            sheet = writer.sheets[name]
            sheet.freeze_panes(1, 0)
            for i, column in enumerate(table.columns):
                sheet.set_column(i, i, 60 if column in ("text", "sentence", "why") else 16)
    return out.getvalue()


def _missing(what: str, package: str) -> SetupError:
    return SetupError(package, None, f"{what} files need it: pip install 'greffier[export]'")
