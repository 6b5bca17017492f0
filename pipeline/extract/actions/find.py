"""From text to actions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.extract.actions import classifier, objectives, slots
from pipeline.extract.actions.candidates import Candidate, Candidates
from pipeline.extract.actions.features import features
from pipeline.extract.actions.listed import listed_objectives
from pipeline.extract.actions.tokens import Token, tokenise
from pipeline.model import Action, Segmentation, Sentence, Turn
from pipeline.positions import Text

BARRED = frozenset({"question", "hypothesis", "indirect", "negated", "what", "purpose"})
"""Marks that no other evidence makes up for."""
SAME_DEED = 0.75
"""Share of long words after the verb from which two clauses tell the same deed."""


def find_candidates(text: Text, segmentation: Segmentation) -> tuple[tuple[Token, ...], list[Candidate]]:
    """Words of the text and every clause with the form of an action, barred ones left out."""
    tokens, found = _clauses(text, segmentation)
    return tokens, [c for c in found if not barred(c)]


def _clauses(text: Text, segmentation: Segmentation) -> tuple[tuple[Token, ...], list[Candidate]]:
    tokens = tokenise(text.text)
    starts = [t.start for t in tokens]
    breaks = frozenset(
        bisect_left(starts, part.start)
        for parts in (segmentation.sentences, segmentation.turns)
        for part in parts
    )
    return tokens, Candidates(tokens, breaks).all()


def barred(candidate: Candidate) -> bool:
    """Whether a clause cannot be an action, whatever its words: see `BARRED`.

    What the audience has done, does or must do *when* it does something is not advised either.
    """
    if candidate.marks & BARRED:
        return True
    if "that" in candidate.marks and candidate.last - candidate.head < 4 and candidate.form != "advice":
        return True  # "les outils qu'on a mis en place": the deed is told elsewhere
    if candidate.subject == "vous":
        return candidate.form not in ("may", "must") or bool(
            candidate.marks & {"temporal", "that", "because"}
        )
    return False


def find_actions(text: Text, segmentation: Segmentation, date: str | None) -> tuple[Action, ...]:
    """Actions in reading order; empty when there are none.

    ``date`` (ISO, of the recording) resolves a deadline such as *l'année prochaine*; without it the
    words are kept.
    """
    tokens, candidates = find_candidates(text, segmentation)
    vocabulary = objectives.Vocabulary(text.text)
    model = classifier.load()
    scored = [(model.probability(features(c, tokens, vocabulary)), c) for c in candidates]
    kept = apart([(p, c) for p, c in scored if p >= model.threshold], tokens)
    told = [_action(c, p, tokens, vocabulary, text, segmentation, date) for p, c in kept]
    listed = listed_objectives(text, segmentation, vocabulary)
    return tuple(sorted((*told, *listed), key=lambda a: (a.start, a.end)))


def action_at(text: Text, segmentation: Segmentation, date: str | None, start: int, end: int) -> Action:
    """The action that someone says stands at text offsets [start, end), read from its words.

    The clause that shares most with these words gives status, actor, verb, object and deadline; without
    one it is a deed that was done, whose object is the words themselves.
    """
    tokens, found = _clauses(text, segmentation)
    vocabulary = objectives.Vocabulary(text.text)
    shared = [
        (min(end, tokens[c.last - 1].end) - max(start, tokens[c.first].start), -c.first, c) for c in found
    ]
    best = max((s for s in shared if s[0] > 0), key=lambda s: s[:2], default=None)
    if best is not None:
        read = _action(best[2], 1.0, tokens, vocabulary, text, segmentation, date)
        return replace(read, start=start, end=end)
    turn, sentence = _holding(segmentation.turns, start), _holding(segmentation.sentences, start)
    around = (turn.start, turn.end) if turn else (0, len(text.text))
    return Action(
        start=start,
        end=end,
        status="done",
        actor=None,
        verb="",
        object=text.text[start:end],
        deadline=None,
        objectives=vocabulary.objectives(start, end, around),
        confidence=1.0,
        sentence=sentence or Sentence(start, end, turn.index if turn else 0),
    )


def _action(
    candidate: Candidate,
    probability: float,
    tokens: Sequence[Token],
    vocabulary: objectives.Vocabulary,
    text: Text,
    segmentation: Segmentation,
    date: str | None,
) -> Action:
    start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
    turn = _holding(segmentation.turns, start)
    sentence = _holding(segmentation.sentences, start)
    return Action(
        start=start,
        end=end,
        status=candidate.status,
        actor=slots.actor(candidate, tokens, text.text, turn, segmentation.participants),
        verb=slots.verb_phrase(candidate, tokens),
        object=slots.object_of(candidate, tokens, text.text),
        deadline=slots.deadline(candidate, tokens, text.text, date),
        objectives=vocabulary.objectives(start, end, (turn.start, turn.end) if turn else (0, len(text.text))),
        confidence=round(probability, 2),
        sentence=sentence or Sentence(start, end, turn.index if turn else 0),
    )


def apart(scored: list[tuple[float, Candidate]], tokens: Sequence[Token]) -> list[tuple[float, Candidate]]:
    """The best of clauses that share half their words or tell the same deed again, in reading order."""
    kept: list[tuple[float, Candidate]] = []
    by_place: dict[int, list[Candidate]] = defaultdict(list)
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    told: list[frozenset[str]] = []
    for probability, candidate in sorted(scored, key=lambda s: (-s[0], s[1].first, s[1].head)):
        places = range(candidate.first, candidate.last)
        if any(_overlap(candidate, c) for place in places for c in by_place.get(place, ())):
            continue
        words = _telling(candidate, tokens)
        again = Counter(n for word in words for n in by_word.get((candidate.lemma, word), ()))
        if any(shared >= max(1, SAME_DEED * min(len(words), len(told[n]))) for n, shared in again.items()):
            continue
        for place in places:
            by_place[place].append(candidate)
        for word in words:
            by_word[candidate.lemma, word].append(len(told))
        told.append(words)
        kept.append((probability, candidate))
    return sorted(kept, key=lambda s: (s[1].first, s[1].head))


def _overlap(a: Candidate, b: Candidate) -> bool:
    shared = min(a.last, b.last) - max(a.first, b.first)
    return 2 * shared > min(a.last - a.first, b.last - b.first)


def _telling(candidate: Candidate, tokens: Sequence[Token]) -> frozenset[str]:
    """The telling words of a clause's object: two clauses with the same verb that share them are one deed."""
    after = tokens[candidate.head + 1 : min(candidate.last, candidate.head + 9)]
    return frozenset(t.form for t in after if len(t.form) > 4)


Part = TypeVar("Part", Sentence, Turn)


def _holding(parts: Sequence[Part], offset: int) -> Part | None:
    """The turn or sentence that holds an offset."""
    i = bisect_right(parts, offset, key=lambda p: p.start) - 1
    return parts[i] if i >= 0 and offset < parts[i].end else None
