"""`greffier glossary`: what the commands print, save and refuse."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.commands.glossary import ARTICLES, KINDS, POLICIES, command
from pipeline.errors import SetupError
from pipeline.glossary.check import CHOICES
from tests.glossary.test_trial import output

GOOD = """\
# Nos termes
- term: SPASER
  article: le
  heard: [Spazer]
  examples:
    changes: {"le Spazer": "le SPASER"}
    leaves: [espacer les réunions]
"""


def run(*args: object):
    """Run the command; errors of the glossary come back as they are raised."""
    result = CliRunner().invoke(cli, ["glossary", *map(str, args)])
    if result.exception and not isinstance(result.exception, SystemExit | SetupError):
        raise result.exception
    return result


@pytest.fixture
def glossary(tmp_path):
    file = tmp_path / "g.yaml"
    file.write_text(GOOD, "utf-8")
    return file


def test_the_choices_are_those_of_the_glossary():
    assert {"kind": KINDS, "article": ARTICLES, "policy": POLICIES} == CHOICES


@pytest.mark.parametrize("name", sorted(command.commands))
def test_every_command_has_an_example_and_json(name):
    shown = CliRunner().invoke(cli, ["glossary", name, "--help"]).output
    assert f"Example: greffier glossary {name}" in shown
    assert "--json" in shown


def test_check_says_how_much_is_right(glossary):
    result = run("check", "--no-default-glossary", "--glossary", glossary)
    assert (result.exit_code, result.output) == (0, "1 entries and 2 examples, all right\n")
    data = json.loads(run("check", "--no-default-glossary", "--glossary", glossary, "--json").output)
    assert data == {"ok": True, "entries": 1, "examples": 2, "mistakes": []}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.replace('"le SPASER"', '"le spa"'), "g.yaml:2: found 'le SPASER', expected 'le spa'"),
        (GOOD.replace("espacer les", "le Spazer les"), "left as it is"),
        (GOOD.replace("article: le", "article: lo"), "g.yaml:3: found 'lo' in 'article'"),
        (GOOD + "- term: A\n  heard: [spazer]\n", "g.yaml:8: found 'spazer' in 'heard' of 'a' and of 's"),
    ],
)
def test_check_stops_at_what_is_wrong(glossary, text, expected):
    glossary.write_text(text, "utf-8")
    args = ["glossary", "check", "--no-default-glossary", "--glossary", str(glossary), "--json"]
    code = "from pipeline.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert expected in done.stderr
    data = json.loads(done.stdout)
    assert data["ok"] is False
    assert any(expected in mistake for mistake in data["mistakes"])


def test_try_shows_what_a_phrase_becomes_and_why(glossary):
    args = ("--no-default-glossary", "--glossary", glossary)
    shown = run("try", "le Spazer de la ville", *args).output.splitlines()
    assert shown[0] == "le SPASER de la ville"
    assert shown[1].startswith("  « Spazer » est remplacé par « SPASER » (spaser, ")
    assert run("try", "il pleut", *args).output == "il pleut\nRien ne change.\n"
    data = json.loads(run("try", "le Spazer", *args, "--json").output)
    assert data["after"] == "le SPASER"
    assert data["corrections"][0]["entry"] == "spaser"


def test_try_shows_what_an_entry_would_alter_in_past_outputs(glossary, tmp_path):
    (tmp_path / "out").mkdir()
    folder = output(tmp_path / "out", "a", ["rien", "le Spazer"])
    shown = run("try", "--no-default-glossary", "--corpus", folder, "--entry", glossary).output.splitlines()
    assert shown[0].startswith("a 00:00:05 « Spazer » : tel quel → SPASER  [spaser] …rien le Spazer…")
    assert shown[1] == "1 passage changerait"
    args = ("--no-default-glossary", "--corpus", folder, "--glossary", glossary, "--json")
    (effect,) = json.loads(run("try", *args).output)["effects"]
    assert (effect["recording"], effect["start"], effect["then"]) == ("a", 5.0, "SPASER")


@pytest.mark.parametrize("args", [(), ("phrase", "--corpus", ".")])
def test_try_wants_a_phrase_or_a_corpus(args):
    assert run("try", *args).exit_code == 2


def test_add_saves_and_keeps_comments(glossary):
    args = ["--no-default-glossary", "--to", glossary, "--kind", "organisation", "--heard", "Ublo"]
    args += ["--near", "société", "--leaves", "un hublot"]
    result = run("add", "Hubblo", *args, "--changes", "la société Ublo", "la société Hubblo")
    assert result.exit_code == 0
    text = glossary.read_text("utf-8")
    assert text.startswith(GOOD)
    assert "- term: Hubblo\n  kind: organisation\n  heard: [Ublo]\n  near: [société]\n" in text
    assert run("check", "--no-default-glossary", "--glossary", glossary).exit_code == 0


def test_add_to_an_entry_that_exists(glossary):
    args = ("--no-default-glossary", "--to", glossary, "--heard", "Spa zair")
    assert run("add", "SPASER", *args).exit_code == 0
    assert "heard: [Spazer, Spa zair]" in glossary.read_text("utf-8")


def test_add_makes_a_file(tmp_path):
    file = tmp_path / "new.yaml"
    result = run("add", "Hubblo", "--no-default-glossary", "--to", file, "--heard", "Ublo", "--json")
    assert json.loads(result.output) == {"saved": True, "file": str(file), "entry": "hubblo", "effects": []}
    assert file.read_text("utf-8") == "- term: Hubblo\n  heard: [Ublo]\n"


@pytest.mark.parametrize(
    "options",
    [
        ("--changes", "le Spazer", "le Hubblo"),
        ("--leaves", "le Ublo", "--heard", "Ublo"),
        ("--heard", "a\nb"),
        ("--heard", "x" * 121),
    ],
)
def test_add_saves_nothing_that_is_wrong(glossary, options):
    result = run("add", "Hubblo", "--no-default-glossary", "--to", glossary, *options)
    assert isinstance(result.exception, SetupError)
    assert str(result.exception).startswith(str(glossary))
    assert glossary.read_text("utf-8") == GOOD


def test_add_shows_its_effects_first(glossary, tmp_path):
    (tmp_path / "out").mkdir()
    folder = output(tmp_path / "out", "a", ["avec Ublo"])
    args = ("--no-default-glossary", "--to", glossary, "--heard", "Ublo", "--corpus", folder, "--dry-run")
    shown = run("add", "Hubblo", *args).output.splitlines()
    assert shown[0].startswith("a 00:00:00 « Ublo » : tel quel → Hubblo")
    assert shown[-1] == f"« Hubblo » serait ajouté à {glossary}"
    assert glossary.read_text("utf-8") == GOOD


def test_show_lists_filters_and_gives_csv(glossary):
    args = ("--no-default-glossary", "--glossary", glossary)
    assert run("show", *args).output.startswith("spaser")
    assert "spaser" in run("show", "spazer", *args).output
    assert "spaser" not in run("show", "--kind", "law", *args).output
    (row,) = csv.DictReader(io.StringIO(run("show", "--csv", *args).output))
    assert (row["term"], row["heard"]) == ("SPASER", "Spazer")
    data = json.loads(run("show", "--json", *args).output)
    assert data["entries"][0]["heard"] == ["Spazer"] and len(data["sha256"]) == 64


def test_listing_the_commands_imports_nothing_heavy():
    code = (
        "import sys; from click.testing import CliRunner; from pipeline.cli import cli;"
        "CliRunner().invoke(cli, ['glossary', '--help']);"
        "CliRunner().invoke(cli, ['glossary', 'show', '--csv']);"
        "print(sorted({'spacy', 'numpy', 'ruamel.yaml', 'jsonschema', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
