"""What looks like an action and is none. Lower case, straight apostrophe, tokens apart by a space."""

from __future__ import annotations

HOUSEKEEPING = frozenset(
    "micro micros caméra caméras tchat chat diapo diapos diapositive diapositives slide slides écran "
    "webinaire "
    "webinaires replay enregistrement lien liens question questions parole présentation intervenants "
    "intervenante "
    "intervenantes intervention minute minutes main discussion conversation remarque remarques commentaire "
    "commentaires commentez sondage_ mot antenne son connexion séance pause suite témoignage "
    "témoignages".split()
)
"""Words of running the session: in a clause they say that the deed belongs to the webinar itself."""

SESSION_VERBS = frozenset(
    "poser parler voir passer commencer finir terminer prendre répondre laisser donner rendre accueillir "
    "écouter "
    "présenter revenir montrer essayer dire aborder partager mettre entendre attendre regarder enregistrer "
    "couper "
    "continuer arrêter enchaîner lancer animer conclure résumer garder remercier balayer excuser transmettre "
    "envoyer renvoyer inviter choisir".split()
)
"""Verbs that run the session when their object is a word of `HOUSEKEEPING` or missing."""

IMPERATIVES_OF_TALK = frozenset(
    "aller attendre avoir comprendre croire écouter entendre excuser imaginer noter regarder rappeler "
    "remarquer "
    "savoir tenir voir vouloir pouvoir être dire connaître remercier pardonner retenir penser_ devoir "
    "rendre rester venir profiter couper sourire rire monter_ revenir rassurer inquiéter hésiter_ parler "
    "poser "
    "répondre lever rendre_ avancer voyer devenir".split()
)
"""Second persons that address the audience without advising anything (*regardez*, *attendez*)."""

NOT_ADVICE = frozenset(
    "savoir dire voir reconnaître avouer comprendre admettre penser rappeler noter préciser être avoir "
    "croire "
    "imaginer souligner oublier attendre remercier parler leurrer cacher voiler".split()
)
"""After *il faut*: comments on what is said, no advice."""

NARRATED = (
    "un temps fou",
    "la roue",
    "l' impression",
    "le sentiment",
    "conscience",
    "l' air",
    "l' habitude",
    "envie",
    "besoin",
    "du mal",
    "la chance",
    "raison",
    "tort",
    "peur",
    "le temps",
    "du temps",
    "compte",
    "le choix que",
    "froid",
    "chaud",
    "l' idée",
    "le plaisir",
    "le droit",
    "confiance",
    "bien de",
    "mal à",
    "l' occasion",
    "quelqu' un",
    "quelque chose",
    "ce que",
    "ce qu'",
    "la peine",
    "plaisir",
    "le tour",
    "le point",
    "le pas",
)
"""Objects that make an impression or an idiom of a verb of doing (*on a perdu un temps fou*)."""

MARKING = {
    "si": "hypothesis",
    "s'": "hypothesis",
    "comment": "indirect",
    "pourquoi": "indirect",
    "combien": "indirect",
    "est-ce": "question",
    "quand": "temporal",
    "lorsque": "temporal",
    "lorsqu'": "temporal",
    "car": "because",
    "puisque": "because",
    "puisqu'": "because",
    "où": "that",
    "dont": "that",
}
"""What the word just before its subject makes of a clause."""
