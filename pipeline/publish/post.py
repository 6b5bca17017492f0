"""A post of the news site: front matter, video, key points, figures, actions, people, transcription.

The site is built by Eleventy (YAML, then Nunjucks, then Markdown). Everything that comes from a
recording is written in HTML blocks, one element a line, without a blank line inside, so that
Markdown never works on it; `escape` makes it inert for the other three.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from pipeline.publish import escape

ELEMENTS = 230
"""HTML elements that a post may add: the site's template has about 250 and its pages keep an EcoIndex of B
up to about 500."""

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
OBJECTIVES = {
    "commande_publique": "Commande publique",
    "cycle_de_vie": "Cycle de vie du matériel",
    "ecoconception": "Écoconception",
    "sensibilisation_agents": "Sensibilisation des agents et des élus",
    "sensibilisation_citoyens": "Sensibilisation des citoyens",
    "territoire_donnees": "Territoire connecté et données",
    "autre": "Autres actions",
}
STATUSES = {"done": "fait", "ongoing": "en cours", "planned": "prévu", "recommended": "conseillé"}
POINTS, FIGURES, ACTIONS = 8, 12, 14


@dataclass(frozen=True, slots=True)
class Post:
    """A post and its card: ``slug`` is the name of both files; texts end with a newline."""

    slug: str
    markdown: str
    card: str


def long_date(iso: str) -> str:
    """A full ISO date in French: ``5 décembre 2024``. Raises: ValueError if there is no such day."""
    day = date.fromisoformat(iso)
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def title(document: dict) -> str:
    """The recording's own title, else what it is and when: ``Webinaire du 5 décembre 2024``."""
    metadata = document["metadata"]
    if metadata["title"]:
        return escape.plain(metadata["title"])
    try:
        return f"Webinaire du {long_date(metadata['date'] or '')}"
    except ValueError:
        return document["id"].replace("-", " ").capitalize()


def timecode(seconds: float) -> str:
    """Seconds as ``1:02:03`` or ``12:34``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def video_url(document: dict, seconds: float | None = None) -> str | None:
    """Address of the video, at a second of it; ``None`` when the platform is not known."""
    video, platform = document["source"]["video_id"], document["source"]["platform"]
    if not video or not re.fullmatch(r"[A-Za-z0-9_-]{5,25}", video):
        return None
    at = "" if seconds is None else int(seconds)
    if platform == "dailymotion":
        return f"https://www.dailymotion.com/video/{video}" + (f"?start={at}" if at != "" else "")
    if platform == "youtube":
        return f"https://www.youtube.com/watch?v={video}" + (f"&t={at}s" if at != "" else "")
    return None


def post(document: dict, slug: str, mark: str, *, series: str | None = None, draft: bool = True) -> Post:
    """Write the post of a document.

    ``slug`` is the post's address, ``mark`` what tells which output it was made from.
    Raises: ValueError when the document has no full date, which the site cannot do without.
    """
    when = document["metadata"]["date"] or ""
    try:
        said = long_date(when)
    except ValueError:
        raise ValueError(
            f"found the date {when or None!r}, expected a full one such as 2024-12-05; "
            "give it in a sidecar file or with --meta"
        ) from None
    parts = [
        _front_matter(document, slug, when, series, draft),
        f"<!-- greffier {mark} -->",
        *_video(document),
        f"<!-- légende de la vidéo-->\n<p><strong>{escape.html(title(document))}</strong></p>",
        *_standfirst(document),
    ]
    sections = [
        s for s in (_points(document), _figures(document), _actions(document), _people(document)) if s
    ]
    parts += sections
    used = sum(len(re.findall(r"<[a-z]", s)) for s in (*parts, "<p><a>"))
    parts.append(_transcription(document, f"Webinaire du {said}", max(20, ELEMENTS - used)))
    return Post(slug, "\n\n".join(parts) + "\n", card(title(document), said))


def _front_matter(document: dict, slug: str, when: str, series: str | None, draft: bool) -> str:
    description = document["summary"]["standfirst"] or document["metadata"]["description"] or title(document)
    lines = [
        "---",
        "layout: layouts/post.njk",
        f"title: {escape.yaml(title(document))}",
        f"description: {escape.yaml(_shorten(escape.plain(description), 300))}",
        f"date: {when}",
        "image:",
        f"    path: ./{slug}.svg",
        '    alt: ""',
        "tags:",
        *(f"  - {escape.yaml(tag)}" for tag in tags(document)),
    ]
    if series:
        lines.append(f"series: {escape.yaml(series)}")
    if draft:
        lines.append("draft: true")
    return "\n".join((*lines, "---"))


def _shorten(text: str, size: int) -> str:
    return text if len(text) <= size else text[: text.rfind(" ", 0, size)].rstrip(" ,;:") + "…"


@lru_cache(maxsize=1)
def _tags() -> dict:
    return tomllib.loads(files("pipeline.publish").joinpath("tags.toml").read_text("utf-8"))


def tags(document: dict) -> list[str]:
    """Tags of the site that a recording calls for by its words, in the order of ``tags.toml``."""
    spoken = " ".join(t["text"] for t in document["turns"])
    chosen = []
    for tag, rule in _tags().items():
        if rule.get("always") == "video":
            if document["source"]["video_id"]:
                chosen.append(tag)
            continue
        said = sum(
            min(10, len(re.findall(rf"\b{re.escape(w)}\b", spoken, re.IGNORECASE))) for w in rule["words"]
        )
        if said >= rule["needs"]:
            chosen.append(tag)
    return chosen


# ---------------------------------------------------------------------------------- sections


def _video(document: dict) -> list[str]:
    video = document["source"]["video_id"] or ""
    if document["source"]["platform"] != "dailymotion" or not re.fullmatch(r"[A-Za-z0-9]{5,25}", video):
        return []
    return [f'<!-- intégration vidéo dailymotion -->\n{{%- dailymotion "{video}" -%}}']


def _standfirst(document: dict) -> list[str]:
    text = document["summary"]["standfirst"]
    return [f"<!-- chapô-->\n<p>{escape.html(text)}</p>"] if text else []


def _at(document: dict, seconds: float | None) -> str:
    """A link to a second, or the timecode alone, or nothing when there are no times."""
    if seconds is None:
        return ""
    url = video_url(document, seconds)
    if url is None:
        return f" ({timecode(seconds)})"
    return f' (<a href="{escape.html(url)}">{timecode(seconds)}</a>)'


def _name(document: dict, speaker: str | None) -> str | None:
    return next((p["name"] for p in document["participants"] if p["id"] == speaker), None)


def _by(document: dict, row: dict) -> str:
    name = _name(document, row.get("speaker"))
    return f" – {escape.html(name)}" if name else ""


def _section(heading: str, items: Sequence[str]) -> str:
    return (
        "\n".join((f"## {heading}", "", "<ul>", *(f"<li>{i}</li>" for i in items), "</ul>")) if items else ""
    )


def _points(document: dict) -> str:
    return _section(
        "Points clés",
        [
            f"{escape.html(p['text'])}{_by(document, p)}{_at(document, p['start'])}"
            for p in document["summary"]["points"][:POINTS]
        ],
    )


def _figures(document: dict) -> str:
    rows = [f for f in document["figures"] if f["key"]][:FIGURES]
    return _section(
        "Chiffres clés",
        [
            f"<strong>{escape.html(f['text'])}</strong> : « {escape.html(_around(f))} »"
            f"{_by(document, f)}{_at(document, f['start'])}"
            for f in rows
        ],
    )


def _around(figure: dict, size: int = 160) -> str:
    """The words around a figure: its sentence, or the part of it that a reader can take in."""
    sentence = escape.plain(figure["sentence"])
    at = sentence.find(escape.plain(figure["text"]))
    if len(sentence) <= size or at < 0:
        return _shorten(sentence, size)
    begin = 0 if at < size // 2 else sentence.rfind(" ", 0, at - size // 2) + 1
    return ("…" if begin else "") + _shorten(sentence[begin:], size)


def _actions(document: dict) -> str:
    best = sorted(document["actions"], key=lambda a: (-a["confidence"], a["start"] or 0))[:ACTIONS]
    lines = ["## Actions citées"] if best else []
    for objective, label in OBJECTIVES.items():
        rows = sorted((a for a in best if a["objectives"][0] == objective), key=lambda a: int(a["id"][1:]))
        if rows:
            lines += ["", f"<p><strong>{label}</strong></p>", "<ul>"]
            lines += [
                f"<li>« {escape.html(a['text'])} », {STATUSES[a['status']]}"
                f"{_by(document, a)}{_at(document, a['start'])}</li>"
                for a in rows
            ]
            lines.append("</ul>")
    return "\n".join(lines)


def _people(document: dict) -> str:
    return _section(
        "Intervenantes et intervenants",
        [
            ", ".join(escape.html(x) for x in (p["name"], p["role"], p["organisation"]) if x)
            for p in document["participants"]
            if p["listed"]
        ],
    )


def _transcription(document: dict, heading: str, elements: int) -> str:
    """The shortcode: a blank line after it and a link inside, or Markdown and the keyboard suffer."""
    url = video_url(document)
    link = (
        f'<p><a href="{escape.html(url)}">Voir la vidéo</a></p>'
        if url
        else '<p><a href="#">Haut de page</a></p>'
    )
    lines = [f'{{% transcription "{escape.argument(heading)}" %}}', "", link]
    previous = object()
    for speaker, text in _paragraphs(document, elements):
        label = ""
        if speaker != previous:
            label = f"<strong>{escape.html(_name(document, speaker) or 'Voix non identifiée')} :</strong> "
        lines.append(f"<p>{label}{escape.html(text)}</p>")
        previous = speaker
    return "\n".join(("<!-- transcription-->", "", *lines, "{% endtranscription %}"))


def _paragraphs(document: dict, elements: int) -> list[tuple[str | None, str]]:
    """(speaker, paragraph) pairs whose elements keep within a budget.

    Neighbouring turns of one speaker are one; then the two shortest neighbouring paragraphs of a
    speaker are merged until the budget is kept. A change of speaker is never given up for it.
    """
    rows: list[tuple[str | None, str]] = []
    for turn in document["turns"]:
        cuts = [p["offset"] for p in turn.get("paragraphs", [])] or [0]
        for begin, end in zip(cuts, [*cuts[1:], len(turn["text"])], strict=True):
            text = escape.plain(turn["text"][begin:end])
            if text:
                rows.append((turn["speaker"], text))
    while (
        rows and len(rows) + sum(i == 0 or rows[i][0] != rows[i - 1][0] for i in range(len(rows))) > elements
    ):
        near = [i for i in range(1, len(rows)) if rows[i][0] == rows[i - 1][0]]
        if not near:
            break
        at = min(near, key=lambda i: len(rows[i - 1][1]) + len(rows[i][1]))
        rows[at - 1 : at + 1] = [(rows[at][0], f"{rows[at - 1][1]} {rows[at][1]}")]
    return rows


# -------------------------------------------------------------------------------------- card


def card(heading: str, said: str) -> str:
    """A plain card image (SVG, 390 × 220) with the title and the date: a missing one stops the site's build."""
    lines, line = [], ""
    for word in escape.plain(heading).split():
        if line and len(line) + len(word) + 1 > 26:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines = [*lines, line][:5]
    rows = "".join(f'<tspan x="24" dy="30">{escape.html(_shorten(x, 30))}</tspan>' for x in lines)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="390" height="220" viewBox="0 0 390 220">'
        '<rect width="390" height="220" fill="#f4f6fb"/><rect width="8" height="220" fill="#2f4b8f"/>'
        f'<text y="24" font-family="sans-serif" font-size="24" font-weight="bold" fill="#1c2340">{rows}</text>'
        f'<text x="24" y="196" font-family="sans-serif" font-size="16" fill="#4a5170">{escape.html(said)}</text>'
        "</svg>\n"
    )
