"""The parts of an action: who acts, the verb, its object, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.actions import patterns
from pipeline.extract.actions.candidates import Candidate
from pipeline.extract.actions.tokens import Token
from pipeline.french.syntax import Syntax
from pipeline.model import Participant, Turn

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

SPEAKERS_OWN = frozenset({"on", "nous", "je", "j'"})
_COMPLEMENTS = frozenset({"obj", "obl:arg", "xcomp", "nsubj:pass", "iobj"})


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
        last = candidate.first
        while (
            last < candidate.head
            and tokens[last].form
            not in patterns.AVOIR | patterns.ETRE | patterns.ALLER | patterns.VENIR | patterns.AVOIR_PAST
        ):
            last += 1
        while last > candidate.first and tokens[last - 1].form in patterns.CLITICS | {"qui"}:
            last -= 1
        return text[tokens[candidate.first].start : tokens[last - 1].end] if last > candidate.first else None
    return None


def verb_phrase(candidate: Candidate, tokens: Sequence[Token]) -> str:
    """The infinitive with the words that make one verb with it: *mettre en place*, *faire venir*."""
    verb = candidate.lemma
    if candidate.outer == "faire":
        verb = f"faire {verb}"
    after = [t.form for t in tokens[candidate.head + 1 : candidate.last]]
    for i in range(min(3, max(0, len(after) - 1))):
        if after[i] in ("en", "à") and after[i + 1] in patterns.LOCUTIONS:
            return f"{verb} {after[i]} {after[i + 1]}"
    return verb


def deadline(candidate: Candidate, tokens: Sequence[Token], text: str, date: str | None) -> str | None:
    """By when something planned is to be done, as an ISO date or in the words said; else ``None``."""
    if candidate.status not in ("planned", "ongoing"):
        return None
    clause = text[tokens[candidate.first].start : tokens[candidate.last - 1].end]
    year = int(date[:4]) if date else None
    if match := _MONTH.search(clause):
        month = f"{_MONTHS.index(match['month'].lower()) + 1:02d}"
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


_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_MONTH = re.compile(
    rf"\b(?:en|d['’]ici(?: à)?|avant|au mois de|courant|fin|début|pour|depuis)\s(?P<month>{'|'.join(_MONTHS)})(?:\s(?P<year>20\d\d))?\b",
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


def objects(
    kept: Sequence[tuple[float, Candidate]], tokens: Sequence[Token], clauses: Sequence[str], syntax: Syntax
) -> list[str | None]:
    """What each deed is done to: the noun group that the parser hangs on the verb, in the words said."""
    docs = syntax.parse(clauses)
    return [
        _object(doc, clause, tokens[c.head].start - tokens[c.first].start)
        for (_, c), clause, doc in zip(kept, clauses, docs, strict=True)
    ]


def _object(doc: Doc, clause: str, head: int) -> str | None:
    verb = next((t for t in doc if t.idx <= head < t.idx + len(t)), None)
    if verb is None:
        return None
    best = next(
        (t for t in verb.children if t.dep_ in _COMPLEMENTS and t.pos_ in ("NOUN", "PROPN", "NUM")), None
    )
    if best is None:
        best = next((t for t in doc[verb.i + 1 :] if t.pos_ in ("NOUN", "PROPN")), None)
    if best is None:
        return None
    return _group(best, clause)


def _group(noun: SpacyToken, clause: str) -> str:
    """A noun with its determiner and its close complements (no relative clause, no aside)."""
    left = min(
        (t.i for t in noun.lefts if t.dep_ in ("det", "amod", "nummod", "case", "advmod")), default=noun.i
    )
    right = noun.i
    for child in noun.rights:
        if child.dep_ not in ("amod", "nmod", "flat:name", "flat", "fixed", "appos", "compound", "nummod"):
            break
        if child.left_edge.i > right + 1 and child.dep_ == "appos":
            break
        right = child.right_edge.i
        if right - left > 12:
            right = child.i
            break
    doc = noun.doc
    return clause[doc[left].idx : doc[right].idx + len(doc[right])]
