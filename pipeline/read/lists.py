"""People in the lines of a page: labels, bullets, one person a line with what they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Kind
from pipeline.read.enumeration import is_person, known_name, list_of_people, people_of_prose
from pipeline.read.patterns import HOST_LABEL, NAME, ORGANISATION_WORDS, ROLE_WORDS, SPEAKER_LABEL, TITLES
from pipeline.read.people import (
    BULLET,
    LINE,
    PARENTHESIS,
    Person,
    capital,
    is_name,
    person_of_line,
    role_and_organisation,
    short_organisation,
)


def people_of_lines(lines: Sequence[str]) -> tuple[list[Person], set[int]]:
    """Return the people listed in the lines of a page and the indexes of the lines that list them.

    A label opens a list ("Intervenants :", "animé par :"); the list ends at a heading or at a line
    that presents nobody. An organisation may stand alone on the line under a person.
    """
    people: list[Person] = []
    used: set[int] = set()
    kind: Kind | None = None
    grouped = _groups(lines)
    for i, line in enumerate(lines):
        text = line.strip().strip("#*_ ").strip()
        if i in used:
            continue
        if not text:
            continue
        label, _, tail = text.partition(":")
        opened = label_kind(label.strip() + (":" if _ else "")) if len(label) < 120 else None
        if opened and (tail.strip() == ""):
            people += people_of_prose(text)
            kind = opened
            used.add(i)
            continue
        if opened and re.match(rf"\s*(?:{TITLES})?{NAME}", tail):
            below = person_of_line(lines[i + 1], bare=False) if i + 1 < len(lines) else None
            found = _people_of_tail(text, tail.strip(), opened)
            if found:
                people += found
                listing = opened == "speaker" or label.strip().endswith("s")
                kind = "speaker" if not listing else opened
                if not below and len(found) > 1:
                    kind = None
                used.add(i)
                continue
        by = re.match(rf"\W*(?:Avec|Par)\s+(?=(?:{TITLES})?{NAME})", text)
        if by and not re.search(r"[.!?]\s", text):
            found = _people_of_tail(text, text[by.end() :], "speaker")
            if found:
                people += found
                used.add(i)
                continue
        bullet = bool(re.match(r"\s*(?:[🎤🎙🗣👤👥👩👨🧑]|[-•*▪►‣·–]\s)", line))
        speaks = bool(re.match(r"\s*[🎤🎙🗣👤👩👨🧑]", line))
        below = lines[i + 1].strip() if i + 1 < len(lines) else ""
        titled = is_name(text) and known_name(text) and bool(ROLE_WORDS.match(below))
        if kind is None and not speaks and not titled and i not in grouped:
            continue
        one = person_of_line(
            line, kind or "speaker", bare=titled or (kind is not None and (bullet or len(text) < 60))
        )
        if one is None and speaks and is_person(BULLET.sub("", text)):
            one = person_of_line(line, kind or "speaker")
        if one is None:
            if line.lstrip().startswith("#") or len(text) > 160:
                kind = None
            continue
        several = list_of_people(BULLET.sub("", text), kind or "speaker", line=True)
        if len(several) > 1:
            people += several
            used.add(i)
            continue
        following = lines[i + 1].strip() if i + 1 < len(lines) else ""
        if (bullet or titled) and not (one.role or one.organisation) and ROLE_WORDS.match(following):
            one, count = _completed(one, [following, *(line.strip() for line in lines[i + 2 : i + 3])])
            used.update(range(i + 1, i + 1 + count))
        elif following and _is_organisation(
            following, lines[i + 2].strip() if i + 2 < len(lines) else "", i, lines
        ):
            match = LINE.match(BULLET.sub("", text))
            role = (match["rest"] or "").strip(" ,:–—-|") if match else ""
            one = replace(
                one,
                role=capital(PARENTHESIS.sub("", role)) or None,
                organisation=short_organisation(following),
            )
            used.add(i + 1)
        people.append(one)
        used.add(i)
    return people, used


def _completed(person: Person, below: Sequence[str]) -> tuple[Person, int]:
    """Read the function and the organisation on the lines under a bare name; how many lines they take."""
    function, organisation = below[0], "".join(below[1:])
    named = LINE.match(organisation)
    other = label_kind(organisation) or _DASH.match(organisation) or (named and is_name(named["name"]))
    if not organisation or other:
        role, owner = role_and_organisation(function)
        return replace(person, role=role, organisation=owner), 1
    return replace(person, role=capital(function), organisation=short_organisation(organisation)), 2


_DASH = re.compile(r"\s*[-•*▪►‣·–—]\s+")


def _groups(lines: Sequence[str]) -> set[int]:
    """Return the bullets that stand together, all with a person and a function, under no label."""
    found: set[int] = set()
    group: list[int] = []
    for i, line in enumerate([*lines, ""]):
        if _DASH.match(line):
            group.append(i)
            continue
        read = [person_of_line(lines[j], bare=False) for j in group]
        presented = [p for p in read if p and ((p.role and ROLE_WORDS.match(p.role)) or known_name(p.name))]
        if group and len(presented) == len(group) and any(p.role for p in presented):
            found.update(group)
        group = []
    return found


def _people_of_tail(line: str, tail: str, kind: Kind) -> list[Person]:
    """Return the people on the line of a label: one as in a list, or several, or several labels."""
    several = people_of_prose(line)
    if len(several) > 1:
        return several
    one = person_of_line(tail, kind)
    return [one] if one else several


def label_kind(text: str) -> Kind | None:
    bare = text.strip().strip("#*_ ")
    if HOST_LABEL.search(bare):
        return "host"
    match = SPEAKER_LABEL.search(bare)
    if match and (bare.endswith(":") or match.start() <= 4) and len(bare) < 100:
        return "speaker"
    return None


_SLOGAN = re.compile(r"\s*,\s+(?:pour|au|aux|à|un|une|le|la|les|dans|avec|et|votre|notre)\b")


def _is_organisation(line: str, after: str, index: int, lines: Sequence[str]) -> bool:
    """Whether the line under a person is its organisation: the second of a block of two lines."""
    if after or len(line) > 120 or line.endswith((".", ":", "!", "?")) or BULLET.match(line):
        return False
    second = LINE.match(line)
    if second and second["rest"] and is_name(second["name"]) and not _SLOGAN.match(second["rest"]):
        return False
    alone = index == 0 or not lines[index - 1].strip() or len(lines[index - 1]) < 40
    return alone or bool(ORGANISATION_WORDS.match(line))
