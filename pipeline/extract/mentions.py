"""What is spoken of: glossary terms, organisations, people, places, laws, web addresses.

Plain strings and patterns, no entity recogniser: on speech spaCy's small model takes greetings for names
and misses introductions. Each mention counts how often it is said and knows where it is said first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract import places
from pipeline.french.frequency import zipf
from pipeline.french.spelling import WORD, fold, key
from pipeline.glossary.entry import Entry, Glossary
from pipeline.model import Mention, MentionKind, Participant, Segmentation
from pipeline.positions import Text

COMMON = 3.3
"""Zipf frequency from which a single word in lower case is taken for the ordinary word."""
AROUND = 60
"""Characters on either side in which an entry's ``never`` wording forbids it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One occurrence: text offsets, the form to publish, its kind and its glossary entry."""

    start: int
    end: int
    text: str
    kind: MentionKind
    entry: str | None = None


class _Word(NamedTuple):
    key: str
    start: int
    end: int


def find_mentions(text: Text, segmentation: Segmentation, glossary: Glossary) -> tuple[Mention, ...]:
    """Everything spoken of, in the order of its first occurrence; empty for an empty text.

    Where two readings overlap the longer one counts; a person's first or family name alone counts for
    the person.
    """
    body = text.text
    words = tuple(_Word(fold(m.group()), m.start(), m.end()) for m in WORD.finditer(body))
    found = [
        *_addresses(body),
        *_laws(body),
        *_people(body, words, segmentation.participants),
        *_organisations(body, words, segmentation.participants),
        *_entries(body, words, glossary),
        *_compounds(body, glossary),
        *_titled_people(body),
        *_places(body),
    ]
    # the longest reading wins; among equals the earlier kind of the list above
    ranked = sorted(enumerate(found), key=lambda f: (f[1].start - f[1].end, f[0]))
    kept: list[Found] = []
    taken: set[int] = set()
    for _, one in ranked:
        span = range(one.start, one.end)
        if taken.isdisjoint(span):
            kept.append(one)
            taken.update(span)
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in sorted(kept, key=lambda f: f.start):
        groups.setdefault((one.kind, one.entry or fold(one.text)), []).append(one)
    return tuple(
        Mention(group[0].text, group[0].kind, group[0].entry, len(group), group[0].start)
        for group in sorted(groups.values(), key=lambda g: g[0].start)
    )


Forms = dict[str, list[tuple[tuple[str, ...], object]]]
"""By its first word, a folded word sequence and what it stands for."""


def _sequences(words: Sequence[_Word], forms: Forms) -> Iterator:
    """Every place where one of the folded word sequences stands: (first word, last word, value)."""
    for i in [i for i, word in enumerate(words) if word.key in forms]:
        for sequence, value in forms[words[i].key]:
            if all(i + k < len(words) and words[i + k].key == part for k, part in enumerate(sequence[1:], 1)):
                yield i, i + len(sequence) - 1, value


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(fold(m.group()) for m in WORD.finditer(phrase))


@lru_cache(maxsize=8)
def _entry_forms(entries: tuple[Entry, ...]) -> Forms:
    forms: Forms = {}
    # an entry's own term before another one's long form ("numérique responsable" before "NR")
    phrases = [(e.term, e) for e in entries] + [(e.long, e) for e in entries if e.long]
    for phrase, entry in phrases:
        keys = _keys(phrase)
        known = forms.setdefault(keys[0], []) if keys else []
        if keys and all(k != keys for k, _ in known):
            known.append((keys, entry))
    return forms


_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:-[^\W\d_]+)+")


@lru_cache(maxsize=8)
def _long_words(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {k[0]: e for e in entries if len(k := _keys(e.term)) == 1 and len(k[0]) > 6}


def _compounds(body: str, glossary: Glossary) -> Iterator[Found]:
    """Terms of one word that are said with a hyphen (*éco-conception*)."""
    terms = _long_words(glossary.entries)
    for match in _COMPOUND.finditer(body):
        entry = terms.get(key(match.group()))
        if entry is not None:
            kind = "concept" if entry.kind == "acronym" else entry.kind
            yield Found(match.start(), match.end(), entry.term, kind, entry.id)


def _entries(body: str, words: Sequence[_Word], glossary: Glossary) -> Iterator[Found]:
    """Glossary terms and their long forms, as they are to be published."""
    for first, last, entry in _sequences(words, _entry_forms(glossary.entries)):
        start, end = words[first].start, words[last].end
        said = body[start:end]
        if first == last and said != entry.term and zipf(words[first].key) >= COMMON:
            continue
        if entry.never:
            near = " ".join(_keys(body[max(0, start - AROUND) : end + AROUND]))
            if any(" ".join(_keys(never)) in near for never in entry.never):
                continue
        yield Found(start, end, entry.term, "concept" if entry.kind == "acronym" else entry.kind, entry.id)


def _people(body: str, words: Sequence[_Word], participants: Sequence[Participant]) -> Iterator[Found]:
    """Participants by full name, first name or family name."""
    forms: Forms = {}
    parts: dict[tuple[str, ...], set[str]] = {}
    for person in participants:
        names = person.name.split()
        if not _keys(person.name) or not person.name[:1].isupper() or len(names) < 2:
            continue
        for phrase in (person.name, names[0], " ".join(names[1:]), *names[-1].split("-")):
            keys = _keys(phrase)
            if keys and len("".join(keys)) > 3:
                parts.setdefault(keys, set()).add(person.name)
    for keys, people in parts.items():
        if len(people) == 1:
            forms.setdefault(keys[0], []).append((keys, next(iter(people))))
    for first, last, name in _sequences(words, forms):
        start, end = words[first].start, words[last].end
        if first == last and body[start].islower() and zipf(words[first].key) >= COMMON:
            continue
        yield Found(start, end, name, "person")


def _organisations(body: str, words: Sequence[_Word], participants: Sequence[Participant]) -> Iterator[Found]:
    """The participants' organisations, and public bodies by their pattern (*ville de …*)."""
    forms: Forms = {}
    for name in sorted({p.organisation for p in participants if p.organisation}):
        keys = _keys(name)
        if keys and (len(keys) > 1 or zipf(keys[0]) < COMMON):
            forms.setdefault(keys[0], []).append((keys, name))
    for first, last, name in _sequences(words, forms):
        yield Found(words[first].start, words[last].end, name, "organisation")
    for match in places.BODY.finditer(body):
        end = places.name_end(body, match.end())
        if end > match.end():
            yield Found(match.start(), end, body[match.start() : end], "organisation")


_LAW = re.compile(
    r"\b(?:décret|loi|arrêté|ordonnance|circulaire|directive|règlement|décision)s?\s+"
    r"(?:(?:\(?UE\)?\s+)?(?:n\s?[°ºo]\.?"
    r"|numéro)\s?\d[\d./ -]{0,14}\d\b(?:\s+du\s+\d{1,2}(?:er)?\s+[a-zéû]{3,9}\s+\d{4}\b)?"
    r"|\(?UE\)?\s+\d{4}/\d{1,4}\b|du\s+\d{1,2}(?:er)?\s+[a-zéû]{3,9}\s+\d{4}\b)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\barticle\s+(?:[LRD]\.?\s?)?\d+(?:[.-]\d+)*\b"
    r"(?:\s+(?:de\s+la\s+loi|du\s+décret|du\s+code)(?:\s+(?:[A-Z]{3,8}\b|de\s+l['’]environnement"
    r"|de\s+la\s+commande\s+publique"
    r"|général\s+des\s+collectivités\s+territoriales))?)?",
    re.IGNORECASE,
)


def _laws(body: str) -> Iterator[Found]:
    """Laws, decrees and articles by their number or date."""
    for pattern in (_LAW, _ARTICLE):
        for match in pattern.finditer(body):
            yield Found(match.start(), match.end(), re.sub(r"\s+", " ", match.group().strip()), "law")


_ENDINGS = "fr|com|org|eu|net|io|info|bzh|paris|re|alsace|corsica|be|ch|lu|ca|edu|gov|app|dev|tech|coop"
_ADDRESS = re.compile(
    rf"(?<![\w@.])(?:https?://)?(?:[^\W_][\w-]{{0,62}}\.){{1,6}}(?:{_ENDINGS})(?![\w-])(?:/[\w./%#?=&+~-]*[\w/])?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:^|\.)(?>[^.]*?[^\W\d_])[^.]*+\.[a-z]+(?:/|$)", re.IGNORECASE)
"""The name before the ending holds a letter (*2.0.fr* is a version)."""
_SPOKEN = re.compile(
    r"\b(?<![^\W_]-)(?:www\s+point\s+)?([^\W_]+(?:-[^\W_]+)*(?:\s+point\s+[^\W_]+(?:-[^\W_]+)*){1,5})\b",
    re.IGNORECASE,
)
_SPOKEN_AT_ALL = re.compile(r"point\s+(?:fr|com|org|eu|net|info|bzh)")
"""In lower case: without it the dearer pattern has nothing to find."""
_SPOKEN_END = re.compile(r"(?<!\s)\s+point\s+(?:fr|com|org|eu|net|info|bzh)$", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")


def _addresses(body: str) -> Iterator[Found]:
    """Web addresses, written or spoken (*exemple point gouv point fr*), without accents as domains are."""
    mails = [m.span() for m in _MAIL.finditer(body)] if "@" in body else []
    for match in _ADDRESS.finditer(body):
        if any(s <= match.start() < e for s, e in mails) or not _NAMED.search(match.group()):
            continue
        yield Found(match.start(), match.end(), _address(match.group()), "url")
    for match in _SPOKEN.finditer(body) if _SPOKEN_AT_ALL.search(body.lower()) else ():
        if _SPOKEN_END.search(match[1]):
            address = re.sub(r"(?<!\s)\s+point\s+", ".", match[1], flags=re.IGNORECASE)
            yield Found(match.start(), match.end(), _address(address), "url")


def _address(said: str) -> str:
    return fold(re.sub(r"^https?://(?:www\.)?|^www\.", "", said, flags=re.IGNORECASE)).rstrip("/")


_TITLED = re.compile(
    r"\b(?:[Mm]onsieur|[Mm]adame|M\.|Mme|question de|collègue|[Ll]e ministre|[Ll]a ministre)\s+"
    r"((?:[A-ZÉÈÎÂÔ][\w’'-]+)(?:\s+(?:de |du |d['’]|le |la )?[A-ZÉÈÎÂÔ][\w’'-]+){0,2})"
)


def _titled_people(body: str) -> Iterator[Found]:
    """People who are named after a title or as those who ask: *madame Durand*, *une question de Léa*."""
    for match in _TITLED.finditer(body):
        yield Found(match.start(1), match.end(1), match[1], "person")


def _places(body: str) -> Iterator[Found]:
    """Regions, departments and large towns, when written as names."""
    for match in places.pattern().finditer(body):
        if not places.forbidden(body, match.start(), match.end()):
            yield Found(match.start(), match.end(), match.group(), "place")
