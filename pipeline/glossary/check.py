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

KINDS: tuple[str, ...] = get_args(EntryKind)
ARTICLES: tuple[str, ...] = get_args(Article)
POLICIES: tuple[str, ...] = get_args(Policy)
CHOICES = {"kind": KINDS, "article": ARTICLES, "policy": POLICIES}
LISTS = ("say", "heard", "near", "never")
TEXTS = {"term": 120, "id": 120, "long": 300, "source": 500}
FIELDS = ("id", "term", "kind", "long", "article", "say", "heard", "near", "never", "policy", "examples", "source")
MAX_ITEM, MAX_ITEMS, MAX_SENTENCE = 120, 100, 500

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(term: str) -> str:
    """The id of a term: its letters and digits without accents, joined by hyphens.

    >>> slug("Référentiel général d'écoconception")
    'referentiel-general-d-ecoconception'
    """
    plain = unicodedata.normalize("NFKD", term.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    ascii_only = "".join(letter for letter in plain.lower() if not unicodedata.combining(letter))
    return _NOT_SLUG.sub("-", ascii_only).strip("-")


def to_entry(raw: RawEntry) -> tuple[Entry | None, set[str], list[Mistake]]:
    """Return the entry (``None`` if it is unusable), the fields that it gives, and its mistakes."""
    check = _Check(raw)
    entry = check.entry()
    given = set(raw.data) if isinstance(raw.data, dict) else set()
    return (None if check.mistakes else entry), given, check.mistakes


class _Check:
    def __init__(self, raw: RawEntry) -> None:
        self.raw = raw
        self.mistakes: list[Mistake] = []

    def report(self, path: tuple[str | int, ...], message: str) -> None:
        self.mistakes.append(Mistake(self.raw.file, self.raw.line_of(path), message))

    def entry(self) -> Entry | None:
        data = self.raw.data
        if not isinstance(data, dict):
            self.report((), f"found {_show(data)}, expected an entry; write '- term: …'")
            return None
        for key in data:
            if key not in FIELDS:
                close = difflib.get_close_matches(key, FIELDS, 1)
                hint = f"write {close[0]!r}" if close else "remove it"
                self.report((key,), f"found the field {key!r}, expected one of {', '.join(FIELDS)}; {hint}")
        if "term" not in data:
            self.report((), "found an entry without 'term', expected the form to publish; add 'term: …'")
        values: dict[str, Any] = {key: self.text((key,), data[key], limit)
                                  for key, limit in TEXTS.items() if key in data}
        values |= {key: self.choice(key, data[key], allowed) for key, allowed in CHOICES.items() if key in data}
        values |= {key: self.texts((key,), data[key], MAX_ITEM) for key in LISTS if key in data}
        if "examples" in data:
            values["examples"] = self.examples(data["examples"])
        identity = values.get("id", slug(values.get("term", "")))
        if values.get("id") is not None and not _ID.fullmatch(values["id"]):
            self.report(("id",), f"found the id {values['id']!r}, expected small letters, digits and single hyphens; "
                                 f"write {slug(values['id']) or 'a word'!r}")
        elif values.get("term") and not identity:
            self.report(("term",), f"found {values['term']!r}, expected at least one letter or digit; "
                                   "write the form to publish")
        if self.mistakes:
            return None
        values["id"] = identity
        return Entry(**values, file=self.raw.file, line=self.raw.line)

    def text(self, path: tuple[str | int, ...], value: Any, limit: int) -> str:
        if not isinstance(value, str):
            hint = "put it in quotes" if isinstance(value, NotText) and value.text else "write the text or remove the field"
            self.report(path, f"found {_show(value)} in {_name(path)}, expected text; {hint}")
            return ""
        if _CONTROL.search(value):
            self.report(path, f"found a line break, tab or control character in {_name(path)}, expected one line; "
                              "write it on one line")
        clean = unicodedata.normalize("NFC", value).strip()
        if not clean:
            self.report(path, f"found nothing in {_name(path)}, expected text; write the text or remove the field")
        elif len(value) > limit:
            self.report(path, f"found {len(value)} characters in {_name(path)}, expected at most {limit}; shorten it")
        return clean

    def texts(self, path: tuple[str | int, ...], value: Any, limit: int) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.report(path, f"found {_show(value)} in {_name(path)}, expected a list; write [first, second]")
            return ()
        if len(value) > MAX_ITEMS:
            self.report(path, f"found {len(value)} values in {_name(path)}, expected at most {MAX_ITEMS}; "
                              "keep those that matter")
        items = [self.text((*path, place), item, limit) for place, item in enumerate(value)]
        return tuple(dict.fromkeys(items))

    def choice(self, key: str, value: Any, allowed: tuple[str, ...]) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        self.report((key,), f"found {_show(value)} in '{key}', expected one of {', '.join(allowed)}; choose one")
        return allowed[0]

    def examples(self, value: Any) -> Examples:
        if not isinstance(value, dict):
            self.report(("examples",), f"found {_show(value)} in 'examples', expected 'changes' and 'leaves'; "
                                       "see the README of the glossary")
            return Examples()
        for key in value:
            if key not in ("changes", "leaves"):
                self.report(("examples", key), f"found {key!r} in 'examples', expected 'changes' or 'leaves'; rename it")
        changes = value.get("changes", {})
        pairs: list[tuple[str, str]] = []
        if not isinstance(changes, dict):
            self.report(("examples", "changes"), f"found {_show(changes)} in 'changes', expected "
                                                 "'sentence: sentence after'; write one pair a line")
        elif len(changes) > MAX_ITEMS:
            self.report(("examples", "changes"), f"found {len(changes)} pairs, expected at most {MAX_ITEMS}; "
                                                 "keep those that matter")
        else:
            for before, after in changes.items():
                path = ("examples", "changes", before)
                pairs.append((self.text(path, before, MAX_SENTENCE), self.text(path, after, MAX_SENTENCE)))
        leaves = self.texts(("examples", "leaves"), value.get("leaves", []), MAX_SENTENCE)
        return Examples(tuple(pairs), leaves)


def _name(path: tuple[str | int, ...]) -> str:
    return f"'{path[-1]}'" if isinstance(path[-1], str) else f"'{path[-2]}'"


def _show(value: Any) -> str:
    if isinstance(value, NotText):
        return f"{value.kind} ({value.text})" if value.text else "nothing"
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "…")
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "nothing"
