"""Read a YAML glossary into plain data with line numbers.

PyYAML's libyaml binding composes the nodes: they carry lines, and cost a tenth of the pure Python
loaders, which every run would pay. No object is ever constructed: tags, anchors and aliases are
mistakes, so neither code nor an alias bomb can hide in a file.
"""

from __future__ import annotations

from typing import Any

from pipeline.glossary.raw import Mistake, NotText, RawEntry

_TAG = "tag:yaml.org,2002:"
_NOT_TEXT = {"null": "nothing", "bool": "a yes/no value", "int": "a number", "float": "a number",
             "timestamp": "a date", "merge": "a merge key", "value": "a value key", "binary": "binary data"}


def read_yaml(text: str, file: str) -> tuple[list[RawEntry], list[Mistake]]:
    """Return the entries of a YAML list and what prevents reading others.

    An empty file gives no entry. A syntax error gives one mistake at its line and no entry.
    """
    import yaml

    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader_class)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable YAML"
        line = mark.line + 1 if mark is not None else 0
        return [], [Mistake(file, line, f"found {problem}, expected YAML; correct the indentation or quotes here")]
    except (ValueError, RecursionError):
        return [], [Mistake(file, 0, "found characters or nesting that YAML does not allow, "
                                     "expected a plain list of entries; write the file again")]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [Mistake(file, root.start_mark.line + 1,
                            f"found {_shape(root)}, expected a list of entries; begin each entry with '- term: …'")]
    reader = _Reader(file)
    entries = []
    for node in root.value:
        raw = RawEntry(file, node.start_mark.line + 1, None)
        raw.data = reader.plain(node, (), raw)
        entries.append(raw)
    return entries, reader.mistakes


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[Mistake] = []
        self.seen: set[int] = set()

    def report(self, node: Any, message: str) -> None:
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, message))

    def plain(self, node: Any, path: tuple[str | int, ...], raw: RawEntry) -> Any:
        """Turn a node into str, list, dict or `NotText`, noting the line of each."""
        if id(node) in self.seen:
            self.report(node, "found an alias (*name), expected plain values; write the value out at each place")
            return ""
        self.seen.add(id(node))
        raw.lines[path] = node.start_mark.line + 1
        tag, value = node.tag, node.value
        if isinstance(value, str):
            if tag == _TAG + "str":
                return value
            kind = _NOT_TEXT.get(tag.removeprefix(_TAG)) if tag.startswith(_TAG) else None
            if kind:
                return NotText(value, kind)
        elif tag == _TAG + "seq":
            return [self.plain(child, (*path, place), raw) for place, child in enumerate(value)]
        elif tag == _TAG + "map":
            return self.mapping(node, path, raw)
        self.report(node, f"found the tag {tag.replace(_TAG, '!!')}, expected no tag; remove it")
        return ""

    def mapping(self, node: Any, path: tuple[str | int, ...], raw: RawEntry) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node.value, str) or not key_node.tag.startswith(_TAG):
                self.report(key_node, f"found {_shape(key_node)} as a key, expected text; write the key as a word")
                continue
            key = key_node.value
            if key in result:
                self.report(key_node, f"found {key!r} twice, expected it once; merge the two")
                continue
            result[key] = self.plain(child, (*path, key), raw)
            raw.lines[(*path, key)] = key_node.start_mark.line + 1
        return result


def _shape(node: Any) -> str:
    return {"scalar": "a single value", "mapping": "a mapping", "sequence": "a list"}[node.id]
