"""What holds of every correction, whatever the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.correct import build_index, correct
from pipeline.correct.distance import _ALL, sound_distance, sound_distances
from pipeline.glossary.entry import Entry, Glossary
from pipeline.model import Participant
from pipeline.positions import correct_text
from tests.correct.test_cases import ENTRIES, PEOPLE, recording

INDEX = build_index(ENTRIES)
PIECES = (
    "la loi rêne", "l'erre gé esse enne", "de la haine cé té", "du di nume", "madame ker gomar",
    "éco-conception", "on", "avec", "la",
    "DINUM", "le", "de", "et puis", "SPASER", "spa zère", ".", ",", "?", "l'", "42", "€", "ça",
    "\u00a0", "œuvre", "RGESN", "num éco évale",
)  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=120, deadline=None)
@given(texts)
def test_before_is_the_raw_text_and_nothing_overlaps(cues):
    heard = recording(*cues, people=PEOPLE)
    reached = (-1, 0)
    for c in correct(heard, INDEX):
        if c.cue_end is None:
            assert heard.cues[c.cue].raw[c.raw_start : c.raw_end] == c.before
        else:
            assert c.cue_end > c.cue
            assert c.before.startswith(heard.cues[c.cue].raw[c.raw_start :])
            assert c.before.endswith(heard.cues[c.cue_end].raw[: c.raw_end])
        assert (c.cue, c.raw_start) >= reached
        reached = (c.last_cue, c.raw_end)
        assert c.before != c.after
        assert 0 <= c.score <= 1
        assert c.status in ("applied", "suggested")
        assert c.why.endswith(".") and "«" in c.why


@settings(max_examples=60, deadline=None)
@given(texts)
def test_applied_twice_changes_nothing_more(cues):
    heard = recording(*cues, people=PEOPLE)
    once = correct_text(heard.cues, correct(heard, INDEX)).text
    again = recording(once, people=PEOPLE)
    kept = {c.after for c in correct(heard, INDEX) if c.in_force}
    changed = [c for c in correct(again, INDEX) if c.in_force and any(k in c.before for k in kept)]
    assert changed == []  # what was inserted is never scanned into something else


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_accepted(text):
    correct(recording(text, people=PEOPLE), INDEX)


@settings(max_examples=30, deadline=None)
@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(cues, rng):
    entries = list(ENTRIES)
    rng.shuffle(entries)
    heard = recording(*cues, people=PEOPLE)
    assert correct(heard, build_index(entries)) == correct(heard, INDEX)


def test_no_glossary_no_term():
    heard = recording("la loi rêne et l'erre gé esse enne du di nume")
    assert correct(heard, build_index(Glossary(()))) == ()
    assert correct(recording(), INDEX) == ()


def test_policy():
    ask = Entry("dinum", "DINUM", "organisation", article="la", policy="ask")
    never = Entry("dinum", "DINUM", "organisation", article="la", policy="never")
    heard = recording("le site de la di nume est en ligne")
    assert [c.status for c in correct(heard, build_index([ask]))] == ["suggested"]
    assert correct(heard, build_index([never])) == ()


def test_never_is_left_alone():
    entry = Entry("dinum", "DINUM", "organisation", article="la", never=("la di nume locale",))
    assert not [
        c for c in correct(recording("on va à la di nume locale"), build_index([entry])) if c.in_force
    ]


def test_a_listed_mishearing_that_is_a_french_word_needs_its_neighbour():
    entry = Entry("reen", "REEN", "law", article="la", heard=("Rennes",), near=("loi",))
    index = build_index([entry])
    assert [c.after for c in correct(recording("c'est la loi Rennes qui le dit"), index) if c.in_force] == [
        "REEN"
    ]
    assert not [
        c for c in correct(recording("le maire de Rennes, la loi en main, répond"), index) if c.in_force
    ]


def test_batch_distance_is_the_distance():
    rng = random.Random(7)
    pairs = [
        ("".join(rng.choices(_ALL, k=rng.randint(1, 16))), "".join(rng.choices(_ALL, k=rng.randint(1, 16))))
        for _ in range(600)
    ]
    assert sound_distances(pairs) == pytest.approx([sound_distance(*p) for p in pairs], abs=1e-3)
    assert all(sound_distance(a, a) == 0 for a, _ in pairs)


@pytest.mark.parametrize(
    ("heard", "wanted", "near"),
    [
        ("dinam", "dinym", True),
        ("ajek", "aZek", False),
        ("bazaR", "pazaR", True),
        ("Zan", "ZA", True),
        ("avek", "aZek", False),
    ],
)
def test_close_sounds_cost_little(heard, wanted, near):
    assert (sound_distance(heard, wanted) < 1.0) == near


def expecting(*terms: str) -> list[Entry]:
    return [Entry(term.lower(), term, "tool", given=True) for term in terms]


def test_a_list_made_for_the_recording_raises_expectations():
    """The same words are only asked about, or left alone, where hardly any term of the list is said."""
    said = "on utilise Matomo et Wooclap et puis sur le poste il y a la phalque qui est pratique"
    ours = [*expecting("Matomo", "Wooclap"), Entry("falc", "FALC", "concept", given=True)]
    strangers = [*expecting("Zorglub", "Krapotov"), Entry("falc", "FALC", "concept", given=True)]
    found = [
        {c.after.split()[-1]: c.score for c in correct(recording(said), build_index(entries))}
        for entries in (ours, strangers)
    ]
    assert found[0]["FALC"] > found[1].get("FALC", 0.0) + 0.1


def test_plus_is_a_word_of_the_term():
    index = build_index([Entry("rep-plus", "REP+", "concept", article="none")])
    heard = recording("dans les cinq écoles en rep plus de la ville et dans un rep de plus")
    assert [(c.before, c.after) for c in correct(heard, index) if c.in_force] == [("rep plus", "REP+")]


def test_a_first_name_said_alone_is_left_alone():
    people = (Participant("p1", "Ngoc-Lan Phung", None, None, "speaker"),)
    assert correct(recording("merci à Ngoc-Lan pour sa réponse", people=people), build_index(())) == ()


def test_units_are_french_words():
    index = build_index([Entry("negaoctet", "NegaOctet", "tool", article="none")])
    assert not [c for c in correct(recording("la page pèse deux mégaoctets environ"), index) if c.in_force]
