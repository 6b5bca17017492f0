"""What `greffier review` is started with."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the outputs are, who may reach the server, and how they prove it.

    ``password`` is shared by all editors; ``user_header`` is the header in which a reverse proxy says
    who is there; ``media`` is a folder of video or audio files named after the recordings.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    glossaries: tuple[Path, ...] = ()
    password: str | None = None
    user_header: str | None = None
    allowed_hosts: tuple[str, ...] = ()
    media: Path | None = None

    @property
    def protected(self) -> bool:
        """Whether editors must say who they are before they see anything."""
        return self.password is not None or self.user_header is not None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
