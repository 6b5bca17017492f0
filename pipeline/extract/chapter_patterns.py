"""Phrases that announce a part of a webinar. Lower case, apostrophes as ``['’]``.

``{subject}`` marks where the words of the title begin; a phrase without it only opens a part. The weight
says how sure the announcement is (3 sure, 1 a hint).
"""

from __future__ import annotations

ANNOUNCEMENTS: tuple[tuple[float, str], ...] = (
    # "on va parler de …", "nous allons aborder …", "parlons de …"
    (
        3.0,
        r"(?:on va|nous allons|je vais|on va pouvoir|il va) (?:maintenant |vous |nous |donc |un peu "
        r"|d['’]abord |essayer de )*"
        r"(?:parler|reparler|essayer de vous parler) (?:maintenant |un peu |plus |en quelques (?:minutes"
        r"|mots) |rapidement )*(?:du sujet |de la question )?(?P<subject>(?:de|du|des|d['’])\s?.+)",
    ),
    (
        3.0,
        r"(?:on va|nous allons|je vais|je vous propose d['’]?|je propose d['’]?)\s?(?:maintenant |donc "
        r"|d['’]abord )*"
        r"(?:aborder|attaquer|traiter|voir maintenant|passer (?:maintenant )?(?:à|au|aux"
        r"|sur)) (?P<subject>.+)",
    ),
    (
        3.0,
        r"(?:parlons|venons-en|passons|venons en) (?:maintenant |justement |un peu )?(?P<subject>(?:à|au|aux"
        r"|de|du|des|d['’])\s?.+)",
    ),
    (
        3.0,
        r"(?:alors |donc |maintenant )*on (?:passe|arrive|en vient|enchaîne) (?:maintenant |donc "
        r"|ensuite )?(?:à|au|aux|sur|avec) (?P<subject>.+)",
    ),
    (
        3.0,
        r"je (?:passe|vais passer|voudrais passer|propose de passer) (?:maintenant |donc |rapidement )?(?:à"
        r"|au|aux|sur) (?P<subject>.+)",
    ),
    (2.5, r"je vous propose de passer (?:à|au|aux|sur) (?P<subject>.+)"),
    # "première partie : …", "le troisième objectif, c'est …", "deuxième axe"
    (
        3.0,
        r"(?:la |le |une |notre |ma |mon )?(?:premi(?:er|ère)|deuxième|second|seconde|troisième|quatrième"
        r"|cinquième|sixième|derni(?:er|ère))"
        r" (?:grande |grand )?(?:partie|objectif|volet|axe|point|sujet|chapitre|thème|levier|étape|temps"
        r"|exemple)\b"
        r"(?:,? c['’]est(?: donc)?| ?:| sur| est|,)? ?(?P<subject>.*)",
    ),
)
"""Matched at the start of a sentence or of a clause."""

HINTS: tuple[tuple[float, str], ...] = (
    (
        2.5,
        r"(?:en ce qui concerne|concernant|pour ce qui est de|s['’]agissant de|du côté de) (?P<subject>.+)",
    ),
    (
        2.0,
        r"(?:alors |donc |ensuite |et puis |bon )*sur (?P<subject>(?:le|la|les|l['’]|nos"
        r"|notre) ?.+?)(?: maintenant)?(?=,|\.|$)",
    ),
    (2.0, r"(?:alors |donc |et )*(?:la question|le sujet) (?P<subject>(?:de|du|des|d['’])\s?.+)"),
)
"""Matched at the start of a sentence only."""

QUESTIONS: tuple[tuple[float, str], ...] = (
    (3.0, r"(?:alors |donc |et |maintenant |voilà |bon )*(?:les|aux|vos|à vos|place aux) questions\b"),
    (
        3.0,
        r"(?:on a|nous avons|il y a|j['’]ai|on va prendre|on prend|je vois|y a) (?:déjà |eu |donc |aussi "
        r"|quelques |pas mal de |plusieurs |beaucoup de |deux |trois |quatre |cinq |des |les |vos "
        r"|\d+ )+questions?\b",
    ),
    (
        3.0,
        r"(?:on|nous) (?:passe|allons passer|va passer|ouvre|passons) (?:maintenant "
        r"|donc )?aux? (?:temps des? |moment des? )?(?:questions|échanges?)",
    ),
    (2.5, r"(?:alors |donc )*(?:une )?première question\b"),
)
CLOSINGS: tuple[tuple[float, str], ...] = (
    (
        3.0,
        r"(?:alors |donc |voilà |et |bon )*(?:pour|en) (?:conclure|conclusion|terminer|finir|clore|clôturer"
        r"|résumé)\b",
    ),
    (
        2.5,
        r"(?:il me reste|il nous reste) (?:juste |plus |donc )?(?:qu['’])?à (?:vous )?(?:remercier|souhaiter"
        r"|conclure)",
    ),
    (2.0, r"(?:on arrive|nous arrivons) (?:à la fin|au terme|au bout)"),
)
HANDOVERS = (
    r"(?:pour|qui va|qui vont|qui|afin de) (?:nous |vous )?(?:en )?(?:parler|reparler|présenter|raconter"
    r"|expliquer|témoigner) "
    r"(?:un petit peu |un peu |plus |justement |aujourd['’]hui )*(?P<subject>(?:de|du|des|d['’]|sur|le|la"
    r"|les|l['’]|son|sa|ses|leur|comment)\s?.+)"
)
"""In the turn before a new voice: what the new voice is going to speak about."""

TECHNICAL = frozenset(
    "écran diapo diapos slide slides diapositive diapositives micro son caméra main tchat chat lien flèche "
    "flèches "
    "présentation question questions suite autre parole vous tout".split()
)
"""Subjects of the session itself, which make no title."""

OPENINGS = (
    r"\b(?:parler|reparler) (?:aujourd['’]hui |maintenant |ensemble |un peu )*(?P<subject>(?:de|du|des"
    r"|d['’])\s?.+)",
    r"\b(?:aborder|aborderons|abordons|traiter|traiterons) (?:aujourd['’]hui )?(?:le thème |la question "
    r"|le sujet )?(?P<subject>.+)",
    r"\b(?:consacré|consacrée|dédié|dédiée) (?:à|au|aux) (?P<subject>.+)",
    r"\b(?:webinaire|table ronde|séance|audition|entretien|rencontre|épisode|formation) (?:sur"
    r"|autour) (?:de |du |des )?(?P<subject>.+)",
)
"""Where the first voices say what the whole recording is about; searched in each clause."""
SELF_ANNOUNCEMENTS = 5
"""How many of `ANNOUNCEMENTS` a new voice may use of its own talk."""
