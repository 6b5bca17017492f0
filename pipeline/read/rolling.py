"""Captions that roll: each shows again the end of the one before. The repeated words are taken once.

Live captions and YouTube's automatic WebVTT show two lines at a time, so that a plain reading says
every sentence two or three times.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.read.document import Reading

WINDOW = 60
"""Words at the end of a caption in which the beginning of the next one is looked for."""
SHARE = 0.5
"""Share of the captions that must repeat the one before for the file to be a rolling one."""


def overlap(before: list[str], after: list[str]) -> int:
    """Number of words at the end of a caption that the next one begins with.

    >>> overlap("bonjour à tous et bienvenue".split(), "et bienvenue dans ce webinaire".split())
    2
    """
    if not before or not after:
        return 0
    tail = before[-WINDOW:]
    for start in range(len(tail)):
        size = len(tail) - start
        if size <= len(after) and tail[start] == after[0] and tail[start:] == after[:size]:
            return size
    return 0


def merge_rolling(reading: Reading) -> None:
    """Drop the words that a caption repeats from the one before, if the file is made that way."""
    words = [draft.raw.split() for draft in reading.drafts]
    if len(words) < 4:
        return
    shared = [0, *(overlap(before, after) for before, after in pairwise(words))]
    rolling = [
        size >= 3 or (size >= 1 and size == min(len(words[i - 1]), len(words[i])))
        for i, size in enumerate(shared)
        if i
    ]
    if sum(rolling) < SHARE * len(rolling):
        return
    kept = []
    for i, draft in enumerate(reading.drafts):
        size = shared[i]
        if not size or (size < 2 and size < min(len(words[i - 1]), len(words[i]))):
            kept.append(draft)
            continue
        raw = draft.raw
        at = len(raw) - len(raw.lstrip())
        for word in words[i][:size]:
            at = raw.index(word, at) + len(word)
        reading.drop_parts(draft.take(0, at), "sous-titre déroulant répété")
        if at < len(raw.rstrip()):
            draft.parts = draft.take(at, len(raw))
            kept.append(draft)
        else:
            for part in draft.take(at, len(raw)):
                reading.claim(part.start, part.end, "markup")
            if kept and draft.end is not None and kept[-1].end is not None:
                kept[-1].end = max(kept[-1].end, draft.end)
    reading.drafts = kept
