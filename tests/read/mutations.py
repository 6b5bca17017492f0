"""Damaged files: mutations of a small file of every format, with kept seeds.

    python -m tests.read.mutations 50000 [SEED]

reads that many mutated files and prints every unexpected exception, every hole in the account of
characters, and the slowest files. The tests do the same for a few hundred.
"""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

from pipeline.errors import InputError
from pipeline.read import Sidecar, read_accounted
from tests.read.test_field_forms import BODY, HEADS, LABELLED, STAMPS
from tests.read.test_subtitles import ROLLING, TTML, VTT
from tests.read.writers import FORMATS

PEOPLE = ("Maïté Etcheverry", "Youssouf Le Gall", "SPEAKER_00")
TALK = [
    (i * 4000, i * 4000 + 3500, f"c'est la phrase numéro {i} à 59 % de l’œuvre", PEOPLE[i % 3])
    for i in range(12)
]
EVENT = (
    '---\ntitle: "Table ronde : le réemploi"\ndate: 2024-10-10\nlocation: En ligne\n---\n\n## Intervenants\n'
    "Anne-Laure RIVIÈRE-LE GOFF, Directrice\nVille de Kerlann\n\nPaul D'ORMESSON (maire, Ville de Kerlann)\n"
)
PIECES = [
    "-->", " -> ", "00:75:99", "\n\n", "\r\n", "\r", "<v ", "</v>", "[Musique]", "{", "}", "[", "]", '"', "\\", "\\u", "\\ud800",
    "&amp;", "&lrm;", "<v Anne>", "&#x110000;", "00:00:01,5 --> ", "WEBVTT\n", "NOTE ", "STYLE\n", "---\n", "é", "Ã©", "\x00", "\u2028", "😀",
    "Transcription\n", "Recommandations\n", "0:00\n", "12:34", "00:282022", "**", "SPEAKER_00: ", "- ", "<", "<!--", "{%",
    "{% transcription %}", "1\n", "Nom Prénom : ", "…", " ", "\t", ",", ";", ":", "[00:01:02] ", "NaN", "1e999", "-5",
    "null", "true", "<p>", "</p>", "<br/>", "<!DOCTYPE a>", "]]>", "<![CDATA[", "Dialogue: ", "Chapitre 1 : a\n", "animé par",
    "Intervenants :\n", "le 5 décembre 2024", "99999999999", "Jean Le Goff, maire de ",
]  # fmt: skip


def seeds() -> list[tuple[str, bytes]]:
    """A small file of every format and form: name and bytes."""
    found = [("a" + f.suffix, f.write(TALK)) for f in FORMATS.values()]
    found += [("a.txt", text.encode()) for text, _ in [*STAMPS.values(), *LABELLED.values()]]
    found += [("a.txt", (head + BODY).encode()) for head, _ in HEADS.values()]
    found += [
        ("a.vtt", VTT.encode()),
        ("a.vtt", ROLLING.encode()),
        ("a.ttml", TTML.encode()),
        ("a.md", EVENT.encode()),
    ]
    found += [("a.txt", FORMATS["youtube"].write(TALK).decode().encode("cp1252"))]
    return found


def mutate(chance: random.Random, data: bytes) -> bytes:
    """Cut, repeat, insert, overwrite or move a few pieces."""
    for _ in range(chance.randint(1, 6)):
        if not data:
            break
        kind, size = chance.random(), len(data)
        at = chance.randrange(size)
        end = min(size, at + chance.randint(1, 80))
        if kind < 0.2:
            data = data[:at] + data[end:]
        elif kind < 0.35:
            data = data[:at] + data[at:end] * chance.randint(2, 6) + data[end:]
        elif kind < 0.6:
            data = data[:at] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + data[at:]
        elif kind < 0.68:
            data = data[:at] + chance.randbytes(chance.randint(1, 4)) + data[end:]
        elif kind < 0.72:
            data = data[:at]
        elif kind < 0.76:
            data = data[at:]
        elif kind < 0.88:
            other = chance.randrange(size)
            data = data[:at] + data[other : other + 200] + data[end:]
        else:
            data = data[:at] + chance.choice("0123456789:,.->[]").encode() + data[at + 1 :]
    return data


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes, Sidecar | None]]:
    """That many damaged files, the same for the same seed."""
    chance = random.Random(seed)
    files = seeds()
    for _ in range(count):
        name, data = chance.choice(files)
        sidecar = Sidecar("a.meta.txt", mutate(chance, EVENT.encode())) if chance.random() < 0.1 else None
        yield name, mutate(chance, data), sidecar


def check(name: str, data: bytes, sidecar: Sidecar | None) -> str:
    """Read one file and verify the account of its characters; return what came of it.

    Raises: AssertionError if characters are missing or counted twice, and whatever `read` lets through.
    """
    try:
        recording, extents, text = read_accounted(data, name, sidecar)
    except InputError as error:
        assert "expected" in error.message and error.line >= 1
        return "refused"
    at = 0
    for extent in extents:
        assert extent.start == at < extent.end
        at = extent.end
    assert at == len(text)
    assert recording.cues and all(cue.raw.strip() == cue.raw != "" for cue in recording.cues)
    assert [cue.index for cue in recording.cues] == list(range(len(recording.cues)))
    timed = {cue.start is not None for cue in recording.cues}
    assert len(timed) == 1, "some cues have times and some have none"
    assert all(cue.end >= cue.start >= 0 for cue in recording.cues if cue.start is not None)
    assert all(1 <= item.line <= text.count("\n") + 1 for item in (*recording.cues, *recording.dropped))
    recording.cues[0].raw.encode()
    return "read with issues" if recording.issues else "read"


def main(count: int, seed: int) -> int:
    """Run and report; return the number of failures."""
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, int, str]] = []
    for number, (name, data, sidecar) in enumerate(mutants(count, seed)):
        begun = time.process_time()
        try:
            outcomes[check(name, data, sidecar)] += 1
        except Exception as error:
            outcomes["FAILED"] += 1
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            place = (
                f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
            )
            print(f"{number} {name} {type(error).__name__} {str(error)[:150]} {place}", flush=True)
        slowest = sorted([*slowest, (time.process_time() - begun, number, name)], reverse=True)[:3]
    print(dict(outcomes), "slowest:", [(round(s, 3), n, f) for s, n, f in slowest])
    return outcomes["FAILED"]


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
