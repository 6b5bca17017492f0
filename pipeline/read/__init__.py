"""Read: from the bytes of one input to a `Recording`, in any format that users receive.

    recording = read(data, name, sidecar)

Nothing is lost silently: every character of the input becomes a cue, metadata, something dropped
with its reason, markup, or an issue with its line (see `document`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pipeline.errors import InputError
from pipeline.model import Recording, Source
from pipeline.read.decode import check_size, decode
from pipeline.read.document import Extent, Reading
from pipeline.read.formats import docx
from pipeline.read.labels import participant_of_label, person_of_label, take_first_lines, take_labels
from pipeline.read.metadata import About, about_of_fields, merge, read_head, video_of
from pipeline.read.people import Person, fold, participants
from pipeline.read.registry import recognise
from pipeline.read.settle import settle
from pipeline.read.sidecar import SUFFIXES, Sidecar, is_sidecar, read_sidecar, sidecar_names

__all__ = [
    "SUFFIXES",
    "Sidecar",
    "is_sidecar",
    "participant_of_label",
    "read",
    "read_accounted",
    "recording_id",
    "sidecar_names",
]


def recording_id(name: str) -> str:
    """Return the identifier of a recording: a slug of the name of its file.

    >>> recording_id("Webinaire été, n° 2.txt")
    'webinaire-ete-n-2'
    """
    stem = re.split(r"[/\\]", name)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem[1:] else stem
    plain = unicodedata.normalize("NFKD", stem.lower().replace("œ", "oe").replace("æ", "ae"))
    slug = (
        re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
        .strip("-")[:100]
        .strip("-")
    )
    return slug or f"enregistrement-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def read(data: bytes, name: str, sidecar: Sidecar | None = None) -> Recording:
    """Read one transcript, with what a file beside it says of the event.

    ``name`` is the name of the file alone. Raises: InputError if the input cannot be used.
    """
    return _read(data, name, sidecar)[0]


def read_accounted(
    data: bytes, name: str, sidecar: Sidecar | None = None
) -> tuple[Recording, tuple[Extent, ...], str]:
    """Like `read`, with the extents that account for every character and the decoded text they cover."""
    recording, reading = _read(data, name, sidecar)
    return recording, reading.extents(), reading.document.text


def _read(data: bytes, name: str, sidecar: Sidecar | None) -> tuple[Recording, Reading]:
    name = re.split(r"[/\\]", name)[-1]
    check_size(data, name)
    word = docx.is_zip(data)
    document = docx.text_of(data, name) if word else decode(data, name)
    guess = recognise(document)
    if guess is None:
        raise InputError(
            name,
            1,
            "found no transcript, expected times, captions, speaker labels or paragraphs of "
            "text; check that the file is a transcript",
            document.text.strip()[:80],
        )
    reading = guess.read(document)
    for start, end in list(reading.unclaimed()):
        reading.reject(start, end, "texte étranger au format, laissé de côté")
    take_first_lines(reading)
    take_labels(reading)
    head = _head(reading)
    about = read_head(head, name, article=not reading.timed) if head else About()
    about = merge(about, about_of_fields(reading.fields))
    if sidecar:
        about = merge(read_sidecar(sidecar), about)
    take_labels(reading, frozenset(fold(person.name) for person in about.people))
    cues = settle(reading)
    if not cues:
        raise InputError(name, 1, f"found no words ({guess.format}), expected a transcript; check the file")
    people = [*about.people, *_labelled(reading, about)]
    platform, video_id = video_of(about.metadata.url or "")
    language = _language(reading)
    recording = Recording(
        id=recording_id(name),
        source=Source(
            file=name,
            format="docx" if word else guess.format,
            sha256=hashlib.sha256(data).hexdigest(),
            duration=reading.duration or max((c.end for c in cues if c.end is not None), default=None),
            language=language,
            platform=platform or guess.platform,
            video_id=video_id,
            encoding=document.encoding,
            why=f"document Word : {guess.why}" if word else guess.why,
        ),
        metadata=about.metadata,
        participants=participants(people),
        cues=cues,
        dropped=tuple(sorted(reading.dropped, key=lambda d: d.line)),
        issues=tuple(sorted([*document.issues, *reading.issues, *about.issues], key=lambda i: i.line)),
    )
    return recording, reading


def _head(reading: Reading) -> list[str]:
    """The lines that may tell of the event: what labelled speakers say does not."""
    lines = reading.head
    if not reading.timed:
        said = (draft.parts[0].start for draft in reading.drafts if draft.speaker and draft.parts)
        stop = next(said, len(reading.document.text))
        lines = [line for line in lines if line.end <= stop]
    return [line.text for line in lines]


def _language(reading: Reading) -> str:
    """The language that the file declares, ``fr`` without one; another than French is an issue."""
    said = reading.fields.get("language", "fr")
    code = {"french": "fr", "français": "fr", "english": "en"}.get(said, said)[:2]
    if code != "fr":
        reading.note(0, f"langue annoncée : « {said} » ; les règles sont faites pour le français")
    return code if re.fullmatch("[a-z]{2}", code) else "fr"


def _labelled(reading: Reading, about: About) -> list[Person]:
    """The people that only the file's own speaker labels name."""
    known = {fold(person.name) for person in about.people}
    found: dict[str, Person] = {}
    for label in dict.fromkeys(draft.speaker for draft in reading.drafts if draft.speaker):
        person = person_of_label(label)
        if person and fold(person.name) not in known:
            found.setdefault(fold(person.name), person)
    return list(found.values())
