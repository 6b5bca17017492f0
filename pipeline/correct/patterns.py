"""The words around a term that tell what stands there. Data for French readers to correct; no logic."""

# ruff: noqa: E501 - tables read better in whole rows

from __future__ import annotations

# Words that announce the name of a thing, right before it or before its article ("le label …", "qui s'appelle …").
ANNOUNCE: dict[str, frozenset[str]] = {
    "law": frozenset(
        "loi lois decret referentiel norme reglement directive arrete code plan article".split()
    ),
    "organisation": frozenset(
        "agence association institut institution syndicat federation collectif reseau observatoire entreprise societe "
        "mission direction ministere cabinet centrale groupement plateforme appelle appellent operateur".split()
    ),
    "tool": frozenset(
        "outil outils logiciel plateforme site application appli label base methode certification solution reseau "
        "calculateur appelle appellent nomme demarche".split()
    ),
    "concept": frozenset("label demarche methode notion indice indicateur critere appelle appellent".split()),
    "acronym": frozenset("label appelle appellent".split()),
    "place": frozenset("a departement ville metropole region commune agglomeration agglo".split()),
}

# What a person is greeted, thanked or presented with, right before the name.
BEFORE_NAME: frozenset[str] = frozenset(
    "merci bonjour bonsoir madame monsieur mme m bravo remercie remercier appelle suis c'est avec laisse accueille accueillir "
    "passe recevoir parole cher chere docteur maitre alors et a voila donc".split()
)
# Titles, after which a family name stands alone.
TITLES: frozenset[str] = frozenset("madame monsieur mme docteur maitre".split())

# Articles and particles that are written as one with a family name ("Leblanc", "Deschamps", "Delarivière").
ARTICLES_IN_NAMES: tuple[str, ...] = ("dela", "des", "les", "de", "du", "le", "la", "d", "l")

STRONG_BEFORE_NAME: frozenset[str] = frozenset("merci bonjour bonsoir madame monsieur mme bravo".split())

# Articles and determiners as (gender, number); what is not here says nothing.
DETERMINERS: dict[str, tuple[str, str]] = {
    "le": ("m", "s"), "la": ("f", "s"), "l'": ("", "s"), "les": ("", "p"), "des": ("", "p"), "du": ("m", "s"), "au": ("m", "s"),
    "aux": ("", "p"), "un": ("m", "s"), "une": ("f", "s"), "ce": ("m", "s"), "cet": ("m", "s"), "cette": ("f", "s"),
    "ces": ("", "p"), "notre": ("", "s"), "votre": ("", "s"), "nos": ("", "p"), "vos": ("", "p"), "mon": ("", "s"), "ma": ("f", "s"),
    "sa": ("f", "s"), "son": ("", "s"), "leur": ("", "s"), "leurs": ("", "p"), "chaque": ("", "s"),
}  # fmt: skip

# Words that no name of a term begins or ends with, though they may be part of what was misheard.
FUNCTION_WORDS: frozenset[str] = frozenset(
    "a ai as au aux avec c' ca ce ces cette d' dans de des donc du elle en est et etait ete eu fait il ils j' je l' la le les leur lui m' ma "
    "mais me mes moi mon n' ne nos notre nous on ont ou par pas plus pour qu' que qui s' sa se ses si son sont sur t' ta te tes toi "
    "ton tout tous tres tu un une vos votre vous y".split()
)
