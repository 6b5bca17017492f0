"""The glossary: what editors maintain, what the corrector reads."""

from pipeline.glossary.entry import Entry, Examples, Glossary
from pipeline.glossary.load import default_folder, load

__all__ = ["Entry", "Examples", "Glossary", "default_folder", "load"]
