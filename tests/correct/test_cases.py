"""Golden and adversarial cases: files a French speaker can add a line to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.correct import build_index, correct
from pipeline.glossary.entry import Entry
from pipeline.glossary.load import load
from pipeline.model import Cue, Metadata, Participant, Recording, Source
from pipeline.positions import correct_text

CASES = Path(__file__).parent / "cases"
ENTRIES = (
    Entry("reen", "REEN", "law", article="la", near=("loi", "décret"), say=("rène",)),
    Entry("loi-reen", "loi REEN", "law", article="la", say=("loi rène",)),
    Entry("spaser", "SPASER", "concept", article="le"),
    Entry(
        "rgesn",
        "RGESN",
        "law",
        article="le",
        long="Référentiel général d'écoconception de services numériques",
    ),
    Entry("anct", "ANCT", "organisation", article="l'", heard=("la NCT",)),
    Entry("dinum", "DINUM", "organisation", article="la"),
    Entry("numecoeval", "NumEcoEval", "tool", article="none"),
    Entry("ecoconception", "écoconception", "concept", article="l'"),
)
PEOPLE = (Participant("p1", "Solène Kergomard", "directrice", "Ville de Brannec", "speaker"),)


def recording(*lines: str, people: tuple[Participant, ...] = ()) -> Recording:
    cues = tuple(Cue(n, 1000 * n, 1000 * (n + 1), line) for n, line in enumerate(lines))
    return Recording("r", Source("r.txt", "text", "0" * 64), Metadata(), people, cues)


def lines(name: str) -> list[str]:
    rows = (CASES / name).read_text("utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


@pytest.fixture(scope="module")
def small():
    return build_index(ENTRIES)


@pytest.fixture(scope="module")
def full():
    return build_index(load())


@pytest.mark.parametrize("case", lines("changes.txt"))
def test_changes(case, small):
    before, after = (side.strip() for side in case.split("=>"))
    heard = recording(*(part.strip() for part in before.split("|")), people=PEOPLE)
    text = correct_text(heard.cues, correct(heard, small)).text
    wanted = " ".join(part.strip() for part in after.split("|"))
    assert text == wanted
    # the result is right: nothing more changes
    again = recording(text, people=PEOPLE)
    assert correct_text(again.cues, correct(again, small)).text == wanted


@pytest.mark.parametrize("sentence", lines("leaves.txt"))
def test_leaves(sentence, full):
    heard = recording(sentence)
    applied = [(c.before, c.after) for c in correct(heard, full) if c.in_force]
    assert applied == []


@pytest.mark.parametrize("case", lines("people.txt"))
def test_names_of_ordinary_words(case):
    names, _, said = case.partition(" : ")
    before, _, after = said.partition(" => ")
    people = tuple(
        Participant(f"p{n}", name, None, None, "speaker") for n, name in enumerate(names.split(", "))
    )
    heard = recording(before, people=people)
    assert correct_text(heard.cues, correct(heard, build_index(()))).text == (after or before)


def test_enough_cases():
    assert len(lines("changes.txt")) >= 15
    assert len(lines("leaves.txt")) >= 35
