"""From the evidence to turns: who speaks when, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.model import Participant
from pipeline.segment.decode import decide
from pipeline.segment.evidence import Evidence, Place
from pipeline.segment.phrases import labels
from pipeline.segment.roles import nobody_named, with_roles
from pipeline.segment.runs import Run
from pipeline.segment.subjects import Subjects
from pipeline.segment.turns import TurnWeights, load_turn_weights, score_turns, stretches
from pipeline.segment.weighing import PAIRS, Weights, pair_of

NULL_BELOW = 0.2
"""Confidence below which nobody is named. Higher, but under `CHECK_BELOW`, an editor should check."""
CHECK_BELOW = 0.7


def attribute(
    evidence: Evidence,
    weights: Weights,
    turn_weights: TurnWeights | None = None,
    subjects: Subjects | None = None,
) -> tuple[tuple[Run, ...], tuple[Participant, ...]]:
    """Decide who says each word. Without any participant, one voice that nobody names speaks.

    ``turn_weights`` and ``subjects`` are those of the package unless others are given.
    """
    people = with_roles(evidence.people, evidence) if evidence.people else (nobody_named(()),)
    evidence = replace(evidence, people=people)
    if not evidence.places:
        return (), people
    found = stretches(evidence, weights, subjects)
    edges = found.edges
    sizes = np.diff(edges)
    decision = decide(score_turns(found, turn_weights or load_turn_weights()), sizes)
    path, sure = decision.path, decision.sure
    ends = [*found.places[1:], len(evidence.places)]
    runs: list[Run] = []
    first = 0
    while first < len(path):
        stop = first + 1
        while stop < len(path) and path[stop] == path[first]:
            stop += 1
        who = path[first]
        confidence = float(sure[first:stop, who] @ sizes[first:stop] / sizes[first:stop].sum())
        places = evidence.places[found.places[first] : ends[stop - 1]]
        why = _reasons(places, people, who, path[first - 1] if first else None, weights)
        speaker = people[who].id if confidence >= NULL_BELOW else None
        runs.append(Run(edges[first], edges[stop], speaker, min(1.0, max(0.0, confidence)), why))
        first = stop
    heard = {run.speaker for run in runs}
    kept = tuple(p for p in people if p.listed or p.id in heard)
    return tuple(runs), kept


def _reasons(
    places: Sequence[Place], people: Sequence[Participant], who: int, before: int | None, weights: Weights
) -> tuple[str, ...]:
    """The strongest reasons for a turn, in French, strongest first (at most four)."""
    person = people[who]
    reasons: list[tuple[float, str]] = []
    named = labels()
    opening = places[0]
    for place in places:
        if person.id in place.introduced:
            reasons.append((weights.person["introduced"], f"se présente : {person.name}"))
            break
    if before is not None:
        previous = people[before]
        if person.id in opening.called:
            reasons.append(
                (
                    weights.person["called"] * opening.called[person.id],
                    f"le nom « {person.name} » est dit juste avant",
                )
            )
        if previous.id in opening.thanked:
            reasons.append((weights.person["thanked_before"] + 1, f"remercie {previous.name}, qui parlait"))
        pair = PAIRS[int(pair_of(people)[before, who])]
        for name, value in opening.change.items():
            weight = weights.change.get(name, {}).get(pair, 0.0) * value
            kind, _, phrase = name.partition(":")
            if weight <= 0.3:
                continue
            if name == "lieu:?" or name == "fin:question_proche":
                reasons.append((weight, "suit une question"))
            elif name == "lieu:tiret":
                reasons.append((weight, "tiret de dialogue"))
            elif name == "debut:echo":
                reasons.append((weight, "reprend les mots de la voix précédente"))
            elif phrase in named and kind in ("debut", "fin", "suite"):
                reasons.append((weight, named[phrase]))
    else:
        reasons.append((1.0, "ouvre l'enregistrement"))
    lean: dict[str, float] = {}
    for place in places:
        for name, value in place.unit.items():
            lean[name] = lean.get(name, 0.0) + value
    for name, value in sorted(lean.items()):
        weight = weights.unit.get(name, 0.0) * (1 if person.kind == "host" else -1)
        if weight > 0 and value >= 1:
            phrase = name.partition(":")[2]
            if phrase in named:
                reasons.append((min(weight, 1.0), named[phrase]))
    if not reasons:
        reasons.append((0.0, "d'après les mots alentour"))
    ordered = sorted(reasons, key=lambda r: (-r[0], r[1]))
    return tuple(dict.fromkeys(text for _, text in ordered))[:4]
