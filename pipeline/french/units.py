"""Units of measure, money and time after (or before) a number; the forms are in ``units.tsv``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found at characters [start, end): its lemma or ISO 4217 code, and the kind of figure.

    ``divisor`` is 100 for the hundredth of a currency (*centime*), else 1.
    """

    start: int
    end: int
    name: str
    kind: str
    divisor: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The forms of ``units.tsv`` and the expressions that find them."""

    words: dict[str, tuple[str, str]]
    symbols: dict[str, tuple[str, str]]
    after: re.Pattern[str]
    mark: re.Pattern[str]
    before: re.Pattern[str]


def _alternatives(forms: list[str]) -> str:
    return "|".join(re.escape(f).replace(r"\ ", r"\s") for f in sorted(forms, key=lambda f: (-len(f), f)))


@lru_cache(maxsize=1)
def table() -> Table:
    """Load ``units.tsv`` (once per process)."""
    words: dict[str, tuple[str, str]] = {}
    symbols: dict[str, tuple[str, str]] = {}
    money: list[str] = []
    data = files("pipeline.french").joinpath("units.tsv").read_text("utf-8").splitlines()
    for row in csv.DictReader(data, delimiter="\t", quoting=csv.QUOTE_NONE):
        unit = (row["unit"], row["kind"])
        for form in filter(None, (row["words"] or "").split(",")):
            words[form] = unit
            # a recogniser or a typist may leave accents out
            words.setdefault(form.replace("é", "e").replace("è", "e"), unit)
        for form in filter(None, (row["symbols"] or "").split(",")):
            # a symbol stays one, in its first spelling (m² for m2); times are said in full
            name = row["symbols"].split(",")[0] if row["kind"] == "quantity" else row["unit"]
            symbols[form] = (name, row["kind"])
            if row["kind"] == "money":
                money.append(form)
    return Table(
        words,
        symbols,
        re.compile(rf"[\s-]{{0,2}}(?:de\s|d['’])?({_alternatives(list(words))})(?!\w)", re.IGNORECASE),
        re.compile(
            rf"[\s-]{{0,2}}(?:de\s)?({_alternatives(list(symbols))})(?![\w'’])|[\s-]{{0,2}}([€£])(?=\d\d(?!\d))"
        ),
        re.compile(rf"(?<!\w)({_alternatives(money)})\s?$", re.IGNORECASE),
    )


def unit_after(text: str, at: int, *, digits: bool) -> Unit | None:
    """The unit written or said right after offset ``at``; letters for it only after ``digits``.

    *de* may stand between (*millions d'euros*, *centaines de mètres*). ``None`` when there is none.
    """
    units = table()
    if m := units.mark.match(text, at):
        group = 1 if m[1] else 2
        name, kind = units.symbols[m[group]]
        # "2 millions de $", but "deux m" is no length
        if digits or kind == "money" or not m[group][0].isalpha():
            return Unit(m.start(group), m.end(group), name, kind)
    if m := units.after.match(text, at):
        name, kind = units.words[re.sub(r"\s", " ", m[1].lower())]
        divisor = 100 if name.endswith("/cent") else 1
        return Unit(m.start(1), m.end(1), name.removesuffix("/cent"), kind, divisor)
    return None


def currency_before(text: str, at: int) -> Unit | None:
    """The currency sign or code that ends right before offset ``at`` (*$10*, *EUR 20*), or ``None``."""
    units = table()
    window = max(0, at - 8)
    m = units.before.search(text[window:at])
    if m is None:
        return None
    known = {form.lower(): unit for form, unit in units.symbols.items()}
    name, kind = known[m[1].lower()]
    return Unit(window + m.start(1), window + m.end(1), name, kind)
