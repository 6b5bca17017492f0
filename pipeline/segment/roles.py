"""Who leads the recording: the host when no list says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Participant
from pipeline.segment.evidence import Evidence, Place
from pipeline.segment.words import split_words

_HOST_WORDS = ("anim", "moderat", "journalist", "present", "maitre", "hote")
_OPENING = 400  # words: who is who is said in the first minutes


def with_roles(people: Sequence[Participant], evidence: Evidence) -> tuple[Participant, ...]:
    """Return the people with at least one host, whom the speech designates when the list does not.

    In turn: a role that says so ("animatrice"), the first who introduces herself before anyone is
    called, the only one whom the opening does not announce. When everyone is announced, somebody
    that no list names leads: a participant "Intervenant·e N" is added.
    """
    result = list(people)
    if len(result) > 1 and all(p.kind == "host" for p in result if p.listed):
        # a page that calls everybody a host says nothing
        result = [replace(p, kind="unknown") for p in result]
    opening = [p for p in evidence.places if p.word < _OPENING]
    # somebody thanked or called by a first name alone, at the first handover: the opener
    if any(p.kind == "host" for p in result):
        opener = _opener(result, opening, evidence)
        return tuple(replace(p, kind="host") if p.id == opener else p for p in result)
    for n, person in enumerate(result):
        if any(word.startswith(_HOST_WORDS) for word in split_words(person.role or "").key):
            result[n] = replace(person, kind="host")
    if any(p.kind == "host" for p in result):
        return tuple(result)
    for place in opening:
        if place.introduced:
            chosen = next(iter(place.introduced))
            return tuple(replace(p, kind="host") if p.id == chosen else p for p in result)
        if place.called:
            break
    announced = {
        person for place in opening for person in (*place.mentioned, *place.called, *place.addressed)
    }
    silent = [n for n, p in enumerate(result) if p.id not in announced]
    unlisted = [n for n in silent if not result[n].listed]
    if not unlisted and len(result) > 1:  # one person alone whom another announces is a guest
        unlisted = [n for n, p in enumerate(result) if not p.listed]
    chosen = unlisted[:1] or (silent if len(silent) == 1 else [])
    if chosen:
        result[chosen[0]] = replace(result[chosen[0]], kind="host")
    else:
        result.append(nobody_named(result, kind="host"))
    return tuple(result)


def _opener(people: Sequence[Participant], opening: Sequence[Place], evidence: Evidence) -> str | None:
    """The person on no list who is thanked at the first handover and whom nobody named before."""
    hosts = {p.id for p in people if p.kind == "host"}
    for place in opening:
        if place.thanked:
            named = {m.person for m in evidence.mentions if m.start < place.word}
            return next((p.id for p in people if not p.listed and p.id in place.thanked.keys() - named), None)
        if hosts & place.introduced.keys():
            return None
    return None


def nobody_named(people: Sequence[Participant], kind: str = "unknown") -> Participant:
    """A participant for a voice that nobody names."""
    number = len(people) + 1
    return Participant(f"p{number}", f"Intervenant·e {number}", kind=kind, listed=False)
