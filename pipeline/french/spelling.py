"""Spelling without its accidents: folding case, accents and ligatures, and cutting text into words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+['’]?|\d+")
"""A word with its elision mark (``l'``), or a number; hyphens and full stops separate words."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, œ as oe, straight apostrophe.

    >>> fold("L’Œuvre d’ÉTÉ")
    "l'oeuvre d'ete"
    """
    if text.isascii():
        return text.lower()
    text = text.casefold().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Letters and digits alone, folded: the same for "éco-conception" and "Ecoconception"."""
    return "".join(c for c in fold(text) if c.isalnum())
