"""What is not a figure although it has a number: identifiers, idioms, housekeeping, clock times.

Each list is one kind of trap and ``tests/extract/figures/traps`` holds sentences for it. A pattern
is tried on a few words around a number only, so that none can cost more than the window.
"""

from __future__ import annotations

import re

ORDINARY = (
    "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt"
)
N = rf"(?:\d+(?:[.,-]\d+)*|{ORDINARY})"

LABELS = """
    articles? art\\.? alinéas? décrets? lois? directives? règlements? ordonnances? arrêtés? circulaires?
    normes? iso numéros? n° no\\. nº lots? axes? étapes? modules? pages? diapos? diapositives? slides?
    planches? chapitres? annexes? figures? tableaux? versions? v épisodes? scopes? catégories? types?
    zones? salles? bâtiments? ateliers? départements? titres? livres? tomes? volets? scénarios? étages?
    lignes? questions? points? critères? fiches? actions? objectifs? phases? tours? options? variantes?
    paragraphes? partie classes? rgaa rgesn wcag windows office excel android ios web agenda europe nis
    covid groupe indice vague séquence acte saison édition table stand porte quai niveaux? erreurs? codes?
    bureau cas hypothèse recommandation mesure principe pilier thème défi chaîne canal france
    specs? guides? référentiels? années département\\sdu refs? réfs? références? délibérations?
    tickets? amendements? dossier
""".split()
"""Words before a number that make it a name (*article 58*, *Windows 10*, *lot 2*)."""

LABEL_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(LABELS)})\s(?:(?:n°|no|nº|numéros?)\s?)?(?:{N}\s?(?:,|et|à|ou)\s){{0,4}}$",
    re.IGNORECASE,
)

GLUED_BEFORE = re.compile(r"\d[-/.,]$|[A-Za-z][-_]?$|[/=]$")
GLUED_AFTER = re.compile(r"[-/]\d")
"""Part of a code, a path or a reference: *2012/19*, *211-1*, *RGAA-4*."""
PRODUCT = re.compile(r"\d+G|[48]K")
"""*5G*, *4K*."""
NUMBER_SIGN = re.compile(r"(?:n°|nº|n ?°|\bnuméros?|\bno\.)\s?$", re.IGNORECASE)

CODE_BEFORE = re.compile(r"(?<![\w'’.])[b-df-hj-npqrstvwxz]\.?\s$", re.IGNORECASE)
"""A single consonant before a number: *article L. 211-1*, *guide R 491*."""

AWARD = re.compile(
    r"\b(?:label|certifi|class|habilit|qualifi)\w*(?:\s[\w'’]+){0,3}?\sniveau\s$", re.IGNORECASE
)
"""Before the rank of a label (*labellisés niveau 2*), the one rank that says something."""

PROGRAMME = re.compile(
    r"\b(?:agenda|france|objectif|plan|programme|stratégie|vision|cap|ambition|europe|mission|projet|"
    r"feuille de route)\s$",
    re.IGNORECASE,
)
"""Before a year, with nothing between: the name of a programme (*Agenda 2030*)."""

NEW = r"(?! (?:mille|cents?|virgule|millions?|milliards?|\w+s)\b)"
IDIOMS = (
    # hours and days
    r"\b(?:24|vingt[- ]quatre) ?(?:h|heures)(?:/| sur )(?:24|vingt[- ]quatre)",
    r"\b(?:7|sept) ?(?:j|jours)(?:/| sur )(?:7|sept)",
    r"\b24/7\b|\b7/7\b|\b24h/24\b",
    r"\bmi[- ]temps\b|\bplein temps\b|\bquart[- ](?:monde|temps)\b|\bdernier quart d['’]heure\b",
    # people together
    r"\b(?:tous|toutes) les (?:deux|trois|quatre)\b(?! (?:ans|mois|jours|semaines|heures|minutes))",
    r"\b(?:les|nos|vos|ces|mes|ses|leurs|l['’]une? des|une? des|aucune? des) (?:deux|trois)\b"
    r"(?= (?:à la fois|ensemble|sont|ont|se|aussi|et|mais|donc|euh)\b|[.,;?!]|$)",
    r"\b(?:nous|vous|eux|elles) (?:deux|trois|quatre)\b(?=[.,;?!]| (?:et|mais|donc|vous|nous|qui)\b|$)",
    r"\bmerci à (?:vous|eux|elles) (?:deux|trois|quatre|cinq|six)\b",
    # a few words, a moment
    r"\b(?:deux|trois|quatre|un ou deux|deux trois|deux ou trois) (?:petits |petites )?(?:mots?|instants?)\b",
    r"\b(?:deux|trois|quatre) (?:petites )?phrases\b",
    r"(?<!en )\b(?:une|deux|deux ou trois|deux trois|trente) (?:petites? )?secondes?\b"
    r"(?! (?:par|de (?:moins|plus|chargement)))",
    r"\b(?:une?|deux|trois|cinq|dix) (?:petites? )?(?:minute|seconde)s? (?:de pub|d['’]attention)\b",
    # exaggerations
    r"\bmille (?:mercis?|excuses|pardons|et une?|feuilles?|bornes|manières|façons|choses)\b",
    r"\b(?:trente[- ]six|36)(?: mille| 000)? (?:solutions|manières|façons|fois|chandelles|choses|raisons)\b",
    r"\b(?:cent|mille) fois\b(?! plus| moins)|\bdix mille choses\b",
    # halves and sides
    r"\bmoitié[- ](?:moitié|moins|plus)\b|\bà moitié\b",
    r"\b(?:un|d['’]un|l['’]un|autre) (?:côté|coup|bout|autre)\b",
    r"\btiers[- ](?:lieux?|payant|monde|de confiance)\b",
    r"\bdemi[- ](?:tour|mesure|mot|tarif|finale)s?\b",
    # sayings
    r"\bdeux poids,? deux mesures\b",
    r"\bd['’]une pierre,? deux coups\b",
    r"\ben deux temps(?:,? trois mouvements)?\b",
    r"\bmis\w* en quatre\b|\bmettre en quatre\b|\bcheveux en quatre\b|\bun de ces quatre\b",
    r"\bquatre (?:coins|saisons|mains|yeux|murs|pattes)\b",
    r"\bentre (?:les )?deux\b(?= (?:chaises|eaux)|[.,;]|$)",
    r"\bjamais deux sans trois\b|(?<![\d,])\b(?:5|cinq) sur (?:5|cinq)\b|\bcinq étoiles\b",
    r"\b(?:à|de) (?:deux|trois|quatre) (?:pas|doigts)\b",
    r"\b(?:un|d['’]un) (?:à|par) un\b|\bdeux (?:à|par) deux\b",
    r"\bnuméro (?:un|deux|1|2)\b|\b49[.,]3\b",
    r"\bà (?:180|360|cent quatre[- ]vingts?|trois cent soixante) degrés\b|\b(?:180|360)\s?°",
    # new
    rf"\b(?:du|à|de|tout|quoi de) neuf\b{NEW}",
    # nothing
    r"\bzéro\b(?! (?:virgule|euro))",
    # agreement
    r"\b(?:cent|100|200|deux cents?|mille|1000) ?(?:%|pour cent) "
    r"(?:d['’]accord|avec (?:vous|toi|elle|lui)|raison|sûre?s?|certaine?s?|convaincue?s?|mobilisée?s?)",
    r"\b(?:d['’]accord|raison|sûre?|certaine?|convaincue?) à "
    r"(?:cent|100|200|deux cents?|mille) ?(?:%|pour cent)",
)
"""Set phrases that hold a number without counting anything."""

HOUR = (
    r"(?:[01]?\d|2[0-4]|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|dix[- ](?:sept|huit|neuf)|vingt(?: et une|[- ](?:deux|trois))?)"
)
MINUTES = (
    r"(?: ?\d{2}| (?:et (?:demie?|quart)|moins (?:le )?(?:quart|dix|vingt|cinq)|pile|précises?|trente|quinze|"
    r"quarante[- ]cinq|dix|vingt|cinq))?"
)
O_CLOCK = rf"{HOUR} ?(?:heures?|h){MINUTES}\b(?! (?:de|d['’]|par|sur|environ))"
CLOCK = (
    r"\b\d{1,2} ?h ?\d{2}\b",
    r"\b\d{1,2}:\d{2}\b",
    r"\b(?:il est|il était|à|vers|dès|jusqu['’]à|avant|après|même heure|horaires?|"
    rf"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|matin|soir) {O_CLOCK}",
    rf"\bde {HOUR}(?: ?(?:heures?|h){MINUTES})? à {O_CLOCK}",
    rf"\bentre {HOUR}(?: ?(?:heures?|h){MINUTES})? et {O_CLOCK}",
)
"""Times of the day."""

MONTH_AFTER = r"(?! (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))"
CODES = (
    r"(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)",
    r"(?<!\d)0 ?8\d\d(?:[ .]?\d{3}){2}(?!\d)",
    r"\+\d{2}(?: ?\d){8,14}",
    rf"\ble (?:3[069] ?\d\d|1[578]|11[2459])\b{MONTH_AFTER}",
    r"(?:https?://|www\.)\S{1,80}",
    r"\b\d+\.\d+\.\d+(?:\.\d+)?\b",
    r"\bbac ?\+ ?\d\b",
    r"\bdans le \d\d\b(?! \w+s\b)",
)
"""Telephone numbers, addresses of pages, version numbers."""

AGES = (
    r"\b(?:âgée?s? d['’e]\s?|à l['’]âge d['’e]\s?)[\w\s-]{2,30}? ans\b",
    r"\b(?:j['’]ai|tu as|il a|elle a|qui a|ils ont|elles ont|qui ont)(?: eu| déjà| que| seulement)? "
    r"[\w-]+(?: [\w-]+){0,3} ans\b(?! (?:d['’]|de |pour|devant|dans|à ))",
    r"\bles? (?:moins|plus) de [\w-]+(?: [\w-]+){0,2} ans\b",
    r"\bles \d+(?:[- ]| à )\d+ ans\b",
)
"""Ages of people."""

HOUSEKEEPING = (
    r"\b(?:encore|plus que|reste|restent|resterait|laisse|attend\w*|patient\w*|pause de|dans) "
    r"(?:encore |environ |à peu près |plus que |une petite |à peine |les? ){0,2}"
    r"[\w-]+ (?:petites? )?(?:minutes?|secondes?)\b",
    r"\b[\w-]+ (?:petites? )?minutes? (?:de (?:pause|retard|questions?|battement|présentation|parole|plus)|"
    r"pour (?:les |vos |des |répondre|conclure|présenter|poser)|chacune?|d['’]échanges?|"
    r"avant (?:la fin|de (?:conclure|passer|se quitter)))",
    r"\bquart d['’]heure (?:de retard|d['’]avance|de pause|de questions)\b",
)
"""How the session itself runs."""

DISCOURSE = frozenset(
    "chose mot question remarque truc instant phrase précision parenthèse coup clin clic temps côté bout "
    "sorte façon manière sens fois point détail élément exemple idée raison secret moment pas brin poil cas "
    "seconde".split()
)
"""Counted nouns that name parts of what is being said: *deux choses*, *trois points*, *une question*."""

NAME = re.compile(r"[A-ZÀ-Ü][a-zà-ÿ]+[ -][A-ZÀ-Ü][a-zà-ÿ]")
MID_SENTENCE = re.compile(r"[\w,’'] ?$")
"""Capitals in the middle of a sentence: a place (*les Deux Rives*, *Trois-Rivières*)."""

EMPHASIS = re.compile(
    r"(?:^|[.,;:!?]|"
    r"\b(?:et|mais|donc|alors|euh|ben|voilà|ou|que|d['’]accord|suis|raison|franchement))\s+à\s$",
    re.IGNORECASE,
)
"""Before *100 %*: *à 100 %, oui* is a way to agree."""

HALVES = frozenset({"demi", "demie", "demis", "demies", "quart"})
"""Without an article they count nothing (*par demi-journée*)."""

THIRD_PARTY = re.compile(r"\b(?:par|à|chez|avec|auprès d['’]|pour) ?un $", re.IGNORECASE)
"""*par un tiers* is a person unless *de* follows."""

GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    # letters that must be in the window, in lower case, and what is then looked for: most windows have none
    (("",), IDIOMS),
    (("h", ":"), CLOCK),
    (("0", "+", "le ", "://", "www", "."), CODES),
    ((" ans",), AGES),
    (("minute", "seconde", "quart d"), HOUSEKEEPING),
)


def _one(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for several; the word boundary that most begin with is looked for once."""
    bound = "|".join(f"(?:{p[2:]})" for p in patterns if p.startswith(r"\b"))
    others = [f"(?:{p})" for p in patterns if not p.startswith(r"\b")]
    return re.compile("|".join([rf"\b(?:{bound})", *others] if bound else others))


PARTS = tuple((letters, _one(patterns)) for letters, patterns in GROUPS)


def excluded(text: str, start: int, end: int, before: int = 50, after: int = 40) -> bool:
    """Whether an idiom, a clock time, a code, an age or housekeeping covers the number at [start, end)."""
    low = max(0, start - before)
    window = text[low : end + after].lower()
    if len(window) != min(end + after, len(text)) - low:  # a letter that is two in lower case
        window = text[low : end + after]
    return any(
        m.start() + low < end and m.end() + low > start
        for letters, part in PARTS
        if any(x in window for x in letters)
        for m in part.finditer(window)
    )
