"""Words that make a figure: comparators, links of a range, words before a noun."""

from __future__ import annotations

import re

BEFORE: tuple[tuple[str, str], ...] = (
    # the longer first: "un peu moins de" before "moins de"
    (r"(?:un peu |bien |beaucoup |légèrement |nettement )?plus (?:de|que|d'|d’)", ">"),
    (r"au[- ]del[àa] (?:de|d'|d’|des)", ">"),
    (r"au(?: strict)? (?:moins|minimum)", ">"),
    (r"(?:un )?minimum(?: de)?", ">"),
    (r"à partir (?:de|d'|d’)", ">"),
    (r"(?:supérieure?s?|dépass\w+|excèd\w+|excéd\w+)(?: à| les?)?", ">"),
    (r"pas plus (?:de|que|d'|d’)", "<"),
    (r"(?:un peu |bien |beaucoup |légèrement |nettement )?moins (?:de|que|d'|d’)", "<"),
    (r"au(?: grand)? (?:plus|maximum)", "<"),
    (r"(?:un )?maximum(?: de)?", "<"),
    (r"jusqu(?:'|’)(?:à|a|en|aux?)", "<"),
    (r"en[- ]dessous (?:de|d'|d’|des)", "<"),
    (r"inférieure?s?(?: à)?", "<"),
    (
        r"[àa] peu près|à peu de choses? près|environ|approximativement|grosso modo|quasiment|quasi(?: à)?",
        "~",
    ),
    (r"(?:tout )?près (?:de|d'|d’)|presque|pratiquement|(?:autour|aux alentours) (?:de|d'|d’|des)", "~"),
    (r"de l(?:'|’)ordre (?:de|d'|d’)|dans les|quelque|quelques|plusieurs|des|avoisin\w+(?: les)?", "~"),
    (r"(?:un )?peut[- ]être|en gros|disons", "~"),
)
"""Words right before a figure and the comparator they give."""

COMPARE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<c{i}>{p})" for i, (p, _) in enumerate(BEFORE))
    + r")\s?(?:un |une |d['’]une |d['’]un |bonne |bon |petite |les |la |à )?$",
    re.IGNORECASE,
)
SIGNS = tuple(sign for _, sign in BEFORE)

BEFORE_COLLECTIVE = frozenset({"des", "quelques", "plusieurs"})
"""These say *about* only before *centaines* and the like."""

AFTER: tuple[tuple[str, str], ...] = (
    (r"\s(?:environ|à peu près|approximativement|grosso modo|et quelques|ou presque)\b", "~"),
    (r"\s(?:au (?:moins|minimum)|minimum|ou plus|et plus|voire plus|voire davantage)\b", ">"),
    (r"\s(?:au (?:plus|maximum)|maximum|ou moins|et moins|maxi)\b", "<"),
)
"""Words right after a figure."""
FOLLOW = tuple((re.compile(p, re.IGNORECASE), sign) for p, sign in AFTER)

LINK_TO = re.compile(r"\s?(?:à|a|jusqu['’]à|[-–—])\s?(?:plus de\s)?", re.IGNORECASE)
LINK_OR = re.compile(r",?\s(?:ou(?: bien)?|voire(?: même)?)\s", re.IGNORECASE)
LINK_AND = re.compile(r"\set\s", re.IGNORECASE)
LINK_NONE = re.compile(r",?\s|-", re.IGNORECASE)
BETWEEN = re.compile(r"\bentre\s(?:les\s)?$", re.IGNORECASE)
FROM = re.compile(r"\b(?:de|d['’])\s?$", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:pass\w+|baiss\w+|descend\w+|mont\w+|augment\w+|rédui\w+|ramen\w+|chut\w+|grimp\w+|tomb\w+|"
    r"diminu\w+|évolu\w+|réduction|hausse|baisse)(?:\s[\w'’]+){0,3}?\s(?:de|d['’])\s?$",
    re.IGNORECASE,
)
"""*passer de 9 à 3 tonnes* is two figures, not a range."""

SCORE = re.compile(r"\s(?:sur|pour)\s", re.IGNORECASE)
SCALES_OF_MARKS = frozenset({5, 10, 20, 50, 100, 1000})
SHARES = frozenset({2, 3, 4, 5, 10, 100, 1000})
"""*un sur deux*, *neuf agents sur dix*: what shares are told in; *24 écoles sur 26* is a count."""
SHARE_LINK = re.compile(r"\s(?:[^\W\d_]+\s){0,2}sur\s", re.IGNORECASE)

FACTOR_AFTER = re.compile(
    r"\sfois\s(?:plus|moins|supérieure?s?|inférieure?s?|davantage|mieux)\b", re.IGNORECASE
)
FACTOR_BEFORE = re.compile(
    r"\b(?:divis\w+|multipli\w+|facteur|coefficient)\s(?:[\w'’]+\s){0,4}?(?:par\s|de\s|d['’])?$|\bx\s?$|×\s?$",
    re.IGNORECASE,
)

MINUS_BEFORE = re.compile(
    r"(?:^|(?<=[\s(]))[-−–]$|(?:^|\b(?:de|à|est|était|convertir)\s)[-−–]\s$|"
    r"(?<!\bau )(?<!\bdu )(?<!\ble )(?<!\bou )(?<!\bfois )(?<!\bun )(?<!\bles )\bmoins\s$|"
    r"\bn[ée]gati(?:f|ve)\s$",
    re.IGNORECASE,
)
"""A sign: not *au moins 10*, *plus ou moins 5*, *trois fois moins*."""
BELOW_ZERO = re.compile(r"\s(?:en dessous de|au-dessous de|sous) z[ée]ro\b", re.IGNORECASE)

ADJECTIVES = frozenset(
    """
    grand grande grands grandes petit petite petits petites gros grosse grosses premier première
    premiers premières dernier dernière derniers dernières nouveau nouvelle nouveaux nouvelles ancien
    ancienne anciens anciennes autre autres bon bonne bons bonnes beau belle beaux belles vieux vieille
    vieilles principal principale principaux principales différent différente différents différentes
    prochain prochaine prochains prochaines seul seule seuls seules même mêmes vrai vraie vrais vraies
    véritable véritables vraiment simple simples meilleur meilleure meilleurs meilleures énorme énormes
    excellent excellents excellente excellentes superbe superbes magnifique magnifiques longue longues
    long longs courte courtes court courts haut haute hauts hautes jeunes fameux fameuse fameuses divers
    diverses tel telle tels telles
    """.split()
)
"""Adjectives that stand between a number and its noun (*deux grandes communes*)."""

FUNCTION_WORDS = frozenset(
    """
    de du des d le la les l un une ce cet cette ces c qui que qu quoi dont où et ou mais donc or ni car
    à au aux en dans sur sous par pour avec sans vers chez entre depuis pendant durant avant après dès
    lors comme si quand eux lui moi toi puis ensuite aussi ainsi alors est sont était étaient sera
    seront soit ai as a ont avait avons avez y il elle on nous vous ils elles je j tu t se s ne n pas
    plus moins très trop bien mal là ici oui non voilà euh hein ben bah bon enfin environ seulement déjà
    encore toujours jamais souvent parfois peut peuvent va vont fait font faut doit doivent parce
    puisque lorsque tandis afin selon contre parmi hors malgré sauf ça cela ceci celui celle ceux celles
    mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs quel quelle quels quelles lequel
    laquelle lesquels tout tous toute toutes chaque aucun aucune plusieurs quelques certains certaines m
    qu' effectivement finalement notamment justement ensemble autant tant maximum minimum maxi mini
    voire via merci pardon d'accord super ok suite près etc virgule fois demi maintenant désormais
    aujourd hui demain hier actuellement actuelle chacun chacune partout ailleurs mieux pire assez peut-
    être là-dedans là-dessus dessus dessous dedans dehors auparavant ayant étant étais étions été être
    avoir faire dit dire avaient
    """.split()
)
"""Words that are never the counted noun."""

PARTITIVE = re.compile(
    r"\s(?:des|de\s(?:nos|vos|leurs|ces|mes|ses|tes|tous\s(?:les|nos))|parmi\s(?:les|nos)|d['’]entre)\s",
    re.IGNORECASE,
)
DE = re.compile(r"\s(?:de\s|d['’])", re.IGNORECASE)
PLURAL = re.compile(
    r"\b(?P<det>les|des|aux|nos|vos|leurs|ces|mes|de)\s(?P<noun>[^\W\d_]{3,})(?<=[sxSX])\b"
    r"|\bcombien\s(?:de\s|d['’])(?P<asked>[^\W\d_]{3,})",
    re.IGNORECASE,
)
"""Nouns in the plural that a later bare number may count."""
CHANGE_TO = re.compile(
    r"\b(?:pass|baiss|descend|mont|augment|rédui|ramen|chut|grimp|tomb|diminu)\w*(?:\s[\w'’]+){0,3}?\s"
    r"(?:de|d['’])\s?(?P<from>[\w'’ -]{4,60}?)\s(?:à|a)\s$",
    re.IGNORECASE,
)
EN_BEFORE = re.compile(r"\b(?:en|n['’]en|j['’]en|y en)\s(?:[\w'’]+\s){1,3}$", re.IGNORECASE)
DATE_BEFORE = re.compile(
    r"\b(?:(?:au |du |le )?mois de|jusqu['’](?:en|au|à)|depuis(?: le)?|d['’]ici(?: à| le)?|"
    r"à partir d[eu]|en|le|au|dès|fin|début|mi)[\s-]$",
    re.IGNORECASE,
)
"""Words that belong to the date after them."""
YEAR_BEFORE = re.compile(r"\b(?:en|depuis|ici|ici à|fin|début|dès|année|jusqu['’]en)\s$", re.IGNORECASE)
"""After these, four digits are a year whatever follows."""
SHARE_OF = re.compile(r"\s(?:des?|du)\s|\sd['’]", re.IGNORECASE)
"""What a share is taken of (*un tiers des sites*)."""
SHARE_ARTICLE = re.compile(r"\b(?:la|les|une)\s$", re.IGNORECASE)
HALF_BEFORE = re.compile(r"\b(?:la|une|de)\s$", re.IGNORECASE)
LAST_WORD = re.compile(r"([^\W\d_]+)\s$")
ONE_WHOLE = re.compile(r"\b(?:pendant|durant|en|sous|d['’]ici|depuis|il y a|dans|sur)\s$", re.IGNORECASE)
"""Before *un an*: there *un* is a number."""
OF_THEM_BEFORE = re.compile(r"\bdont\s(?:environ\s|près de\s|plus de\s)?$", re.IGNORECASE)
OF_THEM_AFTER = re.compile(r"\s(?:sont|ont|étaient|avaient|seront|vont|restent)\b", re.IGNORECASE)
"""A bare number that is part of the last count: *27 actions, dont 12 sont finies*."""
TIME_AFTER = re.compile(
    r"\s(?:de|par|pour|environ|à|en|et|sur|dans|chaque|maximum)\b|\sd['’]|\s?[.,;:!?]|\s*$", re.IGNORECASE
)
"""What may follow *deux heures trente* when the last number is minutes."""
INSTEAD = re.compile(r"\b(?:au lieu de|contre|plutôt que|et non)\s$", re.IGNORECASE)
PEOPLE_BEFORE = re.compile(
    r"\b(?:on (?:est|était|sera)|nous (?:sommes|étions|serons)|vous (?:êtes|étiez)|ils (?:sont|étaient)|"
    r"elles (?:sont|étaient))\s"
    r"(?:(?:que|environ|presque|plus|encore|maintenant|aujourd['’]hui|déjà|seulement)\s){0,2}$",
    re.IGNORECASE,
)
