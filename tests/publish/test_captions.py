"""Captions: valid for another reader, the same words, within the conventions."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.publish.captions import LINE, LINES, captions, to_srt, to_webvtt, within_conventions
from pipeline.publish.load import Output
from pipeline.publish.words import spoken_words
from pipeline.read import read

webvtt = pytest.importorskip("webvtt", reason="needs the extra `test`")


def words_of(document: dict) -> list[str]:
    return [w.text for w in spoken_words(document)]


def without_labels(texts: list[str], document: dict) -> list[str]:
    """The words of captions whose speaker labels are taken off."""
    names = sorted({p["name"] for p in document["participants"]}, key=len, reverse=True)
    label = re.compile("(?:" + "|".join(map(re.escape, names)) + ") : ")
    return [word for text in texts for word in label.sub("", text, count=1).split()]


def test_conventions(outputs: tuple[Output, ...]) -> None:
    for output in outputs:
        made = captions(output.document)
        kept = sum(map(within_conventions, made))
        assert kept >= 0.98 * len(made), (output.id, kept, len(made))
        assert all(len(c.lines) <= LINES and max(map(len, c.lines)) <= LINE for c in made)
        for before, after in pairwise(made):
            assert before.start < before.end <= after.start


def test_read_back_by_others(outputs: tuple[Output, ...], tmp_path: Path) -> None:
    for output in outputs:
        made = captions(output.document)
        vtt, srt = tmp_path / "x.vtt", tmp_path / "x.srt"
        vtt.write_text(to_webvtt(made, "mark"), "utf-8")
        srt.write_text(to_srt(made), "utf-8")
        for back in (webvtt.read(vtt), webvtt.from_srt(srt)):
            texts = [caption.text.replace("\n", " ") for caption in back]
            assert without_labels(texts, output.document) == words_of(output.document)
            assert [c.start_in_seconds for c in back] == [int(c.start) for c in made]


def test_read_back_by_ourselves(outputs: tuple[Output, ...]) -> None:
    for output in outputs:
        made = captions(output.document)
        for name, text in (("x.vtt", to_webvtt(made, "mark")), ("x.srt", to_srt(made))):
            back = read(text.encode(), name)
            # a label that stands there once may be taken for words
            said = without_labels([cue.raw for cue in back.cues], output.document)
            assert said == words_of(output.document), (output.id, name)


def test_a_label_is_given_where_the_speaker_changes(outputs: tuple[Output, ...]) -> None:
    document = outputs[0].document
    names = {p["id"]: p["name"] for p in document["participants"]}
    spoken = [names.get(t["speaker"]) for t in document["turns"]]
    assert [c.speaker for c in captions(document) if c.speaker] == [s for s in spoken if s]


def document_of(cues: list[tuple[float | None, float | None, str]]) -> dict:
    return {
        "participants": [],
        "turns": [{"index": 0, "speaker": None, "text": " ".join(t for _, _, t in cues)}],
        "cues": [{"index": i, "start": a, "end": b, "text": t} for i, (a, b, t) in enumerate(cues)],
    }


def test_without_times_there_are_none() -> None:
    assert captions(document_of([(None, None, "bonjour")])) == ()
    assert captions(document_of([])) == ()
    assert captions(document_of([(0.0, 2.0, "bonjour"), (None, None, "merci")])) == ()


def test_marks_of_the_formats_stay_text() -> None:
    made = captions(document_of([(0.0, 3.0, "a <b> & c --> d")]))
    assert "a &lt;b&gt; &amp; c --&gt; d" in to_webvtt(made)
    assert "-->" not in to_srt(made).split("\n", 2)[2]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.05, 20), st.text("abé ,.?", min_size=1, max_size=120)), max_size=8))
def test_any_speech_keeps_its_words_in_order(pieces: list[tuple[float, str]]) -> None:
    at, cues = 0.0, []
    for seconds, text in pieces:
        cues.append((at, at + seconds, text))
        at += seconds
    document = document_of(cues)
    made = captions(document)
    assert " ".join(line for c in made for line in c.lines).split() == words_of(document)
    for before, after in pairwise(made):
        assert before.start < before.end <= after.start + 1e-9
