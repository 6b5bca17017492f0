"""The child process of `pipeline.review.rebuild`: makes outputs again from what they hold and the decisions.

Run as ``python -m pipeline.review.worker DIR [GLOSSARY…]``; reads ids, one a line, and answers each with
a line of JSON, ``{"problem": null}`` or what went wrong. Ends with its input, or after some minutes
without work.
"""

from __future__ import annotations

import json
import os
import select
import sys
from pathlib import Path

IDLE = 180.0
"""Seconds without work after which the process ends: the language model takes memory."""


def main() -> None:
    """Serve until the input ends."""
    from pipeline import batch
    from pipeline.errors import PipelineError

    if hasattr(os, "nice"):
        os.nice(10)
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    folder, *glossaries = map(Path, sys.argv[1:])
    glossary = None
    while line := _line():
        problem = None
        try:
            if glossaries and glossary is None:
                glossary = batch.Setup.load(glossaries).glossary
            batch.rebuild(folder, line.strip(), glossary)
        except PipelineError as err:
            problem = str(err)
        except Exception as err:
            problem = f"{type(err).__name__}: {err}"
        print(json.dumps({"problem": problem}), file=answers, flush=True)


def _line() -> str:
    ready, _, _ = select.select([sys.stdin], [], [], IDLE)
    return sys.stdin.readline() if ready else ""


if __name__ == "__main__":
    main()
