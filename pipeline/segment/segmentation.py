"""The stage itself: corrected text and participants in, turns, sentences and people out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.model import Participant, Segmentation, Sentence, Turn
from pipeline.positions import Text
from pipeline.segment.evidence import gather
from pipeline.segment.labels import attribute_labels, labelled
from pipeline.segment.punctuation import restored_ends
from pipeline.segment.sentences import cut, paragraphs
from pipeline.segment.speakers import attribute
from pipeline.segment.weighing import load_weights
from pipeline.segment.words import Words, split_words


def segment(text: Text, participants: Sequence[Participant]) -> Segmentation:
    """Cut the corrected text into turns, each with its speaker, confidence and evidence.

    Turns tile the words of the text, sentences tile each turn. A recording without words has no
    turn. ``participants`` of the result are those given, plus the people found in the speech
    (``listed`` false) who speak.
    """
    words = split_words(text.text, text.cue_starts, restored_ends(text))
    if not len(words):
        return Segmentation((), (), tuple(participants))
    weights = load_weights()
    labels = labelled(text, words)
    if labels is not None:
        runs, people, evidence = attribute_labels(words, labels, participants, weights)
    else:
        evidence = gather(words, participants)
        runs, people = attribute(evidence, weights)
    forced = [a or b for a, b in zip(words.strong, words.soft, strict=True)]
    glued = [False] * (len(words) + 1)
    for mention in evidence.mentions:
        for i in range(mention.start + 1, mention.end):
            glued[i] = True
    edges = [0, *(begin(words, run.start) for run in runs[1:]), len(text.text)]
    turns: list[Turn] = []
    sentences: list[Sentence] = []
    for index, run in enumerate(runs):
        starts = cut(words, run.start, run.end, forced, glued)
        offsets = [edges[index], *(begin(words, i) for i in starts[1:]), edges[index + 1]]
        sentences.extend(Sentence(a, b, index) for a, b in itertools.pairwise(offsets))
        openings = dict(zip(starts, offsets, strict=False))
        breaks = tuple(openings[i] for i in paragraphs(words, starts, run.end))
        turns.append(
            Turn(
                index,
                edges[index],
                edges[index + 1],
                run.speaker,
                round(run.confidence, 3),
                run.evidence,
                breaks,
            )
        )
    return Segmentation(tuple(turns), tuple(sentences), people)


def begin(words: Words, index: int) -> int:
    """Text offset at which a turn or sentence begins: its first word, or the mark that opens it."""
    gap = words.gap[index]
    opening = len(gap)
    while opening and gap[opening - 1] in "«“\"(-–—¿¡’' \u00a0\u202f":
        opening -= 1
    lead = gap[opening:]
    return words.start[index] - len(lead.lstrip())
