"""Draw `samples/picture.svg`, the README's picture, from the real output of `make demo`.

    python samples/picture.py outputs/webinaire-2024-12-05/webinar.json

It shows the first turns from a given second as they stand in ``webinar.json``: who speaks and how
sure that is, each correction with the words received struck out, and the figures and actions said.
"""

from __future__ import annotations

import json
import sys
import textwrap
from html import escape
from pathlib import Path

FROM, TO = 392.0, 455.0
WIDTH, LEFT, LINE, WRAP = 900, 28, 24, 92
STATUSES = {"done": "fait", "ongoing": "en cours", "planned": "prévu", "recommended": "conseillé"}


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def marked(document: dict) -> list[tuple[str, str]]:
    """(kind, words) pieces of the text between FROM and TO; kinds: plain, before, after."""
    pieces: list[tuple[str, str]] = []
    fixes = [
        c
        for c in document["corrections"]
        if c["status"] == "applied" and c["rule"] not in ("case", "punctuation")
    ]
    for cue in document["cues"]:
        if not FROM <= cue["start"] < TO:
            continue
        reached = 0
        for c in (c for c in fixes if c["cue"] == cue["index"]):
            pieces.append(("plain", cue["raw"][reached : c["raw_start"]]))
            pieces += [("before", c["before"]), ("after", c["after"])]
            reached = len(cue["raw"]) if "cue_end" in c else c["raw_end"]
        pieces.append(("plain", cue["raw"][reached:] + " "))
    return pieces


def lines(pieces: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The pieces, word by word, in lines of at most WRAP characters."""
    rows: list[list[tuple[str, str]]] = [[]]
    size = 0
    for kind, words in pieces:
        for word in words.split():
            if size + len(word) + 1 > WRAP:
                rows.append([])
                size = 0
            rows[-1].append((kind, word))
            size += len(word) + 1
    return rows


def draw(document: dict) -> str:
    names = {p["id"]: p["name"] for p in document["participants"]}
    turn = next(t for t in reversed(document["turns"]) if t["start"] <= FROM)
    out: list[str] = []
    y = 44

    def text(x: float, content: str, style: str = "") -> None:
        out.append(f'<text x="{x}" y="{y}" {style}>{content}</text>')

    text(
        LEFT,
        f'<tspan font-weight="bold">{escape(names.get(turn["speaker"], "?"))}</tspan> '
        f'<tspan fill="#5a6078">à {clock(FROM)}, confiance {turn["confidence"]:.0%} · '
        f"{escape(turn['evidence'][0] if turn['evidence'] else '')}</tspan>",
    )
    style = {
        "plain": "",
        "before": ' text-decoration="line-through" fill="#a1283c"',
        "after": ' text-decoration="underline" font-weight="bold" fill="#14633d"',
    }
    y += 12
    for row in lines(marked(document)):
        y += LINE
        text(LEFT, " ".join(f"<tspan{style[kind]}>{escape(word)}</tspan>" for kind, word in row))
    for heading, rows in (
        (
            "Corrections",
            [
                f"{c['before']} → {c['after']} : {c['why']}"
                for c in document["corrections"]
                if FROM <= c["start"] < TO
                and c["status"] == "applied"
                and c["rule"] not in ("case", "punctuation")
            ],
        ),
        (
            "Chiffres",
            [
                f"{clock(f['start'])}  {f['text']}" + (f" ({f['about']})" if f["about"] else "")
                for f in document["figures"]
                if FROM <= f["start"] < TO
            ],
        ),
        (
            "Actions",
            [
                f"{clock(a['start'])}  [{STATUSES[a['status']]}] {a['text']}"
                for a in document["actions"]
                if FROM - 8 <= a["start"] < TO
            ],
        ),
    ):
        if rows:
            y += 40
            text(LEFT, heading, 'font-weight="bold" fill="#2f4b8f"')
            for row in rows:
                for n, part in enumerate(textwrap.wrap(row, WRAP - 4)):
                    y += LINE - 2
                    text(LEFT + (12 if n == 0 else 28), escape(part), 'font-size="15"')
    height = y + 28
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" '
        'font-family="Georgia, \'DejaVu Serif\', serif" font-size="17" fill="#1c2340" role="img">'
        "<title>Une minute du webinaire du 5 décembre 2024, corrigée et attribuée</title>"
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#fbfbfe" stroke="#ccd2e6"/>'
        + "".join(out)
        + "</svg>\n"
    )


if __name__ == "__main__":
    source = Path(sys.argv[1])
    Path(__file__).with_name("picture.svg").write_text(draw(json.loads(source.read_text("utf-8"))), "utf-8")
