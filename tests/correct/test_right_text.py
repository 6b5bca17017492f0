"""On right French nothing is corrected: at most one wrong change per 10,000 words."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from pipeline.correct import build_index, correct
from pipeline.glossary import load
from pipeline.model import Correction, Cue, Metadata, Recording, Source

FOLDER = Path(__file__).parents[1] / "right_text"
FILES = sorted(FOLDER.glob("*.txt"))
WIDTH = 90
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

APPLIED_PER_10_000 = 1.0
SUGGESTED_PER_1_000 = 1.0
"""What an editor would have to reject: at most one question per five or six minutes of speech."""

HOUSE_STYLE = frozenset({"arcep", "afnor", "puy-de-dome"})
"""Entries that the texts name, rightly, in another case or without the hyphens of the glossary."""


def recording(path: Path) -> Recording:
    """The file as captions of about ``WIDTH`` characters, four seconds each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [
        row
        for line in lines
        for row in textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
    ]
    cues = tuple(Cue(n, n * 4000, (n + 1) * 4000, row, line=n + 1) for n, row in enumerate(rows))
    source = Source(file=path.name, format="text", sha256="0" * 64)
    return Recording(path.stem, source, Metadata(), (), cues)


def letters(text: str) -> str:
    """The text without case, punctuation, hyphens and spaces: what is left is its words."""
    return "".join(c for c in text.casefold() if c.isalnum())


def shown(path: Path, found: Correction, cues: tuple[Cue, ...]) -> str:
    """One line for the report of a failure, with the words around."""
    before = cues[found.cue].raw[max(0, found.raw_start - 40) : found.raw_start]
    after = cues[found.last_cue].raw[found.raw_end : found.raw_end + 30]
    return (
        f"{path.name}:{found.cue + 1}: …{before}[{found.before} → {found.after}]{after}… "
        f"({found.rule}, {found.entry}, {found.score})"
    )


@pytest.fixture(scope="module")
def corrections() -> list[tuple[Correction, str]]:
    """All that is applied or suggested over the whole corpus, each with its line for the report."""
    index = build_index(load())
    found: list[tuple[Correction, str]] = []
    for path in FILES:
        read = recording(path)
        found += [(c, shown(path, c, read.cues)) for c in correct(read, index)]
    return found


@pytest.fixture(scope="module")
def changes(corrections: list[tuple[Correction, str]]) -> list[tuple[Correction, str]]:
    """Those that change words, not only case, punctuation or hyphens."""
    return [(c, line) for c, line in corrections if letters(c.before) != letters(c.after)]


@pytest.fixture(scope="module")
def word_count() -> int:
    return sum(len(WORD.findall(path.read_text(encoding="utf-8"))) for path in FILES)


def report(lines: list[str], words: int) -> str:
    return f"{len(lines)} changes in {words} words:\n" + "\n".join(lines)


def test_the_corpus_is_large_enough(word_count: int) -> None:
    assert word_count >= 30_000


def test_nothing_right_is_changed(changes: list[tuple[Correction, str]], word_count: int) -> None:
    wrong = [line for c, line in changes if c.in_force]
    assert len(wrong) * 10_000 <= APPLIED_PER_10_000 * word_count, report(wrong, word_count)


def test_few_questions_are_asked(changes: list[tuple[Correction, str]], word_count: int) -> None:
    asked = [line for c, line in changes if c.status == "suggested"]
    assert len(asked) * 1_000 <= SUGGESTED_PER_1_000 * word_count, report(asked, word_count)


def test_ordinary_words_keep_their_case(corrections: list[tuple[Correction, str]], word_count: int) -> None:
    """The bases of a course are not "Les Bases", a girl called Lucie is not "LUCIE"."""
    wrong = [
        line
        for c, line in corrections
        if c.in_force and letters(c.before) == letters(c.after) and c.entry not in HOUSE_STYLE
    ]
    assert len(wrong) * 10_000 <= APPLIED_PER_10_000 * word_count, report(wrong, word_count)
