"""The words around an inserted term: articles, contractions and elisions that must agree with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.correct.forms import Form
from pipeline.correct.patterns import DETERMINERS
from pipeline.correct.words import Word
from pipeline.french.spelling import fold

# What stands before a term -> what must stand there, by the article that the term takes.
_ARTICLES: dict[str, dict[str, str]] = {
    "la": {
        "l'": "la ",
        "le": "la ",
        "du": "de la ",
        "au": "à la ",
        "un": "une ",
        "ce": "cette ",
        "cet": "cette ",
    },
    "le": {"l'": "le ", "la": "le ", "une": "un ", "cette": "ce ", "cet": "ce "},
    "l'": {"le": "l'", "la": "l'", "du": "de l'", "au": "à l'", "ce": "cet "},
    "les": {"le": "les ", "la": "les ", "l'": "les ", "du": "des ", "au": "aux "},
}
_SINGULAR: dict[str, dict[str, str]] = {
    "la": {"les": "la ", "des": "de la ", "aux": "à la "},
    "le": {"les": "le ", "des": "du ", "aux": "au "},
    "l'": {"les": "l'", "des": "de l'", "aux": "à l'"},
}
# "de" or "à" before an article that changed: "de la" + le -> "du"
_CONTRACTED: dict[tuple[str, str], str] = {
    ("de", "le "): "du ", ("a", "le "): "au ", ("de", "les "): "des ", ("a", "les "): "aux ",
}  # fmt: skip
_ELIDED: dict[str, str] = {"d'": "de ", "qu'": "que ", "l'": ""}
_PROPER = frozenset({"law", "organisation"})


@dataclass(frozen=True, slots=True)
class Repair:
    """The words [first, last] to replace and by what, the article included where it changes."""

    first: int
    last: int
    text: str
    article: bool


def repair(words: Sequence[Word], first: int, last: int, form: Form) -> Repair:
    """Widen the span [first, last] over the article that has to change, and say what to write.

    Nothing is widened where the article already agrees, or where there is none.
    """
    text = form.words
    article = form.article or form.entry.article
    before = words[first - 1] if first > 0 and not words[first].breaks else None
    if form.given or form.entry.kind == "person":
        family = form.entry.term.partition(" ")[2]
        if before is not None and form.given == "family" and fold(family) == f"{before.folded} {fold(text)}":
            return Repair(first - 1, last, family, False)  # "monsieur le gars Loudec": the particle is his
        return _after_elision(words, first, last, text)
    if form.article:
        # the article is part of what is written: only a contraction before it is left to mend
        if (
            before is not None
            and before.folded in ("le", "la", "les", "l'")
            and before.folded == fold(form.article)
        ):
            return Repair(first - 1, last, _as(before, text), True)
        return Repair(
            first, last, _as(words[first], text) if words[first].folded in DETERMINERS else text, False
        )
    misheard = before is not None and before.text.lower() == "là" and words[first].folded == "d'"
    if before is not None and misheard and article == "la":
        return Repair(first - 1, last, _as(before, "la ") + text, True)  # "là d'Inum"
    if before is None or article in (None, "none"):
        return _after_elision(words, first, last, text)
    table = dict(_ARTICLES.get(article, {}))
    if form.entry.kind in _PROPER:
        table.update(_SINGULAR.get(article, {}))
    written = table.get(before.folded)
    if written is None:
        if before.folded == "d'" and article in ("la", "le"):
            return Repair(first - 1, last, _as(before, "de ") + text, True)
        return Repair(first, last, text, False)
    start = first - 1
    if first > 1 and not words[start].breaks and before.folded in ("la", "le", "l'", "les"):
        joined = _CONTRACTED.get((words[first - 2].folded, written))
        if joined:
            start, written = first - 2, joined
    return Repair(start, last, _as(words[start], written) + text, True)


def _after_elision(words: Sequence[Word], first: int, last: int, text: str) -> Repair:
    """Undo or make the elision of a term without an article: "d'Élodie" -> "de Mélodie"."""
    if first == 0 or words[first].breaks:
        return Repair(first, last, text, False)
    before = words[first - 1]
    vowel = fold(text)[:1] in "aeiouyh"
    if before.folded in _ELIDED and not vowel:
        return Repair(first - 1, last, _as(before, _ELIDED[before.folded]) + text, True)
    if (
        before.folded in ("de", "que")
        and vowel
        and fold(words[first].text)[:1] not in "aeiouyh"
        and fold(text)[0] != "h"
    ):
        return Repair(first - 1, last, _as(before, before.folded[:-1] + "'") + text, True)
    return Repair(first, last, text, False)


def _as(word: Word, text: str) -> str:
    """Keep the capital of the word that is replaced; of "L'" only where a sentence begins."""
    capital = word.text[:1].isupper() and (word.breaks if len(word.text) < 3 else not word.text.isupper())
    return text[:1].upper() + text[1:] if capital else text
