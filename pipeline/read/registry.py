"""The formats and how each is recognised, from the content first.

Each detector returns a `Guess` or ``None``; the highest score wins, the first among equals, and the
suffix settles only what the content leaves open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pipeline.errors import InputError
from pipeline.read.document import Document, Reading
from pipeline.read.formats import asr_json, ass, blocks, json_places, plain, stamped, xml


@dataclass(frozen=True)
class Guess:
    """A format recognised in a document: how sure (0 to 1) and why (French)."""

    score: float
    why: str
    read: Callable[[Document], Reading]
    format: str
    platform: str | None = None


Detector = Callable[[Document], Guess | None]

_STAMPED_NAMES = {
    "hms": "dailymotion",
    "ms": "dailymotion",
    "alone": "youtube",
    "bracketed": "bracketed",
    "heading": "named-blocks",
    "named": "named-blocks",
    "range": "time-ranges",
    "decimal": "time-ranges",
}


def _json(document: Document) -> Guess | None:
    if not json_places.looks_like_json(document):
        return None
    return Guess(0.98, "le fichier est du JSON de reconnaissance vocale", asr_json.read_json, "asr-json")


def _xml(document: Document) -> Guess | None:
    if not xml.is_captions(document):
        return None
    return Guess(0.98, "le fichier est du XML de sous-titres (TTML ou équivalent)", xml.read_captions, "ttml")


def _ass(document: Document) -> Guess | None:
    if not ass.is_ass(document):
        return None
    return Guess(
        0.98, "le fichier a les sections ou les lignes « Dialogue: » d'un fichier ASS", ass.read_ass, "ass"
    )


def _lrc(document: Document) -> Guess | None:
    count = ass.count_lrc(document)
    suffix = document.name.lower().endswith(".lrc")
    if not count or (count < 3 and not suffix):
        return None
    score = 0.9 if suffix else 0.55
    return Guess(score, f"{count} lignes avec un temps [mm:ss.cc] de fichier de paroles", ass.read_lrc, "lrc")


def _blocks(document: Document) -> Guess | None:
    if document.text[:4096].lstrip().startswith("WEBVTT"):
        if blocks.is_flat(document):
            return Guess(1.0, "WEBVTT recopié sur une seule ligne", blocks.read_flat, "vtt")
        return Guess(
            1.0, "le fichier commence par WEBVTT", partial(blocks.read_blocks, dialect=blocks.VTT), "vtt"
        )
    for dialect in (blocks.SRT, blocks.SBV):
        count = blocks.count_timings(document, dialect)
        if count:
            vtt = dialect is blocks.SRT and document.name.lower().endswith(".vtt")
            chosen = blocks.VTT if vtt else dialect
            form = "début,fin" if chosen is blocks.SBV else "début --> fin"
            why = f"{count} lignes de temps de la forme {form}"
            return Guess(0.95, why, partial(blocks.read_blocks, dialect=chosen), chosen.name)
    return None


def _stamped(document: Document) -> Guess | None:
    chosen = stamped.choose_family(document)
    if chosen is None:
        return None
    family, count = chosen
    lines = sum(1 for line in document.lines if line.text.strip())
    if count < 3 and count * (6 if family.alone and count > 1 else 3) < lines:
        return None
    if stamped.is_contents(document, family):
        stamps = sum(1 for line in document.lines if family.pattern.match(line.text))
        if stamps > 0.6 * lines:
            raise InputError(
                document.name,
                1,
                "found a table of contents with times, expected a transcript; "
                "copy the transcript of the page",
                document.text.strip()[:60],
            )
        return None
    name = _STAMPED_NAMES[family.name]
    return Guess(
        0.6,
        f"{count} lignes avec {family.why}",
        partial(stamped.read_stamped, family=family),
        name,
        name if name in ("dailymotion", "youtube") else None,
    )


def _plain(document: Document) -> Guess | None:
    if plain.is_web_page(document):
        raise InputError(
            document.name,
            1,
            "found the source of a web page, expected the text of a transcript; "
            "copy the text of the page into a .txt file",
            document.text[:60],
        )
    if document.name.lower().endswith((".xml", ".ttml", ".dfxp")):
        raise InputError(
            document.name,
            1,
            "found XML that holds no captions, expected TTML; export the transcript as SRT or text",
            document.text[:60],
        )
    if not plain.is_prose(document):
        return None
    return Guess(0.1, "du texte sans temps, lu par paragraphes", plain.read_plain, "text")


CERTAIN = 0.95
"""Score from which no other format is tried."""

DETECTORS: tuple[Detector, ...] = (_json, _xml, _ass, _blocks, _lrc, _stamped, _plain)


def recognise(document: Document) -> Guess | None:
    """Return the best guess for a document, or ``None`` when no format fits.

    Raises: InputError for a file that is surely something else.
    """
    best: Guess | None = None
    for detect in DETECTORS:
        guess = detect(document)
        if guess and (best is None or guess.score > best.score):
            best = guess
        if best and best.score >= CERTAIN:
            break
    return best
