"""The player: asked for, of the platform or of a file beside the outputs or in --media."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.conftest import FIRST, WEBINAR
from tests.review.editors import Editor


def test_no_player_and_no_media_without_video(editor: Editor) -> None:
    assert "lecteur" not in editor.page(f"/r/{FIRST}").words.lower()
    assert editor.get(f"/r/{FIRST}/media").status_code == 404


@pytest.mark.parametrize("name, tag", [("media.mp4", "video"), ("media.mp3", "audio")])
def test_a_file_beside_the_output_is_played_in_parts(folder: Path, name: str, tag: str) -> None:
    (folder / FIRST / name).write_bytes(b"0123456789" * 100)
    editor = Editor(folder)
    assert tag not in [t for t, _ in editor.page(f"/r/{FIRST}").tags]
    page = editor.page(f"/r/{FIRST}?lecteur=1")
    (found,) = [a for t, a in page.tags if t == tag]
    assert found["src"] == f"/r/{FIRST}/media"
    times = [a for t, a in page.tags if t == "a" and a.get("class") == "time"]
    assert times[0]["href"] == f"/r/{FIRST}/media#t=0"
    part = editor.get(found["src"], range="bytes=10-19")
    assert (part.status_code, part.content) == (206, b"0123456789")
    assert tag not in [t for t, _ in editor.page(f"/r/{FIRST}?lecteur=0").tags]


def test_a_folder_of_media_files_is_named_after_the_recordings(folder: Path, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    (media / f"{FIRST}.webm").write_bytes(b"x")
    (media / "secret.webm").write_bytes(b"x")
    editor = Editor(folder, media=media)
    assert editor.get(f"/r/{FIRST}/media").content == b"x"
    for wrong in ("secret", "..%2fmedia%2fsecret", "%2e%2e"):
        assert editor.get(f"/r/{wrong}/media").status_code == 404


def test_the_platforms_player_begins_at_no_cost(webinar: Path) -> None:
    editor = Editor(webinar)
    assert "iframe" not in [t for t, _ in editor.page(f"/r/{WEBINAR}").tags]
    page = editor.page(f"/r/{WEBINAR}?lecteur=1")
    (frame,) = [a for t, a in page.tags if t == "iframe"]
    assert frame["src"] == "https://geo.dailymotion.com/player.html?video=x9aa7ci&startTime=0"
    assert frame["title"]
    times = [a for t, a in page.tags if t == "a" and a.get("class") == "time"]
    assert all(a["href"].startswith("https://www.dailymotion.com/video/x9aa7ci?start=") for a in times)


def test_a_fragment_asks_for_the_player_for_itself_only(webinar: Path) -> None:
    editor = Editor(webinar)
    answer = editor.get(f"/r/{WEBINAR}?lecteur=1", **{"x-requested-with": "fetch"})
    assert "<iframe" in answer.text
    assert "<iframe" not in editor.get(f"/r/{WEBINAR}").text
