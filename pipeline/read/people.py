"""The people that a page names: their published names, functions, organisations and parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Kind, Participant
from pipeline.read.patterns import (
    HOST_LABEL,
    NAME,
    ORGANISATION_TOKENS,
    ORGANISATION_WORDS,
    PARTICLES_LOW,
    ROLE_WORDS,
    SPEAKER_LABEL,
    TITLES,
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person as a page presents them."""

    name: str
    role: str | None = None
    organisation: str | None = None
    kind: Kind = "unknown"


_LINE = re.compile(rf"^(?:{TITLES})?(?P<name>{NAME})(?P<rest>\s*(?:[,|:(]|\s[-–—]\s).*)?$")
_IN_TEXT = re.compile(rf"(?:(?<![\w’'-])|(?<=\b[dD]['’]))(?:{TITLES})?(?P<name>{NAME})(?![\w])")
_BULLET = re.compile(r"^[^\w\"«(#@]+")
_PARENTHESIS = re.compile(r"\s*\(([^()]{0,200})\)")
_ORG_NOUN = (
    r"(?:coopérative|association|agglomération|communauté|commune|ville|mairie|métropole|région|département|"
    r"direction|ministère|agence|centre|conseil|université|institut|école|syndicat|société|cabinet|laboratoire|"
    r"fondation|caisse|chambre|hôpital|mission|rédaction|journal|groupe|collectif|réseau|fédération)"
)
_AT = re.compile(
    rf"^(?P<role>.+?)\s+(?:à l['’]|à la |à |au |aux |chez |pour l['’]|pour la |"
    rf"pour le )(?P<org>(?:{_ORG_NOUN}\b|[A-ZÀ-Ý]).*)$"
)
_CLAUSE = re.compile(r"(?:pour|afin|lors|pendant|autour|qui|sur|à l['’]occasion|et|dans le cadre|à propos)\b")
_OF = re.compile(r"^(?:de la |de l['’]|du |des |de |d['’])(?=\S)")
_HOST_ROLE = re.compile(
    r"\b(?:modérat(?:eur|rice)|animat(?:eur|rice)|présentat(?:eur|rice))\b(?:\s+(?:de|du|d['’]|"
    r"des)\s*(?:la |l['’]|cette |ce )?"
    r"(?:table ronde|webinaire|débat|échanges?|séance|rencontre|émission|matinée|journée|"
    r"événement|session|conférence)|\s*$)",
    re.IGNORECASE,
)


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
    return ORGANISATION_TOKENS.isdisjoint(text.lower().split())


def _segments(text: str) -> list[str]:
    """Split at the commas outside parentheses."""
    found, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == "," and not depth:
            found.append(text[start:i].strip())
            start = i + 1
    return [s for s in [*found, text[start:].strip()] if s]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def short_organisation(text: str) -> str:
    """Return the acronym of ``Long name (ACRONYM)``, else the name.

    >>> short_organisation("Direction interministérielle du numérique (DINUM)")
    'DINUM'
    """
    match = re.fullmatch(r"(.{4,}?)\s*\(([A-ZÀ-Ý][\w&’'-]{1,11})\)", text.strip())
    return match.group(2) if match and sum(c.isupper() for c in match.group(2)) >= 2 else text.strip()


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
        dash = re.split(r"\s[-–—|]\s", segments[0], maxsplit=1)
        segments = [s.strip() for s in dash]
    if len(segments) == 1:
        only = segments[0]
        if of := _OF.match(only):
            return None, short_organisation(only[of.end() :])
        functional = bool(ROLE_WORDS.match(only)) or (
            only[:1].islower() and not ORGANISATION_WORDS.match(only)
        )
        at = _AT.match(only)
        if at and functional:
            return _capital(_PARENTHESIS.sub("", at["role"])), short_organisation(at["org"])
        if functional and not re.match(r"direction\b", only, re.IGNORECASE):
            return _capital(_PARENTHESIS.sub("", only)), None
        return None, short_organisation(only)
    last = segments[-1]
    if ROLE_WORDS.match(last) and not re.match(r"directions?\b", last, re.IGNORECASE):
        role, organisation = segments, None
        at = _AT.match(last)
        if at:
            role, organisation = [*segments[:-1], at["role"]], at["org"]
    else:
        role, organisation = segments[:-1], last
    return (
        _capital(", ".join(_PARENTHESIS.sub("", r).strip() for r in role)),
        short_organisation(_OF.sub("", organisation)) if organisation else None,
    )


def person_of_line(line: str, kind: Kind = "unknown", *, bare: bool = True) -> Person | None:
    """Return the person a list line presents (``Nom, fonction, organisation``), or ``None``."""
    text = _BULLET.sub("", line.replace("**", "").replace("__", "")).strip()
    match = _LINE.match(text)
    if not match:
        return None
    name = match["name"].rstrip(".")
    if not is_name(name) or (not match["rest"] and not bare):
        return None
    role, organisation = role_and_organisation(match["rest"] or "")
    return Person(published_name(name), role, organisation, kind)


def people_of_list(text: str, kind: Kind) -> list[Person]:
    """Return the people of an enumeration: ``Nom (fonction, org), Nom, fonction et Nom``.

    Functions, organisations and people may all stand between commas: after a function, words with
    capitals are its organisation unless a function of their own or "et" tells that they are someone.
    """
    names = [
        m for m in _IN_TEXT.finditer(text) if is_name(m["name"].rstrip(".")) and _depth(text, m.start()) == 0
    ]
    kept = []
    for match in names:
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        said = text[kept[-1].end() : match.start()] if kept else ""
        joined = re.search(r"(?:\bet(?: d[eu]| d['’]| la| le)?|ainsi que|puis|&)$", before)
        if kept and not joined:
            if not before.endswith((",", ")", ";", ":")):
                continue  # inside a function: "de la Ville de Clermandie"
            if "," in said.rstrip(" ,") and not _opens_function(after):
                continue
        kept.append(match)
    people = []
    for number, match in enumerate(kept):
        stop = kept[number + 1].start() if number + 1 < len(kept) else len(text)
        rest = _AND.sub("", text[match.end() : stop])
        role, organisation = (None, None)
        if inside := re.match(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", rest):
            role, organisation = role_and_organisation(inside.group(1))
        elif re.match(r"\s*,|\s[-–—]\s", rest):
            role, organisation = role_and_organisation(rest)
        people.append(Person(published_name(match["name"].rstrip(".")), role, organisation, kind))
    return people


_AND = re.compile(r"[\s,;]*\b(?:(?:et|ainsi que|puis|avec|dans)(?:\s+(?:de|du|d['’]|des|la|le|les))?)?\s*$")


def _opens_function(text: str) -> bool:
    """Whether the words after a name present it: a function after a comma, or a parenthesis."""
    match = re.match(r"\s*(?:\(|,\s*(?P<next>\S.{0,60}))", text)
    if not match:
        return False
    return match["next"] is None or bool(ROLE_WORDS.match(match["next"]))


def _depth(text: str, stop: int) -> int:
    return text.count("(", 0, stop) - text.count(")", 0, stop)


_HOST_IN_TEXT = re.compile(
    rf"\b(?:animée?s?|modérée?s?|présentée?s?|introduite?s?)\s+par\s+(?:{TITLES})?(?={NAME})", re.IGNORECASE
)
_RECEIVES = re.compile(
    r"\b(?:reçoi(?:t|vent)|a reçu|ont reçu|accueill(?:e|ent)|interroge|interviewe|"
    r"s['’]entretient avec|échange avec|dialogue avec|"
    r"donne la parole à)\s+"
)
_WITH = re.compile(
    r"(?:\b(?:retrouvez|avec(?: la participation de| les? témoignages? de| pour invitée?s?)?|"
    r"en présence de|aux côtés de|"
    r"en compagnie de|invitée?s?(?: de [^,:\n]{1,40})?|intervenante?s?|"
    r"les? témoignages? de)\s*[:,]?\s+(?:les? |la |l['’])?"
    r"(?:sénat(?:eur|rice)s?|députée?s?|expert(?:e)?s?|invitée?s?)?\s*)$",
    re.IGNORECASE,
)


_PARTNER = re.compile(
    r"\b(?:partenariats?|collaboration|liens?|accord|soutien|lieu|travail(?:le|lent|lé)?|convention|contrat|marché|échanges?)"
    r"\s+(?:\w+\s+)?avec\s+(?:les? |la |l['’])?$",
    re.IGNORECASE,
)


def people_of_prose(text: str) -> list[Person]:
    """Return the people of running text, where words around a name tell that they speak."""
    people: list[Person] = []
    for sentence in _sentences(text):
        host_end = len(sentence)
        host = _HOST_IN_TEXT.search(sentence)
        if host:
            found = people_of_list(sentence[host.end() :], "host")
            people += found[:1]
            host_end = host.start()
        receives = _RECEIVES.search(sentence)
        if receives:
            before = [m for m in _IN_TEXT.finditer(sentence[: receives.start()]) if is_name(m["name"])]
            people += [Person(published_name(m["name"]), kind="host") for m in before[-1:]]
            people += people_of_list(sentence[receives.end() : max(host_end, receives.end())], "speaker")
            continue
        body = sentence[:host_end]
        for match in _IN_TEXT.finditer(body):
            name = match["name"].rstrip(".")
            if not is_name(name) or _depth(body, match.start()) > 0:
                continue
            before = body[: match.start()][-80:]
            licensed = _WITH.search(before) and not _PARTNER.search(before)
            follows = re.match(r"\s*\(([^()]{3,150})\)", body[match.end() :])
            if licensed:
                people += people_of_list(body[match.start() :], "speaker")
                break
            if follows and (ROLE_WORDS.match(follows.group(1)) or "," in follows.group(1)):
                role, organisation = role_and_organisation(follows.group(1))
                people.append(Person(published_name(name), role, organisation, "speaker"))
    return people


def _sentences(text: str) -> list[str]:
    """Cut at the end of sentences, not after an initial or a title."""
    return [s for s in re.split(r"(?<=[\w»)”’][.!?…])\s+(?=[A-ZÀ-Ý«#])|\n", text) if s.strip()]


def people_of_lines(lines: Sequence[str]) -> tuple[list[Person], set[int]]:
    """Return the people listed in the lines of a page and the indexes of the lines that list them.

    A label opens a list ("Intervenants :", "animé par :"); the list ends at a heading or at a line
    that presents nobody. An organisation may stand alone on the line under a person.
    """
    people: list[Person] = []
    used: set[int] = set()
    kind: Kind | None = None
    for i, line in enumerate(lines):
        text = line.strip().strip("#*_ ").strip()
        if i in used:
            continue
        if not text:
            continue
        label, _, tail = text.partition(":")
        opened = _label_kind(label.strip() + (":" if _ else "")) if len(label) < 120 else None
        if opened and (tail.strip() == ""):
            kind = opened
            used.add(i)
            continue
        if opened and re.match(rf"\s*(?:{TITLES})?{NAME}", tail) and (found := people_of_list(tail, opened)):
            below = person_of_line(lines[i + 1], bare=False) if i + 1 < len(lines) else None
            single = len(found) == 1 or below or not label.strip(" *#_").endswith("s")
            one = person_of_line(tail.strip(), opened) if single else None
            people += [one] if one else found
            kind = opened if opened == "speaker" or label.strip().endswith("s") else "speaker"
            used.add(i)
            continue
        by = re.match(rf"\W*(?:Avec|Par)\s+(?=(?:{TITLES})?{NAME})", text)
        if by:
            one = person_of_line(text[by.end() :], "speaker")
            if one and not re.search(r"[.!?]\s", text):
                people.append(one)
                used.add(i)
                continue
        bullet = bool(re.match(r"\s*(?:[🎤🎙🗣👤👥👩👨🧑]|[-•*▪►‣·–]\s)", line))
        speaks = bool(re.match(r"\s*[🎤🎙🗣👤👩👨🧑]", line))
        if kind is None and not speaks:
            continue
        one = person_of_line(line, kind or "speaker", bare=kind is not None and (bullet or len(text) < 60))
        if one is None:
            if line.lstrip().startswith("#") or len(text) > 160:
                kind = None
            continue
        following = lines[i + 1].strip() if i + 1 < len(lines) else ""
        if following and _is_organisation(
            following, lines[i + 2].strip() if i + 2 < len(lines) else "", i, lines
        ):
            match = _LINE.match(_BULLET.sub("", text))
            role = (match["rest"] or "").strip(" ,:–—-|") if match else ""
            one = replace(
                one,
                role=_capital(_PARENTHESIS.sub("", role)) or None,
                organisation=short_organisation(following),
            )
            used.add(i + 1)
        people.append(one)
        used.add(i)
    return people, used


def _without_slogan(line: str) -> str:
    """The name of an organisation, without what follows it in small letters after a comma."""
    name, _, tail = line.partition(", ")
    slogan = tail[:1].islower() and not re.match(rf"(?:{_ORG_NOUN}|ministère|direction|service)\b", tail)
    return short_organisation(name if slogan else line)


def _label_kind(text: str) -> Kind | None:
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
    if after or len(line) > 120 or line.endswith((".", ":", "!", "?")) or _BULLET.match(line):
        return False
    second = _LINE.match(line)
    if second and second["rest"] and is_name(second["name"]) and not _SLOGAN.match(second["rest"]):
        return False
    alone = index == 0 or not lines[index - 1].strip() or len(lines[index - 1]) < 40
    return alone or bool(ORGANISATION_WORDS.match(line))


def participants(people: Iterable[Person]) -> tuple[Participant, ...]:
    """Number the people in order, each once: what a later place adds to a person is kept."""
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
    for number, person in enumerate(merged.values(), 1):
        kind = "host" if person.role and _HOST_ROLE.search(person.role) else person.kind
        found.append(Participant(f"p{number}", person.name, person.role, person.organisation, kind))
    return tuple(found)
