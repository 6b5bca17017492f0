"""The fields of items that editors may change, and what each may hold: those of the document's schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from pipeline.model import ActionStatus, Comparator, FigureKind, Objective

DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|--\d{2}(?:-\d{2})?)")
"""A date cut at what is known; without its year ``--MM-DD``."""

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text_or_none(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _amount(value: Any) -> bool:
    if isinstance(value, str):
        return DATE.fullmatch(value) is not None
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _one_of(values: tuple[str, ...]) -> Check:
    return lambda value: isinstance(value, str) and value in values


def _objectives(value: Any) -> bool:
    known = get_args(Objective)
    return (
        isinstance(value, (list, tuple))
        and bool(value)
        and all(o in known for o in value)
        and len(set(value)) == len(value)
    )


FIELDS: Mapping[str, Mapping[str, Check]] = {
    "figure": {
        "value": _amount,
        "low": _amount,
        "high": _amount,
        "unit": _text_or_none,
        "kind": _one_of(get_args(FigureKind)),
        "comparator": _one_of(get_args(Comparator)),
        "about": _text,
        "key": lambda value: isinstance(value, bool),
    },
    "action": {
        "status": _one_of(get_args(ActionStatus)),
        "actor": _text_or_none,
        "verb": _text,
        "object": _text_or_none,
        "deadline": _text_or_none,
        "objectives": _objectives,
    },
    "chapter": {"title": _words},
    "point": {"text": _words},
}
"""By kind: the fields of an item, each with the test of its value."""


def wrong(kind: str, value: Mapping[str, Any]) -> str | None:
    """What is wrong with the fields of an item, in one line; ``None`` when nothing is."""
    known = FIELDS[kind]
    for name, content in value.items():
        if name not in known:
            return f"found the field {name!r} of a {kind}, expected {', '.join(known)}"
        if not known[name](content):
            return f"found {content!r} as {name!r} of a {kind}, which it cannot be"
    return None


def usable(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that an item of this kind can take; others are left out."""
    return {n: v for n, v in value.items() if n in FIELDS[kind] and FIELDS[kind][n](v)}
