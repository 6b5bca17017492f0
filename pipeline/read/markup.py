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
) -> tuple[list[Part], str | None]:
    """Return the words of characters [start, end) without tags, and the voice named by ``<v Name>``.

    Tags are claimed as markup. ``entities``: whether ``&amp;`` stands for ``&`` (WebVTT, HTML).
    """
    text = reading.document.text[start:end]
    voice = None
    if "<" not in text and "{\\" not in text:
        return (_entities(text, start) if entities and "&" in text else [Part(start, end, text)]), voice
    parts: list[Part] = []
    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() > at:
            parts += (
                _entities(text[at : tag.start()], start + at)
                if entities
                else [Part(start + at, start + tag.start(), text[at : tag.start()])]
            )
        named = _VOICE.fullmatch(tag.group())
        if named and voice is None:
            voice = html.unescape(named.group(1)).strip()
        reading.claim(start + tag.start(), start + tag.end(), "markup")
        at = tag.end()
    if at < len(text):
        rest = text[at:]
        parts += _entities(rest, start + at) if entities else [Part(start + at, end, rest)]
    return parts, voice


def _entities(text: str, start: int) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for entity in _ENTITY.finditer(text):
        value = html.unescape(entity.group())
        if value == entity.group() or value in ("\u200e", "\u200f", "\u200b"):
            value = entity.group() if value == entity.group() else ""
        if value == "\xa0":
            value = " "
        if entity.start() > at:
            parts.append(Part(start + at, start + entity.start(), text[at : entity.start()]))
        parts.append(Part(start + entity.start(), start + entity.end(), value))
        at = entity.end()
    if at < len(text):
        parts.append(Part(start + at, start + len(text), text[at:]))
    return parts
