"""French numbers in words and in digits, as spans with a `Decimal`.

A small grammar of its own rather than a package: text2num and Recognizers-Text were measured on
the same cases (``python -m tests.peers``) and read fewer of them; neither gives spans in
characters for fractions, *-aine* words, scales after digits (*2,8 millions*) and *et demi*.

What is found is arithmetic only: whether *un* is an article, *neuf* means new or a number is a
telephone number is for the caller to say (`pipeline.extract.figures`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.french.number_words import (
    COLLECTIVES,
    DEMI,
    FRACTIONS,
    HUNDRED,
    MINUS,
    ORDINAL_ENDINGS,
    ORDINAL_STEMS,
    ORDINAL_WORDS,
    QUANTIFIERS,
    SCALES,
    SUFFIXES,
    TEENS,
    TENS,
    TWENTY,
    UNITS,
    ZERO,
)

NumberKind = Literal["cardinal", "ordinal", "fraction", "collective"]

SPACE = " \u00a0\u202f\u2009"
# thousands in groups (a stop between them only before 000: recognisers close a sentence there),
# else plain digits with a decimal part; every alternative starts with a digit and none can nest
DIGITS = (
    rf"\d{{1,3}}(?:(?:[{SPACE}'’]|[.,…]\s(?=000))\d{{3}})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:,\d{3}){2,}(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?|(?<![^\s-]),\d+"
)
CODE = re.compile(r"(?<![^\W\d_])(?:EUR|USD|GBP|CHF)$")
TOKEN = re.compile(rf"(?P<digits>{DIGITS})|(?P<sign>[½¼¾⅓⅔⅙⅛])|(?P<word>[^\W\d_½¼¾⅓⅔⅙⅛]+)")
VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅙": (1, 6), "⅛": (1, 8)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number said or written at characters [start, end).

    ``scale`` is the multiplier that was named last (*millions* in *2,8 millions*; 1 without one),
    so that *5 à 10 millions* can be read as a range. ``approximate`` is true for *une quarantaine*.
    ``spelled`` is true when it has a word (*50 mille*), ``article`` for a bare *un* or *une*.
    """

    start: int
    end: int
    value: Decimal
    kind: NumberKind = "cardinal"
    spelled: bool = False
    approximate: bool = False
    scale: Decimal = Decimal(1)
    article: bool = False


class Token(NamedTuple):
    """A word or a run of digits; ``value`` is set for digits, ``fold`` is the lower-case word."""

    start: int
    end: int
    fold: str
    value: Decimal | None = None
    glued: bool = False


def digits_value(digits: str) -> Decimal:
    """Value of digits as written in French (*1 200,5*, *1.200*, *0.5*).

    >>> [str(digits_value(x)) for x in ("50 000", "2,8", "1.200", "0.500", "6.700,54", "1.5", "50. 000")]
    ['50000', '2.8', '1200', '0.500', '6700.54', '1.5', '50000']
    >>> str(digits_value(",5")), str(digits_value("09.125,49"))
    ('0.5', '9125.49')
    """
    plain = re.sub(r"[\s'’…]", "", digits)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:[.,]?000)+", plain) and not digits.replace(",", ".").startswith("0."):
        # "4,000" without a space is a decimal; "50. 000" is not
        plain = plain if re.fullmatch(r"\d+,\d+", digits) else re.sub(r"[.,]", "", plain)
    # what groups remain stand before the last mark (*09.125,49*)
    whole, mark, part = plain.replace(",", ".").rpartition(".")
    return Decimal(f"{whole.replace('.', '') or 0}.{part}" if mark else part)


def tokenize(text: str) -> list[Token]:
    """Words and digits of a text, in order; everything else is only seen as the gap between two.

    Digits written against a letter (``CO2``, ``5G``) keep ``glued``: the letter says what they are.
    """
    tokens = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if match["digits"]:
            before = text[start - 1] if start else ""
            glued = (before.isalpha() or before == "_") and not CODE.search(text[max(0, start - 4) : start])
            tokens.append(Token(start, end, "", digits_value(match["digits"]), glued))
        elif match["sign"]:
            top, bottom = VULGAR[match["sign"]]
            tokens.append(Token(start, end, match["sign"], Decimal(top) / Decimal(bottom)))
        else:
            tokens.append(Token(start, end, match["word"].lower().replace("œ", "oe")))
    return tokens


@lru_cache(maxsize=4096)
def ordinal_value(word: str) -> int | None:
    """Rank named by one word (*cinquième*, *premier*), or ``None``."""
    if word in ORDINAL_WORDS:
        return ORDINAL_WORDS[word]
    for ending in ORDINAL_ENDINGS:
        if word.endswith(ending):
            return ORDINAL_STEMS.get(word[: -len(ending)])
    return None


class Reader:
    """Reads numbers from the tokens of one text; positions are token indices."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)

    def word(self, i: int) -> str:
        """Folded word at ``i`` if it is joined to the token before it, else an empty string."""
        return self.tokens[i].fold if 0 <= i < len(self.tokens) else ""

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows the one before with only a space or a hyphen between."""
        if not 0 < i < len(self.tokens):
            return False
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return len(gap) <= 3 and gap.strip() in ("", "-", "‐", "‑") and gap != " - "

    def next_word(self, i: int) -> str:
        """Folded word at ``i`` when joined to the one before, else an empty string."""
        return self.word(i) if self.joined(i) else ""

    def below_100(self, i: int) -> tuple[int, int] | None:
        """(value, next index) of the largest number below 100 that starts at ``i``."""
        word = self.word(i)
        if word == "quatre" and self.next_word(i + 1) in TWENTY:
            tail = self.below_20(i + 2) if self.joined(i + 2) else None
            # "quatre vingt mille" is 80 000: a unit may follow, a tens word may not
            return (80 + tail[0], tail[1]) if tail else (80, i + 2)
        if word in TENS:
            value = TENS[word]
            after = self.next_word(i + 1)
            if after == "et" and self.next_word(i + 2) in ("un", "une"):
                return value + 1, i + 3
            if value == 60 and after == "et" and self.next_word(i + 2) == "onze":
                return 71, i + 3
            if after in UNITS:
                # "vingt quatre vingts": the second number begins at "quatre"
                if after == "quatre" and self.next_word(i + 2) in TWENTY:
                    return value, i + 1
                return value + UNITS[after], i + 2
            if value == 60 and after in TEENS:
                tail = self.below_20(i + 1)
                return (60 + tail[0], tail[1]) if tail else (60, i + 1)
            digit = self.tokens[i + 1] if self.joined(i + 1) else None
            if digit is not None and digit.value in range(1, 10) and digit.end - digit.start == 1:
                return value + int(digit.value), i + 2
            return value, i + 1
        return self.below_20(i)

    def below_20(self, i: int) -> tuple[int, int] | None:
        word = self.word(i)
        if word == "dix" and self.next_word(i + 1) in ("sept", "huit", "neuf"):
            return 10 + UNITS[self.word(i + 1)], i + 2
        if word in TEENS:
            return TEENS[word], i + 1
        return (UNITS[word], i + 1) if word in UNITS else None

    def one_digit(self, i: int) -> tuple[int, int] | None:
        """A lone digit before *cent* (*3 cents euros*): recognisers mix both ways of writing."""
        token = self.tokens[i] if i < len(self.tokens) else None
        if token is None or token.end - token.start != 1 or token.value not in range(2, 10) or token.glued:
            return None
        return (int(token.value), i + 1) if self.next_word(i + 1) in HUNDRED else None

    def below_1000(self, i: int) -> tuple[int, int] | None:
        """(value, next index) of a number below 1000, or up to *dix-neuf cent* and what follows."""
        hundreds, at = 1, i
        if self.word(i) not in HUNDRED:
            head = self.below_100(i) or self.one_digit(i)
            if head is None:
                return None
            value, at = head
            if not (self.next_word(at) in HUNDRED and (2 <= value <= 9 or 11 <= value <= 19)):
                return head
            hundreds = value
        at += 1
        if self.joined(at):
            tail = self.below_100(at)
            # "cent deux cents" is 100 and 200
            if tail and not (2 <= tail[0] <= 9 and self.next_word(tail[1]) in HUNDRED):
                return hundreds * 100 + tail[0], tail[1]
        return hundreds * 100, at

    def cardinal(self, i: int) -> tuple[Decimal, int, Decimal] | None:
        """(value, next index, last scale named) of the cardinal that starts at token ``i``."""
        if self.word(i) in ZERO:
            total, at, scale = Decimal(0), i + 1, Decimal(1)
        else:
            read = self.grouped(i)
            if read is None:
                return None
            total, at, scale = read
        decimals = self.decimals(at)
        if decimals is not None and scale < 10**6:
            total += decimals[0]
            at = decimals[1]
            while scale == 1 and self.next_word(at) in SCALES:
                scale = SCALES[self.word(at)]
                total *= scale
                at += 1
        return total, at, scale

    def grouped(self, i: int) -> tuple[Decimal, int, Decimal] | None:
        total, at, scale = Decimal(0), i, Decimal(1)
        last = Decimal("Infinity")
        while at == i or self.joined(at):
            token = self.tokens[at] if at < len(self.tokens) else None
            if token is None:
                break
            if token.value is not None and not token.fold and self.one_digit(at) is None:
                if at > i and (token.value != token.value.to_integral_value() or token.value >= last):
                    break
                group, after = token.value, at + 1
            elif (words := self.below_1000(at)) is not None:
                group, after = Decimal(words[0]), words[1]
            elif token.fold in SCALES and SCALES[token.fold] == 1000 and last > 1000:
                group, after = Decimal(1), at
            else:
                break
            size = previous = Decimal(1)
            # "mille millions" is one scale, "millions mille" is not
            while (after == at or self.joined(after)) and SCALES.get(self.word(after), 0) > previous:
                previous = SCALES[self.word(after)]
                size *= previous
                after += 1
            if size >= last or (at > i and size == 1 and group >= last):
                break
            total += group * size
            at, scale = after, size if size > 1 else scale
            last = size
            if size == 1:
                break
        return (total, at, scale) if at > i else None

    def decimals(self, i: int) -> tuple[Decimal, int] | None:
        """Decimal part that *virgule* opens at ``i``: (fraction, next index)."""
        if self.next_word(i) != "virgule" or not self.joined(i + 1):
            return None
        digits, at, spelling = "", i + 1, False
        while at < len(self.tokens) and (at == i + 1 or self.joined(at)):
            token = self.tokens[at]
            if token.value is not None and not token.fold:
                written = self.text[token.start : token.end]
                if (digits and set(digits) != {"0"}) or not written.isdigit():
                    break
                digits, at = digits + written, at + 1
                break
            if token.fold in ZERO:
                # "trois zéro trois": said digit by digit
                digits, at, spelling = digits + "0", at + 1, True
                continue
            words = self.below_1000(at)
            if words is None or (digits and not (spelling or self.spelled_out(at))):
                break
            digits, at = digits + str(words[0]), words[1]
            spelling = (spelling and words[0] < 10) or self.next_word(at) in ZERO
        return (Decimal(f"0.{digits}"), at) if digits else None

    def spelled_out(self, i: int) -> bool:
        """Whether single digits follow and one of them is a zero: *deux quatre zéro zéro*."""
        for at in range(i, min(i + 8, len(self.tokens))):
            if self.next_word(at) in ZERO:
                return True
            if self.next_word(at) not in UNITS:
                return False
        return False

    def fraction_word(self, i: int) -> tuple[int, int] | None:
        """(denominator, next index) of *tiers*, *quarts*, *cinquièmes*, *vingt-cinquième* at ``i``."""
        word = self.word(i)
        if word in FRACTIONS and word != "moitié":
            return FRACTIONS[word], i + 1
        rank = self.ordinal(i)
        # a third and a fourth have names of their own; "un deuxième" is a rank
        return rank if rank and rank[0] >= 5 else None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """(rank, next index) of the ordinal in words that starts at ``i``."""
        single = ordinal_value(self.word(i))
        if single is not None:
            return single, i + 1
        # a compound ends with an ordinal word: read it as the cardinal it stands for
        at, words = i, []
        while at < len(self.tokens) and (at == i or self.joined(at)) and len(words) < 12:
            word = self.word(at)
            rank = ordinal_value(word)
            if rank is not None:
                if word in ORDINAL_WORDS or not words:
                    return None
                return self.compose([*words, rank], at)
            if not (
                word in UNITS
                or word in TEENS
                or word in TENS
                or word in SCALES
                or word == "et"
                or word in HUNDRED
                or word in TWENTY
            ):
                return None
            words.append(word)
            at += 1
        return None

    @staticmethod
    def compose(words: Sequence[str | int], at: int) -> tuple[int, int] | None:
        spelled = {
            **{v: k for k, v in UNITS.items() if k != "une"},
            **{v: k for k, v in TEENS.items()},
            **{v: k for k, v in TENS.items() if k not in ("huitante", "octante")},
            100: "cent",
            10**3: "mille",
            10**6: "million",
            10**9: "milliard",
            10**12: "billion",
        }
        last = spelled.get(int(words[-1]))
        if last is None:
            return None
        reader = Reader(" ".join([*map(str, words[:-1]), last]))
        read = reader.cardinal(0)
        return (int(read[0]), at + 1) if read and read[1] == len(reader.tokens) else None

    def read(self, i: int) -> tuple[Number, int] | None:
        """The number that starts at token ``i`` and the index after it, or ``None``."""
        token = self.tokens[i]
        if token.glued or (token.value is None and not _may_open(token.fold)):
            return None
        if token.fold in VULGAR:
            return Number(token.start, token.end, token.value or Decimal(0), "fraction"), i + 1
        if token.fold in COLLECTIVES or token.fold.rstrip("s") in COLLECTIVES:
            return self.collective(i, Decimal(1), i)
        alone = token.fold in DEMI or (token.fold == "quart" and self.next_word(i + 1) in ("de", "d"))
        if alone or token.fold == "moitié":
            return self.share(i, Decimal(1) / FRACTIONS[token.fold], i + 1), i + 1 + self.scale_words(i + 1)
        rank = self.ordinal(i) if token.value is None else None
        if rank and not self.plural_fraction(i, rank[1]):
            end = self.tokens[rank[1] - 1].end
            return Number(token.start, end, Decimal(rank[0]), "ordinal", True), rank[1]
        read = self.cardinal(i)
        if read is None:
            return None
        value, at, scale = read
        if self.joined(at) and self.word(at).rstrip("s") in COLLECTIVES:
            return self.collective(i, value, at)
        if self.joined(at) and value == value.to_integral_value() and (part := self.fraction_word(at)):
            denominator, after = part
            if denominator > 1 and not (self.word(at) in DEMI and value != 1):
                return self.share(i, value / denominator, after), after + self.scale_words(after)
        value, at = self.and_a_half(value, at, scale)
        end = self.tokens[at - 1].end
        spelled = token.value is None or at > i + 1
        article = at == i + 1 and token.fold in ("un", "une")
        if token.value is not None and at == i + 1:
            suffix = self.suffix(at)
            if suffix is not None:
                return Number(token.start, self.tokens[at].end, value * suffix, scale=suffix), at + 1
            if (ordinal := self.digit_ordinal(at)) is not None:
                return Number(token.start, ordinal, value, "ordinal"), at + 1
            if (ratio := self.slash(i)) is not None:
                return ratio
            # "10 1/2"
            if self.joined(i + 1) and (part := self.slash(i + 1)) is not None and value == int(value):
                return Number(token.start, part[0].end, value + part[0].value, "fraction"), part[1]
        return Number(token.start, end, value, "cardinal", spelled, False, scale, article), at

    def scale_words(self, i: int) -> int:
        """How many tokens name a scale after a fraction: *demi-million*, *deux tiers de million*."""
        skip = 1 if self.next_word(i) == "de" else 0
        word = self.next_word(i + skip)
        return skip + 1 if word.rstrip("s") in COLLECTIVES or SCALES.get(word, 0) >= 10**6 else 0

    def share(self, i: int, value: Decimal, after: int) -> Number:
        """The fraction ``value`` from token ``i`` to ``after``, times the scale that follows."""
        used = self.scale_words(after)
        word = self.word(after + used - 1) if used else ""
        start, end = self.tokens[i].start, self.tokens[after + used - 1].end
        if word.rstrip("s") in COLLECTIVES:
            return Number(
                start, end, value * COLLECTIVES[word.rstrip("s")], "collective", True, approximate=True
            )
        size = SCALES.get(word, Decimal(1))
        return Number(start, end, value * size, "fraction", True, scale=size)

    def plural_fraction(self, i: int, after: int) -> bool:
        """Whether *vingt cinquièmes* or *un vingt-cinquième* is meant: a fraction, not a rank."""
        return after > i + 1 and (self.word(after - 1).endswith("s") or self.word(i) in ("un", "une"))

    def and_a_half(self, value: Decimal, at: int, scale: Decimal) -> tuple[Decimal, int]:
        """Add *et demi*, *et quart*, *et trois quarts* (of a million when one was named)."""
        if self.next_word(at) != "et" or not self.joined(at + 1):
            return value, at
        share = scale if scale >= 10**6 else Decimal(1)
        word = self.word(at + 1)
        if word in DEMI or word == "quart":
            return value + share / FRACTIONS[word], at + 2
        top = self.below_20(at + 1)
        if top and self.joined(top[1]) and (part := self.fraction_word(top[1])) and part[0] > top[0]:
            return value + share * top[0] / part[0], part[1]
        return value, at

    def collective(self, i: int, count: Decimal, at: int) -> tuple[Number, int] | None:
        """*une dizaine*, *deux douzaines*, *quelques dizaines de milliers* from token ``i``."""
        if at == i and not (self.joined(i) and self.word(i - 1) in QUANTIFIERS):
            return None
        value = count * COLLECTIVES[self.word(at).rstrip("s")]
        after = at + 1
        while self.next_word(after) == "de" and self.joined(after + 1):
            word = self.word(after + 1)
            size = SCALES.get(word) or COLLECTIVES.get(word.rstrip("s"))
            if not size or not word.endswith("s"):
                break
            value, after = value * size, after + 2
        number = Number(
            self.tokens[i].start, self.tokens[after - 1].end, value, "collective", True, approximate=True
        )
        return number, after

    def suffix(self, i: int) -> Decimal | None:
        """Multiplier of a letter after digits (``10k``, ``3 M``), when no unit is glued to it."""
        if i >= len(self.tokens):
            return None
        token = self.tokens[i]
        gap = self.text[self.tokens[i - 1].end : token.start]
        if gap.strip() or len(gap) > 1 or token.fold not in SUFFIXES:
            return None
        written = self.text[token.start : token.end]
        return None if written in ("m", "g") else SUFFIXES[token.fold]

    def digit_ordinal(self, i: int) -> int | None:
        """End of *er*, *e*, *ème* written against digits, else ``None``."""
        if i >= len(self.tokens) or self.tokens[i - 1].end != self.tokens[i].start:
            return None
        good = self.tokens[i].fold in ("er", "ere", "ère", "re", "e", "è", "eme", "ème", "ième", "nd", "nde")
        return self.tokens[i].end if good else None

    def slash(self, i: int) -> tuple[Number, int] | None:
        """``3/4`` as a fraction (a smaller number over a larger one, nothing else around)."""
        if i + 1 >= len(self.tokens):
            return None
        top, bottom = self.tokens[i], self.tokens[i + 1]
        around = self.text[top.start - 1 : top.start] + self.text[bottom.end : bottom.end + 1]
        if self.text[top.end : bottom.start] != "/" or not bottom.value or "/" in around or top.value is None:
            return None
        return Number(top.start, bottom.end, top.value / bottom.value, "fraction"), i + 2


_OPENERS = frozenset().union(
    VULGAR, COLLECTIVES, DEMI, FRACTIONS, ZERO, UNITS, TEENS, TENS, HUNDRED, TWENTY, SCALES, ORDINAL_WORDS
)


@lru_cache(maxsize=8192)
def _may_open(fold: str) -> bool:
    """Whether a word can be the first of a number: nearly none can, and to read on is dear."""
    return fold in _OPENERS or fold.rstrip("s") in _OPENERS or fold.endswith(ORDINAL_ENDINGS)


def find_numbers(text: str, reader: Reader | None = None) -> tuple[Number, ...]:
    """Every number of a text in words or digits, in reading order, without overlaps.

    Spans are characters of ``text``; an empty tuple when there is none. A bare *un* or *une* is
    given with ``article`` set. A sign (*-22*, *moins 22 %*) is left to the caller, see `signed`.

    >>> [str(n.value) for n in find_numbers("deux millions et demi, trois quarts, 50 000 et 2,8 millions")]
    ['2500000', '0.75', '50000', '2800000.0']
    """
    reader = reader or Reader(text)
    found, i = [], 0
    tokens = reader.tokens
    while i < len(tokens):
        token = tokens[i]
        read = reader.read(i) if token.value is not None or _may_open(token.fold) else None
        if read is None:
            i += 1
            continue
        number, i = read
        found.append(number)
        # the "cent" of "pour cent" is no number
        if reader.next_word(i) == "pour" and reader.next_word(i + 1) in ("cent", "cents", "mille"):
            i += 2
    return tuple(found)


def parse_number(text: str) -> Decimal | None:
    """Value of a text that is one number and nothing else, with its sign; ``None`` otherwise.

    >>> parse_number("quatre-vingt-dix-sept mille"), parse_number("moins vingt-deux"), parse_number("oui")
    (Decimal('97000'), Decimal('-22'), None)
    """
    words = text.strip()
    sign = 1
    head = re.match(r"(?:-\s?|(\w+)\s)", words)
    if head and (head[1] is None or head[1].lower() in MINUS):
        sign, words = -1, words[head.end() :]
    found = find_numbers(words)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(words):
        return None
    return sign * found[0].value
