"""Title, date, description, organiser and people: from the head of a page or from a sidecar."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import plain_yaml
from pipeline.french.first_names import is_first_name
from pipeline.french.months import MONTHS
from pipeline.model import Issue, Metadata
from pipeline.read.enumeration import people_of_prose
from pipeline.read.furniture import is_age, is_furniture
from pipeline.read.lists import label_kind, people_of_lines
from pipeline.read.patterns import (
    DATE,
    EVENT_BEFORE_DATE,
    FIELDS,
    NOT_EVENT_DATE,
    ON_A_DAY,
    ORGANISER,
    PEOPLE_FIELDS,
    WEEKDAY,
)
from pipeline.read.people import Person, person_of_line, published_name

_URL = re.compile(r"https?://[^\s<>\"')\]]+")
_FIELD = re.compile(r"^\W{0,3}([^\W\d_]{3,20})\s*:\s*(\S.*)$")


@dataclass(frozen=True)
class About:
    """What a head or a sidecar says of a recording."""

    metadata: Metadata = field(default_factory=Metadata)
    people: tuple[Person, ...] = ()
    issues: tuple[Issue, ...] = ()


def merge(first: About, second: About) -> About:
    """Complete what the first says with what the second says."""
    keep = {
        name: getattr(first.metadata, name) or getattr(second.metadata, name)
        for name in ("title", "date", "description", "organiser", "location", "url")
    }
    return About(Metadata(**keep), first.people + second.people, first.issues + second.issues)


def iso_date(text: str) -> str | None:
    """Return the first date of a text as ``2024-12-05``, or ``None``."""
    match = DATE.search(text)
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    if match["month"]:
        year, month, day = match["y"], MONTHS[match["month"].lower()], match["d"]
    elif match["y2"]:
        year, month, day = match["y2"], match["m2"], match["d2"]
    else:
        year, month, day = match["y3"], match["m3"], match["d3"]
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def video_of(url: str) -> tuple[str | None, str | None]:
    """Return the platform and the identifier of a video's address, ``None`` for what it does not say.

    >>> video_of("https://www.dailymotion.com/video/x9aa7ci")
    ('dailymotion', 'x9aa7ci')
    """
    for platform, pattern in _VIDEOS.items():
        if match := pattern.search(url):
            return platform, match.group(1)
    return None, None


_VIDEOS = {
    "dailymotion": re.compile(
        r"(?:dailymotion\.com/(?:\w{2}/)?(?:embed/)?video/|dai\.ly/)(x[0-9a-z]{4,9})\b"
    ),
    "youtube": re.compile(
        r"(?:youtube\.com/(?:watch\?(?:[^\s#]{0,80}&)?v=|embed/|live/)|youtu\.be/)([\w-]{11})\b"
    ),
}


def event_date(text: str) -> str | None:
    """Return the date of the event that a text speaks of, or ``None``.

    The date of a law, of an upload or of a deadline is not the event's.
    """
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()].rsplit("\n", 1)[-1]
        if is_age(before + match.group()):
            continue
        alone = WEEKDAY.match(before) and text[match.end() :].split("\n", 1)[0].strip(" .!") == ""
        event = EVENT_BEFORE_DATE.search(before)
        other = NOT_EVENT_DATE.search(before)
        dated = ON_A_DAY.search(before) and not (other and "," not in before[other.start() :])
        if (
            alone
            or dated
            or (event and not (other and other.start() > event.start()))
            or "EMISSION" in before
        ):
            return _iso(match)
    return None


def read_head(lines: Sequence[str], name: str = "", *, article: bool = False) -> About:
    """Read the text that stands before a transcript, or a sidecar written as a page.

    Front matter between ``---`` lines is read as YAML; then labels, lists of people and prose.
    ``article``: the lines are the whole text of an article, which is not its description.
    """
    lines = list(lines)
    fields: dict[str, Any] = {}
    issues: tuple[Issue, ...] = ()
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:200]):
        stop = next(i for i, line in enumerate(lines) if i and line.strip() == "---")
        fields, issues = read_yaml("\n".join(lines[1:stop]), name, 2)
        lines = lines[stop + 1 :]
    about = about_of_fields(fields)
    return merge(
        About(about.metadata, about.people, about.issues + issues),
        _page(lines, titled=bool(fields), article=article),
    )


LONGEST_LINE = 5_000
LONGEST_HEAD = 100_000
"""Characters of a line and of a whole head that are looked at: no page comes near them."""


_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


def _bounded(lines: list[str]) -> list[str]:
    kept, size = [], 0
    for line in lines:
        size += len(line)
        if size > LONGEST_HEAD:
            break
        kept.append(line[:LONGEST_LINE].translate(_INVISIBLE))
    return kept


_OPENS = re.compile(r"\s*(?:[-•*▪►‣·–—#<>|]|\d{1,2}[.)h:]|https?:|[^\w\s(«\"'’])")
_UNFINISHED = re.compile(
    r"(?:,|\(|[-–—]|\b(?:de|du|des|la|le|les|et|à|au|aux|chez|pour|avec|par|que|dans|en|sur|[dl]['’]|Mme|M\.|Dr))$"
)
_NAMING = re.compile(r"\b(?:avec|et|par|reçoit|reçu|retrouvez|interroge|présence de)\s+[^\W\d_][\w'’-]+$")
_LABELLED = re.compile(r"[^:.,;]{2,60}\s?:(?:\s|$)")


def _unwrapped(lines: list[str]) -> list[str]:
    """Join the lines that a page breaks in the middle of a sentence or of a name."""
    joined: list[str] = []
    depth = 0
    for line in lines:
        last = joined[-1].rstrip() if joined else ""
        text = line.strip()
        whole = not last or not text or _OPENS.match(line) or last.startswith("#") or _LABELLED.match(text)
        if not whole and _is_wrapped(last, text, depth):
            joined[-1] = f"{last} {text}"
            depth = min(9, max(0, depth + text.count("(") - text.count(")")))
        else:
            joined.append(line)
            depth = min(9, max(0, text.count("(") - text.count(")")))
    return joined


def _is_wrapped(line: str, below: str, depth: int = 0) -> bool:
    """Whether a line goes on below: an open parenthesis, a small word at its end, a small letter there."""
    if line.endswith((".", ":", "!", "?", "…", ";")):
        return False
    if len(line) > LONGEST_LINE:
        return False
    line = line[-60:]
    if depth or _UNFINISHED.search(line) or below[:1].islower() or below.startswith("("):
        return True
    last = line.rsplit(" ", 1)[-1]
    return below[:1].isupper() and bool(_NAMING.search(line) or (" " in line and is_first_name(last)))


def _page(lines: list[str], *, titled: bool, article: bool) -> About:
    lines = _unwrapped(_bounded(lines))
    age = next((i for i, line in enumerate(lines) if is_age(line)), None)
    kept: list[str] = []
    seen: set[str] = set()
    fields: dict[str, str] = {}
    title = None
    for i, line in enumerate(lines):
        text = line.strip()
        if not text:
            kept.append("")
            continue
        if i == age or is_furniture(text) or is_age(text) or (text in seen and len(text) > 20):
            continue
        seen.add(text)
        match = _FIELD.match(text)
        if match and match[1].lower() in FIELDS and len(text) < 300 and not line.lstrip().startswith("#"):
            fields.setdefault(FIELDS[match[1].lower()], match[2].strip())
            if FIELDS[match[1].lower()] != "description":
                continue
        before_age = age is not None and i < age
        if (
            title is None
            and not titled
            and not any(kept)
            and (before_age or (age is None and _is_title(text, lines[i + 1 :])))
        ):
            title = text.strip("# ").removesuffix(".").strip()
            continue
        kept.append(text)
    listed, used = people_of_lines(kept)
    prose = "\n".join(line for i, line in enumerate(kept) if i not in used and not line.startswith("#"))
    whole = "\n".join([title or "", *kept])
    people = listed + people_of_prose("\n".join([title or "", prose]))
    organiser = ORGANISER.search(whole)
    metadata = Metadata(
        title=fields.get("title") or title,
        date=(iso_date(fields["date"]) if "date" in fields else None) or event_date(whole),
        description=fields.get("description") or (None if article else _description(kept, used)),
        organiser=fields.get("organiser") or (_organiser(organiser.group(1)) if organiser else None),
        location=fields.get("location"),
        url=fields.get("url") or next((u for u in _URL.findall(whole) if video_of(u)[1]), None),
    )
    return About(metadata, tuple(people))


def _is_title(text: str, after: list[str]) -> bool:
    """Whether the first line of a head without an age line is a title: short, one sentence."""
    one = not text.endswith((",", ":", ";")) and not re.search(r"[.!?…] [A-ZÀ-Ý«]", text[:-1])
    more = any(line.strip() for line in after) and 0 not in people_of_lines([text, *after[:1]])[1]
    one = one and not (len(text) < 40 and label_kind(text.rstrip(" :") + ":"))
    return one and more and len(text) <= 160 and (text[:1].isalnum() or text[:1] in '«"#')


def _organiser(text: str) -> str:
    text = re.sub(r"^(?:le |la |les |l['’])", "", text.strip(" ,"))
    return text[:1].upper() + text[1:]


def _description(lines: list[str], used: set[int]) -> str | None:
    paragraphs = [
        line.strip()
        for i, line in enumerate(lines)
        if i not in used
        and len(line) > 40
        and not line.startswith(("#", "<", "http"))
        and not _URL.fullmatch(line)
    ]
    return "\n\n".join(paragraphs) or None


def read_yaml(text: str, name: str, first_line: int = 1) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """Read a YAML mapping; a mistake gives an empty mapping and an issue with its line."""
    try:
        loaded = plain_yaml.load_1_2(text[:200_000])
    except plain_yaml.NotPlain as error:
        why = f"{name} : YAML invalide, des lignes « clé: valeur » étaient attendues"
        return {}, (Issue(first_line + error.line - 1, why),)
    if not isinstance(loaded, dict):
        return {}, (Issue(first_line, f"{name} : aucune ligne « clé: valeur » trouvée"),)
    return {str(key): value for key, value in loaded.items()}, ()


def about_of_fields(fields: dict[str, Any]) -> About:
    """Read the mapping of a YAML sidecar or of a front matter."""
    values: dict[str, str] = {}
    people: list[Person] = []
    for key, value in fields.items():
        name = FIELDS.get(key.lower())
        if name and value is not None and not isinstance(value, (dict, list)):
            values[name] = str(value).strip()
        elif key.lower() in PEOPLE_FIELDS and isinstance(value, list):
            kind = "host" if key.lower() in ("animateurs", "hosts") else "speaker"
            people += [person for item in value if (person := _person(item, kind))]
    if "date" in values:
        values["date"] = iso_date(values["date"]) or ""
    return About(Metadata(**{k: v or None for k, v in values.items()}), tuple(people))


def _person(item: Any, kind: str) -> Person | None:
    if isinstance(item, str):
        return person_of_line(item, kind) or (
            Person(published_name(item), kind=kind) if item.strip() else None
        )
    if not isinstance(item, dict):
        return None
    get = {
        str(k).lower(): str(v).strip()
        for k, v in item.items()
        if v is not None and not isinstance(v, (dict, list))
    }
    name = get.get("name") or get.get("nom")
    if not name:
        return None
    part = (get.get("kind") or get.get("type") or kind).lower()
    part = "host" if part in ("host", "animateur", "animatrice", "modérateur", "modératrice") else "speaker"
    return Person(
        published_name(name),
        get.get("role") or get.get("rôle") or get.get("fonction"),
        get.get("organisation") or get.get("organization") or get.get("org"),
        part,
    )
