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

from pipeline.french.frequency import zipf
from pipeline.french.spelling import fold

_DETERMINER = r"(?:le|la|les|l['’]|un|une|des|du|au|aux|nos|notre|votre|vos|leurs?|ses|son|sa|ce|cet|cette|ces|de|d['’])"
_PHRASE = re.compile(
    rf"\b{_DETERMINER}\s?((?:[^\W\d_]{{3,}}(?:-[^\W\d_]+)*)"
    rf"(?:\s(?:(?:de la|de l['’]|du|des|de|d['’])\s?)?[^\W\d_]{{4,}}(?:-[^\W\d_]+)*){{0,3}})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
LINKS = frozenset("de du des la le les l d un une à au aux en et".split())
EMPTY = frozenset(
    """chose choses fait faits fois temps moment gens exemple question questions niveau partie parties point points
    façon manière sorte cas suite début fin fond reste peu plupart ensemble idée sujet sujets main parole journée
    jour jours mois année années an ans personne personnes monde truc trucs côté place mise mettre être avoir faire
    dire aller voir venir pouvoir devoir savoir vouloir falloir tout tous toute toutes autre autres même mêmes celui
    celle ceux celles cela ceci ça nous vous elle elles ils lui eux moi toi qui que quoi dont où quand comment
    pourquoi parce puisque alors donc mais ainsi aussi très bien plus moins trop assez peu beaucoup vraiment
    justement effectivement finalement notamment également forcément évidemment simplement toujours jamais encore
    déjà souvent parfois aujourd hui hier demain ici là merci bonjour voilà enfin bref puis ensuite après avant
    pendant depuis avec sans pour par sur sous dans entre contre chez vers selon comme avons avez ont sont était
    étaient sera seront serait avait avaient peut peuvent doit doivent fait font fois mis mise prise pris une deux
    trois quatre cinq six sept huit neuf dix cent mille million millions euros pourcent nos notre vos votre leur
    leurs ces cette cet ses son mes mon tes premier première deuxième troisième dernier dernière petit petite grand
    grande gros grosse bon bonne nouveau nouvelle vrai vraie certain certaine certains certaines plusieurs quelques
    chaque tellement plutôt surtout tant quel quelle quels quelles lequel laquelle peut-être est-ce c'est droite
    gauche heure heures minute minutes seconde secondes webinaire présentation diapo slide tchat chat discussion""".split()
)
"""Words that no subject begins or ends with."""


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
    empty = {fold(w) for w in EMPTY | LINKS}
    return Weights(
        {w: math.log(1 + total / n) * _rarity(w) for w, n in seen.items() if w not in empty and len(w) > 2}
    )


def _rarity(folded: str) -> float:
    frequency = zipf(folded)
    return 1.0 if not frequency else max(0.05, min(1.0, (6.3 - frequency) / 2.5))


def subject(passage: str, weights: Weights) -> str | None:
    """The noun group that says best what a passage is about, in its own words; ``None`` without any."""
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    empty = {fold(w) for w in EMPTY}
    for match in _PHRASE.finditer(passage):
        for phrase in _prefixes(match[1]):
            parts = [fold(w) for w in words(phrase)]
            if (
                not parts
                or parts[0] in empty
                or parts[-1] in empty | LINKS
                or all(weights.of(p) < 0.5 for p in parts)
            ):
                continue
            name = " ".join(parts)
            counts[name] += 1
            forms.setdefault(name, phrase)
    best, value = None, 0.0
    for name, count in sorted(counts.items()):
        parts = [p for p in name.split() if p not in LINKS]
        if not 1 <= len(parts) <= 4:
            continue
        score = math.log(1 + count) * sum(weights.of(p) for p in parts) / math.sqrt(len(parts))
        if score > value:
            best, value = name, score
    return forms[best] if best else None


def _prefixes(phrase: str) -> list[str]:
    """The group cut after each of its words: *stratégie*, *stratégie numérique*, …"""
    ends = [m.end() for m in _WORD.finditer(phrase)]
    return [phrase[:e] for e in ends]
