"""Turn plain data into an `Entry`, or say what is wrong with it.

The rules are those of ``pipeline/schema/glossary.schema.json``, checked by hand because a JSON
Schema validator would cost each run more than the reading; the tests hold the two together.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import Any, get_args

from pipeline.glossary.entry import Article, Entry, EntryKind, Examples, Policy
from pipeline.glossary.raw import Mistake, NotText, RawEntry

CHOICES = {"kind": get_args(EntryKind), "article": get_args(Article), "policy": get_args(Policy)}
LISTS = ("say", "heard", "near", "never")
TEXTS = {"term": 120, "id": 120, "long": 300, "source": 500}
"""Fields of one text and the most characters of each."""
FIELDS = ("id", "term", "kind", "long", "article", *LISTS, "policy", "examples", "source")
MAX_ITEM, MAX_ITEMS, MAX_SENTENCE = 120, 100, 500

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

Path = tuple[str | int, ...]


def slug(term: str) -> str:
    """The id of a term: its letters and digits without accents, joined by hyphens.

    >>> slug("Référentiel général d'écoconception")
    'referentiel-general-d-ecoconception'
    """
    plain = unicodedata.normalize("NFKD", term.lower().replace("œ", "oe").replace("æ", "ae"))
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_SLUG.sub("-", ascii_only).strip("-")


def to_entry(raw: RawEntry) -> tuple[Entry | None, set[str], list[Mistake]]:
    """Return the entry (``None`` if it is unusable), the fields that it gives, and its mistakes."""
    check = _Check(raw)
    entry = check.entry()
    given = set(raw.data) if isinstance(raw.data, dict) else set()
    return entry, given, check.mistakes


class _Check:
    def __init__(self, raw: RawEntry) -> None:
        self.raw = raw
        self.mistakes: list[Mistake] = []

    def report(self, path: Path, found: str, expected: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self.raw.file, self.raw.line_of(path), found, expected, remedy))

    def entry(self) -> Entry | None:
        data = self.raw.data
        if not isinstance(data, dict):
            self.report((), _show(data), "an entry", "write '- term: …'")
            return None
        for key in data:
            if key not in FIELDS:
                close = difflib.get_close_matches(key, FIELDS, 1)
                remedy = f"write {close[0]!r}" if close else "remove it"
                self.report((key,), f"the field {key!r}", f"one of {', '.join(FIELDS)}", remedy)
        if "term" not in data:
            self.report((), "an entry without 'term'", "the form to publish", "add 'term: …'")
        values: dict[str, Any] = {}
        for key, value in data.items():
            if key in TEXTS:
                values[key] = self.text((key,), value, TEXTS[key])
            elif key in LISTS:
                values[key] = self.texts((key,), value, MAX_ITEM)
            elif key in CHOICES:
                values[key] = self.choice(key, value)
            elif key == "examples":
                values[key] = self.examples(value)
        self.identity(values)
        if self.mistakes:
            return None
        return Entry(**values, file=self.raw.file, line=self.raw.line)

    def identity(self, values: dict[str, Any]) -> None:
        """Check the id, or make it from the term."""
        given = values.get("id")
        if given and not _ID.fullmatch(given):
            remedy = f"write {slug(given) or 'a word'!r}"
            self.report(("id",), f"the id {given!r}", "small letters, digits and single hyphens", remedy)
        elif "id" not in values:
            values["id"] = slug(values.get("term", ""))
            if values.get("term") and not values["id"]:
                self.report(("term",), repr(values["term"]), "a letter or digit", "write the form to publish")

    def text(self, path: Path, value: Any, limit: int) -> str:
        where = f"in {_name(path)}"
        if not isinstance(value, str):
            remedy = "put it in quotes" if isinstance(value, NotText) and value.text else "write the text"
            self.report(path, f"{_show(value)} {where}", "text", remedy)
            return ""
        clean = unicodedata.normalize("NFC", value).strip()
        if _CONTROL.search(value):
            found = f"a line break, tab or control character {where}"
            self.report(path, found, "one line of text", "write it on one line")
        elif not clean:
            self.report(path, f"nothing {where}", "text", "write the text or remove the field")
        elif len(value) > limit:
            self.report(path, f"{len(value)} characters {where}", f"at most {limit}", "shorten it")
        return clean

    def texts(self, path: Path, value: Any, limit: int) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.report(path, f"{_show(value)} in {_name(path)}", "a list", "write [first, second]")
            return ()
        if len(value) > MAX_ITEMS:
            found = f"{len(value)} values in {_name(path)}"
            self.report(path, found, f"at most {MAX_ITEMS}", "keep those that matter")
        texts = [self.text((*path, place), item, limit) for place, item in enumerate(value)]
        return tuple(dict.fromkeys(texts))

    def choice(self, key: str, value: Any) -> str:
        allowed = CHOICES[key]
        if not isinstance(value, str) or value not in allowed:
            self.report((key,), f"{_show(value)} in '{key}'", f"one of {', '.join(allowed)}", "choose one")
        return str(value)

    def examples(self, value: Any) -> Examples:
        top: Path = ("examples",)
        if not isinstance(value, dict):
            self.report(top, f"{_show(value)} in 'examples'", "'changes' and 'leaves'", "write them below it")
            return Examples()
        for key in value:
            if key not in ("changes", "leaves"):
                self.report((*top, key), f"{key!r} in 'examples'", "'changes' or 'leaves'", "rename it")
        changes, path = value.get("changes", {}), (*top, "changes")
        pairs: list[tuple[str, str]] = []
        if not isinstance(changes, dict):
            found = f"{_show(changes)} in 'changes'"
            self.report(path, found, "pairs 'sentence: sentence after'", "write one a line")
            changes = {}
        elif len(changes) > MAX_ITEMS:
            found = f"{len(changes)} pairs in 'changes'"
            self.report(path, found, f"at most {MAX_ITEMS}", "keep those that matter")
        for before, after in changes.items():
            place = (*path, before)
            pairs.append((self.text(place, before, MAX_SENTENCE), self.text(place, after, MAX_SENTENCE)))
        leaves = self.texts((*top, "leaves"), value.get("leaves", []), MAX_SENTENCE)
        return Examples(tuple(pairs), leaves)


def _name(path: Path) -> str:
    return f"'{path[-1] if isinstance(path[-1], str) else path[-2]}'"


def _show(value: Any) -> str:
    if isinstance(value, NotText):
        return f"{value.kind} ({value.text})" if value.text else "nothing"
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "…")
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "nothing"
