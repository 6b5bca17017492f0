"""Who is named, where: the participants' names in the words, misheard ones, people not listed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from pipeline.french.first_names import first_names, is_first_name
from pipeline.french.frequency import UNKNOWN, zipf
from pipeline.model import Participant
from pipeline.segment.words import Words, fold, split_words, word_list

_PARTICLES = frozenset("le la les de du des d' l' van von el al ben da di".split())
_TITLES = frozenset(("monsieur", "madame", "mademoiselle"))
# words after which a person is named when one speaks to her
_SLOTS = frozenset("merci bonjour bonsoir bravo".split())
_SLOT_FILLERS = frozenset(
    "beaucoup bien infiniment encore a toi vous donc madame monsieur cher chere".split()
)
_SAME_NAME = 74
_SAME_UNLISTED = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at words [start, end). ``sure`` is false when the name was only recognised by its sound."""

    start: int
    end: int
    person: str
    sure: bool = True


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"ph", "f"),
        (r"qu|q|ck", "k"),
        (r"eaux?|aux?|ault|aud", "o"),
        (r"oux?", "u"),
        (r"w", "u"),
        (r"y", "i"),
        (r"oi", "ua"),
        (r"ai|ei|et$|er$|ez$|ee?$", "e"),
        (r"ch", "S"),
        (r"(?:ain|ein|in|im|un)(?![aeiou])", "I"),
        (r"(?:an|en|am|em)(?![aeiou])", "A"),
        (r"c(?=[ei])", "s"),
        (r"c", "k"),
        (r"g(?=[ei])", "j"),
        (r"h", ""),
        (r"(?<=[aeiou])s(?=[aeiou])", "z"),
        (r"(.)\1+", r"\1"),
        (r"(?<![tdsxpz])[tdsxpz]+$", ""),
        (r"(?<=..)e$", ""),
    )
)


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """A rough spelling by sound, to compare names heard with names written."""
    for pattern, replacement in _SOUNDS:
        name = pattern.sub(replacement, name)
    return name


@lru_cache(maxsize=256)
def name_parts(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First name and family name of a participant, as folded words (the family name may be empty)."""
    first, _, family = name.strip().partition(" ")
    return split_words(first).key, split_words(family).key


def find_names(words: Words, people: Sequence[Participant], lower: Sequence[bool]) -> list[Mention]:
    """Find the names of the people in the words, in reading order, never overlapping.

    ``lower[i]`` tells that word i stands in text without capitals. A first name that several
    people share names nobody alone.
    """
    forms: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    firsts: dict[tuple[str, ...], list[str]] = {}
    for person in people:
        first, _ = name_parts(person.name)
        firsts.setdefault(first, []).append(person.id)
    common = first_names()[1]
    for person in people:
        first, family = name_parts(person.name)
        variants: list[tuple[tuple[str, ...], bool]] = []
        if family:
            variants.append((first + family, True))
            solid = tuple(w for w in family if w not in _PARTICLES)
            variants.append((first + solid[:1], True)) if solid else None
            variants.append((family, len(family) > 1 or len(family[0]) >= 5))
            variants.extend(((w,), False) for w in solid if len(w) >= 6)
        if len(firsts[first]) == 1:
            variants.append((first, True))
        for form, strong in variants:
            if form:
                forms.setdefault(form[0], []).append((form, person.id, strong))
    for options in forms.values():
        options.sort(key=lambda o: (-len(o[0]), o[0], o[1]))
    found: list[Mention] = []
    at, count = 0, len(words)
    while at < count:
        hit = None
        for form, person, strong in forms.get(words.key[at], ()):
            stop = at + len(form)
            if words.key[at:stop] != form:
                continue
            if len(form) == 1 and not _named(words, at, form[0] in common, strong, lower[at]):
                continue
            hit = Mention(at, stop, person)
            break
        if hit is None:
            hit = _heard(words, at, people, lower)
        if hit is not None:
            found.append(hit)
            at = hit.end
        else:
            at += 1
    return found


def _named(words: Words, at: int, common: bool, strong: bool, lower: bool) -> bool:
    """Whether a single word that equals a name is one here and not a common noun or a place."""
    if not lower:
        return words.form(at)[:1].isupper()
    previous = words.key[at - 1] if at else ""
    if common:
        return previous in _SLOTS or previous in _TITLES or previous == "beaucoup"
    return strong or previous in _TITLES


def _heard(words: Words, at: int, people: Sequence[Participant], lower: Sequence[bool]) -> Mention | None:
    """A misheard name where a person is addressed ("merci Clervie", "madame Racoto")."""
    back = at - 1
    while back >= 0 and words.key[back] in _SLOT_FILLERS and at - back <= 3 and not words.strong[back + 1]:
        back -= 1
    title = at > 0 and words.key[at - 1] in _TITLES
    if back < 0 or (words.key[back] not in _SLOTS and not title) or words.strong[at]:
        return None
    if words.key[at] in word_list("not_names") or (
        not lower[at] and not words.form(at)[:1].isupper() and not title and words.key[at] in _SLOT_FILLERS
    ):
        return None
    best: tuple[float, int, str] | None = None
    for size in (1, 2, 3):
        stop = at + size
        if stop > len(words) or any(words.strong[j] or "," in words.gap[j] for j in range(at + 1, stop)):
            break
        heard = sound("".join(words.key[at:stop]))
        if len(heard) < 3:
            continue
        for person in people:
            first, family = name_parts(person.name)
            for form in (first, first + family, family) if not title else (family, first + family):
                if form and len(heard) >= 3:
                    score = fuzz.ratio(heard, sound("".join(form)))
                    if score >= _SAME_NAME and (best is None or score > best[0]):
                        best = (score, stop, person.id)
    return Mention(at, best[1], best[2], sure=False) if best else None


def find_unlisted(
    words: Words, people: Sequence[Participant], named: Mapping[int, tuple[int, str]], lower: Sequence[bool]
) -> tuple[Participant, ...]:
    """People who are on no list but take part, as the speech tells.

    They present themselves ("je m'appelle X Y"), or the others thank or greet them by a first name
    heard at least twice; where nobody is listed, the guests that the host announces count too.
    """
    taken = {at for start, (end, _) in named.items() for at in range(start, end)}
    known = {name_parts(p.name)[0] for p in people}
    heard: dict[str, list[str]] = {}  # folded first name -> written forms, longest first
    for forms in (_presented(words, taken, lower), () if people else _announced(words, taken, lower)):
        for form in forms:
            first = name_parts(form)[0]
            if first not in known:
                heard.setdefault("".join(first), []).append(form)
    for form in _called(words, taken, lower):
        key = fold(form)
        if not any(key[:2] == k[:2] and fuzz.ratio(key, k) >= _SAME_UNLISTED for k in heard):
            heard.setdefault(key, []).append(form)
    return tuple(
        Participant(f"p{len(people) + n}", max(forms, key=len), listed=False)
        for n, forms in enumerate(heard.values(), 1)
    )


def _presented(words: Words, taken: set[int], lower: Sequence[bool]) -> list[str]:
    """Names that people give of themselves."""
    result = []
    for at in range(2, len(words)):
        before = words.key[max(0, at - 3) : at]
        if before[-1:] == ("donc",):
            before = words.key[max(0, at - 4) : at - 1]
        plain = before[-2:] in (("m'", "appelle"), ("moi", "c'"), ("je", "suis")) or before[-3:] in (
            ("moi", "c'", "est"),
            ("nom", "est", "est"),
        )
        bare = (words.strong[at] or "," in words.gap[at]) and words.key[at - 1] in (
            "merci",
            "bonjour",
            "oui",
            "bonsoir",
            "tous",
        )
        if (plain and before[-2:] != ("moi", "c'")) or bare:
            form = _full_name(words, at, taken, lower)
            if form is None:
                continue
            after = min(at + len(split_words(form)), len(words) - 1)
            mine = plain or (bare and words.key[after] in ("je", "j'"))
            if " " not in form and not (mine and is_first_name(form)):
                continue
            if not bare or "," in words.gap[after]:
                result.append(form)
    return result


def _announced(words: Words, taken: set[int], lower: Sequence[bool]) -> list[str]:
    """Names of the guests that a host announces."""
    result = []
    for at in range(1, len(words)):
        before = words.key[at - 1]
        if before in ("aujourd'hui", "hui") and at >= 3:
            before = words.key[at - 3] if words.key[at - 2] == "aujourd'" else words.key[at - 2]
        if before in (
            "accueillir",
            "accueille",
            "accueillons",
            "recevoir",
            "recois",
            "recevons",
            "invitee",
            "invite",
        ):
            form = _full_name(words, at, taken, lower)
            if form and (" " in form or lower[at]):
                result.append(form)
    return result


def _full_name(words: Words, at: int, taken: set[int], lower: Sequence[bool]) -> str | None:
    """The name that begins at a word, as written; in lower-case speech with its capitals put back."""
    if at in taken or (words.strong[at] and words.gap[at].strip()[-1:] not in (".", "!", "?")):
        return None
    usual, common = first_names()
    if words.key[at] in _SLOTS or words.key[at] in _TITLES:
        return None
    if lower[at]:
        named = is_first_name(words.form(at)) and words.key[at] not in common
        return _lower_name(words, at) if named else None
    stop = at
    while stop < min(at + 6, len(words)):
        inside = words.gap[stop].strip(" -\u00a0") == "" or stop == at
        capital = words.form(stop)[:1].isupper() and not words.form(stop)[:2].isupper()
        particle = (
            words.key[stop] in _PARTICLES
            and stop > at
            and stop + 1 < len(words)
            and words.form(stop + 1)[:1].isupper()
        )
        if not inside or words.key[stop].isdigit() or not (capital or particle):
            break
        stop += 1
    if stop == at or (words.key[at] in word_list("not_names") and words.key[at] not in usual):
        return None
    return words.text[words.start[at] : words.end[stop - 1]]


def _lower_name(words: Words, at: int) -> str:
    """A first name in lower-case speech, with the family name that follows it if it is no French word."""
    stop = at + 1
    while stop < min(at + 4, len(words)) and words.gap[stop] in (" ", "-"):
        last = stop
        while words.key[last] in _PARTICLES and last + 1 < min(at + 4, len(words)):
            last += 1
        if zipf(words.form(last).lower()) > UNKNOWN or not words.key[last].isalpha():
            break
        stop = last + 1
    small = ("de", "du", "des", "d'")
    forms = [words.form(i) for i in range(at, stop)]
    forms = [f if f in small else f[:1].upper() + f[1:] for f in forms]
    return forms[0] + "".join(words.gap[i] + f for i, f in zip(range(at + 1, stop), forms[1:], strict=True))


def _called(words: Words, taken: set[int], lower: Sequence[bool]) -> list[str]:
    """First names by which people are thanked or greeted, when heard at least twice."""
    usual, common = first_names()
    calls: list[str] = []
    seen: dict[str, int] = {}
    shapes: dict[str, str] = {}
    for at in range(1, len(words)):
        key, shape = words.key[at], words.form(at)
        if at in taken or len(key) < 3 or key in word_list("not_names"):
            continue
        if lower[at]:
            if key not in usual or key in common:
                continue
        elif not shape[:1].isupper() or shape.isupper() or words.strong[at]:
            continue
        seen[key] = seen.get(key, 0) + 1
        shapes.setdefault(key, shape[:1].upper() + shape[1:])
        back = at - 1
        while back > 0 and words.key[back] in _SLOT_FILLERS and at - back <= 3:
            back -= 1
        alone = at + 1 == len(words) or words.gap[at + 1].strip()[:1] in (",", ".", "?", "!") or lower[at]
        if words.key[back] in _SLOTS and alone and not any(words.strong[j] for j in range(back + 1, at + 1)):
            calls.append(key)
    result: list[str] = []
    used: set[str] = set()
    order = list(seen)
    for call in dict.fromkeys(calls):
        if call in used:
            continue
        group = [
            k
            for k in order
            if k[:2] == call[:2]
            and fuzz.ratio(k, call) >= _SAME_UNLISTED
            and (k == call or k in usual or k in calls)
        ]
        if sum(seen[k] for k in group) < 2 or not any(k in usual for k in group):
            continue
        used.update(group)
        result.append(shapes[max(group, key=lambda k: (k in usual, seen[k], -order.index(k)))])
    return result


@lru_cache(maxsize=1)
def _organisation_words() -> tuple[frozenset[str], dict[str, str]]:
    """Words of a role or organisation that tell nobody apart, and each other way to say one."""
    data = tomllib.loads((files(__package__) / "data" / "organisations.toml").read_text("utf-8"))
    same = {fold(said): fold(word) for word, others in data["same"].items() for said in others}
    return frozenset(fold(w) for w in data["common"]), same


def own_words(words: Words, people: Sequence[Participant]) -> dict[int, str]:
    """Words that only one person's role or organisation holds: word index to participant id."""
    common, same = _organisation_words()
    owners: dict[str, set[str]] = {}
    for person in people:
        for key in split_words(f"{person.role or ''} {person.organisation or ''}").key:
            key = same.get(key, key)
            if len(key) >= 4 and key not in common:
                owners.setdefault(key, set()).add(person.id)
    single = {key: next(iter(ids)) for key, ids in owners.items() if len(ids) == 1}
    result = {}
    for at, key in enumerate(words.key):
        person = single.get(same.get(key, key))
        if person is not None:
            result[at] = person
    return result


def genders(words: Words, people: Sequence[Participant], mentions: Sequence[Mention]) -> dict[str, str]:
    """How each person is addressed, "madame" or "monsieur", by a title before the name or by the role.

    Nobody is in the result whose title and role tell nothing.
    """
    result: dict[str, str] = {}
    for person in people:
        role = split_words(person.role or "").key[:2]
        for key in role[:1] if role[:1] != ("vice",) else role[1:]:
            if key.endswith(tuple(word_list("feminine"))):
                result[person.id] = "madame"
            elif key.endswith(tuple(word_list("masculine"))):
                result[person.id] = "monsieur"
    for mention in mentions:
        title = words.key[mention.start - 1] if mention.start else ""
        if title in ("madame", "monsieur"):
            result.setdefault(mention.person, title)
    return result


def titles(words: Words, people: Sequence[Participant], own: Mapping[int, str]) -> list[Mention]:
    """People addressed by their title ("madame la présidente", "monsieur le maire")."""
    result = []
    for at in range(len(words) - 2):
        if words.key[at] in _TITLES and words.key[at + 1] in ("le", "la", "l'"):
            for stop in (at + 2, at + 3):
                person = own.get(stop)
                if person is not None:
                    result.append(Mention(at, stop + 1, person))
                    break
    return result
