"""The formats and how each is recognised, from the content first.

Each detector returns a `Guess` or ``None``; the highest score wins, and the suffix only settles what
the content leaves open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.read.document import Document, Reading
from pipeline.read.formats import blocks, stamped


@dataclass(frozen=True)
class Guess:
    """A format recognised in a document: how sure (0 to 1) and why (French)."""

    score: float
    why: str
    read: Callable[[Document], Reading]
    format: str
    platform: str | None = None


Detector = Callable[[Document], Guess | None]


def _detect_blocks(document: Document) -> Guess | None:
    head = document.text[:4096].lstrip()
    if head.startswith("WEBVTT"):
        return Guess(1.0, "le fichier commence par WEBVTT", lambda d: blocks.read_blocks(d, blocks.VTT), "vtt")
    for dialect in (blocks.SRT, blocks.SBV):
        count = blocks.count_timings(document, dialect)
        if not count:
            continue
        vtt = dialect is blocks.SRT and document.name.lower().endswith(".vtt")
        chosen = blocks.VTT if vtt else dialect
        return Guess(0.95, f"{count} lignes de temps de la forme {'début,fin' if chosen is blocks.SBV else 'début --> fin'}",
                     lambda d: blocks.read_blocks(d, chosen), chosen.name)
    return None


_NAMES = {"hms": "dailymotion", "ms": "dailymotion", "alone": "youtube", "bracketed": "bracketed", "heading": "headed",
          "range": "ranges", "decimal": "seconds"}


def _detect_stamped(document: Document) -> Guess | None:
    chosen = stamped.choose_family(document)
    if chosen is None:
        return None
    family, count = chosen
    lines = sum(1 for line in document.lines if line.text.strip())
    if count < 3 and count * 2 < lines:
        return None
    name = _NAMES[family.name]
    return Guess(0.6, f"{count} lignes avec {family.why}", lambda d: stamped.read_stamped(d, family), name,
                 name if name in ("dailymotion", "youtube") else None)


DETECTORS: tuple[Detector, ...] = (_detect_blocks, _detect_stamped)


def recognise(document: Document) -> Guess | None:
    """Return the best guess for a document, or ``None`` when no format fits."""
    guesses = [guess for detect in DETECTORS if (guess := detect(document))]
    return max(guesses, key=lambda guess: guess.score, default=None)
