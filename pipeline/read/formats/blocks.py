"""SubRip (SRT), WebVTT and SubViewer (SBV): blocks of a timing line and text.

Own parser, on purpose. pysubs2 1.8, the best kept library for these formats, accepts ``00:75:99``
and cues that end before they start without a word, drops a last line of text made of digits, keeps
WebVTT entities, and gives no line numbers; a broken timing line cannot be reported with it.

Rule of the house: words under a timing line that cannot be read become a cue of their own, with the
times of its neighbours and an issue; they are never glued to the cue before.

Sources: WebVTT, W3C Candidate Recommendation of 4 April 2019; SubRip as written by VLC and YouTube.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.clock import CLOCK, format_clock, parse_clock
from pipeline.read.document import Document, Draft, Line, Part, Reading
from pipeline.read.markup import plain_parts

_ARROW = re.compile(rf"\s*(-?{CLOCK})\s*-->\s*(-?{CLOCK})(?:[ \t]+(\S.*))?\s*", re.ASCII)
_COMMA = re.compile(rf"\s*({CLOCK})\s*,\s*({CLOCK})()\s*", re.ASCII)
# what looks like a timing line, good or bad
_ARROW_LIKE = re.compile(
    r"[^\w<]{0,8}[-\dOolI:.,;\s]{0,30}(?:-{1,3}>|→|=>|–>)[-\dOolI:.,;\s]{0,30}(?:[a-z]+:\S+\s*)*"
)
_ARROW_ANY = re.compile(r"-->")
_TIMES_ONLY = re.compile(r"\s*-?\d{1,4}:[\d:.,;]{2,14}(?:[\s\->→]+-?\d{1,4}:[\d:.,;]{2,14})?\s*", re.ASCII)
_COMMENT = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t:].*)?$")
_HEADER = re.compile(r"\s*WEBVTT(?:[ \t].*)?$")
_FIRST_CLOCK = re.compile(rf"-?{CLOCK}", re.ASCII)


@dataclass(frozen=True)
class Dialect:
    """What differs between the formats made of blocks."""

    name: str
    timing: re.Pattern[str]
    entities: bool
    comments: bool


SRT = Dialect("srt", _ARROW, entities=False, comments=False)
VTT = Dialect("vtt", _ARROW, entities=True, comments=True)
SBV = Dialect("sbv", _COMMA, entities=False, comments=False)


def count_timings(document: Document, dialect: Dialect, limit: int = 2000) -> int:
    """Number of good timing lines among the first lines."""
    return sum(1 for line in document.lines[:limit] if dialect.timing.fullmatch(line.text))


def looks_like_timing(text: str, dialect: Dialect) -> bool:
    """Whether a line is, or was meant as, a timing line."""
    if dialect.timing.fullmatch(text) or _TIMES_ONLY.fullmatch(text):
        return True
    if dialect.timing is _COMMA:
        return False
    return bool(_ARROW_LIKE.fullmatch(text) or (_ARROW_ANY.search(text) and _FIRST_CLOCK.search(text[:20])))


def read_blocks(document: Document, dialect: Dialect) -> Reading:
    """Read blocks of a timing line and text, whatever stands between them."""
    reading = Reading(document)
    previous: int | None = None
    for block in _blocks(document, dialect):
        block = _skip_comment(reading, block, dialect)
        if not any(line.text.strip() for line in block):
            continue
        timing = next((i for i, line in enumerate(block) if looks_like_timing(line.text, dialect)), None)
        if timing is None:
            _untimed(reading, block)
            continue
        label = block[0] if timing else None
        if label and dialect is SRT and not label.text.strip().isdecimal():
            _untimed(reading, [label])
        elif label:  # its number or its identifier
            reading.claim(label.start, label.end, "markup")
        start, end = _times(reading, block[timing], dialect, previous)
        previous = start if start is not None else previous
        reading.drafts += _drafts(start, end, *_text(reading, block[timing + 1 :], dialect))
    return reading


def _blocks(document: Document, dialect: Dialect) -> Iterator[list[Line]]:
    """Cut the lines at blank lines and, where they are missing, before a timing line.

    In WebVTT a line of spaces is a line of text, as YouTube's rolling captions have them.
    """
    block: list[Line] = []
    timed = False
    for line in document.lines:
        if not line.text or (not line.text.strip() and not dialect.comments):
            if block:
                yield block
            block, timed = [], False
        elif looks_like_timing(line.text, dialect):
            if timed:
                # no blank line before it: the number of this one stands last in the block before
                number = block.pop() if _follows(block[0].text, block[-1].text) else None
                yield block
                block = [number] if number else []
            elif len(block) > 1 and not _COMMENT.match(block[0].text):
                yield block[:-1]
                block = block[-1:]
            block.append(line)
            timed = True
        else:
            block.append(line)
    if block:
        yield block


def _follows(first: str, last: str) -> bool:
    """Whether a last line is the number after the one that opens the block (not a year in the text)."""
    a, b = first.strip(), last.strip()
    return a.isdecimal() and b.isdecimal() and len(a) < 10 and len(b) < 10 and int(b) == int(a) + 1


def _skip_comment(reading: Reading, block: list[Line], dialect: Dialect) -> list[Line]:
    first = block[0]
    if dialect.comments and _HEADER.match(first.text):
        timing = next(
            (i for i, line in enumerate(block) if looks_like_timing(line.text, dialect)), len(block)
        )
        for line in block[:timing]:
            reading.claim(line.start, line.end, "markup")
        return block[timing:]
    kind = _COMMENT.match(first.text) if dialect.comments else None
    if kind and not any(looks_like_timing(line.text, dialect) for line in block[1:2]):
        if kind.group(1) == "NOTE":
            reading.drop(first.start, block[-1].end, "note du fichier de sous-titres")
        else:
            for line in block:
                reading.claim(line.start, line.end, "markup")
        return []
    return block


def _untimed(reading: Reading, block: list[Line]) -> None:
    """Words without a timing line of their own."""
    lines = list(block)
    if len(lines) == 1 and lines[0].text.strip().isdecimal():
        reading.reject(lines[0].start, lines[0].end, "numéro seul : une ligne d’heures devait suivre")
        return
    reading.note(
        lines[0].start,
        "texte sans ligne d’heures, gardé entre ses voisins ; son heure est à vérifier",
        lines[0].text,
    )
    if len(lines) > 1 and lines[0].text.strip().isdecimal():
        reading.claim(lines[0].start, lines[0].end, "markup")
        lines = lines[1:]
    reading.drafts += _drafts(None, None, *_text(reading, lines, VTT))


def _times(
    reading: Reading, line: Line, dialect: Dialect, previous: int | None
) -> tuple[int | None, int | None]:
    """Read a timing line; whatever is wrong with it becomes an issue."""
    match = dialect.timing.fullmatch(line.text)
    if not match:
        clocks = _FIRST_CLOCK.findall(line.text)
        opens = bool(clocks) and line.text.lstrip().startswith(clocks[0])
        start = _clock_or_none(clocks[0]) if opens else None
        end = _clock_or_none(clocks[1]) if start is not None and len(clocks) > 1 else None
        end = None if end is not None and end < start else end
        reading.reject(
            line.start,
            line.end,
            "ligne d’heures illisible : « 00:00:01,000 --> 00:00:02,000 » était attendu",
        )
        return start, end
    reading.claim(line.start, line.end, "markup")
    start, end = _clock_or_none(match.group(1)), _clock_or_none(match.group(2))
    for value, text in ((start, match.group(1)), (end, match.group(2))):
        if value is None:
            what = "heure négative" if text.startswith("-") else "heure impossible"
            reading.note(
                line.start,
                f"{what} : des minutes et des secondes de 00 à 59 étaient attendues",
                text,
            )
        elif re.search(r"[.,]\d{1,2}$", text) and dialect.timing is _ARROW:
            reading.note(
                line.start,
                f"fraction courte, lue {format_clock(value)} : trois chiffres étaient attendus",
                text,
            )
    if start is not None and end is not None and end < start:
        reading.note(line.start, "le passage finit avant de commencer : sa fin est ignorée", line.text)
        end = None
    return start, end


def _clock_or_none(text: str) -> int | None:
    try:
        return parse_clock(text)
    except ValueError:
        return None


def _text(reading: Reading, lines: list[Line], dialect: Dialect) -> tuple[list[Part], list[tuple[int, str]]]:
    parts: list[Part] = []
    voices: list[tuple[int, str]] = []
    for line in lines:
        if parts:
            parts.append(Part(line.start - 1, line.start, " "))
        found, named = plain_parts(reading, line.start, line.end, entities=dialect.entities)
        voices += [(len(parts) + before, name) for before, name in named]
        parts += found
    return parts, voices


def _drafts(
    start: int | None, end: int | None, parts: list[Part], voices: list[tuple[int, str]]
) -> list[Draft]:
    """One draft a voice: where several share a cue, its time is shared by their characters."""
    changes = [
        (before, name)
        for number, (before, name) in enumerate(voices)
        if before and number and name != voices[number - 1][1]
    ]
    first = voices[0][1] if voices else None
    if not changes:
        return [Draft(start, end, parts, first)]
    bounds = [(0, first), *changes, (len(parts), None)]
    total = sum(len(part.text) for part in parts) or 1
    found: list[Draft] = []
    said, at = 0, start
    for (begin, name), (stop, _) in pairwise(bounds):
        piece = parts[begin:stop]
        said += sum(len(part.text) for part in piece)
        until = start + (end - start) * said // total if start is not None and end is not None else None
        found.append(Draft(at, until, piece, name))
        at = until if until is not None else start
    return found


_FLAT = re.compile(rf"({CLOCK})[ \t]*-->[ \t]*({CLOCK})[ \t]*", re.ASCII)


def is_flat(document: Document) -> bool:
    """Whether several timing lines were copied on one line, as some pages show WebVTT."""
    return any(len(_FLAT.findall(line.text[:2000])) > 1 for line in document.lines[:50])


def read_flat(document: Document) -> Reading:
    """Read WebVTT whose lines a page has joined: cut at every ``start --> end``."""
    reading = Reading(document)
    text = document.text
    stamps = list(_FLAT.finditer(text))
    head = text[: stamps[0].start()]
    lead = head.find("WEBVTT")
    reading.claim(lead, lead + len("WEBVTT"), "markup")
    if head.replace("WEBVTT", "", 1).strip():
        reading.drop(lead + len("WEBVTT"), stamps[0].start(), "en-tête du fichier de sous-titres")
    for number, stamp in enumerate(stamps):
        stop = stamps[number + 1].start() if number + 1 < len(stamps) else len(text)
        reading.claim(stamp.start(), stamp.end(), "markup")
        start, end = _clock_or_none(stamp.group(1)), _clock_or_none(stamp.group(2))
        if start is None or end is None or end < start:
            reading.note(
                stamp.start(), "heure impossible : un début puis une fin étaient attendus", stamp.group()
            )
            end = None
        parts, voices = plain_parts(reading, stamp.end(), stop)
        parts = [p if "\n" not in p.text else Part(p.start, p.end, p.text.replace("\n", " ")) for p in parts]
        reading.drafts += _drafts(start, end, parts, voices)
    return reading
