"""Eight editors at once, the server killed in mid-flight: not one acknowledged decision is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.storm import storm


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost(webinar: Path) -> None:
    acknowledged, kept, stored = storm(webinar, 12)
    assert acknowledged == kept == 8 * 12
    assert kept <= stored <= kept + 8  # at most one a thread was stored without its answer
