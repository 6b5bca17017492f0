"""Hostile texts that grow, through the readers and all stages: the cost must grow as they do.

    python -m tests.hardening.growth

prints the CPU seconds for a text and for one four times as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress

from pipeline.correct import build_index
from pipeline.errors import InputError
from pipeline.glossary import load
from pipeline.run import Input, process

SMALL, LARGE = 2_500, 10_000
CHEAP = 0.2
"""CPU seconds on the large text that need no comparison."""
WORST = 8.5
"""Ratio of the two costs from which growth is no longer linear: 4 is linear, 16 quadratic."""

PIECES = {
    "letters": "a",
    "capitals": "A",
    "hyphens": "a-",
    "blanks": " ",
    "digits": "7",
    "groups of digits": "777 ",
    "decimals": "1,5",
    "commas": "a, ",
    "elisions": "l'",
    "stops": ".",
    "abbreviations": "M. ",
    "ellipses": "… ",
    "quotes": "« ",
    "brackets": "[",
    "parentheses": "(a ",
    "braces": '{"a":',
    "angles": "<v A>",
    "ampersands": "&amp",
    "arrows": "--> ",
    "times": "00:00:01 ",
    "times in brackets": "[00:00:01] ",
    "colons": "Jeanne : ",
    "names": "Jeanne Le Goff ",
    "roles": "Jeanne Le Goff, maire de ",
    "number words": "vingt ",
    "hundreds": "deux cents ",
    "thousands": "mille ",
    "fractions": "un tiers ",
    "dates": "le 1er janvier ",
    "ranges": "de 3 à ",
    "addresses": "www.a.",
    "spoken addresses": "a point ",
    "one word": "numérique ",
    "mishearings": "la loi Rennes ",
    "near terms": "rène renne reine ",
    "letters spelt": "d n u m ",
    "verbs": "nous allons former ",
    "questions": "pourquoi ? ",
    "hesitations": "euh euh ",
    "words without an end": "et que les agents qui ",
    "combining": "e\u0301",
    "joined emoji": "👩‍💻",
    "mojibake": "Ã©",
}


def framed(piece: str, size: int) -> bytes:
    """One long cue of repeated pieces between two ordinary ones."""
    words = piece * (size // len(piece))
    return f"00:00:01 Bonjour à tous.\n00:00:05 {words}\n00:20:09 Merci à tous.\n".encode()


def lined(piece: str, size: int) -> bytes:
    """Repeated pieces as lines of their own."""
    return (f"{piece.strip() or '.'}\n" * (size // (len(piece) + 1))).encode()


def captions(piece: str, size: int) -> bytes:
    """Captions of five pieces each."""
    blocks = []
    for n in range(size // (5 * len(piece) + 32)):
        clock = f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"
        blocks.append(f"{clock}.000 --> {clock}.900\n{piece * 5}\n\n")
    return ("WEBVTT\n\n" + "".join(blocks)).encode()


SHAPES: dict[str, Callable[[str, int], bytes]] = {"framed": framed, "lined": lined, "captions": captions}


class Run:
    """All stages, with the glossary loaded once."""

    def __init__(self) -> None:
        self.glossary = load([])
        self.index = build_index(self.glossary)
        self.cost(framed("nous avons 3 agents ", 500))

    def cost(self, data: bytes) -> float:
        """CPU seconds for one file."""
        began = time.process_time()
        with suppress(InputError):
            process(Input(data, "a.txt", "a"), self.glossary, self.index)
        return time.process_time() - began

    def slow(self, shape: str, piece: str) -> str | None:
        """What is wrong with the cost of a text, or ``None``."""
        make = SHAPES[shape]
        large = self.cost(make(PIECES[piece], LARGE))
        if large < CHEAP:
            return None
        small = self.cost(make(PIECES[piece], SMALL))
        if large / max(small, 1e-3) > WORST:  # once more: the machine may have been busy
            small = min(small, self.cost(make(PIECES[piece], SMALL)))
            large = min(large, self.cost(make(PIECES[piece], LARGE)))
        ratio = large / max(small, 1e-3)
        return f"{shape} {piece}: {small:.2f} s, then {large:.2f} s" if ratio > WORST else None


if __name__ == "__main__":
    ready = Run()
    for shape in SHAPES:
        for piece in PIECES:
            late = ready.cost(SHAPES[shape](PIECES[piece], LARGE))
            if late > CHEAP:
                early = ready.cost(SHAPES[shape](PIECES[piece], SMALL))
                print(f"{shape} {piece}: {early:.2f} s, then {late:.2f} s ({late / early:.1f})", flush=True)
    print("done", file=sys.stderr)
