"""`greffier review` before it serves: what cannot be is one line, with the status of a bad set-up."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pipeline.cli import cli
from pipeline.errors import ExitCode, SetupError


def refused(*arguments: str) -> str:
    with pytest.raises(SetupError) as caught:
        cli.main(["review", *arguments], standalone_mode=False)
    assert caught.value.exit_code == ExitCode.setup
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"127.0.0.1:{port}: is in use" in refused(str(tmp_path), "--port", str(port))


def test_a_host_that_is_not_here_is_one_line(tmp_path: Path) -> None:
    assert "cannot be listened on" in refused(
        str(tmp_path), "--host", "127.0.0.1.invalid", *_password(tmp_path)
    )


def test_a_password_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    assert "UTF-8" in refused(str(tmp_path), *_password(tmp_path, b"\xff\xfe\x00"))


def test_a_mistake_in_the_glossary_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("- term: [", "utf-8")
    assert "mine.yaml" in refused(str(tmp_path), "--glossary", str(path), "--port", "0")


def test_a_store_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "decisions.sqlite3").write_bytes(b"no store" * 200)
    assert "decisions.sqlite3" in refused(str(tmp_path), "--port", "0")


def _password(folder: Path, content: bytes = b"secret\n") -> list[str]:
    path = folder / "password.txt"
    path.write_bytes(content)
    return ["--password-file", str(path)]
