"""A few kills of each engine; `python -m tests.kills --count 200` does many."""

from __future__ import annotations

import sys

import pytest

from tests import kills

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="finds the processes of a run in /proc"),
]


@pytest.mark.parametrize(("engine", "count"), [("local", 4), ("dask", 2)])
def test_a_batch_that_is_killed_gives_the_same_bytes_in_the_end(engine, count):
    if engine == "dask":
        pytest.importorskip("distributed", reason="needs the extra dask")
    lines: list[str] = []
    assert kills.main(engine, count, seed=1, say=lines.append) == [], "\n".join(lines)


def test_the_comparison_sees_a_lost_a_changed_and_a_new_file(tmp_path):
    for name in ("lost", "changed", "same"):
        (tmp_path / name).write_text("1")
    before = kills.tree(tmp_path)
    (tmp_path / "lost").unlink()
    (tmp_path / "changed").write_text("2")
    (tmp_path / ".new.tmp").write_text("3")
    assert kills.differences(tmp_path, before) == [".new.tmp", "changed", "lost"]
