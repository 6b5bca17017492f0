"""The facts that a post states: figures, dates, names, quotations, who speaks, and timecodes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from pipeline.extract.figures import find_figures
from pipeline.french.frequency import zipf
from pipeline.french.numbers import find_numbers
from pipeline.french.spelling import fold
from pipeline.french.syntax import Syntax
from pipeline.model import Cue, Figure, Sentence
from pipeline.positions import correct_text
from pipeline.publish.verify.prose import Block
from pipeline.publish.verify.tokens import tokenize

COMMON = 3.0
"""Zipf frequency from which a word that opens a sentence is taken for an ordinary word."""
QUOTED = 3
"""Words from which words between quotation marks are somebody's, and not a term."""

ENDINGS = ("ons", "ez", "ment", "tion", "tions", "ant", "er", "ir", "ees")
"""Endings of verbs, adverbs and nouns of action, with which a sentence may open."""

_SENTENCE = re.compile(r"[.!?…][»”\"]?\s+")
_QUOTE = re.compile(r"«([^«»]+)»|“([^“”\"]+)[”\"]|\"([^\"“”]+)[\"”]")
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿœ][\w]*(?:[-’'.][^\W\d_][\w]*)*|[^\W\d_]{1,30}[A-ZÀ-Þ]\w*")
_BY = re.compile(r"\s[–—-]\s([^()–—«»]{2,60}?)\s?(?:\((\d{1,2}(?::\d{2}){1,2})\))?\.?$")
CLOCK = re.compile(r"\((\d{1,2}(?::\d{2}){1,2})\)")
_DIGITS = re.compile(r"(?<![\w.,:])\d[\d \u00a0\u202f]{0,20}(?:[.,]\d+)?(?![\w:])")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a post states at characters [start, end) of a block.

    ``kind`` is ``chiffre``, ``date``, ``nombre`` (one that counts nothing known), ``mot`` (a number in
    words that is no figure: compared only where the words around it are the recording's own), ``nom``,
    ``organisation``, ``citation``, ``voix`` (who says the words of ``passage``), ``minutage``
    or ``fonction`` (a person's role and organisation).
    """

    kind: str
    block: int
    start: int
    end: int
    text: str
    figure: Figure | None = None
    passage: str = ""


@lru_cache
def words_of(name: str) -> frozenset[str]:
    """A list of ``words.toml``."""
    return frozenset(_lists()[name].split())


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def find_facts(blocks: Sequence[Block], date: str | None, syntax: Syntax) -> list[Fact]:
    """All facts of a post, block by block. ``date`` is the recording's, for relative dates."""
    facts: list[Fact] = []
    for n, block in enumerate(blocks):
        if block.part == "voix":
            following = blocks[n + 1] if n + 1 < len(blocks) else None
            passage = following.text if following and following.speaker == block.speaker else ""
            facts.append(Fact("voix", n, 0, len(block.text), block.text, passage=passage))
            continue
        body, credit = body_of(block), _credit(block)
        if credit:
            facts.append(Fact("voix", n, credit.start(1), credit.end(1), credit[1].strip(), passage=body))
        facts += [
            Fact("minutage", n, m.start(1), m.end(1), m[1], passage=block.text[: m.start()])
            for m in CLOCK.finditer(block.text)
        ]
        facts += _figures(body, n, date, syntax)
        facts += _names(body, n)
        facts += _quotes(body, n)
    return facts


def body_of(block: Block) -> str:
    """The words of a block without « – name (timecode) » at its end."""
    credit = _credit(block)
    return block.text[: credit.start()] if credit else block.text


def _credit(block: Block) -> re.Match[str] | None:
    match = _BY.search(block.text) if block.part == "texte" else None
    return match if match and match[2] else None


def _figures(text: str, block: int, date: str | None, syntax: Syntax) -> Iterator[Fact]:
    body = correct_text([Cue(0, None, None, text)])
    figures = find_figures(body, _sentences(text), date, syntax) if re.search(r"\w", text) else ()
    taken = bytearray(len(text))

    def free(start: int, end: int) -> bool:
        if any(taken[start:end]):
            return False
        taken[start:end] = b"\1" * (end - start)
        return True

    for figure in figures:
        kind = "date" if figure.kind == "date" else "chiffre"
        free(figure.start, figure.end)
        yield Fact(kind, block, figure.start, figure.end, text[figure.start : figure.end], figure)
    for match in _DIGITS.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        clock = text[start - 1 : start] == "(" and text[end : end + 1] == ":"
        if not clock and free(start, end):
            yield Fact("nombre", block, start, end, text[start:end])
    for number in find_numbers(text):
        words = text[number.start : number.end]
        article = fold(words) in ("un", "une", "zero")
        if not article and free(number.start, number.end):
            yield Fact("mot", block, number.start, number.end, words)


def _sentences(text: str) -> list[Sentence]:
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    return [Sentence(a, b, 0) for a, b in pairwise(cuts) if b > a]


def _quotes(text: str, block: int) -> Iterator[Fact]:
    for match in _QUOTE.finditer(text):
        group = next(g for g in (1, 2, 3) if match[g] is not None)
        words = match[group].strip()
        if len(tokenize(words)) >= QUOTED:
            start = match.start(group) + match[group].index(words)
            yield Fact("citation", block, start, start + len(words), words)


def _names(text: str, block: int) -> Iterator[Fact]:
    """Runs of words with a capital, joined by the small words inside names; acronyms too."""
    words = [m for m in _CAPITAL.finditer(text) if not _ordinary(text, m)]
    run: list[re.Match[str]] = []
    for word in [*words, None]:
        if run and (word is None or not _joined(text[run[-1].end() : word.start()])):
            start, end = run[0].start(), run[-1].end()
            yield Fact(_kind(text[start:end]), block, start, end, text[start:end])
            run = []
        if word is not None:
            run.append(word)


def _ordinary(text: str, match: re.Match[str]) -> bool:
    """Whether a capital means nothing: the first word of a sentence, a month, a lone letter."""
    word = match.group()
    folded = fold(word)
    if len(word) < 2 or folded in words_of("ordinary") or re.fullmatch(r"[MDCLXVI]{1,4}", word):
        return True
    before = text[: match.start()].rstrip()
    after = text[match.end() :].lstrip()
    opens = (
        not before
        or before[-1] in '.!?…:«»“”"(–—-/|•'
        or re.search(r"(?:^|[.!?…:«“\"]\s*)[dlnjmtscqu]+[’']$", before)
    )
    if not opens or (len(word) > 1 and word.isupper() and len(word) <= 6):
        return False
    # "Anne Martin a dit": a capital that follows tells a name
    if re.match(r"[^\W\d_a-zà-öø-ÿœ]\w", after) and zipf(word.lower()) < 5:
        return False
    if folded.endswith(ENDINGS):
        return True
    parts = re.split(r"[-’']", word)
    return all(zipf(p.lower()) >= COMMON or not p for p in parts)


def _joined(between: str) -> bool:
    if between in (" ", "\u00a0", "-", "’", "'"):
        return True
    tokens = re.split(r"[\s’']+", between.strip())
    return (
        bool(between.strip())
        and re.fullmatch(r"[\w\s’']+", between) is not None
        and all(fold(t) in words_of("links") for t in tokens if t)
    )


def _kind(name: str) -> str:
    first = tokenize(name)
    if first and (first[0].key in words_of("organisations") or (name.isupper() and len(name) > 1)):
        return "organisation"
    return "nom"
