"""Names of French places and the patterns of public bodies, for `mentions`.

Names that are also ordinary words (*Lot*, *Nord*, *Tours*) count only as *département du Lot*, *à Tours*.
"""

from __future__ import annotations

import re
from functools import lru_cache

REGIONS = (
    "Auvergne-Rhône-Alpes|Bourgogne-Franche-Comté|Bretagne|Centre-Val de Loire|Corse|Grand "
    "Est|Hauts-de-France"
    "|Île-de-France|Ile-de-France|Normandie|Nouvelle-Aquitaine|Occitanie|Pays de la Loire"
    "|Provence-Alpes-Côte d'Azur|Guadeloupe|Guyane|Martinique|Mayotte|La Réunion"
)
DEPARTMENTS = (
    "Allier|Alpes-de-Haute-Provence|Hautes-Alpes|Alpes-Maritimes|Ardèche|Ardennes|Ariège|Aveyron|Bouches-du-Rhône"
    "|Calvados|Cantal|Charente|Charente-Maritime|Corrèze|Corse-du-Sud|Haute-Corse|Côte-d'Or|Côtes-d'Armor|Dordogne"
    "|Doubs|Drôme|Eure-et-Loir|Finistère|Haute-Garonne|Gironde|Hérault|Ille-et-Vilaine|Indre-et-Loire|Isère"
    "|Loir-et-Cher|Haute-Loire|Loire-Atlantique|Loiret|Lot-et-Garonne|Lozère|Maine-et-Loire|Haute-Marne"
    "|Meurthe-et-Moselle|Morbihan|Moselle|Nièvre|Pas-de-Calais|Puy-de-Dôme|Pyrénées-Atlantiques|Hautes-Pyrénées"
    "|Pyrénées-Orientales|Bas-Rhin|Haut-Rhin|Haute-Saône|Saône-et-Loire|Sarthe|Savoie|Haute-Savoie|Seine-Maritime"
    "|Seine-et-Marne|Yvelines|Deux-Sèvres|Tarn-et-Garonne|Vaucluse|Vendée|Haute-Vienne|Vosges|Yonne"
    "|Territoire de Belfort|Essonne|Hauts-de-Seine|Seine-Saint-Denis|Val-de-Marne|Val-d'Oise"
)
TOWNS = (
    "Paris|Marseille|Lyon|Toulouse|Nantes|Montpellier|Strasbourg|Bordeaux|Lille|Rennes|Reims|Toulon|Saint-Étienne"
    "|Le Havre|Dijon|Grenoble|Angers|Villeurbanne|Nîmes|Aix-en-Provence|Clermont-Ferrand|Le Mans|Brest|Amiens"
    "|Limoges|Annecy|Perpignan|Boulogne-Billancourt|Metz|Besançon|Orléans|Rouen|Mulhouse|Montreuil|Caen"
    "|Saint-Denis|Argenteuil|Roubaix|Tourcoing|Dunkerque|Avignon|Poitiers|Nanterre|Créteil|Versailles|Courbevoie"
    "|Colombes|Vitry-sur-Seine|Aulnay-sous-Bois|La Rochelle|Champigny-sur-Marne|Antibes|Cannes|Calais|Béziers"
    "|Colmar|Saint-Nazaire|Quimper|Lorient|Valence|Chambéry|Niort|Saint-Brieuc|Vannes|Cholet|Angoulême|Beauvais"
    "|Arras|Valenciennes|La Roche-sur-Yon|Nouméa|Papeete|Fort-de-France|Ajaccio|Bastia|Pau|Bayonne|Mâcon"
)
ORDINARY = (
    "Ain|Aisne|Aube|Aude|Cher|Creuse|Eure|Gard|Gers|Indre|Jura|Landes|Loire|Lot|Manche|Marne|Mayenne|Meuse|Nord|Oise"
    "|Orne|Rhône|Somme|Tarn|Var|Vienne"
)
ORDINARY_TOWNS = "Nice|Tours|Nancy|Laval|Bourges|Sète|Troyes|Lens|Évreux|Vichy|Gap|Albi|Auch|Agen|Blois"

_ARTICLE = r"(?:de\s+la\s+|de\s+l['’]\s?|du\s+|des\s+|de\s+|d['’]\s?)"
BODY = re.compile(
    r"\b(?:[Vv]ille|[Cc]ommune|[Mm]airie|[Mm]étropole|[Dd]épartement|[Cc]onseil départemental|[Rr]égion"
    r"|[Cc]onseil régional|[Cc]ommunauté d['’]agglomération|[Cc]ommunauté de communes|[Cc]ommunauté urbaine"
    r"|[Aa]gglomération|[Aa]gglo|[Uu]niversité|[Aa]cadémie|[Pp]réfecture|[Rr]ectorat|[Mm]inistère"
    r"|[Aa]gence nationale|[Dd]irection interministérielle|[Gg]roupement hospitalier|[Cc]entre hospitalier"
    r"|CHU|CCAS|SDIS|GIP|[Ss]yndicat mixte|[Oo]bservatoire|[Ii]nstitut)\s+" + _ARTICLE
)
"""The head of a public body's name; `name_end` says how far the name goes on."""

_NAME_PART = re.compile(
    r"(?:[A-ZÉÈÊÎÏÂÔÇ][\w’'-]*|(?:\s+(?:de la|de l['’]|du|des|de|d['’]|et|sur|en|la|le"
    r"|les)\s*)(?=[A-ZÉÈÊÎÏÂÔÇ])|\s+(?=[A-ZÉÈÊÎÏÂÔÇ]))"
)


def name_end(text: str, start: int) -> int:
    """Where a proper name that begins at ``start`` ends; ``start`` itself when none does.

    >>> name_end("la ville de Saint-Orens et la suite", 12)
    23
    """
    end = start
    while (match := _NAME_PART.match(text, end)) is not None and match.end() > end and end - start < 60:
        # "et" joins two names of one body only when the second is no new one
        end = match.end()
    return start + len(text[start:end].rstrip())


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """One pattern for all names of places, longer ones first.

    What stands before a name is looked at after its first letter, so that the engine leaps from capital to
    capital.
    """
    names = sorted(f"{REGIONS}|{DEPARTMENTS}|{TOWNS}".split("|"), key=lambda n: (-len(n), n))
    plain = [rf"{n[0]}(?<![\w-].)" + re.escape(n[1:]).replace("'", "['’]") for n in names]
    towns = [rf"{n[0]}(?<=\b[àÀ]\s.){re.escape(n[1:])}" for n in ORDINARY_TOWNS.split("|")]
    return re.compile(rf"(?:{'|'.join((*plain, *towns))})(?![\w-])")


def forbidden(text: str, start: int, end: int) -> bool:
    """Whether a name of a place is part of something else there (*loi Rennes*, *Paris Match*)."""
    return text[max(0, start - 4) : start].lower() == "loi "
