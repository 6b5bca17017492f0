"""Other libraries on the part of the work that they do. Each is optional: `pip install -e '.[bench]'`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tests.bench.parts import SAMPLE, Row, cpu


def _row(what: str, module: str | None, work: Callable[[], object], rounds: int) -> Row:
    if module and find_spec(module) is None:
        return {"what": what, "seconds": "not installed"}
    work()
    return {"what": what, "seconds": cpu(work, rounds)}


def reading(rounds: int) -> list[Row]:
    """Ten hours of WebVTT."""
    from pipeline.read import read

    def stamp(seconds: int) -> str:
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}.000"

    cues = [
        f"{stamp(5 * n)} --> {stamp(5 * n + 5)}\nla phrase numéro {n} de cette réunion\n" for n in range(7200)
    ]
    text = "WEBVTT\n\n" + "\n".join(cues)

    def with_pysubs2() -> None:
        import pysubs2

        pysubs2.SSAFile.from_string(text)

    def with_webvtt() -> None:
        import webvtt

        webvtt.from_string(text)

    return [
        _row("Greffier", None, lambda: read(text.encode(), "ten-hours.vtt"), rounds),
        _row("pysubs2", "pysubs2", with_pysubs2, rounds),
        _row("webvtt-py", "webvtt", with_webvtt, rounds),
    ]


def correcting(rounds: int) -> list[Row]:
    """The webinar against the project's glossary."""
    from pipeline.correct import build_index, correct
    from pipeline.glossary import load
    from pipeline.read import read

    glossary = load([])
    index = build_index(glossary)
    recording = read(SAMPLE.read_bytes(), SAMPLE.name)
    text = " ".join(cue.raw for cue in recording.cues)
    terms = [entry.term for entry in glossary.entries]

    def window() -> None:
        from rapidfuzz import fuzz, process

        words = text.split()
        for i in range(len(words)):
            process.extractOne(" ".join(words[i : i + 2]), terms, scorer=fuzz.ratio, score_cutoff=85)

    def prepare_symspell():
        from symspellpy import SymSpell

        spell = SymSpell(2, 7)
        for term in terms:
            spell.create_dictionary_entry(term.lower(), 1)
        return spell

    spell = prepare_symspell() if find_spec("symspellpy") else None

    def with_symspell() -> None:
        from symspellpy import Verbosity

        for word in text.lower().split():
            spell.lookup(word, Verbosity.TOP, max_edit_distance=2)

    def with_flashtext() -> None:
        from flashtext import KeywordProcessor

        keywords = KeywordProcessor()
        for entry in glossary.entries:
            for heard in entry.heard:
                keywords.add_keyword(heard, entry.term)
        keywords.replace_keywords(text)

    return [
        _row("Greffier", None, lambda: correct(recording, index), rounds),
        _row("rapidfuzz, a window of two words", None, window, 1),
        _row("symspellpy, single words", "symspellpy", with_symspell, rounds),
        _row("flashtext, exact known mishearings", "flashtext", with_flashtext, rounds),
    ]


def figures(rounds: int) -> list[Row]:
    """Numbers of the webinar's text."""
    from pipeline.extract.figures import find_figures
    from pipeline.french.syntax import Syntax
    from pipeline.positions import correct_text
    from pipeline.read import read
    from pipeline.segment import segment

    recording = read(SAMPLE.read_bytes(), SAMPLE.name)
    text = correct_text(recording.cues)
    spoken = segment(text, recording.participants)

    def ours() -> None:
        find_figures(text, spoken.sentences, None, Syntax())

    def with_text2num() -> None:
        from text_to_num import alpha2digit

        alpha2digit(text.text, "fr")

    return [
        _row("Greffier, with the parse", None, ours, rounds),
        _row("text2num, number words only", "text_to_num", with_text2num, rounds),
        {"what": "recognizers-text, numbers only", "seconds": _recognizers(text.text)},
    ]


RECOGNIZERS = """
import sys, time
from recognizers_number import recognize_number
text = sys.stdin.read()
recognize_number("douze", "fr-fr")
began = time.process_time()
recognize_number(text, "fr-fr")
print(time.process_time() - began)
"""


def _recognizers(text: str) -> float | str:
    """CPU seconds in the environment of `make peers`: the package needs old versions of others."""
    from tests.peers.__main__ import environment

    cache = Path(os.environ.get("GREFFIER_PEERS") or Path.home() / ".cache" / "greffier-peers")
    try:
        done = subprocess.run(
            [environment(cache), "-c", RECOGNIZERS], input=text, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as err:
        return f"cannot be installed: {type(err).__name__}"
    return float(done.stdout)
