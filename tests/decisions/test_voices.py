"""Decisions on turns where there is nothing to lay them over."""

from __future__ import annotations

import pytest

from pipeline.decisions.anchor import Finder
from pipeline.decisions.model import Choice, Event, Located, Place, check
from pipeline.decisions.voices import decided_spoken
from pipeline.model import Cue, Segmentation
from pipeline.positions import correct_text


@pytest.mark.parametrize(
    "verdict, place, value",
    [
        ("assign", Place(0, 0, 0, 7), {"speaker": "Ana"}),
        ("confirm", Place(0, 0, 0, 7), {}),
        ("split", Place(0, 8, 0, 8), {"speaker": "Ana"}),
        ("merge", Place(0, 8, 0, 8), {}),
    ],
)
def test_without_turns_a_decision_waits_among_those_that_lost_their_place(
    verdict: str, place: Place, value: dict
) -> None:
    cues = (Cue(0, None, None, "bonjour à tous"),)
    choice = check(Choice("turn", verdict, Finder(cues, "a" * 64).anchor(*place), value=value))
    event = Event(
        1, "r", "", "Ana", "1", choice.target or "", "turn", verdict, choice.anchor, value, {}, None
    )
    spoken, marks, lost = decided_spoken(
        correct_text(cues), Segmentation((), (), ()), [Located(event, place)], ()
    )
    assert (spoken.turns, marks, lost) == ((), {}, [event])
