"""Attribution beside the two simplest ways to do it, on every recording whose speakers are known.

    python -m tests.segment.baselines

Per recording and way: share of words under the right name, share of words wrongly attributed under
the best one-to-one mapping of voices (WDER), F1 of the changes found within three words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from pipeline.segment import segment
from pipeline.segment.speakers import CHECK_BELOW
from pipeline.segment.words import Words, split_words
from tests.segment.known import Known, load_known, same_person, true_speakers


def ours(known: Known, words: Words) -> tuple[list[str | None], list[float]]:
    """The name that `segment` gives to each word, and how sure it is."""
    found = segment(known.text, known.participants)
    names = {p.id: p.name for p in found.participants}
    result: list[str | None] = []
    sure: list[float] = []
    turn = 0
    for start in words.start:
        while start >= found.turns[turn].end:
            turn += 1
        result.append(names.get(found.turns[turn].speaker or ""))
        sure.append(found.turns[turn].confidence)
    return result, sure


def one_speaker(known: Known, words: Words) -> list[str | None]:
    """The first person listed says everything."""
    name = known.participants[0].name if known.participants else "Intervenant·e 1"
    return [name] * len(words)


def every_merci(known: Known, words: Words) -> list[str | None]:
    """The next person listed begins at each "merci" that opens a sentence (any, without punctuation)."""
    names = [p.name for p in known.participants] or ["Intervenant·e 1", "Intervenant·e 2"]
    result: list[str | None] = []
    turn = 0
    punctuated = any(words.strong)
    for i, key in enumerate(words.key):
        if i and key == "merci" and (words.strong[i] or not punctuated):
            turn += 1
        result.append(names[turn % len(names)])
    return result


def name_accuracy(right: Sequence[str | None], got: Sequence[str | None]) -> float:
    return sum(bool(a and b and same_person(a, b)) for a, b in zip(right, got, strict=True)) / max(
        1, len(right)
    )


def wder(right: Sequence[str | None], got: Sequence[str | None]) -> float:
    """Share of words wrong under the best mapping of voices (exact up to seven voices)."""
    table = Counter((a, b or "?") for a, b in zip(right, got, strict=True))
    mine, true = sorted({b for _, b in table}), sorted({str(a) for a, _ in table})
    small, large = (mine, true) if len(mine) <= len(true) else (true, mine)
    flip = small is true and len(mine) > len(true)
    best = max(
        sum(table[(x, y) if flip else (y, x)] for x, y in zip(small, chosen, strict=True))
        for chosen in permutations(large, len(small))
    )
    return 1 - best / max(1, len(right))


def change_f1(right: Sequence[str | None], got: Sequence[str | None]) -> float:
    cuts = [i for i in range(1, len(right)) if right[i] != right[i - 1]]
    mine = [i for i in range(1, len(got)) if got[i] != got[i - 1]]
    recall = sum(any(abs(c - m) <= 3 for m in mine) for c in cuts) / max(1, len(cuts))
    precision = sum(any(abs(c - m) <= 3 for c in cuts) for m in mine) / max(1, len(mine))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def wrong_and_doubtful(
    right: Sequence[str | None], got: Sequence[str | None], sure: Sequence[float]
) -> tuple[int, int]:
    """Words under a wrong name, and those of them in turns that an editor is asked to check."""
    wrong = [s for a, b, s in zip(right, got, sure, strict=True) if not (a and b and same_person(a, b))]
    return len(wrong), sum(s < CHECK_BELOW for s in wrong)


def main() -> None:
    print(f"{'':22}{'one speaker':>22}{'every merci':>22}{'ours':>22}   wrong words in turns to check")
    for known in load_known():
        words = split_words(known.text.text, known.text.cue_starts)
        right = true_speakers(words, known.gold)
        mine, sure = ours(known, words)
        cells = ""
        for got in (one_speaker(known, words), every_merci(known, words), mine):
            cells += f"   {name_accuracy(right, got):.3f} {wder(right, got):.3f} {change_f1(right, got):.3f}"
        wrong, doubtful = wrong_and_doubtful(right, mine, sure)
        print(f"{known.id:22}{cells}   {doubtful} of {wrong}")


if __name__ == "__main__":
    main()
