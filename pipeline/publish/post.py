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
from functools import lru_cache
from importlib.resources import files

from pipeline.publish import escape
from pipeline.wording import OBJECTIVES, STATUSES, UNKNOWN, long_date, timecode, title, video_url

ELEMENTS = 230
"""HTML elements that a post may add: the site's template has about 250, and a page keeps the EcoIndex
grade B up to about 500 (DOM size weighs half of the score; tables of cnumr/ecoindex_reference)."""

PUBLISHED = 0.7
"""Actions of a lower confidence are not published."""

POINTS, FIGURES, ACTIONS = 8, 12, 14
LATER = frozenset({"duration", "date", "ordinal"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post and its card: ``slug`` is the name of both files; texts end with a newline.

    ``elements`` is the number of HTML elements that the post adds to the page.
    """

    slug: str
    markdown: str
    card: str
    elements: int


def post(
    document: dict,
    slug: str,
    mark: str,
    *,
    image: str | None = None,
    subtitles: str | None = None,
    series: str | None = None,
    draft: bool = True,
) -> Post:
    """Write the post of a document.

    ``slug`` is the post's address, ``mark`` what tells which output it was made from, ``image`` the
    name of the card beside the post and ``subtitles`` the address of the WebVTT captions.
    Raises: ValueError when the document has no full date, which the site cannot do without.
    """
    when = document["metadata"]["date"] or ""
    try:
        said = long_date(when)
    except ValueError:
        raise ValueError(
            f"found the date {when or None!r}, expected a full one such as 2024-12-05; "
            "give it in a file beside the transcript or with `greffier run --meta`, and run again"
        ) from None
    parts = [
        _front_matter(document, image or f"{slug}.svg", when, series, draft),
        f"<!-- greffier {mark} -->",
        *_video(document),
        f"<!-- légende de la vidéo-->\n<p><strong>{escape.html(title(document))}</strong></p>",
        *_standfirst(document),
        *filter(None, (_points(document), _figures(document), _actions(document), _people(document))),
    ]
    used = sum(_elements(part) for part in parts[1:])
    heading = title(document) if len(title(document)) <= 90 else f"Webinaire du {said}"
    parts.append(_transcription(document, heading, subtitles, max(20, ELEMENTS - used)))
    total = used + _elements(parts[-1])
    return Post(slug, "\n\n".join(parts) + "\n", card(title(document), said), total)


def _elements(part: str) -> int:
    """The HTML elements of a part, headings in Markdown among them."""
    return len(re.findall(r"^#+ |<[a-z]", part, re.MULTILINE))


def _front_matter(document: dict, image: str, when: str, series: str | None, draft: bool) -> str:
    description = document["summary"]["standfirst"] or document["metadata"]["description"] or title(document)
    lines = [
        "---",
        "layout: layouts/post.njk",
        f"title: {escape.yaml(title(document))}",
        f"description: {escape.yaml(escape.without_tags(_shorten(escape.plain(description), 300)))}",
        f"date: {when}",
        "image:",
        f"    path: ./{image}",
        '    alt: ""',
        "tags:",
        *(f"  - '{tag}'" for tag in tags(document)),
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
    video, platform = document["source"]["video_id"] or "", document["source"]["platform"]
    if platform == "dailymotion" and re.fullmatch(r"[A-Za-z0-9]{5,25}", video):
        return [f'<!-- intégration vidéo dailymotion -->\n{{%- dailymotion "{video}" -%}}']
    url = video_url(document)
    return [f'<p><a href="{escape.html(url)}">Voir la vidéo</a></p>'] if url else []


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
    """The key figures in the words that say them; figures of one sentence share a line.

    Amounts and shares come before durations and dates when there are too many.
    """
    groups: dict[tuple, list[dict]] = {}
    for figure in document["figures"]:
        if figure["key"]:
            groups.setdefault((figure["turn"], figure["sentence"]), []).append(figure)
    ranked = sorted(groups.values(), key=lambda rows: min(f["kind"] in LATER for f in rows))[:FIGURES]
    chosen = sorted(ranked, key=lambda rows: int(rows[0]["id"][1:]))
    return _section(
        "Chiffres clés",
        [
            f"« {_with_figures(rows)} »{_by(document, rows[0])}{_at(document, rows[0]['start'])}"
            for rows in chosen
        ],
    )


def _with_figures(figures: Sequence[dict], size: int = 200) -> str:
    """The words around the figures of a sentence, each figure in bold."""
    sentence = escape.plain(figures[0]["sentence"])
    spans, reached = [], 0
    for figure in figures:
        words = escape.plain(figure["text"])
        at = sentence.find(words, reached)
        if at >= 0:
            spans.append((at, at + len(words)))
            reached = at + len(words)
    if not spans:  # the figure runs over the end of its sentence
        return f"<strong>{escape.html(figures[0]['text'])}</strong>"
    begin, end = 0, len(sentence)
    if end > size:
        first, last = spans[0][0], spans[-1][1]
        around = max(40, (size - (last - first)) // 2)
        begin = sentence.rfind(" ", 0, first - around) + 1 if first > around else 0
        stop = sentence.find(" ", last + around)
        end = stop if stop >= 0 else end
    parts, reached = ["…" if begin else ""], begin
    for a, b in spans:
        parts.append(escape.html(sentence[reached:a], keep=True))
        parts.append(f"<strong>{escape.html(sentence[a:b])}</strong>")
        reached = b
    parts.append(escape.html(sentence[reached:end].rstrip(" ,;:"), keep=True))
    return "".join(parts).strip() + ("…" if end < len(sentence) else "")


def _actions(document: dict) -> str:
    """The surest actions, under the objective of each."""
    sure = [a for a in document["actions"] if a["confidence"] >= PUBLISHED]
    best = sorted(sure, key=lambda a: (-a["confidence"], int(a["id"][1:])))[:ACTIONS]
    lines = ["## Actions citées"] if best else []
    for objective, label in OBJECTIVES.items():
        rows = sorted((a for a in best if a["objectives"][0] == objective), key=lambda a: int(a["id"][1:]))
        if rows:
            lines += ["", f"### {label}", "", "<ul>"]
            lines += [
                f"<li>« {escape.html(a['text'])} » ({STATUSES[a['status']]})"
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


def _transcription(document: dict, heading: str, subtitles: str | None, elements: int) -> str:
    """The shortcode: a blank line after it and a link inside, or Markdown and the keyboard suffer."""
    video = video_url(document)
    links = [("Voir la vidéo", video)] if video else []
    links += [("Télécharger les sous-titres", subtitles)] if subtitles else []
    anchors = " – ".join(
        f'<a href="{escape.html(url)}">{text}</a>' for text, url in links or [("Haut de page", "#")]
    )
    lines = [f'{{% transcription "{escape.argument(heading)}" %}}', "", f"<p>{anchors}</p>"]
    for paragraph in _paragraphs(document, elements - 1 - len(links)):
        lines.append(
            "<p>"
            + " ".join(
                (f"<strong>{escape.html(label)} :</strong> " if label else "") + escape.html(text)
                for label, text in paragraph
            )
            + "</p>"
        )
    return "\n".join(("<!-- transcription-->", "", *lines, "{% endtranscription %}"))




def _paragraphs(document: dict, elements: int) -> list[list[tuple[str | None, str]]]:
    """Paragraphs of (speaker where it changes, words) pairs whose elements keep within a budget.

    The two shortest neighbouring paragraphs of a speaker are merged until the budget is kept; in a
    lively talk that is not enough, and the shortest exchanges share a paragraph. A change of
    speaker always stays marked.
    """
    rows: list[list[tuple[str | None, str]]] = []
    previous: object = object()
    for turn in document["turns"]:
        cuts = [p["offset"] for p in turn.get("paragraphs", [])] or [0]
        for begin, end in zip(cuts, [*cuts[1:], len(turn["text"])], strict=True):
            text = escape.plain(turn["text"][begin:end])
            if text:
                label = None if turn["speaker"] == previous else _name(document, turn["speaker"]) or UNKNOWN
                rows.append([(label, text)])
                previous = turn["speaker"]
    changes = sum(label is not None for row in rows for label, _ in row)
    for same_speaker in (True, False):
        _merge(rows, elements - changes, same_speaker)
    return rows


def _merge(rows: list[list[tuple[str | None, str]]], most: int, same_speaker: bool) -> None:
    """Merge the shortest neighbours, in place, until at most ``most`` paragraphs are left."""
    while len(rows) > most:
        near = [i for i in range(1, len(rows)) if not same_speaker or rows[i][0][0] is None]
        if not near:
            return
        at = min(near, key=lambda i: _size(rows[i - 1]) + _size(rows[i]))
        first, second = rows[at - 1], rows[at]
        if second[0][0] is None:
            second = [(first[-1][0], f"{first[-1][1]} {second[0][1]}"), *second[1:]]
            first = first[:-1]
        rows[at - 1 : at + 1] = [first + second]


def _size(row: list[tuple[str | None, str]]) -> int:
    return sum(len(text) for _, text in row)


# -------------------------------------------------------------------------------------- card


def card(heading: str, said: str) -> str:
    """A plain card image (SVG, 390 × 220) with title and date: a missing one stops the site's build."""
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
        '<g font-family="sans-serif">'
        f'<text y="24" font-size="24" font-weight="bold" fill="#1c2340">{rows}</text>'
        f'<text x="24" y="196" font-size="16" fill="#4a5170">{escape.html(said)}</text></g>'
        "</svg>\n"
    )
