"""Words inside marked-up text: tags and entities, with the place of every character kept."""

from __future__ import annotations

import html
import re

from pipeline.read.document import Part, Reading

# bounded, so that a "<" that opens nothing costs little
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>|<\d\d?:[\d:.]{4,12}>|\{\\[^{}\n]{0,200}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,60})?[ \t]+([^<>]{1,200})>")


def plain_parts(
    reading: Reading, start: int, end: int, *, entities: bool = True
) -> tuple[list[Part], list[tuple[int, str]]]:
    """Return the words of characters [start, end) without tags, and the voices of ``<v Name>`` tags.

    A voice comes with the number of parts before it. Tags are claimed as markup. ``entities``:
    whether ``&amp;`` stands for ``&`` (WebVTT, HTML).
    """
    text = reading.document.text[start:end]
    parts: list[Part] = []
    voices: list[tuple[int, str]] = []
    at = 0
    if "<" in text or "{\\" in text:
        for tag in _TAG.finditer(text):
            parts += _words(reading, start + at, text[at : tag.start()], entities)
            if named := _VOICE.fullmatch(tag.group()):
                voices.append((len(parts), html.unescape(named.group(1)).strip()))
            reading.claim(start + tag.start(), start + tag.end(), "markup")
            at = tag.end()
    return parts + _words(reading, start + at, text[at:], entities), voices


def _words(reading: Reading, start: int, text: str, entities: bool) -> list[Part]:
    """The parts of text without tags; an entity is an atom, one that shows nothing is markup."""
    if not text:
        return []
    if not entities or "&" not in text:
        return [Part(start, start + len(text), text)]
    parts: list[Part] = []
    at = 0
    for entity in _ENTITY.finditer(text):
        value = html.unescape(entity.group())
        if value == entity.group():
            continue  # no such entity: words
        if entity.start() > at:
            parts.append(Part(start + at, start + entity.start(), text[at : entity.start()]))
        if value in _INVISIBLE:
            reading.claim(start + entity.start(), start + entity.end(), "markup")
        else:
            shown = " " if value.isspace() else value
            parts.append(Part(start + entity.start(), start + entity.end(), shown))
        at = entity.end()
    if at < len(text):
        parts.append(Part(start + at, start + len(text), text[at:]))
    return parts


_INVISIBLE = frozenset({"", "\u200b", "\u200e", "\u200f", "\ufeff"})
