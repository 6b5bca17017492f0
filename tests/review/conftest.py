"""Folders of outputs for the pages: made once, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, TALK
from tests.review.editors import Editor

FIRST = "atelier-2024-05-14"
SECOND = "atelier-2024-06-11"
WEBINAR = SAMPLE.stem

OTHER = (
    TALK.replace("14 mai", "11 juin")
    + """\
00:00:30Bonjour, moi c'est l'autre voix, on a une démarche éco conception depuis 2021.
00:00:38Et nous avons économisé 30 % d'énergie dans nos écoles, nous allons former 200 agents.
00:00:46Merci Jeanne, merci à tous.
"""
)


def _run(out: Path, *inputs: Path) -> Path:
    from pipeline import batch

    results = list(batch.run(batch.plan(inputs, out).jobs, batch.Setup.load([])))
    assert [r.state for r in results] == ["written"] * len(inputs), results
    return out


@pytest.fixture(scope="session")
def small_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two short recordings, as `greffier run` leaves them."""
    folder = tmp_path_factory.mktemp("small")
    first, second = folder / f"{FIRST}.txt", folder / f"{SECOND}.txt"
    first.write_text(TALK, "utf-8")
    second.write_text(OTHER, "utf-8")
    return _run(folder / "out", first, second)


@pytest.fixture(scope="session")
def webinar_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one-hour webinar, as `greffier run` leaves it."""
    return _run(tmp_path_factory.mktemp("webinar") / "out", SAMPLE)


@pytest.fixture
def folder(small_outputs: Path, tmp_path: Path) -> Path:
    """A copy of the two short recordings."""
    return Path(shutil.copytree(small_outputs, tmp_path / "outputs"))


@pytest.fixture
def webinar(webinar_outputs: Path, tmp_path: Path) -> Path:
    """A copy of the one-hour webinar."""
    return Path(shutil.copytree(webinar_outputs, tmp_path / "outputs"))


@pytest.fixture
def editor(folder: Path) -> Editor:
    """Claire, at the two short recordings."""
    return Editor(folder, "Claire")
