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

from typing import Any

from pipeline.errors import InputError
from pipeline.read.clock import parse_clock
from pipeline.read.document import Document, Draft, Part, Reading
from pipeline.read.formats.json_places import WORD_LISTS, Item, Walk, parse, string_parts, strings_of

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
_TIMED_WORDS = ("words", "result")
_WORD_TEXTS = ("word", "utf8", "punctuated_word", "text", "term")
_PAUSE = 700
_WORDS_PER_CUE = 14


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
    if value is None and (words := item.get(_TIMED_WORDS)) and isinstance(words, list):
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


def read_json(document: Document) -> Reading:
    """Read the passages of a recogniser's JSON. Raises: InputError if it is no transcript."""
    walk = parse(document)
    reading = Reading(document, rest="markup")
    if any(path == ("schema_version",) for path, *_ in walk.leaves):
        raise InputError(
            document.name,
            1,
            "found an output of greffier, expected a transcript; give the file it was made from",
        )
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
        if _words_of(item) is not None and item.path[-1:] != ("speakers",):
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
    for item in items:
        _read_item(reading, item, scale, names)
    _read_leaves(reading, walk, items)
    return reading


def _with_top(walk: Walk) -> list[Item]:
    """The items, and the file itself where it is one passage: words, or a text without segments."""
    top: dict[str, tuple[int, int, Any]] = {}
    for path, start, stop, value in walk.leaves:
        if len(path) == 1:
            top.setdefault(path[0], (start, stop, value))
    items = list(walk.items)
    words = any(key in WORD_LISTS and _is_word_list(value) for key, (_, _, value) in top.items())
    if words or (not items and isinstance(top.get("text", (0, 0, None))[2], str)):
        items.append(Item((), top))
    return items


def _words_of(item: Item) -> Any:
    """What holds the words of an item: the key of a string, or of a list of words."""
    for key in TEXT_KEYS:
        if isinstance(item.members.get(key, (0, 0, None))[2], str):
            return key
    for key in ("segs", "words", "result"):
        value = item.members.get(key, (0, 0, None))[2]
        if _is_word_list(value):
            return key
    return None


def _timed(item: Item) -> bool:
    return _time(item, START_KEYS, 1000) is not None


def _weight(items: list[Item]) -> int:
    total = 0
    for item in items:
        key = _words_of(item)
        value = item.members[key][2]
        total += len(value) if isinstance(value, str) else sum(len(str(w)) for w in value) // 4
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
            "passage dont le début n’est pas un nombre, gardé entre ses voisins",
            str(item.get(START_KEYS)),
        )
    if start is not None and start < 0:
        reading.note(
            begin,
            "heure négative : des secondes depuis le début étaient attendues",
            str(start / 1000),
        )
        start = None
    if end is not None and start is not None and end < start:
        reading.note(
            begin, "le passage finit avant de commencer : sa fin est ignorée", str(end / 1000)
        )
        end = None
    speaker = _speaker(item, names)
    text = reading.document.text
    result = item.members.get("result", (0, 0, None))
    if key == "text" and _is_word_list(result[2]):
        _cues_of_words(reading, result, speaker)
    elif isinstance(value, str):
        reading.drafts.append(Draft(start, end, string_parts(text, begin, stop), speaker))
    elif key == "segs":
        parts = [part for _, place in _words(text, item.members[key]) for part in string_parts(text, *place)]
        reading.drafts.append(Draft(start, end, parts, speaker))
    else:
        _cues_of_words(reading, item.members[key], speaker)


def _is_word_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _timed_keys(item: Item) -> bool:
    return any(key in item.members for key in (*START_KEYS, "offsets", "timestamps"))


def _words(text: str, words: tuple[int, int, Any]) -> list[tuple[dict[str, Any], tuple[int, int]]]:
    """The words of a list with the places of their strings."""
    start, stop, values = words
    key = next((k for k in _WORD_TEXTS if isinstance(values[0].get(k), str)), None)
    places = strings_of(text, start, stop, key, values) if key else None
    if places is None:
        return []
    named = [value for value in values if isinstance(value, dict) and isinstance(value.get(key), str)]
    return list(zip(named, places, strict=True))


def _word_time(value: Any) -> int | None:
    number = value if type(value) is float else _number(value)
    return round(number * 1000) if number is not None and 0 <= number < 1e9 else None


def _cues_of_words(reading: Reading, words: tuple[int, int, Any], speaker: str | None) -> None:
    """Make cues of a list of words: cut at pauses, and at a length that can be read."""
    text = reading.document.text
    found = _words(text, words)
    if not found:
        reading.reject(
            words[0], words[1], "liste de mots illisible : des objets avec « word » étaient attendus"
        )
    start_key, end_key = (
        next((key for key in keys if found and key in found[0][0]), "") for keys in (START_KEYS, END_KEYS)
    )
    draft: Draft | None = None
    count = 0
    for word, place in found:
        parts = string_parts(text, *place)
        if not parts:
            continue
        start, end = _word_time(word.get(start_key)), _word_time(word.get(end_key))
        pause = draft and start is not None and draft.end is not None and start - draft.end > _PAUSE
        if draft is None or pause or count >= _WORDS_PER_CUE:
            draft = Draft(start, None, [], speaker)
            reading.drafts.append(draft)
            count = 0
        elif not draft.parts[-1].text.endswith(" ") and not parts[0].text.startswith(" "):
            at = draft.parts[-1].end
            draft.parts.append(Part(at, at, " "))
        draft.parts += parts
        if end is not None and (draft.start is None or end >= draft.start):
            draft.end = end
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
                    f"le champ « {key} » diffère des passages ; les passages sont retenus",
                    value,
                )
            reading.drop_parts([Part(start, stop, value)], f"champ « {key} » du fichier, hors transcription")
