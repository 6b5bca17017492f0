"""Numbers in words and digits: tables, and properties over composed numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french import numbers
from pipeline.french.numbers import find_numbers, parse_number

SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
SWISS = {**TENS, 7: "septante", 8: "huitante", 9: "nonante"}


def below_100(n: int, swiss: bool) -> str:
    if n < 20:
        return SMALL[n]
    if swiss or n < 70:
        ten, one = divmod(n, 10)
        word = (SWISS if swiss else TENS)[ten]
        return word if one == 0 else f"{word} et un" if one == 1 else f"{word}-{SMALL[one]}"
    if n < 80:
        return "soixante et onze" if n == 71 else f"soixante-{SMALL[n - 60]}"
    return "quatre-vingts" if n == 80 else f"quatre-vingt-{SMALL[n - 80]}"


def below_1000(n: int, swiss: bool, last: bool = True) -> str:
    hundreds, rest = divmod(n, 100)
    if hundreds == 0:
        word = below_100(rest, swiss)
        return word if last else word.replace("vingts", "vingt")
    head = "cent" if hundreds == 1 else f"{SMALL[hundreds]} cent"
    if rest == 0:
        return head + ("s" if hundreds > 1 and last else "")
    return f"{head} {below_100(rest, swiss)}"


def spell(n: int, swiss: bool = False) -> str:
    """A whole number in French words, hyphens as in the traditional spelling."""
    parts = []
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        count, n = divmod(n, size)
        if count:
            parts.append(f"{below_1000(count, swiss)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(n, 1000)
    if thousands:
        parts.append("mille" if thousands == 1 else f"{below_1000(thousands, swiss, last=False)} mille")
    if rest or not parts:
        parts.append(below_1000(rest, swiss))
    return " ".join(parts)


@given(st.integers(0, 10**7) | st.integers(0, 1100) | st.integers(0, 10**12 - 1), st.booleans())
def test_words_give_the_number_back(n: int, swiss: bool) -> None:
    words = spell(n, swiss)
    for form in (words, words.replace("-", " "), words.replace(" ", "-"), words.upper(), words.capitalize()):
        assert parse_number(form) == n, form


@given(st.integers(0, 10**9), st.sampled_from([" ", "\u00a0", "\u202f", "."]))
def test_groups_of_digits_give_the_number_back(n: int, space: str) -> None:
    assert parse_number(f"{n:,}".replace(",", space)) == n
    assert parse_number(str(n)) == n


@given(st.integers(0, 9999), st.integers(1, 99))
def test_decimals_in_words_and_digits(n: int, part: int) -> None:
    expected = Decimal(f"{n}.{part}")
    assert parse_number(f"{n},{part}") == expected
    assert parse_number(f"{spell(n)} virgule {spell(part)}") == expected


@given(
    st.text(alphabet="abc deux trois cent mille millions virgule et demi -,.0123456789'’\u202f", max_size=80)
)
def test_spans_are_inside_and_apart(text: str) -> None:
    reached = 0
    for number in find_numbers(text):
        assert reached <= number.start < number.end <= len(text)
        assert not text[number.start].isspace() and not text[number.end - 1].isspace()
        reached = number.end


@given(st.lists(st.integers(11, 16) | st.integers(30, 10**6), min_size=1, max_size=6))
def test_numbers_in_a_sentence_are_found_one_by_one(values: list[int]) -> None:
    text = ", puis ".join(f"{spell(v)} communes" for v in values)
    assert [n.value for n in find_numbers(text)] == values


TABLE = [
    ("quatre-vingt-dix-sept mille", "97000"),
    ("quatre vingt dix sept mille", "97000"),
    ("soixante-et-onze", "71"),
    ("nonante-neuf", "99"),
    ("octante-deux", "82"),
    ("mil neuf cent vingt", "1920"),
    ("dix-neuf cent soixante-treize", "1973"),
    ("deux millions et demi", "2500000"),
    ("deux et demi", "2.5"),
    ("trois virgule zéro cinq", "3.05"),
    ("deux virgule cinq millions", "2500000"),
    ("2,8 millions", "2800000"),
    ("50 mille", "50000"),
    ("3 cents", "300"),
    ("un million deux cent mille", "1200000"),
    ("vingt et une", "21"),
    ("cent un", "101"),
    ("mille un", "1001"),
    ("deux milliards", "2000000000"),
    ("10k", "10000"),
    ("3 M", "3000000"),
    ("moins vingt-deux", "-22"),
    ("- 22", "-22"),
    ("-22,5", "-22.5"),
    ("50. 000", "50000"),
    ("4,800", "4.8"),
    ("1.200", "1200"),
    ("0.500", "0.5"),
    ("6.700,54", "6700.54"),
    ("trois quarts", "0.75"),
    ("3/4", "0.75"),
    ("½", "0.5"),
    ("un vingt-cinquième", "0.04"),
    ("un demi-million", "500000"),
    ("une demi-douzaine", "6"),
    ("deux douzaines", "24"),
    ("une quarantaine", "40"),
    ("vingt-cinquième", "25"),
    ("premier", "1"),
    ("2e", "2"),
    ("21ème", "21"),
]


@pytest.mark.parametrize(("words", "value"), TABLE)
def test_table(words: str, value: str) -> None:
    assert parse_number(words) == Decimal(value)


NOT_ONE = [
    ("deux trois", ["2", "3"]),
    ("vingt trente mille", ["20", "30000"]),
    ("cent deux cents", ["100", "200"]),
    ("mille deux mille", ["1000", "2000"]),
    ("dix deux", ["10", "2"]),
    ("quarante douze", ["40", "12"]),
    ("quatre, vingt", ["4", "20"]),
    ("423 0000", ["423", "0000"]),
    ("deux. trois", ["2", "3"]),
    ("vingt-cinq pour cent un tiers", ["25", str(Decimal(1) / 3)]),
    ("soixante soixante", ["60", "60"]),
]


@pytest.mark.parametrize(("words", "values"), NOT_ONE)
def test_numbers_that_are_not_one(words: str, values: list[str]) -> None:
    assert [n.value for n in find_numbers(words)] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "CO2",
        "le GT4 et l'A4",
        "la dizaine",
        "millénaire",
        "centre",
        "septembre",
        "décembre",
        "dixit",
        "l'unique",
        "milliardaire",
        "cinquantenaire",
        "quarteron",
    ],
)
def test_no_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_an_article_is_marked() -> None:
    found = find_numbers("un site et une commune, un million, un virgule deux")
    assert [n.article for n in found] == [True, True, False, False]


@pytest.mark.parametrize(
    "piece",
    [
        "deux cent ",
        "mille ",
        "vingt et ",
        "quatre vingt ",
        "zéro ",
        "un virgule ",
        "50 000 ",
        "1,2,",
        "1.000.",
        "' ",
        "dizaines de milliers de ",
        "une ",
        "million ",
        "- ",
        "et demi ",
        "cinquième ",
        "\u202f000",
        "9",
    ],
)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is linear: twice the text asks for about twice the look-ups of a word."""
    calls = 0
    word = numbers.Reader.word

    def counted(self: numbers.Reader, i: int) -> str:
        nonlocal calls
        calls += 1
        return word(self, i)

    monkeypatch.setattr(numbers.Reader, "word", counted)
    counts = []
    for size in (200, 400, 800):
        calls = 0
        find_numbers(piece * size)
        counts.append(calls)
    assert counts[2] <= 2.6 * counts[1] + 200
    assert counts[1] <= 2.6 * counts[0] + 200
