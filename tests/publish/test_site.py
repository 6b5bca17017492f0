"""What is written into a site: never over a person's work, never in halves, and nothing twice."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.errors import SetupError
from pipeline.publish.load import Output, load
from pipeline.publish.site import Options, publish

POSTS = "content/actualites/posts/videos/autres"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def some(folder: Path, tmp_path: Path) -> Path:
    """Two short recordings in a folder that a test may change."""
    target = tmp_path / "some"
    for id in ("audition", "inclusion"):
        document = json.loads((folder / id / "webinar.json").read_text("utf-8"))
        document["turns"] = document["turns"][:2]
        left = sum(len("".join(t["text"].split())) for t in document["turns"])
        cues = []
        for cue in document["cues"]:
            left -= len("".join(cue["text"].split()))
            if left < 0:
                break
            cues.append(cue)
        document["cues"] = cues[:40]
        (target / id).mkdir(parents=True)
        (target / id / "webinar.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return target


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["publish", *map(str, args)], catch_exceptions=True)


def edit(folder: Path, id: str, **metadata: object) -> None:
    path = folder / id / "webinar.json"
    document = json.loads(path.read_text("utf-8"))
    document["metadata"] |= metadata
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def states(outputs: tuple[Output, ...], site: Path, **options: object) -> dict[str, str]:
    return {o.path: o.state for o in publish(outputs, site, Options(**options)).outcomes}


def tree(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_a_second_run_writes_nothing_and_gives_the_same_bytes(some: Path, site: Path, tmp_path: Path) -> None:
    assert run(some, "--to", site).exit_code == 0
    first = tree(site)
    assert {s for s in states(load(some)[0], site).values()} == {"unchanged"}
    assert tree(site) == first
    other = tmp_path / "other"
    other.mkdir()
    assert run(some, "--to", other).exit_code == 0
    made = tree(other)
    assert all(first[path] == data for path, data in made.items())
    assert f"{POSTS}/audition/audition.md" in made and "public/greffier/audition.vtt" in made
    assert not [p for p in made if p.endswith((".tmp", ".greffier-nouveau"))]


def test_a_person_s_changes_are_kept(some: Path, site: Path) -> None:
    run(some, "--to", site)
    path = site / POSTS / "audition" / "audition.md"
    theirs = path.read_text("utf-8").replace("Points clés", "À retenir")
    path.write_text(theirs, "utf-8")
    edit(some, "audition", title="Un autre titre")
    result = run(some, "--to", site)
    assert result.exit_code == 1
    assert path.read_text("utf-8") == theirs
    beside = path.with_name("audition.md.greffier-nouveau")
    assert "Un autre titre" in beside.read_text("utf-8")
    assert "changed by a person" in result.output and "older webinar.json of audition" in result.output
    # a person may change what is beside too
    beside.write_text("notes", "utf-8")
    edit(some, "audition", title="Encore un autre")
    assert run(some, "--to", site).exit_code == 1
    assert (path.read_text("utf-8"), beside.read_text("utf-8")) == (theirs, "notes")


def test_what_is_beside_goes_when_the_person_takes_it(some: Path, site: Path) -> None:
    run(some, "--to", site)
    path = site / POSTS / "audition" / "audition.md"
    path.write_text("à moi", "utf-8")
    run(some, "--to", site)
    beside = path.with_name("audition.md.greffier-nouveau")
    path.write_bytes(beside.read_bytes())
    assert run(some, "--to", site).exit_code == 0
    assert not beside.exists()


def test_a_file_that_was_there_before_is_a_person_s(some: Path, site: Path) -> None:
    card = site / POSTS / "audition" / "audition.svg"
    card.parent.mkdir(parents=True)
    card.write_text("<svg/>", "utf-8")
    assert run(some, "--to", site).exit_code == 1
    assert card.read_text("utf-8") == "<svg/>"


def test_removing_the_draft_line_publishes(some: Path, site: Path) -> None:
    run(some, "--to", site)
    path = site / POSTS / "audition" / "audition.md"
    feed = site / "public" / "greffier" / "feed.json"
    assert json.loads(feed.read_text("utf-8"))["items"] == []
    path.write_text(path.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    edit(some, "audition", title="Un autre titre")
    assert run(some, "--to", site).exit_code == 0
    text = path.read_text("utf-8")
    assert "Un autre titre" in text and "draft:" not in text
    assert [i["title"] for i in json.loads(feed.read_text("utf-8"))["items"]] == ["Un autre titre"]


def test_a_published_post_stays_published(some: Path, site: Path) -> None:
    run(some, "--to", site, "--final")
    edit(some, "audition", title="Un autre titre")
    assert run(some, "--to", site).exit_code == 0
    assert "draft:" not in (site / POSTS / "audition" / "audition.md").read_text("utf-8")
    assert run(some, "--to", site, "--draft").exit_code == 0
    assert "draft: true" in (site / POSTS / "audition" / "audition.md").read_text("utf-8")


def test_a_moved_post_is_not_written_again(some: Path, site: Path) -> None:
    run(some, "--to", site)
    old = site / POSTS / "audition" / "audition.md"
    new = site / "content" / "actualites" / "posts" / "actus" / "2025-03-26-audition.md"
    new.parent.mkdir(parents=True)
    old.rename(new)
    assert run(some, "--to", site).exit_code == 0
    assert not old.exists() and new.exists()
    new.write_text(new.read_text("utf-8") + "\nÀ voir aussi.\n", "utf-8")
    for _ in range(2):
        assert run(some, "--to", site).exit_code == 1
        assert not old.exists() and new.with_name(new.name + ".greffier-nouveau").exists()


def test_a_slug_that_another_post_has(some: Path, site: Path) -> None:
    other = site / "content" / "actualites" / "posts" / "vieux" / "2020-01-01-Audition.md"
    other.parent.mkdir(parents=True)
    other.write_text("---\ntitle: x\n---\n", "utf-8")
    assert run(some, "--to", site).exit_code == 0
    assert (site / POSTS / "audition-2025-03-26" / "audition-2025-03-26.md").is_file()
    result = run(some, "--to", site, "--slug", "inclusion=audition")
    assert result.exit_code == 1 and "2020-01-01-Audition.md" in result.output
    # the one that could be published was, and keeps its slug
    assert run(some, "--to", site).exit_code == 0
    assert not (site / POSTS / "audition").exists()


@pytest.mark.parametrize("slug", ["../x", "a b", "2025-01-01-x", "index", "é", "x/y", ""])
def test_slugs_that_are_refused(some: Path, site: Path, slug: str) -> None:
    before = tree(site)
    result = run(some, "--to", site, "--slug", f"audition={slug}")
    assert result.exit_code == 1 and "expected letters" in result.output
    assert not [p for p in set(tree(site)) - set(before) if "audition" in p]


def test_stale_files_are_named(some: Path, site: Path) -> None:
    run(some, "--to", site)
    shutil.rmtree(some / "audition")
    result = run(some, "--to", site)
    assert result.exit_code == 0 and "the recording audition is gone" in result.output
    assert (site / POSTS / "audition" / "audition.md").is_file()
    assert run(some, "--to", site, "--check").exit_code == 1


def test_check_writes_nothing(some: Path, site: Path) -> None:
    before = tree(site)
    assert run(some, "--to", site, "--check").exit_code == 1
    assert tree(site) == before
    run(some, "--to", site)
    assert run(some, "--to", site, "--check").exit_code == 0


def test_a_bad_recording_does_not_stop_the_others(some: Path, site: Path) -> None:
    edit(some, "audition", date=None)
    (some / "broken").mkdir()
    (some / "broken" / "webinar.json").write_text("{", "utf-8")
    (some / "other").mkdir()
    (some / "other" / "webinar.json").write_text('{"id": "x"}', "utf-8")
    result = run(some, "--to", site, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert len(report["refused"]) == 3 and report["recordings"] == 2
    assert (site / POSTS / "inclusion" / "inclusion.md").is_file()
    assert not (site / POSTS / "audition").exists()


def test_a_given_card(some: Path, site: Path) -> None:
    (some / "audition" / "card.webp").write_bytes(b"RIFF")
    assert run(some, "--to", site).exit_code == 0
    assert (site / POSTS / "audition" / "audition.webp").read_bytes() == b"RIFF"
    assert "path: ./audition.webp" in (site / POSTS / "audition" / "audition.md").read_text("utf-8")


def test_a_broken_manifest_stops_the_run(outputs: tuple[Output, ...], site: Path) -> None:
    path = site / "_data" / "greffier" / "manifest.json"
    path.parent.mkdir(parents=True)
    for text in ("{", "[]", '{"files": {}, "recordings": []}', '{"files": {"a": 1}, "recordings": {}}'):
        path.write_text(text, "utf-8")
        with pytest.raises(SetupError, match="not a manifest"):
            publish(outputs, site, Options())


def test_calls_that_are_wrong(some: Path, site: Path, tmp_path: Path) -> None:
    from pipeline.commands.publish import command

    def status(*args: object) -> int:
        return CliRunner().invoke(command, [str(a) for a in args]).exit_code

    assert status(some, "--to", tmp_path / "nowhere") == 2
    assert status(tmp_path, "--to", site) == 2
    assert status(some, "--to", site, "--slug", "x") == 2
    assert status(some, "--to", site, "--slug", "nobody=x") == 2
    assert status(some, "--to", site, "--series", 'a "b"') == 2
    assert status(some, "--to", site, "--address", "javascript:x") == 2


def test_feeds_and_data(outputs: tuple[Output, ...], site: Path) -> None:
    publish(outputs, site, Options(final=True, address="https://site.example"))
    feed = json.loads((site / "public/greffier/feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://site.example/greffier/feed.json"
    assert len(feed["items"]) == len(outputs)
    dates = [item["date_published"] for item in feed["items"]]
    assert dates == sorted(dates, reverse=True) and all(d.endswith("T00:00:00Z") for d in dates)
    assert {i["id"] for i in feed["items"]} == {f"https://site.example/actualites/{o.id}/" for o in outputs}
    atom = ET.parse(site / "public/greffier/atom.xml").getroot()
    assert atom.tag == f"{ATOM}feed" and atom.find(f"{ATOM}author/{ATOM}name") is not None
    assert [e.findtext(f"{ATOM}title") for e in atom.findall(f"{ATOM}entry")] == [
        i["title"] for i in feed["items"]
    ]
    assert atom.findtext(f"{ATOM}updated") == dates[0]
    index = json.loads((site / "_data/greffier/index.json").read_text("utf-8"))
    assert [r["id"] for r in index["recordings"]] == [o.id for o in outputs]
    assert sum(f["key"] for o in outputs for f in o.document["figures"]) == len(index["figures"])
    assert len(index["actions"]) == 7
    assert all(a["confidence"] >= 0.7 for group in index["actions"] for a in group["actions"])
    manifest = json.loads((site / "_data/greffier/manifest.json").read_text("utf-8"))
    sources = {o.id: o.sha256 for o in outputs}
    for row in manifest["files"].values():
        assert row["made_from"] == sources.get(row["recording"], "")
    for output in outputs:
        assert output.sha256 in (site / POSTS / output.id / f"{output.id}.md").read_text("utf-8")
        assert output.sha256 in (site / "public/greffier" / f"{output.id}.vtt").read_text("utf-8")
