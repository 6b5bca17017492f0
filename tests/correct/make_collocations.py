"""Count which French words follow each other; writes ``pipeline/french/collocations.txt``.

    python tests/correct/make_collocations.py DEBATES TATOEBA SITE BOOKS --to pipeline/french/collocations.txt

DEBATES: folder of the National Assembly's debates (Licence Ouverte; in common-voice/commonvoice-fr,
``CommonVoice-Data/data/debats-assemblee-nationale``; those of 2017 and 2018 are left out, to test with);
TATOEBA: ``fra.txt`` of sentence pairs (CC BY 2.0 FR); SITE: Markdown of DISIC/MiNumEco (Licence Ouverte
2.0) in one file; BOOKS: folder of books and plays in the public domain (same repository). Deterministic.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.french.spelling import WORD

KEPT = 7.0  # weighted count from which a pair is kept
MARKUP = re.compile(r"\]\([^)]*\)|https?://\S+|\{[%#{][^\n]*|<[^>]+>|[#*|`]")
TOKEN = re.compile(WORD.pattern + r"|[.!?;:,()«»\"]")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("debates", type=Path)
    ap.add_argument("tatoeba", type=Path)
    ap.add_argument("site", type=Path)
    ap.add_argument("books", type=Path)
    ap.add_argument("--to", type=Path, required=True)
    a = ap.parse_args()
    pairs: Counter[tuple[str, str]] = Counter()
    singles: Counter[str] = Counter()

    def feed(text: str, weight: float) -> None:
        before = ""
        for m in TOKEN.finditer(text.lower()):
            word = m.group().replace("’", "'")
            word = "#" if word.isdigit() else word if word[0].isalpha() else ""
            if word:
                singles[word] += weight
                if before:
                    pairs[before, word] += weight
            before = word

    for file in sorted(a.debates.glob("*.txt")):
        if not file.name.startswith(("2017", "2018")):
            feed(file.read_text("utf-8"), 3)
    for file in sorted(a.books.rglob("*.txt")):
        feed(file.read_text("utf-8", errors="ignore"), 0.5)
    french = [line.split("\t")[1] for line in a.tatoeba.read_text("utf-8").splitlines()]
    feed("\n.\n".join(dict.fromkeys(french)), 3)
    feed(MARKUP.sub(" ", a.site.read_text("utf-8")), 5)
    total = sum(singles.values())
    kept: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (first, second), count in pairs.items():
        if count >= KEPT:
            # association: log2 of how much likelier the second word is after the first than anywhere
            value = math.log2((count - 0.5) * total / (singles[first] * singles[second]))
            kept[first].append((max(-9, min(15, round(value))), second))
    with a.to.open("w", encoding="utf-8") as out:
        out.write(
            "# Which word follows which in French: a word, then, by the binary logarithm of how much "
            "likelier than\n"
        )
        out.write(
            "# anywhere else they are after it, the words. Made by tests/correct/make_collocations.py; "
            "see NOTICE.md.\n"
        )
        for first in sorted(kept):
            by_value: dict[int, list[str]] = defaultdict(list)
            for value, second in kept[first]:
                by_value[value].append(second)
            groups = " ".join(f"{v} {' '.join(sorted(by_value[v]))}" for v in sorted(by_value, reverse=True))
            out.write(f"{first} {groups}\n")


if __name__ == "__main__":
    main()
