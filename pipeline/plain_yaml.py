"""YAML that others wrote: plain values only, whatever the parser would do with the rest.

Tags could build objects; anchors and merge keys let a few lines unfold into gigabytes; a deep nesting
ends the recursion of whoever reads it. All three are refused from the parser's events, before
anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MAX_DEPTH = 20
_LONG_NUMBER = re.compile(r"[-+]?[0-9a-fA-Fxob_:.]{100,}")


class NotPlain(ValueError):
    """A text that is no YAML, is not plain, or holds a value that cannot be (a 13th month)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line

    def __str__(self) -> str:
        return f"line {self.line}: {self.args[1]}"


def check(events: Iterable[Any]) -> None:
    """Go through the events of PyYAML or ruamel.yaml. Raises: NotPlain."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise NotPlain(line, "found an anchor or an alias, expected plain YAML; write the value out")
        if getattr(event, "tag", None):
            raise NotPlain(line, f"found the tag {str(event.tag)[:80]!r}, expected plain YAML; remove it")
        if kind == "ScalarEvent" and event.implicit[0] and _LONG_NUMBER.fullmatch(event.value):
            raise NotPlain(line, "found a number too long, expected a shorter one or quotes around it")
        depth += kind in ("MappingStartEvent", "SequenceStartEvent")
        depth -= kind in ("MappingEndEvent", "SequenceEndEvent")
        if depth > MAX_DEPTH:
            raise NotPlain(line, f"found YAML nested too deep, expected at most {MAX_DEPTH} levels")


def load(text: str) -> Any:
    """Return the value of a YAML 1.1 text, as site generators read it. Raises: NotPlain.

    >>> load("title: a\\ndraft: true")
    {'title': 'a', 'draft': True}
    """
    import yaml

    try:
        check(yaml.parse(text, Loader=yaml.SafeLoader))
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as err:
        raise _not_plain(err) from err


def load_1_2(text: str) -> Any:
    """Return the value of a YAML 1.2 text, where ``yes`` and ``12:30`` are words. Raises: NotPlain.

    >>> load_1_2("a: yes")
    {'a': 'yes'}
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        check(YAML(typ="safe", pure=True).parse(text))
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError) as err:
        raise _not_plain(err) from err


def _not_plain(err: Exception) -> NotPlain:
    mark = getattr(err, "problem_mark", None)
    return (
        err
        if isinstance(err, NotPlain)
        else NotPlain(mark.line + 1 if mark else 1, " ".join(str(err).split()))
    )
