"""Whose subject a stretch is: told by what each person says elsewhere and by the function."""

from __future__ import annotations

import numpy as np

from pipeline.model import Participant
from pipeline.segment.network import NAME, NUMBER
from pipeline.segment.people import Mention
from pipeline.segment.subjects import familiar, function_keys, load_subjects, subject_keys
from pipeline.segment.words import split_words

WATER = (
    "Chez nous, à la régie, on a changé les compteurs et cherché les fuites sur tout le réseau d'eau "
    "potable, la nuit, avec deux techniciens et des capteurs posés sur les canalisations."
)
SCHOOL = (
    "Moi, dans mes classes, les élèves ont des tablettes, les professeurs ont été formés, et les parents "
    "d'élèves nous demandent surtout ce que deviennent les cahiers et les devoirs."
)
ANSWER = "La fuite la plus grosse, on l'a trouvée sous une route : le compteur tournait même la nuit."


def _table(
    texts: list[str], said: list[list[float]], functions: tuple[str, ...] = ("", "")
) -> tuple[np.ndarray, np.ndarray]:
    keys = [list(split_words(text).key) for text in texts]
    edges = np.cumsum([0, *map(len, keys)])
    flat = [key for part in keys for key in part]
    return familiar(
        flat, edges, np.array(said), [list(split_words(f).key) for f in functions], load_subjects()
    )


def test_an_answer_is_most_familiar_to_whose_subject_it_is() -> None:
    by_words, by_function = _table([WATER, SCHOOL, ANSWER], [[1, 0], [0, 1], [0, 0]])
    assert by_words[2, 0] > by_words[2, 1] + 0.5
    assert not by_function.any()


def test_a_function_tells_before_anything_was_said() -> None:
    functions = ("directrice de l'eau et de l'assainissement", "professeur des écoles")
    by_words, by_function = _table([WATER, SCHOOL], [[0, 0], [0, 0]], functions)
    assert by_function[0, 0] > by_function[0, 1]
    assert by_function[1, 1] > by_function[1, 0]
    assert np.allclose(by_words[:, 0], by_words[:, 1])


def test_what_is_said_in_the_stretch_itself_does_not_count_for_the_one_who_says_it() -> None:
    kept, _ = _table([WATER, SCHOOL, ANSWER], [[1, 0], [0, 1], [0, 0]])
    claimed, _ = _table([WATER, SCHOOL, ANSWER], [[1, 0], [0, 1], [0, 1]])
    assert np.allclose(kept[2], claimed[2])


def test_the_order_of_people_does_not_matter() -> None:
    one, _ = _table([WATER, SCHOOL, ANSWER], [[0.7, 0.3], [0.1, 0.9], [0.5, 0.5]])
    other, _ = _table([WATER, SCHOOL, ANSWER], [[0.3, 0.7], [0.9, 0.1], [0.5, 0.5]])
    assert np.allclose(one, other[:, ::-1])


def test_words_that_nobody_knows_tell_nothing_by_their_meaning() -> None:
    for texts in (["zzxq"], ["zzxq", "zzxq ŵ"], ["zzxq " * 50, WATER]):
        for table in _table(texts, [[0.5, 0.5]] * len(texts), ("zzxq", "")):
            assert np.isfinite(table).all() and np.abs(table).max() < 10


def test_names_and_numbers_are_any_name_and_number() -> None:
    words = split_words("Merci Jean Roux, 400 postes.")
    assert subject_keys(words, [Mention(1, 3, "p1", True)]) == ["merci", NAME, NAME, NUMBER, "postes"]


def test_the_words_of_a_function() -> None:
    person = Participant("p1", "Jean Roux", "élu", "Ville de Mendibourg")
    assert function_keys(person) == ["elu", "ville", "de", "mendibourg"]
    assert function_keys(None) == function_keys(Participant("p2", "Steve")) == []
