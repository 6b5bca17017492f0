"""The document: valid against its schema, and every quotation is in the text at its second."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from pipeline import batch
from pipeline.write.document import number, seconds
from tests.conftest import ROOT, SAMPLE

SCHEMA = json.loads((ROOT / "pipeline" / "schema" / "webinar.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    (job,) = batch.plan([SAMPLE], out).jobs
    result = batch.process_one(job, batch.Setup.load([]))
    assert result.state == "written", result.message
    return json.loads(job.output.read_bytes())


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_webinar_is_valid_and_holds_what_its_page_announces(document):
    assert [e.message for e in Draft202012Validator(SCHEMA).iter_errors(document)] == []
    assert document["id"] == "webinaire-2024-12-05"
    assert document["source"]["file"] == "webinaire-2024-12-05.txt"
    assert len(document["cues"]) == 608
    listed = [p["name"] for p in document["participants"] if p["listed"]]
    assert listed == ["Mélanie Raphaël", "Anne-Sophie Saunier", "Estelle Soleillant Trehin"]
    assert sum(c["status"] == "applied" and bool(c["entry"]) for c in document["corrections"]) >= 30
    assert len(document["turns"]) >= 15
    assert len(document["figures"]) >= 20
    assert len(document["actions"]) >= 15
    for row in (
        *document["figures"],
        *document["actions"],
        *document["summary"]["points"],
        *document["chapters"],
    ):
        assert row["start"] is not None


def test_a_schema_that_could_not_refuse_would_prove_nothing(document):
    broken = document | {"turns": [{**document["turns"][0], "confidence": 2}], "extra": 1}
    assert len(list(Draft202012Validator(SCHEMA).iter_errors(broken))) == 2


def test_the_raw_text_is_the_input_and_the_corrections_stand_on_it(document):
    page = SAMPLE.read_text("utf-8")
    for cue in document["cues"]:
        assert cue["raw"] in page.splitlines()[cue["line"] - 1]
    for c in document["corrections"]:
        last = c.get("cue_end", c["cue"])
        raws = [document["cues"][i]["raw"] for i in range(c["cue"], last + 1)]
        raws[-1] = raws[-1][: c["raw_end"]]
        assert " ".join([raws[0][c["raw_start"] :], *raws[1:]]) == c["before"]


def test_every_quotation_is_in_the_corrected_text_at_its_second(document):
    def squash(text):
        return "".join(text.split())

    cues = document["cues"]
    for row in (*document["figures"], *document["actions"]):
        index = max(i for i, c in enumerate(cues) if c["start"] <= row["start"])
        around = squash(" ".join(c["text"] for c in cues[max(0, index - 1) : index + 16]))
        assert squash(row["text"]) in around
        assert squash(row["text"]) in squash(row["sentence"])
        assert squash(row["text"]) in squash(" ".join(t["text"] for t in document["turns"]))


def test_turns_hold_every_word_once(document):
    # a full stop that a correction leaves at the head of a cue is said with the word before
    spoken = "".join("".join(t["text"] for t in document["turns"]).split())
    assert spoken == "".join("".join(c["text"] for c in document["cues"]).split())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("50"), 50),
        (Decimal("2.5"), 2.5),
        (Decimal("5E+3"), 5000),
        ("2025-01", "2025-01"),
        (None, None),
    ],
)
def test_numbers_in_json(value, expected):
    assert number(value) == expected
    assert type(number(value)) is type(expected)


def test_seconds():
    assert (seconds(1855200), seconds(0), seconds(None)) == (1855.2, 0.0, None)
