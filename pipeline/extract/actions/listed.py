"""Objectives that a written text lists: items of a list without a verb (*L'écoconception des sites ;*).

Articles and decrees state what is to be done as a list of noun groups; speech does not. So only texts without
times are looked at, and only runs of lines that end with a semicolon.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.actions import patterns, verbs
from pipeline.extract.actions.objectives import Vocabulary
from pipeline.extract.actions.tokens import tokenise
from pipeline.model import Action, Cue, Segmentation, Sentence
from pipeline.positions import Text

LEAST_ITEMS = 3
"""Lines in a row that make a list."""
CONFIDENCE = 0.6
FINITE = frozenset(
    (*patterns.AVOIR, *patterns.ETRE, *patterns.ALLER, "peut", "peuvent", "doit", "doivent", "faut")
)


def listed_objectives(text: Text, segmentation: Segmentation, vocabulary: Vocabulary) -> Iterator[Action]:
    """One recommended action for each item of a list that names an objective; nothing in timed texts."""
    run: list[int] = []
    for index, cue in enumerate(text.cues):
        if _item(cue):
            run.append(index)
            if cue.raw.rstrip().endswith(";"):
                continue
        yield from _actions(text, segmentation, vocabulary, run)
        run = []
    yield from _actions(text, segmentation, vocabulary, run)


def _item(cue: Cue) -> bool:
    if cue.start is not None:
        return False
    words = [t.form for t in tokenise(cue.raw)]
    return len(words) > 2 and words[0] in patterns.NOUN_OPENERS and FINITE.isdisjoint(words)


def _actions(
    text: Text, segmentation: Segmentation, vocabulary: Vocabulary, run: list[int]
) -> Iterator[Action]:
    if len(run) < LEAST_ITEMS:
        return
    for index in run:
        start, end = text.cue_starts[index], text.cue_ends[index]
        end -= len(text.text[start:end]) - len(text.text[start:end].rstrip(" ;.\xa0"))
        objective = vocabulary.first(start, end)
        if objective is None:
            continue
        tokens = tokenise(text.text, start, end)
        sentence = next((s for s in segmentation.sentences if s.start <= start < s.end), None)
        yield Action(
            start=start,
            end=end,
            status="recommended",
            actor=None,
            verb=_verb([t.form for t in tokens]),
            object=text.text[start:end],
            deadline=None,
            objectives=(objective,),
            confidence=CONFIDENCE,
            sentence=sentence or Sentence(start, end, 0),
        )


def _verb(forms: list[str]) -> str:
    if forms[1:4] == ["mise", "en", "place"]:
        return "mettre en place"
    return verbs.from_noun(forms[1])
