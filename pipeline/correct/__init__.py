"""Correct what the recogniser misheard: terms of the glossary and the recording's own names."""

from pipeline.correct.index import Index, build_index
from pipeline.correct.stage import correct

__all__ = ["Index", "build_index", "correct"]
