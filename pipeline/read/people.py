"""The people that a page names: their published names, functions, organisations and parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.french.first_names import is_first_name
from pipeline.model import Kind, Participant
from pipeline.read.patterns import (
    INNER,
    NAME,
    ORGANISATION_TOKENS,
    ORGANISATION_WORDS,
    OWNERS,
    PARTICLES_LOW,
    PLACE_TOKENS,
    ROLE_WORDS,
    TITLES,
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person as a page presents them."""

    name: str
    role: str | None = None
    organisation: str | None = None
    kind: Kind = "unknown"


LINE = re.compile(rf"^(?:{TITLES})?(?P<name>{NAME})(?P<rest>\s*(?:[,|:(]|\s[-–—]\s).*)?$")
BULLET = re.compile(r"^(?:[^\w\"«(#@]+|\d{1,2}[.)]\s+)")
PARENTHESIS = re.compile(r"(?<!\s)\s*\(([^()]{0,200})\)")
_AT = re.compile(
    rf"^(?P<role>.+?)(?<=\S)\s+(?:au sein d(?:e la |e l['’]|u |es |e |['’])|à l['’]|à la |à |au |aux |chez |"
    rf"pour l['’]|pour la |pour le )(?P<org>(?:(?:{OWNERS}|{INNER})\b|[A-ZÀ-Ý]).*)$"
)
_OF_WHOM = re.compile(r"\s(?:de la |de l['’]|du |des |de |d['’])(?=\S)")
_OWNER = re.compile(rf"(?:{OWNERS})\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?!(?:DSI|RSE|TIC|DATA|ODD)\b)[A-ZÀ-Ý]{3,12}\b")
_ACRONYM_OF = re.compile(r"[A-ZÀ-Ý]{3,} (?:de la|du|de|des) (?![A-ZÀ-Ý]{2})")
_GIVEN = re.compile(r"(?P<role>[^()]*[a-zà-öø-ÿœ]) \((?P<org>[^()]{3,120})\)$")
_ELECTED = re.compile(
    r"(?:(?:vice|ex|co)-?)?(?:maires?|adjointe?|élue?|conseill[eè]re? municipale?|conseiller|députée?|"
    r"sénat(?:eur|rice)|préfète?|ministre|professeure?|chargée?|chef|cheffe|docteure?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:pour|afin|lors|pendant|autour|qui|sur|à l['’]occasion|et|dans le cadre|à propos|"
    r"en (?:lien|partenariat|direct))\b"
)
_OF = re.compile(
    r"^(?:à la |à l['’]|au sein (?:de la |de l['’]|du |des |de |d['’])|"
    r"de la |de l['’]|du |des |de |d['’])(?=\S)"
)
_HOST_ROLE = re.compile(
    r"\b(?:modérat(?:eur|rice)|animat(?:eur|rice)|présentat(?:eur|rice))\b(?:\s+(?:de|du|d['’]|"
    r"des)\s*(?:la |l['’]|cette |ce )?"
    r"(?:table ronde|webinaire|débat|échanges?|séance|rencontre|émission|matinée|journée|"
    r"événement|session|conférence)|\s*$)",
    re.IGNORECASE,
)


_REPORTER = re.compile(r"(?:journaliste|rédact(?:eur|rice) en chef|chroniqueu(?:r|se))\b", re.IGNORECASE)


def fold(name: str) -> str:
    """Return a name without accents, case or punctuation, to compare."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    return re.sub(
        r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower()
    ).strip()


def published_name(name: str) -> str:
    """Return a name as a newspaper prints it: capitals undone, particles in small letters.

    >>> published_name("Erwan LE GALLOUDEC"), published_name("Anne-Laure VASSEUR-PICQUENOT")
    ('Erwan Le Galloudec', 'Anne-Laure Vasseur-Picquenot')
    >>> published_name("Hugues DE LA TOUR D'AUVERGNE")
    "Hugues de La Tour d'Auvergne"
    """
    words = re.sub(r"[\s\u00a0\u202f]+", " ", name).strip(" ,;:.-–—*").split(" ")
    published = []
    for number, word in enumerate(words):
        if len(word) < 2 or word != word.upper() or (word.endswith(".") and len(word) <= 3):
            published.append(word)
        elif number and word.lower() in PARTICLES_LOW:
            published.append(word.lower())
        else:
            pieces = re.split(r"([-'’])", word)
            pieces = [p[:1] + p[1:].lower() for p in pieces]
            if len(pieces) > 2 and pieces[0] in ("D", "L") and pieces[1] in "'’" and number:
                pieces[0] = pieces[0].lower()
            published.append("".join(pieces))
    return " ".join(published)


def is_name(text: str) -> bool:
    """Whether words with capitals can be a person's name: not an organisation, not a title."""
    if not re.fullmatch(NAME, text) or ORGANISATION_WORDS.match(text) or ROLE_WORDS.match(text):
        return False
    if _ACRONYM_OF.match(text):
        return False
    words = text.lower().split()
    return ORGANISATION_TOKENS.isdisjoint(words) and (
        PLACE_TOKENS.isdisjoint(words) or is_first_name(words[0])
    )


def _segments(text: str) -> list[str]:
    """Split at the commas outside parentheses and quotations."""
    found, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char in "(«“":
            depth += 1
        elif char in ")»”":
            depth = max(0, depth - 1)
        elif char == "," and not depth:
            found.append(text[start:i].strip())
            start = i + 1
    return [s for s in [*found, text[start:].strip()] if s]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def short_organisation(text: str) -> str:
    """Return the acronym of ``Long name (ACRONYM)``, else the name.

    >>> short_organisation("Direction interministérielle du numérique (DINUM)")
    'DINUM'
    """
    match = re.fullmatch(r"(.{3,}?\S)\s*\(([A-ZÀ-Ý][\w&’'-]{1,11})\)", text.strip())
    return match.group(2) if match and sum(c.isupper() for c in match.group(2)) >= 2 else text.strip()


def _owner(function: str) -> tuple[str, str] | None:
    """Split "directrice du numérique de la Ville de Kerlann", where the organisation follows "de"."""
    for of in _OF_WHOM.finditer(function):
        role, organisation = function[: of.start()], function[of.end() :]
        if not _OWNER.match(organisation):
            acronym = _ACRONYM.match(organisation)
            titled = _ELECTED.match(function) or role != role.lower()
            if not acronym and (not organisation[:1].isupper() or titled):
                continue  # the maire of a place; a title where every noun has a capital
        return capital(PARENTHESIS.sub("", role)), short_organisation(organisation)
    return None


def role_and_organisation(text: str) -> tuple[str | None, str | None]:
    """Split what follows a name into function and organisation.

    The last part after a comma is the organisation, unless it begins like a function; explanations
    in parentheses are left out of the function. ``None`` for what is not said.
    """
    text = text.replace("*", "").strip(" \t,;:.–—-|").strip()
    whole = re.fullmatch(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)?", text)
    if whole:
        text = whole.group(1).strip()
    segments = [s for s in _segments(text) if not _CLAUSE.match(s)]
    if not segments:
        return None, None
    if len(segments) == 1:
        dash = re.split(r"\s[-–—|@]\s", segments[0], maxsplit=1)
        segments = [s.strip() for s in dash]
    if len(segments) == 1:
        only = segments[0]
        if of := _OF.match(only):
            return None, short_organisation(only[of.end() :])
        functional = bool(ROLE_WORDS.match(only)) or (
            only[:1].islower() and not ORGANISATION_WORDS.match(only)
        )
        given = _GIVEN.match(only)
        if functional and given and ORGANISATION_WORDS.match(given["org"]):
            return capital(given["role"]), short_organisation(given["org"])
        at = _AT.match(only)
        if at and functional:
            return capital(PARENTHESIS.sub("", at["role"])), short_organisation(at["org"])
        if functional and (owner := _owner(only)):
            return owner
        if functional and not re.match(r"direction\b", only, re.IGNORECASE):
            return capital(PARENTHESIS.sub("", only)), None
        return None, short_organisation(only)
    last = segments[-1]
    if ROLE_WORDS.match(last) and not re.match(r"directions?\b", last, re.IGNORECASE):
        role, organisation = segments, None
        at = _AT.match(last)
        if at:
            role, organisation = [*segments[:-1], at["role"]], at["org"]
    else:
        role, organisation = segments[:-1], last
    if _OF.match(role[0]) and not ROLE_WORDS.match(role[0]):
        role = role[1:]
    if not role:
        return None, short_organisation(_OF.sub("", organisation)) if organisation else None
    return (
        capital(", ".join(PARENTHESIS.sub("", r).strip() for r in role)),
        short_organisation(_OF.sub("", organisation)) if organisation else None,
    )


def person_of_line(line: str, kind: Kind = "unknown", *, bare: bool = True) -> Person | None:
    """Return the person a list line presents (``Nom, fonction, organisation``), or ``None``."""
    text = BULLET.sub("", line.replace("**", "").replace("__", "")).strip()
    match = LINE.match(text)
    if not match:
        return None
    name = match["name"].rstrip(".")
    if not is_name(name) or (not match["rest"] and not bare):
        return None
    role, organisation = role_and_organisation(match["rest"] or "")
    return Person(published_name(name), role, organisation, kind)


def _hosts(person: Person) -> bool:
    return bool(person.role and _HOST_ROLE.search(person.role))


def participants(people: Iterable[Person]) -> tuple[Participant, ...]:
    """Number the people in order, each once: what a later place adds to a person is kept.

    Where the page names no host, the only journalist among several people is taken for it.
    """
    merged: dict[str, Person] = {}
    for person in people:
        key = fold(person.name)
        if not key:
            continue
        known = merged.get(key)
        if known is None:
            merged[key] = person
        else:
            kind = (
                "host"
                if "host" in (known.kind, person.kind)
                else (known.kind if known.kind != "unknown" else person.kind)
            )
            merged[key] = replace(
                known,
                role=known.role or person.role,
                organisation=known.organisation or person.organisation,
                kind=kind,
            )
    found = []
    hosted = any(person.kind == "host" or _hosts(person) for person in merged.values())
    reporters = [p for p in merged.values() if p.role and _REPORTER.match(p.role)]
    asks = reporters[0] if len(reporters) == 1 and len(merged) > 1 and not hosted else None
    for number, person in enumerate(merged.values(), 1):
        kind = "host" if _hosts(person) or person is asks else person.kind
        found.append(Participant(f"p{number}", person.name, person.role, person.organisation, kind))
    return tuple(found)
