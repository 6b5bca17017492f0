"""The summary: a standfirst and a few points, extracted, each with its place.

Every word of it was said; `cleaning` leaves hesitations out. Sentences are weighed by their telling words
(sum of rarity, the best simple extractive score on French debates), by the actions and figures that they
hold, and spread over the speakers.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract import summary_patterns as patterns
from pipeline.extract.cleaning import clean
from pipeline.extract.subjects import Weights, weigh, words
from pipeline.french.spelling import fold
from pipeline.model import Action, Figure, Metadata, Point, Segmentation, Summary
from pipeline.positions import Text

MOST, LEAST = 8, 5
"""Points of a summary, for a recording that is long enough."""
SHORTEST, LONGEST = 8, 42
"""Words of a point."""
OPENING = 4000
"""Characters at the head of the recording where its subject is announced."""
WORDS_PER_POINT = 160
"""A recording needs this many words for each point."""
FIGURE_WORTH = {"money": 0.4, "percent": 0.4, "score": 0.4, "factor": 0.3, "count": 0.2, "quantity": 0.2}
"""What a figure adds to a point, by its kind."""
ASIDE = 6
"""Words before a deed that are an aside when no comma parts them from it."""
SHORTEST_STANDFIRST = 5
IN_TITLE = 0.4
"""What a telling word of the title or description is worth in a standfirst."""
CLOSE = 100
"""Characters between two points below which they are one place."""
ALIKE = 0.45
"""Share of common telling words from which two points say the same."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of speech that could be a point."""

    start: int
    end: int
    speaker: str | None
    text: str
    score: float
    keys: frozenset[str]


def summarise(
    text: Text,
    segmentation: Segmentation,
    figures: Sequence[Figure],
    actions: Sequence[Action],
    metadata: Metadata,
) -> Summary:
    """Five to eight points in the order of the recording and a standfirst; empty without speech."""
    if not segmentation.turns:
        return Summary()
    weights = weigh([text.text[s.start : s.end] for s in segmentation.sentences])
    units = list(_units(text, segmentation, figures, actions, weights))
    total = sum(t.end - t.start for t in segmentation.turns) // 6
    wanted = max(1, min(MOST, max(LEAST if total > LEAST * WORDS_PER_POINT else 1, total // WORDS_PER_POINT)))
    chosen = _choose(units, wanted, segmentation)
    standfirst = _standfirst(text, segmentation, weights, metadata) or _strongest(units, chosen)
    return Summary(standfirst, tuple(Point(u.text, u.start, u.end) for u in chosen))


def _units(
    text: Text,
    segmentation: Segmentation,
    figures: Sequence[Figure],
    actions: Sequence[Action],
    weights: Weights,
) -> Iterator[_Unit]:
    """Sentences of a readable length, and in longer ones the clauses of actions and figures."""
    starts = [t.start for t in segmentation.turns]
    figure_starts, action_starts = [f.start for f in figures], [a.start for a in actions]
    hosts = {p.id for p in segmentation.participants if p.kind == "host"}
    for start, end in _stretches(text, segmentation, figures, actions):
        turn = segmentation.turns[max(0, bisect_right(starts, start) - 1)]
        said = text.text[start:end]
        if not SHORTEST <= said.count(" ") + 1 <= 2 * LONGEST:
            continue
        cleaned = clean(said)
        count = len(cleaned.split())
        if not SHORTEST <= count <= LONGEST or _unfit(cleaned):
            continue
        inside = figures[bisect_left(figure_starts, start) : bisect_left(figure_starts, end)]
        near = actions[bisect_left(action_starts, start) : bisect_right(action_starts, end + 1)]
        deeds = [a for a in near if a.end <= end + 1]
        keys = frozenset(fold(w) for w in words(cleaned) if weights.of(w) > 0.8)
        score = sum(weights.of(w) for w in sorted(keys)) / (count + 6)
        score += 0.9 * max((a.confidence for a in deeds), default=0.0)
        score += max((FIGURE_WORTH.get(f.kind, 0.1) * (1.5 if f.key else 1.0) for f in inside), default=0.0)
        score += 0.1 * any(o != "autre" for a in deeds for o in a.objectives)
        if deeds:
            prefix = text.text[start : min(a.start for a in deeds)].strip()
            if prefix and not prefix.endswith(",") and len(prefix.split()) <= ASIDE:
                score -= 0.6  # "allez-y", "on progresse": an aside runs into the deed
        score -= 0.5 * (turn.speaker in hosts)
        score -= 0.25 * bool(patterns.POINTING.search(cleaned)) + 0.3 * bool(patterns.OPINION.search(cleaned))
        yield _Unit(start, end, turn.speaker, cleaned, score, keys)


def _stretches(
    text: Text, segmentation: Segmentation, figures: Sequence[Figure], actions: Sequence[Action]
) -> list[tuple[int, int]]:
    found = {(s.start, s.end) for s in segmentation.sentences}
    found |= {(a.start, a.end) for a in actions}
    for sentence in segmentation.sentences:
        if sentence.end - sentence.start > 6 * LONGEST:
            cuts = [
                sentence.start,
                *(
                    sentence.start + m.start() + 1
                    for m in patterns.CUT.finditer(text.text[sentence.start : sentence.end])
                ),
                sentence.end,
            ]
            found |= {(a, b) for a, b in itertools.pairwise(cuts)}
    return sorted((a, b) for a, b in found if text.text[a:b].strip())


def _unfit(cleaned: str) -> bool:
    """Questions, greetings, session talk and sentences that hang on the one before."""
    return bool(cleaned.endswith("?") or patterns.SESSION.search(cleaned) or patterns.HANGING.match(cleaned))


def _choose(units: Sequence[_Unit], wanted: int, segmentation: Segmentation) -> list[_Unit]:
    """The best units, no two alike, shared out over the speakers by how much they say."""
    said: dict[str | None, int] = {}
    for turn in segmentation.turns:
        said[turn.speaker] = said.get(turn.speaker, 0) + turn.end - turn.start
    hosts = {p.id for p in segmentation.participants if p.kind == "host"}
    speaking = {s: n for s, n in said.items() if s not in hosts} or said
    total = sum(speaking.values())
    shares = {s: max(1, -(-wanted * n // total)) for s, n in speaking.items()}
    chosen: list[_Unit] = []
    for unit in sorted(units, key=lambda u: (-u.score, u.start)):
        if len(chosen) >= wanted:
            break
        if sum(c.speaker == unit.speaker for c in chosen) >= shares.get(unit.speaker, 1):
            continue
        if any(_alike(unit, c) for c in chosen):
            continue
        chosen.append(unit)
    return sorted(chosen, key=lambda u: u.start)


def _alike(a: _Unit, b: _Unit) -> bool:
    if a.start < b.end + CLOSE and b.start < a.end + CLOSE:
        return True
    return len(a.keys & b.keys) > ALIKE * max(1, min(len(a.keys), len(b.keys)))


def _strongest(units: Sequence[_Unit], chosen: Sequence[_Unit]) -> str:
    """The best unit that is no point yet, else the best point; empty without any."""
    left = [u for u in units if not any(_alike(u, c) for c in chosen)]
    best = max(left or chosen, key=lambda u: (u.score, -u.start), default=None)
    return best.text if best else ""


def _standfirst(text: Text, segmentation: Segmentation, weights: Weights, metadata: Metadata) -> str:
    """What the first voices say that the recording is about; empty when they do not say it.

    The title and the description only tell which of their sentences to take.
    """
    first = segmentation.turns[0].start
    about = {fold(w) for w in words(f"{metadata.title or ''} {metadata.description or ''}") if weights.of(w)}
    best_said, best_score = "", 0.0
    for start, end in _stretches(text, segmentation, (), ()):
        if not first <= start <= first + OPENING:
            continue
        said = text.text[start:end]
        if patterns.INTRODUCING.search(said) or not patterns.PURPOSE.search(said):
            continue
        cleaned = clean(said)
        count = len(cleaned.split())
        if (
            not SHORTEST_STANDFIRST <= count <= LONGEST + 10
            or cleaned.endswith("?")
            or patterns.HANGING.match(cleaned)
        ):
            continue
        telling = sorted({fold(w) for w in words(cleaned)})
        score = IN_TITLE * min(4, len(about & set(telling)))
        score += sum(weights.of(w) for w in telling) / (count + 6)
        if score > best_score:
            best_said, best_score = cleaned, score
    return best_said
