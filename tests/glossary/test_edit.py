"""Our own edits of a YAML file: comments and everything else stay."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import SetupError
from pipeline.glossary import default_folder
from pipeline.glossary.edit import add_entry
from pipeline.glossary.load import entries_of
from pipeline.glossary.yaml_file import read_yaml

FILE = """\
# Les lois.

- term: REEN
  kind: law
  # Rennes est aussi une ville.
  heard: [REN,
    Rennes]   # entendu deux fois
  near: [loi]
  examples:
    changes:
      "la loi Rennes": "la loi REEN"  # vu en 2024
    leaves:
      - 'à Rennes'

# Les agences.
- term: ADEME   # agence
  article: l'
"""


def read(text: str):
    return {e.id: e for e in entries_of(*read_yaml(text, "g.yaml"))}


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_new_entry_goes_to_the_end_and_nothing_else_changes():
    heard = ["oui", "12:30", "a: b", "été"]
    after = add_entry(FILE, {"term": "on", "kind": "concept", "heard": heard, "source": "2024"})
    assert after.startswith(FILE)
    assert after[len(FILE) :] == (
        '\n- term: "on"\n  kind: concept\n  heard: [oui, "12:30", "a: b", été]\n  source: "2024"\n'
    )
    assert read(after)["on"].heard == ("oui", "12:30", "a: b", "été")


def test_a_whole_entry_in_an_empty_file():
    fields = {
        "term": "SPASER",
        "article": "le",
        "heard": ["Spazer"],
        "policy": "ask",
        "examples": {"changes": {"le Spazer": "le SPASER"}, "leaves": ["espacer"]},
    }
    assert add_entry("", fields) == (
        "- term: SPASER\n  article: le\n  heard: [Spazer]\n  policy: ask\n  examples:\n    changes:\n"
        '      "le Spazer": "le SPASER"\n    leaves:\n      - "espacer"\n'
    )


def test_an_entry_that_exists_grows_and_keeps_its_comments():
    fields = {
        "term": "REEN",
        "heard": ["Rennes", "rêne"],
        "never": ["à Rennes"],
        "article": "la",
        "examples": {"changes": {"loi rêne": "loi REEN"}, "leaves": ["à Rennes", "le renne"]},
    }
    after = add_entry(FILE, fields)
    entry = read(after)["reen"]
    assert entry.heard == ("REN", "Rennes", "rêne")
    assert (entry.never, entry.article, entry.near) == (("à Rennes",), "la", ("loi",))
    assert entry.examples.changes == (("la loi Rennes", "la loi REEN"), ("loi rêne", "loi REEN"))
    assert entry.examples.leaves == ("à Rennes", "le renne")
    comments = [line[line.index("#") :] for line in FILE.splitlines() if "#" in line]
    assert len(comments) == 6
    assert [comment for comment in comments if comment not in after] == []
    assert after.endswith(FILE[FILE.index("\n# Les agences.") :])
    assert replace(read(after)["ademe"], line=0) == replace(read(FILE)["ademe"], line=0)


def test_adding_what_is_there_changes_no_value():
    after = add_entry(FILE, {"term": "REEN", "kind": "law", "heard": ["REN"], "near": ["loi"]})
    assert read(after)["reen"] == read(FILE)["reen"]


def test_the_last_entry_can_grow():
    after = add_entry(FILE, {"term": "ADEME", "heard": ["ADEV"]})
    assert changed_lines(FILE, after) == ["+   heard: [ADEV]"]


@pytest.mark.parametrize("file", sorted(default_folder().glob("*.yaml")), ids=lambda f: f.name)
def test_in_our_own_files_only_the_edited_entry_changes(file):
    text = file.read_text("utf-8")
    entries = list(read(text).values())
    for entry in entries[:: max(1, len(entries) // 6)]:
        after = add_entry(text, {"term": entry.term, "id": entry.id, "heard": ["zzz"]}, file.name)
        following = [e.line for e in entries if e.line > entry.line]
        end = min(following, default=len(text.splitlines()) + 1)
        before_lines, after_lines = text.splitlines(), after.splitlines()
        tail = len(before_lines) - end + 1
        assert after_lines[: entry.line - 1] == before_lines[: entry.line - 1]
        assert after_lines[len(after_lines) - tail :] == before_lines[end - 1 :]
        for line in before_lines[entry.line - 1 : end - 1]:
            assert "#" not in line or line.strip() in after
        assert read(after)[entry.id].heard == (*entry.heard, "zzz")
        assert {k: v.examples for k, v in read(after).items()} == {e.id: e.examples for e in entries}


letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co"))
values = st.text(letters, min_size=1, max_size=15)
usable = values.map(lambda t: unicodedata.normalize("NFC", t).strip()).filter(bool)


@settings(deadline=None)
@given(st.lists(usable, min_size=1, max_size=3, unique=True), usable, usable, usable)
@example(["?0", "- a", "[", "#", "&a", "*a", "!a", "a: b", "'", "~", "=", "<<"], "? a", "a: b", "- a")
def test_any_text_can_be_added(heard, before, after, leaves):
    fields = {"heard": heard, "examples": {"changes": {before: after}, "leaves": [leaves]}}
    for text, term in ((FILE, "ZZZ"), (FILE, "ADEME"), ("", "ZZZ")):
        entry = read(add_entry(text, fields | {"term": term}))[term.lower()]
        assert entry.heard == tuple(heard)
        assert entry.examples.changes == ((before, after),)
        assert entry.examples.leaves == (leaves,)


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (FILE, {"term": "A", "kind": "loi"}, "found 'loi' in 'kind'"),
        (FILE, {"term": "A", "heard": ["b\nc"]}, "found a line break"),
        (FILE, {"heard": ["b"]}, "without 'term'"),
        (FILE, {"term": "…"}, "expected a letter or digit"),
        ("- term: A\n  kind: loi\n", {"term": "B"}, "g.yaml:2: found 'loi' in 'kind'"),
        ("term: A\n", {"term": "B"}, "expected a list of entries"),
        ("[{term: A}]\n", {"term": "A", "heard": ["b"]}, "an entry in braces"),
    ],
)
def test_what_is_not_valid_is_refused(text, fields, expected):
    with pytest.raises(SetupError, match=expected):
        add_entry(text, fields, "g.yaml")
