"""The network reads signs that mean the same in every recording, and hears blocks as the whole."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.model import Participant
from pipeline.positions import correct_text
from pipeline.read import read
from pipeline.segment import network
from pipeline.segment.evidence import find_cast
from pipeline.segment.network import (
    HOST_NAME,
    MARKS,
    NAME,
    NUMBER,
    OUTPUTS,
    listen,
    load_network,
    return_odds,
    signs,
)
from pipeline.segment.words import Words, split_words
from tests.conftest import SAMPLE


def _sample() -> Words:
    text = correct_text(read(SAMPLE.read_bytes(), SAMPLE.name).cues)
    return split_words(text.text, text.cue_starts)


def _signs(words: Words, named: tuple[int, ...] = ()) -> network.Signs:
    return signs(words, dict.fromkeys(named, False), [False] * len(words), 3)


def test_names_and_numbers_are_read_alike() -> None:
    words = split_words("Merci Estelle, 1 500 postes. Merci Aïcha, 40 postes.")
    one, other = words.key.index("estelle"), words.key.index("aicha")
    found = _signs(words, (one, other))
    half = len(words) // 2
    assert found.symbols[:half] == found.symbols[half:]
    assert found.symbols[one] == NAME and NUMBER in found.symbols


def test_the_name_of_the_host_is_told_apart_where_the_list_tells() -> None:
    words = split_words("Merci Estelle. Alors, Paul, à toi.")
    people = (
        Participant("p1", "Estelle Roux", kind="host"),
        Participant("p2", "Paul Le Goff", kind="speaker"),
    )
    found = find_cast(words, people).signs(words).symbols
    assert found[words.key.index("estelle")] == HOST_NAME
    assert found[words.key.index("paul")] == NAME


def test_marks_that_were_restored_are_no_signs() -> None:
    text = "bonjour à tous. merci"
    said = split_words(text)
    restored = split_words(text, (), frozenset((text.index("."),)))
    assert _signs(said).marks[-1] == MARKS.index(".") + 1
    assert _signs(restored).marks[-1] == 0


@pytest.mark.parametrize("block", [1, 7, 500])
def test_blocks_are_heard_as_the_whole(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = split_words(" ".join(["Merci beaucoup, c'est noté. Et vous, à Rennes ? Alors oui."] * 25))
    whole = listen(_signs(words), load_network())
    monkeypatch.setattr(network, "BLOCK", block)
    assert whole.shape == (len(words), len(OUTPUTS))
    np.testing.assert_allclose(listen(_signs(words), load_network()), whole, atol=1e-4)


def test_a_change_is_heard_where_the_voice_changes() -> None:
    words = split_words(
        "Et donc combien de postes avez-vous gardés ? Alors on en a gardé quarante, et les autres sont "
        "partis dans les écoles de la ville."
    )
    odds = listen(_signs(words), load_network())[:, OUTPUTS.index("change")]
    answer = words.key.index("alors")
    assert odds[1:].argmax() + 1 == answer
    assert odds[answer] > 0 > np.median(odds)


def test_every_odd_is_finite_and_of_a_known_size() -> None:
    words = _sample()
    cast = find_cast(words, ())
    odds = listen(cast.signs(words), load_network())
    assert np.isfinite(odds).all() and np.abs(odds).max() < 40


def test_words_never_seen_do_not_stop_it() -> None:
    words = split_words("zzxq ŵ 漢字 ½ " * 30)
    assert listen(_signs(words), load_network()).shape == (len(words), len(OUTPUTS))


def test_who_takes_over_is_told_beside_the_change_itself() -> None:
    heard = np.full((2, len(OUTPUTS)), -9.0)
    heard[0, OUTPUTS.index("change")] = 0.0
    heard[1, [OUTPUTS.index(name) for name in ("change", "return")]] = 9.0
    back, new = return_odds(heard, 1)
    assert back == pytest.approx(0.0, abs=1e-3) and new == -5.0
    assert return_odds(heard, 0) == [-5.0, -5.0]
