"""Text with a time before each passage: video pages, pasted transcripts, minutes with times.

A page keeps one family of time notation from start to end, so the family is decided on the whole
page (the majority of the lines), never line by line, and a stamp has a fixed width: ``00:282022-2025``
is 00:28 and the words "2022-2025", ``01:2659%`` is 01:26 and "59%".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from pipeline.read.clock import milliseconds
from pipeline.read.document import Document, Draft, Line, Part, Reading
from pipeline.read.furniture import is_chapter, is_furniture, is_marker, is_trailer, spoken_time
from pipeline.read.labels import ANONYMOUS
from pipeline.read.people import is_name

_LABEL = r"[^\W\d_][^:\[\]()<>\n]{0,58}?[^\s:\[\]()<>,;]|[^\W\d_]"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time that opens a passage, and where its words begin in the line."""

    start: int
    end: int | None
    label: str | None
    text: int


@dataclass(frozen=True)
class Family:
    """A way to write times. ``alone``: the words are on the lines below the stamp."""

    name: str
    pattern: re.Pattern[str]
    alone: bool
    why: str

    def stamp(self, text: str) -> Stamp | None:
        """Return the stamp of a line, or ``None``. Raises: ValueError for an impossible time."""
        match = self.pattern.match(text)
        if not match:
            return None
        groups = match.groupdict()
        if groups.get("seconds"):
            start, end = (round(float(groups[k].replace(",", ".")) * 1000) for k in ("seconds", "until"))
        else:
            start = milliseconds(groups.get("h"), groups["m"], groups["s"], groups.get("f"))
            end = None
            if groups.get("m2"):
                end = milliseconds(groups.get("h2"), groups["m2"], groups["s2"], groups.get("f2"))
        label = (groups.get("label") or "").strip() or None
        return Stamp(start, end, label, match.end())


def _family(name: str, pattern: str, why: str, alone: bool = False) -> Family:
    return Family(name, re.compile(pattern, re.ASCII if "label" not in pattern else 0), alone, why)


_T = r"(?:(?P<h>[0-9]{1,2}):)?(?P<m>[0-9]{1,3}):(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,3}))?"
_T2 = _T.replace("P<h>", "P<h2>").replace("P<m>", "P<m2>").replace("P<s>", "P<s2>").replace("P<f>", "P<f2>")

_RANGE = rf"{_T}[ \t]*(?:à|-|–|—|-->|→)[ \t]*{_T2}"
_MAYBE_RANGE = rf"{_T}(?:[ \t]*(?:-|–|-->|→)[ \t]*{_T2})?"
_NUMBER = r"[0-9]{1,6}[.,][0-9]{1,3}"
_NAMED = rf"[ \t]*(?:\*\*|\[)?(?P<label>{_LABEL})(?:\*\*|\])?"

FAMILIES = (
    _family(
        "range",
        rf"[ \t]*{_RANGE}(?:[ \t]+(?P<label>{_LABEL}))?[ \t]*:?[ \t]*$",
        "une plage de temps par bloc",
        alone=True,
    ),
    _family(
        "decimal",
        rf"[ \t]*(?P<seconds>{_NUMBER})[ \t]*-[ \t]*(?P<until>{_NUMBER})"
        rf"(?:[ \t]+(?P<label>{_LABEL}))?[ \t]*$",
        "une plage en secondes par bloc",
        alone=True,
    ),
    _family(
        "heading",
        rf"{_NAMED}[ \t]*(?:[ \t][-–—]?|:)[ \t]*[(\[]?{_T}[)\]]?[ \t]*:?[ \t]*$",
        "un nom suivi d'un temps au-dessus de chaque passage",
        alone=True,
    ),
    _family(
        "alone",
        rf"[ \t]*[(\[]?{_T}[)\]]?(?:[ \t]+(?P<label>{_LABEL})[ \t]*:)?[ \t]*$",
        "un temps seul sur sa ligne",
        alone=True,
    ),
    _family(
        "bracketed", rf"[ \t]*[(\[]{_MAYBE_RANGE}[)\]]:?[ \t]?", "un temps entre crochets en tête de ligne"
    ),
    _family(
        "named",
        rf"{_NAMED}[ \t]*[(\[]{_MAYBE_RANGE}[)\]](?:\*\*)?[ \t]*:?[ \t]+",
        "un nom et un temps en tête de ligne",
    ),
    _family("hms", r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2}):(?P<s>[0-9]{2})[ \t]?", "HH:MM:SS en tête de ligne"),
    _family("ms", r"(?P<m>[0-9]{1,3}):(?P<s>[0-9]{2})(?!:[0-9]{2})[ \t]?", "MM:SS en tête de ligne"),
)
_BY_NAME = {family.name: family for family in FAMILIES}
# what was meant as HH:MM:SS: three groups, some letters for digits, a wrong mark
_BROKEN = re.compile(
    r"[ \t]*[(\[]?(?=[OoIl:;.]{0,8}[0-9])"
    r"[0-9OoIl]{1,2}[:;.][0-9OoIl]{1,2}[:;.][0-9OoIl]{1,2}(?![0-9])[)\]]?[ \t]*"
)
_LABEL_ALONE = re.compile(rf"[ \t]*(?:\*\*)?(?P<label>{_LABEL})(?:\*\*)?[ \t]*:[ \t]*(?:\*\*)?[ \t]*")


def _can_speak(label: str) -> bool:
    return is_name(label) or bool(ANONYMOUS.fullmatch(label) or re.fullmatch(r"[A-ZÀ-Ý][\w'’-]{1,20}", label))


def _matches(family: Family, text: str) -> bool:
    match = family.pattern.match(text)
    if not match:
        return False
    return family.alone or bool(text[match.end() :].strip())


def choose_family(document: Document) -> tuple[Family, int] | None:
    """Return the family of most stamped lines and their number, or ``None`` without stamps."""
    counts = dict.fromkeys(_BY_NAME, 0)
    first: dict[str, Line] = {}
    for line in document.lines:
        text = line.text
        if ":" not in text and "." not in text:
            continue
        for family in FAMILIES:
            if _matches(family, text):
                counts[family.name] += 1
                first.setdefault(family.name, line)
                break
    best = max(FAMILIES, key=lambda family: counts[family.name])
    if best.name in ("hms", "ms") and counts["hms"] and counts["ms"] and _goes_on(first["ms"], first["hms"]):
        return _BY_NAME["ms"], counts["ms"] + counts["hms"]
    return (best, counts[best.name]) if counts[best.name] else None


def _goes_on(minutes: Line, hours: Line) -> bool:
    """Whether a page begins in MM:SS and goes on in H:MM:SS from the first hour on."""
    try:
        late = _BY_NAME["hms"].stamp(hours.text)
    except ValueError:
        return False
    return minutes.number < hours.number and late is not None and 3_600_000 <= late.start < 4_500_000


def read_stamped(document: Document, family: Family) -> Reading:
    """Read the head, the stamped passages and the trailer of a page."""
    reading = Reading(document)
    lines = document.lines
    stamped = [i for i, line in enumerate(lines) if family.pattern.match(line.text)]
    first = _first(lines, stamped)
    last = _last(lines, [i for i in stamped if i >= first], family)
    while (
        not family.alone
        and first
        and (match := _LABEL_ALONE.fullmatch(lines[first - 1].text))
        and _can_speak(match["label"])
    ):
        first -= 1
    for line in lines[:first]:
        if is_furniture(line.text):
            reading.drop(line.start, line.end, "habillage de page")
        elif is_chapter(line.text):
            reading.drop(line.start, line.end, "titre de chapitre de la page")
        elif line.text.strip():
            reading.add_head([line])
        else:
            reading.head.append(line)
    body = lines[first:last]
    (_read_alone if family.alone else _read_inline)(reading, body, family)
    _trailer(reading, lines[last:])
    return reading


def _first(lines: list[Line], stamped: list[int]) -> int:
    """Index of the first line of the transcript.

    It is the first stamp after the last line that announces the transcript, as long as that line is
    near the start: the word also stands in descriptions, and a table of contents has stamps too.
    """
    early = stamped[len(stamped) // 5] if len(stamped) > 15 else stamped[len(stamped) // 2]
    inside = set(stamped)
    marker = -1
    for i, line in enumerate(lines[: early + 1]):
        if i not in inside and is_marker(line.text):
            marker = i
    return next(i for i in stamped if i > marker)


def _last(lines: list[Line], stamped: list[int], family: Family) -> int:
    """Index after the last line of the transcript: that of the line that opens the trailer.

    Hardly any stamp that goes on in time stands after it: the durations of other videos do not count.
    """
    going: list[int] = []
    latest = 0
    for i in stamped:
        try:
            stamp = family.stamp(lines[i].text) if _matches(family, lines[i].text) else None
        except ValueError:
            continue
        if stamp and stamp.start >= latest:
            going.append(i)
            latest = stamp.start
    inside = set(stamped)
    for i in range(stamped[0] + 1, len(lines)):
        if i in inside or not is_trailer(lines[i].text):
            continue
        after = len(going) - bisect_right(going, i)
        if after <= 0.1 * len(going) + 1 and not (family.alone and i - 1 in inside and after > 1):
            return i
    return len(lines)


def _read_inline(reading: Reading, body: list[Line], family: Family) -> None:
    other = _BY_NAME["hms"] if family.name == "ms" else None
    entries: list[tuple[Line, Stamp | None]] = []
    latest = 0
    for line in body:
        if not line.text.strip():
            continue
        stamp = _stamp(reading, line, family, other, latest)
        latest = stamp.start if stamp and stamp.start >= 0 else latest
        entries.append((line, stamp))
    after = next((i for i, (_, stamp) in enumerate(reversed(entries)) if stamp), 0)
    inside = entries[: len(entries) - after]
    if (
        after
        and len(inside) >= 5
        and all(stamp or _LABEL_ALONE.fullmatch(line.text) for line, stamp in inside)
    ):
        _trailer(reading, [line for line, _ in entries[len(inside) :]])
        entries = inside
    loose = sum(1 for _, stamp in entries if stamp is None)
    wrapped = loose > 0.03 * len(entries) and loose > 2
    speaker = None
    for line, stamp in entries:
        if stamp is None and (label := _LABEL_ALONE.fullmatch(line.text)) and _can_speak(label["label"]):
            speaker = label["label"]
            reading.claim(line.start, line.end, "markup")
            continue
        if stamp is None:
            broken = _BROKEN.match(line.text)
            if broken:
                reading.reject(
                    line.start,
                    line.start + broken.end(),
                    "heure illisible : HH:MM:SS était attendu ; les mots sont gardés entre leurs voisins",
                )
            elif wrapped and reading.drafts:
                _append(reading.drafts[-1], line)
                continue
            else:
                reading.note(
                    line.start,
                    "ligne sans heure, gardée entre ses voisines ; son heure est à vérifier",
                    line.text,
                )
            begin = line.start + (broken.end() if broken else 0)
            if begin < line.end:
                words = reading.document.text[begin : line.end]
                reading.drafts.append(Draft(None, None, [Part(begin, line.end, words)], speaker))
            continue
        reading.claim(line.start, line.start + stamp.text, "markup")
        start = stamp.start if stamp.start >= 0 else None
        begin = line.start + stamp.text
        reading.drafts.append(
            Draft(
                start,
                stamp.end,
                [Part(begin, line.end, line.text[stamp.text :])] if begin < line.end else [],
                stamp.label or speaker,
            )
        )


def _stamp(reading: Reading, line: Line, family: Family, other: Family | None, latest: int) -> Stamp | None:
    """The stamp of a line; one with ``start`` -1 for an impossible time, reported."""
    if other:
        try:
            longer = other.stamp(line.text)
        except ValueError:
            longer = None
        if longer and longer.start >= latest:
            return longer
    try:
        stamp = family.stamp(line.text)
        if stamp and stamp.end is not None and stamp.end < stamp.start:
            reading.note(
                line.start, "le passage finit avant de commencer : sa fin est ignorée", line.text
            )
            return replace(stamp, end=None)
        return stamp
    except ValueError:
        match = family.pattern.match(line.text)
        width = match.end() if match else 0
        reading.note(
            line.start,
            "heure impossible (minutes et secondes de 00 à 59) ; "
            "les mots sont gardés entre leurs voisins",
            line.text,
        )
        return Stamp(-1, None, None, width)


def _append(draft: Draft, line: Line) -> None:
    if draft.parts:
        at = draft.parts[-1].end
        draft.parts.append(Part(at, at, " "))
    draft.parts.append(Part(line.start, line.end, line.text))


def _read_alone(reading: Reading, body: list[Line], family: Family) -> None:
    groups: list[tuple[Line, Stamp, list[Line]]] = []
    latest = 0
    for line in body:
        if not line.text.strip():
            continue
        stamp = _stamp(reading, line, family, None, latest) if family.pattern.match(line.text) else None
        if stamp:
            latest = max(latest, stamp.start)
            groups.append((line, stamp, []))
        else:
            groups[-1][2].append(line)
    groups = _spoken_stamps(groups)
    single = sum(1 for _, _, texts in groups if len(texts) == 1)
    if len(groups) >= 10 and single >= 0.95 * (len(groups) - 1) and len(groups[-1][2]) > 1:
        # one line under each stamp, and more under the last: the page goes on
        _trailer(reading, groups[-1][2][1:])
        del groups[-1][2][1:]
    headings = _headings(groups)
    many = bool(groups) and sum(len(texts) for _, _, texts in groups) > 4 * len(groups)
    for at, (line, stamp, texts) in enumerate(groups):
        reading.claim(line.start, line.end, "markup")
        draft = Draft(stamp.start if stamp.start >= 0 else None, stamp.end, [], stamp.label)
        for number, text in enumerate(texts):
            if number == 0 and spoken_time(text.text) == stamp.start // 1000:
                reading.claim(text.start, text.end, "markup")  # "1 minute et 2 secondes", for screen readers
            elif is_chapter(text.text) or (number and number == len(texts) - 1 and at in headings):
                reading.drop(text.start, text.end, "titre de chapitre de la page")
            elif family.name == "decimal" and text.text.strip().isdecimal():
                reading.drop(text.start, text.end, "compteur de la page")
            elif many and draft.parts:  # paragraphs under a rare stamp: each is said after it
                reading.drafts.append(draft)
                draft = Draft(draft.start, None, [Part(text.start, text.end, text.text)], stamp.label)
            else:
                _append(draft, text)
        if draft.parts:
            reading.drafts.append(draft)


def _spoken_stamps(
    groups: list[tuple[Line, Stamp, list[Line]]],
) -> list[tuple[Line, Stamp, list[Line]]]:
    """Give back to the speech what only looks like a stamp ("13:32 - 13:32 précises").

    It stands right below a stamp that has no words yet, and has none itself at the end of the page,
    or a time out of order with the stamps around it.
    """
    result: list[tuple[Line, Stamp, list[Line]]] = []
    for at, (line, stamp, texts) in enumerate(groups):
        following = groups[at + 1][1].start if at + 1 < len(groups) else None
        if (
            result
            and not result[-1][2]
            and (not texts if following is None else result[-1][1].start <= following < stamp.start)
        ):
            result[-1][2].extend([line, *texts])
        else:
            result.append((line, stamp, texts))
    return result


def _headings(groups: list[tuple[Line, Stamp, list[Line]]]) -> set[int]:
    """Indexes of the passages whose last line is the heading of the next chapter.

    Only where the page shows it: one line of words a stamp, words that rarely begin with a capital,
    and a few extra lines that do and do not end a sentence.
    """
    single = sum(1 for _, _, texts in groups if len(texts) == 1)
    capital = sum(1 for _, _, texts in groups if texts and texts[0].text.lstrip()[:1].isupper())
    if single < 0.8 * len(groups) or capital > 0.3 * len(groups):
        return set()
    found = {
        i
        for i, (_, _, texts) in enumerate(groups)
        if len(texts) == 2
        and i + 1 < len(groups)
        and len(texts[1].text) <= 80
        and texts[1].text.lstrip()[:1].isupper()
        and texts[1].text.rstrip()[-1:] not in ".,;…"
    }
    return found if len(found) <= 0.1 * len(groups) else set()


def _trailer(reading: Reading, lines: list[Line]) -> None:
    for line in lines:
        if line.text.strip():
            reading.drop(line.start, line.end, "habillage de page")


def is_contents(document: Document, family: Family) -> bool:
    """Whether the stamped lines are a table of contents or an agenda: short titles, minutes apart."""
    if family.alone:
        return False
    starts, sizes = [], []
    for line in document.lines:
        match = family.pattern.match(line.text)
        if match and line.text[match.end() :].strip():
            try:
                stamp = family.stamp(line.text)
            except ValueError:
                continue
            starts.append(stamp.start)
            sizes.append(len(line.text[match.end() :].split()))
    gaps = [b - a for a, b in pairwise(starts)]
    return len(gaps) >= 2 and median_low(gaps) >= 45_000 and median_low(sizes) <= 10
