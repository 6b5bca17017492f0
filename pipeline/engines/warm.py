"""Loaded once by the process that workers are forked from: the language model, the stages, their tables."""

from contextlib import suppress

from pipeline.correct import build_index
from pipeline.errors import PipelineError
from pipeline.glossary import load
from pipeline.memory import settle
from pipeline.run import Input, process

WORDS = "00:00:01\nBonjour, je suis Anne Leroy. Nous avons donné 300 ordinateurs.\n"
"""Enough for every stage to load what it needs."""

with suppress(PipelineError):  # said by the worker that meets it
    glossary = load([])
    process(Input(WORDS.encode(), "words.txt", "words"), glossary, build_index(glossary))
settle()
