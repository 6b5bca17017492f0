"""The player of a recording: the platform's own, or a media file of this server. Loaded on demand only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from pipeline.review.security import PLAYERS
from pipeline.review.web import is_fetch
from pipeline.wording import video_url

VIDEO = (".mp4", ".webm", ".m4v", ".ogv")
AUDIO = (".mp3", ".m4a", ".ogg", ".opus", ".wav", ".flac")

_ADDRESSES = {
    "dailymotion": "/player.html?video={id}&startTime=TIME",
    "youtube": "/embed/{id}?start=TIME",
}


@dataclass(frozen=True, slots=True)
class Player:
    """``kind``: ``video``, ``audio`` or ``frame``; ``TIME`` in the address of a frame stands for seconds."""

    kind: str
    address: str
    open: bool

    @property
    def host(self) -> str:
        return self.address.split("/")[2] if self.kind == "frame" else "ce serveur"


def player(request: Request, document: dict) -> Player | None:
    """The player of a recording, ``None`` without media; open once the editor has asked for it."""
    if request.query_params.get("lecteur") in ("0", "1") and not is_fetch(request):
        request.session["lecteur"] = request.query_params["lecteur"] == "1"
    asked = is_fetch(request) and request.query_params.get("lecteur") == "1"
    wanted = asked or bool(request.session.get("lecteur"))
    file = media(request, document["id"])
    if file is not None:
        kind = "video" if file.suffix.lower() in VIDEO else "audio"
        return Player(kind, f"/r/{document['id']}/media", wanted)
    platform, id = document["source"]["platform"], document["source"]["video_id"]
    if platform in PLAYERS and re.fullmatch(r"[A-Za-z0-9_-]{5,25}", id or ""):
        return Player("frame", PLAYERS[platform] + _ADDRESSES[platform].format(id=id), wanted)
    return None


def listening(request: Request, document: dict) -> Callable[[float | None], str | None]:
    """Where a second of a recording is heard without the player: the media file, else the platform."""
    file = media(request, document["id"])

    def heard(seconds: float | None) -> str | None:
        if seconds is None:
            return None
        return f"/r/{document['id']}/media#t={int(seconds)}" if file else video_url(document, seconds)

    return heard


def media(request: Request, id: str) -> Path | None:
    """The media file of a recording: ``<id>.*`` of the folder given by --media, else ``DIR/<id>/media.*``."""
    state = request.app.state
    if state.archive.path(id) is None:
        return None
    folder = state.settings.media
    stems = [(folder, id)] if folder else []
    for place, stem in [*stems, (state.settings.folder / id, "media")]:
        for suffix in VIDEO + AUDIO:
            path = place / f"{stem}{suffix}"
            if path.is_file():
                return path
    return None
