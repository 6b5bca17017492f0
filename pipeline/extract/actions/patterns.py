"""Words of French that open, join, bound and spoil an action. Lower case, straight apostrophe.

Verbs stand in ``verbs.tsv``, the six objectives in ``objectives.tsv``; what must *not* count as an
action stands in ``negatives.py``.
"""

from __future__ import annotations

from pipeline.model import ActionStatus

SUBJECTS: dict[str, tuple[str, ...]] = {
    "on": ("3s",),
    "nous": ("1p",),
    "je": ("1s",),
    "j'": ("1s",),
    "ils": ("3p",),
    "elles": ("3p",),
    "il": ("3s",),
    "elle": ("3s",),
    "vous": ("2p",),
    "qui": ("3s", "3p"),
}
"""Pronouns that can be the subject, with the persons that the verb may have."""

CLITICS = frozenset("ne n' me m' te t' se s' le la l' les lui leur y en nous vous".split())
FILLERS = frozenset("euh heu hum hein bah ben".split())

ADVERBS = frozenset(
    "aussi alors ainsi bien beaucoup bon bref certes dorénavant désormais déjà donc encore enfin ensuite "
    "entre-temps "
    "également maintenant mieux parfois peut-être plutôt presque puis quasi quasiment seulement souvent "
    "surtout "
    "systématiquement tard tellement toujours tous tout toute toutes trop très vite vraiment voilà "
    "aujourd'hui hier "
    "notamment ensemble là récemment assez même moins plus longtemps chacun effectivement volontairement "
    "tôt".split()
)
"""Words that may stand between an auxiliary and its verb (``-ment`` adverbs besides)."""

_MULTIWORD = (
    "par exemple",
    "en fait",
    "du coup",
    "un peu",
    "un petit peu",
    "quand même",
    "tout d' abord",
    "d' abord",
    "d' ailleurs",
    "de plus en plus",
    "en plus",
    "bien sûr",
    "tout de suite",
    "au fur et à mesure",
    "en effet",
    "en parallèle",
    "en interne",
    "de plus",
    "à la fois",
    "dans ce cadre",
    "dans ce cadre là",
    "petit à petit",
    "cette année",
    "l' année prochaine",
    "l' an dernier",
    "l' année dernière",
    "en même temps",
    "en réalité",
    "d' emblée",
    "sans doute",
    "tout simplement",
    "dans un premier temps",
    "de suite",
    "par contre",
    "d' ores et déjà",
    "depuis longtemps",
    "on va dire",
    "je dirais",
    "à nouveau",
    "en amont",
    "ces jours ci",
    "dès le départ",
    "dès le début",
    "un peu plus",
    "tout à fait",
    "à l' époque",
    "d' autre part",
    "au départ",
    "au début",
    "ce jour là",
    "chez nous",
)
MULTIWORD_ADVERBS: dict[str, tuple[tuple[str, ...], ...]] = {
    first: tuple(tuple(p.split()) for p in _MULTIWORD if p.split()[0] == first)
    for first in sorted({p.split()[0] for p in _MULTIWORD})
}
"""Adverbs of several words, by their first word."""
NEGATIONS = frozenset("pas jamais rien aucun aucune nullement guère".split())

AVOIR = {"ai": "1s", "a": "3s", "avons": "1p", "avez": "2p", "ont": "3p"}
AVOIR_PAST = {"avais": "1s", "avait": "3s", "avions": "1p", "aviez": "2p", "avaient": "3p"}
ETRE = {"suis": "1s", "est": "3s", "sommes": "1p", "êtes": "2p", "sont": "3p"}
ALLER = {"vais": "1s", "va": "3s", "allons": "1p", "allez": "2p", "vont": "3p"}
VENIR = {"viens": "1s", "vient": "3s", "venons": "1p", "venez": "2p", "viennent": "3p"}
TO_THE_AUDIENCE = {"pouvez": "may", "devez": "must", "pourrez": "may", "devrez": "must"}
"""What the audience may or must do, by the name of the pattern."""

MOVEMENT = frozenset(
    "aller arriver devenir entrer partir passer rentrer rester sortir venir retourner tomber".split()
)
"""Verbs that take *être*: with it they are not passive."""

HOLDINGS = frozenset(
    "partenariat partenariats convention conventions contrat marché accord-cadre label charte programme "
    "dispositif groupement feuille stratégie schéma".split()
)
"""What one *has* as the result of a deed: *nous avons un partenariat avec*."""

LOCUTIONS = frozenset(
    "place œuvre oeuvre service ligne disposition jour valeur commun route compte charge cause avant".split()
)
"""Second half of *mettre en place*, *mettre à jour*, *prendre en charge*."""

GOOD_TO = frozenset(
    "important essentiel fondamental indispensable nécessaire primordial utile prioritaire crucial impératif "
    "intéressant recommandé conseillé".split()
)
"""*C'est … de* with these recommends."""

BREAKS = frozenset("mais car parce puisque donc voilà alors bref sinon sauf or tandis".split())
"""Words that end the clause before them."""

PRONOUN_STARTS = frozenset("on je j' ils elles il elle tu".split())
"""A subject that opens another clause, unless a relative word stands before it."""

RELATIVES = frozenset(
    "que qu' dont où auquel auxquels lequel laquelle lesquels lesquelles duquel quand lorsque si".split()
)

LEADERS = frozenset(
    "et puis donc mais alors voilà bon ben bah bref enfin ensuite du coup en fait là oui non effectivement "
    "justement euh aussi or car ainsi parce puisque que qu' c' est".split()
)
"""Words that a clause begins or ends with and that a quotation leaves out."""

TRAILERS = frozenset(
    "et ou puis donc mais alors voilà bon ben bah bref enfin ensuite en fait là oui non euh de d' à au aux "
    "du des "
    "le la l' les un une pour par sur avec dans que qu' qui dont où comme si quand parce puisque car ce c' "
    "nous "
    "moi surtout notamment aussi y leur son sa ses notre nos j' je on il ils".split()
)

DETERMINERS = frozenset(
    "le la l' les un une des du nos notre leur leurs ses son sa mon ma mes vos votre ce cet cette ces "
    "plusieurs "
    "chaque tous toutes tout toute quelques certains certaines différents différentes deux trois quatre cinq "
    "six "
    "sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent mille beaucoup plein "
    "aucun "
    "quatorze treize seize énormément pas".split()
)
INDEFINITE = frozenset(
    "un une des plusieurs quelques deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze "
    "seize vingt trente quarante cinquante soixante cent mille".split()
)
PREPOSITIONS = frozenset(
    "à au aux de d' du des dans sur avec pour par vers chez sous en entre contre sans depuis".split()
)

NOW = frozenset(
    "désormais dorénavant maintenant systématiquement régulièrement actuellement toujours chaque".split()
)
WHEN = (
    "l' an dernier",
    "l' année dernière",
    "cette année",
    "l' année prochaine",
    "l' an prochain",
    "à la rentrée",
    "au printemps",
    "à l' automne",
    "cet été",
    "cet hiver",
    "tous les ans",
    "par an",
    "chaque année",
    "depuis",
    "le mois prochain",
    "la semaine prochaine",
    "d' ici",
    "au premier",
    "au deuxième",
    "au second",
    "au dernier",
    "en janvier",
    "en février",
    "en mars",
    "en avril",
    "en mai",
    "en juin",
    "en juillet",
    "en août",
    "en septembre",
    "en octobre",
    "en novembre",
    "en décembre",
)
"""Wordings that say when a deed was, is or will be done."""

DEED_NOUNS = frozenset(
    "action actions accompagnement appel atelier ateliers audit audits bilan bilans campagne campagnes "
    "cartographie "
    "charte clause clauses collectif comité commande convention critère critères diagnostic dispositif "
    "document "
    "documents enquête équipe étude études expérimentation fiche fiches filière formation formations feuille "
    "groupe groupement guide indicateurs indicateur inventaire inventaires jeu jeux journée label lot lots "
    "marché "
    "marchés mission module objectifs outil outils parcours partenariat partenariats plan plans plateforme "
    "politique "
    "portail préconisations programme projet projets rapport recensement référentiel refonte règle règles "
    "réseau "
    "réseaux schéma semaine service services session sessions site sites sondage stratégie stratégies test "
    "tests "
    "travail veille volet webinaire état parc postes ordinateurs serveurs téléphones données agents "
    "élus".split()
)
"""Nouns that are the outcome or the object of a public body's deeds."""

MENT_NOUNS = frozenset(
    "développement équipement accompagnement financement fonctionnement logement département établissement "
    "changement renouvellement hébergement engagement remplacement document mouvement moment comportement "
    "règlement traitement déploiement recrutement allongement bâtiment événement gouvernement groupement "
    "recensement lancement enseignement élément aménagement stationnement argument".split()
)
"""Nouns in *-ment*, which are no adverbs."""

PLANNING = frozenset("prévoir programmer planifier envisager".split())
"""Verbs that plan a thing, not only a deed: *on prévoit un tableau de bord*."""
LIGHT_ADJECTIVES = frozenset(
    "nouveau nouvelle premier première grand grande vrai vraie petit petite gros grosse".split()
)
THIRD_PERSON = frozenset("a ont avait avaient va vont est sont vient viennent".split())
"""Auxiliaries that may follow a noun subject."""
NO_NOUN = frozenset(
    (
        *SUBJECTS,
        "c'",
        "ça",
        "ce",
        "cela",
        "y",
        "tu",
        "où",
        "quand",
        "que",
        "qu'",
        "dont",
        "si",
        "comment",
        "et",
        "à",
        "de",
        "d'",
        "du",
        "ou",
        "mais",
        "donc",
        "pas",
    )
)
"""Words that end no noun subject."""
BEFORE_SUBJECT = frozenset("et que qu' quand lorsque lorsqu' si puis où c' ça".split())
"""Words that a noun subject does not reach over."""
BEFORE_INDICATIVE = frozenset("vous nous que qu' si quand qui ne n' lorsque".split())
"""Words before a form in *-ez* that make it no command."""
BEFORE_QUE = {
    "est-ce": "question",
    "qu'est-ce": "question",
    "parce": "because",
    "puis": "because",
    "pour": "purpose",
    "afin": "purpose",
    "dès": "temporal",
    "avant": "temporal",
    "après": "temporal",
    "pendant": "temporal",
    "alors": "temporal",
    "bien": "temporal",
    "lors": "temporal",
}
"""What *que* makes of the clause after it, by the word before; else ``that``."""
AFTER_AND = frozenset("puis donc voilà là alors ensuite aujourd'hui surtout maintenant après".split())
"""After *et*: another clause begins."""
SETTLED: dict[str, tuple[str, ActionStatus]] = {
    "prévu": ("intended", "planned"),
    "envisagé": ("intended", "planned"),
    "programmé": ("intended", "planned"),
    "décidé": ("past_decide", "done"),
    "choisi": ("past_decide", "done"),
    "fait": ("past_decide", "done"),
    "recommandé": ("advice", "recommended"),
    "conseillé": ("advice", "recommended"),
    "invité": ("advice", "recommended"),
    "invités": ("advice", "recommended"),
    "invitées": ("advice", "recommended"),
    "demandé": ("advice", "recommended"),
    "préconisé": ("advice", "recommended"),
}
"""Participles of impersonal wordings before *de* or *à*: *il est prévu de*."""

NOUN_OPENERS = frozenset(
    "le la l' les un une nos notre leur leurs ses son sa ce cet cette ces plusieurs chaque".split()
)
"""Determiners that begin another noun group, unless a preposition or another determiner stands before."""
PLURAL_AUXILIARIES = frozenset("ont vont sont avaient viennent".split())
