"""The stage: candidates, their scores, and the choice of corrections that do not overlap."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.correct.consistency import respellings
from pipeline.correct.features import NEAR, Surroundings, features, surroundings
from pipeline.correct.forms import Form
from pipeline.correct.index import Index, extend
from pipeline.correct.names import SURE, Part, may_be_named, rests, says_more
from pipeline.correct.patterns import FUNCTION_WORDS
from pipeline.correct.people import people_entries
from pipeline.correct.relations import relate
from pipeline.correct.repair import Repair, repair
from pipeline.correct.score import Model, model
from pipeline.correct.search import LetterHit, SoundHit, letter_hits, sound_hits
from pipeline.correct.slips import slips
from pipeline.correct.why import spoken, why
from pipeline.correct.words import Word, words_of
from pipeline.french.spelling import WORD, fold, key
from pipeline.glossary.entry import Entry
from pipeline.model import Correction, CorrectionStatus, Cue, Recording


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible correction of words [first, last] before overlaps are settled.

    ``widened`` is how many of them are only mended, not heard for the term: an article.
    """

    first: int
    last: int
    after: str
    entry_id: str | None
    rule: str
    score: float
    status: CorrectionStatus
    why: str
    rank: float = 0.0
    widened: int = 0


def correct(recording: Recording, index: Index) -> tuple[Correction, ...]:
    """Find what the recogniser misheard: corrections in raw positions, in reading order, never overlapping.

    ``index`` is ``build_index(glossary)``; the recording's participants are added to it. Applied where
    sound and context leave little doubt, suggested where they leave some. Empty when nothing is found.
    """
    index = extend(index, people_entries(recording.participants))
    words = words_of(recording.cues)
    read = reading(words, index)
    settled = _settle(list(candidates(read, index, model())))
    taken = {k for c in settled for k in range(c.first, c.last + 1)}
    taken.update(k for k, mask in enumerate(read.masks) if mask)
    settled = _settle([*settled, *_without_entry(words, taken)])
    return tuple(_correction(c, words, recording.cues) for c in settled)


def _without_entry(words: Sequence[Word], taken: set[int]) -> Iterator[Candidate]:
    """What no entry stands behind, outside the ``taken`` words: other spellings of a name, usual slips."""
    for r in respellings(words, taken):
        said = words[r.place].text
        reason = f"« {said} » s'entend comme « {r.text} », écrit {r.count} fois dans l'enregistrement."
        status: CorrectionStatus = "applied" if r.sure else "suggested"
        yield Candidate(r.place, r.place, r.text, None, "name", 0.9 if r.sure else 0.5, status, reason)
    for s in slips(words, taken):
        reason = f"« {spoken(words, s.first, s.last)} » : on dit d'ordinaire « {s.expression} », qui s'entend"
        reason += " presque de même."
        score = round(0.6 - s.distance / 2, 3)
        yield Candidate(s.place, s.place, s.text, None, "collocation", score, "suggested", reason)


def candidates(read: Reading, index: Index, scores: Model) -> Iterator[Candidate]:
    """All corrections by an entry that reach the lower threshold, overlaps included."""
    words = read.around.words
    yield from read.spellings
    parts = list(read.parts)
    known: dict[str, list[Part]] = defaultdict(list)
    for part in read.parts:
        known[part.entry.id].append(part)
    for hit, values in sound_candidates(read, index):
        score = scores.score(values)
        if score < scores.suggested:
            continue
        entry = hit.form.entry
        if hit.form.given == "family" and not may_be_named(
            words, hit.first, hit.last, hit.form.words, known[entry.id]
        ):
            continue
        if not hit.form.given and any(says_more(words, hit.first, hit.last, p) for p in known[entry.id]):
            continue
        stranger = entry.kind == "person" and not (entry.participant or entry.id in read.around.right)
        ask = (
            entry.policy == "ask"
            or stranger
            or (_lonely(hit, values) and not values.get("expected_best"))
            or _hits(read.doubtful, hit.form.entry.id, hit)
        )
        status: CorrectionStatus = "applied" if score >= scores.applied and not ask else "suggested"
        if status == "applied" and hit.form.given:
            parts.append(Part(hit.first, hit.last, entry, hit.form.given))
        mended = repair(words, hit.first, hit.last, hit.form)
        rule = "name" if hit.form.entry.kind == "person" else "letters" if hit.form.spelled else "phonetic"
        yield Candidate(
            mended.first, mended.last, mended.text, hit.form.entry.id, rule, round(score, 3), status,
            why(words, hit, values, mended), math.log(score / (1.0001 - score)) - values["cost"],
            hit.first - mended.first,
        )  # fmt: skip

    taken = {k for k, mask in enumerate(read.masks) if mask}
    for rest in rests(words, parts, index.forms, taken):
        score = round(0.95 - rest.distance, 3)
        sure: CorrectionStatus = "applied" if rest.distance <= SURE else "suggested"
        mended = repair(words, rest.first, rest.last, rest.form)
        reason = (
            f"« {spoken(words, rest.first, rest.last)} » est à côté d'un nom de « {rest.form.entry.term} »"
        )
        reason += f" et s'entend presque comme « {rest.form.words} »."
        yield Candidate(
            mended.first,
            mended.last,
            mended.text,
            rest.form.entry.id,
            "name",
            score,
            sure,
            reason,
            -10 * rest.distance,
        )


def _lonely(hit: SoundHit, values: Mapping[str, float]) -> bool:
    """A term of three or four sounds with nothing around it that speaks for it: never sure."""
    size = len(hit.form.sounds) - (len(hit.form.article) > 0) * len(key(hit.form.article))
    return size < 5 and values["short_alone"] > 0.0 and not values["elsewhere"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The recording after the look-up by letters: what is right, what is only spelt otherwise."""

    around: Surroundings
    spellings: tuple[Candidate, ...]
    forbidden: dict[str, frozenset[int]]
    doubtful: dict[str, frozenset[int]]
    masks: tuple[str, ...]
    parts: tuple[Part, ...]


def reading(words: Sequence[Word], index: Index) -> Reading:
    """Mask the right forms, and list the variants of spelling and the known mishearings."""
    free = [True] * len(words)
    right: dict[str, set[int]] = defaultdict(set)
    names: set[int] = set()
    masks = [""] * len(words)
    parts: list[Part] = []
    spellings: list[Candidate] = []
    forbidden, doubtful = _said(words, index)
    hits = sorted(letter_hits(words, index), key=lambda h: (h.first - h.last, h.first, h.written.entry.id))
    heard: list[LetterHit] = []
    for hit in hits:
        if hit.written.heard is not None:
            heard.append(hit)
            continue
        entry = hit.written.entry
        known = [part for part in parts if part.entry.id == entry.id] if hit.written.given == "family" else []
        if not _is_the_term(words, hit, known):
            continue
        right[entry.id].add(hit.first)
        places = range(hit.first, hit.last + 1)
        if entry.kind == "person":
            names.update(places)
            if hit.written.given:
                parts.append(Part(hit.first, hit.last, entry, hit.written.given))
        if all(free[k] for k in places):
            variant = _respelt(words, hit)
            if variant is not None:
                spellings.append(variant)
        letters = key(hit.written.words)
        for k in places:
            free[k] = False
            if len(letters) > len(masks[k]):
                masks[k] = letters
    around = surroundings(
        words,
        {k: tuple(sorted(v)) for k, v in right.items()},
        frozenset(names),
        _expected(index.entries, right),
    )
    for hit in heard:
        entry = hit.written.entry
        if all(free[k] for k in range(hit.first, hit.last + 1)) and not (
            _hits(forbidden, entry.id, hit) or _hits(doubtful, entry.id, hit)
        ):
            variant = _known(words, hit, around)
            if variant is not None:
                spellings.append(variant)
    return Reading(around, tuple(spellings), forbidden, doubtful, tuple(masks), tuple(parts))


BELONGS = 0.05
"""Share of the terms of a list that are said rightly, from which it was made for this recording."""


def _expected(entries: Sequence[Entry], right: Mapping[str, object]) -> frozenset[str]:
    """The entries that are expected in a recording: its people, and the terms of a list made for it.

    A list that is given for all recordings alike raises no expectation: hardly any term of it is said.
    """
    given = [e.id for e in entries if e.given]
    belongs = sum(entry_id in right for entry_id in given) >= max(1.0, BELONGS * len(given))
    return frozenset(e.id for e in entries if e.participant or (belongs and e.given))


def sound_candidates(
    read: Reading, index: Index
) -> Iterator[tuple[SoundHit, dict[str, float]]]:
    """The spans that sound like an entry, but for what an entry forbids, and what speaks for each."""
    hits = list(_allowed_hits(read, index))
    values = [features(hit, read.around) for hit in hits]
    for hit, own, more in zip(hits, values, relate(hits, values, read.around), strict=True):
        yield hit, own | more


def _allowed_hits(read: Reading, index: Index) -> Iterator[SoundHit]:
    words = read.around.words
    for hit in sound_hits(words, index):
        if _hits(read.forbidden, hit.form.entry.id, hit) or words[hit.last].text[-1] in "'’":
            continue
        span = words[hit.first : hit.last + 1]
        if hit.form.entry.kind == "person" and all(read.masks[hit.first : hit.last + 1]):
            continue  # a right part of the name, said alone
        if not _may_cover({m for m in read.masks[hit.first : hit.last + 1] if m}, hit.form):
            continue
        if all(_is_empty(w) for w in span) or _is_inflected(span, hit.form):
            continue
        yield hit


def _is_empty(word: Word) -> bool:
    """Whether a word is a grammatical one, not in capitals ("des", but not the "SI" of "des SI")."""
    return word.folded in FUNCTION_WORDS and len(word.text) > 1 and not word.text.isupper()


def _may_cover(masks: set[str], form: Form) -> bool:
    """Whether a span with these right forms may be another term: "num éco" in "NumEcoEval", "SI" in "DSI"."""
    letters = key(form.words)
    return all(m in letters and m not in (letters, key(form.entry.term)) for m in masks)


_PLURAL = re.compile(r"[sx]$")
_ENDINGS = re.compile(r"(?:e?s|x|e|er|ez|ent|é|ée|ées|és|ait|ant|aux|al)$")


def _is_inflected(span: Sequence[Word], form: Form) -> bool:
    """Whether the span is the term as it stands: in another number, case or tense, or with more words."""
    term = form.entry.term if form.article else form.words
    wanted, endings, stems_wanted = _wanted(term)
    said = _content([w.folded for w in span])
    if not said or not wanted:
        return False
    if said == wanted:
        return "+" not in term
    if term.islower() and len(said) == 1 and len(wanted) == 1:
        # a French word is no mishearing of a French word, nor is another form of it
        return max(w.zipf for w in span if w.folded == said[0]) > 0.0 or said[0][:5] == wanted[0][:5]
    if term.isupper() or (len(said) > len(wanted) and not term.islower()):
        return False
    return stems_wanted <= {endings.sub("", w) for w in said}


@lru_cache(maxsize=16384)
def _wanted(term: str) -> tuple[list[str], re.Pattern[str], frozenset[str]]:
    """The words of a term that carry its meaning, the endings it may have, and those words without them."""
    kept = _content([fold(w) if w[0].islower() else w for w in WORD.findall(term)])
    wanted = [fold(w) for w in kept]
    endings = _ENDINGS if term.islower() else _PLURAL
    return wanted, endings, frozenset(endings.sub("", w) for w in wanted if w not in FUNCTION_WORDS)


def _content(words: list[str]) -> list[str]:
    """The words without the grammatical ones at either end."""
    first, last = 0, len(words)
    while first < last and words[first] in FUNCTION_WORDS:
        first += 1
    while last > first and words[last - 1] in FUNCTION_WORDS:
        last -= 1
    return words[first:last]


def _is_the_term(words: Sequence[Word], hit: LetterHit, known: Sequence[Part]) -> bool:
    """Whether a span written like a term is the term: "SI" is, the common word "si" is not.

    ``known`` are the right parts of the same person's name.
    """
    span = words[hit.first : hit.last + 1]
    term = hit.written.words.replace("+", " plus")
    if len(span) > len(WORD.findall(term)) and (
        hit.written.given or any(w.folded in FUNCTION_WORDS for w in span)
    ):
        return False  # "la salle" is not Mr Lasalle: its sound and place have to tell
    if hit.written.given == "family" and all(w.text.islower() for w in span):
        return may_be_named(words, hit.first, hit.last, term, known)
    if len(span) == 1:
        plain = fold(span[0].text) == fold(term)
        if term.isupper() and not span[0].text.isupper():
            return span[0].zipf < 3.6
        if term[0].isupper() and span[0].text.islower() and plain:
            return span[0].zipf < 4.0 or hit.written.given == "first"
        return True
    return len(WORD.findall(term)) > 1 or len(key(term)) >= 6


def _respelt(words: Sequence[Word], hit: LetterHit) -> Candidate | None:
    """The correction of a right form that is only spelt or cased otherwise; ``None`` if it is right."""
    span = words[hit.first : hit.last + 1]
    term = hit.written.words
    said = "".join(("" if k == 0 else w.gap) + w.text for k, w in enumerate(span))
    if said == term or said.replace("’", "'") == term.replace("’", "'"):
        return None
    entry = hit.written.entry
    same_letters = said.casefold() == term.casefold()
    if same_letters:
        # house style is for the editor: only case that the recogniser lost altogether is put back
        if not said.islower() and not (said.isupper() and len(said) > 4):
            return None
        ordinary = min(w.zipf for w in span) >= 4.2 and hit.written.given != "family"
        if term.islower() or entry.kind == "concept" or ordinary:
            return None
    elif not term[-1:].isalnum() and "+" not in term:
        return None
    elif entry.kind == "place" and said[0].isupper() and key(said) == key(term) and fold(said) != fold(term):
        return None  # "le Puy de Dôme" is the mountain
    if term.islower() and said[0].isupper():
        term = term[0].upper() + term[1:]
    form = Form(hit.written.entry, term, "", given=hit.written.given)
    mended = (
        repair(words, hit.first, hit.last, form)
        if not same_letters
        else Repair(hit.first, hit.last, term, False)
    )
    if not mended.article:
        mended = Repair(hit.first, hit.last, term, False)
    # "éco conception" in two words is a choice of spelling when the term is made of ordinary words
    cut = len(span) > len(WORD.findall(term)) and " " in said and term.lower() == term
    status: CorrectionStatus = "suggested" if entry.policy == "ask" or cut else "applied"
    reason = f"« {said} » est une autre graphie de « {term} »."
    return Candidate(mended.first, mended.last, mended.text, entry.id, "variant", 0.99, status, reason, 5.0)


def _known(words: Sequence[Word], hit: LetterHit, around: Surroundings) -> Candidate | None:
    """The correction of a mishearing that the glossary lists, where its context allows."""
    entry = hit.written.entry
    span = words[hit.first : hit.last + 1]
    said = " ".join(w.text for w in span).replace("' ", "'").replace("’ ", "’")
    ambiguous = all(w.zipf >= 2.8 for w in span)
    close = _closest(entry.near, words, hit.first, hit.last)
    if entry.near:
        if ambiguous and (close is None or close[0] > 2):
            return None
        if not ambiguous and close is None and min(w.zipf for w in span) > 0.0 and len(span) == 1:
            return None
    sure = not ambiguous or close is not None or len(span) > 1
    if entry.kind == "person" and not (
        entry.participant or entry.id in around.right or around.names & {hit.first - 1, hit.last + 1}
    ):
        sure = False  # a namesake: the person is not spoken of otherwise
    status: CorrectionStatus = "applied" if sure and entry.policy != "ask" else "suggested"
    lead = fold((WORD.findall(hit.written.heard or "") or [""])[0])
    article = ""
    if lead in ("la", "le", "les", "l'", "une", "un") and span[0].folded == lead:
        article = entry.article if entry.article not in (None, "none") else lead
        if article == "l'" and fold(entry.term)[0] not in "aeiouyh":
            article = ""  # "l'horaire one": the mark is a part of what was heard
    written = article + ("" if article in ("", "l'") else " ") + entry.term
    mended = repair(words, hit.first, hit.last, Form(entry, written, "", article=article))
    reason = f"« {said} » est une erreur connue pour « {entry.term} »"
    reason += f", et « {close[1]} » est tout près." if close else "."
    score = 0.98 if status == "applied" else 0.6
    return Candidate(mended.first, mended.last, mended.text, entry.id, "variant", score, status, reason, 4.0)


def _closest(near: Sequence[str], words: Sequence[Word], first: int, last: int) -> tuple[int, str] | None:
    """The nearest word of ``near`` as (words between, word), in the same breath; ``None`` without one."""
    best: tuple[int, str] | None = None
    for phrase in near:
        wanted = [fold(w) for w in WORD.findall(phrase)]
        if not wanted:
            continue
        for start in range(max(0, first - NEAR), min(len(words), last + 1 + NEAR) - len(wanted) + 1):
            if start <= last and start + len(wanted) > first:
                continue
            if any(words[start + k].folded != w for k, w in enumerate(wanted)):
                continue
            inside = range(start + len(wanted), first + 1) if start < first else range(last + 1, start + 1)
            if any(words[k].breaks for k in inside):
                continue
            steps = len(inside) - 1
            if best is None or steps < best[0]:
                best = (steps, phrase)
    return best


def _said(
    words: Sequence[Word], index: Index
) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """By entry, the places of the words that stand in one of its ``never`` phrases: of several words, of one.

    A word alone ("rapide", never RAPIDD) is never changed either, but may be asked about: the recogniser
    may have written that very word for the term.
    """
    keys = [word.letters for word in words]
    places: dict[str, list[int]] = defaultdict(list)
    for n, letters in enumerate(keys):
        places[letters].append(n)
    phrases: dict[str, set[int]] = defaultdict(set)
    alone: dict[str, set[int]] = defaultdict(set)
    for entry_id, unchanged in index.never.items():
        for phrase in unchanged:
            size = len(phrase)
            for start in places.get(phrase[0], ()):
                if size == 1:
                    alone[entry_id].add(start)
                elif tuple(keys[start : start + size]) == phrase:
                    phrases[entry_id].update(range(start, start + size))
    return {k: frozenset(v) for k, v in phrases.items()}, {k: frozenset(v) for k, v in alone.items()}


def _hits(forbidden: dict[str, frozenset[int]], entry_id: str, hit: LetterHit | SoundHit) -> bool:
    places = forbidden.get(entry_id)
    return bool(places) and any(k in places for k in range(hit.first, hit.last + 1))


def _settle(found: Sequence[Candidate]) -> list[Candidate]:
    """Keep one of the candidates that overlap: applied first, of one term its best span, then the longest."""
    kept = _Laid()
    for applied in (True, False):
        best = _Laid()
        group = [c for c in found if (c.status == "applied") == applied]
        for c in sorted(group, key=lambda c: (-c.rank, c.first - c.last, c.first, c.after)):
            if not any(o.entry_id == c.entry_id and _part(o.after, c.after) for o in best.over(c)):
                best.add(c)
        for c in sorted(best.candidates, key=_longest_first):
            if not any(kept.over(c)):
                kept.add(c)
    return sorted(kept.candidates, key=lambda c: c.first)


class _Laid:
    """Candidates by the words that they stand on, so that those which overlap are met at once."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self._at: dict[int, list[Candidate]] = defaultdict(list)

    def add(self, c: Candidate) -> None:
        self.candidates.append(c)
        for place in range(c.first, c.last + 1):
            self._at[place].append(c)

    def over(self, c: Candidate) -> Iterator[Candidate]:
        """Those that share a word with ``c``, maybe several times."""
        for place in range(c.first, c.last + 1):
            yield from self._at.get(place, ())


def _longest_first(c: Candidate) -> tuple:
    return c.first + c.widened - c.last, -c.score, -c.rank, c.first, c.after, c.entry_id or ""


def _part(a: str, b: str) -> bool:
    """Whether two replacements are the same words, an article apart."""
    return _content(fold(a).replace("'", "' ").split()) == _content(fold(b).replace("'", "' ").split())


def _correction(c: Candidate, words: Sequence[Word], cues: Sequence[Cue]) -> Correction:
    first, last = words[c.first], words[c.last]
    if first.cue == last.cue:
        before = cues[first.cue].raw[first.start : last.end]
    else:
        parts = [cues[first.cue].raw[first.start :]]
        parts += [cue.raw for cue in cues[first.cue + 1 : last.cue]]
        parts.append(cues[last.cue].raw[: last.end])
        before = " ".join(parts)
    return Correction(
        first.cue, first.start, last.end, before, c.after, c.entry_id, c.rule, c.score, c.status, c.why,
        None if first.cue == last.cue else last.cue,
    )  # fmt: skip
