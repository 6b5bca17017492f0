"""How each entry may be said: its forms, as sounds, with the words to publish for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.correct.distance import sound_distance
from pipeline.french.frequency import zipf
from pipeline.french.sounds import LETTERS, NUMBERS, VOWELS, spell, text_sounds, word_sounds
from pipeline.french.spelling import fold
from pipeline.glossary.entry import Entry

_PIECE = re.compile(r"[A-ZÀ-Ý]{2,}(?=[A-ZÀ-Ý][a-zà-ÿœ])|[A-ZÀ-Ý]+(?![a-zà-ÿœ])|[A-ZÀ-Ý]?[a-zà-ÿœ]+|\d+")
_TOKEN = re.compile(r"@?[^\W_]+(?:['’])?|[+&]")
_VOWEL_LETTERS = frozenset("aeiouyàâéèêëîïôöûü")
_PARTICLES = frozenset("le la les de du des d' l' von van da di el al ben".split())

FRENCH = 5.0
"""Zipf frequency from which a word that looks English is read as a French one."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say an entry, or a part of a person's name: ``words`` is what to publish for it.

    ``spelled`` tells that acronym letters are read one by one; ``given`` is "first" or "family"
    for a part of a person's name, "" for a whole term. ``article`` is the article that the sounds and
    the words begin with, for what is heard in one piece ("l'UGAP" as "lu gap").
    """

    entry: Entry
    words: str
    sounds: str
    spelled: bool = False
    given: str = ""
    article: str = ""


def acronym_word(letters: str) -> str:
    """An acronym read as a word: every consonant is heard, "e" is never mute but at the end.

    >>> acronym_word("AGEC"), acronym_word("DINUM")
    ('aZek', 'dinym')
    """
    low = fold(letters)
    sounds: list[str] = []
    plain = {"a": "a", "e": "e", "i": "i", "o": "o", "u": "y", "y": "i", "c": "k", "g": "g", "j": "Z",
             "q": "k", "h": "", "r": "R", "x": "ks", "w": "w"}  # fmt: skip
    i = 0
    while i < len(low):
        c = low[i]
        after = low[i + 1] if i + 1 < len(low) else ""
        beyond = low[i + 2] if i + 2 < len(low) else ""
        if c in "ai" and after == "n" and beyond and beyond not in "aeiouyn":
            sounds.append("A" if c == "a" else "5")
            i += 2
            continue
        if c + after in ("an", "in") and not beyond and len(low) > 3:
            sounds.append("A" if c == "a" else "5")
        elif c + after in ("ou", "ai", "au", "ch", "oi") and (c + after != "ai" or beyond not in ("", "h")):
            sounds.append({"ou": "u", "ai": "e", "au": "o", "ch": "S", "oi": "wa"}[c + after])
            i += 2
            continue
        elif c == "e" and i == len(low) - 1 and i > 2:
            pass
        elif c == "c" and after and after in "eiy":
            sounds.append("s")
        elif c == "g" and after and after in "eiy":
            sounds.append("Z")
        elif c == "s" and after and after in "aeiouy" and i > 0 and low[i - 1] in "aeiouy":
            sounds.append("z")
        elif c == after and c not in "aeiouy":
            pass
        else:
            sounds.append(plain.get(c, c))
        i += 1
    return "".join(sounds)


# How letters of names that are not French are read: the plain value of each, and a few pairs.
_FOREIGN: tuple[tuple[str, str], ...] = (
    ("sch", "S"), ("tch", "tS"), ("szcz", "S"), ("cz", "tS"), ("sz", "S"), ("rz", "R"), ("sh", "S"),
    ("ch", "S"), ("kh", "k"),
    ("gh", "g"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("ng", "n"), ("nh", "J"), ("gn", "J"), ("lh", "l"),
    ("tx", "tS"), ("dj", "dZ"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("qu", "k"), ("ss", "s"), ("eu", "2"), ("eau", "o"), ("au", "o"),
    ("ai", "aj"), ("ei", "ej"), ("oi", "oj"),
    ("ow", "o"), ("x", "ks"), ("y", "i"), ("u", "u"), ("w", "w"), ("r", "R"), ("c", "k"), ("q", "k"),
    ("h", ""), ("j", "Z"), ("ç", "s"),
)  # fmt: skip
_FOREIGN_PATTERN = re.compile("|".join(letters for letters, _ in _FOREIGN) + "|.")


@lru_cache(maxsize=4096)
def foreign_sounds(name: str) -> str:
    """A name read letter by letter, with no nasal vowel and no mute letter.

    >>> foreign_sounds("Erwan"), foreign_sounds("Oihana")
    ('eRwan', 'ojana')
    """
    table = dict(_FOREIGN)
    low = fold(name)
    sounds = (
        table.get(m.group(), m.group()) for m in _FOREIGN_PATTERN.finditer(low) if "a" <= m.group()[0] <= "z"
    )
    return re.sub(r"(.)\1", r"\1", "".join(sounds))


def _pronounceable(letters: str) -> bool:
    low = fold(letters)
    low = re.sub(r"(.)\1", r"\1", low)
    vowels = sum(c in "aeiouy" for c in low)
    return len(low) >= 3 and vowels * 4 >= len(low) and not re.search(r"[^aeiouy]{4}", low)


def _spellings(letters: str) -> list[str]:
    """Letters one by one, and with "deux"/"double"/"trois" where a letter is doubled or tripled."""
    readings = [spell(letters)]
    run = re.search(r"([a-z])\1{1,2}", fold(letters))
    if run:
        head, tail = fold(letters)[: run.start()], fold(letters)[run.end() :]
        count = len(run.group())
        name = LETTERS[run.group(1)]
        readings.append(spell(head) + NUMBERS[count] + name + spell(tail))
        if count == 2:
            readings.append(spell(head) + "dubl" + name + spell(tail))
    return readings


def _piece_sounds(piece: str) -> list[tuple[str, bool]]:
    """The readings of one piece of a term with whether it is spelled."""
    if piece in "+&":
        return [(text_sounds("plus" if piece == "+" else "et"), False)]
    if len(piece) == 1 and piece.isalpha() and piece.isupper():
        return [(LETTERS.get(fold(piece), ""), True)]
    if piece.isupper() and piece.isalpha():
        found = [(s, True) for s in _spellings(piece)] if len(piece) <= 6 else []
        if _pronounceable(piece) or not found:
            found.insert(0, (acronym_word(piece), False))
        return found
    low = piece.lower()
    if piece[0] == "E" and len(low) > 2 and low[1] not in _VOWEL_LETTERS and low[2] in _VOWEL_LETTERS:
        low = "é" + low[1:]  # capitals lose their accent: "Ecologic", "NumEco"
    found = [(word_sounds(low), False)]
    if len(low) > 2 and low.isascii() and zipf(low) < FRENCH and _LOOKS_ENGLISH.search(low):
        found.append((english_sounds(low), False))
    return found


@lru_cache(maxsize=8192)
def readings(term: str) -> tuple[tuple[str, bool], ...]:
    """The ways to read a term aloud, as (sounds, spelled), derived from how it is written.

    Capitals are read as a word or as letters, ``NumEcoEval`` in pieces, ``data.gouv.fr`` with and
    without "point".
    """
    pieces: list[str] = []
    for token in _TOKEN.findall(term):
        bare = token.rstrip("'’").replace("@", "A")
        pieces.extend(_PIECE.findall(bare) if not bare.islower() and bare.isalnum() else [bare])
    found: list[tuple[str, bool]] = [("", False)]
    last = len(pieces) - 1
    for n, piece in enumerate(pieces):
        if n < last and " " not in term and piece[-1:] in ("m", "n") and not piece.isupper():
            piece += "e"  # inside a word the letter is heard: "Num-Eco"
        found = [(a + b, s or t) for a, s in found for b, t in _piece_sounds(piece)][:8]
    if len(pieces) > 1 and " " not in term and term.isalpha():
        found.append((word_sounds(term.lower()), False))
        if any(p.lower()[-1] == "n" for p in pieces):
            found.append((foreign_sounds(term), False))
    if "." in term:
        found.append((text_sounds(term.replace(".", " point ")), False))
        host = term.rsplit(".", 1)[0]
        found.append((text_sounds(host), False))
    unique = dict.fromkeys(r for r in found if r[0])
    return tuple(unique)


def forms_of(entry: Entry) -> tuple[Form, ...]:
    """All forms of an entry. A person's name also gives its first name and its family name."""
    found: dict[tuple[str, str], Form] = {}

    def add(words: str, sounds: str, spelled: bool, given: str = "") -> None:
        if len(sounds) >= 3 and any(s in VOWELS for s in sounds):
            found.setdefault((words, sounds), Form(entry, words, sounds, spelled, given))

    if entry.say and entry.kind != "person":
        letters = [sounds for sounds, spelled in readings(entry.term) if spelled]
        as_letters = False
        for said in entry.say:
            sounds = text_sounds(said)
            spelled = any(sound_distance(sounds, s) <= 0.1 * len(s) for s in letters)
            as_letters = as_letters or spelled
            add(entry.term, sounds, spelled)
        if as_letters:
            for sounds in letters:
                add(entry.term, sounds, True)
        if entry.given:  # said here by people who may read it otherwise
            for sounds, spelled in readings(entry.term):
                add(entry.term, sounds, spelled)
    else:
        for sounds, spelled in readings(entry.term):
            add(entry.term, sounds, spelled)
    if entry.kind == "person":
        for said in entry.say:
            add(entry.term, text_sounds(said), False)
        for words, given in name_parts(entry.term):
            add(words, text_sounds(words), False, given)
            add(words, foreign_sounds(words), False, given)
    article = {"la": ("la ", "la"), "l'": ("l'", "l")}.get(entry.article or "")
    whole = list(found.values())
    if article and entry.kind != "person":
        written, said_article = article
        whole += [
            Form(entry, written + f.words, said_article + f.sounds, f.spelled, "", entry.article or "")
            for f in whole
        ]
    return tuple(whole)


def name_parts(name: str) -> tuple[tuple[str, str], ...]:
    """The parts of a person's name that are said alone, as (words, "first" or "family").

    >>> name_parts("Erwan Le Galloudec")
    (('Erwan', 'first'), ('Le Galloudec', 'family'), ('Galloudec', 'family'))
    >>> name_parts("Kim-Ngan Tran-Lefebvre")[:2]
    (('Kim-Ngan', 'first'), ('Tran-Lefebvre', 'family'))
    """
    words = name.split()
    if len(words) < 2:
        return ()
    parts: list[tuple[str, str]] = [(words[0], "first"), (" ".join(words[1:]), "family")]
    rest = [w for w in words[1:] if fold(w) not in _PARTICLES]
    if len(rest) > 1:
        parts.extend((w, "family") for w in rest)
    elif rest != words[1:]:
        parts.append((rest[0], "family") if rest else parts[1])
    for word in rest:
        if "-" in word:
            parts.extend((p, "family") for p in word.split("-") if len(p) > 3 and fold(p) not in _PARTICLES)
    return tuple(dict.fromkeys(parts))


# How a French speaker reads an English word: patterns in order, the first that fits wins.
_ENGLISH: tuple[tuple[str, str], ...] = (
    (r"tion", "S2n"), (r"ture", "tS2R"), (r"ight?", "ajt"), (r"igh", "aj"), (r"tch", "tS"), (r"sch", "sk"),
    (r"ch", "tS"), (r"sh", "S"),
    (r"th", "t"), (r"ph", "f"), (r"ck", "k"), (r"qu", "kw"), (r"kn", "n"), (r"wr", "R"), (r"wh", "w"),
    (r"ng", "ng"), (r"gg", "g"),
    (r"g(?=[eiy])", "dZ"), (r"c(?=[eiy])", "s"), (r"j", "dZ"), (r"oice", "wajs"), (r"oi|oy", "oj"),
    (r"ough", "o"), (r"oo", "u"), (r"ou", "aw"),
    (r"ow", "o"), (r"oa", "o"), (r"aw|au", "o"), (r"all", "ol"), (r"ee|ea|ie", "i"), (r"ei|ey", "e"),
    (r"ai|ay", "e"), (r"ew", "ju"), (r"eu", "ju"),
    (r"a(?=[bcdfgklmnprstvz]e(?:s|d)?$)", "ej"), (r"i(?=[bcdfgklmnprstvz]e(?:s|d|r)?$)", "aj"),
    (r"o(?=[bcdfgklmnprstvz]e(?:s|d|r)?$)", "o"),
    (r"u(?=[bcdfgklmnprstvz]e(?:s|d|r)?$)", "ju"),
    (r"er$|or$|ur(?=[^aeiou]|$)|ir(?=[^aeiou]|$)|er(?=[^aeiou])", "2R"), (r"(?<=[^aeiou])e(?:d|s)?$", ""),
    (r"y(?=[aeiou])", "j"), (r"y$", "i"), (r"y", "i"), (r"u", "2"), (r"x", "ks"), (r"w", "w"), (r"r", "R"),
    (r"c", "k"), (r"q", "k"), (r"h", ""),
    (r"([bdfgklmnprstvz])\1", "="), (r"[abdefgiklmnoprstvz]", "="),
)  # fmt: skip
_ENGLISH_PATTERN = re.compile(
    "|".join(
        f"(?P<p{n}>{p})".replace(r"\1", f"(?P=d{n})").replace("([bdf", f"(?P<d{n}>[bdf")
        for n, (p, _) in enumerate(_ENGLISH)
    )
)
_LOOKS_ENGLISH = re.compile(r"w|k|sh|th|oo|ee|ea|ck|ing$|ay$|gh|ow|y$|[^aeiou]s$|ice$|ver$|act$|[bdgkpt]$")


@lru_cache(maxsize=4096)
def english_sounds(word: str) -> str:
    """An English word as a French speaker says it.

    >>> english_sounds("voice"), english_sounds("green"), english_sounds("shift")
    ('vwajs', 'gRin', 'Sift')
    """
    sounds: list[str] = []
    for m in _ENGLISH_PATTERN.finditer(fold(word)):
        n = int((m.lastgroup or "p0")[1:])
        sounds.append(m.group()[0] if _ENGLISH[n][1] == "=" else _ENGLISH[n][1])
    return "".join(sounds)
