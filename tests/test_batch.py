"""Many recordings: planning, skipping, bad inputs, workers, and files that appear whole."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from pipeline import batch, storage
from pipeline.engines import local
from pipeline.errors import ExitCode, SetupError
from pipeline.journal import Journal


@pytest.fixture(scope="module")
def setup():
    return batch.Setup.load([])


def run(paths, out, setup, **options):
    plan = batch.plan(paths, out)
    with Journal(out) as journal:
        results = [*plan.failures, *batch.run(plan.jobs, setup, journal=journal, **options)]
        batch.write_report(out, results)
    return sorted(results, key=lambda r: r.file)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


# ------------------------------------------------------------------------------------- planning


def test_a_folder_is_searched_and_what_is_no_transcript_is_passed_over(tmp_path, talk):
    inputs = tmp_path / "in"
    for name in ("b.txt", "a.srt", "deep/c.vtt", "README.md", ".hidden.txt", "photo.png", "b.meta.txt"):
        file = inputs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(talk)
    jobs = batch.plan([inputs], tmp_path / "out").jobs
    assert [j.id for j in jobs] == ["a", "b", "c"]
    assert jobs[1].sidecar == inputs / "b.meta.txt"


def test_results_inside_the_searched_folder_are_not_read_again(tmp_path, talk, setup):
    (tmp_path / "a.txt").write_text(talk)
    run([tmp_path], tmp_path / "outputs", setup)
    assert [j.id for j in batch.plan([tmp_path], tmp_path / "outputs").jobs] == ["a"]


def test_inputs_of_one_name_get_ids_that_tell_their_folder_or_suffix(tmp_path, talk):
    for name in ("2023/talk.txt", "2024/talk.txt", "2024/talk.srt", "other.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(talk)
    ids = [j.id for j in batch.plan([tmp_path], tmp_path / "out").jobs]
    assert sorted(ids) == ["2023-talk", "2024-talk-srt", "2024-talk-txt", "other"]


def test_an_input_named_twice_is_done_once(tmp_path, talk):
    (tmp_path / "a.txt").write_text(talk)
    assert len(batch.plan([tmp_path / "a.txt", tmp_path], tmp_path / "out").jobs) == 1


@pytest.mark.parametrize("name", ["../../evil.txt", "a/../b.txt"])
def test_no_name_leads_out_of_the_output_folder(tmp_path, talk, name):
    file = tmp_path / "x" / "y" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "x" / "y" / "a").mkdir(parents=True, exist_ok=True)
    file.write_text(talk)
    out = tmp_path / "out"
    for job in batch.plan([file], out).jobs:
        assert job.output.resolve().parent.parent == out.resolve()


# --------------------------------------------------------------------------------- what is redone


def test_an_unchanged_input_is_skipped_and_force_does_it_again(tmp_path, talk, setup):
    (tmp_path / "a.txt").write_text(talk)
    out = tmp_path / "out"
    assert [r.state for r in run([tmp_path / "a.txt"], out, setup)] == ["written"]
    before = tree(out)
    assert [r.state for r in run([tmp_path / "a.txt"], out, setup)] == ["unchanged"]
    assert [r.state for r in run([tmp_path / "a.txt"], out, setup, force=True)] == ["written"]
    assert tree(out) == before


@pytest.mark.parametrize(
    "change", ["input", "sidecar", "glossary", "version", "output lost", "output damaged", "page lost"]
)
def test_whatever_the_result_depends_on_makes_it_be_done_again(tmp_path, talk, setup, change, monkeypatch):
    source, out = tmp_path / "a.txt", tmp_path / "out"
    source.write_text(talk)
    run([source], out, setup)
    if change == "input":
        source.write_text(talk.replace("400", "500"))
    elif change == "sidecar":
        (tmp_path / "a.meta.txt").write_text("🎤 Paul Martin, Directeur, Ville de Kerlann\n")
    elif change == "glossary":
        (tmp_path / "g.csv").write_text("term,kind,article,long\nKerlann,place,none,\n")
        setup = batch.Setup.load([tmp_path / "g.csv"])
    elif change == "version":
        monkeypatch.setattr(batch, "__version__", "99")
    elif change == "output lost":
        (out / "a" / "webinar.json").unlink()
    elif change == "page lost":
        (out / "a" / "index.html").unlink()
    else:
        (out / "a" / "webinar.json").write_text('{"id": ')
    assert [r.state for r in run([source], out, setup)] == ["written"]


def test_the_page_is_written_before_the_output_that_marks_completion(tmp_path, talk, setup, monkeypatch):
    written = []
    monkeypatch.setattr(storage, "write", lambda path, *_: written.append(path.name))
    (tmp_path / "a.txt").write_text(talk)
    run([tmp_path / "a.txt"], tmp_path / "out", setup)
    outputs = ["index.html", "webinar.json"]
    assert [name for name in written if name in outputs] == outputs


@pytest.mark.slow
def test_the_number_of_workers_does_not_show_in_the_result(tmp_path, talk, setup):
    for n in range(3):
        (tmp_path / f"t{n}.txt").write_text(talk.replace("400", str(400 + n)))
    (tmp_path / "broken.json").write_text('{"segments": [')
    trees = []
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        paths = [*(tmp_path / f"t{n}.txt" for n in range(3)), tmp_path / "broken.json"]
        assert len(run(paths, out, setup, workers=workers)) == 4
        trees.append(tree(out))
    assert trees[0] == trees[1]
    # two files each, two of the report, the journal and the glossary
    assert len(trees[0]) == 3 * 2 + 2 + 1 + 1


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_bytes(tmp_path, talk, setup):
    pytest.importorskip("distributed", reason="needs the extra dask")
    for n in range(3):
        (tmp_path / f"t{n}.txt").write_text(talk.replace("400", str(400 + n)))
    paths = [tmp_path / f"t{n}.txt" for n in range(3)]
    run(paths, tmp_path / "one", setup)
    results = run(paths, tmp_path / "many", setup, engine="dask", workers=2)
    assert [r.state for r in results] == ["written"] * 3
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


# ---------------------------------------------------------------------------------- bad inputs


def test_bad_inputs_are_named_in_one_line_each_and_the_good_one_is_done(tmp_path, talk, setup):
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 40,
        "cut.json": b'{"segments": [{"start": 0, ',
        "blank.srt": b"\n \n",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(talk)
    (tmp_path / "nothing").mkdir()
    paths = [
        *(tmp_path / n for n in bad),
        tmp_path / "good.txt",
        tmp_path / "nothing",
        tmp_path / "missing.txt",
    ]
    results = run(paths, tmp_path / "out", setup)
    failed = {Path(r.file).name: r.message for r in results if r.state == "failed"}
    assert set(failed) == {*bad, "nothing", "missing.txt"}
    for name, message in failed.items():
        assert name in message
        assert "\n" not in message
    assert [r.id for r in results if r.state == "written"] == ["good"]
    assert batch.status(results) is ExitCode.data_problem
    assert {f.name for f in (tmp_path / "out").iterdir()} == {
        ".greffier",
        "good",
        "report.json",
        "report.csv",
    }


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends_give_the_same_words(tmp_path, talk, setup, encoding, newline):
    text = talk.replace("🎤", "-").replace("\n", newline)
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (result,) = run([tmp_path / "a.txt"], tmp_path / "out", setup)
    document = json.loads((tmp_path / "out" / "a" / "webinar.json").read_bytes())
    assert result.state == "written"
    assert document["cues"][0]["raw"].startswith("Bonjour à toutes et à tous, je suis Jeanne Le Goff")
    assert len(document["cues"]) == 4


def test_a_file_that_is_too_large_is_refused_in_one_line(tmp_path, setup, monkeypatch):
    monkeypatch.setattr(batch, "MAX_BYTES", 1000)
    (tmp_path / "big.txt").write_bytes(b"00:00:01 bonjour\n" * 100)
    (result,) = run([tmp_path / "big.txt"], tmp_path / "out", setup)
    assert result.state == "failed"
    assert "big.txt:1: found more than" in result.message


def test_a_defect_of_ours_is_named_and_the_others_are_done(tmp_path, talk, setup, monkeypatch):
    import pipeline.run

    real = pipeline.run.process

    def fail(source, *rest):
        if source.name == "a.txt":
            raise ZeroDivisionError("oh")
        return real(source, *rest)

    monkeypatch.setattr(pipeline.run, "process", fail)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(talk)
    results = run([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out", setup)
    assert [r.state for r in results] == ["failed", "written"]
    assert "unexpected ZeroDivisionError" in results[0].message
    assert batch.status(results) is ExitCode.unexpected


def _die(job):
    if job.path.name == "deadly.txt":
        os._exit(9)
    return batch.process_one(job, local._worker_setup)


@pytest.mark.slow
def test_a_worker_that_dies_loses_no_other_recording(tmp_path, talk, setup, monkeypatch):
    monkeypatch.setattr(local, "_work", _die)
    names = ["a.txt", "deadly.txt", "b.txt", "c.txt"]
    for name in names:
        (tmp_path / name).write_text(talk)
    results = run([tmp_path / n for n in names], tmp_path / "out", setup, workers=2)
    assert {Path(r.file).name: r.state for r in results} == {
        "a.txt": "written",
        "b.txt": "written",
        "c.txt": "written",
        "deadly.txt": "failed",
    }


# ------------------------------------------------------------------------------------- writing


def test_a_full_disk_ends_in_one_line_and_leaves_nothing_half_written(tmp_path, talk, setup, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "a.txt").write_text(talk)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match="No space left on device"):
        run([tmp_path / "a.txt"], tmp_path / "out", setup)
    assert [f for f in (tmp_path / "out").rglob("*") if f.is_file()] == []


def test_a_link_in_place_of_the_result_folder_is_refused(tmp_path, talk, setup):
    (tmp_path / "a.txt").write_text(talk)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SetupError, match="symbolic link"):
        run([tmp_path / "a.txt"], tmp_path / "out", setup)
    assert list((tmp_path / "elsewhere").iterdir()) == []
