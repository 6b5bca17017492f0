"""One French sentence that tells an editor why a correction is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.correct.repair import Repair
from pipeline.correct.search import SoundHit
from pipeline.correct.words import Word


def spoken(words: Sequence[Word], first: int, last: int) -> str:
    """The raw words [first, last] in one line."""
    return "".join(
        ("" if k == first else (w.gap if w.gap.strip() or not w.gap else " ")) + w.text
        for k, w in enumerate(words[first : last + 1], first)
    )


def why(words: Sequence[Word], hit: SoundHit, features: Mapping[str, float], mended: Repair) -> str:
    """Name what is heard, what it stands for, and the strongest reasons of the context."""
    heard = spoken(words, hit.first, hit.last)
    entry = hit.form.entry
    degree = "se prononce comme" if features["cost"] < 0.3 else "s'entend presque comme"
    reasons: list[str] = []
    if features["announced"] and hit.first > 0:
        reasons.append(f"suit « {words[hit.first - 1].text} »")
    if features["near"]:
        reasons.append("un mot attendu est tout près")
    if features["written_out"]:
        reasons.append("son nom développé est dit tout près")
    if features["greeted"] or features["beside_name"]:
        reasons.append("la place est celle d'un nom de personne")
    if features["elsewhere"]:
        reasons.append("le terme est bien reconnu ailleurs dans l'enregistrement")
    if features["listed"] and not reasons:
        reasons.append("ce nom est dans la liste des intervenants")
    if features["unknown"] and not reasons:
        reasons.append("ces mots n'ont guère de sens ici")
    said = hit.form.words
    spelled = " lettre à lettre" if hit.form.spelled else ""
    because = " et ".join(reasons[:2])
    sentence = f"« {heard} » {degree} « {said} »{spelled}"
    if because:
        sentence += f" ; {because}"
    if mended.article:
        sentence += f" ; l'article est accordé avec « {entry.term} »"
    return sentence + "."
