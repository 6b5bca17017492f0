"""What the list of recordings and the archive page need of one document, and no more.

A document of an hour weighs half a megabyte; an outline, some kilobytes, so that those of a thousand
recordings stay in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import IN_FORCE
from pipeline.page.marks import changes_words
from pipeline.wording import title
from pipeline.write.document import is_doubtful

LEFT = {"correction": ("correction", "corrections"), "turn": ("voix", "voix")}
"""What can wait for a decision: the French noun for one and for many."""


@dataclass(frozen=True, slots=True)
class Misheard:
    """A change of words: what was heard, what it became or would become, by which entry of the glossary.

    ``machine`` is what the machine wrote or proposed, ``key`` the raw place (``3.10.3.15``).
    """

    entry: str | None
    before: str
    after: str
    status: str
    start: float | None
    machine: str
    key: str

    @property
    def proposed(self) -> bool:
        """Whether it waits for a decision."""
        return self.status == "suggested"

    @property
    def in_force(self) -> bool:
        """Whether it changes the text."""
        return self.status in IN_FORCE

    @property
    def refused(self) -> bool:
        """Whether an editor said no."""
        return self.status == "rejected"


@dataclass(frozen=True, slots=True)
class Told:
    """An action or a key figure: its words, who says them and when; ``sentence`` is what stands around."""

    id: str
    text: str
    sentence: str
    start: float | None
    speaker: str | None
    status: str = ""
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A recording in short. ``date`` is ISO 8601, cut at what is known; times are in seconds.

    ``left`` counts what waits for a decision by kind (`LEFT`), ``state`` is none, started or complete,
    ``orphans`` are decisions that no longer find their words, ``decisions`` is the digest of those it knows.
    """

    id: str
    title: str
    date: str | None
    duration: float | None
    people: tuple[str, ...]
    misheard: tuple[Misheard, ...]
    actions: tuple[Told, ...]
    figures: tuple[Told, ...]
    left: Mapping[str, int] = field(default_factory=dict)
    state: str = "none"
    orphans: int = 0
    decisions: str = ""

    @property
    def undecided(self) -> int:
        """All that waits for a decision."""
        return sum(self.left.values())

    @property
    def year(self) -> str | None:
        """The year of its date, ``None`` without one."""
        return self.date[:4] if self.date and self.date[:4].isdigit() else None


def outline(document: dict) -> Outline:
    """The outline of a document. Corrections of mere signs or capitals are left out.

    Raises: KeyError or TypeError if the document has not the shape of ``webinar.json``.
    """
    names = {p["id"]: p["name"] for p in document["participants"]}
    review = document["review"]
    left = Counter(
        correction=sum(c["status"] == "suggested" and changes_words(c) for c in document["corrections"]),
        turn=sum(is_doubtful(t) for t in document["turns"]),
    )
    return Outline(
        document["id"],
        title(document),
        document["metadata"].get("date"),
        document["source"]["duration"],
        tuple(p["name"] for p in document["participants"] if p.get("listed", True)),
        tuple(
            Misheard(
                c["entry"], c["before"], c["after"], c["status"], c["start"],
                (c.get("machine") or c)["after"],
                f"{c['cue']}.{c['raw_start']}.{c.get('cue_end', c['cue'])}.{c['raw_end']}",
            )
            for c in document["corrections"]
            if changes_words(c)
        ),
        tuple(
            Told(
                a["id"], a["text"].strip(), a["sentence"], a["start"], names.get(a["speaker"]), a["status"],
                tuple(a["objectives"]),
            )
            for a in document["actions"]
        ),
        tuple(
            Told(f["id"], f["text"], f["sentence"].strip(), f["start"], names.get(f["speaker"]))
            for f in document["figures"]
            if f["key"]
        ),
        dict(left),
        review["state"],
        len(review.get("orphaned", ())),
        document["provenance"].get("decisions", ""),
    )  # fmt: skip
