"""The exception tree and the exit codes of the command line.

Data problems (`InputError`) are collected for the whole batch; set-up problems (`SetupError`)
stop it. Every message says what was found, where, and what to do next.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit status of the command `greffier`."""

    ok = 0
    data_problem = 1
    usage = 2
    setup = 3
    unexpected = 15


class PipelineError(Exception):
    """Anything that Greffier itself refuses."""

    exit_code = ExitCode.unexpected


class SetupError(PipelineError):
    """Glossary, schema, model or store unusable: the run stops.

    All arguments go to ``Exception.__init__`` so that the error survives worker processes.
    """

    exit_code = ExitCode.setup

    def __init__(self, path: str, line: int | None, message: str) -> None:
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class InputError(PipelineError):
    """One input is unusable: it is recorded and the batch goes on to the next."""

    exit_code = ExitCode.data_problem

    def __init__(self, path: str, line: int, message: str, excerpt: str = "") -> None:
        super().__init__(path, line, message, excerpt)
        self.path, self.line, self.message, self.excerpt = path, line, message, excerpt

    def __str__(self) -> str:
        tail = f" (found {self.excerpt!r})" if self.excerpt else ""
        return f"{self.path}:{self.line}: {self.message}{tail}"
