"""The parts of an action: who acts, the verb, its object, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.actions import patterns
from pipeline.extract.actions.candidates import Candidate
from pipeline.extract.actions.tokens import Token
from pipeline.french.months import NAMES
from pipeline.model import Participant, Turn

SPEAKERS_OWN = frozenset({"on", "nous", "je", "j'"})


def actor(
    candidate: Candidate,
    tokens: Sequence[Token],
    text: str,
    turn: Turn | None,
    participants: Sequence[Participant],
) -> str | None:
    """Who acts: the speaker's organisation behind *nous* and *on*, else the words of the subject.

    ``None`` for advice (the audience acts) and when nobody is known.
    """
    if candidate.status == "recommended":
        return None
    if candidate.subject in SPEAKERS_OWN:
        person = next((p for p in participants if turn and p.id == turn.speaker), None)
        return (person.organisation or person.name) if person else None
    if candidate.subject == "np" and not candidate.passive:
        return _subject_words(candidate, tokens, text)
    return None


def verb_phrase(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The infinitive with the words that make one verb with it: *mettre en place*, *faire venir*."""
    verb = candidate.lemma
    if candidate.outer == "faire":
        verb = f"faire {verb}"
    elif candidate.passive and candidate.subject in SPEAKERS_OWN:
        verb = f"être {tokens[candidate.head].form}"
    elif (
        candidate.form == "reflexive"
        or tokens[candidate.head - 1].form in ("se", "s'")
        or (candidate.form == "imperative" and _enclitic(tokens, candidate) == "vous")
    ):
        verb = f"s'{verb}" if verb[0] in "aeéèêiouyhœ" else f"se {verb}"
    after = [t.form for t in tokens[candidate.head + 1 : candidate.last]]
    for i in range(min(3, max(0, len(after) - 1))):
        if after[i] in ("en", "à") and after[i + 1] in patterns.LOCUTIONS:
            return f"{verb} {after[i]} {after[i + 1]}"
    return verb


def _enclitic(tokens: Sequence[Token], candidate: Candidate) -> str | None:
    """The pronoun tied to the verb by a hyphen (*appuyez-vous*)."""
    after = candidate.head + 1
    return tokens[after].form if after < len(tokens) and tokens[after].gap == "-" else None


def deadline(candidate: Candidate, tokens: Sequence[Token], text: str, date: str | None) -> str | None:
    """By when something planned is to be done, as an ISO date or in the words said; else ``None``."""
    if candidate.status not in ("planned", "ongoing"):
        return None
    clause = text[tokens[candidate.first].start : tokens[candidate.last - 1].end]
    year = int(date[:4]) if date else None
    if match := _MONTH.search(clause):
        month = f"{NAMES.index(match['month'].lower()) + 1:02d}"
        return f"{match['year']}-{month}" if match["year"] else match.group().strip()
    if match := _YEAR.search(clause):
        return match["year"]
    if match := _RELATIVE.search(clause):
        if year is None:
            return match.group()
        shift = 0 if match.group().lower().startswith("cette") else 1
        return str(year + shift)
    if match := _SEASON.search(clause):
        return match.group()
    return None


_MONTH = re.compile(
    r"\b(?:en|d['’]ici(?: à)?|avant|au mois de|courant|fin|début|pour|depuis)\s"
    rf"(?P<month>{'|'.join(NAMES)})(?:\s(?P<year>20\d\d))?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\b(?:en|d['’]ici(?: à)?|avant|courant|fin|début|pour)\s(?P<year>20\d\d)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:cette année|l['’]an(?:née)? prochaine?)\b", re.IGNORECASE)
_SEASON = re.compile(
    r"\b(?:à la rentrée|au printemps|à l['’]automne|cet été|cet hiver|cet automne|le mois prochain"
    r"|la semaine prochaine|avant l['’]été|d['’]ici (?:la fin de l['’]année|l['’]été|deux ans|trois ans)"
    r"|au (?:premier|deuxième|second|troisième|quatrième|dernier) (?:trimestre|semestre))\b",
    re.IGNORECASE,
)


def object_of(candidate: Candidate, tokens: Sequence[Token], text: str) -> str | None:
    """What the deed is done to, in the words said: the first noun group after the verb.

    The subject of a passive is its object. Words alone decide: on spontaneous speech the small French model
    takes a participle for an adjective and an aside for the object more often than word order misleads.
    ``None`` when the clause ends with its verb.
    """
    if candidate.passive and candidate.subject in ("np", "qui"):
        return _subject_words(candidate, tokens, text)
    first = candidate.head + 1
    if candidate.form == "holding":
        first = candidate.head
        while tokens[first - 1].form in patterns.INDEFINITE | patterns.LIGHT_ADJECTIVES:
            first -= 1
    while first < candidate.last and (
        tokens[first].gap == "-"
        or tokens[first].form in patterns.ADVERBS | patterns.FILLERS
        or (tokens[first].form.endswith("ment") and tokens[first].form not in patterns.MENT_NOUNS)
    ):
        first += 1
    if (
        first + 1 < candidate.last
        and tokens[first].form in ("en", "à")
        and tokens[first + 1].form in patterns.LOCUTIONS
    ):
        first += 2
    if first >= candidate.last or tokens[first].form in OBJECT_ENDS:
        return None
    last = first + 1
    while last < candidate.last and last - first < LONGEST_OBJECT:
        form = tokens[last].form
        if form == "pour" and last + 1 < candidate.last and tokens[last + 1].form == "cent":
            last += 2
            continue
        if _tells_time(tokens, last):
            break
        if form in OBJECT_ENDS or any(sign in tokens[last].gap for sign in ",;:.()«»"):
            break
        if form in ENDS_AFTER_NOUN and last - first > 1:
            break
        last += 1
    while last > first and tokens[last - 1].form in patterns.TRAILERS | patterns.ADVERBS:
        last -= 1
    return text[tokens[first].start : tokens[last - 1].end] if last > first else None


def _tells_time(tokens: Sequence[Token], i: int) -> bool:
    """Whether *l'an dernier*, *cette année*, *le samedi* stands at ``i``."""
    pair = tuple(t.form for t in tokens[i : i + 2])
    return (
        len(pair) == 2
        and pair[0] in ("l'", "cette", "le", "tous", "chaque", "cet", "les", "un")
        and pair[1] in TIMES
    )


TIMES = frozenset(
    "an année automne été hiver printemps semaine mois jour lundi mardi mercredi jeudi vendredi samedi "
    "dimanche".split()
)
LONGEST_OBJECT = 10
"""Words of an object at most."""
OBJECT_ENDS = frozenset(
    "qui que qu' dont où pour afin parce quand si comme car depuis pendant lors alors mais donc sans afin "
    "jusqu' jusqu'à "
    "comment pourquoi puisque lorsque ou c' ça".split()
)
"""Words that end the object wherever they stand."""
ENDS_AFTER_NOUN = frozenset(
    "à au aux avec dans sur en par chez vers contre entre auprès afin cette cet".split()
)
"""Prepositions that open another complement once the object has its noun."""


def _subject_words(candidate: Candidate, tokens: Sequence[Token], text: str) -> str | None:
    """The words of a noun subject, up to its verb."""
    last = candidate.first
    while last < candidate.head and tokens[last].form not in _AUXILIARIES:
        last += 1
    while last > candidate.first and (tokens[last - 1].form in patterns.CLITICS | patterns.ADVERBS | {"qui"}):
        last -= 1
    if last == candidate.first + 1 and tokens[candidate.first].form in ("ça", "cela", "il"):
        return None
    return text[tokens[candidate.first].start : tokens[last - 1].end] if last > candidate.first else None


_AUXILIARIES = frozenset(
    (*patterns.AVOIR, *patterns.ETRE, *patterns.ALLER, *patterns.VENIR, *patterns.AVOIR_PAST)
)
