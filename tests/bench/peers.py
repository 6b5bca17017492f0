"""Other libraries on the part of the work that they do. Each is optional: `pip install -e '.[bench]'`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

Clock = Callable[..., float]


def _row(what: str, module: str | None, clock: Clock, work: Callable[[], object], rounds: int) -> dict:
    if module and find_spec(module) is None:
        return {"what": what, "seconds": "not installed"}
    work()
    return {"what": what, "seconds": clock(work, rounds)}


def reading(clock: Clock, rounds: int) -> list[dict]:
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
        _row("Greffier", None, clock, lambda: read(text.encode(), "ten-hours.vtt"), rounds),
        _row("pysubs2", "pysubs2", clock, with_pysubs2, rounds),
        _row("webvtt-py", "webvtt", clock, with_webvtt, rounds),
    ]


def correcting(clock: Clock, data: bytes, rounds: int) -> list[dict]:
    """The webinar against the project's glossary."""
    from pipeline.correct import build_index, correct
    from pipeline.glossary import load
    from pipeline.read import read

    glossary = load([])
    index = build_index(glossary)
    recording = read(data, "webinar.txt")
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
        _row("Greffier", None, clock, lambda: correct(recording, index), rounds),
        _row("rapidfuzz, a window of two words", None, clock, window, 1),
        _row("symspellpy, single words", "symspellpy", clock, with_symspell, rounds),
        _row("flashtext, exact known mishearings", "flashtext", clock, with_flashtext, rounds),
    ]


def figures(clock: Clock, data: bytes, rounds: int) -> list[dict]:
    """Numbers of the webinar's text."""
    from pipeline.extract.figures import find_figures
    from pipeline.french.syntax import Syntax
    from pipeline.positions import correct_text
    from pipeline.read import read
    from pipeline.segment import segment

    recording = read(data, "webinar.txt")
    text = correct_text(recording.cues)
    spoken = segment(text, recording.participants)

    def ours() -> None:
        find_figures(text, spoken.sentences, None, Syntax())

    def with_text2num() -> None:
        from text_to_num import alpha2digit

        alpha2digit(text.text, "fr")

    def with_recognizers() -> None:
        from recognizers_number import recognize_number

        recognize_number(text.text, "fr-fr")

    return [
        _row("Greffier, with the parse", None, clock, ours, rounds),
        _row("text2num, number words only", "text_to_num", clock, with_text2num, rounds),
        _row("recognizers-text, numbers only", "recognizers_number", clock, with_recognizers, 1),
    ]
