"""Speakers of a file that carries labels: the label tells who is the same; names are found for it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Participant
from pipeline.positions import Text
from pipeline.segment.evidence import Evidence, gather
from pipeline.segment.roles import nobody_named, with_roles
from pipeline.segment.runs import Run
from pipeline.segment.weighing import Weights
from pipeline.segment.words import Words, fold

_ANONYMOUS = re.compile(
    r"(?:speaker|spk|locuteur|locutrice|intervenant(?:e|·e)?|voix|participant(?:e)?|inconnue?|unknown|orateur|s|spkr)?"
    r"[\s_#-]*\d*",
    re.I,
)
_SHARE = 0.5  # part of the words that must carry a label
_ENOUGH = 1.5  # evidence that gives a name to an anonymous label
_NAMED, _LIKELY = 0.99, 0.75


def labelled(text: Text, words: Words) -> list[str] | None:
    """The label of each word, carried over cues that have none; ``None`` when the file has too few."""
    labels: list[str | None] = []
    cue = 0
    for start in words.start:
        while cue + 1 < len(text.cues) and text.cue_starts[cue + 1] <= start:
            cue += 1
        labels.append(text.cues[cue].speaker if text.cues else None)
    if not labels or sum(label is not None for label in labels) < _SHARE * len(labels):
        return None
    current = next(label for label in labels if label is not None)
    result = []
    for label in labels:
        current = label or current
        result.append(current.strip())
    return result


def attribute_labels(
    words: Words, labels: Sequence[str], participants: Sequence[Participant], weights: Weights
) -> tuple[tuple[Run, ...], tuple[Participant, ...], Evidence]:
    """Runs of one label, each with the person that the label names or that the speech designates."""
    starts = [0] + [i for i in range(1, len(words)) if labels[i] != labels[i - 1]]
    people = list(participants)
    owner: dict[str, tuple[str, float, str]] = {}
    for label in dict.fromkeys(labels):
        if _ANONYMOUS.fullmatch(label):
            continue
        person = _same(label, people)
        if person is None:
            person = Participant(_free_id(people), label)
            people.append(person)
        owner[label] = (person.id, _NAMED, f"étiquette du fichier : {label}")
    evidence = gather(words, people, starts)
    people = list(with_roles(evidence.people, evidence)) if evidence.people else []
    evidence = replace(evidence, people=tuple(people))
    unknown = [label for label in dict.fromkeys(labels) if label not in owner]
    if unknown:
        owner |= _name(evidence, labels, unknown, {who for who, _, _ in owner.values()}, weights)
        for label in unknown:
            if label not in owner:
                person = nobody_named(people)
                people.append(person)
                owner[label] = (person.id, _LIKELY, f"étiquette du fichier : {label}, que personne ne nomme")
    runs = tuple(
        Run(a, b, owner[labels[a]][0], owner[labels[a]][1], (owner[labels[a]][2],))
        for a, b in zip(starts, [*starts[1:], len(words)], strict=True)
    )
    heard = {run.speaker for run in runs}
    return (
        runs,
        tuple(p for p in people if p.listed or p.id in heard),
        replace(evidence, people=tuple(people)),
    )


def _same(label: str, people: Sequence[Participant]) -> Participant | None:
    """The participant that a label names: same words in any order, or a part that is one person's only."""
    wanted = set(fold(label).replace("-", " ").split())
    whole = [p for p in people if set(fold(p.name).replace("-", " ").split()) == wanted]
    part = [p for p in people if wanted and wanted <= set(fold(p.name).replace("-", " ").split())]
    found = whole or part
    return found[0] if len(found) == 1 else None


def _free_id(people: Sequence[Participant]) -> str:
    used = {p.id for p in people}
    return next(f"p{n}" for n in range(len(people) + 1, 2 * len(people) + 3) if f"p{n}" not in used)


def _name(
    evidence: Evidence, labels: Sequence[str], unknown: Sequence[str], taken: set[str], weights: Weights
) -> Mapping[str, tuple[str, float, str]]:
    """Names for anonymous labels: what is said at every change of label, summed over the recording."""
    people = [p for p in evidence.people if p.id not in taken]
    points = {(label, p.id): 0.0 for label in unknown for p in people}
    lean = dict.fromkeys(unknown, 0.0)

    def add(label: str, values: Mapping[str, float], weight: float) -> None:
        for person, value in values.items():
            if (label, person) in points:
                points[label, person] += weight * value

    for place in evidence.places:
        label = labels[place.word]
        before = labels[place.word - 1] if place.word else label
        add(label, place.introduced, 6.0)
        add(label, place.mentioned, -0.7)
        add(label, place.own, 1.0)
        if before != label:
            add(label, place.called, 2.0)
            add(before, place.called, -1.5)
            add(before, place.thanked, 2.0)
            add(label, place.thanked, -2.0)
            add(before, place.greeted, 1.5)
            add(label, place.greeted, -1.5)
            add(label, place.addressed, -1.0)
        if label in lean:
            lean[label] += sum(
                weights.unit.get(n, 0.0) * v for n, v in place.unit.items() if n.startswith("dans:")
            )
    count = {label: max(1, sum(x == label for x in labels)) for label in unknown}
    if unknown:
        lead = max(unknown, key=lambda x: (lean[x] / count[x], x))
        add(lead, {p.id: 1.0 for p in people if p.kind == "host"}, 2.0)
        add(labels[0], {p.id: 1.0 for p in people if p.kind == "host"}, 1.0)
    result: dict[str, tuple[str, float, str]] = {}
    names = {p.id: p.name for p in people}
    left = dict(points)
    while left:
        (label, person), score = max(left.items(), key=lambda item: (item[1], item[0]))
        if score < _ENOUGH:
            break
        rival = max((v for (x, p), v in left.items() if (x == label) != (p == person)), default=0.0)
        sure = 1 / (1 + math.exp(-(score - max(rival, 0.0))))
        result[label] = (
            person,
            max(0.5, min(_NAMED, sure)),
            f"étiquette du fichier : {label} ; les échanges désignent {names[person]}",
        )
        left = {k: v for k, v in left.items() if k[0] != label and k[1] != person}
    rest = [label for label in unknown if label not in result]
    anybody = not any(p.listed for p in people)  # no list: those whom the speech presents or announces
    free = [p for p in people if p.id not in {w for w, _, _ in result.values()} and (p.listed or anybody)]
    if len(rest) == 1 and len(free) == 1 and points[rest[0], free[0].id] > -1.0:
        result[rest[0]] = (
            free[0].id,
            0.6,
            f"étiquette du fichier : {rest[0]} ; seule personne qui reste : {free[0].name}",
        )
    return result
