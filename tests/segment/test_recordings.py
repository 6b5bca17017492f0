"""On the recordings kept with the tests: the confidence tells where the errors are."""

from __future__ import annotations

from pipeline.segment import segment
from pipeline.segment.speakers import CHECK_BELOW
from pipeline.segment.words import split_words
from tests.segment.known import load_known, same_person, true_speakers


def test_doubtful_turns_hold_at_least_half_of_the_wrong_words():
    wrong = doubtful = total = 0
    for known in load_known():
        words = split_words(known.text.text, known.text.cue_starts)
        found = segment(known.text, known.participants)
        names = {p.id: p.name for p in found.participants}
        turn = 0
        for right, start in zip(true_speakers(words, known.gold), words.start, strict=True):
            while start >= found.turns[turn].end:
                turn += 1
            total += 1
            name = names.get(found.turns[turn].speaker or "")
            if not (right and name and same_person(right, name)):
                wrong += 1
                doubtful += found.turns[turn].confidence < CHECK_BELOW
    assert total
    assert doubtful >= wrong / 2


def test_labels_in_the_file_leave_nothing_to_guess():
    """Where the file says who is the same, hardly a word goes to the wrong person."""
    checked = 0
    for known in load_known():
        if not all(c.speaker for c in known.text.cues):
            continue
        checked += 1
        words = split_words(known.text.text, known.text.cue_starts)
        found = segment(known.text, known.participants)
        voices: dict[str, set[str]] = {}
        turn = 0
        for right, start in zip(true_speakers(words, known.gold), words.start, strict=True):
            while start >= found.turns[turn].end:
                turn += 1
            voices.setdefault(str(right), set()).add(found.turns[turn].speaker or "")
        assert len({speaker for speakers in voices.values() for speaker in speakers}) == len(voices)
    assert checked
