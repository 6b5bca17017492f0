"""What editors' decisions teach the glossary: proposals, each with its count, its reason and its examples.

A decision teaches only if exactly one run of words changes, if what was written is a term, and if what
was heard sounds like it: an edit of style, or one made by accident, is no mishearing.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, Literal

from pipeline.correct import Index, build_index
from pipeline.correct.distance import sound_distance
from pipeline.correct.forms import forms_of
from pipeline.correct.patterns import DETERMINERS, FUNCTION_WORDS
from pipeline.correct.words import words_of
from pipeline.decisions.model import in_force
from pipeline.decisions.wishes import words
from pipeline.french.collocations import association
from pipeline.french.spelling import WORD, fold, key
from pipeline.glossary.check import slug
from pipeline.glossary.entry import Entry, Examples, Glossary
from pipeline.glossary.trial import failing_examples, phrase_recording, try_phrase

if TYPE_CHECKING:
    from pipeline.decisions.model import Event

Field = Literal["heard", "never", "policy"]

FARTHEST = 0.45
"""Most distance per sound between what was heard and a term: nearly all true mishearings are nearer."""
USUAL = 2.8
"""Zipf frequency from which a word is ordinary French."""
AROUND = 6
"""Words of context kept on either side, in examples and for neighbours."""
AGREED = 0.75
"""Share of the decisions on the same words that must say the same."""
REFUSED, TRUSTED = 3, 5
"""Refusals after which an entry is only suggested; acceptances, and no refusal, after which it is applied."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one decision says of an entry: ``heard`` is it (``right``) or is not it, between two contexts."""

    entry: Entry
    heard: str
    right: bool
    left: str
    after: str
    event: Event
    known: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one entry for an editor to say yes or no to. ``fields`` are those of the YAML shape.

    ``entry`` is as it would become; ``new`` tells that it does not exist yet.
    """

    field: Field
    entry: Entry
    fields: dict[str, Any]
    title: str
    why: str
    count: int
    recordings: tuple[str, ...]
    people: tuple[str, ...]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A decision, or several alike, that teaches nothing, and why."""

    before: str
    after: str
    why: str


def learn(
    events: Iterable[Event], glossary: Glossary, least: int = 1
) -> tuple[tuple[Proposal, ...], tuple[Passed, ...]]:
    """Return what the decisions in force propose, the most frequent first, and what was passed over.

    ``events`` is the history of one or many recordings; ``least`` is how many decisions a mishearing
    needs. Nothing that the glossary already says is proposed.
    """
    histories: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        histories[event.recording].append(event)
    standing = [e for name in sorted(histories) for e in in_force(histories[name])]
    corrections = [e for e in standing if e.kind == "correction" and e.anchor is not None]
    by_id = {e.id: e for e in glossary.entries}
    lessons: list[Lesson] = []
    passed: list[Passed] = []
    for event in corrections:
        lesson = _lesson(event, glossary, by_id)
        if isinstance(lesson, Lesson):
            lessons.append(lesson)
        elif lesson:
            passed.append(Passed(*words(event), lesson))
    found: list[Proposal] = []
    for make in (_variants, _refusals, _policies):
        more, without = make(lessons, glossary, least)
        found += more
        passed += without
    found.sort(key=lambda p: (-p.count, p.title))
    return tuple(found), tuple(dict.fromkeys(passed))


def index_with(glossary: Glossary, entry: Entry) -> Index:
    """The index of a glossary in which one entry is replaced, or added."""
    entries = [entry if e.id == entry.id else e for e in glossary.entries]
    return build_index(entries if entry in entries else [*entries, entry])


def phrases(proposal: Proposal) -> tuple[str, ...]:
    """Words (letters alone) of which a recording holds one if the proposal can change anything in it."""
    if proposal.field == "policy":
        return tuple(key(h) for h in proposal.entry.heard)
    return tuple(key(value) for value in proposal.fields[proposal.field])


# ------------------------------------------------------------------------------------- lessons


def _lesson(event: Event, glossary: Glossary, by_id: dict[str, Entry]) -> Lesson | str:
    """What a decision teaches, or why it teaches nothing ("" where there is nothing to say)."""
    before, after = words(event)
    assert event.anchor is not None
    sides = event.anchor.before, event.anchor.after
    entry = by_id.get(str(event.machine.get("entry")))
    if event.verdict == "reject":
        return Lesson(entry, _bare(before), False, *sides, event) if entry else ""
    if event.verdict == "accept" and event.machine.get("status") == "applied":
        return Lesson(entry, _bare(before), True, *sides, event) if entry else ""
    heard, written = WORD.findall(before), WORD.findall(after)
    if key(before) == key(after):
        return "seules la casse ou la ponctuation changent"
    blocks = [b for b in _blocks(heard, written) if b[0] != "equal"]
    if len(blocks) != 1:
        return "plusieurs passages changent à la fois"
    _, i, j, k, n = blocks[0]
    found = _term_there(written, k, n, entry, glossary)
    if found is None:
        if event.machine.get("entry"):
            return "le nom d'une personne de l'enregistrement, ou une entrée qui n'existe plus"
        term = _bare(_text(written[k:n]))
        if not any(c.isupper() for c in term):
            return "aucun terme du glossaire, et rien qui ressemble à un nom ou à un sigle"
        kind = "acronym" if term.isupper() else "concept"
        entry, heard_words, new = Entry(slug(term), term, kind), heard[i:j], True
    else:
        entry, first, last = found
        if _meaning(written[k : max(k, first)]) or _meaning(written[min(n, last) : n]):
            return "d'autres mots que le terme changent aussi"
        heard_words, new = heard[max(0, i - max(0, k - first)) : j + max(0, last - n)], False
    # "l'ADN" for "la DINUM" is "ADN" for "DINUM"; but "des biens" for "Debian" is heard in one piece
    article = bool(written) and len(_meaning(written[:1])) == 0
    said = _bare(_text(heard_words)) if article else _text(heard_words)
    if not said or not entry.id:
        return "rien n'est entendu à cet endroit"
    if any(key(said) == key(e.term) for e in glossary.entries if e.id != entry.id):
        return f"« {said} » est le terme d'une autre entrée"
    distance = sound_gap(said, entry)
    if distance > FARTHEST:
        return f"« {said} » ne s'entend pas comme « {entry.term} »"
    return Lesson(entry, said, True, *sides, event, not new)


def sound_gap(heard: str, entry: Entry) -> float:
    """Distance per sound between what was heard and the nearest way to say an entry; 9 without any."""
    said = words_of(phrase_recording(heard).cues)
    ways = {"".join(way) for way in product(*([r.sounds for r in w.readings] for w in said[:8]))}
    forms = [f.sounds for f in forms_of(entry)]
    pairs = [(a, b) for a in sorted(ways)[:32] for b in forms if a and b]
    return min((sound_distance(a, b) / max(len(a), len(b)) for a, b in pairs), default=9.0)


def _blocks(heard: Sequence[str], written: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    a, b = [fold(w) for w in heard], [fold(w) for w in written]
    return difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _term_there(
    written: Sequence[str], first: int, last: int, said: Entry | None, glossary: Glossary
) -> tuple[Entry, int, int] | None:
    """The entry whose term stands over the changed words [first, last), and its own words."""
    places = []
    for entry in [said] if said else glossary.entries:
        term = key(entry.term)
        for begin in range(len(written)):
            for end in range(max(begin, first) + 1, min(len(written), begin + 8) + 1):
                if begin < last and key(_text(written[begin:end])) == term:
                    places.append((end - begin, entry.id, entry, begin, end))
    if not places:
        return _term_there(written, first, last, None, glossary) if said else None
    _, _, entry, begin, end = max(places, key=lambda p: (p[0], p[1]))
    return entry, begin, end


def _meaning(words_: Sequence[str]) -> list[str]:
    return [w for w in words_ if fold(w) not in DETERMINERS and fold(w) not in ("de", "d'", "a")]


def _bare(text: str) -> str:
    """Words without the articles before them."""
    kept = WORD.findall(text)
    while len(kept) > 1 and fold(kept[0]) in (*DETERMINERS, "d'", "de"):
        kept = kept[1:]
    return _text(kept)


def _text(words_: Sequence[str]) -> str:
    return "".join(w if w[-1] in "'’" else w + " " for w in words_).strip()


# ----------------------------------------------------------------------------------- proposals

Made = tuple[list[Proposal], list[Passed]]


def _variants(lessons: Sequence[Lesson], glossary: Glossary, least: int) -> Made:
    """Mishearings to list, with the words that they need close by where they are ordinary French."""
    found: list[Proposal] = []
    passed: list[Passed] = []
    by_words: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_words[key(lesson.heard)].append(lesson)
    for letters, rows in sorted(by_words.items()):
        votes = Counter(row.entry.id for row in rows if row.right)
        if not votes:
            continue
        best = min(votes, key=lambda entry_id: (-votes[entry_id], entry_id))
        right = [row for row in rows if row.right and row.entry.id == best]
        wrong = [row for row in rows if not row.right and row.entry.id == best]
        entry, heard = right[0].entry, right[0].heard
        taught = [row for row in right if not _automatic(row)]
        if not taught or any(key(h) == letters for h in entry.heard):
            continue
        always = any(row.event.prefer == "always" for row in right)
        if votes[best] < AGREED * sum(votes.values()) or (len(right) < least and not always):
            passed.append(Passed(heard, entry.term, "les décisions ne s'accordent pas, ou sont trop peu"))
            continue
        near: tuple[str, ...] = ()
        if _ordinary(heard) and not _met(entry.near, right):
            near = _neighbours(right, wrong)
            if not near:
                why = f"« {heard} » se dit aussi en français, et aucun mot voisin n'annonce « {entry.term} »"
                passed.append(Passed(heard, entry.term, why))
                continue
        elif len(wrong) >= len(right):
            passed.append(Passed(heard, entry.term, "aussi souvent refusé qu'accepté"))
            continue
        proposal = _checked(entry, heard, near, right, glossary, not right[0].known)
        if isinstance(proposal, Proposal):
            found.append(proposal)
        else:
            passed.append(Passed(heard, entry.term, proposal))
    return found, passed


def _checked(
    entry: Entry, heard: str, near: tuple[str, ...], rows: Sequence[Lesson], glossary: Glossary, new: bool
) -> Proposal | str:
    """The proposal of a mishearing with an example that comes out as wanted, or why there is none."""
    then = replace(entry, heard=(*entry.heard, heard), near=(*entry.near, *near))
    index = index_with(glossary, then)
    changes = {}
    for row in rows:
        phrase = _phrase(row)
        after, corrections = try_phrase(phrase, index)
        if _wanted(row) in key(after) and any(c.in_force and c.entry == entry.id for c in corrections):
            changes = {phrase: after}
            break
    if not changes:
        return f"« {heard} » resterait seulement proposé dans ces contextes"
    if failing_examples([then], index):
        return f"un exemple de « {entry.term} » ne serait plus juste"
    fields: dict[str, Any] = {"id": entry.id, "term": entry.term, "heard": [heard]}
    if new:
        fields["kind"] = entry.kind
    if near:
        fields["near"] = list(near)
    fields["examples"] = {"changes": changes}
    what = f"ajouter « {heard} » aux formes entendues de « {entry.term} »"
    if new:
        what = f"créer l'entrée « {entry.term} », entendue « {heard} »"
    if near:
        what += f", près de {_listed(near)}"
    examples = Examples(entry.examples.changes + tuple(changes.items()), entry.examples.leaves)
    return _proposal("heard", replace(then, examples=examples), fields, what, rows, new)


def _wanted(row: Lesson) -> str:
    """Letters that must come out: what the editor wrote or accepted, between its neighbours."""
    before, after = WORD.findall(row.left)[-1:], WORD.findall(row.after)[:1]
    return key("".join([*before, words(row.event)[1], *after]))


def _refusals(lessons: Sequence[Lesson], glossary: Glossary, least: int) -> Made:
    """Words in which an entry is never written: what was refused, with a neighbour that tells it apart."""
    found: list[Proposal] = []
    passed: list[Passed] = []
    groups: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        groups[lesson.entry.id, key(lesson.heard)].append(lesson)
    for _, rows in sorted(groups.items()):
        wrong = [row for row in rows if not row.right]
        right = [row for row in rows if row.right]
        if not wrong:
            continue
        entry, heard = wrong[0].entry, wrong[0].heard
        never: list[str] = []
        if not right and (len(WORD.findall(heard)) > 1 or len(wrong) >= REFUSED):
            never.append(heard)
        accepted = " ".join(key(_phrase(row)) for row in right)
        for row in wrong:
            phrase = _with_neighbour(row)
            if phrase and key(phrase) not in accepted and len(WORD.findall(heard)) == 1:
                never.append(phrase)
        known = {key(phrase) for phrase in entry.never}
        never = [p for p in {key(p): p for p in never}.values() if key(p) not in known][:REFUSED]
        if not never:
            if not known & {key(heard), *(key(_with_neighbour(row)) for row in wrong)}:
                passed.append(Passed(heard, entry.term, "rien ne distingue ce qui est refusé"))
            continue
        leaves = [_phrase(wrong[0])]
        then = replace(entry, never=(*entry.never, *never))
        index = index_with(glossary, then)
        if failing_examples([then], index):
            passed.append(Passed(heard, entry.term, f"un exemple de « {entry.term} » ne serait plus juste"))
            continue
        fields: dict[str, Any] = {"id": entry.id, "term": entry.term, "never": never}
        if try_phrase(leaves[0], index)[0] == leaves[0]:
            fields["examples"] = {"leaves": leaves}
        what = f"ne jamais écrire « {entry.term} » dans {_listed(never)}"
        found.append(_proposal("never", then, fields, what, wrong))
    return found, passed


def _policies(lessons: Sequence[Lesson], glossary: Glossary, least: int) -> Made:
    """Entries to be only suggested from now on, or applied again."""
    found: list[Proposal] = []
    groups: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.known:
            groups[lesson.entry.id].append(lesson)
    for _, rows in sorted(groups.items()):
        entry = rows[0].entry
        right = [row for row in rows if row.right]
        wrong = [row for row in rows if not row.right]
        asked = [row for row in rows if row.event.prefer == "ask"]
        many = wrong if len(wrong) >= REFUSED and len(wrong) > len(right) else []
        if entry.policy == "auto" and (asked or many):
            what = f"« {entry.term} » : seulement proposer, ne plus corriger d'office"
            policy, because = "ask", asked or many
        elif entry.policy == "ask" and len(right) >= TRUSTED and not wrong and not asked:
            what = f"« {entry.term} » : corriger d'office, ne plus seulement proposer"
            policy, because = "auto", right
        else:
            continue
        then = replace(entry, policy=policy)
        if failing_examples([then], index_with(glossary, then)):
            continue
        fields = {"id": entry.id, "term": entry.term, "policy": policy}
        found.append(_proposal("policy", then, fields, what, because))
    return found, []


def _proposal(
    field: Field, entry: Entry, fields: dict[str, Any], what: str, rows: Sequence[Lesson], new: bool = False
) -> Proposal:
    recordings = tuple(dict.fromkeys(row.event.recording for row in rows))
    people = tuple(dict.fromkeys(row.event.who for row in rows))
    times = f"{len(rows)} décision{'s' if len(rows) > 1 else ''}"
    where = f"dans {len(recordings)} enregistrements" if len(recordings) > 1 else f"dans « {recordings[0]} »"
    why = f"{times} {where} ({', '.join(people)}) : « …{_phrase(rows[0])}… »"
    return Proposal(field, entry, fields, what, why, len(rows), recordings, people, new)


def _automatic(row: Lesson) -> bool:
    """Whether the machine had already written the term by itself."""
    return row.event.verdict == "accept" and row.event.machine.get("status") == "applied"


def _ordinary(heard: str) -> bool:
    """Whether the words are French as they stand: usual, and used to follow each other."""
    said = words_of(phrase_recording(heard).cues)
    return all(w.zipf >= USUAL for w in said) and all(
        association(a.text.lower(), b.text.lower()) > 0 for a, b in pairwise(said)
    )


def _met(near: Sequence[str], rows: Sequence[Lesson]) -> bool:
    wanted = {fold(n) for n in near}
    return bool(wanted) and all(wanted & set(_context(row)) for row in rows)


def _context(row: Lesson) -> list[str]:
    left, right = ([fold(w) for w in WORD.findall(side)] for side in (row.left, row.after))
    return left[-AROUND:] + right[:AROUND]


def _neighbours(right: Sequence[Lesson], wrong: Sequence[Lesson]) -> tuple[str, ...]:
    """At most three words that between them stand close to all that is right and to nothing that is not.

    From a single decision only the word right before is taken.
    """
    spoilt = {w for row in wrong for w in _context(row)}
    contexts = [[w for w in _context(row) if _tells(w) and w not in spoilt] for row in right]
    if len(right) == 1:
        before = [fold(w) for w in WORD.findall(right[0].left)][-1:]
        return tuple(w for w in before if _tells(w) and w not in spoilt)
    chosen: list[str] = []
    left = [set(c) for c in contexts]
    while left and len(chosen) < 3:
        counts = Counter(w for c in left for w in c)
        if not counts:
            return ()
        word = min(counts, key=lambda w: (-counts[w], w))
        chosen.append(word)
        left = [c for c in left if word not in c]
    return tuple(chosen) if not left else ()


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in FUNCTION_WORDS and not word.isdecimal() and word[-1] != "'"


def _with_neighbour(row: Lesson) -> str:
    """What was heard with the word after it, or before it, that tells something; "" without one."""
    after = WORD.findall(row.after)[:1]
    before = WORD.findall(row.left)[-1:]
    if after and _tells(fold(after[0])):
        return f"{row.heard} {after[0]}"
    if before and _tells(fold(before[0])):
        return f"{before[0]} {row.heard}"
    return ""


def _phrase(row: Lesson) -> str:
    """The words around a decision, as received, on one line."""
    assert row.event.anchor is not None
    left = row.left.split(" ")[-AROUND:]
    right = row.after.split(" ")[: AROUND + 1]
    return " ".join((" ".join(left) + row.event.anchor.quote + " ".join(right)).split())


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"« {value} »" for value in values)
