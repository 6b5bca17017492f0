"""The command line: exit codes, messages and machine-readable output."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli import COMMANDS, cli, main


def greffier(*args: object, cwd=None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


def test_a_run_writes_one_folder_per_recording_and_closes_with_a_table(tmp_path, talk):
    (tmp_path / "talk.txt").write_text(talk)
    done = greffier("run", tmp_path / "talk.txt", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert "read 1, written 1, unchanged 0, refused 0" in done.stdout
    assert (tmp_path / "out" / "talk" / "webinar.json").is_file()
    assert "unchanged 1" in greffier("run", tmp_path / "talk.txt", "--out", tmp_path / "out").stdout


def test_json_output_is_the_report(tmp_path, talk):
    (tmp_path / "talk.txt").write_text(talk)
    done = greffier("run", tmp_path / "talk.txt", "--out", tmp_path / "out", "--json")
    report = json.loads(done.stdout)
    assert report["recordings"][0]["id"] == "talk"
    assert report["totals"]["recordings"] == 1


def test_data_problems_give_1_and_a_line_that_names_the_file(tmp_path, talk):
    (tmp_path / "talk.txt").write_text(talk)
    (tmp_path / "empty.txt").write_bytes(b"")
    done = greffier("run", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "empty.txt:1: " in done.stderr
    assert (tmp_path / "out" / "talk" / "webinar.json").is_file()


@pytest.mark.parametrize(
    "args", [("run",), ("nonsense",), ("run", "x", "--workers", "0"), ("run", "x", "--nope")]
)
def test_a_wrong_call_gives_2(args, tmp_path):
    assert greffier(*args, cwd=tmp_path).returncode == 2


def test_a_glossary_that_is_wrong_gives_3_with_file_and_line(tmp_path, talk):
    (tmp_path / "talk.txt").write_text(talk)
    (tmp_path / "bad.yaml").write_text("- term: REEN\n- kind: law\n")
    done = greffier(
        "run", tmp_path / "talk.txt", "--out", tmp_path / "out", "--glossary", tmp_path / "bad.yaml"
    )
    assert done.returncode == 3
    assert "bad.yaml:2: " in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_defect_of_ours_gives_15(monkeypatch, capsys):
    def broken(**_):
        raise RuntimeError("broken")

    monkeypatch.setattr(cli, "main", broken)
    with pytest.raises(SystemExit) as exit:
        main()
    assert exit.value.code == 15
    assert "unexpected RuntimeError: broken" in capsys.readouterr().err


def test_meta_describes_one_recording_only(tmp_path, talk):
    for name in ("a.txt", "b.txt", "m.yaml"):
        (tmp_path / name).write_text(talk)
    done = greffier("run", tmp_path / "a.txt", tmp_path / "b.txt", "--meta", tmp_path / "m.yaml")
    assert done.returncode == 2
    assert "--meta describes one recording, but 2 inputs were found" in done.stderr


def test_a_dry_run_writes_nothing(tmp_path, talk):
    (tmp_path / "talk.txt").write_text(talk)
    done = greffier("run", tmp_path / "talk.txt", "--out", tmp_path / "out", "--dry-run")
    assert "to do" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(name):
    from pathlib import Path

    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert f"greffier {name}" in shown.output.split("Options:")[0].replace("\n", " ").partition("Example")[2]
    assert f"greffier {name}" in (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_help_imports_no_heavy_module():
    loaded = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-c",
            "import sys; sys.argv = ['greffier', '--help']\nfrom pipeline.cli import main\nmain()",
        ],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    names = {line.split("|")[-1].strip() for line in loaded.splitlines()}
    assert "click" in names
    assert not names & {"pandas", "numpy", "spacy", "rapidfuzz", "jsonschema", "ruamel.yaml", "pipeline.run"}
