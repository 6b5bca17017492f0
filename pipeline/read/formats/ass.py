"""Advanced SubStation Alpha (ASS, SSA) and lyrics (LRC).

Own parsers for the reasons given in `blocks`: with pysubs2 a line that cannot be read disappears.
"""

from __future__ import annotations

import re

from pipeline.read.clock import parse_clock
from pipeline.read.document import Document, Draft, Line, Part, Reading
from pipeline.read.markup import plain_parts

_DEFAULT = ("Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text")
_BREAK = re.compile(r"\\[Nnh]")


def is_ass(document: Document) -> bool:
    """Whether the document has the sections of a SubStation file."""
    return document.text[:4096].lstrip().lower().startswith("[script info]") or bool(
        re.search(r"(?m)^Dialogue:[ \t]*[^,\n]{1,12},\d:\d\d:\d\d", document.text[:20000])
    )


def read_ass(document: Document) -> Reading:
    """Read the dialogue lines of a SubStation file; comments are dropped, styles are markup."""
    reading = Reading(document)
    columns = _DEFAULT
    events = not document.text.lstrip().startswith("[")
    for line in document.lines:
        text = line.text.strip()
        if not text:
            continue
        if text.startswith("[") and text.endswith("]"):
            events = text.lower() == "[events]"
            reading.claim(line.start, line.end, "markup")
        elif text.startswith("Title:") and not events:
            reading.fields["title"] = text[6:].strip()
            reading.claim(line.start, line.end, "metadata")
        elif not events or text.startswith(";"):
            reading.claim(line.start, line.end, "markup")
        elif text.startswith("Format:"):
            columns = tuple(column.strip() for column in text[7:].split(","))
            reading.claim(line.start, line.end, "markup")
        elif text.startswith("Dialogue:"):
            _dialogue(reading, line, columns)
        elif text.startswith("Comment:"):
            reading.drop(line.start, line.end, "commentaire du fichier de sous-titres")
        else:
            reading.reject(
                line.start, line.end, "ligne qui n’est pas un dialogue : « Dialogue: … » était attendu"
            )
    return reading


def _dialogue(reading: Reading, line: Line, columns: tuple[str, ...]) -> None:
    body = line.text.index(":") + 1
    fields = line.text[body:].split(",", len(columns) - 1)
    if len(fields) < len(columns):
        reading.reject(
            line.start,
            line.end,
            f"ligne de dialogue à {len(fields)} champs : {len(columns)} étaient attendus",
        )
        return
    values = dict(zip(columns, fields, strict=True))
    begin = line.end - len(fields[-1])
    reading.claim(line.start, begin, "markup")
    times: list[int | None] = []
    for key in ("Start", "End"):
        try:
            times.append(parse_clock(values.get(key, "")))
        except ValueError:
            times.append(None)
            reading.note(
                line.start,
                "heure impossible : la forme 0:00:01.00 était attendue",
                values.get(key, ""),
            )
    start, end = times
    if start is not None and end is not None and end < start:
        reading.note(line.start, "le passage finit avant de commencer : sa fin est ignorée", line.text)
        end = None
    parts: list[Part] = []
    at = 0
    for cut in [*_BREAK.finditer(fields[-1]), None]:
        stop = cut.start() if cut else len(fields[-1])
        if stop > at:
            parts += plain_parts(reading, begin + at, begin + stop, entities=False)[0]
        if cut:
            parts.append(Part(begin + cut.start(), begin + cut.end(), " "))
            at = cut.end()
    speaker = (values.get("Name") or values.get("Actor") or "").strip() or None
    reading.drafts.append(Draft(start, end, parts, speaker))


_LRC_TIME = re.compile(r"\[(\d{1,3}):(\d{2})(?:[.:](\d{1,3}))?\]")
_LRC_TAG = re.compile(
    r"\s*\[(ti|ar|al|au|by|offset|re|ve|length|la|tool|lr|#):?([^\]]*)\]\s*$", re.IGNORECASE
)


def count_lrc(document: Document) -> int:
    """Number of lines with the stamps of lyrics: ``[mm:ss.xx]``, or plain stamps after LRC tags."""
    lines = document.lines[:2000]
    tags = any(_LRC_TAG.match(line.text) for line in lines[:30])
    return sum(
        1
        for line in lines
        if re.match(r"\s*\[\d{1,3}:\d{2}[.:]\d{2,3}\]" if not tags else r"\s*\[\d{1,3}:\d{2}", line.text)
    )


def read_lrc(document: Document) -> Reading:
    """Read lyrics; a line with several stamps is said at each of them."""
    reading = Reading(document)
    shift = 0
    for line in document.lines:
        if not line.text.strip():
            continue
        tag = _LRC_TAG.match(line.text)
        if tag:
            key, value = tag.group(1).lower(), tag.group(2).strip()
            if key == "ti" and value:
                reading.fields["title"] = value
            elif key == "offset":
                shift = int(value) if re.fullmatch(r"[+-]?\d{1,7}", value, re.ASCII) else 0
            elif key == "length":
                try:
                    reading.duration = parse_clock(value)
                except ValueError:
                    reading.note(line.start, "durée impossible : la forme mm:ss était attendue", value)
            reading.claim(line.start, line.end, "metadata")
            continue
        at, starts = len(line.text) - len(line.text.lstrip()), []
        while match := _LRC_TIME.match(line.text, at):
            if int(match.group(2)) > 59:
                reading.note(
                    line.start,
                    "heure impossible (secondes de 00 à 59) ; "
                    "les mots sont gardés entre leurs voisins",
                    match.group(),
                )
                starts.append(None)
            else:
                fraction = int(((match.group(3) or "") + "00")[:3]) if match.group(3) else 0
                starts.append(
                    max(0, (int(match.group(1)) * 60 + int(match.group(2))) * 1000 + fraction - shift)
                )
            at = match.end()
        reading.claim(line.start, line.start + at, "markup")
        parts, _ = plain_parts(reading, line.start + at, line.end, entities=False)
        if not starts:
            reading.note(
                line.start, "ligne sans heure, gardée entre ses voisines", line.text
            )
        reading.drafts.append(Draft(starts[0] if starts else None, None, parts))
        if len(starts) > 1:
            reading.note(line.start, "plusieurs heures avant une ligne : la première est retenue", line.text)
    return reading
