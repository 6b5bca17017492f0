"""The project's own glossary: complete, sourced, consistent, and right by its own examples."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from pipeline.correct import build_index, correct
from pipeline.french.spelling import key
from pipeline.glossary import Entry, default_folder, load
from pipeline.glossary.trial import failing_examples, phrase_recording, shared_mishearings
from pipeline.model import Cue
from tests.conftest import ROOT

ENTRIES = load().entries
FILES = sorted(default_folder().glob("*.yaml"))


def names(entries: list[Entry]) -> list[str]:
    return [entry.id for entry in entries]


def test_it_is_worth_having():
    assert len(ENTRIES) >= 250
    kinds = Counter(entry.kind for entry in ENTRIES)
    assert all(kinds[kind] >= 10 for kind in ("law", "organisation", "tool", "concept", "acronym", "place"))


def test_every_entry_says_where_it_comes_from():
    address = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}/\S*")
    assert names([e for e in ENTRIES if not address.fullmatch(e.source or "")]) == []


def test_every_mishearing_has_its_examples():
    assert names([e for e in ENTRIES if e.heard and not (e.examples.changes and e.examples.leaves)]) == []


def test_an_id_stands_in_one_file_only():
    ids = Counter(entry.id for file in FILES for entry in load([file], default=False).entries)
    assert [i for i, n in ids.items() if n > 1] == []


def test_a_mishearing_is_not_the_term_itself_nor_shared():
    assert names([e for e in ENTRIES if e.term in e.heard]) == []
    assert shared_mishearings(ENTRIES) == []


def test_no_mishearing_is_the_term_of_another_entry():
    terms = {key(e.term): e.id for e in ENTRIES}
    assert len(terms) == len(ENTRIES)
    assert [(e.id, h) for e in ENTRIES for h in e.heard if terms.get(key(h), e.id) != e.id] == []


def test_never_protects_more_than_one_everyday_word():
    # mentions are not counted near a `never` wording: one everyday word would hide a term everywhere
    everyday = {"avec", "aussi", "ainsi", "et", "est", "la", "le", "les", "de", "route", "air", "bien", "ici"}
    assert names([e for e in ENTRIES if everyday & set(e.never)]) == []


def test_acronyms_and_organisations_that_need_an_article_have_one():
    assert names([e for e in ENTRIES if e.article is None]) == []


@pytest.fixture(scope="module")
def index():
    return build_index(load())


def test_its_own_examples_hold(index):
    assert [str(failure) for failure in failing_examples(ENTRIES, index)] == []


def test_a_right_form_stays(index):
    # all terms in one recording, a sentence each: one look-up instead of one for each
    cues = tuple(Cue(i, None, None, f"{e.term}.", i + 1) for i, e in enumerate(ENTRIES))
    recording = replace(phrase_recording(""), cues=cues)
    assert [(c.before, c.after) for c in correct(recording, index) if c.in_force] == []


def test_the_guide_names_every_file():
    guide = (ROOT / "glossary" / "README.md").read_text("utf-8")
    assert [file.name for file in FILES if f"`{file.name}`" not in guide] == []
