"""Real outputs, a site to publish into, and its build."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.publish.load import Output, load
from tests.conftest import ROOT, SAMPLE

SITE = Path(__file__).parent / "site"
RECORDINGS = ROOT / "tests" / "recordings"
DATED = ("audition.txt", "fermetures.txt", "inclusion.vtt")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `greffier run` writes it: the sample and three recordings of the tests."""
    out = tmp_path_factory.mktemp("outputs")
    paths = [str(SAMPLE), *(str(RECORDINGS / name) for name in DATED)]
    result = CliRunner().invoke(cli, ["run", *paths, "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="session")
def outputs(folder: Path) -> tuple[Output, ...]:
    found, problems = load(folder)
    assert not problems
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the tests' site, to publish into."""
    return copy_site(tmp_path / "site")


def copy_site(target: Path) -> Path:
    shutil.copytree(SITE, target, ignore=shutil.ignore_patterns("node_modules", "_site", ".gitignore"))
    return target


@pytest.fixture(scope="session")
def build() -> Callable[[Path, str], Path]:
    """Build a site with Eleventy 2 or 3; skipped where node or the packages are missing."""
    node = shutil.which("node")
    if node is None or not (SITE / "node_modules" / "eleventy3").is_dir():
        pytest.skip("needs node and `npm install --prefix tests/publish/site`")

    def run(site: Path, version: str) -> Path:
        modules = site / "node_modules"
        if not modules.exists():
            modules.symlink_to(SITE / "node_modules")
        config = site / "eleventy.config.cjs"
        main = modules / f"eleventy{version}" / ("cmd.js" if version == "2" else "cmd.cjs")
        shutil.rmtree(site / "_site", ignore_errors=True)
        done = subprocess.run(
            [node, str(main), f"--config={config.name}", "--quiet"],
            cwd=site,
            env={**os.environ, "ELEVENTY": version},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
        return site / "_site"

    return run
