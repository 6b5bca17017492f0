"""The list of corrections: one note for all of an entry, numbered as a reader meets its marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.page.marks import TYPOGRAPHY, Mark, changes_words
from pipeline.page.places import Link
from pipeline.page.wording import timecode


@dataclass(slots=True)
class Form:
    """Corrections of the same words for the same reason: the first place, and the times of the others."""

    before: str
    after: str
    why: str
    scores: list[float] = field(default_factory=list)
    place: Link | None = None
    others: list[str] = field(default_factory=list)

    @property
    def score(self) -> str:
        """The score of all, or the lowest and the highest."""
        low, high = (f"{100 * s:.0f}" for s in (min(self.scores), max(self.scores)))
        return f"{low} %" if low == high else f"{low} à {high} %"


@dataclass(slots=True)
class Note:
    """All corrections of one entry of the glossary (without one: of the same words)."""

    id: str
    entry: str | None
    forms: dict[tuple, Form] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of what was corrected, what is only proposed and what was refused.

    ``of`` gives the note of a correction by its id; corrections of signs and capitals have none.
    """

    corrected: list[Note] = field(default_factory=list)
    proposed: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    of: dict[str, Note] = field(default_factory=dict)


def notes(corrections: Sequence[dict], by_turn: Mapping[int, Sequence[Mark]]) -> Notes:
    """Collect equal corrections: those with a mark in reading order, then those without."""
    found = Notes()
    lists = {"suggested": ("s", found.proposed), "rejected": ("r", found.refused)}
    keyed: dict[tuple, Note] = {}
    met = [m.correction for ms in by_turn.values() for m in ms]
    marked = {c["id"] for c in met}
    for row in [*met, *(c for c in corrections if c["id"] not in marked)]:
        if not changes_words(row):
            continue
        prefix, among = lists.get(row["status"], ("n", found.corrected))
        key = (prefix, row["entry"] or (row["before"], row["after"]))
        if key not in keyed:
            keyed[key] = Note(f"{prefix}{len(among) + 1}", row["entry"])
            among.append(keyed[key])
        note = found.of[row["id"]] = keyed[key]
        words = (row["before"], row["after"], reason(row))
        form = note.forms.setdefault(words, Form(*words))
        form.scores.append(row["score"])
        said = timecode(row["start"]) if row["start"] is not None else None
        if row["id"] not in marked:
            form.others.append(said or "hors des tours de parole")
        elif form.place is None:
            form.place = Link(said or "voir le passage", f"#{row['id']}")
        else:
            form.others.append(said or "un autre passage")
    return found


_DECIDED = {
    "accepted": "accepté par un éditeur",
    "edited": "changé par un éditeur",
    "rejected": "refusé par un éditeur",
}


def reason(row: dict) -> str:
    """Why words were changed, and what an editor decided of it.

    >>> reason({"why": "sigle épelé", "status": "accepted", "rule": "letters"})
    'sigle épelé ; accepté par un éditeur'
    """
    decided = _DECIDED.get(row["status"])
    return f"{row['why']} ; {decided}" if decided and row["rule"] != "editor" else row["why"]


def typography(corrections: Sequence[dict]) -> list[tuple[str, list[str]]]:
    """Signs and capitals by reason: where, before and after."""
    reasons: dict[str, list[str]] = {}
    for c in corrections:
        if not changes_words(c) and c["status"] != "rejected":
            why = c["why"] if c["rule"] in TYPOGRAPHY else "majuscule d’un nom ou d’un sigle du glossaire"
            at = f"{timecode(c['start'])} " if c["start"] is not None else ""
            change = f"{at}« {c['before'].strip()} » → « {c['after'].strip()} »"
            reasons.setdefault(why[:1].upper() + why[1:], []).append(change)
    return list(reasons.items())
