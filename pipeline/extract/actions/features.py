"""What speaks for and against a clause being an action worth a reader's time, as named yes/no features.

Names are French grammar in plain words, so that ``weights.json`` can be read line by line.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.extract.actions import negatives, patterns, verbs
from pipeline.extract.actions.candidates import Candidate
from pipeline.extract.actions.objectives import Vocabulary
from pipeline.extract.actions.tokens import Token

_NARRATED = tuple(f" {p} " for p in negatives.NARRATED)
_WHEN = tuple(f" {p} " for p in patterns.WHEN)
IDIOMS_OF_MIND = {("rendre", "compte"), ("prendre", "conscience"), ("faire", "face"), ("avoir", "conscience")}


def features(candidate: Candidate, tokens: Sequence[Token], vocabulary: Vocabulary) -> frozenset[str]:
    """Names of the features that hold for a candidate of the text that ``tokens`` come from."""
    c = candidate
    forms = [t.form for t in tokens[c.first : c.last]]
    after = [t.form for t in tokens[c.head + 1 : c.last]]
    kind = _kind(c, after)
    subject = {"j'": "je", "elles": "ils", "elle": "il"}.get(c.subject, c.subject)
    found = {f"form:{c.form}", f"subject:{subject}", f"verb:{kind}", f"tense:{_family(c.form)}+verb:{kind}"}
    if c.outer:
        found.add(f"outer:{verbs.verb_class(c.outer)}")
    if subject in ("je", "qui", "vous", "np", "ils"):
        found.add(f"{subject}+{_family(c.form)}")
    for mark in c.marks:
        found.add(f"mark:{mark}")
    found.add(f"object:{_object(after)}")
    if c.passive:
        found.add("passive")
    points = vocabulary.points(tokens[c.first].start, tokens[c.last - 1].end)
    if points:
        found.add("objective words")
        if max(points.values()) >= 3:
            found.add("objective words strong")
        if sum(points.values()) >= 5:
            found.add("objective words many")
    if any(f in patterns.DEED_NOUNS for f in after):
        found.add("deed noun")
    if any(
        f[0].isdigit() or f in patterns.INDEFINITE - {"un", "une", "des", "plusieurs", "quelques"}
        for f in after
    ):
        found.add("number")
    if any(f in patterns.NOW for f in forms):
        found.add("now")
    if _has(forms, _WHEN):
        found.add("when")
    if _has(after[:6], _NARRATED):
        found.add("narrated")
    session = sum(f in negatives.HOUSEKEEPING for f in forms)
    if session:
        found.add("session word")
        if c.lemma in negatives.SESSION_VERBS:
            found.add("session word+verb")
    if c.lemma in negatives.SESSION_VERBS and not after:
        found.add("session verb alone")
    if c.form == "necessity" and c.lemma in negatives.NOT_ADVICE:
        found.add("comment, not advice")
    words = len(after)
    found.add(
        "words after verb:"
        + (
            "0"
            if not words
            else "1-2"
            if words < 3
            else "3-5"
            if words < 6
            else "6-12"
            if words < 13
            else "13+"
        )
    )
    return frozenset(found)


def _kind(c: Candidate, after: Sequence[str]) -> str:
    """Class of the verb, seen with the words that change it: *mettre en place*, *faire une étude*."""
    kind = verbs.verb_class(c.lemma)
    if c.outer == "faire":
        return "causative"
    if (c.lemma, after[0] if after else "") in IDIOMS_OF_MIND:
        return "mind"
    if any(a in ("en", "à") and b in patterns.LOCUTIONS for a, b in itertools.pairwise(after)):
        return "do"
    if kind == "light" and any(f in patterns.DEED_NOUNS for f in after[:6]):
        return "light+deed noun"
    if c.outer and verbs.verb_class(c.outer) == "decide" and kind in ("state", "weak", "light"):
        return "decided"
    return kind


def _family(form: str) -> str:
    for name in ("present", "past", "pluperfect", "reflexive", "movement"):
        if form.startswith(name):
            return name
    if form in ("near_future", "future", "future_passive") or form.startswith("intended"):
        return "planned"
    if form in ("advice", "imperative", "imperative_not", "invite", "necessity", "good_to", "may", "must"):
        return "advice"
    return form


def _object(after: Sequence[str]) -> str:
    """How the first complement begins."""
    i = 0
    while i < len(after) and (
        after[i] in patterns.ADVERBS or (after[i].endswith("ment") and len(after[i]) > 6)
    ):
        i += 1
    if i >= len(after):
        return "none"
    word = after[i]
    if (
        word in ("en", "à")
        and i + 1 < len(after)
        and after[i + 1] in ("place", "œuvre", "oeuvre", "service", "ligne", "disposition", "jour")
    ):
        return "locution"
    if word in patterns.INDEFINITE or word[0].isdigit():
        return "indefinite"
    if word in ("que", "qu'", "comment", "si", "pourquoi", "combien"):
        return "clause"
    if word in patterns.PREPOSITIONS:
        return "prepositional"
    if word in ("ce", "cet", "cette", "ces"):
        return "demonstrative"
    if word in patterns.DETERMINERS:
        return "definite"
    return "other"


def _has(forms: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether one of the phrases, each between spaces, stands among the words."""
    joined = " " + " ".join(forms) + " "
    return any(phrase in joined for phrase in phrases)
