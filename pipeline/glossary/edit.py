"""Our own edits of a YAML glossary: one entry changes, every other byte of the file stays.

Only the lines of the entry that is edited go through ruamel.yaml, which keeps its comments and
quotes; rewriting the whole file would reflow lists that editors have laid out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from pipeline.glossary.check import CHOICES, FIELDS, LISTS, TEXTS, slug
from pipeline.glossary.entry import Entry
from pipeline.glossary.load import entries_of
from pipeline.glossary.raw import Mistake, combined
from pipeline.glossary.yaml_file import read_yaml

_PLAIN = re.compile(r"[^\W\d_][\w '’.&+()/-]*|https?://[\w./?=&%+-]+")


def add_entry(text: str, fields: Mapping[str, Any], file: str = "") -> str:
    """Return the YAML ``text`` with an entry more, or with more in the entry of the same id.

    ``fields`` are those of the YAML shape (``term`` is needed; ``examples`` is a mapping with
    ``changes`` and ``leaves``). To an entry that exists, values that its lists and examples do not
    have are added and single values replace the earlier ones. A new entry goes to the end.
    Raises: SetupError if the text or the entry is not valid.
    """
    fields = {name: fields[name] for name in FIELDS if fields.get(name)}
    entries = entries_of(*read_yaml(text, file))
    identity = fields.get("id") or slug(fields.get("term", ""))
    known = next((entry for entry in entries if entry.id == identity), None)
    result = _append(text, fields) if known is None else _extend(text, known, entries, fields)
    entries_of(*read_yaml(result, file))  # what is saved must be readable: refuses bad values too
    return result


def _append(text: str, fields: Mapping[str, Any]) -> str:
    entry = _ruamel_map()
    _update(entry, fields)
    head = text.rstrip("\n")
    return (head + "\n\n" if head else "") + _block(entry)


def _extend(text: str, known: Entry, entries: tuple[Entry, ...], fields: Mapping[str, Any]) -> str:
    lines = text.splitlines(keepends=True)
    starts = sorted(entry.line - 1 for entry in entries)
    begin = known.line - 1
    end = next((start for start in starts if start > begin), len(lines))
    while end > begin + 1 and not lines[end - 1].startswith(" "):
        end -= 1  # blank lines and comments at the margin belong to what follows
    if not lines[begin].startswith("- "):
        found, expected = "an entry in braces or indented", "'- term: …' at the margin"
        raise combined([Mistake(known.file, known.line, found, expected, "write it so")])
    body = "".join(line[2:] if line.strip() else line for line in lines[begin:end])
    entry = _yaml().load(body)
    _update(entry, fields)
    return "".join(lines[:begin]) + _block(entry) + "".join(lines[end:])


def _update(entry: Any, fields: Mapping[str, Any]) -> None:
    """Put ``fields`` into a ruamel mapping: lists and examples grow, single values are replaced."""
    for name, value in fields.items():
        if name in TEXTS or name in CHOICES:
            if entry.get(name) != value:
                entry[name] = _scalar(value)
        elif name in LISTS:
            known = entry.setdefault(name, _flow_list())
            known.extend(_scalar(item) for item in dict.fromkeys(value) if item not in known)
        else:
            examples = entry.setdefault("examples", _ruamel_map())
            changes, leaves = value.get("changes"), value.get("leaves")
            if changes:
                known = examples.setdefault("changes", _ruamel_map())
                known.update({_quoted(before): _quoted(after) for before, after in dict(changes).items()})
            if leaves:
                known = examples.setdefault("leaves", [])
                known.extend(_quoted(item) for item in dict.fromkeys(leaves) if item not in known)


def _block(entry: Any) -> str:
    out = io.StringIO()
    _yaml().dump(entry, out)
    lines = out.getvalue().splitlines(keepends=True)
    return "- " + lines[0] + "".join("  " + line if line.strip() else line for line in lines[1:])


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _ruamel_map() -> Any:
    from ruamel.yaml.comments import CommentedMap

    return CommentedMap()


def _flow_list() -> Any:
    from ruamel.yaml.comments import CommentedSeq

    values = CommentedSeq()
    values.fa.set_flow_style()
    return values


def _quoted(value: str) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(value)


def _scalar(value: str) -> Any:
    """Plain where every YAML reader takes it for this text, else quoted (``on``, ``2030``, ``a: b``)."""
    import yaml

    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))
    return value if tag.endswith(":str") and _PLAIN.fullmatch(value) else _quoted(value)
