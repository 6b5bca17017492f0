"""What no entry stands behind: usual slips of set phrases, and one spelling for one name."""

from __future__ import annotations

import pytest

from pipeline.correct import build_index, correct
from pipeline.correct.slips import _gaps
from pipeline.model import Correction
from tests.correct.corpus import right_text
from tests.correct.test_cases import recording

INDEX = build_index(())


def found(*lines: str) -> list[Correction]:
    return list(correct(recording(*lines), INDEX))


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("on a de grandes marches de progression ici", "marches", "marges"),
        ("ce sont des heures de grandeur à retenir", "heures", "ordres"),
        ("il y a encore des zones franches et des zones planches", "planches", "blanches"),
        ("le goulot d'étranglements et le goût lot", "", ""),
        ("c'est un cahier des charmes à écrire", "", ""),
    ],
)
def test_slips_are_suggested(said: str, before: str, after: str) -> None:
    slips = [(c.before, c.after, c.status, c.rule, c.entry) for c in found(said)]
    assert slips == ([(before, after, "suggested", "collocation", None)] if before else [])


def test_a_slip_says_why() -> None:
    (slip,) = found("des heures de grandeur")
    assert slip.why.startswith("« heures de grandeur »") and "« ordre de grandeur »" in slip.why


@pytest.mark.parametrize(
    "said",
    [
        "un ordre de grandeur",
        "un désir de grandeur, les heures passent",
        "des heures, de grandeur moyenne",
        "on peut reprendre la parole et remettre à plat",
        "un cahier des ventes",
        "la marge. de progression",
    ],
)
def test_what_may_be_meant_is_left_alone(said: str) -> None:
    assert found(said) == []


def test_few_slips_in_right_text() -> None:
    words = asked = 0
    for _, text in right_text():
        words += len(text.split())
        asked += sum(c.rule == "collocation" for c in found(text))
    assert asked * 10_000 <= words


def test_set_phrases_are_read() -> None:
    expressions = {gap.expression for gaps in _gaps().values() for _, gap in gaps}
    assert len(expressions) > 300
    assert "retour d'expérience" in expressions


def test_the_best_supported_spelling_of_a_name_is_proposed() -> None:
    said = (
        "Merci à Solène Kergomard pour cela.",
        "Et puis Solène Kergomard le dit.",
        "Je crois que Solène Kergomar y pense.",
    )
    (c,) = found(*said)
    assert (c.before, c.after, c.status) == ("Kergomar", "Kergomard", "suggested")
    assert (c.rule, c.entry) == ("name", None)
    assert "2 fois" in c.why


def test_the_very_same_sounds_are_changed_when_it_is_very_sure() -> None:
    said = ["Merci à Solène Kergomard pour cela."] * 3 + ["Je crois que Solène Kergomart y pense."]
    assert [(c.before, c.after, c.status) for c in found(*said)] == [("Kergomart", "Kergomard", "applied")]


@pytest.mark.parametrize(
    "other",
    [
        "Je crois que Solène Quéméner y pense.",  # another name
        "Je crois que Marc Kergomar y pense.",  # another person
        "Je crois que les Kergomar y pensent.",  # no name of a person
        "Je crois que Solène. Kergomar y pense.",
    ],
)
def test_other_names_stay(other: str) -> None:
    assert found(*["Merci à Solène Kergomard pour cela."] * 3, other) == []


def test_two_spellings_as_frequent_stay() -> None:
    said = ["Merci à Solène Kergomard pour cela.", "Je crois que Solène Kergomar y pense."]
    assert found(*said, *said) == []
