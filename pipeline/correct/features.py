"""What speaks for and against a span being a misheard term: named numbers, each one explainable."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.correct.forms import Form
from pipeline.correct.patterns import ANNOUNCE, BEFORE_NAME, DETERMINERS, FUNCTION_WORDS, STRONG_BEFORE_NAME
from pipeline.correct.search import SoundHit
from pipeline.correct.words import Word, stem
from pipeline.french.collocations import association
from pipeline.french.spelling import WORD, fold, key

NEAR = 8
"""How many words on either side count as close by."""
LONG = 18
"""How far the written-out name of an acronym may stand."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole recording says: words, right forms by entry with their places, and its casing."""

    words: Sequence[Word]
    right: dict[str, tuple[int, ...]]
    cased: bool
    lower: tuple[str, ...] = field(repr=False)
    stems: tuple[str, ...] = field(repr=False)
    vocabulary: frozenset[str] = field(repr=False)
    names: frozenset[int] = frozenset()
    expected: frozenset[str] = frozenset()


def surroundings(
    words: Sequence[Word],
    right: dict[str, tuple[int, ...]],
    names: frozenset[int],
    expected: frozenset[str] = frozenset(),
) -> Surroundings:
    """Gather what the features need once per recording.

    ``names`` are places of right names, ``expected`` the entries that a list for this recording names.
    """
    capitals = sum(w.text[0].isupper() for w in words)
    lower = tuple(w.lower for w in words)
    stems = tuple(w.stem for w in words)
    cased = capitals > 0.04 * len(words)
    return Surroundings(words, right, cased, lower, stems, frozenset(stems), names, expected)


def features(hit: SoundHit, around: Surroundings) -> dict[str, float]:
    """The evidence for one span, by name. All numbers are about 0 to 3, and 0 where nothing is known."""
    words, form, entry = around.words, hit.form, hit.form.entry
    first, last = hit.first, hit.last
    span = words[first : last + 1]
    size = len(form.sounds)
    cost = hit.distance * max(size, len(hit.sounds))
    before = words[first - 1] if first > 0 and not words[first].breaks else None
    after = words[last + 1] if last + 1 < len(words) and not words[last + 1].breaks else None

    rarity = [max(0.0, 5.5 - w.zipf) for w in span]
    inner = [association(around.lower[k], around.lower[k + 1]) for k in range(first, last)]
    left = association(around.lower[first - 1], around.lower[first]) if before else 0.0
    right = association(around.lower[last], around.lower[last + 1]) if after else 0.0
    content = [w for w in span if w.folded not in FUNCTION_WORDS]

    f: dict[str, float] = {
        "cost": cost,
        "distance": 10 * hit.distance,
        "same": float(cost < 0.01),
        "short": max(0.0, 6.0 - size),
        "long": min(6.0, max(0.0, size - 6.0)),
        "rarity": sum(rarity) / len(rarity),
        "rarest": max(rarity),
        "unknown": float(any(w.zipf == 0.0 for w in span)),
        "usual_inside": sum(inner) / len(inner) / 3 if inner else 0.0,
        "odd_inside": max(0.0, -min(inner)) / 3 if inner else 0.0,
        "usual_edges": max(-2.0, min(2.0, (left + right) / 4)),
        "odd_edges": max(0.0, -min(left, right)) / 3,
        "function_words": float(not content),
        "one_word": float(len(span) == 1),
        "pieces": math.log2(len(span)),
        "letters": 0.0
        if form.spelled
        else 2
        * Levenshtein.normalized_similarity(
            "".join(w.folded for w in span).replace("'", ""), key(form.words)
        ),
        "spelled": float(form.spelled),
        "single_letters": min(3.0, sum(len(w.text) == 1 and w.folded not in "ay" for w in span)),
        "several_words": float(len(form.words.split()) > 1),
    }
    f["common_word"] = float(len(span) == 1 and span[0].zipf >= 4.0)
    ordinary = form.words.islower()
    f["ordinary_term"] = float(ordinary)
    f["ordinary_for_ordinary"] = float(
        ordinary and min(w.zipf for w in span) >= 2.5 and f["odd_inside"] == 0.0
    )
    f["rest"] = _rest(hit, span, cost)
    f["capital"] = _capital(span, around, first)
    f["begins_or_ends_empty"] = float(
        len(span) > 1 and (span[0].folded in FUNCTION_WORDS or span[-1].folded in FUNCTION_WORDS)
    )
    f.update(_article(form, before))
    f["announced"] = _announced(entry.kind, words, first)
    f["near"] = _near(entry.near, around, first, last)
    # `near` is for what could be meant as it stands: a French word, or words that go together
    missing = float(bool(entry.near) and f["near"] == 0.0)
    alike = len(span) == 1 and span[0].zipf > 0.0
    f["near_missing"] = missing if alike else 0.0
    f["near_missing_phrase"] = missing if not alike else 0.0
    f["written_out"] = _written_out(entry.long, around, first, last)
    f["elsewhere"] = math.log2(1 + len(around.right.get(entry.id, ())))
    f.update(_name(hit, around))
    f["listed"] = float(entry.participant)
    f["given"] = float(entry.given and entry.id in around.expected)
    cue = f["announced"] or f["near"] or f["written_out"] or f["greeted"] or f["beside_name"]
    f["short_alone"] = max(0.0, 6.0 - size) if not cue else 0.0
    f["known_word"] = float(len(span) == 1 and span[0].zipf > 0.0)
    f["acronym_already"] = float(
        around.cased and len(content) == 1 and len(content[0].text) > 2 and content[0].text.isupper()
    )
    return f


def _rest(hit: SoundHit, span: Sequence[Word], cost: float) -> float:
    """For a term of several words of which some are said rightly: how far the others are, per sound."""
    wanted = _folded_words(hit.form.words)
    if len(wanted) < 2 or len(span) < 2:
        return 0.0
    said = [w.folded for w in span]
    head = tail = 0
    while head < min(len(wanted), len(said)) - 1 and said[head] == wanted[head]:
        head += 1
    while tail < min(len(wanted), len(said)) - head - 1 and said[-1 - tail] == wanted[-1 - tail]:
        tail += 1
    if not head + tail:
        return 0.0
    same = sum(len(w.readings[0].sounds) for w in (*span[:head], *span[len(span) - tail :]))
    left = max(len(hit.sounds), len(hit.form.sounds)) - same
    return min(1.5, cost / max(1, left))


@lru_cache(maxsize=8192)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in WORD.findall(text))


def _capital(span: Sequence[Word], around: Surroundings, first: int) -> float:
    if not around.cased:
        return 0.0
    word = span[0]
    if word.breaks and len(span) == 1:
        return 0.0
    return float(any(w.text[0].isupper() and not (w.breaks and k == 0) for k, w in enumerate(span)))


def _article(form: Form, before: Word | None) -> dict[str, float]:
    found = {"article_fits": 0.0, "article_clashes": 0.0, "no_article": 0.0}
    article = form.entry.article
    if form.article:
        found["article_fits"] = 0.5
        if before is not None and before.folded in DETERMINERS:
            found["article_clashes"] = 1.0
        return found
    if not article or article == "none":
        return found
    known = DETERMINERS.get(before.folded) if before is not None else None
    if known is None:
        found["no_article"] = 1.0
        return found
    gender, number = known
    wanted = {"la": "f", "le": "m"}.get(article, "")
    clash = (gender and wanted and gender != wanted) or (number == "p") != (article == "les")
    if before is not None and before.folded in ("le", "la", "l'"):
        clash = clash or (before.folded == "l'") != (article == "l'")
    found["article_clashes" if clash else "article_fits"] = 1.0
    return found


def _announced(kind: str, words: Sequence[Word], first: int) -> float:
    heralds = ANNOUNCE.get(kind, frozenset())
    for back in (1, 2, 3):
        place = first - back
        if place < 0 or words[place + 1].breaks:
            break
        if words[place].folded in heralds:
            return 1.0 if back == 1 else 0.6
        if words[place].folded not in DETERMINERS and words[place].folded not in ("de", "d'", "par"):
            break
    return 0.0


def _near(near: Sequence[str], around: Surroundings, first: int, last: int) -> float:
    """1 with a word of ``near`` beside the span, down to 0.4 at the end of reach; 0 without."""
    best = 0.0
    stems = around.stems
    for phrase in near:
        wanted = _stems(phrase)
        if not wanted or any(w not in around.vocabulary for w in wanted):
            continue
        head, size = wanted[0], len(wanted)
        for start in range(max(0, first - NEAR), min(len(stems), last + 1 + NEAR) - size + 1):
            if (
                stems[start] != head
                or (start <= last and start + size > first)
                or stems[start : start + size] != wanted
            ):
                continue
            steps = first - (start + size) if start < first else start - last - 1
            best = max(best, 1.0 - 0.6 * steps / NEAR)
    return best


@lru_cache(maxsize=8192)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(fold(w)) for w in WORD.findall(phrase))


@lru_cache(maxsize=8192)
def _long_words(long: str) -> frozenset[str]:
    return frozenset(w for w in _stems(long) if len(w) > 3 and w not in FUNCTION_WORDS)


def _written_out(long: str | None, around: Surroundings, first: int, last: int) -> float:
    """How much of the entry's long name is said close by: 0 to 2."""
    if not long:
        return 0.0
    wanted = _long_words(long)
    if len(wanted & around.vocabulary) < min(2, max(1, len(wanted))):
        return 0.0
    said = set(around.stems[max(0, first - LONG) : first]) | set(around.stems[last + 1 : last + 1 + LONG])
    found = len(wanted & said)
    return 2.0 * found / len(wanted) if found >= min(2, len(wanted)) else 0.0


def _name(hit: SoundHit, around: Surroundings) -> dict[str, float]:
    found = {"person": 0.0, "greeted": 0.0, "beside_name": 0.0, "part_of_name": 0.0}
    form = hit.form
    if form.entry.kind != "person":
        return found
    found["person"] = 1.0
    found["part_of_name"] = float(bool(form.given))
    words, first, last = around.words, hit.first, hit.last
    if first > 0:
        previous = words[first - 1].folded
        if previous in STRONG_BEFORE_NAME:
            found["greeted"] = 1.0
        elif previous in BEFORE_NAME and not words[first].breaks:
            found["greeted"] = 0.4
    beside = [k for k in (first - 1, last + 1) if k in around.names]
    found["beside_name"] = float(bool(beside))
    return found
