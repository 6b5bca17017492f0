"""Loaded once by the process that workers are forked from: the language model and the stages."""

from contextlib import suppress

import pipeline.run  # noqa: F401
from pipeline.errors import SetupError
from pipeline.french import syntax

with suppress(SetupError):  # said by the worker that needs the model
    syntax.load()
