"""What editors want of the glossary, gathered from their decisions."""

from __future__ import annotations

from typing import Any

from pipeline.decisions.model import Anchor, Event
from pipeline.decisions.wishes import wishes


def event(seq: int, quote: str = "l'ADN", **more: Any) -> Event:
    anchor = Anchor(quote, "au sein de ", " et", 1, 1, 2.0, "0" * 64, 0, 10 * seq, 0, 10 * seq + len(quote))
    row = {
        "recording": "essai",
        "at": "2026-01-01T00:00:00.000Z",
        "who": "Aïcha",
        "batch": str(seq),
        "target": f"correction:{seq}",
        "kind": "correction",
        "verdict": "accept",
        "anchor": anchor,
        "value": {},
        "machine": {"status": "suggested", "after": "la DINUM", "entry": "dinum"},
        "prefer": "always",
    }
    return Event(seq, **(row | more))


def test_the_same_wish_is_one() -> None:
    rows = [event(1), event(2, "L'ADN", who="Bob", recording="autre"), event(3, "l'adn ")]
    (wish,) = wishes(rows)
    assert (wish.prefer, wish.entry, wish.before, wish.after) == ("always", "dinum", "l'ADN", "la DINUM")
    assert (wish.count, wish.recordings, wish.people) == (3, ("essai", "autre"), ("Aïcha", "Bob"))
    assert wish.contexts[0] == ("au sein de ", "l'ADN", " et")
    assert not wish.contested


def test_other_words_are_another_wish() -> None:
    edited = event(2, verdict="edit", value={"after": "la DINSIC"})
    assert [w.after for w in wishes([edited, event(1)])] == ["la DINSIC", "la DINUM"]
    assert {w.after: w.count for w in wishes([event(1), edited, event(3)])} == {"la DINUM": 2, "la DINSIC": 1}


def test_contrary_wishes_are_both_there_and_say_so() -> None:
    found = wishes([event(1), event(2), event(3, verdict="reject", prefer="never"), event(4, "Rennes")])
    assert [(w.prefer, w.before, w.contested) for w in found] == [
        ("always", "l'ADN", True),
        ("always", "Rennes", False),
        ("never", "l'ADN", True),
    ]


def test_undone_and_replaced_decisions_wish_nothing() -> None:
    assert wishes([event(1), event(2, batch="2", target="correction:1", undoes=1)]) == ()
    assert wishes([event(1), event(2, target="correction:1", prefer=None)]) == ()
    # an undo that is undone
    rows = [event(1), event(2, target="correction:1", undoes=1), event(3, target="correction:1", undoes=2)]
    assert [w.count for w in wishes(rows)] == [1]
    assert wishes([]) == ()


def test_one_recording_does_not_take_back_the_wish_of_another() -> None:
    rows = [event(1, target="t"), event(2, target="t", recording="autre", prefer=None)]
    assert [w.recordings for w in wishes(rows)] == [("essai",)]


def test_decisions_without_words_are_passed_over() -> None:
    assert wishes([event(1, anchor=None), event(2, kind="figure", verdict="keep")]) == ()
    (wish,) = wishes([event(1, machine={}, prefer="ask")])
    assert (wish.entry, wish.after) == (None, "")
