"""Metrics of the corrected words: which errors of the recogniser are mended, and what is spoilt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.alignment import Change, Document, Token, align, f_score, fold, letters, ratio, tokens

SUGGESTION_WINDOW = 15.0
"""Seconds between an error and a suggestion that may be meant for it."""
DRIFT = 2
"""Tokens by which the alignment may misplace a correction."""


@dataclass(frozen=True, slots=True)
class CorrectionScore:
    """Recalls are over the gold errors: ``term`` and ``name`` make ``recall``, ``common`` stands apart.

    ``precision`` is mended / (mended + wrong), ``f05`` weighs it twice; ``offered`` is the recall when
    suggestions count too. ``wrong`` counts what was right and was changed, and errors that were changed
    into another error; case and punctuation alone are no change, and nothing inside a ``common`` error
    is held against anyone.
    """

    term_recall: float | None
    name_recall: float | None
    common_recall: float | None
    recall: float | None
    precision: float | None
    f05: float
    offered: float | None
    fixed: int
    gold: int
    wrong: int
    wrong_per_1000_words: float | None
    notes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both texts as tokens, with the changes between them."""

    raw: list[Token]
    output: list[Token]
    output_text: str
    changes: list[Change]

    def position(self, raw_token: int) -> int:
        """The output token that a raw token became or would stand at."""
        for change in self.changes:
            if change.raw_start <= raw_token < change.raw_end:
                return min(change.start + raw_token - change.raw_start, change.end)
        return len(self.output)

    def said(self, start: int, end: int) -> str:
        """The output text of tokens ``[start, end)``."""
        return self.output_text[self.output[start].start : self.output[end - 1].end] if start < end else ""


def score_corrections(prediction: Document, gold: Document) -> CorrectionScore:
    """Measure the corrected text of the cues against the gold errors."""
    output_text = " ".join(cue["text"] for cue in prediction["cues"])
    raw, output = tokens(gold["text"]), tokens(output_text)
    texts = _Texts(raw, output, output_text, align([t.text for t in raw], [t.text for t in output]))
    suggested = [c for c in prediction.get("corrections", []) if c.get("status") == "suggested"]

    mended = {"term": 0, "name": 0, "common": 0}
    total = dict.fromkeys(mended, 0)
    offered = 0
    accounted: set[int] = set()
    wrong: list[str] = []
    notes: list[str] = []
    for error in gold["errors"]:
        inside = [i for i, t in enumerate(raw) if t.start < error["end"] and t.end > error["start"]]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        start, end = _region(texts, first, last)
        became, said = texts.said(start, end), gold["text"][error["start"] : error["end"]]
        kind, wants = error["kind"], "|".join(error["right"])
        right = any(letters(became) == letters(form) for form in error["right"])
        reach = last
        for form in error["right"]:
            length = _displaced(texts, start, form)
            if length:
                right, reach = True, max(reach, first + length)
        accounted.update(range(first, reach))
        total[kind] += 1
        mended[kind] += right
        if kind != "common":
            offered += right or any(_answers(suggestion, error) for suggestion in suggested)
            if not right and letters(became) != letters(said):
                wrong.append(f"wrong {said!r} -> {became!r}, wants {wants!r}")
        if not right:
            notes.append(f"missed {kind} at {error['t']:.1f} s: {said!r} -> {became!r}, wants {wants!r}")
    wrong += _spoilt(texts, accounted)

    fixed, wanted = mended["term"] + mended["name"], total["term"] + total["name"]
    precision, recall = ratio(fixed, fixed + len(wrong)), ratio(fixed, wanted)
    return CorrectionScore(
        *(ratio(mended[kind], total[kind]) for kind in ("term", "name", "common")),
        recall=recall,
        precision=precision,
        f05=f_score(precision, recall, 0.5),
        offered=ratio(offered, wanted),
        fixed=fixed,
        gold=wanted,
        wrong=len(wrong),
        wrong_per_1000_words=ratio(1000 * len(wrong), len(raw)),
        notes=(*notes, *wrong),
    )


def _region(texts: _Texts, first: int, last: int) -> tuple[int, int]:
    """Return the output tokens that stand for raw tokens ``[first, last)``: everything between the nearest
    unchanged words on either side."""
    touching = [
        change
        for change in texts.changes
        if change.kind != "equal"
        and change.raw_start <= last
        and change.raw_end >= first
        and (change.kind == "insert" or (change.raw_start < last and change.raw_end > first))
    ]
    start = min([texts.position(first), *(c.start for c in touching if c.raw_start >= first)])
    end = max([texts.position(last), *(c.end for c in touching if c.raw_end <= last)])
    return start, end


def _displaced(texts: _Texts, start: int, form: str) -> int:
    """Return the number of tokens of ``form`` if the output says it within `DRIFT` tokens of ``start``,
    else 0: the alignment may put an insertion a word away from where it was made."""
    length = len(tokens(form))
    last = min(start + DRIFT, len(texts.output) - length)
    places = range(max(0, start - DRIFT), last + 1)
    found = any(letters(texts.said(i, i + length)) == letters(form) for i in places if length)
    return length if found else 0


def _answers(suggestion: Document, error: dict[str, Any]) -> bool:
    """Say whether a suggestion offers a right form of the error, give or take a word on either side."""
    if abs((suggestion.get("start") or 0) - error["t"]) > SUGGESTION_WINDOW:
        return False
    offer = letters(suggestion.get("after", ""))
    return any(
        letters(form) in offer or (len(offer) > 2 and offer in letters(form)) for form in error["right"]
    )


def _spoilt(texts: _Texts, accounted: set[int]) -> list[str]:
    """Return the changes outside every error, apart from those of case, accents or punctuation."""
    found = []
    for change in texts.changes:
        touched = range(change.raw_start, change.raw_end) or (change.raw_start - 1, change.raw_start)
        if change.kind == "equal" or accounted.intersection(touched):
            continue
        before = " ".join(token.text for token in texts.raw[change.raw_start : change.raw_end])
        after = " ".join(token.text for token in texts.output[change.start : change.end])
        if fold(letters(before)) != fold(letters(after)):
            found.append(f"wrong {before!r} -> {after!r}")
    return found
