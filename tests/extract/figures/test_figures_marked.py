"""Marked-up sentences: every figure of a sentence, and nothing else, is found with its exact words.

A line of ``sentences/`` holds ``<fig value= | low= high= [unit=] kind= [cmp=more|less|about]>words</fig>``; a
line of ``traps/`` holds no figure. A line that starts with ``#`` is a comment.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.extract.figures import find_figures
from pipeline.french.syntax import Syntax
from pipeline.model import Cue, Figure, Sentence
from pipeline.positions import correct_text

HERE = Path(__file__).parent
DATE = "2025-03-10"
MARK = re.compile(r"<fig (?P<attributes>(?:\w+=(?:\"[^\"]*\"|\S*?)\s?)+)>(?P<words>.*?)</fig>")
SIGNS = {"more": ">", "less": "<", "about": "~"}
ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|(\S*))")


def lines(folder: str) -> list[tuple[str, str]]:
    found = []
    for path in sorted((HERE / folder).glob("*.txt")):
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                found.append((f"{path.stem}:{n}", line))
    return found


def figures(text: str, syntax: Syntax, date: str | None = DATE) -> tuple[Figure, ...]:
    return find_figures(correct_text((Cue(0, 0, 9000, text),)), [Sentence(0, len(text), 0)], date, syntax)


def marked(line: str) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The plain sentence and its figures: words and attributes."""
    expected = []
    for m in MARK.finditer(line):
        attributes = {k: a or b for k, a, b in ATTRIBUTE.findall(m["attributes"])}
        expected.append((m["words"], attributes))
    assert len(expected) == line.count("<fig "), "a mark cannot be read"
    return MARK.sub(lambda m: m["words"], line), expected


def same(value: Decimal | str | None, expected: str | None) -> bool:
    if value is None or expected is None:
        return value is None and expected is None
    if isinstance(value, str):
        return value == expected
    return abs(value - Decimal(expected)) <= abs(Decimal(expected)) * Decimal("1e-8")


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return Syntax()


@pytest.mark.parametrize(("where", "line"), lines("sentences"), ids=lambda x: x[:40])
def test_marked_sentence(where: str, line: str, syntax: Syntax) -> None:
    text, expected = marked(line)
    found = figures(text, syntax)
    assert [text[f.start : f.end] for f in found] == [words for words, _ in expected]
    for figure, (_, want) in zip(found, expected, strict=True):
        assert same(figure.value, want.get("value")), figure
        assert same(figure.low, want.get("low")), figure
        assert same(figure.high, want.get("high")), figure
        assert (figure.unit or "") == want.get("unit", "")
        assert figure.kind == want["kind"]
        if "cmp" in want:
            assert figure.comparator == SIGNS[want["cmp"]]


@pytest.mark.parametrize(("where", "line"), lines("traps"), ids=lambda x: x[:40])
def test_trap(where: str, line: str, syntax: Syntax) -> None:
    found = figures(line, syntax)
    assert [line[f.start : f.end] for f in found] == []


def test_there_are_enough_sentences() -> None:
    assert len(lines("sentences")) + len(lines("traps")) >= 250
    assert len(lines("traps")) >= 100
