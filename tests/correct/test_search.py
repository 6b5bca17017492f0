"""Searching by windows, which bounds the memory of long recordings, finds what one search finds."""

from __future__ import annotations

import pytest

from pipeline.correct import build_index, search
from pipeline.correct.search import sound_hits
from pipeline.correct.spans import MAX_WORDS
from pipeline.correct.words import words_of
from pipeline.glossary import load
from pipeline.read import read
from tests.conftest import SAMPLE


@pytest.mark.parametrize("window", [MAX_WORDS + 1, 97, 1000])
def test_windows_find_the_same(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = words_of(read(SAMPLE.read_bytes(), SAMPLE.name).cues)[:2500]
    index = build_index(load([]))
    whole = sound_hits(words, index)
    sizes: list[int] = []
    inner = search._sound_hits
    monkeypatch.setattr(search, "WINDOW", window)
    monkeypatch.setattr(
        search, "_sound_hits", lambda part, index: sizes.append(len(part)) or inner(part, index)
    )
    assert sound_hits(words, index) == whole
    assert len(whole) > 100
    assert len(sizes) == -(-len(words) // window) and max(sizes) <= window + MAX_WORDS


def test_no_words() -> None:
    assert sound_hits((), build_index(load([]))) == []
