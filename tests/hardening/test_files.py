"""Archives that explode, nestings, entities, links, a full disk, a folder that cannot be written."""

from __future__ import annotations

import errno
import io
import json
import os
import resource
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import batch, plain_yaml, storage
from pipeline.cli import cli
from pipeline.errors import InputError, SetupError
from pipeline.glossary import load
from pipeline.journal import Journal
from pipeline.publish.verify import read_post
from pipeline.read import Sidecar, read

WORD = '<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>'
ENTITIES = (
    "<?xml version='1.0'?><!DOCTYPE tt [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
    + "]><tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='0s' end='1s'>&j;</p></div></body></tt>"
)


def archive(body: bytes, *, files: int = 0, name: str = "word/document.xml") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr(name, body)
        for n in range(files):
            made.writestr(f"x/{n}", b"")
    return target.getvalue()


HOSTILE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "DOCX that unpacks to 200 MB": lambda: ("a.docx", archive(b" " * 200_000_000)),
    "DOCX of 10,000 files": lambda: ("a.docx", archive(WORD.format("bonjour").encode(), files=10_000)),
    "DOCX with an entity bomb": lambda: ("a.docx", archive(ENTITIES.encode())),
    "DOCX nested 100,000 deep": lambda: ("a.docx", archive(b"<a>" * 100_000 + b"</a>" * 100_000)),
    "archive that is no DOCX": lambda: ("a.docx", archive(b"x", name="../../../etc/passwd")),
    "entity bomb": lambda: ("a.ttml", ENTITIES.encode()),
    "external entity": lambda: (
        "a.ttml",
        b"<!DOCTYPE tt [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        b"<tt><body><div><p begin='0s' end='1s'>&x;</p></div></body></tt>",
    ),
    "XML nested 100,000 deep": lambda: ("a.ttml", b"<tt>" + b"<p>" * 100_000 + b"</p>" * 100_000 + b"</tt>"),
    "lists nested 1,000,000 deep": lambda: ("a.json", b"[" * 1_000_000),
    "closed lists nested deep": lambda: ("a.json", b'{"segments": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
    "objects nested 100,000 deep": lambda: ("a.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "a number of 100,000 digits": lambda: ("a.json", b'{"segments": [{"start": ' + b"9" * 100_000 + b"}]}"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_explodes_is_refused_in_one_line_and_little_memory(name):
    file, data = HOSTILE[name]()
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refused:
            read(data, file)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "expected" in refused.value.message
    assert "\n" not in str(refused.value)
    assert peak < 120_000_000


# ------------------------------------------------------------------------------------------ YAML


def merges(levels: int) -> str:
    rows = ["a0: &a0 {k: 1}"]
    rows += [f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}" for i in range(1, levels)]
    return "\n".join(rows) + "\n"


YAML = {
    "merge keys": merges(40),
    "aliases": "a0: &a0 [x, x]\n"
    + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    + "title: *a59\n",
    "an alias of itself": "title: &t [*t]\n",
    "flow lists": "title: " + "[" * 5000 + "]" * 5000 + "\n",
    "mappings": "".join(" " * i + "a:\n" for i in range(2000)),
    "a class": "title: !!python/object/apply:os.system ['touch pwned']\n",
    "a tag of ours": "title: !include /etc/passwd\n",
    "an endless number": "title: 0x" + "f" * 20_000 + "\n",
    "minutes of minutes": "date: " + "1:" * 20_000 + "1\n",
}


@pytest.mark.parametrize("name", YAML)
@pytest.mark.parametrize("reader", [plain_yaml.load, plain_yaml.load_1_2])
def test_yaml_that_is_not_plain_is_refused_before_anything_is_built(name, reader):
    with pytest.raises(plain_yaml.NotPlain):
        reader(YAML[name])


@pytest.mark.parametrize("name", YAML)
def test_such_yaml_beside_a_transcript_or_in_a_post_is_only_left_out(name, talk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    recording = read(talk.encode(), "a.txt", Sidecar("a.yaml", YAML[name].encode()))
    assert any("YAML invalide" in issue.message for issue in recording.issues)
    assert read_post(f"---\n{YAML[name]}---\n\nBonjour.\n").blocks[-1].text == "Bonjour."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", YAML)
def test_a_glossary_of_such_yaml_is_refused(name, tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text("- term: a\n" + "".join(f"  {row}\n" for row in YAML[name].splitlines()), "utf-8")
    with pytest.raises(SetupError):
        load([path], default=False)


@pytest.mark.parametrize(
    "data", ["term\n" + "x" * 200_000, "term\n" + '"' * 99_999, "term" + "," * 100_000 + "\nx\n"]
)
def test_a_glossary_of_absurd_csv_is_refused_or_read(data, tmp_path):
    path = tmp_path / "g.csv"
    path.write_text(data, "utf-8")
    with pytest.raises(SetupError) as refused:
        load([path], default=False)
    assert len(str(refused.value)) < 500_000


# ----------------------------------------------------------------------------------- other places


def run(folder: Path, out: Path):
    plan = batch.plan([folder], out)
    with Journal(out) as journal:
        results = list(batch.run(plan.jobs, batch.Setup.load([]), journal=journal))
        batch.write_report(out, results)
    return results


@pytest.fixture
def given(tmp_path: Path, talk: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "talk.txt").write_text(talk, "utf-8")
    return folder


@pytest.mark.parametrize(
    "name",
    ["talk/index.html", "report.json", "report.csv", ".greffier/tmp", ".greffier/journal.jsonl", ".greffier"],
)
def test_a_link_in_the_results_is_never_followed(name, given, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("mine")
    link = tmp_path / "out" / name
    link.parent.mkdir(parents=True, exist_ok=True)
    folder = name in (".greffier", ".greffier/tmp")
    link.symlink_to(outside if folder else outside / "file")
    try:
        run(given, tmp_path / "out")
    except SetupError as refused:
        assert "link" in str(refused)
    assert (outside / "file").read_text() == "mine"
    assert [f.name for f in outside.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "name", ["..", "...", "..\\..\\x", "~root", "-rf", "con", "a\nb", "=1+1", "été…", ".", "%2e%2e"]
)
def test_names_of_inputs_stay_inside(name, given, tmp_path, talk):
    (given / f"{name}.txt").write_text(talk, "utf-8")
    out = tmp_path / "out"
    results = run(given, out)
    assert {r.state for r in results} == {"written"}
    outputs = {p for p in tmp_path.rglob("*") if given not in p.parents and p not in (given, out)}
    assert all(out in p.parents for p in outputs)
    for line in (out / "report.csv").read_text("utf-8").splitlines():
        assert line[:1] not in "=+-@"


def test_a_transcript_that_is_a_link_is_read_and_one_that_is_a_loop_is_named(given, tmp_path, talk):
    (tmp_path / "far.txt").write_text(talk, "utf-8")
    (given / "near.txt").symlink_to(tmp_path / "far.txt")
    (given / "loop.txt").symlink_to(given / "loop.txt")
    (given / "deep").symlink_to(given)
    results = run(given, tmp_path / "out")
    assert sorted((r.id, r.state) for r in results) == [("near", "written"), ("talk", "written")]


# ----------------------------------------------------------------------------- disks and folders


def files(out: Path) -> list[str]:
    return sorted(str(f.relative_to(out)) for f in out.rglob("*") if f.is_file())


@pytest.mark.slow
@pytest.mark.parametrize("size", [2_000, 40_000])
def test_no_room_left_ends_in_one_line_and_the_next_run_goes_on(given, tmp_path, size, talk):
    """The limit on the size of a file stands for a disk that fills up."""
    for n in range(3):
        (given / f"talk{n}.txt").write_text(talk, "utf-8")
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import main; main()",
        "run",
        str(given),
        "--out",
        str(out),
    ]
    done = subprocess.run(
        command,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "cannot be written: File too large; check the folder's rights and the space left" in done.stderr
    for name in files(out):
        if name.endswith(".json"):
            json.loads((out / name).read_bytes())
        assert not name.endswith(".tmp")
    assert subprocess.run(command, capture_output=True).returncode == 0
    run(given, tmp_path / "undisturbed")
    assert {n: (out / n).read_bytes() for n in files(out)} == {
        n: (tmp_path / "undisturbed" / n).read_bytes() for n in files(tmp_path / "undisturbed")
    }


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
@pytest.mark.parametrize("place", ["mkstemp", "replace", "journal"])
def test_whatever_the_disk_refuses_is_one_line(given, tmp_path, number, place, monkeypatch):
    def refuse(*_args, **_options):
        raise OSError(number, os.strerror(number))

    owner, name = {
        "mkstemp": (storage.write_whole.__globals__["tempfile"], "mkstemp"),
        "replace": (os, "replace"),
        "journal": (os, "write"),
    }[place]
    monkeypatch.setattr(owner, name, refuse)
    result = CliRunner().invoke(cli, ["run", str(given), "--out", str(tmp_path / "out")])
    monkeypatch.undo()
    assert isinstance(result.exception, SetupError)
    assert "\n" not in str(result.exception)
    assert os.strerror(number) in str(result.exception)
    assert not [name for name in files(tmp_path / "out") if name.endswith(".tmp")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_rights_is_one_line(given, tmp_path):
    (tmp_path / "out").mkdir(mode=0o500)
    result = CliRunner().invoke(cli, ["run", str(given), "--out", str(tmp_path / "out")])
    assert isinstance(result.exception, SetupError)
    assert "Permission denied" in str(result.exception)


def test_a_file_in_place_of_the_folder_is_one_line(given, tmp_path):
    (tmp_path / "out").write_text("x")
    result = CliRunner().invoke(cli, ["run", str(given), "--out", str(tmp_path / "out")])
    assert isinstance(result.exception, SetupError)
    assert (tmp_path / "out").read_text() == "x"


def test_two_runs_do_not_write_in_one_folder_at_once(given, tmp_path):
    first, second = Journal(tmp_path / "out"), Journal(tmp_path / "out")
    with first, pytest.raises(SetupError, match="another run is writing here"), second:
        pass
    with second:
        pass
