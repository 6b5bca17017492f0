"""The hand check and the JSON Schema accept and refuse the same glossaries."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.glossary import default_folder
from pipeline.glossary.check import FIELDS, to_entry
from pipeline.glossary.yaml_file import read_yaml
from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "pipeline" / "schema" / "glossary.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def accepted(document: object) -> bool:
    """Whether our reader takes the document, written as JSON (which is YAML)."""
    raws, mistakes = read_yaml(json.dumps(document, ensure_ascii=True), "g.yaml")
    return not mistakes and not any(to_entry(raw)[2] for raw in raws)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["$defs"]["entry"]["properties"]) == set(FIELDS)


@pytest.mark.parametrize("file", sorted(default_folder().glob("*.yaml")), ids=lambda f: f.name)
def test_the_project_s_own_files_are_valid(file):
    assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(file.read_text("utf-8")))] == []


words = st.sampled_from(
    ["loi", "à Rennes", "é", "", "  ", "a\nb", "a\tb", "\x7f", "a" * 121, "b" * 501, "12:30", "on", " x "]
)
odd = st.sampled_from([None, True, 3, 1.5, [], {}, ["a"], {"a": "b"}, "2024-12-05"])
texts = st.lists(words, max_size=3) | words | odd
examples = st.dictionaries(
    st.sampled_from(["changes", "leaves", "change"]),
    st.dictionaries(words.filter(lambda w: "\n" not in w), words | odd, max_size=2) | texts,
    max_size=2,
)
entry = st.fixed_dictionaries(
    {"term": st.sampled_from(["REEN", "loi REEN", "a" * 121, "a\nb"])},
    optional={
        "id": st.sampled_from(["reen", "loi-reen", "Loi", "a--b", "", "-a", "a" * 121]) | odd,
        "kind": st.sampled_from(["law", "loi", ""]) | odd,
        "long": words | odd,
        "article": st.sampled_from(["la", "l'", "l’", "un"]) | odd,
        "say": texts,
        "heard": texts,
        "near": texts,
        "never": texts,
        "policy": st.sampled_from(["auto", "ask", "never", "yes"]) | odd,
        "examples": examples | odd,
        "source": words | odd,
        "herd": texts,
    },
)


@settings(max_examples=400, deadline=None)
@given(st.lists(entry | entry.map(lambda e: {k: v for k, v in e.items() if k != "term"}) | odd, max_size=2))
@example([{"term": "REEN", "heard": ["a"] * 101}])
@example([{"term": "REEN", "examples": {"changes": {str(i): "b" for i in range(101)}}}])
@example([{"term": "REEN", "examples": {"changes": {"a" * 501: "b"}}}])
@example([{"term": "REEN", "long": "a" * 300}])
@example([{"term": "REEN", "long": "a" * 301}])
def test_check_and_schema_agree(document):
    assert accepted(document) == VALIDATOR.is_valid(document)


def test_both_refuse_what_is_not_a_list():
    for document in ({"term": "REEN"}, "REEN"):
        assert not accepted(document)
        assert not VALIDATOR.is_valid(document)
