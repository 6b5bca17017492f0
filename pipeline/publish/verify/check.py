"""Each fact of a post against the recording: supported, different, or without support.

The words around a fact are looked for first: where the recording has the same words around other
ones, the two differ. A fact in an editor's own words is compared by its value and its subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.fuzz import ratio

from pipeline.french.frequency import zipf
from pipeline.french.numbers import find_numbers
from pipeline.french.spelling import fold
from pipeline.french.syntax import Syntax
from pipeline.publish.verify.facts import CLOCK, Fact, body_of, find_facts, words_of
from pipeline.publish.verify.prose import Block, Post
from pipeline.publish.verify.speech import Speech
from pipeline.publish.verify.tokens import Token, tokenize
from pipeline.wording import UNKNOWN, timecode

State = Literal["supported", "differs", "unsupported"]
CONTEXT = 8
"""Words compared on either side of a fact."""
NEAR = 15
"""Seconds by which a timecode may miss the words that it stands beside."""
RARE = 4.5
"""Zipf frequency under which a word says much of what a sentence is about."""
ALIKE = 74
"""Likeness in percent (rapidfuzz ``ratio``) from which two names are taken for one, misspelt."""

ALIKE_ALONE = 84
"""The same for a single word."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the recording says of a fact. ``second`` is ``None`` outside the speech; ``why`` is French."""

    kind: str
    text: str
    line: int
    part: str
    state: State
    second: float | None
    said: str
    why: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Tokens [start, end) of the recording that stand where a fact does, and the words alike around."""

    start: int
    end: int
    left: int
    right: int

    @property
    def score(self) -> int:
        return self.left + self.right


def verify(post: Post, speech: Speech, syntax: Syntax | None = None) -> tuple[Verdict, ...]:
    """Check all facts of a post against one recording, in the order of the post."""
    checker = _Checker(post, speech)
    facts = find_facts(post.blocks, speech.document["metadata"]["date"], syntax or Syntax())
    verdicts = [
        *checker.about_the_post(),
        *checker.presentations(),
        *(checker.check(fact) for fact in facts),
    ]
    return tuple(v for v in verdicts if v is not None)


class _Checker:
    def __init__(self, post: Post, speech: Speech) -> None:
        self.post, self.speech = post, speech
        self._tokens: dict[int, tuple[Token, ...]] = {}
        self._located: dict[str, tuple[int, int, float] | None] = {}

    # ------------------------------------------------------------------------ the post itself

    def about_the_post(self) -> list[Verdict]:
        """The date and the video of a post that is the recording's own."""
        document, verdicts = self.speech.document, []
        own = self.post.recording == document["id"]
        when = document["metadata"]["date"]
        if own and when and self.post.date:
            same = self.post.date == when
            why = (
                "la date est celle de l’enregistrement"
                if same
                else (f"l’en-tête dit {self.post.date}, l’enregistrement est du {when}")
            )
            verdicts.append(self._header("date", self.post.date, self.post.date_line, same, when, why))
        video = document["source"]["video_id"]
        for id, line in self.post.videos if own and video else ():
            why = (
                "la vidéo est celle de l’enregistrement"
                if id == video
                else (f"la vidéo est {id}, celle de l’enregistrement est {video}")
            )
            verdicts.append(self._header("vidéo", id, line, id == video, video, why))
        return verdicts

    @staticmethod
    def _header(kind: str, text: str, line: int, same: bool, said: str, why: str) -> Verdict:
        return Verdict(
            kind, text, line, "en-tête", "supported" if same else "differs", None, said, why, -1, 0, 0
        )

    def presentations(self) -> list[Verdict]:
        """« Name, role, organisation » as a list of people gives them."""
        verdicts = []
        for n, block in enumerate(self.post.blocks):
            name, comma, rest = block.text.partition(", ")
            if not comma or len(rest) > 250:
                continue
            person = next(
                (p for p in self.speech.document["participants"] if fold(p["name"]) == fold(name)), None
            )
            known = ", ".join(p for p in (person["role"], person["organisation"]) if p) if person else ""
            ours, theirs = ([t.key for t in tokenize(x)] for x in (rest, known))
            if not known or (not _within(ours, theirs) and ratio(" ".join(ours), " ".join(theirs)) < ALIKE):
                continue
            fact = Fact("fonction", n, len(name) + 2, len(block.text), rest)
            at = len(self.speech.keys) - 1
            same = _within(ours, theirs)
            verdicts.append(self._yes(fact, at) if same else self._differs(fact, at, known))
        return verdicts

    # ------------------------------------------------------------------------------- one fact

    def check(self, fact: Fact) -> Verdict | None:
        """The verdict on a fact, or ``None`` when there is nothing to compare it with."""
        if fact.kind == "voix":
            return self._voice(fact)
        if fact.kind == "minutage":
            return self._clock(fact)
        if fact.kind == "citation":
            return self._quote(fact)
        literal, other = self._places(fact)
        best = max((p.score for p in literal), default=-1)
        if other is not None and other.score > best + 1 and self._telling(fact, other):
            if self._agrees(fact, other, literal):
                return self._yes(fact, other.start)
            # the words around are the recording's own: what stands between them was changed
            return self._differs(fact, other.start, self.speech.words(other.start, other.end))
        if fact.kind in ("nom", "organisation"):
            return self._name(fact, literal)
        if fact.kind == "mot":
            return self._yes(fact, max(literal, key=lambda p: p.score).start) if best >= 4 else None
        if best >= 4:
            place = max(literal, key=lambda p: p.score)
            return self._yes(fact, place.start)
        return self._figure(fact, literal)

    def _verdict(self, fact: Fact, state: State, second: float | None, said: str, why: str) -> Verdict:
        block = self.post.blocks[fact.block]
        return Verdict(
            "nombre" if fact.kind == "mot" else fact.kind, fact.text, block.line_at(fact.start), block.part,
            state, second, said, why, fact.block, fact.start, fact.end,
        )  # fmt: skip

    def _yes(self, fact: Fact, at: int, why: str = "") -> Verdict:
        second = self.speech.second(at)
        where = (
            f"dit à {timecode(second)}"
            if second is not None
            else (
                "dit dans l’enregistrement"
                if at < self.speech.spoken
                else "dans la présentation de l’enregistrement"
            )
        )
        return self._verdict(fact, "supported", second, "", why or where)

    def _differs(self, fact: Fact, at: int, said: str, why: str = "") -> Verdict:
        second = self.speech.second(at)
        where = (
            f" à {timecode(second)}"
            if second is not None
            else ("" if at < self.speech.spoken else ", dans sa présentation,")
        )
        said = said or "autre chose"
        why = why or f"le texte dit « {fact.text} », l’enregistrement{where} dit « {said} »"
        return self._verdict(fact, "differs", second, said, why)

    def _no(self, fact: Fact, why: str) -> Verdict:
        return self._verdict(fact, "unsupported", None, "", why)

    # ------------------------------------------------------------------------ words in place

    def _block_tokens(self, block: int) -> tuple[Token, ...]:
        if block not in self._tokens:
            self._tokens[block] = tokenize(body_of(self.post.blocks[block]))
        return self._tokens[block]

    def _places(self, fact: Fact) -> tuple[list[_Place], _Place | None]:
        """Where the fact's words are said, and the best place where its neighbours stand around others."""
        tokens = self._block_tokens(fact.block)
        inside = [i for i, t in enumerate(tokens) if t.start < fact.end and t.end > fact.start]
        if not inside:
            return [], None
        first, last = inside[0], inside[-1] + 1
        keys = [t.key for t in tokens[first:last]]
        left = [t.key for t in tokens[max(0, first - CONTEXT) : first]][::-1]
        right = [t.key for t in tokens[last : last + CONTEXT]]
        literal = [
            _Place(p, p + len(keys), self._alike(left, p - 1, -1), self._alike(right, p + len(keys), 1))
            for p in self.speech.find(keys)
        ]
        spoken = self.speech.spoken
        starts = [p + 2 for p in self.speech.find(left[:2][::-1]) if p < spoken] if len(left) >= 2 else []
        ends = [q for q in self.speech.find(right[:2]) if q < spoken] if len(right) >= 2 else []
        size = len(keys)
        others = []
        for p in starts:
            score = self._alike(left, p - 1, -1)
            for q in ends:
                if p <= q <= p + size + 5:
                    others.append(_Place(p, q, score, self._alike(right, q, 1)))
            if score >= 4 and not right:
                others.append(_Place(p, min(p + size, spoken), score, 0))
        for q in ends:
            score = self._alike(right, q, 1)
            if score >= 4 and not left:
                others.append(_Place(max(0, q - size), q, 0, score))
        others = [o for o in others if not _within(keys, self.speech.keys[o.start : o.end])]
        return literal, max(others, key=lambda o: o.score, default=None)

    def _alike(self, keys: Sequence[str], at: int, step: int) -> int:
        count = 0
        for key in keys:
            if not 0 <= at < len(self.speech.keys) or self.speech.keys[at] != key:
                break
            count += 1
            at += step
        return count

    def _agrees(self, fact: Fact, place: _Place, literal: list[_Place]) -> bool:
        """Whether what stands in a place says the same otherwise: in other words, or misheard there only."""
        if fact.kind in ("nom", "organisation"):
            said = " ".join(self.speech.keys[place.start : place.end])
            return bool(literal) and ratio(" ".join(t.key for t in tokenize(fact.text)), said) >= ALIKE
        return any(
            said.start < place.end and said.end > place.start and _same(fact, said.row)
            for said in self.speech.figures
        )

    def _telling(self, fact: Fact, place: _Place) -> bool:
        """Whether the words around a place are enough to say that the fact belongs there."""
        keys = self.speech.keys
        around = [*keys[place.start - place.left : place.start], *keys[place.end : place.end + place.right]]
        if sum(bool(_stem(key)) for key in around) < 2:
            return False
        both = place.left >= 2 and place.right >= 2
        if fact.kind in ("nom", "organisation"):
            return both and place.score >= 5
        if find_numbers(self.speech.words(place.start, place.end)):
            return both or place.score >= 5
        said = fact.figure is not None and any(_same(fact, row.row) for row in self.speech.figures)
        return both and place.score >= 6 and not said

    # -------------------------------------------------------------------------------- figures

    def _figure(self, fact: Fact, literal: list[_Place]) -> Verdict:
        """A figure in an editor's words: the one of the recording with that value and that subject."""
        subject = self._subject(fact, 200)
        if fact.figure is None:
            if literal:
                return self._yes(fact, max(literal, key=lambda p: self._shared(subject, p.start)).start)
            return self._no(fact, f"le nombre « {fact.text} » n’est pas dans l’enregistrement")
        rows = self.speech.figures
        places = [s.start for s in rows if _same(fact, s.row)] + [p.start for p in literal]
        found = max(((self._shared(subject, p), -p) for p in places), default=None)
        near = self._subject(fact, 60) - {_stem(t.key) for t in tokenize(fact.text)}
        rivals = [s for s in rows if _comparable(fact, s.row) and not _same(fact, s.row)]
        rival = max(
            ((self._shared(near, s.start, 9), -s.start, s) for s in rivals), default=None, key=_first_two
        )
        if found and (found[0] or len(subject) < 2):
            return self._yes(fact, -found[1])
        at = next((p for p in places if self._at_the_time_given(fact, p)), None)
        if at is None and found and fact.kind == "date" and len(str(fact.figure.value)) > 4:
            at = -found[1]
        if at is not None:
            return self._yes(fact, at)
        if found is None and fact.kind == "date" and not (rival and rival[0] >= 2):
            # one of the two says no year
            near_by = [
                (self._shared(subject, s.start), -s.start) for s in rows if _same_day_of_year(fact, s.row)
            ]
            found = max((row for row in near_by if row[0] >= 2), default=None)
        if rival and rival[0] >= 2:
            said = rival[2]
            if fact.kind == "date" and _part_of(said.row, fact):
                second = self.speech.second(said.start)
                where = f" à {timecode(second)}" if second is not None else ""
                return self._no(fact, f"l’enregistrement{where} dit seulement « {said.row['text']} »")
            return self._differs(fact, said.start, said.row["text"])
        if found and fact.kind == "date":
            return self._yes(fact, -found[1])
        if found:
            second = self.speech.second(-found[1])
            where = f" à {timecode(second)}" if second is not None else ""
            return self._no(fact, f"« {fact.text} » est dit{where}, mais à un autre sujet")
        return self._no(fact, f"« {fact.text} » n’est pas dans l’enregistrement")

    def _at_the_time_given(self, fact: Fact, place: int) -> bool:
        """Whether the post gives the time at which a figure is said, in words or by a link."""
        block, second = self.post.blocks[fact.block], self.speech.second(place)
        given = [*block.seconds, *(_seconds(m[1]) for m in CLOCK.finditer(block.text))]
        return second is not None and any(abs(second - one) <= NEAR for one in given)

    def _subject(self, fact: Fact, reach: int) -> frozenset[str]:
        """Stems of the words that tell what a sentence is about, within some characters of the fact."""
        return frozenset(
            stem
            for t in self._block_tokens(fact.block)
            if abs(t.start - fact.start) < reach and (stem := _stem(t.key))
        )

    def _shared(self, subject: frozenset[str], at: int, reach: int = 25) -> int:
        """How much two passages speak of the same things: rare words weigh two, others one."""
        near = {
            _stem(k): 2 if zipf(k) < RARE else 1 for k in self.speech.keys[max(0, at - reach) : at + reach]
        }
        return sum(weight for stem, weight in near.items() if stem in subject)

    # ---------------------------------------------------------------------------------- names

    def _name(self, fact: Fact, literal: list[_Place]) -> Verdict:
        if literal:
            return self._yes(fact, max(literal, key=lambda p: (p.score, -p.start)).start)
        parts = self._parts(fact)
        if len(parts) > 1:
            places = [self.speech.find([t.key for t in tokenize(part)]) for part in parts]
            if all(places):
                return self._yes(fact, places[0][0])
        near = self._likeliest(fact.text)
        if near is not None:
            name, at = near
            return self._differs(fact, at, name)
        return self._no(fact, f"« {fact.text} » n’est pas dans l’enregistrement")

    @staticmethod
    def _parts(fact: Fact) -> list[str]:
        """The words with a capital of a name, small words left out: each may be said on its own."""
        runs: list[list[str]] = [[]]
        for word in fact.text.replace("’", "'").split():
            if fold(word.rstrip("'")) in words_of("links"):
                runs.append([])
            else:
                runs[-1].append(word)
        return [" ".join(r) for r in runs if r]

    def _likeliest(self, name: str) -> tuple[str, int] | None:
        """The name of the recording that a name which is not in it was probably meant to be."""
        keys = [t.key for t in tokenize(name)]
        text = " ".join(keys)
        best: tuple[float, int, str] | None = None
        people = {p["name"] for p in self.speech.document["participants"]}
        for known, at in self._known():
            other = [t.key for t in tokenize(known)]
            score = ratio(text, " ".join(other))
            if known in people and len(keys) > 1:  # one name of several is the same, another is close
                pairs = [max((ratio(k, o) for o in other), default=0) for k in keys]
                shared = sum(p == 100 for p in pairs)
                if shared and min(pairs) >= 60:
                    score = max(score, sum(pairs) / len(pairs))
            if len(keys) == 1:
                score = max([score, *(ratio(text, o) for o in other if len(o) > 3)])
            if score >= (ALIKE if len(keys) > 1 else ALIKE_ALONE) and (best is None or score > best[0]):
                best = (score, at, known)
        return (best[2], best[1]) if best else None

    def _known(self) -> list[tuple[str, int]]:
        if not hasattr(self, "_names"):
            document = self.speech.document
            names = [p[k] for p in document["participants"] for k in ("name", "organisation") if p[k]]
            names += [row["text"] for row in document["mentions"] if row["kind"] != "concept"]
            names += [document["metadata"]["organiser"] or ""]
            self._names = []
            for name in dict.fromkeys(n for n in names if n):
                places = self.speech.find([t.key for t in tokenize(name)])
                self._names.append((name, places[0] if places else len(self.speech.keys) - 1))
        return self._names

    # -------------------------------------------------------------- quotations, voices, times

    def _quote(self, fact: Fact) -> Verdict:
        pieces = [p for p in _split(fact.text) if p]
        first = None
        for piece in pieces:
            keys = [t.key for t in piece]
            places = self.speech.find(keys)
            if places:
                first = places[0] if first is None else first
                continue
            found = self._locate(" ".join(keys))
            if found is None or found[2] < 0.6:
                return self._no(fact, "ces mots ne sont pas dans l’enregistrement")
            start, end, _ = found
            change = self._change(fact, piece, start, end)
            if change is not None:
                return change
            first = start if first is None else first
        return self._yes(fact, first or 0) if pieces else self._no(fact, "citation vide")

    def _change(self, fact: Fact, piece: tuple[Token, ...], start: int, end: int) -> Verdict | None:
        """The first difference between a quotation and what is said, hesitations left out."""
        ours, theirs = [t.key for t in piece], self.speech.keys[start:end]
        for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag == "equal" or (
                tag == "insert" and (self._empty(theirs, c, d) or c == 0 or d == len(theirs))
            ):
                continue
            if tag == "replace" and self._misheard(ours[a:b], theirs[c:d]):
                continue
            shown = " ".join(ours[max(0, a - 2) : b + 2])
            said = self.speech.words(start + max(0, c - 2), start + d + 2)
            second = self.speech.second(start + c)
            where = f" à {timecode(second)}" if second is not None else ""
            why = f"la citation dit « …{shown}… », l’enregistrement{where} dit « …{said}… »"
            return self._verdict(fact, "differs", second, said, why)
        return None

    def _misheard(self, ours: list[str], theirs: list[str]) -> bool:
        """Whether a name that the recording has elsewhere is written otherwise in this place."""
        known = {" ".join(t.key for t in tokenize(name)) for name, _ in self._known()}
        name = " ".join(ours)
        return name in known and ratio(name, " ".join(theirs[: len(ours)])) >= ALIKE

    @staticmethod
    def _empty(keys: Sequence[str], begin: int, end: int) -> bool:
        """Whether words that a quotation leaves out mean nothing: hesitations and repetitions."""
        words = keys[begin:end]
        again = list(words) == list(keys[end : end + len(words)]) or list(words) == list(
            keys[max(0, begin - len(words)) : begin]
        )
        return again or all(w in words_of("fillers") for w in words)

    def _locate(self, text: str) -> tuple[int, int, float] | None:
        """Tokens [start, end) of the recording most like a passage, and the share of it that is there."""
        if text not in self._located:
            self._located[text] = self._look(text)
        return self._located[text]

    def _look(self, text: str) -> tuple[int, int, float] | None:
        keys = [t.key for t in tokenize(text)]
        votes: Counter[int] = Counter()
        for i in range(len(keys) - 1):
            for place in self.speech.find(keys[i : i + 2]):
                if place < self.speech.spoken:
                    votes[(place - i) // 8] += 1
        if not votes:
            return None
        pairs = {b: votes[b] + votes[b + 1] for b in votes}
        bucket = min(pairs, key=lambda b: (-pairs[b], b))
        low = max(0, bucket * 8 - 8)
        high = min(self.speech.spoken, bucket * 8 + len(keys) + 24 + len(keys) // 4)
        matcher = SequenceMatcher(None, keys, self.speech.keys[low:high], autojunk=False)
        blocks = [m for m in matcher.get_matching_blocks() if m.size]
        solid = [m for m in blocks if m.size >= 2] or blocks
        if not solid:
            return None
        start = low + solid[0].b - (solid[0].a if solid[0].a <= 3 else 0)
        rest = len(keys) - (solid[-1].a + solid[-1].size)
        end = low + solid[-1].b + solid[-1].size + (rest if rest <= 3 else 0)
        return max(0, start), min(self.speech.spoken, end), sum(m.size for m in solid) / len(keys)

    def _voice(self, fact: Fact) -> Verdict | None:
        found = self._locate(fact.passage) if fact.passage else None
        names = {p["name"] for p in self.speech.document["participants"]}
        if found is not None and found[2] >= 0.6 and len(tokenize(fact.passage)) >= 4:
            start, end, _ = found
            turns = Counter(self.speech.turn(i) for i in range(start, end))
            at = next(i for i in range(start, end) if self.speech.turn(i) == turns.most_common(1)[0][0])
            speaker = self.speech.speaker(at)
            if speaker is None:
                if fold(fact.text) == fold(UNKNOWN):
                    return self._yes(fact, at)
                return self._no(fact, "l’enregistrement ne permet pas de dire qui parle")
            if _same_person(fact.text, speaker):
                return self._yes(fact, at)
            second = self.speech.second(at)
            where = f" à {timecode(second)}" if second is not None else ""
            why = f"le texte donne ces mots à « {fact.text} », l’enregistrement{where} à « {speaker} »"
            return self._differs(fact, at, speaker, why)
        if any(_same_person(fact.text, name) for name in names):
            return self._yes(fact, len(self.speech.keys) - 1)
        if fold(fact.text) == fold(UNKNOWN):
            return None
        return self._name(
            fact, [_Place(p, p, 0, 0) for p in self.speech.find([t.key for t in tokenize(fact.text)])]
        )

    def _clock(self, fact: Fact) -> Verdict | None:
        seconds = _seconds(fact.text)
        block: Block = self.post.blocks[fact.block]
        if block.seconds and all(abs(s - seconds) > 1 for s in block.seconds):
            shown = ", ".join(timecode(s) for s in block.seconds)
            return self._verdict(
                fact,
                "differs",
                float(block.seconds[0]),
                shown,
                f"le lien mène à {shown}, le texte dit {fact.text}",
            )
        found = self._locate(fact.passage)
        if found is None or found[2] < 0.5 or self.speech.second(found[0]) is None:
            return None
        begin, end = self.speech.second(found[0]), self.speech.second(max(found[0], found[1] - 1))
        if begin - NEAR <= seconds <= end + NEAR:
            return self._yes(fact, found[0])
        said = timecode(begin)
        return self._differs(fact, found[0], said, f"le texte dit {fact.text}, ces mots sont dits à {said}")


# ------------------------------------------------------------------------------------ values


def _split(text: str) -> list[tuple[Token, ...]]:
    """The pieces of a quotation between its ellipses."""
    cut = text.replace("[…]", "…").replace("[...]", "…").replace("(…)", "…").replace("...", "…")
    return [tokenize(piece) for piece in cut.split("…")]


def _within(keys: list[str], others: list[str]) -> bool:
    return any(others[i : i + len(keys)] == keys for i in range(len(others) - len(keys) + 1))


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _stem(key: str) -> str:
    """The beginning of a word that means something; empty for small and very common words and numbers."""
    if len(key) < 4 or key.isdigit() or zipf(key) > 5.6:
        return ""
    return key[:6]


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal | int | float) else value


def _amounts(fact: Fact) -> tuple[object, object, object]:
    assert fact.figure is not None
    return tuple(_number(x) for x in (fact.figure.value, fact.figure.low, fact.figure.high))


def _comparable(fact: Fact, row: dict) -> bool:
    """Whether two figures measure the same kind of thing."""
    figure = fact.figure
    if figure is None or (figure.kind == "date") != (row["kind"] == "date"):
        return False
    if figure.kind == "date":  # a date with another day, or the same day of another year
        ours, theirs = str(figure.value or ""), str(row["value"] or "")
        return len(ours) == len(theirs) > 4 and (ours[:7] == theirs[:7] or ours[4:] == theirs[4:])
    return figure.unit == row["unit"]


def _same(fact: Fact, row: dict) -> bool:
    """Whether a figure of the recording says what the fact says, as far as both say it."""
    figure = fact.figure
    if figure is None or (figure.kind == "date") != (row["kind"] == "date"):
        return False
    ours, theirs = _amounts(fact), tuple(_number(row[k]) for k in ("value", "low", "high"))
    if figure.kind == "date":
        return any(_same_day(a, b) for a in ours for b in theirs if a and b)
    if figure.unit and row["unit"] and figure.unit != row["unit"]:
        return False
    if {figure.comparator, row["comparator"]} == {"<", ">"}:
        return False
    return ours == theirs


def _same_day(ours: object, theirs: object) -> bool:
    """Whether a date is that of the recording, or its month or year."""
    return str(theirs).startswith(str(ours))


def _same_day_of_year(fact: Fact, row: dict) -> bool:
    """Whether two dates, one of which says no year, may be one day or month."""
    if row["kind"] != "date":
        return False
    pairs = [
        (str(a), str(b)) for a in _amounts(fact) for b in (row["value"], row["low"], row["high"]) if a and b
    ]
    return any(
        x.startswith("--") and not y.startswith("--") and len(y) > 4 and x[2:] == y[5:]
        for a, b in pairs
        for x, y in ((a, b), (b, a))
    )


def _part_of(row: dict, fact: Fact) -> bool:
    """Whether the recording says the fact's month or year and no more."""
    said = str(row["value"] or "")
    return bool(said) and any(str(x or "").startswith(said) for x in _amounts(fact))


def _first_two(row: tuple) -> tuple:
    return row[:2]


def _same_person(ours: str, theirs: str) -> bool:
    """Whether two names can be one person's: all words of the shorter are in the longer."""
    a, b = ({t.key for t in tokenize(x)} for x in (ours, theirs))
    return bool(a and b) and (a <= b or b <= a)
