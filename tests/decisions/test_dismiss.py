"""A decision that no longer finds its words can be given up, and taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.decisions.anchor import anchor
from pipeline.decisions.model import DISMISS, Choice
from pipeline.decisions.store import Store
from pipeline.model import Cue


def test_a_dismissed_decision_is_in_the_history_and_no_longer_in_force(tmp_path: Path) -> None:
    cues = (Cue(0, 0, 1000, "la loi Rennes impose"),)
    place = anchor(cues, 0, 3, 0, 13, "0" * 64)
    with Store.open(tmp_path) as store:
        (event,) = store.decide(
            [("a", Choice("correction", "add", place, value={"after": "loi REEN"}))], "Aïcha", 0
        )
        given_up = Choice("correction", DISMISS, place, event.target)
        (second,) = store.decide([("a", given_up)], "Bob", store.last())
        assert store.in_force("a") == ()
        assert store.digest("a") == ""
        assert [e.verdict for e in store.events("a")] == ["add", DISMISS]
        store.undo(second.batch, "Bob")
        assert store.in_force("a") == (event,)


def test_what_is_dismissed_must_be_named(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, pytest.raises(ValueError, match="expected one of"):
        store.decide([("a", Choice("correction", DISMISS))], "Bob", 0)
