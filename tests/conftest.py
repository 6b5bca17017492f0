"""Shared by all tests: where the repository and the evaluation data are."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline.cli  # noqa: F401  before numpy: one thread a process, as the command asks; tests share the cores
from tests.browser import chromium  # noqa: F401  one browser for all tests

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "samples" / "webinaire-2024-12-05.txt"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Look for doctests in the package only: the scripts beside the tests are not collected."""
    script = collection_path.suffix == ".py" and not collection_path.name.startswith(("test_", "conftest"))
    return True if script else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow tests run last, so that a defect shows soon."""
    items.sort(key=lambda item: "slow" in item.keywords)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("needs the evaluation data in ../shared")
    return SHARED


TALK = """\
🎤 Jeanne Le Goff, Cheffe de projet numérique responsable, Ville de Kerlann

Webinaire du 14 mai 2024, organisé par la Ville de Kerlann.
Transcription
00:00:00Bonjour à toutes et à tous, je suis Jeanne Le Goff, je travaille pour la ville de Kerlann.
00:00:07Dans le cadre de la loi Rennes, nous avons signé une convention avec un atelier de réemploi.
00:00:15Nous avons donné plus de 400 ordinateurs à des associations en 2023.
00:00:22Merci beaucoup de votre attention.
"""


@pytest.fixture
def talk() -> str:
    """A whole video page in a few lines: a person, a mishearing, a figure and an action."""
    return TALK
