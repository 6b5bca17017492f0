"""What a figure measures, read from the dependency parse of the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.french.nouns import singular
from pipeline.french.numbers import parse_number

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 260
"""Characters of a sentence that is parsed whole; of a longer one only the clause around the figure."""
BEFORE, AFTER = 120, 90
WORDS = 9
"""Most words of a phrase that says what is measured."""

COMPLEMENT = frozenset({"nmod", "obl:arg", "obl:mod", "obl", "obl:agent"})
VAGUE = frozenset(
    """
    an année mois jour journée semaine heure minute seconde trimestre semestre siècle fait bout part
    lieu plaît plaire arrière chose moment temps fois inverse cas vie côté point gens coup peu fin début
    euro près niveau exemple suite manière façon ordre place tout reste mot question hauteur total
    moyenne dessous dessus tonne million milliard millier centaine dizaine kilomètre mètre degré cent mille
    mai mars juin juillet janvier février avril août septembre octobre novembre décembre
    """.split()
)
"""Nouns that say nothing of what is measured (*par an*, *au bout de quatre ans*), and units."""
NOT_NOUN = frozenset({"VERB", "AUX", "ADV", "ADP", "PRON", "CCONJ", "SCONJ", "DET", "INTJ"})
OBJECTS = ("obj", "nsubj:pass", "nsubj", "dislocated", "obl:arg")


def clause(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Offsets of the words to parse for a figure at [start, end) in the sentence [low, high).

    The sentence if it is short, else the words around the figure, cut at spaces; never longer
    than the figure and some two hundred characters.
    """
    high = max(high, end)
    if high - low <= LONGEST:
        return low, high
    left, right = max(low, start - BEFORE), min(high, end + AFTER)
    if left > low:
        comma = max(text.rfind(mark, left, start - 40) for mark in (", ", "; ", ": "))
        left = comma + 2 if comma > 0 else text.find(" ", left) + 1
        left = min(left, start)
    if right < high:
        right = max(text.rfind(" ", end, right), end)
    return left, right


def measured(doc: Doc, start: int, end: int, noun: int = -1) -> str:
    """Words of the parsed clause that say what the figure at [start, end) measures.

    ``noun`` is the offset of the counted noun, if there is one: then its own phrase is the answer.
    An empty string when the parse gives nothing.
    """
    inside = [t for t in doc if t.idx < end and t.idx + len(t) > start]
    if not inside:
        return ""
    if noun >= 0:
        head = next((t for t in inside if t.idx <= noun < t.idx + len(t)), inside[-1])
        return phrase(head, {t.i for t in inside if t.idx < head.idx})
    skip = {t.i for t in inside}
    last = inside[-1]
    root = doc[inside[0].i : last.i + 1].root
    for token in (last, root):
        for child in token.rights:
            # "50 % de notre matériel"
            if child.dep_ in COMPLEMENT and child.left_edge.i == last.i + 1 and says(child):
                return phrase(child, skip)
    head = root.head
    if head.i not in skip and says(head) and root.dep_ in ("nmod", "appos", "amod", "obl:mod"):
        return phrase(head, skip)
    verb = head if head.pos_ in ("VERB", "AUX") and head.i not in skip else root
    for relation in OBJECTS:
        for child in verb.children:
            if child.dep_ == relation and child.i not in skip and says(child):
                return phrase(child, skip)
    before = [t for t in doc[: inside[0].i] if says(t)]
    after = [t for t in doc[last.i + 1 :] if says(t)]
    nearest = before[-1] if before else after[0] if after else None
    return phrase(nearest, skip) if nearest is not None else ""


def says(token: Token) -> bool:
    """Whether a token is a noun that can name what is measured."""
    return (
        token.pos_ in ("NOUN", "PROPN")
        and not is_number(token)
        and token.is_alpha
        and len(token) > 2
        and token.lower_ not in VAGUE
        and singular(token.lower_) not in VAGUE
    )


def is_number(token: Token) -> bool:
    """Whether a token is a number word that the parse takes for an adjective."""
    return parse_number(token.text) is not None


def may_be_noun(doc: Doc, at: int) -> bool:
    """Whether the parse allows a noun at an offset (a small model takes many nouns for adjectives)."""
    return not any(t.idx <= at < t.idx + len(t) and t.pos_ in NOT_NOUN for t in doc)


def phrase(head: Token, skip: set[int]) -> str:
    """The noun with its complements, without article, clause or second member, as said."""
    kept = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if (
                child.dep_.startswith(
                    (
                        "acl:relcl",
                        "obl",
                        "conj",
                        "cc",
                        "punct",
                        "parataxis",
                        "det",
                        "nummod",
                        "advcl",
                        "cop",
                        "nsubj",
                        "advmod",
                        "mark",
                        "dislocated",
                        "appos",
                    )
                )
                or child.i in skip
            ):
                continue
            if child.pos_ in ("VERB", "AUX") and child.dep_ != "acl":
                continue
            kept.add(child.i)
            stack.append(child)
    # complements need their determiners: "réseau de la ville"
    doc = head.doc
    kept |= {
        t.i for t in doc if t.dep_ == "det" and t.head.i in kept and t.head.i != head.i and t.i not in skip
    }
    first = head.i
    while first - 1 in kept and first > 0 and doc[first - 1].pos_ == "ADJ" and not is_number(doc[first - 1]):
        first -= 1
    last = head.i
    while last + 1 in kept and last + 1 - first < WORDS:
        last += 1
    while last > head.i and doc[last].pos_ in ("ADP", "DET", "CCONJ", "PRON"):
        last -= 1
    return " ".join(doc[first : last + 1].text.split()).strip(" ,.;:!?*")
