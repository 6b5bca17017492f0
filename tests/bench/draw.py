"""The benchmark as an SVG: groups of horizontal bars, each with its own scale."""

from __future__ import annotations

from html import escape

WIDTH, LEFT, LINE = 860, 330, 26
PLAIN, OURS, FIRST = "#9db2e3", "#2f4b8f", "#8a8fa8"

Bar = tuple[str, float, str, str]
"""Label, value, what is written after the bar, colour."""


def chart(results: dict) -> str:
    """The results that say most, drawn."""
    return svg(
        [
            ("CPU seconds for one hour of speech", _stages(results["stages"])),
            (
                "CPU seconds an hour, by the length of the recording",
                [
                    (
                        r["what"],
                        r["seconds an hour"],
                        f"{r['seconds an hour']:.2f} s, {r['peak MB']} MB",
                        PLAIN,
                    )
                    for r in results["length"]
                ],
            ),
            (
                "CPU seconds a recording of ten minutes, by the size of the batch",
                [
                    (r["what"], r["seconds each"], f"{r['seconds each']:.3f} s, {r['peak MB']} MB", PLAIN)
                    for r in results["worker"]
                ],
            ),
            (
                "CPU seconds to correct one hour, by the size of the glossary",
                [(r["what"], r["seconds"], f"{r['seconds']:.2f} s", PLAIN) for r in results["glossary"]],
            ),
            (
                "Seconds on the clock for a batch, start included",
                [(r["what"], r["wall"], f"{r['wall']:.1f} s", PLAIN) for r in results["batch"]],
            ),
            *(
                (title, [_peer(n, r) for n, r in enumerate(results[name])])
                for name, title in (
                    ("reading", "CPU seconds to read ten hours of WebVTT"),
                    ("correcting", "CPU seconds to correct one hour, beside others"),
                    ("figures", "CPU seconds for the numbers of one hour, beside others"),
                )
            ),
        ]
    )


def _stages(rows: list[dict]) -> list[Bar]:
    colours = [FIRST, OURS, *[PLAIN] * len(rows)]
    return [
        (r["what"].strip(), r["seconds"], f"{r['seconds']:.2f} s, {r['of spaCy']:.2f} ×", colour)
        for r, colour in zip(rows, colours, strict=False)
    ]


def _peer(n: int, row: dict) -> Bar:
    seconds = row["seconds"]
    known = isinstance(seconds, float)
    return (
        row["what"],
        seconds if known else 0.0,
        f"{seconds:.3f} s" if known else seconds,
        PLAIN if n else OURS,
    )


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
