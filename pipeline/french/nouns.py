"""Singular of French nouns, and words that cannot be a counted noun."""

from __future__ import annotations

INVARIABLE = frozenset(
    """
    mois fois pays temps corps cas accès fils bras prix voix choix poids repas avis bois cours parcours
    recours discours progrès succès processus campus bus virus bonus autobus consensus tapis relais
    palais engrais biais marais français anglais congrès procès décès excès abus refus os gaz nez index
    croix noix gens mœurs frais fonds univers divers tiers revers travers envers concours secours jus
    dos sens encours ananas matelas verglas canevas permis compromis devis colis radis débris souris
    brebis oasis puits
    """.split()
)
"""Nouns that end with s, x or z in the singular."""
AIL = {"travaux": "travail", "vitraux": "vitrail", "coraux": "corail", "émaux": "émail", "baux": "bail"}
EU_OU = frozenset(
    {
        "jeux",
        "lieux",
        "feux",
        "enjeux",
        "aveux",
        "neveux",
        "milieux",
        "cheveux",
        "vœux",
        "voeux",
        "bijoux",
        "cailloux",
        "choux",
        "genoux",
        "hiboux",
        "joujoux",
        "poux",
        "adieux",
        "essieux",
    }
)
AU = frozenset({"tuyaux", "noyaux", "joyaux", "boyaux"})
IRREGULAR = {
    "yeux": "œil",
    "messieurs": "monsieur",
    "mesdames": "madame",
    "cieux": "ciel",
    "aïeux": "aïeul",
    "travaux": "travail",
    "années": "an",
    "journées": "jour",
}


def singular(noun: str) -> str:
    """Singular of a noun in lower case; a word that is singular already stays as it is.

    >>> [singular(x) for x in ("habitants", "métaux", "réseaux", "jeux", "mois", "travaux", "choix", "PC")]
    ['habitant', 'métal', 'réseau', 'jeu', 'mois', 'travail', 'choix', 'PC']
    """
    if not noun.islower():
        return noun.removesuffix("s") if noun[:1].isupper() and noun[1:].islower() else noun
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun in AIL:
        return AIL[noun]
    if noun in INVARIABLE:
        return noun
    if noun in EU_OU or noun in AU:
        return noun[:-1]
    if noun.endswith("eaux"):
        return noun[:-1]
    if noun.endswith("aux") and len(noun) > 4:
        return noun[:-3] + "al"
    if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 2:
        return noun[:-1]
    return noun
