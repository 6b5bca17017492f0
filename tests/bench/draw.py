"""The benchmark's first table as an SVG of horizontal bars."""

from __future__ import annotations

from html import escape


def bars(rows: list[dict]) -> str:
    """Seconds as bars; the first row is what the others are compared with."""
    width, left, line = 860, 330, 30
    longest = max(row["seconds"] for row in rows)
    height = 56 + line * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" '
        'font-family="sans-serif" font-size="14" fill="#1c2340" role="img">',
        "<title>CPU seconds for one hour of speech</title>",
        f'<rect width="{width}" height="{height}" fill="#fbfbfe"/>',
        '<text x="16" y="28" font-weight="bold">CPU seconds for one hour of speech</text>',
    ]
    for n, row in enumerate(rows):
        y = 48 + line * n
        size = max(1.0, (width - left - 130) * row["seconds"] / longest)
        colour = "#8a8fa8" if n == 0 else "#2f4b8f" if n == 1 else "#9db2e3"
        parts.append(
            f'<text x="{left - 12}" y="{y + 15}" text-anchor="end">{escape(row["what"].strip())}</text>'
        )
        parts.append(f'<rect x="{left}" y="{y}" width="{size:.0f}" height="20" fill="{colour}"/>')
        label = f"{row['seconds']:.2f} s, {row['of spaCy']:.2f} ×"
        parts.append(f'<text x="{left + size + 8:.0f}" y="{y + 15}">{label}</text>')
    return "".join((*parts, "</svg>\n"))
