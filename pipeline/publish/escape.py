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


def plain(text: str) -> str:
    """One line without control characters; no-break spaces are kept."""
    return _SPACE.sub(" ", _CONTROL.sub("", text.replace("\x85", " "))).strip(" ")


def html(text: str, *, keep: bool = False) -> str:
    """Text for an HTML block: inert for Nunjucks, Markdown and HTML.

    ``keep`` leaves a text that `plain` has already been over as it is, spaces at its ends among it.

    >>> html("{{ 7*7 }} <script>")
    '&#123;&#123; 7*7 &#125;&#125; &lt;script&gt;'
    """
    return "".join(_ENTITIES.get(c, c) for c in (text if keep else plain(text)))


def yaml(text: str) -> str:
    """A double-quoted YAML scalar on one line (JSON is YAML)."""
    return json.dumps(plain(text), ensure_ascii=False)


def without_tags(text: str) -> str:
    """Text that the site pastes unescaped into its cards: marks that look alike instead of ``<>``."""
    return text.replace("<", "‹").replace(">", "›")


def argument(text: str) -> str:
    """Text for a shortcode's quoted argument, which the site pastes unescaped into a heading.

    Only letters, digits and a few signs pass; quotation marks become French ones. Never empty, since
    an empty line would end the heading's block.
    """
    quoted = re.sub(r'"([^"]*)"', r"« \1 »", plain(text)).replace("'", "’")
    passed = "".join(c if c.isalnum() or c in " ’-,().;:!?«»%°/" else " " for c in quoted)
    return _SPACE.sub(" ", passed).strip() or "Transcription"
