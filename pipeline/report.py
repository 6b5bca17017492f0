"""What a batch did, as lines, as a table and as data."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["written", "unchanged", "failed"]
COUNTS = (
    "minutes",
    "words",
    "cues",
    "applied",
    "suggested",
    "speakers",
    "turns",
    "figures",
    "actions",
    "dropped",
    "issues",
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a finished recording was made from and what it became, as SHA-256 in hexadecimal."""

    fingerprint: str
    output: str
    page: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input. ``seconds`` is the time it took; counts are of its document."""

    file: str
    id: str = ""
    state: State = "failed"
    message: str = ""
    unexpected: bool = False
    seconds: float = 0.0
    minutes: float = 0.0
    words: int = 0
    cues: int = 0
    applied: int = 0
    suggested: int = 0
    speakers: int = 0
    turns: int = 0
    figures: int = 0
    actions: int = 0
    dropped: int = 0
    issues: int = 0
    seal: Seal | None = None

    @classmethod
    def of(cls, file: str, document: dict, state: State, seconds: float, seal: Seal) -> Result:
        """Count what a document holds. Sentence ends and capitals are not counted as corrections."""
        words = [c for c in document["corrections"] if c["rule"] not in ("punctuation", "case")]
        return cls(
            file,
            document["id"],
            state,
            seconds=seconds,
            minutes=round((document["source"]["duration"] or 0) / 60, 1),
            words=sum(len(c["raw"].split()) for c in document["cues"]),
            cues=len(document["cues"]),
            applied=sum(c["status"] in ("applied", "accepted", "edited") for c in words),
            suggested=sum(c["status"] == "suggested" for c in words),
            speakers=len({t["speaker"] for t in document["turns"]} - {None}),
            turns=len(document["turns"]),
            figures=len(document["figures"]),
            actions=len(document["actions"]),
            dropped=len(document["dropped"]),
            issues=len(document["issues"]),
            seal=seal,
        )


def _ordered(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda r: (r.file, r.id))


def messages(results: Iterable[Result]) -> list[str]:
    """One line per input that failed."""
    return [r.message for r in _ordered(results) if r.message]


def report(results: Sequence[Result], *, clock: bool) -> dict:
    """The batch as data. Without ``clock``, only what does not vary from one run to the next:
    no durations, and a result that was skipped counts like one that was written."""
    rows = []
    for r in _ordered(results):
        done = r.state != "failed"
        row: dict = {"file": r.file if clock else Path(r.file).name, "id": r.id}
        row["state"] = r.state if clock else ("done" if done else "failed")
        row |= {k: getattr(r, k) for k in COUNTS} if done else {"message": r.message}
        rows.append(row | ({"seconds": round(r.seconds, 3)} if clock else {}))
    totals = {
        "recordings": sum(r.state != "failed" for r in results),
        "failed": sum(r.state == "failed" for r in results),
    }
    totals |= {k: round(sum(getattr(r, k) for r in results), 1) for k in COUNTS}
    return {"recordings": rows, "totals": totals}


def csv_table(results: Sequence[Result]) -> str:
    """The batch as CSV, one row per recording; a cell never begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "id", "state", *COUNTS, "message"))
    for r in _ordered(results):
        cells = (
            Path(r.file).name,
            r.id,
            "failed" if r.state == "failed" else "done",
            *(getattr(r, k) for k in COUNTS),
            r.message,
        )
        writer.writerow([f"'{c}" if isinstance(c, str) and c[:1] in "=+-@\t\r" and c else c for c in cells])
    return out.getvalue()


def closing_table(results: Sequence[Result], out: Path) -> str:
    """The table that closes a run on the terminal."""
    shown = ("minutes", "applied", "suggested", "speakers", "figures", "actions")
    head = ("recording", *shown, "seconds", "")
    rows = []
    for r in _ordered(results):
        if r.state == "failed":
            rows.append((r.id or Path(r.file).name, *("-" for _ in shown), "-", "refused"))
        else:
            rows.append(
                (
                    r.id,
                    *(f"{getattr(r, k):g}" for k in shown),
                    f"{r.seconds:.1f}",
                    "unchanged" if r.state == "unchanged" else "",
                )
            )
    done = [r for r in results if r.state != "failed"]
    rows.append(
        (
            f"{len(done)} recording{'s' if len(done) != 1 else ''}",
            *(f"{round(sum(getattr(r, k) for r in done), 1):g}" for k in shown),
            f"{sum(r.seconds for r in results):.1f}",
            "",
        )
    )
    width = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, width, strict=True))
        ).rstrip()
        for row in (head, *rows)
    ]
    rule = "  ".join("-" * w for w in width).rstrip()
    body = [lines[0], rule, *lines[1:-1], rule, lines[-1]]
    count = Counter(r.state for r in results)
    closing = (
        f"read {len(results)}, written {count['written']}, unchanged {count['unchanged']}, "
        f"refused {count['failed']}; results in {out}"
    )
    return "\n".join((*body, "", closing))
