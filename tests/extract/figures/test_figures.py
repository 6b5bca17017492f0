"""What `find_figures` owes its callers: words quoted exactly, times, cues, sentences, odd input."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.figures import about, exclusions, find_figures, matcher, patterns
from pipeline.extract.figures.matcher import candidates
from pipeline.french import dates
from pipeline.french.syntax import Syntax
from pipeline.model import Cue, Figure, Sentence
from pipeline.positions import Text, correct_text

SYNTAX = Syntax()
SPEECH = (
    "on a acheté plus de 4 500 écrans pour deux millions et demi d'euros en 2024 et entre 50 et 60 % des "
    "services ont une quarantaine de postes de moins de dix ans donc on compte trois à six mois de délai "
    "au 1er janvier 2025 avec 50 000 habitants concernés et quatre-vingt-dix-sept mille courriels en moins"
)


def text_of(*cues: str) -> Text:
    return correct_text([Cue(i, 10000 * i, 10000 * (i + 1), words) for i, words in enumerate(cues)])


def find(text: Text, *, date: str | None = "2024-12-05", cuts: tuple[int, ...] = ()) -> tuple[Figure, ...]:
    edges = [0, *cuts, len(text.text)]
    sentences = [Sentence(a, b, 0) for a, b in itertools.pairwise(edges)]
    return find_figures(text, sentences, date, SYNTAX)


def facts(figures: tuple[Figure, ...]) -> list[tuple]:
    return [(f.value, f.low, f.high, f.unit, f.kind, f.comparator) for f in figures]


def test_everything_in_one_breath() -> None:
    found = find(text_of(SPEECH))
    assert [SPEECH[f.start : f.end] for f in found] == [
        "plus de 4 500 écrans",
        "deux millions et demi d'euros",
        "en 2024",
        "entre 50 et 60 %",
        "une quarantaine de postes",
        "moins de dix ans",
        "trois à six mois",
        "au 1er janvier 2025",
        "50 000 habitants",
        "quatre-vingt-dix-sept mille courriels",
    ]


@given(st.sets(st.integers(1, SPEECH.count(" ")), max_size=12))
@settings(max_examples=40, deadline=None)
def test_cues_may_be_cut_anywhere(cuts: set[int]) -> None:
    words = SPEECH.split(" ")
    edges = [0, *sorted(cuts), len(words)]
    cues = [" ".join(words[a:b]) for a, b in itertools.pairwise(edges) if b > a]
    text = text_of(*cues)
    found = find(text)
    assert text.text == SPEECH
    assert facts(found) == facts(find(text_of(SPEECH)))
    for figure in found:
        start, end = text.time(figure.start), text.time(figure.end - 1)
        assert start is not None and end is not None and start <= end


@given(st.sets(st.integers(1, len(SPEECH) - 1), max_size=5))
@settings(max_examples=40, deadline=None)
def test_sentence_ends_do_not_cut_a_figure(cuts: set[int]) -> None:
    found = find(text_of(SPEECH), cuts=tuple(sorted(cuts)))
    assert [f[:5] for f in facts(found)] == [f[:5] for f in facts(find(text_of(SPEECH)))]
    for figure in found:
        assert figure.sentence.start <= figure.start < figure.sentence.end


def test_thousands_split_by_a_cue_and_a_full_stop() -> None:
    (found,) = find(text_of("les collectivités de plus de 50", "000 habitants sont concernées"))
    assert (found.value, found.unit, found.comparator) == (50000, "habitant", ">")
    (found,) = find(text_of("les collectivités de plus de 50.", "000 habitants sont concernées"))
    assert (found.value, found.unit) == (50000, "habitant")


def test_written_and_lower_case_forms_agree() -> None:
    written = "Nous avons formé 97 000 agents, soit 4,5 % du total, pour 2,5 millions d'euros."
    spoken = (
        "nous avons formé quatre vingt dix sept mille agents soit quatre virgule cinq pour cent du total "
        "pour deux millions et demi d'euros"
    )
    assert facts(find(text_of(written))) == facts(find(text_of(spoken)))


def test_about_says_what_is_measured() -> None:
    text = text_of("Le budget de la ville est de 2,8 millions d'euros. Nous donnons 50 % de notre matériel.")
    money, share = find(text)
    assert money.about == "budget de la ville"
    assert share.about == "matériel"
    (count,) = find(text_of("On a 26 conseillers numériques dans les médiathèques."))
    assert count.about.startswith("conseillers numériques")


def test_key_figures() -> None:
    keys = {
        f.unit: f.key
        for f in find(
            text_of(
                "On a 400 postes, trois salles, 30 % de réemploi, 12 questions et un niveau atteint en 2024."
            )
        )
    }
    assert keys == {"poste": True, "salle": False, "percent": True, "question": False, None: False}


@pytest.mark.parametrize(
    "words", ["", " ", "…", "'", "l'", "de 5", "pour cent", "million", "et demi", "entre", "%"]
)
def test_odd_input(words: str) -> None:
    text = text_of(words)
    for figure in find(text):
        assert words[figure.start : figure.end].strip()


def test_nothing_without_sentences_or_numbers() -> None:
    assert find_figures(text_of("40 agents"), [], None, SYNTAX) == ()
    assert find(text_of("bonjour à toutes et à tous")) == ()


def test_relative_dates_need_the_day_of_the_recording() -> None:
    words = "on ouvre le portail l'année prochaine"
    assert [f.value for f in find(text_of(words), date="2023-05-01")] == ["2024"]
    assert find(text_of(words), date=None) == ()


@given(st.text(alphabet="0123456789 ,.%€-/'’àdeuxcnmilpourstvingtqahyf\n\u00a0\u202f", max_size=160))
@settings(deadline=None)
def test_any_characters(words: str) -> None:
    reached = 0
    for found in candidates(words, "2024-12-05"):
        assert reached <= found.start < found.end <= len(words)
        assert words[found.start : found.end].strip() == words[found.start : found.end]
        reached = found.end


EVIL = [
    "1 000",
    "000 ",
    "1.000.000",
    "50. ",
    "entre 5 et ",
    "de 1 à ",
    "plus de ",
    "un peu ",
    "articles 1, 2, 3 et ",
    "deux trois ",
    "12/12/",
    "2024-",
    "il y en a ",
    "les communes des ",
    "quatre vingt ",
    "9",
    "à 9 heures de ",
    "passé de 5 agents ",
    "âgé de ",
    "+33 1 ",
    "millions de milliers de ",
    "un demi ",
    "virgule zéro ",
    "- ",
    "’",
]


class Counted:
    """A pattern that counts the characters it is given to search."""

    work = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        Counted.work += len(
            text[slice(*bounds)] if len(bounds) > 1 else text[bounds[0] :] if bounds else text
        )
        return self.pattern.search(text, *bounds)

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        Counted.work += len(text[slice(*bounds)] if len(bounds) > 1 else text)
        return self.pattern.finditer(text, *bounds)

    def __getattr__(self, name: str) -> object:  # match and fullmatch are anchored
        Counted.work += 1
        return getattr(self.pattern, name)


@pytest.mark.parametrize("piece", EVIL)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pattern but those of one pass over the text sees a window: twice the text, twice the work."""
    for module in (patterns, exclusions, dates, matcher, about):
        for name, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                monkeypatch.setattr(module, name, Counted(value))
    monkeypatch.setattr(exclusions, "PARTS", tuple((x, Counted(p)) for x, p in exclusions.PARTS))
    work = []
    for size in (1500, 3000):
        Counted.work = 0
        candidates(piece * (size // len(piece)), "2024-12-05")
        work.append(Counted.work)
    assert work[1] <= 2.5 * work[0] + 2000


@pytest.mark.parametrize("piece", EVIL)
def test_a_window_of_anything_ends(piece: str) -> None:
    """No window is long enough for a pattern to get lost in."""
    window = (piece * 60)[:90]
    for _, part in exclusions.PARTS:
        assert sum(1 for _ in part.finditer(window)) <= len(window)
    assert exclusions.excluded(piece * 60, 100, 101) in (True, False)


def test_user_webinar(shared) -> None:
    """The gold of the user's webinar: each required figure is found with its unit."""
    gold = json.loads((shared / "eval" / "seed" / "webinaire-2024-12-05.gold.json").read_text("utf-8"))
    text = text_of(gold["text"])
    found = find(text, cuts=tuple(range(200, len(gold["text"]), 200)))
    for row in gold["figures"]:
        if row["optional"]:
            continue
        here = [f for f in found if f.start < row["end"] and f.end > row["start"]]
        values = [[None if v is None else float(v) for v in (f.value, f.low, f.high)] for f in here]
        assert [row["value"], row["low"], row["high"]] in values, row["text"]
