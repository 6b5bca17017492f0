"""The sample's document, made once, and its page."""

from __future__ import annotations

import pytest

from pipeline.page import page
from tests.conftest import SAMPLE
from tests.page.reading import Reading


@pytest.fixture(scope="session")
def sample() -> dict:
    """The document of the one-hour webinar."""
    from pipeline import glossary
    from pipeline.correct import build_index
    from pipeline.run import Input, process

    entries = glossary.load([])
    return process(Input(SAMPLE.read_bytes(), SAMPLE.name, SAMPLE.stem), entries, build_index(entries))


@pytest.fixture(scope="session")
def sample_page(sample: dict) -> Reading:
    return Reading(page(sample))
