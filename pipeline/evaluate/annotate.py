"""Turn one annotated webinar into the raw transcript and the gold file that are made from it.

    python -m pipeline.evaluate.annotate tests/recordings/*.xml --out tests/recordings

The annotated file is the only thing written by hand. Its text is what a speech recogniser printed;
its elements say what should have been printed, who spoke, and which figures and actions were said.

    <webinar id= format= [wps=] [cue_words=] [cut_at_turns=yes|no]>
      <head>, <tail>                 page text before and after the transcript
      <participant name= [role=] [org=] [kind=host|speaker] [listed=no]/>
      <turn who=NAME>                what one person said; inside, nested at will:
        <err to=RIGHT[|RIGHT…] k=term|name|common>
        <fig v= | lo= hi= [u=] k=KIND [cmp=] [opt=yes]>
        <act s=STATUS[|STATUS…] o=OBJECTIVE[|OBJECTIVE…] [opt=yes]>

White space is folded: a turn is one line, and turns are joined by one space. ``opt=yes`` marks what a
careful reader may or may not note; it counts neither as missed nor as false. Times are made up from a
speaking pace (``wps`` words a second) and are the same on every run.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from pipeline.model import ActionStatus, Comparator, FigureKind, Objective

ERROR_KINDS = frozenset({"term", "name", "common"})
LABELLED_FORMATS = frozenset({"vtt-voice", "teams-vtt", "whisperx-json"})
"""Formats whose cues carry a speaker, so that no cue may hold two voices."""


_PUNCTUATION = frozenset(".,;:?!…«»“”\"()–—")
_ARTICLE = re.compile(r"(?:L['’]|(?:Le|La|Les|Un|Une|Des|Du) )")


class AnnotationError(ValueError):
    """The annotated file breaks the markup; the message names the file and the words concerned."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One ``err``, ``fig`` or ``act`` element: characters ``[start, end)`` of the whole text."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one person said without a break: characters ``[start, end)`` of the whole text."""

    speaker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without space, with the time (seconds) at which it begins."""

    start: int
    end: int
    time: float
    speaker: str


@dataclass(frozen=True, slots=True)
class Row:
    """One cue of the transcript, in seconds."""

    start: float
    end: float
    text: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated webinar, read."""

    id: str
    format: str
    words_per_second: float
    cue_words: int
    cut_at_turns: bool
    head: str
    tail: str
    text: str
    turns: tuple[Spoken, ...]
    marks: tuple[Mark, ...]
    participants: tuple[dict[str, str], ...]


class _Folder:
    """Collects text with white space folded, and notes where elements begin and end in it.

    A space is held back until a letter follows it, so that no element begins or ends with one.
    """

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.marks: list[Mark] = []
        self._space = False
        self._waiting: list[int] = []
        self._starts: list[int] = []

    def write(self, text: str | None) -> None:
        for character in text or "":
            if character.isspace() and character not in "\u00a0\u202f":
                self._space = bool(self.characters)
                continue
            if self._space:
                self.characters.append(" ")
                self._space = False
            for depth in self._waiting:
                self._starts[depth] = len(self.characters)
            self._waiting.clear()
            self.characters.append(character)

    def walk(self, element: ElementTree.Element) -> None:
        self.write(element.text)
        for child in element:
            depth = len(self._starts)
            self._starts.append(len(self.characters))
            self._waiting.append(depth)
            self.walk(child)
            start = self._starts.pop()
            self.marks.append(Mark(child.tag, dict(child.attrib), start, len(self.characters)))
            self.write(child.tail)


def read_annotated(path: Path) -> Annotated:
    """Read an annotated webinar.

    Raises: AnnotationError when the XML or the markup is wrong.
    """
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise AnnotationError(f"{path}:{line}: {error}; mend the XML") from error
    folder = _Folder()
    turns = []
    for turn in root.findall("turn"):
        folder.write(" ")
        start = len(folder.characters) + bool(folder.characters)
        folder.walk(turn)
        turns.append(Spoken(turn.get("who", ""), start, len(folder.characters)))
    form = root.get("format", "")
    annotated = Annotated(
        id=root.get("id", path.stem),
        format=form,
        words_per_second=float(root.get("wps", "2.6")),
        cue_words=int(root.get("cue_words", "14")),
        cut_at_turns=form in LABELLED_FORMATS or root.get("cut_at_turns") == "yes",
        head=(root.findtext("head") or "").strip("\n"),
        tail=(root.findtext("tail") or "").strip("\n"),
        text="".join(folder.characters),
        turns=tuple(turns),
        marks=tuple(sorted(folder.marks, key=lambda mark: mark.start)),
        participants=tuple(dict(participant.attrib) for participant in root.iter("participant")),
    )
    for problem in _problems(annotated):
        raise AnnotationError(f"{path}: {problem}")
    return annotated


def _problems(annotated: Annotated) -> Iterator[str]:
    names = {participant["name"] for participant in annotated.participants}
    if annotated.format not in FORMATS:
        yield f"found format {annotated.format!r}, expected one of {', '.join(FORMATS)}"
    for turn in annotated.turns:
        if turn.speaker not in names:
            yield f"found a turn of {turn.speaker!r}, expected a <participant>"
    for mark in annotated.marks:
        words, given = annotated.text[mark.start : mark.end], mark.attributes
        allowed: dict[str, frozenset[str]] = {}
        if mark.tag == "err":
            allowed = {"k": ERROR_KINDS}
            if words in given.get("to", "").split("|") or not given.get("to"):
                yield f"<err> {words!r}: the right form must differ from what was printed"
        elif mark.tag == "fig":
            allowed = {"k": frozenset(get_args(FigureKind)), "cmp": frozenset(get_args(Comparator))}
            if ("v" in given) == ("lo" in given and "hi" in given):
                yield f"<fig> {words!r}: give either v or both lo and hi"
        elif mark.tag == "act":
            allowed = {"s": frozenset(get_args(ActionStatus)), "o": frozenset(get_args(Objective))}
        else:
            yield f"found element <{mark.tag}>, expected err, fig or act"
        for attribute, values in allowed.items():
            if attribute not in given and attribute != "cmp":
                yield f"<{mark.tag}> {words!r}: attribute {attribute} is missing"
            for value in filter(None, given.get(attribute, "").split("|")):
                if value not in values:
                    yield f"<{mark.tag}> {words!r}: found {attribute}={value!r}"


def bare(annotated: Annotated) -> Annotated:
    """Return the same webinar as an engine prints it that knows neither capitals nor punctuation.

    Marks inside a number, an address or a word stay (``1,35``, ``data.gouv.fr``, ``l'achat``). A right form
    that began a sentence with its article is right in lower case too.
    """
    text = annotated.text
    kept: list[str] = []
    places = []
    for i, character in enumerate(text):
        places.append(len(kept))
        inside = text[i - 1 : i].isalnum() and text[i + 1 : i + 2].isalnum()
        mark = character in _PUNCTUATION and not inside
        doubled = character == " " and kept[-1:] in ([], [" "])
        if not mark and not doubled:
            kept.append(character.lower())
    places.append(len(kept))

    def moved(start: int, end: int) -> tuple[int, int]:
        said = "".join(kept[places[start] : places[end]])
        left = places[start] + len(said) - len(said.lstrip())
        return left, left + len(said.strip())

    def lowered(mark: Mark) -> dict[str, str]:
        forms = mark.attributes.get("to", "").split("|")
        lower = [form[0].lower() + form[1:] for form in forms if _ARTICLE.match(form)]
        return {**mark.attributes, **({"to": "|".join(dict.fromkeys([*forms, *lower]))} if lower else {})}

    return replace(
        annotated,
        text="".join(kept).rstrip(),
        turns=tuple(Spoken(turn.speaker, *moved(turn.start, turn.end)) for turn in annotated.turns),
        marks=tuple(Mark(m.tag, lowered(m), *moved(m.start, m.end)) for m in annotated.marks),
    )


def words(annotated: Annotated) -> list[Word]:
    """Return the words with the times at which a person would have said them: longer words take longer,
    and a new voice comes after a pause."""
    pause = random.Random(annotated.id)
    found, clock = [], 0.0
    for turn in annotated.turns:
        clock += pause.uniform(0.3, 2.0)
        for match in re.finditer(r"\S+", annotated.text[turn.start : turn.end]):
            start = turn.start + match.start()
            found.append(Word(start, start + len(match.group()), round(clock, 3), turn.speaker))
            clock += (2 + len(match.group())) / 7 / annotated.words_per_second
    return found


def rows(annotated: Annotated) -> list[Row]:
    """Return the cues: runs of about ``cue_words`` words, cut at a new voice only where the format says who
    speaks; a cue lasts until the next one begins."""
    size = random.Random(f"{annotated.id}/cues")
    groups: list[list[Word]] = []
    limit = 0
    for word in words(annotated):
        new_voice = bool(groups) and groups[-1][-1].speaker != word.speaker
        if not groups or len(groups[-1]) >= limit or (annotated.cut_at_turns and new_voice):
            groups.append([])
            limit = annotated.cue_words + size.randint(-3, 3)
        groups[-1].append(word)
    ends = [group[0].time for group in groups[1:]] + [groups[-1][-1].time + 1.0] if groups else []
    return [
        Row(group[0].time, end, annotated.text[group[0].start : group[-1].end], group[0].speaker)
        for group, end in zip(groups, ends, strict=True)
    ]


def gold(annotated: Annotated, raw_name: str) -> dict[str, Any]:
    """Return the gold file: offsets count in the cue texts joined by one space, ``t`` is in seconds."""
    timeline = words(annotated)

    def row(mark: Mark) -> dict[str, Any]:
        time = max((word.time for word in timeline if word.start <= mark.start), default=0.0)
        said = annotated.text[mark.start : mark.end]
        return {"start": mark.start, "end": mark.end, "text": said, "t": time}

    def of(tag: str) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        return ((row(mark), mark.attributes) for mark in annotated.marks if mark.tag == tag)

    return {
        "id": annotated.id,
        "raw": raw_name,
        "text": annotated.text,
        "turns": [{"speaker": t.speaker, "start": t.start, "end": t.end} for t in annotated.turns],
        "participants": list(annotated.participants),
        "errors": [
            {**place, "right": given["to"].split("|"), "kind": given["k"]} for place, given in of("err")
        ],
        "figures": [
            {
                **place,
                "value": _value(given.get("v")),
                "low": _value(given.get("lo")),
                "high": _value(given.get("hi")),
                "unit": given.get("u", ""),
                "kind": given["k"],
                "cmp": given.get("cmp", ""),
                "optional": given.get("opt") == "yes",
            }
            for place, given in of("fig")
        ],
        "actions": [
            {
                **place,
                "status": given["s"].split("|"),
                "objective": given["o"].split("|"),
                "optional": given.get("opt") == "yes",
            }
            for place, given in of("act")
        ],
    }


def _value(text: str | None) -> int | float | str | None:
    """A number, or a date as it stands (``2024-06``, ``--06-18``); a year alone is a number."""
    if text is None:
        return None
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def _clock(seconds: float, mark: str = "") -> str:
    """``HH:MM:SS``, or with milliseconds after ``mark``."""
    milliseconds = round(seconds * 1000)
    whole, fraction = divmod(milliseconds, 1000)
    text = f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{text}{mark}{fraction:03d}" if mark else text


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def _lines(stamp: Callable[[float], str], between: str) -> Callable[[Annotated, list[Row]], str]:
    def write(annotated: Annotated, cues: list[Row]) -> str:
        body = "\n".join(f"{stamp(cue.start)}{between}{cue.text}" for cue in cues)
        return "\n".join(part for part in (annotated.head, body, annotated.tail) if part)

    return write


def _youtube_clock(seconds: float) -> str:
    return _clock(seconds).removeprefix("00:").removeprefix("0")


def _srt(annotated: Annotated, cues: list[Row]) -> str:
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues, 1)
    )


def _vtt(voices: bool) -> Callable[[Annotated, list[Row]], str]:
    def write(annotated: Annotated, cues: list[Row]) -> str:
        blocks = ["WEBVTT\n"]
        for cue in cues:
            text = cue.text.replace("&", "&amp;").replace("<", "&lt;")
            text = f"<v {cue.speaker}>{text}</v>" if voices else text
            blocks.append(f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{text}\n")
        return "\n".join(blocks)

    return write


def _whisper(labels: bool) -> Callable[[Annotated, list[Row]], str]:
    def write(annotated: Annotated, cues: list[Row]) -> str:
        voices = {name: f"SPEAKER_{i:02d}" for i, name in enumerate(dict.fromkeys(c.speaker for c in cues))}
        segments = [
            {
                "id": number,
                "start": round(cue.start, 2),
                "end": round(cue.end, 2),
                "text": f" {cue.text}",
                **({"speaker": voices[cue.speaker]} if labels else {}),
            }
            for number, cue in enumerate(cues)
        ]
        document = {"text": f" {annotated.text}", "segments": segments, "language": "fr"}
        return json.dumps(document, ensure_ascii=False, indent=1)

    return write


FORMATS: dict[str, tuple[str, Callable[[Annotated, list[Row]], str]]] = {
    "dailymotion-hms-glued": (".txt", _lines(_clock, "")),
    "dailymotion-hms": (".txt", _lines(_clock, " ")),
    "dailymotion-ms": (".txt", _lines(_minutes, " ")),
    "youtube": (".txt", _lines(_youtube_clock, "\n")),
    "bracketed": (".txt", _lines(lambda seconds: f"[{_clock(seconds)}]", " ")),
    "srt": (".srt", _srt),
    "vtt": (".vtt", _vtt(False)),
    "vtt-voice": (".vtt", _vtt(True)),
    "teams-vtt": (".vtt", _vtt(True)),
    "whisper-json": (".json", _whisper(False)),
    "whisperx-json": (".json", _whisper(True)),
}
"""Format -> suffix of the file, writer. Only text files carry the head and tail of the page; the other
formats get the head as ``<id>.meta.txt``, as a newsroom would keep it beside the captions."""


def compile_recording(annotated: Annotated) -> dict[str, str]:
    """Return the files made from an annotated webinar: name -> contents."""
    suffix, write = FORMATS[annotated.format]
    raw_name = f"{annotated.id}{suffix}"
    files = {raw_name: write(annotated, rows(annotated)) + "\n"}
    if suffix != ".txt" and annotated.head:
        files[f"{annotated.id}.meta.txt"] = annotated.head + "\n"
    document = json.dumps(gold(annotated, raw_name), ensure_ascii=False, indent=1)
    return {**files, f"{annotated.id}.gold.json": document + "\n"}


def main(arguments: list[str] | None = None) -> None:
    """Compile the annotated files named on the command line."""
    parser = argparse.ArgumentParser(description="Compile annotated webinars.")
    parser.add_argument("annotated", nargs="+", type=Path, help="annotated webinars (XML)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the transcripts and gold files")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for path in options.annotated:
        try:
            annotated = read_annotated(path)
        except AnnotationError as error:
            parser.exit(1, f"{error}\n")
        for name, contents in compile_recording(annotated).items():
            (options.out / name).write_text(contents, encoding="utf-8")
        counts = {tag: sum(mark.tag == tag for mark in annotated.marks) for tag in ("err", "fig", "act")}
        print(f"{path.name}: {len(annotated.text.split())} words, {len(annotated.turns)} turns, {counts}")


if __name__ == "__main__":
    main()
