"""French wording of a document, shared by whatever shows it: names of objectives, dates, timecodes, links."""

from __future__ import annotations

import re
from datetime import date

from pipeline.french.months import NAMES
from pipeline.publish import escape

OBJECTIVES = {
    "commande_publique": "Commande publique",
    "cycle_de_vie": "Cycle de vie du matériel",
    "ecoconception": "Écoconception",
    "sensibilisation_agents": "Sensibilisation des agents et des élus",
    "sensibilisation_citoyens": "Sensibilisation des citoyens",
    "territoire_donnees": "Territoire connecté et données",
    "autre": "Autres actions",
}
STATUSES = {"done": "fait", "ongoing": "en cours", "planned": "prévu", "recommended": "conseillé"}
UNKNOWN = "Voix non identifiée"


def long_date(iso: str) -> str:
    """A full ISO date in French: ``5 décembre 2024``. Raises: ValueError if there is no such day."""
    day = date.fromisoformat(iso)
    return f"{'1er' if day.day == 1 else day.day} {NAMES[day.month - 1]} {day.year}"


def title(document: dict) -> str:
    """The recording's own title, else what it is and when: ``Webinaire du 5 décembre 2024``."""
    metadata = document["metadata"]
    if metadata["title"]:
        return escape.plain(metadata["title"])
    try:
        return f"Webinaire du {long_date(metadata['date'] or '')}"
    except ValueError:
        return document["id"].replace("-", " ").capitalize()


def timecode(seconds: float) -> str:
    """Seconds as ``1:02:03`` or ``12:34``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def video_url(document: dict, seconds: float | None = None) -> str | None:
    """Address of the video, at a second of it; ``None`` when the platform is not known."""
    video, platform = document["source"]["video_id"], document["source"]["platform"]
    if not video or not re.fullmatch(r"[A-Za-z0-9_-]{5,25}", video):
        return None
    at = "" if seconds is None else int(seconds)
    if platform == "dailymotion":
        return f"https://www.dailymotion.com/video/{video}" + (f"?start={at}" if at != "" else "")
    if platform == "youtube":
        return f"https://www.youtube.com/watch?v={video}" + (f"&t={at}s" if at != "" else "")
    return None
