"""What a passage is about: its own noun groups, weighed against the rest of the recording.

No parser: in speech a noun group is well enough marked by its determiner (*la commande publique*, *notre
stratégie numérique responsable*). Used for titles of chapters and for the weight of sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.actions.objectives import Vocabulary
from pipeline.extract.actions.patterns import MENT_NOUNS
from pipeline.extract.actions.verbs import infinitive, present
from pipeline.french.frequency import zipf
from pipeline.french.spelling import fold

_DETERMINER = (
    r"(?:(?:le|la|les|un|une|des|du|au|aux|nos|notre|votre|vos|leurs?|ses|son|sa|ce|cet|cette|ces|de)\s"
    r"|[ld]['’]\s?)"
)
_PHRASE = re.compile(
    rf"\b{_DETERMINER}((?:[^\W\d_]{{3,}}(?:-[^\W\d_]+)*)"
    rf"(?:\s(?:(?:de la|de l['’]|du|des|de|d['’])\s?)?[^\W\d_]{{4,}}(?:-[^\W\d_]+)*){{0,3}})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
LINKS = frozenset("de du des la le les l d un une à au aux en et".split())
EMPTY = frozenset(
    """
    chose choses fait faits fois temps moment gens exemple question questions niveau partie parties
    point points façon manière sorte cas suite début fin fond reste peu plupart ensemble idée sujet
    sujets main parole journée jour jours mois année années an ans personne personnes monde truc trucs
    côté place mise mettre être avoir faire dire aller voir venir pouvoir devoir savoir vouloir falloir
    tout tous toute toutes autre autres même mêmes celui celle ceux celles cela ceci ça nous vous elle
    elles ils lui eux moi toi qui que quoi dont où quand comment pourquoi parce puisque alors donc mais
    ainsi aussi très bien plus moins trop assez beaucoup vraiment justement effectivement finalement
    notamment également forcément évidemment simplement toujours jamais encore déjà souvent parfois
    aujourd hui hier demain ici là merci bonjour voilà enfin bref puis ensuite après avant pendant
    depuis avec sans pour par sur sous dans entre contre chez vers selon comme avons avez ont sont était
    étaient sera seront serait avait avaient peut peuvent doit doivent font mis prise pris une deux
    trois quatre cinq six sept huit neuf dix cent mille million millions euros pourcent nos notre vos
    votre leur leurs ces cette cet ses son mes mon tes premier première deuxième troisième dernier
    dernière petit petite grand grande gros grosse bon bonne nouveau nouvelle vrai vraie certain
    certaine certains certaines plusieurs quelques chaque tellement plutôt surtout tant quel quelle
    quels quelles lequel laquelle peut-être est-ce c'est droite gauche heure heures minute minutes
    seconde secondes webinaire présentation diapo slide tchat chat discussion etc thématique thématiques
    partage écran collègues monsieur madame plaisir mesure ailleurs autant
    """.split()
)
"""Words that no subject begins or ends with."""


_FOLDED_EMPTY = frozenset(fold(w) for w in EMPTY)
_NO_END = frozenset(fold(w) for w in EMPTY | LINKS)

MORE_THAN_ONE_WORD = (0.6, 1.6)
"""A group of several words says more than a noun alone."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling each folded word is: rare in French, not spread over the whole recording."""

    idf: dict[str, float]

    def of(self, word: str) -> float:
        """Weight of a word; 0 for links and empty words."""
        return self.idf.get(fold(word), 0.0)


def words(text: str) -> list[str]:
    """The words of a text as they stand, without digits."""
    return _WORD.findall(text)


def weigh(passages: Sequence[str]) -> Weights:
    """Weights from passages (sentences) of one recording: log inverse share, times rarity in French."""
    seen: Counter[str] = Counter()
    for passage in passages:
        seen.update({fold(w) for w in words(passage)})
    total = max(1, len(passages))
    return Weights(
        {w: math.log(1 + total / n) * _rarity(w) for w, n in seen.items() if w not in _NO_END and len(w) > 2}
    )


def _rarity(folded: str) -> float:
    """1 for the nouns of a trade, less for everyday words, and less for unknown ones, often misheard."""
    frequency = zipf(folded)
    if not frequency:
        return UNKNOWN_WORD
    return max(0.05, min(1.0, (6.3 - frequency) / 2.0))


def is_clause(group: list[str]) -> bool:
    """Whether a group runs into a verb: *page d'accueil pesait*, *machines supportent*."""
    plural_verb = any(b.endswith("ent") and a.endswith(("s", "x")) for a, b in pairwise(group))
    return plural_verb or any(_verbal(word) for word in group)


def _verbal(word: str) -> bool:
    """Whether a word of a group shows that it is a clause: a finite verb, an infinitive, an adverb."""
    if word.endswith(("aient", "ait", "ant", "ement", "amment", "emment")):
        return word not in MENT_NOUNS
    return infinitive(word) is not None or bool(present(word, "3p"))


UNKNOWN_WORD = 0.6
"""Weight of a word that the frequency list does not have."""
ON_TOPIC = 1.5
"""A group that holds an expression of the six objectives is worth this much more."""
LOOKED_AT = 40
"""Best groups whose topic is looked at."""


def subject(passage: str, weights: Weights, early: int | None = None) -> str | None:
    """The noun group that says best what a passage is about, in its own words; ``None`` without any.

    With ``early``, only groups said in the first characters, where a talk names its subject.
    """
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for match in _PHRASE.finditer(passage):
        for parts, phrase in _prefixes(match[1]):
            if parts[0] in _FOLDED_EMPTY or parts[-1] in _NO_END or all(weights.of(p) < 0.5 for p in parts):
                continue
            name = " ".join(parts)
            counts[name] += 1
            if early is None or match.start() < early:
                forms.setdefault(name, phrase)
    ranked = []
    for name, count in sorted(counts.items()):
        parts = [p for p in name.split() if p not in LINKS]
        if (
            not 1 <= len(parts) <= 4
            or name not in forms
            or any(_verbal(p) for p in forms[name].lower().split())
        ):
            continue
        score = MORE_THAN_ONE_WORD[len(parts) > 1] * count**0.6
        ranked.append((score * sum(weights.of(p) for p in parts) / math.sqrt(len(parts)), name))
    ranked.sort(key=lambda r: (-r[0], r[1]))
    topical = [
        (score * (ON_TOPIC if Vocabulary(forms[name]).points(0, len(forms[name])) else 1.0), name)
        for score, name in ranked[:LOOKED_AT]
    ]
    best = max(topical, key=lambda r: (r[0], r[1]), default=None)
    return forms[best[1]] if best else None


def _prefixes(phrase: str) -> list[tuple[list[str], str]]:
    """The group cut after each of its words, folded and as said: *stratégie*, *stratégie numérique*, …"""
    found = list(_WORD.finditer(phrase))
    parts = [fold(m.group()) for m in found]
    return [(parts[:n], phrase[: m.end()]) for n, m in enumerate(found, 1)]
