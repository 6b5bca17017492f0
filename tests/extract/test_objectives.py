"""The objectives' expressions are found by the first letters of words, which must not lose any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.actions import candidates, objectives
from pipeline.extract.actions.candidates import Candidates
from pipeline.extract.actions.tokens import tokenise
from tests.conftest import SAMPLE

EXPRESSIONS = [
    words.strip()
    for line in objectives.OBJECTIVES_FILE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
    for words in line.split("\t")[2].split("|")
]


def scanned(text: str) -> set[tuple[int, int, str, int]]:
    """What every pattern finds when it is tried at every place of the text."""
    return {
        (m.start(), m.end(), objective, weight)
        for objective, weight, pattern, _ in objectives._patterns()
        for m in pattern.finditer(text)
    }


def found(text: str) -> set[tuple[int, int, str, int]]:
    return {(h.start, h.end, h.objective, h.weight) for h in objectives._hits(text)}


@pytest.mark.parametrize("ending", ["", "s", "ement"])
def test_every_expression_is_found(ending: str) -> None:
    assert len(EXPRESSIONS) > 300
    for words in EXPRESSIONS:
        text = f"Sur {words.replace('*', ending)}, donc."
        assert found(text) and found(text) == scanned(text), words


def test_as_by_trying_everywhere() -> None:
    text = SAMPLE.read_text("utf-8")
    assert len(scanned(text)) > 200
    assert found(text) == scanned(text)
    assert found(text.upper()) == scanned(text.upper())


@given(st.lists(st.sampled_from([w.rstrip("*") for e in EXPRESSIONS for w in e.split()] + ["-", "'", ","])))
def test_any_order_of_words(words: list[str]) -> None:
    for text in (" ".join(words), "".join(words)):
        assert found(text) == scanned(text)


def test_readings_passed_over_find_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word decides which clauses are tried at it; trying all of them finds no other."""
    tokens = tokenise(SAMPLE.read_text("utf-8"))
    quick = Candidates(tokens).all()
    names = ("_after_pronoun", "_after_noun", "_imperative", "_impersonal", "_copular", "_settled")
    monkeypatch.setattr(candidates, "_readings", lambda word: names)
    assert len(quick) > 200
    assert Candidates(tokens).all() == quick
