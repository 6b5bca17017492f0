"""The second look: whole stretches of speech between the likely changes of voice, and who says them.

The chain over all places (`weighing`) sees a place and the few words around it. Once it has said
where the voice may change, much more can be told: how long the voice before has spoken, whom it
named, what it asked, which words are those of one person. A *stretch* is the words between two
likely changes; its evidence is weighed by ``data/turns.json`` and decided by the same chain.
"""

from __future__ import annotations

import itertools
import json
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from pipeline.segment.decode import Scores, expectations
from pipeline.segment.evidence import YOU, Evidence, absent, thanked_by_name, turned_to
from pipeline.segment.network import change_odds, host_odds, return_odds
from pipeline.segment.subjects import Subjects, familiar, function_keys, load_subjects, subject_keys
from pipeline.segment.weighing import PAIRS, Weights, known_from, next_guests, pair_of, score

Array = np.ndarray

_READINESS = 0.5  # measured: the likely changes are better found with a little more readiness to change
_LIKELY = 0.05  # probability of a change above which a stretch begins
_HEARD = -2.2  # log odds of the network above which one begins too
_LENGTHS = (3, 8, 20, 60)
_SIZES = ("3", "8", "20", "60", "plus")  # up to so many words
_LONG = 20
_BRIEF = 25
_SPOKEN = 10.0  # words after which somebody has spoken for sure

CUES = (
    "lieu:tiret",
    "debut:echo",
    "apres:reponse",
    "fin:nom",
    *(
        f"debut:{phrase}"
        for phrase in (
            "merci_nom merci merci_groupe merci_accueil bonjour_public bonjour verdict accord_bref oui non "
            "alors eh_bien donc et mais parce_que voila je vous question_debut premiere_reponse rencherit "
            "chat animation interruption technique diapo"
        ).split()
    ),
    *(f"fin:{phrase}" for phrase in "parole appel diapo question cloture".split()),
    *(f"dans:{phrase}" for phrase in "merci_public merci_rapporte parole_annoncee".split()),
)
"""Cues at a place (`pipeline.segment.evidence`) that the turns weigh again beside what the network hears."""
CHANGE = (
    "toujours",
    "chaine",
    "question",
    "sans_ponctuation",
    "question_vous",
    "question_ensuite",
    *(f"avant_{size}" for size in _SIZES),
    *(f"ici_{size}" for size in _SIZES),
    "reseau:change",
    "reseau:vers_invite",
    "reseau:vers_hote",
    *(f"chaine:{pair}" for pair in PAIRS),
    "deux",
    "trois",
    "plusieurs",
    "question_deux",
    "question_trois",
    "question_plusieurs",
    *CUES,
)
PERSON = (
    "appele",
    "autre_appele",
    "evoque",
    "interpelle",
    "autre_interpelle",
    "nomme_dernier",
    "nomme",
    "interpelle_avant",
    "remercie_avant",
    "fonction_avant",
    "remercie_ici",
    "se_remercie",
    "salue_ici",
    "inconnu",
    "premiere_fois",
    "reseau:nouveau",
    "prochain",
    "deja_dit",
    "sujet_avant",
    "recent",
    "avant_dernier",
    "avant_dernier_bref",
    "avant_dernier_question",
)
BACK = (
    "retour",
    *(f"avant_{size}" for size in _SIZES),
    "question",
    "interpelle",
    "question_breve",
    "deux",
    "reseau:retour",
    "reseau:nouveau",
)
ROLE = ("reseau:hote", *(f"ici_{size}" for size in _SIZES), "question", "question_vous")
FIT = (
    "chaine",
    "chaine_longue",
    "se_presente",
    "nomme",
    "interpelle",
    "fonction",
    "fonction_nous",
    "sujet",
    "sujet_fonction",
    "hors_liste",
    "absent",
    "autre_se_presente",
)
SIDES = ("host", "guest")


@dataclass(frozen=True)
class TurnWeights:
    """Weights by name: ``change`` and ``person`` by pair of roles, ``back`` and ``fit`` by role, the
    others one each; ``first`` is for the host who opens."""

    change: Array  # (CHANGE, PAIRS)
    person: Array  # (PERSON, PAIRS)
    back: Array  # (BACK, SIDES)
    role: Array  # (ROLE,)
    fit: Array  # (FIT, SIDES)
    first: float


@dataclass(frozen=True)
class Stretches:
    """S stretches of a recording with N people; columns follow the names above.

    ``edges`` are the words at which they begin, and the last word's end; ``places`` the indices of
    the places at which they begin.
    """

    edges: list[int]
    places: list[int]
    change: Array  # (S, CHANGE)
    person: Array  # (S, PERSON, N, N): from whom, to whom
    back: Array  # (S, BACK)
    role: Array  # (S, ROLE)
    fit: Array  # (S, FIT, N)
    host: Array  # (N,)
    pair: Array  # (N, N)


@lru_cache(maxsize=1)
def load_turn_weights() -> TurnWeights:
    """Read ``data/turns.json`` (once per process)."""
    return parse_turn_weights((files(__package__) / "data" / "turns.json").read_text("utf-8"))


def parse_turn_weights(text: str) -> TurnWeights:
    """Read weights from their JSON text."""
    data = json.loads(text)

    def table(name: str, rows: Sequence[str], columns: Sequence[str]) -> Array:
        return np.array([[data[name][row][column] for column in columns] for row in rows])

    return TurnWeights(
        table("change", CHANGE, PAIRS),
        table("person", PERSON, PAIRS),
        table("back", BACK, SIDES),
        np.array([data["role"][name] for name in ROLE]),
        table("fit", FIT, SIDES),
        data["first"],
    )


def stretches(evidence: Evidence, weights: Weights, subjects: Subjects | None = None) -> Stretches:
    """Cut a recording with at least one place and one person at its likely changes; gather what each
    stretch says of its speaker. ``subjects`` are those of the package unless others are given."""
    return _Look(evidence, weights, subjects or load_subjects()).result()


def score_turns(found: Stretches, weights: TurnWeights) -> Scores:
    """Scores of every stretch and change, for `pipeline.segment.decode.decide`."""
    by_pair = np.eye(len(PAIRS))[found.pair]  # (N, N, PAIRS)
    change = np.einsum("sf,fp,acp->sac", found.change, weights.change, by_pair, optimize=True)
    change += np.einsum(
        "sfac,fac->sac", found.person, np.einsum("fp,acp->fac", weights.person, by_pair), optimize=True
    )
    side = np.stack([found.host, 1 - found.host], axis=1)  # (N, SIDES)
    back = found.back @ weights.back @ side.T
    fit = (found.role @ weights.role)[:, None] * found.host[None, :]
    fit += np.einsum("sfn,fn->sn", found.fit, weights.fit @ side.T)
    return Scores(fit, change, back, weights.first * found.host)


def _size(words: int) -> list[float]:
    """Which length this is, as five zeros and ones."""
    result = [0.0] * len(_SIZES)
    result[bisect_left(_LENGTHS, words)] = 1.0
    return result


def _odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


class _Look:
    """The stretches while they are gathered, and what several kinds of evidence share."""

    def __init__(self, evidence: Evidence, weights: Weights, subjects: Subjects) -> None:
        self.evidence = evidence
        self.words = evidence.words
        places, people = evidence.places, evidence.people
        said, moves = expectations(score(evidence, weights), _READINESS)
        said, likely = said[:, 0], moves.sum(axis=(1, 2))
        self.places = [
            k
            for k, place in enumerate(places)
            if k == 0 or likely[k] > _LIKELY or evidence.heard[place.word, 0] > _HEARD
        ]
        self.likely, self.moves = likely[self.places], moves[self.places]
        self.edges = [*(places[k].word for k in self.places), len(self.words)]
        self.count = len(self.places)
        sizes = np.diff([*(p.word for p in places), len(self.words)])
        weighted = np.add.reduceat(said * sizes[:, None], self.places)
        self.lengths = np.diff(self.edges)
        self.said = weighted / self.lengths[:, None]
        self.number = {person.id: n for n, person in enumerate(people)}
        self.host = np.array([p.kind == "host" for p in people], dtype=float)
        self.away = absent(evidence)
        starts = [m.start for m in evidence.mentions]
        self.named = [
            evidence.mentions[bisect_left(starts, a) : bisect_left(starts, b)]
            for a, b in itertools.pairwise(self.edges)
        ]
        self.turned = [[m for m in ms if turned_to(self.words, m)] for ms in self.named]
        self.asked = [self._asks(edge) for edge in self.edges]
        self.subject, self.function = self._familiar(subjects)
        self.returns = np.array([return_odds(evidence.heard, edge) for edge in self.edges[:-1]]) / 3

    def result(self) -> Stretches:
        pair = pair_of(self.evidence.people)
        return Stretches(
            self.edges,
            self.places,
            self._change(pair),
            self._person(),
            self._back(),
            self._role(),
            self._fit(),
            self.host,
            pair,
        )

    def _asks(self, edge: int) -> float:
        """Whether a question ends just before a word."""
        return float(edge < len(self.words) and "?" in self.words.gap[edge])

    def _you(self, s: int) -> float:
        """Whether a stretch speaks to somebody."""
        return float(s >= 0 and not YOU.isdisjoint(self.words.key[self.edges[s] : self.edges[s + 1]]))

    def _before(self, s: int) -> int:
        return int(self.lengths[s - 1]) if s else 0

    def _change(self, pair: Array) -> Array:
        company = [float(len(self.host) <= 2), float(len(self.host) == 3), float(len(self.host) > 3)]
        routes = [(self.moves * (pair == n)).sum(axis=(1, 2)) for n in range(len(PAIRS))]
        rows = []
        for s, edge in enumerate(self.edges[:-1]):
            asked = self.asked[s]
            place = self.evidence.places[self.places[s]]
            cues = {**place.change, **place.unit}
            rows.append(
                [
                    1.0,
                    _odds(min(self.likely[s], 1.0)) / 3 if s else 0.0,
                    asked,
                    float(self.evidence.quiet[edge]),
                    asked * self._you(s - 1),
                    self.asked[s + 1],
                    *_size(self._before(s)),
                    *_size(int(self.lengths[s])),
                    *(odds / 3 for odds in change_odds(self.evidence.heard, edge)),
                    *(math.log(max(route[s], 1e-4)) / 3 for route in routes),
                    *company,
                    *(asked * c for c in company),
                    *(cues.get(name, 0.0) for name in CUES),
                ]
            )
        return np.array(rows)

    def _person(self) -> Array:
        evidence, people = self.evidence, self.evidence.people
        known = known_from(evidence)
        following = next_guests(evidence, known, self.away)
        own = evidence.own
        found = np.zeros((self.count, len(PERSON), len(people), len(people)), dtype=np.float32)
        row = {name: n for n, name in enumerate(PERSON)}
        words_so_far = np.cumsum(self.said * self.lengths[:, None], axis=0)
        silent = np.exp(-words_so_far / _SPOKEN)
        for s, k in enumerate(self.places):
            place, table = evidence.places[k], found[s]
            for person, value in place.called.items():
                n = self.number[person]
                if value >= 0.5:
                    table[row["appele"], :, n] = value
                    table[row["autre_appele"]] += value
                    table[row["autre_appele"], :, n] -= value
                else:
                    table[row["evoque"], :, n] = 1
            for person, value in place.thanked.items():
                table[row["remercie_ici"], self.number[person]] = value
                table[row["se_remercie"], :, self.number[person]] = value
            for person in place.greeted:
                table[row["salue_ici"], self.number[person]] = 1
            table[row["inconnu"]][:, ~known[k]] = 1
            if following[k] is not None:
                table[row["prochain"], :, following[k]] = 1
            if not s:
                continue
            table[row["deja_dit"]] = np.log1p(words_so_far[s - 1]) / 6
            table[row["premiere_fois"]] = silent[s - 1]
            table[row["reseau:nouveau"]] = silent[s - 1] * self.returns[s, 1]
            self._named_before(s, table, row)
            for at in range(self.edges[s - 1], self.edges[s]):
                if at in own:
                    table[row["fonction_avant"], :, self.number[own[at]]] = 1
            table[row["sujet_avant"]] = self.subject[s - 1]
            table[row["recent"]] = self.said[max(0, s - 6) : s].max(axis=0)
            if s > 1:
                earlier = self.said[s - 2][None, :]
                table[row["avant_dernier"]] = earlier
                table[row["avant_dernier_bref"]] = self.host[:, None] * earlier * (self._before(s) <= _BRIEF)
                table[row["avant_dernier_question"]] = self.host[:, None] * earlier * self.asked[s]
        return found

    def _named_before(self, s: int, table: Array, row: Mapping[str, int]) -> None:
        """Whom the stretch before names, thanks or turns to, and the one before that."""
        turned, named = self.turned[s - 1], self.named[s - 1]
        if turned:
            last = self.number[turned[-1].person]
            table[row["interpelle"], :, last] = 1
            table[row["autre_interpelle"]] = 1
            table[row["autre_interpelle"], :, last] = 0
        if named:
            table[row["nomme_dernier"], :, self.number[named[-1].person]] = 1
        for mention in named:
            table[row["nomme"], :, self.number[mention.person]] = 1
            if thanked_by_name(self.words, mention):
                table[row["remercie_avant"], :, self.number[mention.person]] = 1
        for mention in self.turned[s - 2] if s > 1 else ():
            table[row["interpelle_avant"], :, self.number[mention.person]] = 1

    def _back(self) -> Array:
        two = float(len(self.host) <= 2)
        return np.array(
            [
                [
                    1.0,
                    *_size(self._before(s)),
                    self.asked[s],
                    float(s > 0 and bool(self.turned[s - 1])),
                    self.asked[s] * (self._before(s) <= _BRIEF),
                    two,
                    *self.returns[s],
                ]
                for s in range(self.count)
            ]
        )

    def _role(self) -> Array:
        rows = []
        for s, (a, b) in enumerate(itertools.pairwise(self.edges)):
            hosts = host_odds(self.evidence.heard, a, b)
            asks = self.asked[s + 1]
            rows.append([hosts * self._weight(s), *_size(b - a), asks, asks * self._you(s)])
        return np.array(rows)

    def _weight(self, s: int) -> float:
        """A long stretch tells more than a short one, up to a limit."""
        return min(self.lengths[s] / _LONG, 1.5)

    def _fit(self) -> Array:
        evidence, people = self.evidence, self.evidence.people
        found = np.zeros((self.count, len(FIT), len(people)))
        row = {name: n for n, name in enumerate(FIT)}
        marks = (
            ("se_presente", "introduced"),
            ("nomme", "mentioned"),
            ("interpelle", "spoken_to"),
            ("fonction", "about"),
            ("fonction_nous", "own"),
        )
        found[:, row["chaine"]] = np.log(self.said + 0.02)
        found[:, row["sujet"]] = self.subject
        found[:, row["sujet_fonction"]] = self.function
        found[:, row["hors_liste"]] = [not p.listed for p in people]
        found[:, row["absent"]] = [p.id in self.away for p in people]
        for s, k in enumerate(self.places):
            stop = self.places[s + 1] if s + 1 < self.count else len(evidence.places)
            found[s, row["chaine_longue"]] = found[s, row["chaine"]] * self._weight(s)
            for place in evidence.places[k:stop]:
                for name, kind in marks:
                    for person in getattr(place, kind):
                        found[s, row[name], self.number[person]] = 1
            presents = found[s, row["se_presente"]]
            if presents.any():
                found[s, row["autre_se_presente"]] = presents == 0
        return found

    def _familiar(self, known: Subjects) -> tuple[Array, Array]:
        """How familiar each guest is with the subject of each stretch, beside the other guests."""
        found = familiar(
            subject_keys(self.words, self.evidence.mentions),
            self.edges,
            self.said,
            [function_keys(person) for person in self.evidence.people],
            known,
        )
        guests = 1 - self.host
        return tuple((table - (table @ guests)[:, None] / max(1.0, guests.sum())) * guests for table in found)
