"""From evidence to scores: the weights that ``data/weights.json`` gives to each piece of evidence.

The same numbers serve every recording. ``change`` weighs the evidence of a change by the roles of
the two voices (host to guest, guest to host, guest to guest), ``person`` what is said of one
person, ``unit`` what makes a unit sound like the host rather than like a guest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from pipeline.model import Participant
from pipeline.segment.decode import Scores
from pipeline.segment.evidence import Evidence, Place

Array = np.ndarray
PAIRS = ("host>guest", "guest>host", "guest>guest")
PERSON = (
    "called", "other_called", "thanked_before", "thanked_self", "thanked_third", "greeted_before", "greeted_self",
    "addressed_self", "unknown_yet",
)
UNIT_PERSON = ("introduced", "other_introduced", "mentioned")
BACK = PAIRS


@dataclass(frozen=True)
class Weights:
    """Weights by name. ``back`` weighs a return to the voice before; ``first`` the host's opening."""

    change: Mapping[str, Mapping[str, float]]
    person: Mapping[str, float]
    unit: Mapping[str, float]
    back: Mapping[str, float]
    first: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read ``data/weights.json`` (once per process)."""
    return parse_weights((files(__package__) / "data" / "weights.json").read_text("utf-8"))


def parse_weights(text: str) -> Weights:
    """Read weights from their JSON text."""
    data = json.loads(text)
    return Weights(data["change"], data["person"], data["unit"], data["back"], data["first"])


def pair_of(people: Sequence[Participant]) -> Array:
    """Index in `PAIRS` of every (from, to) pair; a host who calls another host calls a guest."""
    host = np.array([p.kind == "host" for p in people])
    pair = np.full((len(people), len(people)), PAIRS.index("guest>guest"))
    pair[host, :] = PAIRS.index("host>guest")
    pair[np.ix_(~host, host)] = PAIRS.index("guest>host")
    return pair


def _row(values: Mapping[str, float], people: Sequence[Participant]) -> Array:
    return np.array([values.get(p.id, 0.0) for p in people])


def person_changes(place: Place, people: Sequence[Participant], known: Array) -> dict[str, Array]:
    """Values of `PERSON` at one place: arrays (from, to) or rows that hold for every ``from``."""
    count = len(people)
    called = _row(place.called, people)
    thanked = _row(place.thanked, people)
    greeted = _row(place.greeted, people)
    found: dict[str, Array] = {}
    if called.any():
        found["called"] = np.tile(called, (count, 1))
        others = np.array([max((called[j] for j in range(count) if j != c), default=0.0) for c in range(count)])
        found["other_called"] = np.tile(others * (called < others), (count, 1))
    if thanked.any():
        found["thanked_before"] = np.tile(thanked[:, None], (1, count))
        found["thanked_self"] = np.tile(thanked, (count, 1))
        found["thanked_third"] = np.maximum(0.0, thanked.max() - thanked[:, None] - thanked[None, :])
    if greeted.any():
        found["greeted_before"] = np.tile(greeted[:, None], (1, count))
        found["greeted_self"] = np.tile(greeted, (count, 1))
    if place.addressed:
        found["addressed_self"] = np.tile(_row(place.addressed, people), (count, 1))
    if not known.all():
        found["unknown_yet"] = np.tile((~known).astype(float), (count, 1))
    return found


def person_fits(place: Place, people: Sequence[Participant]) -> dict[str, Array]:
    """Values of `UNIT_PERSON` for each person in the unit that a place opens."""
    found: dict[str, Array] = {}
    if place.introduced:
        introduced = _row(place.introduced, people)
        found["introduced"] = introduced
        found["other_introduced"] = (introduced == 0).astype(float)
    if place.mentioned:
        found["mentioned"] = _row(place.mentioned, people)
    return found


def known_from(evidence: Evidence) -> Array:
    """Whether each person (columns) was called, thanked or introduced before each place (rows)."""
    people = evidence.people
    first = np.array([0 if p.kind == "host" or not p.listed else len(evidence.places) for p in people])
    for k, place in enumerate(evidence.places):
        for n, person in enumerate(people):
            if person.id in place.called or person.id in place.introduced or person.id in place.thanked:
                first[n] = min(first[n], k)
    first[first == len(evidence.places)] = 0  # never announced: nothing to wait for
    return np.arange(len(evidence.places))[:, None] >= first[None, :]


def weigh(evidence: Evidence, weights: Weights) -> Scores:
    """Scores of every unit and change of a recording with at least one person and one place."""
    people, places = evidence.people, evidence.places
    count = len(people)
    pair = pair_of(people)
    host = np.array([p.kind == "host" for p in people], dtype=float)
    known = known_from(evidence)
    fit = np.zeros((len(places), count))
    change = np.zeros((len(places), count, count))
    for k, place in enumerate(places):
        by_pair = np.zeros(len(PAIRS))
        for name, value in place.change.items():
            row = weights.change.get(name)
            if row is not None:
                by_pair += value * np.array([row.get(p, 0.0) for p in PAIRS])
        change[k] = by_pair[pair]
        for name, table in person_changes(place, people, known[k]).items():
            change[k] += weights.person[name] * table
        lean = sum(weights.unit.get(name, 0.0) * value for name, value in place.unit.items())
        fit[k] = lean * host
        for name, row in person_fits(place, people).items():
            fit[k] += weights.person[name] * row
    back = np.zeros((count + 1, count))
    for b in range(count):
        for c in range(count):
            # b to c through a third: same person again, so only the diagonal counts
            if b == c:
                back[b, c] = weights.back["host"] if people[b].kind == "host" else weights.back["guest"]
    first = weights.first * host
    return Scores(fit, change, back, first)
