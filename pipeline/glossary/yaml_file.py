"""Read a YAML glossary into plain data with line numbers.

Built from the parser's events: they carry lines, libyaml makes them fast (every run pays for
this), and depth is limited before anything recurses: composing nodes in C overflows the stack on
a deeply nested file. No object is ever constructed, and tags, anchors and aliases are mistakes, so
neither code nor an alias bomb can hide in a file.
"""

from __future__ import annotations

from typing import Any

from pipeline.glossary.raw import Mistake, NotText, RawEntry

_TAG = "tag:yaml.org,2002:"
_NOT_TEXT = {
    "null": "nothing",
    "bool": "a yes/no value",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "merge": "a merge key",
    "value": "a value key",
}
_MAX_DEPTH = 8
"""List, entry, examples, changes: a glossary needs four levels."""


class _Unusable(Exception):
    """Nothing more can be read from this file."""


def read_yaml(text: str, file: str) -> tuple[list[RawEntry], list[Mistake]]:
    """Return the entries of a YAML list and what prevents reading others.

    An empty file gives no entry. A syntax error gives the entries before it and one mistake at its line.
    """
    import yaml

    reader = _Reader(text, file)
    try:
        reader.file_entries()
    except _Unusable:
        pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable characters"
        line = mark.line + 1 if mark else 0
        reader.mistake(line, found, "YAML", "correct the indentation or the quotes here")
    finally:
        reader.loader.dispose()
    return reader.entries, reader.mistakes


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        import yaml

        self.events = yaml.events
        self.scalar_node = yaml.ScalarNode
        self.loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.file = file
        self.entries: list[RawEntry] = []
        self.mistakes: list[Mistake] = []

    def mistake(self, line: int, found: str, expected: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self.file, line, found, expected, remedy))

    def file_entries(self) -> None:
        get, events = self.loader.get_event, self.events
        get()  # the start of the stream
        if isinstance(get(), events.StreamEndEvent):
            return
        first = get()
        line = first.start_mark.line + 1
        if isinstance(first, events.SequenceStartEvent):
            self.node_mistakes(first, line)
        elif isinstance(first, events.ScalarEvent) and not first.value:
            return  # comments alone
        else:
            found = "a mapping" if isinstance(first, events.MappingStartEvent) else "a single value"
            self.mistake(line, found, "a list of entries", "begin each entry with '- term: …'")
            raise _Unusable
        while not isinstance(event := get(), events.SequenceEndEvent):
            raw = RawEntry(self.file, event.start_mark.line + 1, None)
            raw.data = self.value(event, (), raw)
            self.entries.append(raw)
        get()  # the end of the document
        if not isinstance(event := get(), events.StreamEndEvent):
            self.mistake(event.start_mark.line + 1, "a second document", "one list", "remove the line ---")

    def node_mistakes(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self.mistake(line, "an anchor or alias (& or *)", "plain text", "put the text in quotes")
        if getattr(event, "tag", None) is not None:
            self.mistake(line, f"the tag {event.tag.replace(_TAG, '!!')}", "no tag", "remove it")

    def value(self, event: Any, path: tuple[str | int, ...], raw: RawEntry) -> Any:
        """Turn the events of one value into str, list, dict or `NotText`, noting the line of each."""
        events, line = self.events, event.start_mark.line + 1
        self.node_mistakes(event, line)
        raw.lines.setdefault(path, line)
        if isinstance(event, events.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, events.AliasEvent):
            return ""
        if len(path) >= _MAX_DEPTH:
            self.mistake(line, "too many levels", "a plain list of entries", "write the entry again")
            raise _Unusable
        get = self.loader.get_event
        if isinstance(event, events.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := get(), events.SequenceEndEvent):
                items.append(self.value(event, (*path, len(items)), raw))
            return items
        pairs: dict[str, Any] = {}
        while not isinstance(event := get(), events.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self.value(event, (*path, "?"), raw)
            name = key if isinstance(key, str) else "?"
            raw.lines[(*path, name)] = line
            value = self.value(get(), (*path, name), raw)
            if not isinstance(key, str):
                found = repr(key.text) if isinstance(key, NotText) else "a list or a mapping"
                self.mistake(line, f"{found} as a key", "text", "put it in quotes")
            elif key in pairs:
                self.mistake(line, f"{key!r} twice", "it once", "merge the two")
            else:
                pairs[key] = value
        return pairs

    def scalar(self, event: Any) -> str | NotText:
        value: str = event.value
        if event.implicit[0]:
            tag = self.loader.resolve(self.scalar_node, value, event.implicit)
            if kind := _NOT_TEXT.get(tag.removeprefix(_TAG)):
                return NotText(value, kind)
        return value
