"""The words of French numbers, as data: change a list here, not the grammar in `numbers`.

Swiss and Belgian forms (*septante*, *huitante*, *octante*, *nonante*) stand beside those of France.
Spelling follows the 1990 rules as well as the older ones, with or without hyphens and accents.
"""

from __future__ import annotations

from decimal import Decimal

ZERO = {"zéro": 0, "zero": 0}

UNITS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
}

TEENS = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}

TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}

HUNDRED = frozenset({"cent", "cents"})
TWENTY = frozenset({"vingt", "vingts"})

SCALES = {
    "mille": Decimal(10**3),
    "milles": Decimal(10**3),
    "mil": Decimal(10**3),
    "million": Decimal(10**6),
    "millions": Decimal(10**6),
    "milliard": Decimal(10**9),
    "milliards": Decimal(10**9),
    "billion": Decimal(10**12),
    "billions": Decimal(10**12),
    "billiard": Decimal(10**15),
    "billiards": Decimal(10**15),
    "trillion": Decimal(10**18),
    "trillions": Decimal(10**18),
}
"""Long scale (*un billion* is a million millions), as French law has it since 1961."""

SUFFIXES = {
    "k": Decimal(10**3),
    "m": Decimal(10**6),
    "g": Decimal(10**9),
    "md": Decimal(10**9),
    "mds": Decimal(10**9),
    "mrd": Decimal(10**9),
    "mrds": Decimal(10**9),
}
"""Letters written against digits (``10K``, ``3M``); ``m`` is a metre: only the capital counts."""

COLLECTIVES = {
    "huitaine": 8,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
"""Nouns for about so many: *une quarantaine*, *des milliers*."""

QUANTIFIERS = frozenset(
    {"une", "un", "des", "quelques", "plusieurs", "bonne", "bon", "petite", "petit", "grosse"}
)
"""Words that must stand before a collective: *la quarantaine* is an age or an isolation."""

DEMI = frozenset({"demi", "demie", "demis", "demies"})
FRACTIONS = {"moitié": 2, "tiers": 3, "quart": 4, "quarts": 4, **dict.fromkeys(DEMI, 2)}

ORDINAL_STEMS = {
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatr": 4,
    "cinqu": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuv": 9,
    "dix": 10,
    "onz": 11,
    "douz": 12,
    "treiz": 13,
    "quatorz": 14,
    "quinz": 15,
    "seiz": 16,
    "vingt": 20,
    "trent": 30,
    "quarant": 40,
    "cinquant": 50,
    "soixant": 60,
    "septant": 70,
    "huitant": 80,
    "octant": 80,
    "nonant": 90,
    "cent": 100,
    "mill": 10**3,
    "million": 10**6,
    "milliard": 10**9,
    "billion": 10**12,
    "trillion": 10**18,
}
ORDINAL_ENDINGS = ("ième", "ièmes", "ieme", "iemes", "ième", "ièmes")
ORDINAL_WORDS = {
    "premier": 1,
    "première": 1,
    "premiere": 1,
    "premiers": 1,
    "premières": 1,
    "second": 2,
    "seconde": 2,
}

MINUS = frozenset({"moins", "négatif", "négative"})
