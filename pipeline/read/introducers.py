"""The French words that announce people in the head of a page. Patterns only; `enumeration` uses them."""

from __future__ import annotations

import re

from pipeline.read.patterns import HUMAN, INCLUSIVE, INNER, OWNERS, PLACES, ROLE_WORDS, TITLES

_OPENS = r"(?:^\W*|(?<=[.;:!?–—·•]\s))"
"""Where a sentence or a part of it begins."""

_OF = r"(?:d(?:e\b|['’])|(?=d(?:u|es)\s))"
"""Of: "du" and "des" are left to the article of a function: "audition du préfet X"."""

_SPEECH = (
    r"accueil|ouverture|introduction|conclusion|cl[ôo]ture|interventions?|mots? d['’]accueil|témoignages?|"
    r"regards? croisés?|éclairages?|restitution|démonstration|keynote|retours? d['’]expériences?|exposé|"
    r"conférence|plénière|prises? de parole|grand témoin|masterclass|causerie"
)
_TALK = (
    r"entretien|interview|conversation|discussion|dialogue|échanges?|face[- ]à[- ]face|rencontre|débat|duo"
)
_SHOW = r"émission|podcast|magazine|chronique|rendez-vous|journal|matinale"

_HOSTS = (
    rf"(?:animation|modération|présentation|médiation|présidence(?:\s+de\s+séance)?|animat(?:eur|rice)s?|"
    rf"modérat(?:eur|rice)s?|présentat(?:eur|rice)s?|médiat(?:eur|rice)s?|(?<!,\s)journalistes?|"
    rf"présidente?\s+de\s+séance|relais\s+des\s+questions|hôte(?:sse)?s?|interviews?){INCLUSIVE}?"
)
_MEMBERS = (
    rf"(?:(?:intervenante?s?|participante?s?|invitée?s?|stagiaires?|apprentie?s?|auditionnée?s?|experte?s?|"
    rf"élue?s?|membres?){INCLUSIVE}?|personnes?\s+(?:auditionnée?s?|entendue?s?|interrogée?s?|invitée?s?)|jury|"
    r"présente?s|porte-parole|candidate?s?|à\s+l['’]antenne|(?:en|à\s+la)\s+tribune|"
    r"sur\s+scène|en\s+(?:studio|plateau)|en\s+duplex|en\s+visio(?:conférence)?|au\s+téléphone)"
)

HOST = (
    r"\b(?:co-?)?(?:animée?s?|modérée?s?|présentée?s?|introduite?s?|interviewée?s?|orchestrée?s?|"
    r"interrogée?s?|facilitée?s?|arbitrée?s?|accueillie?s?)\s+par\b|"
    r"\brecueillie?s?\s+par\b|\bquestions\s*:|"
    r"\bquestions\s+(?:[\w'’]{1,20}\s+){0,4}(?:posées|relayées|lues|transmises|recueillies)\s+par\b|"
    rf"{_OPENS}présidence\s+de\s+(?={TITLES})|{_OPENS}(?:émission|podcast|chronique|magazine|reportage)\s+d(?:e\b|['’])|"
    rf"\bquestions\s+{_OF}|\bau\s+micro\s+{_OF}|"
    rf"\b(?:co-?)?{_HOSTS}(?:\s+(?:de|du|des|d['’])[^:.;,()\n]{{1,40}})?\s*:|"
    rf"{_OPENS}(?:{_HOSTS}|au\s+micro)\b\s*,?(?=\s+(?:{TITLES}|(?-i:[A-ZÀ-Ý])))|"
    r"\bune?\s+(?:émission|podcast|magazine|chronique|rendez-vous)\s+d(?:e\b|['’])|"
    r"\b(?:animation|modération)\s+(?:assurée\s+)?(?:par|de)\b|\bau\s+micro\s*:|"
    r"\b(?:l['’]invitée?|les\s+invitée?s)\s+d(?:e\b|['’])"
)
"""What follows hosts."""

ALONE = re.compile(
    rf"\W*(?:{_HOSTS}|au\s+micro|{_MEMBERS}|(?:émission|podcast|chronique|magazine|reportage)\s+d(?:e|['’]))"
    r"\s*(?P<comma>,)?",
    re.IGNORECASE,
)
"""A label without a colon, which announces only who is surely a person."""

SPEAKERS = (
    r"\b(?:avec\s+nous|autour\s+de\s+la\s+table|(?:au|en|sur\s+le)\s+plateau|en\s+studio)\s*:|"
    r"\b(?:speakers?|panel|entretiens?|retours?\s+de)\s*:|"
    r"\bavec(?:\s+(?:la\s+participation(?:\s+exceptionnelle)?|les?\s+témoignages?|le\s+concours|"
    r"les?\s+interventions?|la\s+présence|les?\s+retours?\s+d['’]expériences?|les?\s+éclairages?|"
    rf"les?\s+regards?|(?:la|les)\s+contributions?)\s+{_OF})?|"
    rf"\ben\s+(?:présence|compagnie|dialogue|duo)\s+(?:{_OF}|avec\b)|\baux\s+côtés\s+{_OF}|\bentourée?s?\s+{_OF}|\bréponses?\s+(?:{_OF}|:)|"
    r"\b(?:(?:re)?trouvez|écoutez|découvrez|accueillons|recevons|rejoignez)\b|"
    r"\b(?:donn(?:e|ent|era|eront|ons)|laiss(?:e|ent))\s+la\s+parole\s+(?:à|aux)\b|\bla\s+parole\s+(?:est\s+)?à\b|"
    r"\b(?:intervenantes?\s+et\s+)?(?:intervenante?s?|interventions?|participante?s?|invitée?s?|orat(?:eur|rice)s?|"
    r"témoins?|panélistes?|conférenci(?:er|ère)s?|expert(?:e)?s?|format(?:eur|rice)s?|rapporteure?s?|"
    r"chronique|chroniqueu(?:r|se)s?|présidente?s?)(?:\s+(?:de|du|des|d['’])[^:,.;()\n]{1,40})?\s*:|"
    rf"\b{_MEMBERS}(?:\s+présente?s?|\s+(?:de|du|des|d['’])[^:,.;()\n]{{1,40}})?\s*:|"
    rf"{_OPENS}{_MEMBERS}\s*,?(?=\s+(?:{TITLES}|(?-i:[A-ZÀ-Ý])))|"
    rf"{_OPENS}(?:sont|seront|étaient|ont\s+été)\s+(?:auditionnée?s?|entendue?s?|interrogée?s?|présente?s?|réunie?s?|"
    r"invitée?s?|intervenue?s?)\b|"
    r"\binvitée?s?(?:\s+(?:de|du|des|d['’])[^:,.;()\n]{1,40})?\s*,|"
    r"\b(?:nos|les|deux|trois|quatre)\s+(?:invitée?s?|intervenante?s?|expert(?:e)?s?)\b|"
    rf"\bautour\s+{_OF}|"
    r"\b(?:deux|trois|quatre|cinq|six)\s+[^:.,;()\n]{2,40}:|"
    r"\b(?:deux|trois|quatre|cinq|six)\s+(?:stagiaires|élèves|agente?s|élue?s|collègues|habitante?s|apprentie?s)\s*,|"
    r"\bduplex\s*:|(?<=,\s)invitée?s?(?=\s+(?-i:[A-ZÀ-Ý]))|\bpour\s+en\s+(?:parler|débattre|discuter)\s*[:,]|"
    r"\breprésentée?s?\s+par\b|"
    r"\b(?:auditions?|allocutions?|réunions?\s+publiques?|conférences?\s+de\s+presse(?:\s+(?:commune|conjointe))?s?|points?\s+(?:(?:de\s+)?presse|de\s+situation|d['’]étape))\s+"
    rf"{_OF}|"
    rf"{_OPENS}(?:interviennent|interviendront|intervenaient|participent|participeront|participaient|témoignent|"
    r"débattent|dialoguent|échangent|répondent)\b(?:\s+(?:à|au|aux|dans)\s[^:,.;()\n]{1,60}:)?|"
    r"\b(?:témoignent|racontent|répondent|expliquent|partagent|échangent|débattent|interviendront|interviennent|"
    r"participent|participeront|sont\s+intervenue?s|ont\s+participé)\s*:|"
    rf"\b(?:{_TALK})\s+(?:(?:entre|avec)\b|{_OF})|\b(?:{_SPEECH})\s*(?:par\b|{_OF}|:)|"
    r"\bintervenaient\b|\bétaient\s+(?:présente?s|réunie?s|invitée?s)\b|"
    r"^\W*(?:co-?)?par\b|(?<=,\s)entre\b"
)
"""What follows speaks."""

BY = rf"\b(?:{_TALK}|auditions?)\b"
"""Before "par" and a name, in one sentence: the one who asks the questions."""

LED = (
    r"\b(?:co-?)?(?:présidée?s?|menée?s?|conduite?s?|coordonnée?s?|proposée?s?|"
    r"assurée?s?|dispensée?s?|donnée?s?|encadrée?s?|dirigée?s?|guidée?s?|commentée?s?|ouverte?s?|clôturée?s?|conclue?s?)\s+par\b|"
    rf"\bsous\s+la\s+présidence\s+{_OF}"
)
"""What follows leads, if what is led is an event."""

CHAIRED = re.compile(r"présid|sous\s", re.IGNORECASE)
HELD = re.compile(r"sous\s|assur|dispens|donn|encadr|dirig|guid|comment|ouvert|clôtur|conclu", re.IGNORECASE)
OPENED = re.compile(r"ouvert|clôtur|conclu", re.IGNORECASE)
PROPOSED = re.compile(r"(?:co-?)?(?:coordonn|propos)", re.IGNORECASE)
"""Those who preside may preside over what is named last; an event must stand before "assurée par"; those who
open only speak; those who propose need a function to be speakers."""

NOT_EVENTS = re.compile(
    r"\b(?:associations?|fondations?|entreprises?|sociétés?|fédérations?|syndicats?|agences?|groupes?|collectifs?|clubs?|"
    r"comités?|régions?|métropoles?|communautés?|départements?|universités?|coopératives?|équipes?|gouvernements?|"
    r"listes?|études?|(?<!commission d['’])enquêtes?|recherches?|travaux|travail|projets?|programmes?|"
    r"expérimentations?|démarches?|politiques?|chantiers?|actions?|campagnes?|réformes?|lois?|amendements?|textes?|opérations?|analyses?|"
    r"rapports?|réseaux?|missions?\s+(?!d['’]information))\b[^.;:]{0,80}$",
    re.IGNORECASE,
)
"""Before "menée par" or "présidée par", what is no event: the one who leads it need not speak."""

EVENT = re.compile(
    r"\b(?:webinaires?|webconférences?|visioconférences?|visios?|ateliers?|conférences?|formations?|tables?\s+rondes?|"
    r"rencontres?|séances?|sessions?|présentations?|masterclass|classes?\s+virtuelles?|cours|réunions?|débats?|"
    r"causeries?|matinées?|matinales?|visites?|rendez-vous|"
    r"émissions?|podcasts?|chroniques?|magazines?|épisodes?|conseil\s+(?:municipal|communautaire|départemental|"
    r"régional|de\s+quartier|d['’]administration)|commission|assemblée)\b",
    re.IGNORECASE,
)
"""Before "par" and a name: those named give it."""

WORK = re.compile(
    r"\b(?:livres?|romans?|films?|ouvrages?|rapports?|études?|articles?|chansons?|poèmes?|tableaux?|pièces?|albums?|"
    r"bandes?\s+dessinées?|documentaires?|œuvres?|textes?|lois?|décrets?|organisée?s?|proposée?s?|portée?s?|financée?s?|"
    r"soutenue?s?|éditée?s?|publiée?s?|écrite?s?|filmée?s?|illustrée?s?|traduite?s?)\b",
    re.IGNORECASE,
)
"""Between an event and "par": what has an author or an organiser, who need not speak."""

TOLD = r"\b(?:présentation|intervention|exposé|restitution|démonstration|éclairage)\b"
"""Before "par" and a name, in one sentence: the one who speaks."""

RECEIVES = (
    r"\b(?:reçoi(?:t|vent)|recevra|recevront|recevai(?:t|ent)|accueillai(?:t|ent)|interrogeai(?:t|ent)|"
    r"(?:a|ont)\s+reçu|accueill(?:e|ent|era|eront)|"
    r"interrog(?:e|ent|era)|(?:a|ont)\s+interrogé|interview(?:e|ent)|(?:a|ont)\s+interviewé|questionne|"
    r"s['’]entretien(?:t|nent)\s+avec|(?:échang|dialogu|discut|débat|parl|convers)(?:e|ent)?\s+avec|"
    r"(?:poursuit|mène|ouvre|engage)\s+(?:la|une)\s+(?:discussion|conversation)\s+avec|"
    r"donn(?:e|ent|era)\s+la\s+parole\s+à|tend\s+(?:le|son)\s+micro\s+à|et\s+(?:ses|son|sa)\s+invitée?s?|"
    rf"(?:part|partent|va|vont)\s+à\s+la\s+rencontre\s+{_OF}|"
    r"invite|(?-i:rencontre(?:nt)?|(?:a|ont)\s+rencontré))\b"
)
"""A host before, those whom the host receives after."""

NOUN_TOO = re.compile(r"(?:(?:a|ont)\s+)?rencontr")
"""A verb of receiving that is a noun, unless a person is its subject."""

RELATIVE = re.compile(r"\bqui\s+(?:(?:nous|vous|en|y)\s+)?$", re.IGNORECASE)
"""Before a verb: what it says belongs to the person named before."""

PRESENTED = re.compile(r"présentée?s?\s+par", re.IGNORECASE)
SHOW = re.compile(rf"\b(?:{_SHOW})\b", re.IGNORECASE)
"""What "présenté par" tells the host of; a webinar may be presented by one and hosted by another."""

GUEST_OF = re.compile(r"au\s+micro\s+d|interrogée?s?\s+par|interviewée?s?\s+par", re.IGNORECASE)
"""Before it the guests, after it the host; at the head of a sentence, they follow the host and a comma."""

ASSEMBLY = re.compile(
    r"\b(?:cellules?|comités?|commissions?|conseils?|jurys?|panels?|plateaux?|plateau|groupes?|auditions?|points?|paroles)\b",
    re.IGNORECASE,
)
"""Before a colon and a list of people, those who meet, beside `EVENT`."""

READ = re.compile(
    r"\b(?:lectures?|lire|hommages?|mémoires?|histoires?|littéraires?|photos?|crédits?)\b", re.IGNORECASE
)
"""In the same place: those named are told of."""

GATHERED = re.compile(r"autour\s+d", re.IGNORECASE)
"""What stands before a host if a colon and a list of people follow."""

RUNS = (
    r"\b(?:co-?)?(?:anim(?:e|ent|era|eront)|modèr(?:e|ent)|modérer(?:a|ont)|(?:a|ont)\s+(?:animé|modéré)|"
    r"présid(?:e|ent|era)(?=\s*[.;]|\s+(?:la|cette)\s+(?:séance|réunion))|"
    r"présente(?:nt)?(?=\s+(?:l['’]émission|ce\s|cette\s|le\s+(?:webinaire|podcast|débat)|la\s+(?:table|rencontre|séance))))\b"
)
"""Who hosts stands before."""

HOSTING = (
    r"(?:\(\s*(?:à\s+l['’]\s?|à\s+la\s+)?(?:animation|modération|présentation)\s*\)|"
    r",\s*(?:au\s+micro|à\s+l['’]animation|à\s+la\s+(?:modération|présentation))\s*(?=[.,;)]|$))"
)
"""After a name: the host."""

WHO_HOSTS = re.compile(
    r"\bqui\s+(?:anim|modèr|présid|condui)(?:e|era|t|ra)?\s*(?:[,.;)]|$|(?:l[ae]s?\s+|l['’]|cette\s+|ce\s+|cet\s+|nos\s+)"
    r"(?:séance|session|débats?|table|rencontre|échanges?|webinaire|émission|discussions?|soirée|matinée|entretien|"
    r"atelier|réunion|conférence))",
    re.IGNORECASE,
)
"""In what is said of a person: the host."""

SPEAKS = (
    r"\b(?:parl(?:ent|eront)(?=\s+d)|interviendr(?:a|ont)|intervien(?:t|nent)|(?:est|sont)\s+intervenue?s?|"
    r"prend(?:ra|ront)\s+la\s+parole|prennent\s+la\s+parole|"
    r"témoign(?:e|ent|era|eront)|(?:a|ont)\s+témoigné|débatt(?:ent|ront)|(?:a|ont)\s+débattu|"
    r"échanger(?:a|ont)|échangent|(?:a|ont)\s+échangé|dialoguent|dialogueront|croisent|croiseront|"
    r"(?:nous\s+)?(?:présenter(?:a|ont)|expliqu(?:e|ent|era|eront)|racont(?:e|ent|era|eront)|"
    r"partag(?:e|ent|era|eront)|dévoil(?:e|ent)|détaill(?:e|ent))|(?:a|ont|on)\s+partagé|"
    r"(?:présente(?:nt)?|décrypte(?:nt)?|évoque(?:nt)?|commente(?:nt)?|expose(?:nt)?)(?=\s+(?:l[ae]s?\s|l['’]|leurs?\s|son\s|sa\s|"
    r"ses\s|un\s|une\s|ce\s|cette\s|ces\s|«|·))|"
    r"(?:a|ont)\s+présenté|(?:font|fait|dressent?|tirent?)\s+(?:le|un)\s+(?:premier\s+)?(?:point|bilan)|"
    r"reviendr(?:a|ont)\s+sur|revien(?:t|nent)\s+sur|répond(?:ent|ra|ront)?(?:\s+(?:à|aux)|(?=\s*[.:]))|"
    r"(?:sera|seront|est|sont)(?=\s+(?:l['’]invitée?|les\s+invitée?s))|(?:sera|seront|est|sont)\s+(?:nos\s+invitée?s|notre\s+invitée?|présente?s|"
    r"à\s+nos\s+côtés|avec\s+nous|des\s+nôtres)|[nv]ous\s+(?:parle|présente|raconte|explique|racontera|dévoile|livre|donne)(?:nt|ra|ront)?|viendr(?:a|ont))\b"
)
"""Who speaks stands before."""

FILLER = (
    r"\s*+(?:[:,]\s*+)?(?:(?:notamment|entre\s+autres|enfin|également|aussi|successivement|tour\s+à\s+tour|comme\s+invitée?s?|"
    r"pour\s+invitée?s?|à\s+ses\s+côtés|en\s+plateau|en\s+direct|aujourd['’]hui|cette\s+semaine|ce\s+(?:soir|matin|jour)|"
    r"le\s+\d{1,2}(?:er)?\s+[^\W\d_]{3,9}(?:\s+\d{4})?|"
    r"nos\s+invitée?s|nos\s+expert(?:e)?s|notre\s+invitée?|son\s+invitée?|ses\s+invitée?s|"
    r"(?:les?|deux|trois|quatre|cinq|six|nos|ses|plusieurs)\s+(?:intervenante?s?|expert(?:e)?s?|invitée?s?|élèves|stagiaires|"
    r"agente?s|collègues|élue?s|habitante?s|apprentie?s|participante?s|témoins|bénévoles))(?:\s*+[:,])?\s++)?"
)
"""What may stand between the words that announce and the first name."""

_ROLE = ROLE_WORDS.pattern.lstrip("^")
_SMALL = r"(?-i:[a-zà-öø-ÿœ])[^\W\d_]{0,30}(?:['’][^\W\d_]{1,30})?"
_PLACE = r"(?:de[ ](?:la[ ]|l['’])?|du[ ]|des[ ]|d['’])(?-i:[A-ZÀ-Ý])[\w'’-]{1,30}"
_FUNCTION = (
    rf"(?:(?:premi(?:er|ère)|ancien(?:ne)?|nou(?:veau|velle)|jeune)\s+)?{_ROLE}"
    rf"(?:[ ]{_SMALL}){{0,6}}(?:[ ]{_PLACE})?|"
    rf"(?-i:{HUMAN})(?:[ ](?!(?:de|du|des|à|en|et|ou|par|pour|sur|sans|dans|que?)\b|[dl]['’]){_SMALL})?"
)
_AT_PLACE = (
    rf"{_ROLE}(?:[ ]{_SMALL}){{0,4}}?[ ](?:[dl]['’])?(?:{OWNERS}|{INNER}|{PLACES})"
    rf"(?:[ ](?-i:[A-ZÀ-Ý])[\w'’-]{{1,30}}){{1,3}}"
)
PREFIX = (
    rf"(?:(?:l[ea]s?|notre|nos|son|sa|ses|une?|du|au|aux|des)\s+|l['’]\s?)?(?:{TITLES})?"
    rf"(?:(?:(?:l[ea]|notre|son|sa|une?|du|au)\s+|l['’]\s?)?"
    rf"(?P<pre>{_FUNCTION})\s+)?(?:invitée?s?\s+|collègues?\s+)?"
    rf"(?:{TITLES})?"
)
"""Article, title, and a function in small letters before a name: "la sociologue", "Madame la maire"."""

APPOSED = (
    rf"(?:{TITLES})?(?:(?:l[ea]|notre|son|sa|leur|du|au)\s+|l['’]\s?)"
    rf"(?P<fun>{_AT_PLACE}|{_FUNCTION}),\s+(?:{TITLES})?"
)
"""An article, a function and a comma before a name: "par le maire, Paul Petit"."""

LINK = r"(?:\bet|&|\bainsi\s+que|\bpuis)\s*(?:(?:de|à|par|avec)\s+|d['’]\s?)?"
"""What joins someone presented so to the person before."""

JOINT = (
    r"(?:[,;/•▪►‣|+]|(?<=\))|\bet|&|\bainsi\s+que|\bpuis)\s*"
    r"(?P<and>(?:,\s*)?(?:et|ainsi\s+que|puis|&|sans\s+oublier|suivie?s?\s+(?:de|par)|accompagnée?\s+(?:de|par)|"
    r"aux\s+côtés\s+de|avec)\s*)?(?:enfin\s+|également\s+|aussi\s+)?"
    r"(?P<of>(?:de|à|par|avec)\s+|d['’]\s?)?"
)
"""What may stand between two people."""

NOT_WITH = re.compile(
    r"(?:\b(?:partenariats?|collaboration|coopération|liens?|relations?|accord|soutien|lieu|travail(?:le|lent|lé|ler)?|"
    r"conventions?|contrats?|marchés?|échanges?|rapports?|association|concert(?:ation)?|lien|rime|avance|compatible|"
    r"fusion|alliance|comparaison|confond\w*|signée?|passée?|développée?s?|conçue?s?|réalisée?s?|menée?s?|conduite?s?|créée?s?|"
    r"écrite?s?|coéditée?s?)"
    r"\s+(?:\w+\s+)?avec\s*|\b(?:organisée?s?|proposée?s?|portée?s?|pilotée?s?|financée?s?|soutenue?s?|éditée?s?|"
    r"publiée?s?|écrite?s?|conçue?s?)\s+(?:et\s+(?!anim|présent|modér|condui|mené)\w+\s+)?(?:par|avec)\s*|\bd['’]après\s*)$",
    re.IGNORECASE,
)
"""Before a name, words that tell of a partner, an author or an organiser, not of a speaker."""

STOP = re.compile(
    r"(?:(?:ce|cet|cette|ces|dans|pour|afin|lors|pendant|autour|sur|il|elle|ils|elles|nous|vous|on|"
    r"entre|découvrez|venez|retrouvez|inscri\w*|comment|pourquoi|à\s+l['’]occasion|à\s+propos|au\s+sujet|au\s+programme|"
    r"au\s+cours|à\s+partir|à\s+(?:\d|la\s+suite)|en\s*$|y\s*$|(?:se|lui|leur|aux)\s*$|puis\b|ensuite\b|le\s+\d|les\s+\d|deux\s|trois\s|quatre\s|plusieurs\s|un\s+(?:webinaire|échange|entretien|débat|rendez-vous|moment)|"
    r"une\s+(?:émission|heure|table|rencontre|conférence|discussion|matinée)|est|sont|sera|seront|a|ont|"
    r"répond\w*|parle\w*|présente(?:nt|ra|ront)|présente\s+(?:le|la|les|un|une)|expliqu\w+|racont\w+|partagent?|"
    r"partager\w*|reviennent|revient|échang(?:ent|eront|era)|débattent|débattront|intervien\w+|interviendr\w+|témoign(?:e|ent|era|eront)|"
    r"dressent?|analysent?|décrypt\w+|reçoit|avec|en\s+(?:direct|partenariat|présence|lien)|animée?s?|modérée?s?|"
    r"(?:arbitr|condui|recueilli|accueilli|présid|interrog|coordonn|entour)(?:é|t)?e?s?\s+(?:par|d)|"
    r"présentée?s?|organisée?s?|diffusée?s?|enregistrée?s?|dont|qui|où|que|et\s+(?:bien\s+d|beaucoup|d['’]autres|vos))\b|\d)",
    re.IGNORECASE,
)
"""How what is no longer said of a person begins."""

STOP_INSIDE = re.compile(
    r"\s(?:dans\s+(?:l['’]émission|le\s+(?:webinaire|podcast|cadre)|un\b|une\b|ce|cet|cette|(?-i:[A-ZÀ-Ý]{3,}))|"
    r"pour\s+(?:parler|un\b|une\b|évoquer|échanger|comprendre|débattre|en\b|présenter|les\s+agents)|lors\s+d|autour\s+d|"
    r"sur\s+(?:le\s+thème|la\s+question|les?\b|la\b|l['’])|à\s+l['’]occasion|au\s+cours\s+d|qui\s|dont\s|"
    r"répond(?:ent)?\s|(?:a|ont|on)\s+(?:\w+é|reçu)\b|(?:est|sont|sera|seront)\s|revien(?:t|nent)\s|"
    r"nous\s|vous\s|animée?\s+par|modérée?\s+par|présentée?\s+par|interviendr|prendr|témoigner|échanger(?:a|ont)|débattr|et\s+vos\s)",
    re.IGNORECASE,
)
"""Where what is said of a person ends inside a part between commas."""
