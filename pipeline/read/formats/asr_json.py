"""JSON of speech recognisers: Whisper and its kin, Vosk, LinTO, and what looks like them.

Read by shape, not by vendor: a list of objects that have words and a start. The text of the file is
walked with the decoder of the standard library one value at a time, so that the place of every string
is known; values that are no words of a cue are data of the format.

Shapes known (from their documentation and sources, 2026): openai-whisper, faster-whisper and WhisperX
``segments[start,end,text,speaker]``; whisper.cpp ``transcription[offsets,timestamps,text]``; Vosk
``result[word,start,end]`` with ``text``, one object or one a line; LinTO ``segments[spk_id,segment]``
and LinTO Studio ``text[speaker_id,segment,words[stime,etime]]`` with ``speakers``; YouTube ``json3``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring
from typing import Any

from pipeline.errors import InputError
from pipeline.read.clock import parse_clock
from pipeline.read.document import Document, Draft, Part, Reading

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.DOTALL)
_MAX_DEPTH = 6

TEXT_KEYS = ("text", "segment", "transcript", "utf8", "content", "raw_segment", "speech", "sentence")
START_KEYS = (
    "start",
    "from",
    "begin",
    "start_time",
    "startTime",
    "stime",
    "tStartMs",
    "t0",
    "timestamp",
    "offset",
)
END_KEYS = ("end", "to", "end_time", "endTime", "etime", "t1")
SPEAKER_KEYS = ("speaker", "speaker_id", "spk_id", "speaker_name", "speakerName", "speaker_label", "name")
WORD_KEYS = ("words", "result", "segs", "tokens", "terms")
_PAUSE = 700
_WORDS_PER_CUE = 14


@dataclass
class Item:
    """An object of the file that may be a passage: its members with their places."""

    path: tuple[str, ...]
    start: int
    end: int
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
        for key, start, stop in _members(text, at, path, walk):
            at = stop
            del key, start
        return _skip(text, at) + 1
    if text[at : at + 1] == "[" and len(path) < _MAX_DEPTH:
        at = _skip(text, at + 1)
        if text[at : at + 1] == "]":
            return at + 1
        while True:
            if text[at : at + 1] == "{":
                members: dict[str, tuple[int, int, Any]] = {}
                begin = at
                at = _object(text, at, members)
                walk.items.append(Item(path, begin, at, members))
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


def _members(text: str, at: int, path: tuple[str, ...], walk: Walk) -> Iterator[tuple[str, int, int]]:
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
        yield key, start, at
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


def _parse(document: Document) -> Walk:
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
    walk.items.append(Item((), at, stop, members))
    return _skip(text, stop)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if -1e9 < value < 1e10 else None
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            try:
                return parse_clock(value) / 1000
            except ValueError:
                return None
    return None


def _time(item: Item, keys: tuple[str, ...], scale: float) -> int | None:
    offsets = item.members.get("offsets")
    if offsets and isinstance(offsets[2], dict):
        value = _number(offsets[2].get("from" if keys is START_KEYS else "to"))
        return None if value is None or value != value else round(value)
    stamps = item.members.get("timestamps")
    value = (
        stamps[2].get("from" if keys is START_KEYS else "to")
        if stamps and isinstance(stamps[2], dict)
        else None
    )
    if value is None:
        value = item.get(keys)
    if value is None and (words := item.get(WORD_KEYS)) and isinstance(words, list):
        word = words[0] if keys is START_KEYS else words[-1]
        value = next((word[k] for k in keys if k in word), None) if isinstance(word, dict) else None
    if keys is END_KEYS and value is None:
        start, length = _number(item.get(START_KEYS)), _number(item.get(("duration", "dur", "dDurationMs")))
        value = start + length if start is not None and length is not None else None
    number = _number(value)
    if number is None or number != number:
        return None
    if "tStartMs" in item.members:
        return round(number)
    return round(number * scale)


def _string_parts(text: str, start: int, end: int) -> list[Part]:
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


def detect(document: Document) -> bool:
    """Whether the document is JSON at all."""
    return looks_like_json(document)


def read_json(document: Document) -> Reading:
    """Read the passages of a recogniser's JSON. Raises: InputError if it is no transcript."""
    walk = _parse(document)
    reading = Reading(document)
    if all(set(item.members) <= {"locale", "localeName"} for item in walk.items) and walk.items:
        raise InputError(
            document.name,
            1,
            "found the list of a recording's caption languages, expected the captions "
            "themselves; give captions_fr.vtt",
            document.text[:60],
        )
    names = _speaker_names(walk)
    paths: dict[tuple[str, ...], list[Item]] = {}
    for item in _with_top(walk):
        if _words_of(item) is not None and item.path[-1:] not in (("speakers",), ("word_segments",)):
            paths.setdefault(item.path, []).append(item)
    if not paths:
        raise InputError(
            document.name,
            1,
            "found JSON without passages of text, expected the JSON of a speech "
            "recogniser (segments with start and text); export the transcript as JSON, SRT or VTT",
            document.text[:60],
        )
    chosen = max(
        paths, key=lambda path: (any(_timed(i) for i in paths[path]), _weight(paths[path]), -len(path))
    )
    items = paths[chosen]
    scale = _scale(items)
    if all(_words_of(item) == "word" for item in items):
        _cues_of_words(reading, items, None)
    else:
        for item in items:
            _read_item(reading, item, scale, names)
    _read_leaves(reading, walk, items)
    _claim_rest(reading, document)
    return reading


def _with_top(walk: Walk) -> list[Item]:
    """The items, or the file itself where it is one passage: a text without segments."""
    top: dict[str, tuple[int, int, Any]] = {}
    for path, start, stop, value in walk.leaves:
        if len(path) == 1:
            top.setdefault(path[0], (start, stop, value))
    items = list(walk.items)
    if not items and isinstance(top.get("text", (0, 0, None))[2], str):
        items.append(Item((), 0, 0, top))
    return items


def _words_of(item: Item) -> Any:
    """What holds the words of an item: the key of a string, or of a list of words."""
    for key in TEXT_KEYS:
        if isinstance(item.members.get(key, (0, 0, None))[2], str):
            return key
    for key in ("segs", "words", "result"):
        value = item.members.get(key, (0, 0, None))[2]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return key
    if isinstance(item.members.get("word", (0, 0, None))[2], str) and item.get(START_KEYS) is not None:
        return "word"
    return None


def _timed(item: Item) -> bool:
    return _time(item, START_KEYS, 1000) is not None


def _weight(items: list[Item]) -> int:
    total = 0
    for item in items:
        key = _words_of(item)
        value = item.members[key][2]
        total += len(value) if isinstance(value, str) else sum(len(str(w)) for w in value) // 4
        if key == "word":
            total -= len(value) // 2 + 1
    return total


def _scale(items: list[Item]) -> float:
    """Milliseconds per unit: 1000 for seconds, 1 where the numbers can only be milliseconds."""
    numbers = [n for item in items if (n := _number(item.get(START_KEYS))) is not None]
    words = sum(len(str(item.members[_words_of(item)][2]).split()) for item in items)
    if len(numbers) < 2 or any(n != int(n) for n in numbers if n == n):
        return 1000
    return 1 if max(numbers) - min(numbers) > 100 * max(words, 1) else 1000


def _speaker_names(walk: Walk) -> dict[str, str]:
    names = {}
    for item in walk.items:
        if item.path[-1:] == ("speakers",):
            key, name = (
                item.get(("speaker_id", "id", "spk_id", "label")),
                item.get(("speaker_name", "name", "label")),
            )
            if isinstance(key, (str, int)) and isinstance(name, str) and name.strip():
                names[str(key)] = name.strip()
    return names


def _speaker(item: Item, names: dict[str, str]) -> str | None:
    value = item.get(SPEAKER_KEYS)
    if isinstance(value, dict):
        value = value.get("name") or value.get("id")
    if value is None or isinstance(value, (list, dict, float, bool)):
        return None
    return names.get(str(value), str(value)).strip() or None


def _read_item(reading: Reading, item: Item, scale: float, names: dict[str, str]) -> None:
    key = _words_of(item)
    start, end = _time(item, START_KEYS, scale), _time(item, END_KEYS, scale)
    begin, stop, value = item.members[key]
    if start is None and _timed_keys(item):
        reading.note(
            begin,
            "found a passage whose start is not a number, kept between its neighbours",
            str(item.get(START_KEYS)),
        )
    if start is not None and start < 0:
        reading.note(
            begin,
            "found a negative time, expected seconds from the start of the recording",
            str(start / 1000),
        )
        start = None
    if end is not None and start is not None and end < start:
        reading.note(
            begin, "found a passage that ends before it starts, its end is left out", str(end / 1000)
        )
        end = None
    speaker = _speaker(item, names)
    result = item.members.get("result", (0, 0, None))
    if key == "text" and isinstance(result[2], list) and result[2] and isinstance(result[2][0], dict):
        _cues_of_words(reading, _items_of_list(reading.document.text, result[0]), speaker)
    elif isinstance(value, str):
        reading.drafts.append(Draft(start, end, _string_parts(reading.document.text, begin, stop), speaker))
    elif key == "segs":
        words = _items_of_list(reading.document.text, begin)
        parts = [part for word in words for part in _word_parts(reading.document.text, word)]
        reading.drafts.append(Draft(start, end, parts, speaker))
    else:
        _cues_of_words(reading, _items_of_list(reading.document.text, begin), speaker)


def _timed_keys(item: Item) -> bool:
    return any(key in item.members for key in (*START_KEYS, "offsets", "timestamps"))


def _items_of_list(text: str, begin: int) -> list[Item]:
    walk = Walk()
    _walk(text, begin, (), walk)
    return walk.items


def _word_parts(text: str, word: Item) -> list[Part]:
    keys = ("word", "utf8", "text", "term", "punctuated_word")
    key = next((k for k in keys if isinstance(word.members.get(k, (0, 0, None))[2], str)), None)
    return _string_parts(text, *word.members[key][:2]) if key else []


def _cues_of_words(reading: Reading, words: list[Item], speaker: str | None) -> None:
    """Make cues of a list of words: cut at pauses, and at a length that can be read."""
    draft: Draft | None = None
    count = 0
    for word in words:
        parts = _word_parts(reading.document.text, word)
        if not parts:
            continue
        start, end = _time(word, START_KEYS, 1000), _time(word, END_KEYS, 1000)
        pause = draft and start is not None and draft.end is not None and start - draft.end > _PAUSE
        if draft is None or pause or count >= _WORDS_PER_CUE:
            draft = Draft(start, end, [], speaker)
            reading.drafts.append(draft)
            count = 0
        elif not draft.parts[-1].text.endswith(" ") and not parts[0].text.startswith(" "):
            at = draft.parts[-1].end
            draft.parts.append(Part(at, at, " "))
        draft.parts += parts
        draft.end = end if end is not None else draft.end
        count += 1


def _read_leaves(reading: Reading, walk: Walk, items: list[Item]) -> None:
    """Take what the file says of the recording; list other texts as left out."""
    joined = "".join("".join(d.raw.split()) for d in reading.drafts)
    for path, start, stop, value in walk.leaves:
        key = path[-1] if path else ""
        if not isinstance(value, str):
            number = _number(value) if key in ("duration", "audio_duration") and len(path) <= 2 else None
            if number and number == number and number > 0:
                reading.duration = round(number * 1000)
            continue
        if any(item.members.get(key, (0, 0))[0] == start for item in items[:1]):
            continue
        if key == "language" and value.strip():
            reading.fields["language"] = value.strip().lower()
        elif key in ("title", "name", "date", "description") and len(path) == 1 and value.strip():
            reading.fields.setdefault("title" if key == "name" else key, value.strip())
            reading.claim(start, stop, "metadata")
        elif len(value) > 40 and " " in value.strip() and "".join(value.split()) != joined:
            if key in TEXT_KEYS:
                reading.note(
                    start,
                    f"found a field '{key}' that differs from the passages; the passages are used",
                    value,
                )
            reading.drop_parts([Part(start, stop, value)], f"champ « {key} » du fichier, hors transcription")


def _claim_rest(reading: Reading, document: Document) -> None:
    """Everything else is data of the format: names of fields, numbers, copies word by word."""
    for start, end in list(reading.unclaimed()):
        reading.claim(start, end, "markup")
