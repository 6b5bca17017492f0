"""No text may cost more than in proportion to its length: patterns alone, then all stages."""

from __future__ import annotations

import re

import pytest

from tests.hardening import growth, patterns

PARTS = 5  # so that several workers share the patterns


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_is_slow_on_hostile_texts(part):
    wrong = []
    for name, pattern, anchored in list(patterns.patterns().values())[part::PARTS]:
        allowed = name in patterns.BOUNDED
        if not allowed and (why := patterns.slow(pattern, anchored)):
            wrong.append(f"{name}: {str(pattern.pattern)[:80]}: {why}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("pattern", "anchored"), [(r"\s+x", False), (r"(a|a)*b", True), (r"\w+\.\w+", False), (r"(?:a+)+c", True)]
)
def test_the_measure_finds_what_is_slow(pattern, anchored, monkeypatch):
    if "(" in pattern:  # these double with every character
        monkeypatch.setattr(patterns, "SMALL", 12)
        monkeypatch.setattr(patterns, "LARGE", 20)
    assert patterns.slow(re.compile(pattern), anchored)


def test_the_measure_passes_what_is_not():
    for pattern in (r"(?<!\s)\s+x", r"\d{1,3}:\d\d", r"[a-z]", r"(?<!\w)\w+\.\w+"):
        assert patterns.slow(re.compile(pattern), False) is None


def test_patterns_are_found_in_modules_in_tables_and_in_functions():
    names = {name for name, *_ in patterns.patterns().values()}
    assert len(names) > 100
    assert "pipeline.extract.mentions._COMPOUND" in names
    assert "pipeline.extract.figures.exclusions.PARTS" in names
    assert "pipeline.read (written out)" in names


@pytest.fixture(scope="module")
def stages() -> growth.Run:
    return growth.Run()


@pytest.mark.slow
@pytest.mark.parametrize("shape", growth.SHAPES)
@pytest.mark.parametrize("piece", growth.PIECES)
def test_the_cost_of_all_stages_grows_as_the_text(stages, shape, piece):
    assert stages.slow(shape, piece) is None
