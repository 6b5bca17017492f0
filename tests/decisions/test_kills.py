"""The server killed in mid-flight: not one acknowledged decision is lost, and none is stored twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import batch
from tests.conftest import TALK
from tests.decisions.kills import play


@pytest.mark.slow
def test_the_server_killed_while_editors_decide(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    out = tmp_path / "out"
    assert [
        r.state for r in batch.run(batch.plan([tmp_path / "talk.txt"], out).jobs, batch.Setup.load([]))
    ] == ["written"]
    tally = play(out, "talk", editors=4, decisions=40, kills=2)
    assert (len(tally.acknowledged), tally.kills) == (160, 2)
