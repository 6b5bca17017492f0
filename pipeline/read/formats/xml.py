"""XML formats: TTML and DFXP captions, YouTube timed text.

Read with expat itself, because it gives the place of every character; a document type, which is where
entity bombs come from, is refused, and so is a nesting no caption file has.

Sources: TTML2, W3C Recommendation of 8 November 2018, section 12.3 (time expressions).
"""

from __future__ import annotations

import re
from xml.parsers import expat

from pipeline.errors import InputError
from pipeline.read.clock import parse_clock
from pipeline.read.document import Document, Draft, Part, Reading

MAX_DEPTH = 100
_OFFSET_TIME = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(h|m|s|ms|f|t)")
_FRAMES = re.compile(r"(\d{1,3}:\d{2}:\d{2}):(\d{1,3})(?:\.\d+)?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BLOCKS = frozenset({"p", "text"})
_PRIVATE = "\ue000"


def is_captions(document: Document) -> bool:
    """Whether the document opens as TTML or timed text does."""
    head = document.text[:3000].lstrip()
    return head.startswith("<") and bool(re.search(r"<(?:\w+:)?(?:tt|timedtext|transcript)[\s>]", head))


def parse(document: Document, start, end, data) -> None:
    """Run expat over a document with handlers ``start(name, attrs, offset)``, ``end(name, offset)``
    and ``data(text, offset)``; offsets are characters of the document.

    Raises: InputError for XML that is broken, nested too deep or has a document type.
    """
    text = _ASTRAL.sub(_PRIVATE, document.text)
    parser = expat.ParserCreate("UTF-16LE")
    parser.buffer_text = False
    depth = 0

    def refuse(message: str) -> InputError:
        return InputError(document.name, parser.CurrentLineNumber, message)

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refuse("found XML nested too deep, expected captions; check the file")
        start(
            name.rsplit(":", 1)[-1],
            {k.rsplit(":", 1)[-1]: v for k, v in attributes.items()},
            parser.CurrentByteIndex // 2,
        )

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rsplit(":", 1)[-1], parser.CurrentByteIndex // 2)

    def doctype(*_: object) -> None:
        raise refuse("found XML with a document type, expected captions without one; remove the DOCTYPE")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = lambda words: data(words, parser.CurrentByteIndex // 2)
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text.encode("utf-16-le", "replace"), True)
    except expat.ExpatError as error:
        raise InputError(
            document.name,
            error.lineno,
            "found XML that is broken or cut off, expected a whole file; export the captions again",
        ) from error


def parts_of(document: Document, words: str, offset: int) -> list[Part]:
    """The parts that character data at an offset stands on: verbatim, or an entity."""
    text = document.text
    if text[offset : offset + 1] == "&" and (stop := text.find(";", offset, offset + 12)) > 0:
        return [Part(offset, stop + 1, words if words not in ("\n", "\t") else " ")]
    return [Part(offset, offset + len(words), text[offset : offset + len(words)].replace("\n", " "))]


def read_captions(document: Document) -> Reading:
    """Read TTML, DFXP or YouTube timed text."""
    reading = Reading(document, rest="markup")
    state: dict[str, object] = {
        "draft": None,
        "name": None,
        "title": False,
        "agent": None,
        "frame": 30.0,
        "tick": 1.0,
    }
    agents: dict[str, str] = {}
    voices: list[tuple[Draft, str]] = []
    stack: list[str] = []

    def start(name: str, attributes: dict[str, str], offset: int) -> None:
        stack.append(name)
        if name == "tt":
            state["frame"] = _positive(attributes.get("frameRate"), 30.0)
            state["tick"] = _positive(attributes.get("tickRate"), state["frame"])
        elif name == "agent":
            state["agent"] = attributes.get("id")
        draft = state["draft"]
        if name in _BLOCKS and draft is None:
            begin, end = _times(reading, attributes, offset, state)
            draft = Draft(begin, end, [])
            state["draft"] = draft
        elif name == "br" and isinstance(draft, Draft):
            draft.parts.append(Part(offset, offset, " "))
        if isinstance(draft, Draft) and "agent" in attributes and name in ("p", "span", "div"):
            voices.append((draft, attributes["agent"]))

    def end(name: str, _offset: int) -> None:
        if stack:
            stack.pop()
        draft = state["draft"]
        if name in _BLOCKS and isinstance(draft, Draft) and not _BLOCKS & set(stack):
            reading.drafts.append(draft)
            state["draft"] = None

    def data(words: str, offset: int) -> None:
        draft = state["draft"]
        parts = parts_of(document, words, offset)
        if isinstance(draft, Draft):
            draft.parts += parts
        elif words.strip():
            place = stack[-1] if stack else ""
            if place == "title":
                reading.fields["title"] = (reading.fields.get("title", "") + words).strip()
            elif place == "name" and isinstance(state["agent"], str):
                agents[state["agent"]] = (agents.get(state["agent"], "") + words).strip()
            if place in ("title", "name", "desc", "copyright"):
                for part in parts:
                    reading.claim(part.start, part.end, "metadata")
            else:
                reading.drop_parts(parts, f"texte hors des sous-titres (élément « {place} »)")

    parse(document, start, end, data)
    for draft, agent in voices:
        draft.speaker = draft.speaker or agents.get(agent) or agent
    for draft in reading.drafts:
        _fold_blanks(reading, draft)
    return reading


def _positive(value: object, default: object) -> float:
    try:
        number = float(str(value).split()[0])
    except (ValueError, IndexError):
        return float(default)  # type: ignore[arg-type]
    return number if number > 0 else float(default)  # type: ignore[arg-type]


def _fold_blanks(reading: Reading, draft: Draft) -> None:
    """Fold the runs of blanks that indentation leaves to one space, as XML captions are shown."""
    raw = draft.raw
    if not re.search(r"\s{2,}|\t", raw):
        return
    parts: list[Part] = []
    at = 0
    for run in re.finditer(r"\s{2,}|\t", raw):
        parts += draft.take(at, run.start())
        blanks = draft.take(run.start(), run.end())
        for part in blanks:
            reading.claim(part.start, part.end, "markup")
        where = blanks[0].start
        parts.append(Part(where, where, " "))
        at = run.end()
    draft.parts = parts + draft.take(at, len(raw))


def _times(
    reading: Reading, attributes: dict[str, str], offset: int, state: dict
) -> tuple[int | None, int | None]:
    milliseconds = "t" in attributes
    begin = attributes.get("begin", attributes.get("start", attributes.get("t")))
    finish = attributes.get("end")
    length = attributes.get("dur", attributes.get("d"))
    start = _time(begin, state, milliseconds)
    if start is None:
        reading.note(
            offset,
            "sous-titre sans début lisible, gardé entre ses voisins ; "
            "begin=\"00:00:01.000\" était attendu",
            begin or "",
        )
    end = _time(finish, state, milliseconds)
    if finish is not None and end is None:
        reading.note(offset, 'fin impossible, ignorée : end="00:00:01.000" était attendu', finish)
    if end is None and length is not None and start is not None:
        span = _time(length, state, milliseconds)
        end = start + span if span is not None else None
    if end is not None and start is not None and end < start:
        reading.note(offset, "le passage finit avant de commencer : sa fin est ignorée", finish or "")
        end = None
    return start, end


def _time(value: str | None, state: dict, milliseconds: bool) -> int | None:
    if value is None:
        return None
    value = value.strip()
    if match := _OFFSET_TIME.fullmatch(value):
        number, unit = float(match.group(1)), match.group(2)
        scale = {
            "h": 3_600_000,
            "m": 60_000,
            "s": 1000,
            "ms": 1,
            "f": 1000 / state["frame"],
            "t": 1000 / state["tick"],
        }[unit]
        return round(number * scale)
    if match := _FRAMES.fullmatch(value):
        try:
            return parse_clock(match.group(1)) + round(int(match.group(2)) * 1000 / state["frame"])
        except ValueError:
            return None
    try:
        if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", value, re.ASCII):
            return round(float(value) * (1 if milliseconds else 1000))
        return parse_clock(value)
    except ValueError:
        return None
