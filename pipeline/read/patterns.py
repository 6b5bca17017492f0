"""How French event pages speak of people and dates. Patterns only; `people` and `metadata` use them."""

from __future__ import annotations

import re

from pipeline.french.months import MONTHS

UPPER = "A-ZÀ-ÖØ-ÞŒŸĀĆČĎĐĒĘĚĞĪĹŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD = (
    rf"(?:[{UPPER}][a-z]?\.(?:-[{UPPER}]\.)?|"
    rf"(?![DL]['’](?![{UPPER}]))[{UPPER}](?:[^\W\d_]|['’\-](?=[^\W\d_]))*)"
)
_PARTICLE = (
    r"(?:de la|de las|de|du|des|da|do|dos|das|di|del|della|van der|van den|van de|van|"
    r"von|der|den|ter|ten|el|al|ben|bin|ibn|bint|le|la|les|y|e|af|zu)"
)
_ELIDED = r"(?:d['’])?"
NAME = rf"{_WORD}(?:[ \u00a0\u202f](?:{_PARTICLE} )?{_ELIDED}{_WORD}){{1,4}}"
"""Two to five words with a capital, particles between them."""

RANKS = (
    r"(?:[Cc]ommandante?|[Cc]apitaine|(?:[Ss]ous-)?[Ll]ieutenante?(?:-colonel(?:le)?)?|[Cc]olonel(?:le)?|[Gg]énérale?|"
    r"[Aa]djudante?(?:-chef(?:fe)?)?|[Mm]ajore?|[Ss]ergente?(?:-chef(?:fe)?)?|[Cc]aporale?(?:-chef(?:fe)?)?|"
    r"[Bb]rigadi(?:er|ère)(?:-chef(?:fe)?)?|[Mm]aréchale? des logis(?:-chef(?:fe)?)?|"
    r"(?:[Vv]ice-|[Cc]ontre-)?[Aa]mirale?|Cdt|Cne|Lcl|Lt(?:-[Cc]ol)?)"
)
"""Ranks of firemen, gendarmes and soldiers, which stand before a name."""

TITLES = (
    r"(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Dr\.?|Dre|[Dd]octeure?|Pr\.?|Pre|[Pp]rofesseure?|Me|[Mm]aître|"
    rf"{RANKS}\.?)[ \u00a0]"
)

PARTICLES_LOW = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "von",
        "van",
        "der",
        "den",
        "y",
        "e",
        "zu",
        "af",
    }
)
"""Particles that stay in small letters when a name in capitals is put in its published form."""

ROLE_WORDS = re.compile(
    r"^(?:(?:co|vice|ex|sous)[- ]?)?(?:direct(?:eur|rice)s?|chef(?:fe)?s?|charg[ée]+e?s?|"
    r"responsables?|expert(?:e)?s?|"
    r"ingénieure?s?|présidente?s?|vice-présidente?s?|maires?|adjointe?s?|conseill[eè]re?s?|élue?s?|délégu[ée]+e?s?|"
    r"coordinat(?:eur|rice)s?|coordonnat(?:eur|rice)s?|animat(?:eur|rice)s?|modérat(?:eur|rice)s?|référente?s?|"
    r"ambassad(?:eur|rice)s?|secrétaires?|gestionnaires?|administrat(?:eur|rice)s?|chercheu(?:r|se)s?|enseignante?s?|"
    r"professeure?s?|maître(?:sse)? de conférences|docteure?s?|doctorante?s?|consultante?s?|"
    r"auteure?s?|autrices?|"
    r"journalistes?|rédact(?:eur|rice)s?|fondat(?:eur|rice)s?|cofondat(?:eur|rice)s?|associée?s?|déléguée?|"
    r"architectes?|développeu(?:r|se)s?|designers?|juristes?|avocate?s?|économistes?|sociologues?|philosophes?|"
    r"philosophe|inspect(?:eur|rice)s?|préfète?|préfets?|ministres?|sénat(?:eur|rice)s?|députée?s?|rapporteu(?:r|se)s?|"
    r"co-?rapporteu(?:r|se)s?|membres?|médiat(?:eur|rice)s?|format(?:eur|rice)s?|acheteu(?:r|se)s?|analystes?|"
    r"pilotes?|attachée?s?|assistante?s?|techniciens?|techniciennes?|product owner|data|dg[as]?|"
    r"dsi|pdg|ceo|cto|rssi|dpo|"
    r"directions?|spécialistes?|manag(?:er|eu(?:r|se))s?|porte-parole|trésori(?:er|ère)s?|agente?s?|facilitat(?:eur|rice)s?|"
    r"entrepreneu(?:r|se)s?|président-directeur|commissaires?|étudiante?s?|écrivaine?s?|psychologues?|urbanistes?|"
    r"bibliothécaires?|documentalistes?|archivistes?|webmestres?|webmasters?|acheteu(?:r|se)s?|drh|daf|dsin|dga|dgs|"
    r"radiologues?|médecins?|infirmi(?:er|ère)s?|pharmaciens?|pharmaciennes?|biologistes?|géographes?|historiens?|"
    r"historiennes?|anthropologues?|ethnologues?|politologues?|politistes?|linguistes?|climatologues?|informaticiens?|"
    r"informaticiennes?|mathématiciens?|mathématiciennes?|physiciens?|physiciennes?|astrophysiciens?|"
    r"essayistes?|romanci(?:er|ère)s?|reporters?|chroniqueu(?:r|se)s?|"
    r"gérante?s?|dirigeante?s?|patronn?e?s?|salariée?s?|bénévoles?|militante?s?|activistes?|artisane?s?|"
    r"agricult(?:eur|rice)s?|commerçante?s?|notaires?|magistrate?s?|juges?|greffi(?:er|ère)s?|"
    r"graphistes?|illustrat(?:eur|rice)s?|ergonomes?|statisticiens?|statisticiennes?|comptables?|correspondante?s?|"
    r"opérat(?:eur|rice)s?|régisseu(?:r|se)s?|proviseure?s?|principale?s?|recteur|rectrice|doyenne?|institut(?:eur|rice)s?|"
    r"éducat(?:eur|rice)s?|animat(?:eur|rice)s?|lead|head|chief|numéro deux|"
    r"commandante?s?|capitaines?|lieutenante?s?(?:-colonel(?:le)?s?)?|colonel(?:le)?s?|adjudante?s?(?:-chef(?:fe)?s?)?|"
    r"sergente?s?(?:-chef(?:fe)?s?)?|brigadi(?:er|ère)s?(?:-chef(?:fe)?s?)?|gendarmes?|sapeu(?:r|se)s?|"
    r"procureure?s?|substitute?s?|bâtonni(?:er|ère)s?|vétérinaires?|sages?-femmes?|aides?-soignante?s?|"
    r"orthophonistes?|kinésithérapeutes?|(?:pédo)?psychiatres?|pédiatres?|gériatres?|chirurgien(?:ne)?s?|dentistes?|"
    r"(?:hydro|éco|géo|zoo|ornitho|cardio|neuro|pneumo|onco|épidémio|chiroptéro|spéléo|archéo)logues?|"
    r"géomaticien(?:ne)?s?|paysagistes?|éleveu(?:r|se)s?|maraîch(?:er|ère)s?|(?:vitic|apic|sylvic|arboric)ult(?:eur|rice)s?|"
    r"libraires?|réalisat(?:eur|rice)s?|comédien(?:ne)?s?|photographes?|entraîneu(?:r|se)s?|"
    r"élèves?|lycéen(?:ne)?s?|collégien(?:ne)?s?|écoli(?:er|ère)s?|habitante?s?|riveraine?s?|usag(?:er|ère)s?|"
    r"aidante?s?|adhérente?s?|pompi(?:er|ère)s?|polici(?:er|ère)s?|facteurs?|factrices?|conduct(?:eur|rice)s?|"
    r"travailleu(?:r|se)s?|propriétaires?|locataires?|retraitée?s?|syndics?|"
    r"scientifiques?|universitaires?|thésarde?s?|post-?doctorante?s?|apprentie?s?|stagiaires?)\b",
    re.IGNORECASE,
)
"""How a function begins. ``Direction de la communication`` may be part of one."""

ORGANISATION_WORDS = re.compile(
    r"^(?:(?:la|le|les|l['’])\s?)?(?:villes?|départements?|régions?|métropoles?|communaut[ée]s?|communes?|mairies?|"
    r"minist[eè]res?|directions?|agences?|centres?|conseils?|universités?|instituts?|écoles?|association|fédération|"
    r"groupements?|groupe|pôle|réseau|syndicat|société|cabinet|laboratoire|fondation|caisse|chambre|agglomération|"
    r"office|observatoire|établissements?|service|services|secrétariat|délégation|préfecture|collectif|collectivité|"
    r"mission|programme|observatoire|banque|commission|cour|assemblée|sénat|hôpital|hôpitaux|chu|union|pays|cité|"
    r"table ronde|webinaire|numérique|intelligence|transformation|transition|bonjour|merci|"
    r"introduction|ouverture|"
    r"conclusion|présentation|questions?|programme|inscription|intervenants?|atelier|conférence|découvrez|retrouvez|"
    r"comment|pourquoi|quels?|quelles?|loi|décret|plan|feuille|guide|référentiel|durée|un|une|dans|avec|pour|par|sur|"
    r"si|en|et|ou|mais|les|des|du|au|aux|ce|cette|ces|il|elle|on|nous|vous|ils|elles|je|émission|épisode|saison|partie|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)
"""Words with a capital that do not begin a person's name."""

OWNERS = (
    r"villes?|départements?|régions?|métropole|communauté|communes?|mairie|ministère|agence|université|institut|"
    r"association|fédération|syndicat|société|entreprise|fondation|caisse|chambre|agglomération|observatoire|préfecture|"
    r"collectivité|hôpital|chu|ccas|groupe|coopérative|réseau|école|lycée|collège|médiathèque|start-?up|groupement"
)
"""How an organisation that someone works for begins, after "de": not a direction or a service inside it."""

INNER = (
    r"direction|centre|conseil|cabinet|laboratoire|mission|rédaction|journal|collectif|service|pôle|bureau|atelier|"
    r"bibliothèque|musée|office|banque|clinique|cour|tribunal|commission"
)
"""How an organisation, or a part of one, begins after "à" or "chez"."""

HUMAN = (
    r"(?!(?:ordinateurs?|moteurs?|secteurs?|ascenseurs?|projecteurs?|facteurs?|vecteurs?|valeurs?|couleurs?|heures?|"
    r"fleurs?|auteurs?|hauteurs?|longueurs?|ardeurs?|rumeurs?|erreurs?|terreurs?|honneurs?|bonheurs?|leurs?|ailleurs|"
    r"plusieurs|meilleurs?|supérieurs?|extérieurs?|intérieurs?|ultérieurs?|antérieurs?|majeurs?|mineurs?|"
    r"serveurs?|compteurs?|capteurs?|tracteurs?|vapeurs?|cœurs?|chœurs?|"
    r"ateliers?|quartiers?|chantiers?|sentiers?|papiers?|dossiers?|cahiers?|calendriers?|escaliers?|courriers?|"
    r"premiers?|derniers?|entiers?|particuliers?|réguliers?|singuliers?|métiers?|hier|piliers?|viviers?|fichiers?|"
    r"colliers?|paniers?|greniers?|mobiliers?|immobiliers?|financiers?|loyers?|"
    r"anciens?|quotidiens?|liens?|biens?|entretiens?|soutiens?|maintiens?|combiens?|pistes?|listes?|"
    r"rivières?|carrières?|barrières?|frontières?|lumières?|matières?|filières?|pépinières?|croisières?|bannières?|"
    r"premières?|dernières?|entières?|lisières?|rizières?|prières?|manières?|poussières?|volières?|"
    r"dialogues?|catalogues?|analogues?|prologues?|épilogues?|paragraphes?|matrices?|cicatrices?)\b)"
    r"[a-zà-öø-ÿœ]{2,20}(?:eur|euse|ier|ière|cher|chère|ger|gère|ien|ienne|iste|logue|trice|graphe|naute)s?"
)
"""What people are, by the end of the word: "l'éclusière", "le berger"; things and adjectives apart."""

PLACES = (
    r"rue|avenue|boulevard|place|square|quai|pont|parc|quartier|cité|gare|station|port|site|"
    r"stade|gymnase|salle|amphi(?:théâtre)?|espace|studio|maison|résidence|ehpad|crèche|théâtre|cinéma|festival|"
    r"compagnie|orchestre|chœur|club|prix|trophée|bourse|chaire|fonds|promotion|classe|institution|internat|campus"
)
"""What is named after people, beside organisations: nobody who speaks follows "du port" at once."""

ORGANISATION_TOKENS = frozenset(
    """
    métropole habitat numérique agglomération agglo communauté télécom télécoms mobilité mobilités
    développement énergie énergies santé université région ville villes territoire territoires département
    formation conseil groupe association fédération fondation institut agence centre services solutions
    consulting transition transitions environnement collectivités commune communes logement emploi recherche
    innovation média médias radio télévision web tv news live replay podcast webinaire atelier conférence
    ministère direction mairie cabinet game tech green smart open data cloud forum summit festival salon
    assises trophées lab labs factory campus hub club think tank academy business digital numériques
    responsable responsables durable durables écologique écologiques public publics publique publiques social
    sociale solidaire régional régionale départemental départementale national nationale municipal municipale
    générale interministérielle hospitalier universitaire partners partenaires ventures international syndicat
    mission école collège lycée hôpital clinique musée bibliothèque médiathèque théâtre éditions presses
    magazine journal hebdo émission épisode chapitre charte référentiel programme projet stratégie assemblée
    parlement tribunal comité demain ensemble autrement avenir banque assurance mutuelle avenue boulevard
    """.split()
)
"""Words that no person is called by: a group of words with one of them is an organisation or a title."""

PLACES_TOO = frozenset(
    "france paris nancy justice mai fleur parfait perle prudence juste douce modeste".split()
)
"""First names that begin the names of places, services and titles more often than a person's."""

PLACE_TOKENS = frozenset(
    """
    europe france bretagne normandie occitanie aquitaine alpes provence corse alsace lorraine bourgogne
    picardie auvergne rhône loire seine nord sud est ouest vallée plateau littoral capital maison place rue
    gare quai tour cour chambre caisse union office cercle guide livre loi plan prix saison partie semaine
    matin revue day days school général collectif atlantique méditerranée pays
    """.split()
)
"""Words of places, firms and titles that are surnames too: they name someone after a usual first name."""

INCLUSIVE = r"(?:\((?:e|es|s|ne|nes)\)s?|[·.•-](?:es?|nes?)(?:[·.•-]s)?)"
"""The end of a noun that tells of women and men at once: "invité(e)", "intervenant·e·s"."""

HOST_LABEL = re.compile(
    r"(?:\b(?:co-?)?(?:anim|modér|présent|introdui|orchestr)(?:é|ée|és|ées|t|te)\s+par|\banimat(?:eur|rice)s?|"
    r"\bmodérat(?:eur|rice)s?|\banimation|\bmodération|\bprésentat(?:eur|rice)s?|\bprésidé(?:e|s|es)?\s+par|"
    r"^médiat(?:eur|rice)s?|^médiation|^présidence(?: de (?:la )?séance)?|^au micro)\s*:?\s*$",
    re.IGNORECASE,
)
"""The words before the host, at the end of a line or of what stands before a name."""

SPEAKER_LABEL = re.compile(
    r"(?:\b(?:les |l['’]|nos |avec )?(?:(?:intervenantes?\s+et\s+)?intervenante?s?|"
    rf"(?:intervenant|participant|invité|stagiaire|auditionné|apprenti|expert|membre)s?{INCLUSIVE}|"
    r"stagiaires?|apprentie?s?|membres?|(?:personnes?\s+)?(?:auditionn|entend|interrog)(?:é|ée|és|ées|u|ue|us|ues)|"
    r"(?:en|à\s+la)\s+tribune|sur\s+scène|"
    r"interventions?|participante?s?|"
    r"invitée?s?|orat(?:eur|rice)s?|"
    r"témoins?|grands? témoins?|expert(?:e)?s?|panélistes?|conférenci(?:er|ère)s?)(?:\s+(?:de|du|"
    r"des)\s[^:]{1,60})?|"
    r"\b(?:avec\s+)?(?:le|les)\s+témoignages?\s+d[e’'](?:\s*(?:nos|s))?|\bavec|\bpar|"
    r"\bretours? d['’]expériences? de|"
    r"\ben présence de|\bavec la participation de|\baux côtés de|\ben compagnie de)\s*:?\s*$",
    re.IGNORECASE,
)

_MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"(?P<d>\d{{1,2}})(?:er)?[ \u00a0](?P<month>{_MONTH})[ \u00a0](?P<y>\d{{4}})\b|"
    r"\b(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})\b|\b(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})\b",
    re.IGNORECASE,
)
EVENT_BEFORE_DATE = re.compile(
    r"(?:webinaires?|webconférence|table ronde|conférences?|évén[eè]ments?|rencontres?|ateliers?|"
    r"séminaires?|émission|"
    r"débats?|journées?|matinales?|matinée|colloque|enregistr[ée]+e?s?|diffus[ée]+e?s?|organis[ée]+e?s?|tenue?s?|live|"
    r"en direct|replay|rediffusion|session|forum|assises|date|rendez-vous|podcast|interview|"
    r"entretien|cafés?|lunch|"
    r"visioconférence|réunion|audition|séance|conseil)[^.!?\n]{0,70}$",
    re.IGNORECASE,
)
NOT_EVENT_DATE = re.compile(
    r"(?:publi[ée]+e?s?|mise? en ligne|mis à jour|décret|arrêté|loi|directive|règlement|"
    r"ordonnance|avant|d['’]ici|"
    r"au plus tard|depuis|à partir|jusqu['’]au|échéance|ajout[ée]+e?s?|upload(?:ed)?|au|"
    r"dès)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
ON_A_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+(?:le\s+)?$", re.IGNORECASE
)
WEEKDAY = re.compile(
    r"^\W*(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:le\s+)?$", re.IGNORECASE
)
ORGANISER = re.compile(
    r"\b(?:co-?)?(?:organis|propos|pilot|port)(?:é|ée|és|ées)\b[^.\n]{0,60}?\bpar\s+([^.\n;]{3,200}?(?:\([^)\n]{1,80}\)[^.\n;]{0,120}?)?)(?=\.(?:\s|$)|;|\n|$)",
    re.IGNORECASE,
)
FIELDS = {
    "titre": "title",
    "title": "title",
    "date": "date",
    "lieu": "location",
    "location": "location",
    "organisateur": "organiser",
    "organisatrice": "organiser",
    "organiser": "organiser",
    "organizer": "organiser",
    "organisation": "organiser",
    "description": "description",
    "url": "url",
    "lien": "url",
    "link": "url",
    "résumé": "description",
    "resume": "description",
}
"""Names of fields in sidecars, front matter and wiki heads."""
PEOPLE_FIELDS = ("participants", "intervenants", "speakers", "people", "personnes", "animateurs", "hosts")

_SOUNDS = (
    r"musiques?|music|g[ée]n[ée]rique|silences?|rires?|laughter|laughs?|applaudissements?|applause|toux|"
    r"toussotements?|cough|bruits?(?: de fond)?|inaudible|sourires?|soupirs?|sonnerie|brouhaha|"
    r"bip|hésitation|"
    r"souffle|respiration|chant|jingle|larsen|voix du lecteur d['’]écran|blank_audio|blank|no speech|"
    r"musique de fond|musique d['’]ambiance|foreign|fin de la transcription|incompréhensible|"
    r"début de la transcription[^\])]{0,30}|texte impossible à transcrire"
)
SOUND_TAG = re.compile(
    rf"\[ ?(?:{_SOUNDS})[ .…]{{0,5}}\]|\( ?(?:{_SOUNDS})[ .…]{{0,5}}\)|\* ?(?:{_SOUNDS}) ?\*|[♪♫♬]+",
    re.IGNORECASE,
)
"""A sound that the recogniser notes, anywhere in a cue."""
BARE_SOUND = re.compile(r"(?:Générique|Musique|Silence)[\s.…]*|[\s.…\-–—_*]+")
"""The same without brackets: only as a whole cue, with its capital."""
CREDITS = re.compile(
    r"sous[- ]titr(?:es|ages?)(?: réalisée?s?| faits?| faites?)?(?: par(?:a)?|"
    r" :)?(?: par)?(?: la)?(?: communauté)?"
    r"(?: d['’]| société | st['’]? ?)(?:amara\.org|radio-canada|501)|❤️ par soustitreur\.com",
    re.IGNORECASE,
)
"""Credits of subtitlers, which recognisers print over silence: nobody says them."""
GHOST = re.compile(
    rf"\W*(?:(?:{CREDITS.pattern})(?: et abonnez-vous.{{0,60}})?|"
    rf"merci d['’]avoir regardé (?:cette|la) vidéo(?: et à bientôt)?|"
    r"abonnez[- ]vous (?:à la chaîne|à ma chaîne)(?: youtube)?|n['’]oubliez pas de vous abonner.{0,40}|"
    r"cliquez-vous sur les sous-titres et abonnez-vous à la chaîne d['’]amara\.org|thanks for watching)\W*",
    re.IGNORECASE,
)
"""Sentences that recognisers print over silence; someone may say them, so only as a whole cue."""
