"""Anchors: exact in their own input, found again by their words in another, never a guess."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decisions.anchor import Finder, anchor
from pipeline.decisions.model import Place
from pipeline.model import Cue
from tests.decisions.mutants import choose, measure, original, recordings


def cues(*lines: str) -> tuple[Cue, ...]:
    return tuple(Cue(n, 2000 * n, 2000 * n + 2000, raw) for n, raw in enumerate(lines))


TALK = cues(
    "bonjour à tous et merci d'être venus ce matin",
    "on a choisi la d s i de Kerlann pour",
    "porter le projet avec douze agents et",
    "la d s i a répondu en deux mois seulement",
)


def find(lines: tuple[Cue, ...], place: Place, other: tuple[Cue, ...]) -> str | None:
    made = Finder(lines, "one").anchor(*place)
    finder = Finder(other, "two")
    found = finder.find(made)
    if found is None:
        return None
    words = [c.raw for c in other[found.cue : found.cue_end + 1]]
    words[-1] = words[-1][: found.raw_end]
    words[0] = words[0][found.raw_start :]
    return " ".join(words)


def test_in_its_own_input_the_place_is_exact() -> None:
    finder = Finder(TALK, "one")
    for cue in TALK:
        for start in range(0, len(cue.raw), 3):
            for end in range(start, len(cue.raw), 5):
                place = Place(cue.index, start, cue.index, end)
                assert finder.find(finder.anchor(*place)) == place


def test_an_anchor_keeps_the_raw_words_around() -> None:
    made = anchor(TALK, 1, 12, 1, 20, "one")
    assert (made.quote, made.nth, made.of, made.start) == ("la d s i", 1, 1, 2.666)
    assert made.before.endswith("venus ce matin on a choisi ")
    assert made.after.startswith(" de Kerlann pour porter")


def test_other_lines_other_times_other_case_and_signs() -> None:
    other = cues(
        "Bonjour à tous, et merci d'être venus", "ce matin. On a choisi la D S I", "de Kerlann, pour porter",
        "le projet avec douze agents.", "Et la D S I a répondu en deux mois",
    )  # fmt: skip
    assert find(TALK, Place(1, 12, 1, 20), other) == "la D S I"
    assert find(TALK, Place(1, 32, 2, 16), other) == "pour porter le projet"
    assert find(TALK, Place(2, 17, 2, 34), other) == "avec douze agents"


def test_words_that_are_gone_are_not_looked_for_elsewhere() -> None:
    other = TALK[:1] + TALK[2:]
    other = tuple(Cue(n, c.start, c.end, c.raw) for n, c in enumerate(other))
    assert find(TALK, Place(1, 12, 1, 20), other) is None
    assert find(TALK, Place(3, 0, 3, 8), other) == "la d s i"


def test_a_boundary_stays_before_its_word() -> None:
    other = cues("bonjour à tous et merci d'être venus ce matin on a choisi", "la dsi de Kerlann pour porter")
    made = Finder(TALK, "one").anchor(1, 0, 1, 0)
    assert (made.quote, Finder(other, "two").find(made)) == ("", Place(0, 46, 0, 46))


def test_places_inside_words_and_signs_at_their_edges() -> None:
    one = cues("nous avons fini ce travail donc voilà", "la suite arrive demain matin, promis")
    other = cues("bon nous avons fini ce travail", "donc voilà la suite arrive demain matin, promis à tous")
    assert find(one, Place(0, 25, 0, 26), other) == "l"  # the last letter, as for a full stop
    assert find(one, Place(1, 29, 1, 36), other) == " promis"
    assert find(one, Place(0, 26, 0, 31), other) == "donc"  # the space is now between two lines


def test_what_is_said_twice_alike_is_told_apart_by_its_order_or_not_at_all() -> None:
    chorus = "merci beaucoup pour votre attention et à bientôt tout le monde au revoir"
    often = cues("bonjour", *[chorus] * 5, "fin de la réunion")
    made = Finder(often, "one").anchor(3, 26, 3, 35)
    assert (made.quote, made.nth, made.of) == ("attention", 2, 4)
    again = cues("et donc", "bonjour", *[chorus] * 5, "fin de la réunion")
    assert Finder(again, "two").find(made) == Place(4, 26, 4, 35)
    assert Finder(cues("bonjour", *[chorus] * 4, "fin de la réunion"), "two").find(made) is None


def test_a_long_stretch_survives_a_changed_word_inside() -> None:
    lines = recordings()["hopital.vtt"]
    finder = Finder(lines, "one")
    made = finder.anchor(10, 0, 18, len(lines[18].raw))
    changed = [Cue(c.index, c.start, c.end, c.raw.replace(" ", " euh ", c.index == 14)) for c in lines]
    found = Finder(changed, "two").find(made)
    assert found == Place(10, 0, 18, len(lines[18].raw))


@pytest.mark.parametrize(
    "place", [Place(9, 0, 9, 1), Place(0, 0, 0, 999), Place(1, 5, 1, 2), Place(2, 0, 1, 0)]
)
def test_places_that_are_not_there_are_refused(place: Place) -> None:
    with pytest.raises(ValueError, match="no place"):
        anchor(TALK, *place, "one")


def test_an_empty_recording_finds_nothing() -> None:
    made = anchor(TALK, 1, 12, 1, 20, "one")
    assert Finder((), "two").find(made) is None
    assert Finder(cues(""), "two").find(made) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6), st.data())
def test_any_text_gives_anchors_that_are_found_in_it(lines: list[str], data: st.DataObject) -> None:
    made = cues(*lines)
    first = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(first, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[first])))
    end = data.draw(st.integers(start if first == last else 0, len(lines[last])))
    place = Place(first, start, last, end)
    finder = Finder(made, "one")
    anchored = finder.anchor(*place)
    assert finder.find(anchored) == place
    Finder(made, "two").find(anchored)  # whatever it finds, it does not fail


@pytest.mark.parametrize("name", ["audition.txt", "achats.json", "inclusion.vtt"])
def test_recut_and_shifted_every_place_is_found(name: str) -> None:
    chance = random.Random(name)
    lines = recordings()[name]
    first = original(lines)
    words = " ".join(c.raw for c in first.cues).split()
    recut, at = [], 0
    while at < len(words):
        size = chance.randint(1, 12)
        recut.append(" ".join(words[at : at + size]))
        at += size
    other = cues(*recut)
    finder, again = Finder(first.cues, "one"), Finder(other, "two")
    for _ in range(80):
        made, i, j = choose(first, finder, chance)
        found = again.find(made)
        assert found is not None, (made.before, made.quote, made.after)
        before = sum(len(line.split()) for line in recut[: found.cue])
        before += len(recut[found.cue][: found.raw_start].split())
        assert before == i
        if j > i:
            assert again.anchor(*found).quote.split() == words[i:j]


def test_other_transcripts_never_take_a_decision_to_a_wrong_place() -> None:
    judged = measure(20, 25, seed=1)
    assert judged["wrong"] == 0
    assert judged["right"] > 350
    assert judged["missed"] < 0.03 * judged["right"]
