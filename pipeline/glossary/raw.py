"""What the readers of YAML and CSV hand to the check: plain data and the line of each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import SetupError

MAX_BYTES = 4_000_000
"""A glossary file larger than this is refused: ten thousand full entries fit in it."""

MAX_SHOWN = 200
"""Mistakes that are named at once: a file with more of them is of another kind."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a glossary file; ``line`` is 1-based, 0 for the file as a whole."""

    file: str
    line: int
    found: str
    expected: str
    remedy: str

    @property
    def message(self) -> str:
        """The sentence without the place."""
        return f"found {self.found}, expected {self.expected}; {self.remedy}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


def combined(mistakes: Sequence[Mistake]) -> SetupError:
    """One or more mistakes as one error: the place of the first, one line each, `MAX_SHOWN` at most."""
    first, *others = mistakes
    lines = [first.message, *map(str, others[: MAX_SHOWN - 1])]
    if len(mistakes) > MAX_SHOWN:
        lines.append(f"… and {len(mistakes) - MAX_SHOWN} more")
    return SetupError(first.file, first.line or None, "\n".join(lines))


@dataclass(frozen=True, slots=True)
class NotText:
    """A YAML scalar that other tools would read as a number, a date, a boolean or nothing."""

    text: str
    kind: str


@dataclass(slots=True)
class RawEntry:
    """One entry as written: ``data`` is str, list and dict; ``lines`` maps a path in it to its line."""

    file: str
    line: int
    data: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """The line of the value at ``path``, else of the closest value that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)
