"""From text to actions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.extract.actions import classifier, objectives, slots
from pipeline.extract.actions.candidates import Candidate, Reader
from pipeline.extract.actions.features import features
from pipeline.extract.actions.tokens import Token, tokenise
from pipeline.french.syntax import Syntax
from pipeline.model import Action, Segmentation, Sentence, Turn
from pipeline.positions import Text

BARRED = frozenset({"question", "hypothesis", "indirect", "negated", "what"})
"""Marks that no other evidence makes up for."""
NEARBY = 220
"""Characters before a clause (half of it after) that help to tell its objective."""


def find_candidates(text: Text, segmentation: Segmentation) -> tuple[tuple[Token, ...], list[Candidate]]:
    """Words of the text and every clause with the form of an action, barred ones left out."""
    tokens = tokenise(text.text)
    starts = [t.start for t in tokens]
    breaks = frozenset(
        bisect_left(starts, part.start)
        for parts in (segmentation.sentences, segmentation.turns)
        for part in parts
    )
    found = Reader(tokens, breaks).candidates()
    return tokens, [c for c in found if not barred(c)]


def barred(candidate: Candidate) -> bool:
    """Whether a clause cannot be an action, whatever its words: see `BARRED`.

    What the audience has done, does or must do *when* it does something is not advised either.
    """
    if candidate.marks & BARRED:
        return True
    if candidate.subject == "vous":
        return candidate.form not in ("may", "must") or bool(candidate.marks & {"temporal", "that", "because"})
    return False


def find_actions(
    text: Text, segmentation: Segmentation, date: str | None, syntax: Syntax
) -> tuple[Action, ...]:
    """Actions in reading order; empty when there are none.

    ``date`` (ISO, of the recording) resolves a deadline such as *l'année prochaine*; without it the
    words are kept. ``syntax`` parses the clauses that are kept, to find their objects.
    """
    tokens, candidates = find_candidates(text, segmentation)
    model = classifier.load()
    scored = [(model.probability(features(c, tokens, text.text)), c) for c in candidates]
    kept = apart([(p, c) for p, c in scored if p >= model.threshold])
    turn_shares = {t.index: objectives.shares(text.text[t.start : t.end]) for t in segmentation.turns}
    clauses = [text.text[tokens[c.first].start : tokens[c.last - 1].end] for _, c in kept]
    objects = slots.objects(kept, tokens, clauses, syntax)
    found = []
    for (probability, candidate), clause, thing in zip(kept, clauses, objects, strict=True):
        start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
        sentence = _sentence(segmentation.sentences, start)
        turn = _turn(segmentation.turns, start)
        low = max(start - NEARBY, turn.start if turn else 0)
        high = min(end + NEARBY // 2, turn.end if turn else len(text.text))
        nearby = text.text[low:start] + " \n " + text.text[end:high]
        found.append(
            Action(
                start=start,
                end=end,
                status=candidate.status,
                actor=slots.actor(candidate, tokens, text.text, turn, segmentation.participants),
                verb=slots.verb_phrase(candidate, tokens),
                object=thing,
                deadline=slots.deadline(candidate, tokens, text.text, date),
                objectives=objectives.objectives_of(
                    clause, nearby, turn_shares.get(turn.index, {}) if turn else {}
                ),
                confidence=round(probability, 2),
                sentence=sentence or Sentence(start, end, turn.index if turn else 0),
            )
        )
    return tuple(found)


def apart(scored: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The best of clauses that share half their words, in reading order."""
    kept: list[tuple[float, Candidate]] = []
    for probability, candidate in sorted(scored, key=lambda s: (-s[0], s[1].first, s[1].head)):
        span = candidate.last - candidate.first
        if all(
            2 * (min(candidate.last, c.last) - max(candidate.first, c.first)) <= min(span, c.last - c.first)
            for _, c in kept
        ):
            kept.append((probability, candidate))
    return sorted(kept, key=lambda s: (s[1].first, s[1].head))


def _sentence(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    i = bisect_right([s.start for s in sentences], offset) - 1
    return sentences[i] if i >= 0 and offset < sentences[i].end else None


def _turn(turns: Sequence[Turn], offset: int) -> Turn | None:
    i = bisect_right([t.start for t in turns], offset) - 1
    return turns[i] if i >= 0 and offset < turns[i].end else None
