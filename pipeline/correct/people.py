"""The recording's own list of people as glossary entries, for that recording alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.french.spelling import fold, key
from pipeline.glossary.entry import Entry
from pipeline.model import Participant

_NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]*(?:[ -](?:(?:de|du|des|la|le|les|d['’]|l['’])[ -]?)*[A-ZÀ-Ý][\w’'-]*)*")


def _cased(name: str) -> str:
    """ "VASSEUR-PICQUENOT" as "Vasseur-Picquenot"; a name in mixed case is kept."""
    return " ".join(
        re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), w) if w.isupper() and len(w) > 2 else w
        for w in name.split()
    )


def people_entries(participants: Sequence[Participant]) -> tuple[Entry, ...]:
    """One entry a listed person, with the person's name, and one a name in an organisation's name.

    An organisation is searched for its proper name alone ("Département des Hauts-de-Seine":
    "Hauts-de-Seine"). Empty when nobody is listed.
    """
    found: dict[str, Entry] = {}
    for person in participants:
        if not person.listed or len(person.name.split()) < 2:
            continue
        name = _cased(person.name)
        slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
        found.setdefault(slug, Entry(slug, name, "person", file="", participant=True))
        for proper in _proper_names(person.organisation or ""):
            slug = re.sub(r"[^a-z0-9]+", "-", fold(proper)).strip("-")
            found.setdefault(slug, Entry(slug, proper, "place", participant=True))
    return tuple(found.values())


def _proper_names(organisation: str) -> list[str]:
    """What is a name in the name of an organisation: its capitalised words after the first."""
    runs = [m.group() for m in _NAME.finditer(organisation)]
    return [run for run in runs if "-" in run and len(key(run)) >= 8]
