"""Where a turn may begin, and everything that speaks for or against it.

A *place* is a word before which the voice may change. Its evidence is a set of named values: what
ends just before it (``fin:…``), what begins there (``debut:…``), what follows closely
(``suite:…``) and how the place looks (``lieu:…``). The *unit* from one place to the next has
evidence of its own (``dans:…``): does it sound like the host or like a guest.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.model import Participant
from pipeline.segment.network import (
    OUTPUTS,
    Network,
    Signs,
    change_odds,
    host_odds,
    listen,
    load_network,
    signs,
)
from pipeline.segment.people import Mention, find_names, find_unlisted, genders, own_words, titles
from pipeline.segment.phrases import Hit, find_phrases, load
from pipeline.segment.sentences import opening
from pipeline.segment.words import Words, word_list

_QUIET = 30  # words without a sentence end on either side: unpunctuated speech
_NEAR_START, _FAR_START = 2, 7
_NEAR_END, _FAR_END = 3, 12
_WINDOW = 25
_CALL_REACH = 30
_RECENT = 70
_JUST_NOW = 18
_AROUND = 150
_OPENING = 400
_ABSENT = ("excuse", "absent", "empeche", "retenu", "souffrant")
_TO = frozenset(("pour", "a", "et", "alors", "donc", "question"))
_SOUNDS = ("tutoie", "question", "invite", "animation", "chat", "technique")
_LEADS = ("tutoie", "question", "animation", "chat")
_REPLIES = frozenset(("oui", "non", "accord_bref", "merci", "merci_nom"))
_HEARD = ("reseau:change", "reseau:vers_invite", "reseau:vers_hote")
_UNLIKELY = -9.0  # log odds of a change below which a place is not looked at
_TALK = 0.006  # replies and question marks per word in a recording of long talks
YOU = frozenset(("vous", "tu", "te", "t'", "toi", "votre", "vos", "ton", "ta", "tes"))
_SELF = frozenset(("je", "j'", "moi", "nous", "notre", "nos", "mon", "ma", "mes"))
_OWNING = frozenset(("je", "j'", "nous", "moi", "chez", "suis", "notre"))
_DASH = re.compile(r"(?:^|\s)[-–—]\s?$")
_FOLLOW = frozenset(
    (
        "merci_nom",
        "chat",
        "question_debut",
        "verdict",
        "interruption",
        "technique",
        "premiere_reponse",
        "bonjour_public",
        "merci_accueil",
        "oui",
        "non",
        "alors",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A word before which the voice may change, with its evidence and that of the unit it opens."""

    word: int
    change: dict[str, float]
    unit: dict[str, float]
    called: dict[str, float] = field(default_factory=dict)
    thanked: dict[str, float] = field(default_factory=dict)
    greeted: dict[str, float] = field(default_factory=dict)
    addressed: dict[str, float] = field(default_factory=dict)
    introduced: dict[str, float] = field(default_factory=dict)
    mentioned: dict[str, float] = field(default_factory=dict)
    own: dict[str, float] = field(default_factory=dict)
    spoken_to: dict[str, float] = field(default_factory=dict)
    about: dict[str, float] = field(default_factory=dict)
    bare: dict[str, float] = field(default_factory=dict)
    recent: dict[str, float] = field(default_factory=dict)
    just_now: dict[str, float] = field(default_factory=dict)
    dismissed: dict[str, float] = field(default_factory=dict)


def absent(evidence: Evidence) -> frozenset[str]:
    """Ids of the people whose absence the opening excuses ("monsieur X, qui est retenu")."""
    found = set()
    for mention in evidence.mentions:
        if mention.start > _OPENING:
            break
        around = evidence.words.key[max(0, mention.start - 5) : mention.end + 10]
        if any(key.startswith(_ABSENT) for key in around):
            found.add(mention.person)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All places of a recording in order (the first is word 0), and the people found."""

    words: Words
    places: tuple[Place, ...]
    people: tuple[Participant, ...]
    quiet: tuple[bool, ...]
    mentions: tuple[Mention, ...]
    own: Mapping[int, str]
    heard: np.ndarray
    """What the network tells of each word: (words, `OUTPUTS`)."""


def quiet_words(words: Words) -> tuple[bool, ...]:
    """For each word, whether no sentence ends near it (unpunctuated speech)."""
    ends = [i for i, strong in enumerate(words.strong) if strong]
    result = []
    for i in range(len(words)):
        after = bisect_left(ends, i + 1)
        left = i - ends[after - 1] if after else _QUIET if len(words) > _QUIET else 0
        right = ends[after] - i if after < len(ends) else len(words) - i + (_QUIET if not ends else 0)
        result.append(left + right > 2 * _QUIET or not ends)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may speak and where they are named; ``own`` maps words of one person's function to her id."""

    people: tuple[Participant, ...]
    mentions: tuple[Mention, ...]
    own: Mapping[int, str]
    quiet: tuple[bool, ...]

    def signs(self, words: Words) -> Signs:
        """What the network reads of the words."""
        hosts = {p.id for p in self.people if p.kind == "host"}
        named = {i: m.person in hosts for m in self.mentions for i in range(m.start, m.end)}
        return signs(words, named, self.quiet, len(self.people))


def find_cast(words: Words, participants: Sequence[Participant]) -> Cast:
    """The participants and the people found in the speech, with the places of their names."""
    quiet = quiet_words(words)
    lower = [q and not words.form(i)[:1].isupper() for i, q in enumerate(quiet)]
    people = tuple(participants)
    mentions = find_names(words, people, lower)
    extra = find_unlisted(words, people, {m.start: (m.end, m.person) for m in mentions}, lower)
    if extra:
        people += extra
        mentions = find_names(words, people, lower)
    own = own_words(words, people)
    named = {i for m in mentions for i in range(m.start, m.end)}
    mentions = sorted(
        [*mentions, *(m for m in titles(words, people, own) if not named & set(range(m.start, m.end)))],
        key=lambda m: m.start,
    )
    return Cast(people, tuple(mentions), own, quiet)


def gather(
    words: Words,
    participants: Sequence[Participant],
    forced: Sequence[int] = (),
    network: Network | None = None,
) -> Evidence:
    """Collect the evidence of a whole recording; ``forced`` words are places whatever stands there.

    ``network`` is the one of the package unless another is given.
    """
    if not len(words):
        return Evidence(words, (), tuple(participants), (), (), {}, np.zeros((0, len(OUTPUTS))))
    cast = find_cast(words, participants)
    heard = listen(cast.signs(words), network or load_network())
    names = {m.start: (m.end, m.person) for m in cast.mentions}
    begins = [i == 0 or words.strong[i] for i in range(len(words))] + [True]
    hits = find_phrases(words, names, begins)
    places = _places(words, hits, cast, frozenset(forced), heard)
    return Evidence(words, places, cast.people, cast.quiet, cast.mentions, cast.own, heard)


@dataclass(frozen=True, slots=True)
class _Speech:
    """What is looked up again and again around every place, by word or in order of the words.

    ``starts``, ``ends`` and ``inside`` hold the phrases by the word where they begin, end or count;
    ``ended`` are the words at which one ends, ``sounds`` how many of one kind begin before each word,
    ``sentence`` and ``following`` where the sentence before each word begins and the next one does.
    """

    words: Words
    starts: Mapping[int, Sequence[Hit]]
    ends: Mapping[int, Sequence[Hit]]
    ended: Sequence[int]
    inside: Mapping[int, Sequence[Hit]]
    sounds: Mapping[str, Sequence[int]]
    names: Mapping[int, Mention]
    said: Sequence[int]
    asked: Sequence[int | None]
    dashed: frozenset[int]
    quiet: Sequence[bool]
    dialogue: float
    own: Mapping[int, str]
    echoes: Sequence[bool]
    replied: Sequence[int]
    company: str
    sentence: Sequence[int]
    following: Sequence[int]
    answers: Sequence[int]
    titled: Mapping[int, tuple[str, ...]]
    heard: np.ndarray


def _places(
    words: Words,
    hits: Sequence[Hit],
    cast: Cast,
    forced: frozenset[int],
    heard: np.ndarray,
) -> tuple[Place, ...]:
    people, mentions, quiet, own = cast.people, cast.mentions, cast.quiet, cast.own
    size, count = len(words), len(people)
    likely = heard[:, 0] > _UNLIKELY
    kinds = {phrase.id: phrase.place for phrase in load()}
    starts: dict[int, list[Hit]] = {}
    ends: dict[int, list[Hit]] = {}
    inside: dict[int, list[Hit]] = {}
    sounds: dict[str, list[int]] = {name: [] for name in _SOUNDS}
    for hit in hits:
        if "debut" in kinds[hit.phrase]:
            starts.setdefault(hit.start, []).append(hit)
        if "fin" in kinds[hit.phrase]:
            ends.setdefault(hit.end, []).append(hit)
        if "dans" in kinds[hit.phrase]:
            inside.setdefault(hit.start, []).append(hit)
            if hit.phrase in sounds:
                sounds[hit.phrase].append(hit.start)
    dashes = [i for i in range(size) if words.cue_start[i] and _DASH.search(words.gap[i])]
    dashed = frozenset(dashes) if 0 < len(dashes) < 0.8 * sum(words.cue_start) else frozenset()
    asked = _last_question(words, hits)
    echoes = _echoes(words)
    openers = word_list("openers")
    candidates = [0]
    for i in range(1, size):
        may = words.strong[i] or (
            quiet[i]
            and (
                words.cue_start[i]
                or i in starts
                or (words.key[i] in openers and asked[i] is not None)
                or echoes[i]
            )
        )
        if (may and likely[i]) or i in dashed or i in forced:
            candidates.append(i)
    by_word: dict[int, Mention] = {m.start: m for m in mentions}
    replied = sorted(
        [h.start for h in hits if h.phrase in _REPLIES] + [n for n, gap in enumerate(words.gap) if "?" in gap]
    )
    sentence, following = _sentences(words)
    speech = _Speech(
        words,
        starts,
        ends,
        sorted(ends),
        inside,
        {name: _counts(at, size) for name, at in sounds.items()},
        by_word,
        sorted(by_word),
        asked,
        dashed,
        quiet,
        min(1.0, max(0.0, math.log(max(len(replied), 1) / size / _TALK) / 1.2)),
        own,
        echoes,
        replied,
        "deux" if count <= 2 else "trois" if count == 3 else "plusieurs",
        sentence,
        following,
        _counts(_answers(words, starts, quiet, echoes), size),
        _addressed(words, people, mentions),
        heard,
    )
    return tuple(_place(speech, i, stop) for i, stop in itertools.pairwise([*candidates, size]))


def _addressed(
    words: Words, people: Sequence[Participant], mentions: Sequence[Mention]
) -> dict[int, tuple[str, ...]]:
    """The guests whom each "madame" or "monsieur" without a name may mean, by its word."""
    gender = genders(words, people, mentions)
    guests = [p.id for p in people if p.kind != "host"]
    meant = {t: tuple(p for p in guests if gender.get(p) == t) for t in ("madame", "monsieur")}
    named = {m.start for m in mentions}
    return {
        i: meant[key]
        for i, key in enumerate(words.key)
        if key in meant
        and i + 1 not in named
        and i not in named
        and (i + 1 == len(words) or words.key[i + 1] not in ("le", "la", "l'"))
    }


def _counts(at: Sequence[int], size: int) -> list[int]:
    """How many of the given words lie before each word."""
    result = [0] * (size + 1)
    for i in at:
        result[i + 1] += 1
    return list(itertools.accumulate(result))


def _sentences(words: Words) -> tuple[list[int], list[int]]:
    """For each word, the first word of the sentence before it, and the first of the sentence after it."""
    size = len(words)
    first, last = [0] * (size + 1), [size] * (size + 1)
    for i in range(1, size + 1):
        first[i] = i - 1 if words.strong[i - 1] else first[i - 1]
    for i in range(size - 2, -1, -1):
        last[i] = i + 1 if words.strong[i + 1] else last[i + 1]
    return first, last


def _lively(replied: Sequence[int], at: int) -> tuple[float, float]:
    """How much the words before and after a place are those of an exchange (0: a talk, 1: lively)."""
    before = bisect_left(replied, at) - bisect_left(replied, at - _AROUND)
    after = bisect_left(replied, at + _AROUND) - bisect_left(replied, at)
    return min(before / 5, 1.0), min(after / 5, 1.0)


def _last_question(words: Words, hits: Sequence[Hit]) -> list[int | None]:
    """For each word, how many words ago a question began (``None`` beyond the window)."""
    result: list[int | None] = [None] * len(words)
    for hit in hits:
        if hit.phrase in ("question", "question_debut"):
            for i in range(hit.end, min(hit.start + _WINDOW, len(words))):
                result[i] = i - hit.start
    return result


def _echoes(words: Words) -> tuple[bool, ...]:
    """`_echo` of every word: only where words come back soon is there anything to compare."""
    keys = words.key
    last: dict[tuple[str, ...], int] = {}
    near = [False] * len(keys)
    for i in range(len(keys) - 1):
        pair = keys[i : i + 2]
        near[i] = i - last.get(pair, -99) <= 17
        last[pair] = i
    return tuple(any(near[i : i + 4]) and _echo(words, i) for i in range(len(keys)))


def _echo(words: Words, at: int) -> bool:
    """Whether the words from ``at`` on repeat words said just before, as an answer does."""
    keys = words.key
    begin = max(0, at - 14)
    first = at
    while first < min(at + 3, len(keys)) and keys[first] in (
        "oui",
        "non",
        "ah",
        "ben",
        "alors",
        "voila",
        "pas",
        "euh",
    ):
        first += 1
    if first + 2 > len(keys):
        return False
    pair = keys[first : first + 2]
    if max(map(len, pair)) < 4:
        triple = keys[first : first + 3]
        return any(keys[p : p + 3] == triple for p in range(begin, at - 4)) and sum(map(len, triple)) >= 7
    return any(keys[p : p + 2] == pair for p in range(begin, at - 2))


def _place(speech: _Speech, i: int, stop: int) -> Place:
    """The place before word ``i`` and the unit of words [i, stop)."""
    words, names, said, asked = speech.words, speech.names, speech.said, speech.asked
    quiet, own, echoes, company = speech.quiet, speech.own, speech.echoes, speech.company
    starts = speech.starts
    change: dict[str, float] = {}
    called: dict[str, float] = {}
    thanked: dict[str, float] = {}
    greeted: dict[str, float] = {}
    addressed: dict[str, float] = {}

    def note(name: str, value: float = 1.0) -> None:
        if value > change.get(name, 0.0):
            change[name] = value

    kind = "phrase" if words.strong[i] else "ligne" if words.cue_start[i] else "milieu"
    note(f"lieu:{kind}")
    note("lieu:dialogue" + ("" if kind == "phrase" else "_sans_ponctuation"), speech.dialogue)
    lively_before, lively_after = _lively(speech.replied, i)
    note("lieu:vif_avant", lively_before)
    note("lieu:vif_apres", lively_after)
    if words.strong[i] and words.cue_start[i]:
        note("lieu:phrase_et_ligne")
    if i in speech.dashed:
        note("lieu:tiret")
    if "?" in words.gap[i]:
        note("lieu:?")
    if quiet[i] and asked[i] is not None and "?" not in words.gap[i]:
        note("fin:question_proche", 1.0 if asked[i] >= 4 else 0.5)
    if echoes[i]:
        note("debut:echo")
    to_you = not YOU.isdisjoint(words.key[max(speech.sentence[i], i - _WINDOW) : i])
    if "?" in words.gap[i] or change.get("fin:question_proche"):
        note("lieu:?_vous" if to_you else "lieu:?_sans_vous")
        note(f"lieu:?_{company}")
        if to_you:
            note(f"lieu:?_vous_{company}")
    note(f"lieu:{company}")
    after = min(speech.following[i], i + _WINDOW)
    to_you = not YOU.isdisjoint(words.key[i:after])
    asks = (
        after < len(words) and "?" in words.gap[after]
        if not quiet[i]
        else any(asked[j] is not None for j in range(i + 1, after))
    )
    if asks and not any(hit.phrase == "diapo" for hit in starts.get(i, ())):
        note("apres:?_vous" if to_you else "apres:?_sans_vous")
        if words.key[i] in ("et", "mais", "donc"):
            note("apres:?_et")

    # what begins here
    limit = i + _FAR_START
    for j in range(i, min(limit, len(words))):
        if j > i and words.strong[j] and j > i + _NEAR_START:
            break
        for hit in starts.get(j, ()):
            if j == i:
                note(f"debut:{hit.phrase}")
            elif hit.phrase in _FOLLOW:
                note(f"suite:{hit.phrase}", 1.0 if j <= i + _NEAR_START else 0.6)
            if hit.person and hit.phrase == "merci_nom" and j <= i + 4:
                thanked[hit.person] = max(thanked.get(hit.person, 0.0), 1.0 if j <= i + _NEAR_START else 0.7)
            if hit.phrase == "merci" and not thanked and j <= i + 2:
                for person in speech.titled.get(j + 1, ()):
                    thanked[person] = 0.5
        mention = names.get(j)
        if (
            mention is not None
            and j <= i + 3
            and mention.person not in thanked
            and (
                words.key[j - 1] in ("bonjour", "bonsoir", "oui", "merci")
                and j > i
                and "," not in words.gap[j]
                and not words.strong[j]
                and not _presents(words, mention)
            )
        ):
            greeted[mention.person] = 1.0
    for j in said[bisect_left(said, i) : bisect_left(said, i + 12)]:
        mention = names[j]
        if _spoken_to(words, mention) and mention.person not in thanked and not _presents(words, mention):
            addressed[mention.person] = 1.0

    answers = speech.answers
    if answers[min(i + 26, len(words))] > answers[min(i + 3, len(words))]:
        note("apres:reponse")

    # what ends here
    ending = next(
        (names[j] for j in range(i - 1, max(-1, i - 7), -1) if j in names and names[j].end == i), None
    )
    if (
        ending is not None
        and (
            "?" in words.gap[i]
            or quiet[i]
            or (words.strong[i] and (words.strong[ending.start] or "," in words.gap[ending.start]))
        )
        and not any(
            k in ("merci", "bonjour", "bonsoir") for k in words.key[max(0, ending.start - 3) : ending.start]
        )
    ):
        note("fin:nom", 1.0 if "?" in words.gap[i] or words.strong[ending.start] else 0.6)
        called[ending.person] = 1.0
    lowest = max(0, i - _CALL_REACH)
    for j in reversed(speech.ended[bisect_right(speech.ended, lowest) : bisect_right(speech.ended, i)]):
        distance = i - j
        for hit in speech.ends[j]:
            near = 1.0 if distance <= _NEAR_END else 0.5 if distance <= _FAR_END else 0.25
            if hit.phrase in ("parole", "appel") or distance <= (
                _NEAR_END if hit.phrase == "diapo" else _FAR_END
            ):
                note(f"fin:{hit.phrase}", near)
            if hit.person and hit.phrase in ("parole", "appel"):
                called[hit.person] = max(called.get(hit.person, 0.0), near)
    if change.get("fin:parole", 0.0) or change.get("lieu:?") or change.get("fin:question_proche"):
        for j in reversed(said[bisect_left(said, i - _CALL_REACH + 1) : bisect_left(said, i)]):
            called[names[j].person] = max(called.get(names[j].person, 0.0), 0.4)
        for j in range(i - 1, max(-1, i - _CALL_REACH // 2), -1):
            if j in own:
                called[own[j]] = max(called.get(own[j], 0.0), 0.4)
            for person in speech.titled.get(j, ()):
                called[person] = max(called.get(person, 0.0), 0.4)
    if kind == "phrase" and i - speech.sentence[i] <= 4:
        note("lieu:apres_phrase_courte")
    if kind == "phrase" and speech.following[i] < len(words) and speech.following[i] - i <= 4:
        note("lieu:phrase_courte")

    if quiet[i]:
        opens = opening(words, i)
        note("lieu:ouverture", max(0.0, opens / 3))
        note("lieu:suspendu", float(opens <= -5))

    # how it sounds on both sides
    near_start, near_end = max(0, i - _WINDOW), min(len(words), i + _WINDOW)
    for name, times in speech.sounds.items():
        before, after = times[i] - times[near_start], times[near_end] - times[i]
        if before:
            note(f"avant:{name}", min(before, 3) / 3)
        if after:
            note(f"apres:{name}", min(after, 3) / 3)
    if kind != "phrase":  # without punctuation the same words weigh otherwise
        change.update(
            {
                f"plat:{n}": v
                for n, v in change.items()
                if n.startswith(("debut:", "fin:", "apres:", "avant:"))
            }
        )

    # what the network hears
    for name, odds in zip(_HEARD, change_odds(speech.heard, i), strict=True):
        change[name] = odds / 2
    unit: dict[str, float] = {"reseau:hote": host_odds(speech.heard, i, stop) * min((stop - i) / 10, 2.0)}
    introduced: dict[str, float] = {}
    mentioned: dict[str, float] = {}
    for j in range(i, stop):
        for hit in speech.inside.get(j, ()):
            if hit.phrase == "presentation":
                if hit.person:
                    introduced[hit.person] = 1.0
                continue
            unit[f"dans:{hit.phrase}"] = min(unit.get(f"dans:{hit.phrase}", 0.0) + 1.0, 3.0)
    spoken_to: dict[str, float] = {}
    bare: dict[str, float] = {}
    here = [names[j] for j in said[bisect_left(said, i) : bisect_left(said, stop)]]
    for mention in here:
        if mention.start < i + 8 and _bare(words, mention):
            bare[mention.person] = 1.0
    recent: dict[str, float] = {}
    just_now: dict[str, float] = {}
    dismissed: dict[str, float] = {}
    for j in reversed(said[bisect_left(said, i - _RECENT + 1) : bisect_left(said, i)]):
        mention = names[j]
        if turned_to(words, mention):
            (just_now if i - mention.end < _JUST_NOW else recent)[mention.person] = 1.0
            break
    for j in said[bisect_left(said, i - _CALL_REACH + 1) : bisect_left(said, i)]:
        mention = names[j]
        if thanked_by_name(words, mention):
            dismissed[mention.person] = 1.0
    for mention in here:
        if _presents(words, mention):
            introduced[mention.person] = 1.0
    for mention in here:
        if mention.person not in introduced:
            if mention.person in thanked or mention.person in greeted or _spoken_to(words, mention):
                spoken_to[mention.person] = 1.0
            else:
                mentioned[mention.person] = 1.0
    belongs: dict[str, float] = {}
    about: dict[str, float] = {}
    told = word_list("told")
    for j in range(i, stop):
        if j in own:
            about[own[j]] = 1.0
        if j in own and _OWNING & set(words.key[max(i, j - 6) : j]):
            belongs[own[j]] = 1.0
    around = max(0, i - 15), min(len(words), stop + 15)
    if not any(speech.sounds[name][around[1]] > speech.sounds[name][around[0]] for name in _LEADS):
        unit["dans:sans_marque"] = min((stop - i) / 10, 2.0)
    for j in range(i, stop):
        key = words.key[j]
        if key in told:
            unit[f"mot:{key}"] = min(unit.get(f"mot:{key}", 0.0) + 0.3, 0.9)
    mark = words.gap[stop] if stop < len(words) else ""
    to_you = not YOU.isdisjoint(words.key[i:stop])
    if "?" in mark:
        unit["dans:?"] = 1.0
        unit["dans:?_vous" if to_you else "dans:?_sans_vous"] = 1.0
    if any(words.key[j] in ("vous", "tu") and words.gap[j] == "-" for j in range(i + 1, stop)):
        unit["dans:inversion"] = 1.0
    if to_you and not _SELF & set(words.key[i:stop]):
        unit["dans:vous_sans_je"] = 1.0
    if _SELF & set(words.key[i:stop]) and not to_you:
        unit["dans:je_sans_vous"] = 1.0
    return Place(
        i,
        change,
        unit,
        called,
        thanked,
        greeted,
        addressed,
        introduced,
        mentioned,
        belongs,
        spoken_to,
        about,
        bare,
        recent,
        just_now,
        dismissed,
    )


def _answers(
    words: Words, starts: Mapping[int, Sequence[Hit]], quiet: Sequence[bool], echoes: Sequence[bool]
) -> list[int]:
    """Words at which what sounds like an answer begins."""
    return [
        j
        for j in range(len(words))
        if (words.strong[j] or quiet[j])
        and (
            echoes[j]
            or (words.strong[j] and "?" in words.gap[j])
            or any(h.phrase in ("oui", "non") for h in starts.get(j, ()))
        )
    ]


def _presents(words: Words, mention: Mention) -> bool:
    """Whether a full name set off after a greeting is the speaker's own ("Bonjour, X Y, je dirige…")."""
    if mention.end - mention.start < 2 or mention.end >= len(words):
        return False
    before = words.key[max(0, mention.start - 12) : mention.start]
    apart = (
        words.strong[mention.start]
        or "," in words.gap[mention.start]
        or before[-1:] in (("alors",), ("donc",), ("moi",), ("bonjour",))
    )
    if (
        not apart
        or not {"bonjour", "bonsoir", "merci", "alors", "donc"} & set(before)
        or ("merci" in before[-2:] and not words.strong[mention.start])
    ):
        return False
    following = words.key[mention.end : mention.end + 2]
    return bool({"je", "j'"} & set(following[:1])) or (
        ("," in words.gap[mention.end] or words.strong[mention.end])
        and not {"tu", "vous", "merci", "bonjour", "est"} & set(following)
        and (following[:1] != ("on",))
    )


def _bare(words: Words, mention: Mention) -> bool:
    """Whether a full name stands alone as when one gives one's own ("Bonjour. X Y, je dirige…")."""
    if mention.end - mention.start < 2 or mention.end >= len(words):
        return False
    before = words.key[mention.start - 1] if mention.start else ""
    apart = words.strong[mention.start] or "," in words.gap[mention.start]
    return (apart or before in ("bonjour", "bonsoir", "donc", "moi", "alors")) and not (
        {"tu", "vous", "merci", "bonjour", "bonsoir"} & set(words.key[mention.end : mention.end + 3])
    )


def thanked_by_name(words: Words, mention: Mention) -> bool:
    """Whether the word before a name thanks."""
    return mention.start > 0 and words.key[mention.start - 1] in ("merci", "beaucoup", "bravo")


def turned_to(words: Words, mention: Mention) -> bool:
    """Whether the voice turns to the person named: a vocative, "pour X", "à X", "X, vous…"."""
    if not mention.start:
        return False
    before = words.key[mention.start - 1]
    following = words.key[mention.end : mention.end + 3]
    if before in ("merci", "bravo", "bonjour", "bonsoir", "beaucoup"):
        return False
    return before in _TO or _spoken_to(words, mention) or bool({"tu", "vous", "te", "t'"} & set(following))


def _spoken_to(words: Words, mention: Mention) -> bool:
    """Whether a name is that of the person spoken to: set off by commas, or first in the sentence."""
    after = words.gap[mention.end].strip() if mention.end < len(words) else "."
    before = words.gap[mention.start].strip() if mention.start else "."
    following = words.key[mention.end] if mention.end < len(words) else ""
    opening = (
        mention.start == 0
        or words.strong[mention.start]
        or before[-1:] == ","
        or words.key[mention.start - 1] in ("alors", "donc", "et", "oui", "bonjour", "bonsoir", "pardon")
    )
    return opening and (
        after[:1] in (",", "?", ".", "!") or following in ("tu", "vous", "on", "je", "est", "comment")
    )
