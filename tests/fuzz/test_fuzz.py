"""Every input that once failed, and some thousands more; `python -m tests.fuzz` does a million."""

from __future__ import annotations

import pytest

from tests.fuzz import __main__ as fuzz
from tests.fuzz.targets import TARGETS, Target

pytest.importorskip("httpx", reason="the review server is asked with httpx")

KEPT = [(name, data) for name in TARGETS for data in fuzz.kept(name)]


@pytest.mark.parametrize(("name", "data"), KEPT, ids=[f"{n}-{i}" for i, (n, _) in enumerate(KEPT)])
def test_what_once_failed_is_read_or_refused(name, data):
    assert fuzz.failure(TARGETS[name], data) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_damaged_inputs_are_read_or_refused(name):
    lines: list[str] = []
    count = 40 + 15 * TARGETS[name].weight
    assert fuzz.main(count, seed=1, only=name, keep=False, say=lines.append) == 0, "\n".join(lines)


def test_an_exception_of_another_kind_is_a_failure():
    def divide(data: bytes) -> float:
        return 1 / len(data)

    target = Target(divide, lambda: [b"x"])
    assert fuzz.failure(target, b"x") is None
    assert "ZeroDivisionError" in (fuzz.failure(target, b"") or "")


def test_the_same_seed_gives_the_same_inputs():
    first, again, other = (list(fuzz.inputs("glossary", TARGETS["glossary"], 60, n)) for n in (3, 3, 4))
    assert first == again != other
