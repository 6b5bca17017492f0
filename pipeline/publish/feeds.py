"""Feeds of the published recordings and the data that the site's own templates can use.

Dates come from the recordings, so the same outputs give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from pipeline.publish import escape
from pipeline.publish.post import PUBLISHED, tags
from pipeline.wording import OBJECTIVES, title, video_url

EPOCH = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Entry:
    """One published recording. Addresses are absolute; ``captions`` is ``None`` without times."""

    document: dict
    slug: str
    address: str
    captions: str | None
    draft: bool
    mark: str


def json_feed(entries: Sequence[Entry], site: dict) -> bytes:
    """A JSON Feed 1.1 of the posts that are not drafts, newest first."""
    items = []
    for entry in _live(entries):
        item = {
            "id": entry.address,
            "url": entry.address,
            "title": title(entry.document),
            "content_text": _summary(entry.document),
            "date_published": f"{entry.document['metadata']['date']}T00:00:00Z",
            "tags": tags(entry.document),
            "language": "fr",
        }
        video = video_url(entry.document)
        if video:
            item["external_url"] = video
        if entry.captions:
            item["attachments"] = [
                {"url": entry.captions, "mime_type": "text/vtt", "title": "Sous-titres"},
            ]
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site["title"],
        "home_page_url": site["address"],
        "feed_url": f"{site['address']}greffier/feed.json",
        "description": site["description"],
        "language": "fr",
        "items": items,
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def atom(entries: Sequence[Entry], site: dict) -> bytes:
    """An Atom feed (RFC 4287) of the posts that are not drafts, newest first."""
    live = _live(entries)
    updated = max((e.document["metadata"]["date"] for e in live), default=EPOCH)
    address = f"{site['address']}greffier/atom.xml"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<title>{_xml(site['title'])}</title>",
        f"<subtitle>{_xml(site['description'])}</subtitle>",
        f"<id>{_xml(address)}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>',
        f"<link href={quoteattr(site['address'])}/>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<author><name>{_xml(site['title'])}</name></author>",
    ]
    for entry in live:
        when = entry.document["metadata"]["date"]
        lines += [
            "<entry>",
            f"<title>{_xml(title(entry.document))}</title>",
            f"<id>{_xml(entry.address)}</id>",
            f"<link href={quoteattr(entry.address)}/>",
            f"<published>{when}T00:00:00Z</published>",
            f"<updated>{when}T00:00:00Z</updated>",
            f"<summary>{_xml(_summary(entry.document))}</summary>",
            *(f"<category term={quoteattr(tag)}/>" for tag in tags(entry.document)),
        ]
        if entry.captions:
            link = quoteattr(entry.captions)
            lines.append(f'<link rel="enclosure" type="text/vtt" href={link}/>')
        lines.append("</entry>")
    return ("\n".join((*lines, "</feed>")) + "\n").encode()


def index(entries: Sequence[Entry]) -> bytes:
    """Data for the site's templates: recordings, key figures, and sure actions by objective."""
    figures, actions = [], {objective: [] for objective in OBJECTIVES}
    for entry in entries:
        document = entry.document
        names = {p["id"]: p["name"] for p in document["participants"]}
        for row in document["figures"]:
            if row["key"]:
                kept = ("text", "value", "low", "high", "unit", "kind", "comparator", "about", "sentence")
                figures.append(_row(entry, row, kept, names))
        for row in document["actions"]:
            if row["confidence"] >= PUBLISHED:
                kept = ("text", "status", "actor", "verb", "object", "deadline", "confidence")
                for objective in row["objectives"]:
                    actions[objective].append(_row(entry, row, kept, names))
    data = {
        "recordings": [_recording(entry) for entry in entries],
        "figures": figures,
        "actions": [
            {"objective": objective, "title": OBJECTIVES[objective], "actions": rows}
            for objective, rows in actions.items()
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _live(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(
        sorted((e for e in entries if not e.draft), key=lambda e: e.slug),
        key=lambda e: e.document["metadata"]["date"],
        reverse=True,
    )


def _summary(document: dict) -> str:
    return escape.plain(document["summary"]["standfirst"] or document["metadata"]["description"] or "")


def _xml(text: str) -> str:
    return xml(escape.plain(text))


def _recording(entry: Entry) -> dict:
    document = entry.document
    return {
        "id": document["id"],
        "slug": entry.slug,
        "url": entry.address,
        "draft": entry.draft,
        "title": title(document),
        "date": document["metadata"]["date"],
        "standfirst": _summary(document),
        "organiser": document["metadata"]["organiser"],
        "duration": document["source"]["duration"],
        "video": video_url(document),
        "captions": entry.captions,
        "people": [
            {key: p[key] for key in ("name", "role", "organisation")}
            for p in document["participants"]
            if p["listed"]
        ],
        "review": document["review"]["state"],
        "made_from": entry.mark,
    }


def _row(entry: Entry, row: dict, kept: Sequence[str], names: dict[str, str]) -> dict:
    return {
        "recording": entry.document["id"],
        "post": entry.address,
        "draft": entry.draft,
        **{key: row[key] for key in kept},
        "speaker": names.get(row["speaker"]),
        "start": row["start"],
        "video": video_url(entry.document, row["start"]),
    }
