"""Text without times: an article, a post, an event page, a transcript with speaker labels only.

One cue a paragraph, without timecodes. Front matter is metadata, comments and links of the page are
dropped or markup, a site's ``{% transcription %}`` block is the transcript and the rest its page.
"""

from __future__ import annotations

import re

from pipeline.read.document import Document, Draft, Line, Part, Reading
from pipeline.read.furniture import is_furniture, is_marker
from pipeline.read.labels import ANONYMOUS
from pipeline.read.markup import plain_parts
from pipeline.read.patterns import NAME
from pipeline.read.people import is_name

_NOT_WORDS = re.compile(
    r"<!--(?:.*?-->|.*\Z)|\{%.{0,300}?%\}|"
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|blockquote|section|article|button|iframe)\b[^<>]{0,500}>",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, shortcodes and block tags of a page: each ends a paragraph."""
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*|[-*•][ \t]+(?!\s))")
_LABEL_LINE = re.compile(
    rf"^[ \t]*(?:[-–—•][ \t]*)?(?:\*\*)?(?P<label>{NAME}|Speaker[ _#]*\w{{1,3}}|SPEAKER_\d+|"
    rf"[^\W\d_][\w .'’#-]{{1,30}})(?:\*\*)?[ \t]*:?[ \t]*$"
)
_BOLD_LABEL = re.compile(r"^[ \t]*\*\*(?P<label>[^*\n]{1,60})\*\*[ \t]*(?::[ \t]*)?")
_LINK_LINE = re.compile(
    r"^\s*\*?\[[^\]\n]{1,200}\]\([^)\n]{1,2000}\)\*?\s*$|^\s*https?://\S+\s*$|^\s*!\[[^\]]*\]\([^)]*\)\s*$"
)
_FILE_NAME = re.compile(
    r"^[\W_]*[\w-]+\.(?:jpe?g|png|gif|webp|svg|pdf)[\W_]*$|^\s*[a-z0-9]+(?:-[a-z0-9]+){3,}\s*$"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_prose(document: Document) -> bool:
    """Whether a document is text that people read: words on most of its characters."""
    sample = document.text[:20_000]
    letters = sum(len(word) for word in _WORD.findall(sample))
    solid = sum(1 for char in sample if not char.isspace())
    return bool(solid) and letters >= 0.6 * solid and len(_WORD.findall(sample)) >= 3


def is_web_page(document: Document) -> bool:
    """Whether a document is the source of a web page."""
    return bool(re.match(r"\s*(?:<!doctype html|<html[\s>])", document.text[:2000], re.IGNORECASE))


def read_plain(document: Document) -> Reading:
    """Read a text without times."""
    reading = Reading(document, timed=False)
    text = document.text
    first = _front_matter(document)
    reading.add_head(line for line in document.lines[:first] if line.text.strip())
    begin = document.lines[first].start if first < len(document.lines) else len(text)
    inside = re.search(r"\{%-?\s*transcription\b[^%]{0,200}%\}", text)
    stop = text.find("{% endtranscription", inside.end()) if inside else -1
    if inside and stop > inside.end() and inside.start() >= begin:
        page = [line for line in document.lines[first:] if line.end <= inside.start() and line.text.strip()]
        for line in page:
            reading.head.append(line)
        reading.claim(begin, inside.start(), "metadata")
        reading.claim(inside.start(), inside.end(), "markup")
        _paragraphs(reading, inside.end(), stop)
        close = text.find("%}", stop) + 2 if text.find("%}", stop) > 0 else len(text)
        reading.claim(stop, close, "markup")
        if text[close:].strip():
            reading.drop(close, len(text), "habillage de page")
    else:
        begin = _fiche(reading, document, first, begin)
        _paragraphs(reading, begin, len(text))
        reading.head += [line for line in document.lines[first:] if begin <= line.start]
    _label_lines(reading)
    return reading


def _fiche(reading: Reading, document: Document, first: int, begin: int) -> int:
    """Take the fields above a line "Transcription" as metadata; return the offset where the text begins."""
    lines = document.lines[first : first + 60]
    marker = next((i for i, line in enumerate(lines) if i and is_marker(line.text)), None)
    if marker is None or not document.text[lines[marker].end :].strip():
        return begin
    reading.add_head(line for line in lines[:marker] if line.text.strip())
    reading.drop(lines[marker].start, lines[marker].end, "habillage de page")
    return min(lines[marker].end + 1, len(document.text))


def _front_matter(document: Document) -> int:
    """Number of lines of the front matter, 0 without one."""
    lines = document.lines
    if lines[0].text.strip() != "---":
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:300], 1) if line.text.strip() == "---"), 0)


def _paragraphs(reading: Reading, begin: int, stop: int) -> None:
    text = reading.document.text
    at = begin
    for match in _NOT_WORDS.finditer(text, begin, stop):
        _lines(reading, at, match.start())
        if match.group().startswith("<!--") and _WORD.search(match.group()):
            reading.drop(match.start(), match.end(), "commentaire de la page")
        else:
            reading.claim(match.start(), match.end(), "markup")
        at = match.end()
    _lines(reading, at, stop)


def _lines(reading: Reading, begin: int, stop: int) -> None:
    text = reading.document.text
    at = begin
    for piece in text[begin:stop].split("\n"):
        end = at + len(piece)
        if piece.strip():
            _line(reading, Line(0, at, end, piece))
        at = end + 1


def _line(reading: Reading, line: Line) -> None:
    text = line.text
    if is_furniture(text) or (len(text) < 3000 and (_LINK_LINE.match(text) or _FILE_NAME.match(text))):
        reading.drop(line.start, line.end, "habillage de page")
        return
    label = _BOLD_LABEL.match(text)
    speaker = None
    offset = 0
    if label and (is_name(label["label"].strip(" :")) or ANONYMOUS.fullmatch(label["label"].strip(" :"))):
        speaker = label["label"].strip(" :")
        offset = label.end()
    elif marks := _MARKS.match(text):
        offset = marks.end()
    reading.claim(line.start, line.start + offset, "markup")
    parts, _ = plain_parts(reading, line.start + offset, line.end)
    reading.drafts.append(Draft(None, None, _unmark(reading, parts), speaker))


def _unmark(reading: Reading, parts: list[Part]) -> list[Part]:
    """Take Markdown emphasis and links off the words."""
    clean: list[Part] = []
    for part in parts:
        if part.end - part.start != len(part.text) or not re.search(r"\*\*|__|\]\(", part.text):
            clean.append(part)
            continue
        at = 0
        for mark in re.finditer(r"\*\*|__|\[(?=[^\]\n]{1,300}\]\()|\]\([^)\n]{0,2000}\)", part.text):
            if mark.start() > at:
                clean.append(Part(part.start + at, part.start + mark.start(), part.text[at : mark.start()]))
            reading.claim(part.start + mark.start(), part.start + mark.end(), "markup")
            at = mark.end()
        if at < len(part.text):
            clean.append(Part(part.start + at, part.end, part.text[at:]))
    return clean


def _label_lines(reading: Reading) -> None:
    """Take a name alone on its line, above what it says, as the label of what follows.

    Only where such lines come back: at least three, two of them the same.
    """
    found = {}
    for i, draft in enumerate(reading.drafts):
        match = _LABEL_LINE.match(draft.raw) if len(draft.raw) < 70 else None
        if match and (ANONYMOUS.fullmatch(match["label"].strip()) or is_name(match["label"].strip())):
            found[i] = match["label"].strip()
    labels = list(found.values())
    if len(labels) < 3 or len(set(labels)) == len(labels) or len(labels) > 0.6 * len(reading.drafts):
        return
    speaker = None
    kept = []
    for i, draft in enumerate(reading.drafts):
        if i in found:
            speaker = found[i]
            for part in draft.parts:
                reading.claim(part.start, part.end, "markup")
        else:
            draft.speaker = draft.speaker or speaker
            kept.append(draft)
    reading.drafts = kept
