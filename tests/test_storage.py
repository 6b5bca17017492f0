"""The same run on folders of this machine, in memory and on a loopback S3: the same bytes come out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import batch, storage
from pipeline.errors import SetupError
from pipeline.journal import Journal

INPUTS = ("a.txt", "deep/b.txt", "deep/b.meta.txt", "README.md", ".hidden.txt")


@pytest.fixture(scope="module")
def setup():
    return batch.Setup.load([])


@pytest.fixture
def memory():
    """An empty store in memory."""
    from fsspec import filesystem

    filesystem("memory").store.clear()
    yield "memory://bucket"
    filesystem("memory").store.clear()


@pytest.fixture(scope="module")
def s3_server():
    """An S3 server of this process on a free port."""
    pytest.importorskip("s3fs", reason="needs the extra s3")
    server_of = pytest.importorskip("moto.server", reason="needs the packages moto, flask and flask-cors")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server, monkeypatch):
    """An empty bucket."""
    import s3fs
    from fsspec.config import conf

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setitem(conf, "s3", {"endpoint_url": s3_server})
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("bucket")
    yield "s3://bucket"
    fs = s3fs.S3FileSystem()
    fs.rm("bucket", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def fill(root: str, talk: str) -> None:
    for name in INPUTS:
        path = storage.place(f"{root}/in/{name}")
        if storage.is_local(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        text = "🎤 Paul Martin, Directeur, Ville de Kerlann\n" if "meta" in name else talk
        storage.write(path, text.encode())


def run(root: str, setup, **options):
    source, out = storage.place(f"{root}/in"), storage.place(f"{root}/out")
    plan = batch.plan([source], out)
    with Journal(out) as journal:
        results = [*plan.failures, *batch.run(plan.jobs, setup, journal=journal, **options)]
        batch.write_report(out, results)
    return results


def tree(root: str) -> dict[str, bytes]:
    return {str(relative): storage.read(f) for f, relative in storage.find(storage.place(f"{root}/out"))}


def check(root: str, tmp_path: Path, talk: str, setup, **options) -> None:
    for place in (root, str(tmp_path)):
        fill(place, talk)
        assert [(r.id, r.state) for r in run(place, setup)] == [("a", "written"), ("b", "written")]
    here, there = tree(str(tmp_path)), tree(root)
    assert there == here
    assert set(here) == {
        f".greffier/glossary/{setup.glossary.sha256}.json",
        ".greffier/journal.jsonl",
        "a/index.html",
        "a/webinar.json",
        "b/index.html",
        "b/webinar.json",
        "report.csv",
        "report.json",
    }
    assert b"Paul Martin" in here["b/webinar.json"]
    assert [r.state for r in run(root, setup)] == ["unchanged"] * 2
    assert tree(root) == here


def test_in_memory(memory, tmp_path, talk, setup):
    check(memory, tmp_path, talk, setup)


def test_on_s3(s3, tmp_path, talk, setup):
    check(s3, tmp_path, talk, setup)


def test_the_command_takes_addresses(s3, tmp_path, talk):
    from click.testing import CliRunner

    from pipeline.cli import cli

    fill(s3, talk)
    fill(str(tmp_path), talk)
    for root in (s3, str(tmp_path)):
        result = CliRunner().invoke(cli, ["run", f"{root}/in", "--out", f"{root}/out"])
        assert result.exit_code == 0, result.output
    assert tree(s3) == tree(str(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["local", "dask"])
def test_workers_reach_the_store(s3, s3_server, tmp_path, talk, setup, engine):
    if engine == "dask":
        pytest.importorskip("distributed", reason="needs the extra dask")
    fill(s3, talk)
    fill(str(tmp_path), talk)
    command = ["run", f"{s3}/in", "--out", f"{s3}/out", "--workers", "2", "--engine", engine]
    subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *command],
        check=True,
        env=os.environ | {"AWS_ENDPOINT_URL": s3_server},
    )
    run(str(tmp_path), setup)
    assert tree(s3) == tree(str(tmp_path))


def test_a_torn_or_foreign_journal_on_a_store_only_costs_time(memory, talk, setup):
    fill(memory, talk)
    run(memory, setup)
    before = tree(memory)
    journal = storage.place(f"{memory}/out/.greffier/journal.jsonl")
    storage.write(journal, b"\xff{nonsense\n" + storage.read(journal)[:-9])
    assert [r.state for r in run(memory, setup)] == ["unchanged"] * 2
    assert tree(memory) == before


@pytest.mark.parametrize("name", ["../../evil.txt", "..%2f..%2fevil.txt", "....//x.txt", "a/../../../b.txt"])
def test_no_name_of_a_store_leads_out_of_the_output_folder(memory, talk, name):
    from fsspec import filesystem

    files = filesystem("memory")
    files.store.clear()
    files.pipe_file("/bucket/in/good.txt", talk.encode())
    # a store's names may hold what no folder would
    stored = files.store["/bucket/in/good.txt"]
    files.store[f"/bucket/in/{name}"] = stored
    out = storage.place(f"{memory}/out")
    plan = batch.plan([storage.place(f"{memory}/in")], out)
    assert "good" in {job.id for job in plan.jobs}
    for job in plan.jobs:
        assert job.output.resolve().parent.parent == out.resolve()


def test_a_store_that_is_not_known_and_one_that_does_not_answer_cost_one_line(tmp_path, monkeypatch, setup):
    with pytest.raises(SetupError, match="store that is not known"):
        storage.place("nowhere://bucket/in")
    pytest.importorskip("s3fs", reason="needs the extra s3")
    from fsspec.config import conf

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setitem(conf, "s3", {"endpoint_url": "http://127.0.0.1:1"})
    plan = batch.plan([storage.place("s3://nobody/in")], tmp_path / "out")
    (failure,) = plan.failures
    assert "s3://nobody/in: cannot be read" in failure.message
    assert "\n" not in failure.message
    with pytest.raises(SetupError, match="cannot be written"):
        storage.write(storage.place("s3://nobody/out/x"), b"x")


def test_a_file_address_is_a_path_of_this_machine(tmp_path):
    assert storage.place(f"file://{tmp_path}/x y") == tmp_path / "x y"
    assert storage.is_local(storage.place("samples"))
