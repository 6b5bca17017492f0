"""Metrics of the actions: clauses found, their status, their objectives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.alignment import Document, f_score, fold, ratio, tokens

WINDOW = 45.0
"""Seconds between an action of the gold and one of the prediction that may be the same."""
SHARE = 0.6
"""Least part of the shorter clause's words that both have."""
COVER = 0.3
"""Least part of the gold clause's words that the other has."""


@dataclass(frozen=True, slots=True)
class ActionScore:
    """An action is found when its words overlap those of the gold (`SHARE`, `COVER`) within `WINDOW`;
    ``status_accuracy`` and ``objective_accuracy`` are shares of those found."""

    precision: float | None
    recall: float | None
    f1: float
    status_accuracy: float | None
    objective_accuracy: float | None
    gold: int
    notes: tuple[str, ...] = field(default=(), repr=False)


def score_actions(prediction: Document, gold: Document) -> ActionScore:
    """Measure the actions. Optional ones of the gold count neither as missed nor as false; an output that
    names no objective is read as ``autre``."""
    proposed = prediction.get("actions", [])
    left = list(proposed)
    found = statuses = objectives = spared = 0
    notes = []
    for wanted in sorted(gold["actions"], key=lambda action: bool(action.get("optional"))):
        optional = bool(wanted.get("optional"))
        place = f"at {wanted['t']:.1f} s"
        best = _best(_gold_words(wanted, gold["errors"]), wanted["t"], left)
        if best is None:
            if not optional:
                notes.append(f"missed action {place} {wanted['status']}: {wanted['text']!r}")
            continue
        left.remove(best)
        if optional:
            spared += 1
            continue
        found += 1
        if best.get("status") in wanted["status"]:
            statuses += 1
        else:
            given = best.get("status")
            notes.append(f"status {place}: {given!r}, wants {wanted['status']}: {wanted['text']!r}")
        if set(best.get("objectives") or ["autre"]) & set(wanted["objective"]):
            objectives += 1
        else:
            given = best.get("objectives")
            notes.append(f"objective {place}: {given}, wants {wanted['objective']}: {wanted['text']!r}")
    notes += [f"false action at {a.get('start')} s [{a.get('status')}]: {a['text']!r}" for a in left]

    expected = sum(not action.get("optional") for action in gold["actions"])
    precision, recall = ratio(found, len(proposed) - spared), ratio(found, expected)
    return ActionScore(
        precision,
        recall,
        f_score(precision, recall),
        ratio(statuses, found),
        ratio(objectives, found),
        expected,
        tuple(notes),
    )


def _words(text: str) -> set[str]:
    """The words of more than three characters, without case or accents."""
    return {fold(token.text) for token in tokens(text) if len(token.text) > 3}


def _gold_words(action: dict[str, Any], errors: list[dict[str, Any]]) -> set[str]:
    """The words of a gold action, as printed and as they should have been."""
    inside = (e for e in errors if e["start"] < action["end"] and e["end"] > action["start"])
    return _words(action["text"]).union(*(_words(error["right"][0]) for error in inside))


def _best(wanted: set[str], time: float, candidates: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the candidate that says most of the wanted words, or ``None`` if none is near enough."""
    best, best_rank = None, (0.0, 0.0)
    for candidate in candidates:
        words = _words(candidate["text"])
        common = len(wanted & words)
        cover, share = common / max(1, len(wanted)), common / max(1, min(len(wanted), len(words)))
        near = abs((candidate.get("start") or 0) - time) <= WINDOW
        if near and share >= SHARE and cover >= COVER and (cover, share) > best_rank:
            best, best_rank = candidate, (cover, share)
    return best
