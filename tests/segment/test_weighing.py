"""Laying the evidence out part by part, which bounds the memory of long recordings, changes no score."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.positions import correct_text
from pipeline.read import read
from pipeline.segment import weighing
from pipeline.segment.evidence import gather
from pipeline.segment.weighing import load_weights, score
from pipeline.segment.words import split_words
from tests.conftest import SAMPLE


@pytest.mark.parametrize("places", [1, 50, 333])
def test_parts_score_as_the_whole(places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = read(SAMPLE.read_bytes(), SAMPLE.name)
    text = correct_text(recording.cues)
    evidence = gather(split_words(text.text, text.cue_starts, frozenset()), recording.participants)
    assert len(evidence.places) > 500 and len(evidence.people) > 2
    whole = score(evidence, load_weights())
    sizes: list[int] = []
    weigh = weighing.weigh
    monkeypatch.setattr(weighing, "PLACES", places)
    monkeypatch.setattr(
        weighing, "weigh", lambda table, w: sizes.append(len(table.person)) or weigh(table, w)
    )
    parts = score(evidence, load_weights())
    assert max(sizes) == places and sum(sizes) == len(evidence.places)
    for name in ("fit", "change", "back", "first"):
        np.testing.assert_allclose(getattr(parts, name), getattr(whole, name), rtol=1e-12, atol=1e-12)
