"""Damaged inputs: pieces cut, repeated, moved, overwritten, or put in from what formats are made of."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import random

from tests.read.mutations import PIECES

MARKS = [
    "---\n", "- ", ": ", "? ", "!!python/object/apply:os.system ", "!!binary ", "&a ", "*a", "<<: *a", "|\n", ">-\n", "[", "]",
    "{", "}", "'", '"', ";", ",", "\\", "\\;", "~", "null", "yes", "2024-13-45", "0x1F", "1_000", ".inf", ".nan", "0o17",
    "term: ", "heard: [", "examples:\n    changes:\n", "policy: ", "kind: law\n", "near: ", "never: ",
    "=1+1", "+1", "@x", "-5", "\t", "\r", "<script>", "{{ x }}", "{% raw %}", "{# x #}", "<!-- greffier a b -->",
    "{% dailymotion", "{% transcription %}", "«", "»", "‘", "’", "“", "”", "50 %", "la moitié", "1er janvier", "12 h 30",
    "quatre-vingt-dix-neuf millions", "²", "½", "١٢٣", "Ⅷ", "㎡", "１２", "𝟙", "\u0301", "\u200f", "\ufeff", "\ud800", "ß", "İ", "ﬁ",
    "1" * 30, "9" * 400, "1e400", "-0", "true", "[]", "{}", '{"a":', "\u2028", "\x85", "\x00",
]  # fmt: skip
_ALL = [piece.encode("utf-8", "surrogatepass") for piece in (*PIECES, *MARKS)]


def mutate(chance: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change a few places of an input; ``others`` are inputs to splice in."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        size = len(data)
        at = chance.randint(0, size)
        end = min(size, at + chance.choice((1, 2, 5, 20, 80)))
        match chance.randrange(9):
            case 0:
                data = data[:at] + data[end:]
            case 1:
                data = data[:at] + data[at:end] * chance.randint(2, 6) + data[end:]
            case 2 | 3 | 4:
                data = data[:at] + chance.choice(_ALL) + data[at if chance.random() < 0.7 else end :]
            case 5:
                data = data[:at] + chance.randbytes(chance.randint(1, 4)) + data[end:]
            case 6:
                data = data[:at] if chance.random() < 0.5 else data[at:]
            case 7:
                other = chance.choice(others)
                cut = chance.randint(0, len(other))
                data = data[:at] + other[cut : cut + 200] + data[end:]
            case 8:
                start = chance.randint(0, size)
                data = data[:at] + data[start : start + 60] + data[at:]
    return data[:6000]
