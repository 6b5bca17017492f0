"""The benchmark as an SVG: groups of horizontal bars, each with its own scale."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

WIDTH, LEFT, LINE = 860, 330, 26
PLAIN, OURS, FIRST = "#9db2e3", "#2f4b8f", "#8a8fa8"

Bar = tuple[str, float, str, str]
"""Label, value, what is written after the bar, colour."""


def chart(results: dict) -> str:
    """The results, those that there are."""
    groups = [
        ("stages", "CPU seconds for one hour of speech", _stages),
        ("length", "CPU seconds an hour, by the length of the recording", _memory("seconds an hour", 2)),
        (
            "worker",
            "CPU seconds a recording of five minutes, by the number of them",
            _memory("seconds each", 3),
        ),
        ("glossary", "CPU seconds to correct one hour, by the size of the glossary", _plain("seconds", 2)),
        ("batch", "Seconds on the clock for a batch, start included", _plain("wall", 1)),
        ("large batch", "Seconds on the clock for a large batch", _plain("wall", 1)),
        ("reading", "CPU seconds to read ten hours of WebVTT", _peers),
        ("correcting", "CPU seconds to correct one hour, beside others", _peers),
        ("figures", "CPU seconds for the numbers of one hour, beside others", _peers),
    ]
    return svg([(title, bars(results[name])) for name, title, bars in groups if results.get(name)])


def _plain(key: str, digits: int) -> Callable[[list[dict]], list[Bar]]:
    return lambda rows: [(r["what"], r[key], f"{r[key]:.{digits}f} s", PLAIN) for r in rows]


def _memory(key: str, digits: int) -> Callable[[list[dict]], list[Bar]]:
    return lambda rows: [
        (r["what"], r[key], f"{r[key]:.{digits}f} s, {r['peak MB']} MB", PLAIN) for r in rows
    ]


def _stages(rows: list[dict]) -> list[Bar]:
    colours = [FIRST, OURS, *[PLAIN] * len(rows)]
    return [
        (r["what"].strip(), r["seconds"], f"{r['seconds']:.2f} s, {r['of spaCy']:.2f} ×", colour)
        for r, colour in zip(rows, colours, strict=False)
    ]


def _peers(rows: list[dict]) -> list[Bar]:
    """Ours first; a peer that is not installed says so."""
    bars = []
    for row, colour in zip(rows, [OURS, *[PLAIN] * len(rows)], strict=False):
        known = isinstance(row["seconds"], float)
        note = f"{row['seconds']:.3f} s" if known else row["seconds"]
        bars.append((row["what"], row["seconds"] if known else 0.0, note, colour))
    return bars


def svg(groups: list[tuple[str, list[Bar]]]) -> str:
    """Groups of bars below one another."""
    parts, y = [], 8
    for title, bars in groups:
        y += 22
        parts.append(f'<text x="16" y="{y}" font-weight="bold">{escape(title)}</text>')
        y += 10
        longest = max((value for _, value, _, _ in bars), default=0.0) or 1.0
        for label, value, note, colour in bars:
            size = max(1.0, (WIDTH - LEFT - 150) * value / longest)
            parts.append(f'<text x="{LEFT - 12}" y="{y + 15}" text-anchor="end">{escape(label)}</text>')
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{size:.0f}" height="18" fill="{colour}"/>')
            parts.append(f'<text x="{LEFT + size + 8:.0f}" y="{y + 15}">{escape(note)}</text>')
            y += LINE
    height = y + 12
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="sans-serif" font-size="14" fill="#1c2340" role="img">'
        "<title>What Greffier costs</title>"
        f'<rect width="{WIDTH}" height="{height}" fill="#fbfbfe"/>'
    )
    return "".join((opening, *parts, "</svg>\n"))
