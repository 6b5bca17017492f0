"""JSON of speech recognisers: shapes, odd values, refusals."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from pipeline.model import Recording
from pipeline.read import read


def load(value: object, name: str = "essai.json") -> Recording:
    return read(json.dumps(value, ensure_ascii=False, indent=2).encode(), name)


def seg(start, end, text, **more):
    return {"start": start, "end": end, "text": text, **more}


def test_whisperx_keeps_speakers_and_ignores_its_copies() -> None:
    words = [{"word": "Bonjour", "start": 0.1, "end": 0.4, "score": 0.9, "speaker": "SPEAKER_00"}]
    recording = load(
        {
            "segments": [
                seg(0.1, 2.0, " Bonjour à tous", speaker="SPEAKER_00", words=words),
                seg(2.5, 3.0, "Oui", speaker="SPEAKER_01"),
            ],
            "word_segments": words,
            "language": "fr",
        }
    )
    assert [(c.start, c.end, c.raw, c.speaker) for c in recording.cues] == [
        (100, 2000, "Bonjour à tous", "SPEAKER_00"),
        (2500, 3000, "Oui", "SPEAKER_01"),
    ]
    assert recording.participants == ()
    assert not recording.issues
    assert not recording.dropped


def test_segments_inside_an_envelope() -> None:
    recording = load(
        {"status": "ok", "transcript": {"segments": [seg(0, 1.5, "Bonjour"), seg(2, 3, "à tous")]}}
    )
    assert [c.raw for c in recording.cues] == ["Bonjour", "à tous"]


def test_escapes_are_words() -> None:
    data = rb'{"segments":[{"start":0,"end":1,"text":"\u00e9t\u00e9 \ud83d\ude00 \"bien\" \n fini"},{"start":1.5,"end":2,"text":"a\/b"}]}'
    assert [c.raw for c in read(data, "a.json").cues] == ['été 😀 "bien"   fini', "a/b"]


def test_lines_are_those_of_the_words() -> None:
    recording = load({"segments": [seg(0, 1, "un"), seg(1, 2, "deux")]})
    assert [c.line for c in recording.cues] == [6, 11]


def test_vosk_single_result() -> None:
    words = [
        {"conf": 1, "start": i * 0.4, "end": i * 0.4 + 0.3, "word": w}
        for i, w in enumerate("bonjour à tous".split())
    ]
    later = [
        {"conf": 1, "start": 9 + i * 0.4, "end": 9.3 + i * 0.4, "word": w}
        for i, w in enumerate("et merci".split())
    ]
    recording = load({"result": words + later, "text": "bonjour à tous et merci"})
    assert [(c.start, c.raw) for c in recording.cues] == [(0, "bonjour à tous"), (9000, "et merci")]


def test_milliseconds_are_known_by_the_pace_of_speech() -> None:
    recording = load(
        {
            "utterances": [
                {"speaker": "A", "start": 250, "end": 4100, "text": "bonjour à tous"},
                {"speaker": "B", "start": 5200, "end": 9000, "text": "merci beaucoup"},
            ]
        }
    )
    assert [(c.start, c.end, c.speaker) for c in recording.cues] == [(250, 4100, "A"), (5200, 9000, "B")]


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [(-1, 4, "négative"), (3, 2, "finit avant"), ("tard", 4, "pas un nombre"), (None, 4, "pas un nombre")],
)
def test_odd_times_are_issues(start, end, message) -> None:
    recording = load({"segments": [seg(0, 1, "un"), seg(start, end, "deux"), seg(8, 9, "trois")]})
    assert [c.raw for c in recording.cues] == ["un", "deux", "trois"]
    assert [i.line for i in recording.issues] == [11]
    assert message in recording.issues[0].message
    assert 0 <= recording.cues[1].start <= 8000


def test_numbers_that_are_not_numbers() -> None:
    data = b'{"segments":[{"start":NaN,"end":Infinity,"text":"un"},{"start":1e400,"end":2,"text":"deux"},{"start":3,"end":4,"text":"trois"}]}'
    recording = read(data, "a.json")
    assert [c.raw for c in recording.cues] == ["un", "deux", "trois"]
    assert len(recording.issues) == 2


def test_times_beyond_the_declared_end() -> None:
    recording = load({"duration": 5.0, "segments": [seg(0, 1, "un"), seg(9, 10, "deux")]})
    assert recording.source.duration == 5000
    assert "dépasse la fin" in recording.issues[0].message


def test_a_whole_text_that_says_more_is_reported() -> None:
    recording = load(
        {
            "text": "bonjour à tous et merci encore de votre présence ici",
            "segments": [seg(0, 1, "bonjour à tous"), seg(1, 2, "oui")],
        }
    )
    assert "diffère" in recording.issues[0].message
    assert recording.dropped[0].text.startswith("bonjour à tous et merci")


def test_another_language_is_reported() -> None:
    recording = load({"language": "english", "segments": [seg(0, 1, "hello"), seg(1, 2, "thank you")]})
    assert recording.source.language == "en"
    assert "français" in recording.issues[0].message
    assert (
        load({"language": "french", "segments": [seg(0, 1, "oui"), seg(1, 2, "non")]}).source.language == "fr"
    )


def test_text_without_segments() -> None:
    recording = load({"text": "Bonjour à tous, voici le plan."})
    assert [(c.start, c.raw) for c in recording.cues] == [(None, "Bonjour à tous, voici le plan.")]


@pytest.mark.parametrize(
    ("data", "line", "found"),
    [
        (b'{"segments": [\n{"start": 0, "end": 1, "text": "bonj', 2, "truncated"),
        (b'{"segments": [\n{"start": 0, "end": 1, "text": "a"},', 2, "truncated"),
        (b'{"segments": [\n{"start": 0 "end": 1}]}', 2, "invalid"),
        (b'{"a": 1, "b": [1, 2]}', 1, "without passages"),
        (b'[{"locale": "fr", "localeName": "Fran\xc3\xa7ais"}]', 1, "caption languages"),
        (b'{"schema_version": "1.0", "cues": [{"start": 0.0, "text": "bonjour"}]}', 1, "output of greffier"),
        (b'{"a":' * 100_000, 1, "JSON"),
        (b"[" * 100_000, 1, "no transcript"),
        (b"[{" * 100_000, 1, "JSON"),
        (b'{"segments": [{"start": ' + b"9" * 10_000 + b', "text": "a"}]}', 1, "number too long"),
    ],
)
def test_unusable_json(data: bytes, line: int, found: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, "a.json")
    assert caught.value.line == line
    assert found in caught.value.message
    assert "expected" in caught.value.message
