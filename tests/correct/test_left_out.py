"""On recordings that the weights were not learnt from: enough is found, little is wrong, most is offered."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import curve
from corpus import held_out, score
from train import LEFT_OUT

from pipeline.correct import build_index, correct
from pipeline.correct.score import model

RECALL, OFFERED, WRONG = 0.75, 0.90, 0.5


@pytest.fixture(scope="module")
def samples():
    return held_out()


def test_each_recording_was_left_out_once(samples) -> None:
    data = json.loads(LEFT_OUT.read_text("utf-8"))
    assert {s.name for s in samples} <= data.keys()
    assert all(set(one["weights"]) == set(model().weights) for one in data.values())


def test_recordings_that_nothing_was_learnt_from(samples) -> None:
    found = curve.point(samples, model().applied, model().suggested)
    assert found["recall"] >= RECALL
    assert found["offered"] >= OFFERED
    assert found["wrong"] <= WRONG


def test_the_thresholds_go_the_right_way(samples) -> None:
    low, high = (curve.point(samples[:2], t, 0.1) for t in (0.2, 0.95))
    assert low["recall"] > high["recall"] and low["wrong"] >= high["wrong"]
    assert low["asked"] < high["asked"]


def test_the_curve_is_drawn() -> None:
    rows = [(t, {"recall": 1 - t / 2, "wrong": 1 - t, "offered": 1.0, "asked": 1.0}) for t in (0.9, 0.5, 0.1)]
    svg = curve.draw({"a": rows}, 0.5)
    assert svg.count("<circle") == 3 and 'r="5"' in svg and "0.5" in svg


def test_the_models_differ(samples) -> None:
    """Left out is left out: what is learnt with a recording is better there."""
    with_it = [score(s, correct(s.recording, build_index(s.glossary))) for s in samples[:2]]
    assert sum(r["fixed"] for r in with_it) > 0
    assert curve.left_out(samples[0].name, 0.5, 0.1).weights != model().weights
