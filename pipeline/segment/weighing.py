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
from pipeline.segment.evidence import Evidence, Place, absent

Array = np.ndarray
PAIRS = ("host>guest", "guest>host", "guest>guest")
PERSON = (
    "called",
    "other_called",
    "thanked_before",
    "thanked_self",
    "thanked_third",
    "greeted_before",
    "greeted_self",
    "addressed_self",
    "addressed_before",
    "unknown_yet",
    "unlisted",
    "recent",
    "next_called",
    "next_asked",
    "next",
    "hinted",
    "absent",
    "just_now",
    "dismissed",
    "dismissed_asked",
)
UNIT_PERSON = (
    "introduced",
    "other_introduced",
    "mentioned",
    "own_words",
    "spoken_to",
    "own_subject",
    "bare_name",
)
PLACES = 4096
"""Places whose evidence is laid out at a time: some hours of speech."""
BACK = ("host", "guest", "host_asked", "guest_asked")

_IN_A_TALK = 0.2
"""What the sound of a sentence counts far from any exchange: in a talk, one says what the next repeats."""


@dataclass(frozen=True)
class Weights:
    """Weights by name. ``back`` weighs a return to the voice before; ``first`` the host's opening."""

    change: Mapping[str, Mapping[str, float]]
    person: Mapping[str, float]
    unit: Mapping[str, float]
    back: Mapping[str, float]
    first: float


@dataclass(frozen=True)
class Design:
    """The evidence as arrays, for K places and N people; columns follow the names in the weights.

    ``change`` (K, features), ``person`` (K, `PERSON`, N, N), ``unit`` (K, features),
    ``unit_person`` (K, `UNIT_PERSON`, N), ``pair`` (N, N) index in `PAIRS`, ``host`` (N),
    ``asked`` (K) whether a question has just been put.
    """

    change: Array
    person: Array
    unit: Array
    unit_person: Array
    pair: Array
    host: Array
    asked: Array


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


def _person_changes(place: Place, people: Sequence[Participant], known: Array) -> Array:
    """Values of `PERSON` at one place, for every (from, to) pair."""
    count = len(people)
    found = np.zeros((len(PERSON), count, count))
    if place.called:
        called = _row(place.called, people)
        others = np.array(
            [max((called[j] for j in range(count) if j != c), default=0.0) for c in range(count)]
        )
        found[0] = np.where(called >= 0.5, called, 0.0)[None, :]
        found[PERSON.index("hinted")] = np.where(called < 0.5, called, 0.0)[None, :]
        found[1] = (others * (called < others))[None, :]
    if place.thanked:
        thanked = _row(place.thanked, people)
        found[2] = thanked[:, None]
        found[3] = thanked[None, :]
        found[4] = np.maximum(0.0, thanked.max() - thanked[:, None] - thanked[None, :])
    if place.greeted:
        greeted = _row(place.greeted, people)
        found[5] = greeted[:, None]
        found[6] = greeted[None, :]
    if place.addressed:
        found[7] = _row(place.addressed, people)[None, :]
        found[8] = found[7].T
    found[9] = (~known).astype(float)[None, :]
    found[10] = np.array([not p.listed for p in people], dtype=float)[None, :]
    return found


def known_from(evidence: Evidence) -> Array:
    """Whether each person (columns) was called, thanked or introduced before each place (rows)."""
    people = evidence.people
    never = len(evidence.places)
    first = np.array([0 if p.kind == "host" or not p.listed else never for p in people])
    for k, place in enumerate(evidence.places):
        for n, person in enumerate(people):
            if (
                place.called.get(person.id, 0.0) >= 0.5
                or person.id in place.introduced
                or person.id in place.thanked
            ):
                first[n] = min(first[n], k)
    if (first == never).all():
        first[:] = 0  # nobody is ever announced: nothing to wait for
    return np.arange(never)[:, None] >= first[None, :]


def next_guests(evidence: Evidence, known: Array, away: frozenset[str]) -> list[int | None]:
    """Before each place, the guest whose turn it is: the first announced of those not heard of yet."""
    people = evidence.people
    first: dict[str, int] = {}
    for mention in evidence.mentions:
        first.setdefault(mention.person, mention.start)
    late = len(evidence.words)
    order = sorted(
        (n for n, p in enumerate(people) if p.kind != "host" and p.listed and p.id not in away),
        key=lambda n: (first.get(people[n].id, late), n),
    )
    return [next((n for n in order if not row[n]), None) for row in known]


def _fill(table: Array, rows: Sequence[Mapping[str, float]], column: Mapping[str, int]) -> None:
    """Write the named values of each row into its columns; names without a column are left out."""
    width = table.shape[1]
    at: list[int] = []
    values: list[float] = []
    for k, row in enumerate(rows):
        for name, value in row.items():
            place = column.get(name)
            if place is not None:
                at.append(k * width + place)
                values.append(value)
    table.put(at, values)


def design(evidence: Evidence, weights: Weights, part: slice = slice(None)) -> Design:
    """The evidence of a recording with at least one person and one place, or of a part of its places."""
    people, places = evidence.people, evidence.places[part]
    count, size = len(people), len(places)
    change_at = {name: n for n, name in enumerate(weights.change)}
    unit_at = {name: n for n, name in enumerate(weights.unit)}
    known = known_from(evidence)[part]
    change = np.zeros((size, len(change_at)))
    unit = np.zeros((size, len(unit_at)))
    person = np.zeros((size, len(PERSON), count, count))
    unit_person = np.zeros((size, len(UNIT_PERSON), count))
    special = any(not p.listed for p in people)
    away = absent(evidence)
    following = next_guests(evidence, known, away)
    missing = np.array([p.id in away for p in people])
    asked = np.zeros(size)
    _fill(change, [place.change for place in places], change_at)
    _fill(unit, [place.unit for place in places], unit_at)
    for k, place in enumerate(places):
        lively = max(place.change.get("lieu:vif_avant", 0.0), place.change.get("lieu:vif_apres", 0.0))
        unit[k] *= _IN_A_TALK + (1 - _IN_A_TALK) * lively
        asked[k] = max(place.change.get("lieu:?", 0.0), place.change.get("fin:question_proche", 0.0))
        if place.called or place.thanked or place.greeted or place.addressed or special or not known[k].all():
            person[k] = _person_changes(place, people, known[k])
        person[k, PERSON.index("absent"), :, missing] = 1.0
        if place.recent:
            person[k, PERSON.index("recent")] = _row(place.recent, people)[None, :]
        if place.just_now:
            person[k, PERSON.index("just_now")] = _row(place.just_now, people)[None, :]
        if place.dismissed:
            person[k, PERSON.index("dismissed")] = _row(place.dismissed, people)[None, :]
            person[k, PERSON.index("dismissed_asked")] = asked[k] * _row(place.dismissed, people)[None, :]
        if following[k] is not None:
            person[k, PERSON.index("next_called"), :, following[k]] = place.change.get("fin:parole", 0.0)
            person[k, PERSON.index("next_asked"), :, following[k]] = asked[k]
            person[k, PERSON.index("next"), :, following[k]] = 1.0
        if place.introduced:
            unit_person[k, 0] = _row(place.introduced, people)
            unit_person[k, 1] = unit_person[k, 0] == 0
        if place.own:
            unit_person[k, 3] = _row(place.own, people)
        if place.about:
            unit_person[k, 5] = _row(place.about, people)
        if place.spoken_to:
            unit_person[k, 4] = _row(place.spoken_to, people)
        if place.bare:
            unit_person[k, 6] = _row(place.bare, people)
        if place.mentioned:
            unit_person[k, 2] = _row(place.mentioned, people)
    host = np.array([p.kind == "host" for p in people], dtype=float)
    return Design(change, person, unit, unit_person, pair_of(people), host, asked)


def weigh(table: Design, weights: Weights) -> Scores:
    """Scores of every unit and change."""
    by_pair = np.array([[row.get(p, 0.0) for p in PAIRS] for row in weights.change.values()])
    change = (table.change @ by_pair)[:, table.pair]
    change += np.tensordot(table.person, np.array([weights.person[n] for n in PERSON]), axes=(1, 0))
    lean = table.unit @ np.array(list(weights.unit.values()))
    fit = lean[:, None] * table.host[None, :]
    fit += np.tensordot(table.unit_person, np.array([weights.person[n] for n in UNIT_PERSON]), axes=(1, 0))
    back = np.where(table.host > 0, weights.back["host"], weights.back["guest"]) + table.asked[:, None] * (
        np.where(table.host > 0, weights.back["host_asked"], weights.back["guest_asked"])
    )
    return Scores(fit, change, back, weights.first * table.host)


def score(evidence: Evidence, weights: Weights) -> Scores:
    """Scores of a whole recording; the evidence, far larger than they are, is laid out part by part."""
    parts = [
        weigh(design(evidence, weights, slice(low, low + PLACES)), weights)
        for low in range(0, len(evidence.places), PLACES)
    ]
    return Scores(
        np.concatenate([p.fit for p in parts]),
        np.concatenate([p.change for p in parts]),
        np.concatenate([p.back for p in parts]),
        parts[0].first,
    )
