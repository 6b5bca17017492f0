"""What is read, written in the same format, is read the same again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Cue
from pipeline.read import read
from tests.read.writers import FORMATS, Format

WORDS = st.sampled_from(
    [
        "bonjour",
        "la",
        "loi",
        "l'ADN",
        "qu'on",
        "'IA",
        "euh",
        "Rennes",
        "59%",
        "50",
        "000",
        "2022-2025",
        "9h10",
        "13:32",
        "l’État,",
        "c'est",
        "fini.",
        "très",
        "œuvre",
        "Ça",
        "«bon»",
        "&",
        "R&D",
        "<",
        ">",
        "…",
        "!",
        "?",
        "—",
        "(DINUM)",
        "2,5",
        "€",
        "😀",
        "À",
        "n°",
        "10/12",
        "a/b",
        "{x}",
    ]
)
PEOPLE = ("Maïté Etcheverry", "Youssouf Le Gall", "SPEAKER_00", "Anne-Sophie D'Almeida")


FIRST = st.sampled_from(
    ["bonjour", "59%", "2022-2025", "9h10", "'IA", "50", "13:32", "l’État,", "«bon»", "À", "euh"]
)
TEXTS = st.builds(
    lambda first, rest: " ".join([first, *rest]), FIRST, st.lists(WORDS, min_size=2, max_size=11)
)


@st.composite
def cues(draw, kept: Format):
    """Cues that follow each other, with what the format keeps."""
    count = draw(st.integers(4, 12))
    at = draw(st.integers(0, 3)) * 1000
    found = []
    for i in range(count):
        length = draw(st.integers(1, 12)) * 1000 + (
            0 if kept.step == 1000 else draw(st.integers(0, 99)) * kept.step
        )
        text = f"{draw(TEXTS)} w{i}"  # never a loop, never a rolling caption
        found.append((at, at + length, text, draw(st.sampled_from(PEOPLE)) if kept.speakers else None))
        at += length
    return found


def as_tuples(found: tuple[Cue, ...], kept: Format):
    return [(c.start, c.end if kept.ends else None, c.raw, c.speaker) for c in found]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_written_cues_are_read_again(name: str, data: st.DataObject) -> None:
    kept = FORMATS[name]
    given_cues = data.draw(cues(kept))
    recording = read(kept.write(given_cues), "essai" + kept.suffix)
    assert recording.source.format == kept.read_as
    expected = [(a, b if kept.ends else None, text, who) for a, b, text, who in given_cues]
    assert as_tuples(recording.cues, kept) == expected
    assert not recording.issues, recording.issues
    again = read(
        kept.write([(c.start, c.end, c.raw, c.speaker) for c in recording.cues]), "essai" + kept.suffix
    )
    assert again.cues == recording.cues


@pytest.mark.parametrize("change", [b"\r\n", b"\r"])
@pytest.mark.parametrize(
    "name", ["dailymotion-hms-glued", "youtube", "srt", "vtt", "sbv", "ass", "whisper-json"]
)
def test_line_ends_and_byte_order_mark_change_nothing(name: str, change: bytes) -> None:
    kept = FORMATS[name]
    content = kept.write([(i * 4000, i * 4000 + 4000, f"été numéro {i} à Rennes", None) for i in range(5)])
    plain = read(content, "a" + kept.suffix)
    other = read(b"\xef\xbb\xbf" + content.replace(b"\n", change), "a" + kept.suffix)
    assert other.cues == plain.cues
    assert not other.issues


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_recognised_without_its_suffix(name: str) -> None:
    kept = FORMATS[name]
    people = ("Maïté Etcheverry", "Youssouf Le Gall")
    content = kept.write(
        [(i * 4000, i * 4000 + 4000, f"c'est la phrase numéro {i}", people[i % 2]) for i in range(6)]
    )
    assert read(content, "sans-suffixe").cues == read(content, "avec" + kept.suffix).cues
