"""How words sound: regular spellings, the exceptions, acronyms, foreign and English names."""

# ruff: noqa: E501 - tables read better in whole rows

from __future__ import annotations

import re

import pytest

from pipeline.correct.forms import (
    acronym_word,
    english_sounds,
    foreign_sounds,
    forms_of,
    name_parts,
    readings,
)
from pipeline.french.collocations import association
from pipeline.french.frequency import zipf
from pipeline.french.sounds import CONSONANTS, VOWELS, _exceptions, _rules, spell, text_sounds, word_sounds
from pipeline.french.spelling import fold, key
from pipeline.glossary.entry import Entry


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("maison", "mezO"), ("chapeau", "Sapo"), ("bonjour", "bOZuR"), ("agneau", "aJo"), ("famille", "famij"), ("feuille", "f2j"),
        ("question", "kestjO"), ("nation", "nasjO"), ("évidemment", "evidamA"), ("parlent", "paRl"), ("agent", "aZA"), ("content", "kOtA"),
        ("commune", "komyn"), ("immense", "imAs"), ("bien", "bj5"), ("chien", "Sj5"), ("loin", "lw5"), ("roi", "Rwa"), ("guerre", "geR"),
        ("gens", "ZA"), ("exact", "egzakt"), ("taxi", "taksi"), ("second", "s@gO"), ("femme", "fam"), ("oeuvre", "2vR"), ("parfum", "paRf5"),
        ("maximum", "maksimom"), ("rasage", "RazaZ"), ("tasse", "tas"), ("scène", "sen"), ("écho", "eko"), ("chevaux", "S@vo"), ("12", "duz"),
    ],
)  # fmt: skip
def test_words(word, sounds):
    assert word_sounds(word) == sounds


def test_homophones_sound_alike():
    for a, b in [
        ("mère", "maire"),
        ("sang", "cent"),
        ("vers", "vert"),
        ("eau", "haut"),
        ("compte", "conte"),
        ("foie", "fois"),
        ("rênes", "rennes"),
    ]:
        assert word_sounds(a).replace("@", "") == word_sounds(b).replace("@", ""), (a, b)


def test_every_sound_is_in_the_alphabet():
    known = VOWELS | CONSONANTS
    for sounds in [*_exceptions().values(), *_rules()[1]]:
        assert set(sounds) <= known


def test_the_rules_are_regular_expressions_without_nested_repeats():
    pattern, _ = _rules()
    assert not re.search(r"[+*]\)?[+*]", pattern.pattern)


def test_letters():
    assert spell("rgaa") == text_sounds("erre gé a a")
    assert acronym_word("AGEC") == "aZek"
    assert acronym_word("ANSSI") == "Asi"
    assert {"spazeR"} <= {s for s, _ in readings("SPASER")}
    assert ("deaeR", True) not in readings("DINUM")
    said = {s for s, _ in readings("RGAA")}
    assert text_sounds("erre gé deux a") in said and text_sounds("erre gé double a") in said


def test_pieces_of_a_name_of_a_tool():
    assert ("nymekoeval", False) in readings("NumEcoEval")
    assert any(s == text_sounds("data gouv") for s, _ in readings("data.gouv.fr"))


def test_foreign_and_english():
    assert foreign_sounds("Erwan") == "eRwan"
    assert english_sounds("screen") == "skRin"


def test_forms_of_a_person():
    entry = Entry("x", "Gwenaëlle Le Bihan-Morvan", "person")
    assert {f.words for f in forms_of(entry)} >= {
        "Gwenaëlle Le Bihan-Morvan",
        "Gwenaëlle",
        "Le Bihan-Morvan",
        "Bihan-Morvan",
    }
    assert name_parts("Cher") == ()


def test_forms_with_the_article():
    forms = {(f.words, f.sounds) for f in forms_of(Entry("ugap", "UGAP", "organisation", article="l'"))}
    assert ("l'UGAP", "lygap") in forms and ("UGAP", "ygap") in forms


def test_frequency_and_collocations():
    assert zipf("avec") > 6 > zipf("râteau") > zipf("xyzzy") == 0
    assert association("feuille", "de") > 0 > association("des", "le")


def test_spelling():
    assert fold("L’ÉCO-CONCEPTION") == "l'eco-conception"
    assert key("Éco-conception") == key("ecoconception") == "ecoconception"
