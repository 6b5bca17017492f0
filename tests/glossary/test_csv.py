"""The CSV view: what it accepts, and that it round-trips."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SetupError
from pipeline.glossary import Entry, Examples, load
from pipeline.glossary.check import CHOICES, slug
from pipeline.glossary.csv_file import COLUMNS, from_csv, to_csv

characters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), codec="utf-8")
awkward = st.sampled_from(["a;b", "\\", "a\\;b", '"', "a,b", ";", "l'ADN"])
phrase = st.text(characters, min_size=1, max_size=12) | awkward
clean = phrase.map(lambda t: unicodedata.normalize("NFC", t).strip()).filter(bool)
several = st.lists(clean, max_size=3, unique=True).map(tuple)
entry = st.builds(
    Entry,
    id=st.just(""),
    term=clean.filter(slug),
    kind=st.sampled_from(CHOICES["kind"]),
    article=st.none() | st.sampled_from(CHOICES["article"]),
    long=st.none() | clean,
    say=several,
    heard=several,
    near=several,
    never=several,
    policy=st.sampled_from(CHOICES["policy"]),
    source=st.none() | clean,
).map(lambda e: replace(e, id=slug(e.term)))


def same(entries):
    return [replace(e, file="", line=0) for e in entries]


@given(st.lists(entry, max_size=4, unique_by=lambda e: e.id))
def test_round_trip(entries):
    text = to_csv(entries)
    assert same(from_csv(text)) == entries
    assert to_csv(from_csv(text)) == text


def test_the_project_s_glossary_round_trips():
    entries = load().entries
    without_examples = [replace(e, examples=Examples()) for e in same(entries)]
    assert same(from_csv(to_csv(entries))) == without_examples


def test_examples_are_left_out_and_nothing_else():
    fields = set(Entry.__dataclass_fields__) - {"examples", "file", "line", "participant", "given"}
    assert set(COLUMNS) == fields


def test_the_four_columns_of_a_spreadsheet():
    (reen, ugap) = from_csv(
        "term,kind,article,long\nREEN,law,la,Réduction de l'empreinte\n\nUGAP,organisation,l’,\n", "t.csv"
    )
    assert (reen.term, reen.kind, reen.article, reen.long, reen.line) == (
        "REEN",
        "law",
        "la",
        "Réduction de l'empreinte",
        2,
    )
    assert (ugap.article, ugap.long, ugap.line) == ("l'", None, 4)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffterm,heard\r\nREEN,REN;Rennes\r\n",
        'term;heard\nREEN;"REN;Rennes"\n',
        "Term , HEARD\nREEN, REN ; Rennes ;\n",
        'heard,term\n"REN;Rennes",REEN\n',
    ],
)
def test_ways_to_write_the_same(text):
    (one,) = from_csv(text)
    assert (one.term, one.heard) == ("REEN", ("REN", "Rennes"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "t.csv:1: found no header"),
        ("kind\nlaw\n", "t.csv:1: found no column 'term'"),
        ("term,terme\nA,b\n", "t.csv:1: found the column 'terme'"),
        ("term,term\nA,b\n", "t.csv:1: found the column 'term' twice"),
        ("term,kind\nA,loi\n", "t.csv:2: found 'loi' in 'kind'"),
        ("term,kind\n,law\n", "t.csv:2: found an entry without 'term'"),
        ("term\nA,b\n", "t.csv:2: found 2 cells, expected at most 1"),
        ('term,long\nA,"b\nc"\nB,d\nA,e\n', "t.csv:2: found a line break"),
        ("term\nA\nB\na\n", "t.csv:4: found the id 'a' again"),
        ('term\n"A\n', "t.csv:2: found "),
    ],
)
def test_a_mistake_names_file_and_line(text, expected):
    with pytest.raises(SetupError) as caught:
        from_csv(text, "t.csv")
    assert expected in str(caught.value)
