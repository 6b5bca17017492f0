"""Decisions laid over what the stages say, one method for each place between two stages of the run.

`overlay` gives an `Untouched` without decisions, which hands everything on as it is and imports
nothing; with decisions an `Overlay`, whose work is in the modules of this room.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.decisions.model import NOTHING_DECIDED, Decided, Event
from pipeline.french.syntax import Syntax
from pipeline.model import Action, Chapter, Correction, Figure, Recording, Segmentation, Summary
from pipeline.positions import Text


class Untouched:
    """What the stages say, as it is."""

    def words(self, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        """Decided corrections of words; then those that editors added."""
        return corrections

    def signs(self, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        """Decided corrections of restored signs and capitals."""
        return corrections

    def voices(self, text: Text, spoken: Segmentation) -> Segmentation:
        """Decided turns and renamed people."""
        return spoken

    def figures(
        self, text: Text, spoken: Segmentation, found: tuple[Figure, ...], date: str | None, syntax: Syntax
    ) -> tuple[Figure, ...]:
        """Decided figures."""
        return found

    def actions(
        self, text: Text, spoken: Segmentation, found: tuple[Action, ...], date: str | None
    ) -> tuple[Action, ...]:
        """Decided actions."""
        return found

    def chapters(self, text: Text, found: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
        """Decided chapters."""
        return found

    def summary(self, text: Text, found: Summary) -> Summary:
        """Decided points of the summary."""
        return found

    def decided(self) -> Decided:
        """What the decisions did, once all of the above are done."""
        return NOTHING_DECIDED


def overlay(recording: Recording, decisions: Sequence[Event]) -> Untouched:
    """The overlay of the decisions in force on a recording (see `model.in_force`)."""
    if not decisions:
        return Untouched()
    from pipeline.decisions.laid import Overlay

    return Overlay(recording, decisions)
