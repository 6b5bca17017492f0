"""Every character of the input is a cue, metadata, something dropped, markup or an issue, once."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import read_accounted
from tests.conftest import SAMPLE
from tests.read.mutations import TALK, check, mutants, seeds
from tests.read.writers import FORMATS

SEEDS = seeds()


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_every_form_is_accounted_for(number: int) -> None:
    name, data = SEEDS[number]
    assert check(name, data, None).startswith("read")


@pytest.mark.parametrize("format_name", FORMATS)
def test_words_of_cues_are_the_characters_they_stand_on(format_name: str) -> None:
    kept = FORMATS[format_name]
    plain = [(a, b, text.replace("'", "’"), who) for a, b, text, who in TALK]
    recording, extents, text = read_accounted(kept.write(plain), "a" + kept.suffix)
    said = "".join(text[e.start : e.end] for e in extents if e.role == "cue")
    if format_name != "whisper-json-ascii":
        assert letters(said) == letters("".join(cue.raw for cue in recording.cues))
    assert letters("".join(cue.raw for cue in recording.cues)) == letters("".join(t for _, _, t, _ in plain))


def test_the_sample_is_accounted_for() -> None:
    recording, extents, text = read_accounted(SAMPLE.read_bytes(), SAMPLE.name)
    assert len(recording.cues) == 608
    by_role = {
        role: "".join(text[e.start : e.end] for e in extents if e.role == role)
        for role in ("cue", "metadata", "dropped", "markup", "issue")
    }
    assert by_role["issue"] == ""
    assert re.fullmatch(r"(?:\s|\d\d:\d\d:\d\d)*", by_role["markup"])
    assert by_role["dropped"] == "TranscriptionRecommandations"
    assert letters(by_role["cue"]) == letters("".join(cue.raw for cue in recording.cues))


LINES = st.sampled_from(
    [
        "00:00:05bonjour", "00:00:09 à tous", "0:10", "[00:00:11] oui", "Jean Le Goff : bonjour", "1", "", " ", "WEBVTT",
        "00:00:01,000 --> 00:00:02,000", "00:00:01,000 -> 00:00:02,000", "00:75:99", "[Musique]", "Recommandations",
        "Transcription", "Intervenants :", "🎤 Anne Rivière, maire, Ville de Kerlann", "## Titre", "**SPEAKER_00**: oui",
        "NOTE a", "<p>bonjour</p>", "{% transcription %}", "{% endtranscription %}", "<!-- a", "-->", "---", "Dialogue: 0,",
        "[ti:a]", "[00:01.00]la", "Chapitre 1 : a", "2 minutes", "merci beaucoup à vous", "[a](b)", "Jean (00:01:02)",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25), st.sampled_from([".txt", ".srt", ".vtt", ".md", ".lrc", ""]))
def test_any_mixture_of_lines_is_accounted_for(lines: list[str], suffix: str) -> None:
    check("a" + suffix, "\n".join(lines).encode(), None)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check("a.txt", data, None)


@pytest.mark.parametrize("seed", range(5))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    for name, data, sidecar in mutants(120, seed):
        check(name, data, sidecar)
