"""What is not a figure although it has a number: identifiers, idioms, housekeeping, clock times.

Each list is one kind of trap; the tests hold sentences for every one of them. A pattern is tried
on a few words around a number only.
"""

from __future__ import annotations

import re

N = r"(?:\d+(?:[.,-]\d+)*|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt)"

LABELS = (
    r"articles?|art\.?|alinéas?|décrets?|lois?|directives?|règlements?|ordonnances?|arrêtés?|circulaires?|"
    r"normes?|iso|numéros?|n°|no\.|nº|lots?|axes?|étapes?|modules?|pages?|diapos?|diapositives?|slides?|"
    r"planches?|chapitres?|annexes?|figures?|tableaux?|versions?|v|épisodes?|scopes?|catégories?|types?|"
    r"zones?|salles?|bâtiments?|ateliers?|départements?|titres?|livres?|tomes?|volets?|scénarios?|scénario|"
    r"étages?|lignes?|questions?|points?|critères?|fiches?|actions?|objectifs?|phases?|tours?|options?|"
    r"variantes?|paragraphes?|partie|classes?|rgaa|rgesn|wcag|windows|office|excel|android|ios|web|agenda|"
    r"europe|nis|covid|groupe|indice|vague|séquence|acte|saison|édition|table|stand|porte|quai|"
    r"niveaux?|erreurs?|codes?|bureau|cas|hypothèse|recommandation|mesure|principe|pilier|thème|défi|chaîne|canal|france"
)
"""Words before a number that make it a name (*article 58*, *Windows 10*, *lot 2*)."""

LABEL_BEFORE = re.compile(
    rf"(?<!\w)(?:{LABELS})\s(?:(?:n°|no|numéro|nº|numeros?)\s?)?(?:{N}\s?(?:,|et|à|ou)\s)*$", re.IGNORECASE)
CODE_BEFORE = re.compile(r"(?<![\w'’.])[b-df-hj-npqrstvwxz]\.?\s$", re.IGNORECASE)
"""A single consonant before a number: *article L. 211-1*, *guide R 491*."""

NUMBER_SIGN = re.compile(r"(?:n°|nº|n ?°|\bnuméros?|\bno\.)\s?$", re.IGNORECASE)

PROGRAMME = re.compile(
    r"\b(?:agenda|france|objectif|plan|programme|stratégie|vision|cap|ambition|europe|mission|projet|feuille de route)"
    r"\s$", re.IGNORECASE)
"""Before a year, with nothing between: the name of a programme (*Agenda 2030*)."""

IDIOMS = (
    r"\b(?:24|vingt[- ]quatre) ?(?:h|heures)(?:/| sur )(?:24|vingt[- ]quatre)",
    r"\b(?:7|sept) ?(?:j|jours)(?:/| sur )(?:7|sept)", r"\b24/7\b|\b7/7\b|\b24h/24\b",
    r"\b(?:tous|toutes) les (?:deux|trois|quatre)\b(?! (?:ans|mois|jours|semaines|heures|minutes))",
    r"\b(?:les|nos|vos|ces|mes|ses|leurs|l'un des|l’un des|l'une des|l’une des|un des|une des|aucun des) (?:deux|trois)\b"
    r"(?= (?:à la fois|ensemble|sont|ont|se|aussi|et|mais|donc|euh|\.|,)|[.,;?!]|$)",
    r"\bmoitié[- ]moitié\b|\bmoitié moins\b|\bà moitié\b|\bà moindre\b|\bmoitié plus\b",
    r"\b(?:deux|trois|quatre|un ou deux|deux trois|deux ou trois) (?:petits |petites )?(?:mots?|instants?|phrases)\b",
    r"(?<!en )\b(?:une|deux|deux ou trois|deux trois|trente) (?:petites? )?secondes?\b(?! (?:par|de (?:moins|plus|chargement)))",
    r"\b(?:une?|deux|trois|cinq|dix) (?:petites? )?(?:minute|seconde)s? (?:de pub|d'attention|d’attention)\b",
    r"\bmille (?:mercis?|fois|excuses|pardons|et une|et un|feuilles?|bornes|manières|façons)\b",
    r"\b(?:trente[- ]six|36)(?: mille| 000)? (?:solutions|manières|façons|fois|chandelles|choses|raisons)\b",
    r"\b(?:un|d['’]un|l['’]un|autre) (?:côté|coup|bout|autre)\b",
    r"\bdeux poids,? deux mesures\b", r"\bd['’]une pierre,? deux coups\b", r"\bentre (?:les )?deux\b(?= (?:chaises|eaux)|[.,;]|$)",
    r"\ben deux temps(?:,? trois mouvements)?\b", r"\bse mettre en quatre\b", r"\bcheveux en quatre\b",
    r"\bquatre (?:coins|saisons|mains|yeux|murs)\b", r"\bun de ces quatre\b", r"\bà quatre pattes\b",
    r"\bles yeux dans les deux\b", r"\bcinq (?:étoiles|sur cinq)\b", r"\b5 sur 5\b",
    r"\bsept lieues\b", r"\bneuf vies\b", r"\b(?:du|à|de|tout|quoi de) neuf\b(?! (?:mille|cents?|virgule|millions?|milliards?|\w+s)\b)",
    r"\bnuméro (?:un|deux|1|2)\b", r"\bplan b\b", r"\bà (?:180|360|cent quatre[- ]vingts?|trois cent soixante) degrés\b",
    r"\b(?:180|360)\s?°", r"\b(?:un|à|d['’]un) (?:à|par) un\b|\bdeux (?:à|par) deux\b|\bun par un\b",
    r"\bjamais deux sans trois\b", r"\bun point c['’]est tout\b", r"\b49[.,]3\b", r"\b(?:cent|mille) fois\b",
    r"\b(?:à|de) (?:deux|trois|quatre) (?:pas|doigts)\b", r"\bdix mille choses\b", r"\bmille choses\b",
    r"\bnous (?:deux|trois)\b|\bvous (?:deux|trois|quatre)\b|\beux deux\b|\belles deux\b",
    r"\bcoup de (?:fil|main)\b", r"\bun tiers[- ](?:lieux?|payant|de confiance)\b|\btiers[- ](?:lieux?|payant|monde|de confiance)\b",
    r"\bquart[- ](?:monde|temps)\b", r"\bmi[- ]temps\b", r"\bplein temps\b", r"\bdemi[- ](?:tour|mesure|mot|tarif|finale)s?\b",
    r"\bdernier quart d['’]heure\b", r"\bquart d['’]heure (?:de retard|d['’]avance|de pause|de questions)\b",
    r"\bzéro (?:déchet|papier|émission|carbone|souci|problème|stress|défaut|faute|tolérance|impact|artificialisation|trust)s?\b",
    r"\b(?:objectif|repart\w+ (?:de|à)|partir de|partis? de|base|niveau|compteur à|point) zéro\b", r"\bzéro\b(?! (?:virgule|euro))",
    r"\bà? ?(?:cent|100|200|deux cents?|mille|1000) ?(?:%|pour cent) (?:d['’]accord|avec (?:vous|toi|elle|lui)|raison|sûre?s?|"
    r"certaine?s?|convaincue?s?|mobilisée?s?)",
    r"\b(?:d['’]accord|raison|sûre?|certaine?|convaincue?) à (?:cent|100|200|deux cents?|mille) ?(?:%|pour cent)",
)
"""Set phrases that hold a number without counting anything."""

HOUR = (
    r"(?:[01]?\d|2[0-4]|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"dix[- ](?:sept|huit|neuf)|vingt(?: et une|[- ](?:deux|trois))?)"
)
MINUTES = (
    r"(?: ?\d{2}| (?:et (?:demie?|quart)|moins (?:le )?(?:quart|dix|vingt|cinq)|pile|précises?|trente|quinze|"
    r"quarante[- ]cinq|dix|vingt|cinq))?"
)
CLOCK = (
    r"\b\d{1,2} ?[hH] ?\d{2}\b", r"\b\d{1,2}:\d{2}\b",
    rf"\b(?:à|vers|dès|jusqu['’]à|avant|après|même heure|horaires?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    rf"demain|matin|soir) {HOUR} ?(?:heures?|h){MINUTES}\b(?! (?:de|d['’]|par|sur|environ))",
    rf"\bde {HOUR}(?: ?(?:heures?|h){MINUTES})? à {HOUR} ?(?:heures?|h){MINUTES}\b(?! (?:de|d['’]|par|sur))",
    rf"\bentre {HOUR}(?: ?(?:heures?|h){MINUTES})? et {HOUR} ?(?:heures?|h){MINUTES}\b(?! (?:de|d['’]|par|sur))",
)
"""Times of the day."""

AWARD = re.compile(r"\b(?:label|certifi|class|habilit|qualifi)\w*(?:\s[\w'’]+){0,3}?\sniveau\s$", re.IGNORECASE)
"""Before the rank of a label (*labellisés niveau 2*)."""

CODES = (
    r"(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)", r"(?<!\d)0 ?8\d\d(?:[ .]?\d{3}){2}(?!\d)", r"\+\d{2}(?: ?\d){8,}",
    r"\ble (?:3[069] ?\d\d|1[578]|11[2459])\b(?! (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|"
    r"novembre|décembre))",
    r"(?:https?://|www\.)\S+", r"\b\d+\.\d+\.\d+(?:\.\d+)?\b", r"\bbac ?\+ ?\d\b",
)
"""Telephone numbers, addresses of pages, version numbers."""

AGES = (
    r"\b(?:âgée?s? d['’e]\s?|à l['’]âge d['’e]\s?)[\w\s-]{2,30}? ans\b",
    r"\b(?:j['’]ai|tu as|il a|elle a|qui a|ils ont|elles ont|qui ont)(?: eu| déjà| que| seulement)? [\w-]+(?: [\w-]+){0,3} ans\b"
    r"(?! (?:d['’]|de |pour|devant|dans|à ))",
    r"\bles? (?:moins|plus) de [\w-]+(?: [\w-]+){0,2} ans\b", r"\bles \d+[- ]\d+ ans\b", r"\bles \d+ à \d+ ans\b",
)
"""Ages of people."""

HOUSEKEEPING = (
    r"\b(?:encore|plus que|reste|restent|resterait|laisse|attend\w*|patient\w*|pause de|dans) (?:encore |environ |à peu près |plus que |"
    r"une petite |à peine |les? )*[\w-]+ (?:petites? )?(?:minutes?|secondes?)\b",
    r"\b[\w-]+ (?:petites? )?minutes? (?:de (?:pause|retard|questions?|battement|présentation|parole|plus)|pour (?:les |vos |des |répondre|"
    r"conclure|présenter|poser)|chacune?|d['’]échanges?|de question|avant (?:la fin|de (?:conclure|passer|se quitter)))",
)
"""How the session itself runs."""

DISCOURSE = frozenset(
    "chose mot question remarque truc instant phrase précision parenthèse coup clin clic temps côté bout sorte "
    "façon manière sens fois point détail élément exemple idée raison secret minutes- moment pas brin poil "
    "cas seconde".split())
"""Counted nouns that name parts of what is being said: *deux choses*, *trois points*, *une question*."""

SPOTS = re.compile("|".join(f"(?:{p})" for p in (*IDIOMS, *CLOCK, *CODES, *AGES, *HOUSEKEEPING)), re.IGNORECASE)

EMPHASIS = re.compile(
    r"(?:^|[.,;:!?]|\b(?:et|mais|donc|alors|euh|ben|voilà|ou|que|d['’]accord|suis|raison|franchement))\s+à\s$", re.IGNORECASE)
"""Before *100 %*: *à 100 %, oui* is a way to agree."""

HALVES = frozenset({"demi", "demie", "demis", "demies", "quart"})
"""Without an article they count nothing (*par demi-journée*)."""

THIRD_PARTY = re.compile(r"\b(?:par|à|chez|avec|auprès d['’]|pour) ?un $", re.IGNORECASE)
"""*par un tiers* is a person unless *de* follows."""


def excluded(text: str, start: int, end: int, before: int = 60, after: int = 50) -> bool:
    """Whether a set phrase, a clock time, a code, an age or housekeeping covers the number at [start, end)."""
    low = max(0, start - before)
    window = text[low : end + after]
    return any(m.start() + low < end and m.end() + low > start for m in SPOTS.finditer(window))
