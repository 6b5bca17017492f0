"""What simpler correctors reach on the same recordings: ``python -m tests.baselines``.

Three baselines beside ours, on every recording with a gold file: exact find-and-replace of the
mishearings that the glossary lists; a rapidfuzz window over the words, at two thresholds; symspellpy,
word by word, if it is installed. Terms of the recording's own glossary and names of its people. Ours
stands there twice: as it is, and with the weights learnt without each recording. Then the threshold's curve.
"""

# ruff: noqa: E501 - tables read better in whole rows

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "correct"))

import curve
from corpus import Sample, development, held_out, right_text, score, whole
from rapidfuzz import fuzz, process

from pipeline.correct import build_index, correct
from pipeline.correct.people import people_entries
from pipeline.correct.score import model
from pipeline.french.frequency import _table
from pipeline.glossary.entry import Entry
from pipeline.model import Correction

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
Corrector = Callable[[Sample, tuple[Entry, ...]], list[Correction]]


def change(text: str, start: int, end: int, after: str, entry: Entry) -> Correction:
    return Correction(0, start, end, text[start:end], after, entry.id, "variant", 1.0, "applied", "")


def exact(sample: Sample, entries: tuple[Entry, ...]) -> list[Correction]:
    """Find and replace what `heard` lists, longest first."""
    text = sample.recording.cues[0].raw
    known = {h.casefold(): e for e in entries for h in e.heard}
    if not known:
        return []
    pattern = re.compile(
        r"\b(?:" + "|".join(re.escape(h) for h in sorted(known, key=len, reverse=True)) + r")\b", re.I
    )
    return [
        change(text, *m.span(), known[m.group().casefold()].term, known[m.group().casefold()])
        for m in pattern.finditer(text)
    ]


def window(threshold: float) -> Corrector:
    """The term whose letters are the most like those of one to four words, from a threshold on."""

    def corrector(sample: Sample, entries: tuple[Entry, ...]) -> list[Correction]:
        text = sample.recording.cues[0].raw
        terms = {e.term: e for e in entries}
        folded = {t: t.casefold() for t in terms}
        words = list(WORD.finditer(text))
        spans = [
            (words[k].start(), words[k + n - 1].end())
            for k in range(len(words))
            for n in (4, 3, 2, 1)
            if k + n <= len(words)
        ]
        said = {text[a:b].casefold() for a, b in spans}
        best = {}
        for phrase in said:
            found = process.extractOne(phrase, folded, scorer=fuzz.ratio, score_cutoff=threshold)
            if found:
                best[phrase] = (found[1], found[2])
        hits = [(*best[text[a:b].casefold()], a, b) for a, b in spans if text[a:b].casefold() in best]
        out, taken = [], set()
        for _, term, a, b in sorted(hits, key=lambda h: -h[0]):
            if text[a:b] != term and not taken.intersection(range(a, b)):
                out.append(change(text, a, b, term, terms[term]))
            taken.update(range(a, b))
        return sorted(out, key=lambda c: c.raw_start)

    return corrector


def symspell(sample: Sample, entries: tuple[Entry, ...]) -> list[Correction]:
    """symspellpy with the French word list and the terms as the commonest words, two edits."""
    from symspellpy import SymSpell, Verbosity

    spell = SymSpell(max_dictionary_edit_distance=2)
    for word, zipf in _table().items():
        spell.create_dictionary_entry(word, int(10**zipf))
    terms = {e.term.casefold(): e for e in entries if " " not in e.term}
    for term in terms:
        spell.create_dictionary_entry(term, 10**8)
    text = sample.recording.cues[0].raw
    out = []
    for m in WORD.finditer(text):
        if len(m.group()) > 3:
            best = spell.lookup(m.group().casefold(), Verbosity.TOP, max_edit_distance=2)
            if best and best[0].term in terms and best[0].distance:
                entry = terms[best[0].term]
                out.append(change(text, *m.span(), entry.term, entry))
    return out


def ours(sample: Sample, entries: tuple[Entry, ...]) -> list[Correction]:
    return list(correct(sample.recording, build_index(sample.glossary)))


def left_out(sample: Sample, entries: tuple[Entry, ...]) -> list[Correction]:
    known = model()
    if sample.name == "right":  # no recording: nothing to leave out
        return ours(sample, entries)
    return curve.corrected(sample, known.applied, known.suggested)


def main() -> None:
    ways: dict[str, Corrector] = {
        "exact `heard`": exact, "rapidfuzz window 85": window(85), "rapidfuzz window 75": window(75), "symspellpy": symspell, "greffier": ours, "greffier, left out": left_out,
    }  # fmt: skip
    try:
        import symspellpy  # noqa: F401
    except ImportError:
        del ways["symspellpy"]
        print("symspellpy is not installed: left out")
    groups = {"user's webinar": development()[:0], "d1-d3": [], "tests/recordings": held_out()}
    for s in development():
        groups["d1-d3" if re.fullmatch(r"d\d", s.name) else "user's webinar"].append(s)
    right = " ".join(text for _, text in right_text())
    print(
        f"{'':22}" + "".join(f"{g:>34}" for g, samples in groups.items() if samples) + f"{'right text':>20}"
    )
    print(
        f"{'':22}"
        + "".join(f"{'recall  wrong/1000':>34}" for samples in groups.values() if samples)
        + f"{'changes/10,000':>20}"
    )
    for name, way in ways.items():
        line = f"{name:22}"
        for samples in groups.values():
            if not samples:
                continue
            fixed = gold = wrong = words = 0.0
            for s in samples:
                r = score(s, way(s, s.glossary.entries + people_entries(s.recording.participants)))
                fixed, gold, wrong = fixed + r["fixed"], gold + r["gold"], wrong + r["wrong"]
                words += len(s.gold["text"].split())
            line += f"{fixed / gold:>22.2f} {1000 * wrong / words:>10.1f} "
        sample = Sample("right", whole("right", right), held_out()[0].glossary, {"errors": []})
        applied = [c for c in way(sample, sample.glossary.entries) if c.in_force]
        print(line + f"{10000 * len(applied) / len(right.split()):>20.1f}", flush=True)
    print()
    curve.report()


if __name__ == "__main__":
    main()
