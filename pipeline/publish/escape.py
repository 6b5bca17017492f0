"""Escaping for the four languages that a post goes through: YAML, Nunjucks, Markdown and HTML.

The news site's build reads YAML front matter, runs Nunjucks over the body, then Markdown with raw
HTML allowed, so that one character can be live in any of them. Text is made safe for all at once.
"""

from __future__ import annotations

import json
import re

# U+0000-U+001F except tab and newline, U+007F-U+009F, the separators U+2028/9 and lone surrogates:
# harmless in a page, but an Atom feed that holds one is not well-formed.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile("[ \t\n\r\u2028\u2029]+")
# Braces open Nunjucks tags and markdown-it-attrs; the rest is Markdown or HTML.
_ENTITIES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", '"': "&quot;",
}  # fmt: skip
_MARKDOWN = _ENTITIES | {c: f"&#{ord(c)};" for c in "*_`~[]()\\#|!$^:=+-"}


def plain(text: str) -> str:
    """One line without control characters; no-break spaces are kept."""
    return _SPACE.sub(" ", _CONTROL.sub("", text.replace("\x85", " "))).strip(" ")


def html(text: str) -> str:
    """Text for an HTML block: inert for Nunjucks, Markdown and HTML.

    >>> html("{{ 7*7 }} <script>")
    '&#123;&#123; 7*7 &#125;&#125; &lt;script&gt;'
    """
    return "".join(_ENTITIES.get(c, c) for c in plain(text))


def markdown(text: str) -> str:
    """Text for a Markdown paragraph: as `html`, with Markdown's own marks as entities."""
    return "".join(_MARKDOWN.get(c, c) for c in plain(text))


def yaml(text: str) -> str:
    """A double-quoted YAML scalar on one line (JSON is YAML), without ``<`` and ``>``.

    The site pastes descriptions unescaped into its cards, so the two are replaced by quotation
    marks that look alike and are inert.
    """
    return json.dumps(plain(text).replace("<", "‹").replace(">", "›"), ensure_ascii=False)


def argument(text: str) -> str:
    """Text for a shortcode's quoted argument, which the site pastes unescaped into a heading.

    Only letters, digits and a few signs pass; quotation marks become French ones.
    """
    quoted = re.sub(r'"([^"]*)"', r"« \1 »", plain(text)).replace("'", "’")
    return _SPACE.sub(
        " ", "".join(c if c.isalnum() or c in " ’-,().;:!?«»%°/" else " " for c in quoted)
    ).strip()
