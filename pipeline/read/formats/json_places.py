"""Where things stand in a JSON text: the values of a file with their places, and the parts of strings.

The decoder of the standard library reads one value at a time, so that the place of every member of
every object in a list is known; long lists of words stay whole (`strings_of` finds their strings).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring
from typing import Any

from pipeline.errors import InputError
from pipeline.read.document import Document, Part

WORD_LISTS = frozenset({"words", "word_segments", "result", "tokens", "segs", "terms"})
"""Names of lists with an object a word."""

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.DOTALL)
_MAX_DEPTH = 6
_WHOLE = frozenset((name,) for name in WORD_LISTS)


@dataclass
class Item:
    """An object of the file that may be a passage: its members with their places."""

    path: tuple[str, ...]
    members: dict[str, tuple[int, int, Any]]

    def get(self, keys: tuple[str, ...]) -> Any:
        """The first value there is under one of the keys."""
        return next(
            (self.members[k][2] for k in keys if k in self.members and self.members[k][2] is not None), None
        )


@dataclass
class Walk:
    """The values of a file: objects in lists, and what stands alone."""

    items: list[Item] = field(default_factory=list)
    leaves: list[tuple[tuple[str, ...], int, int, Any]] = field(default_factory=list)


def _skip(text: str, at: int) -> int:
    return _BLANK.match(text, at).end()


def _value(text: str, at: int) -> tuple[Any, int]:
    return _DECODER.raw_decode(text, at)


def _walk(text: str, at: int, path: tuple[str, ...], walk: Walk) -> int:
    """Walk one value; lists of objects give items, whose own members are not walked further."""
    if text[at : at + 1] == "{" and len(path) < _MAX_DEPTH:
        for stop in _members(text, at, path, walk):
            at = stop
        return _close(text, at)
    if text[at : at + 1] == "[" and len(path) < _MAX_DEPTH and path[-1:] not in _WHOLE:
        at = _skip(text, at + 1)
        if text[at : at + 1] == "]":
            return at + 1
        while True:
            if text[at : at + 1] == "{":
                members: dict[str, tuple[int, int, Any]] = {}
                at = _object(text, at, members)
                walk.items.append(Item(path, members))
            else:
                value, stop = _value(text, at)
                walk.leaves.append((path, at, stop, value))
                at = stop
            at = _skip(text, at)
            if text[at : at + 1] == "]":
                return at + 1
            if text[at : at + 1] != ",":
                raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
            at = _skip(text, at + 1)
    value, stop = _value(text, at)
    walk.leaves.append((path, at, stop, value))
    return stop


def _close(text: str, at: int) -> int:
    """The offset after the brace that closes an object, from the end of its last member or its opening."""
    return text.index("}", at) + 1


def _members(text: str, at: int, path: tuple[str, ...], walk: Walk) -> Iterator[int]:
    """Walk the members of an object; yield the offset after each."""
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, at = scanstring(text, at + 1)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
        start = _skip(text, at + 1)
        at = _walk(text, start, (*path, key), walk)
        yield at
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _object(text: str, at: int, members: dict[str, tuple[int, int, Any]]) -> int:
    """Read the members of one object with their places; return the offset after it."""
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, at = scanstring(text, at + 1)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
        start = _skip(text, at + 1)
        value, at = _value(text, start)
        members[key] = (start, at, value)
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return at + 1
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def looks_like_json(document: Document) -> bool:
    """Whether a document opens as JSON does (not as ``[00:00:01]`` or ``[Musique]``)."""
    head = document.text[:400].lstrip()
    return bool(re.match(r'\{\s*(?:"|\}|$)|\[\s*(?:\{|"|\]\s*$|$)', head))


def parse(document: Document) -> Walk:
    """Return the values of a JSON document, of one object or of one a line.

    Raises: InputError if it is cut off, invalid or nested too deep.
    """
    text = document.text
    walk = Walk()
    try:
        at = _skip(text, _walk(text, _skip(text, 0), (), walk))
        if at < len(text):  # one object a line
            walk, at = Walk(), _skip(text, 0)
            while at < len(text):
                at = _next_object(text, at, walk)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or "Unterminated string" in error.msg
        found = "a truncated JSON file" if cut else "invalid JSON"
        line = document.line_at(min(error.pos, len(text)))
        raise InputError(
            document.name,
            line,
            f"found {found}, expected the whole JSON of a speech recogniser; "
            "export or download the file again",
            text[max(0, error.pos - 20) : error.pos + 40].strip(),
        ) from error
    except (RecursionError, ValueError) as error:
        raise InputError(
            document.name,
            1,
            "found JSON nested too deep or with a number too long, expected that "
            "of a speech recogniser; check the file",
        ) from error
    return walk


def _next_object(text: str, at: int, walk: Walk) -> int:
    members: dict[str, tuple[int, int, Any]] = {}
    if text[at] != "{":
        raise json.JSONDecodeError("Extra data", text, at)
    stop = _object(text, at, members)
    walk.items.append(Item((), members))
    return _skip(text, stop)


def string_parts(text: str, start: int, end: int) -> list[Part]:
    """The parts of a JSON string whose quotes are at start and end - 1."""
    begin, stop = start + 1, end - 1
    if text.find("\\", begin, stop) < 0:
        return [Part(begin, stop, text[begin:stop])] if stop > begin else []
    parts, at = [], begin
    for escape in _ESCAPE.finditer(text, begin, stop):
        if escape.start() > at:
            parts.append(Part(at, escape.start(), text[at : escape.start()]))
        value = json.loads(f'"{escape.group()}"')
        value = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
        parts.append(Part(escape.start(), escape.end(), " " if value.isspace() or value < " " else value))
        at = escape.end()
    if at < stop:
        parts.append(Part(at, stop, text[at:stop]))
    return parts


def strings_of(text: str, start: int, stop: int, key: str, values: list[Any]) -> list[tuple[int, int]] | None:
    """The places of the strings under one key in a list of flat objects; ``None`` if they cannot be told.

    ``values`` are the decoded objects of the list that stands at [start, stop).
    """
    pattern = re.compile(rf'"{key}"[ \t\n\r]*:[ \t\n\r]*("(?:[^"\\]|\\.)*")')
    places = [match.span(1) for match in pattern.finditer(text, start, stop)]
    count = sum(1 for value in values if isinstance(value, dict) and isinstance(value.get(key), str))
    return places if len(places) == count else None
