"""What makes a sentence unfit for a summary, or fit for its standfirst."""

from __future__ import annotations

import re

_I = re.IGNORECASE

SESSION = re.compile(
    r"\b(?:merci|bonjour|bonsoir|bienvenue|au revoir|micros?|caméra|t?chat|diapos?|diapositives?|slides?"
    r"|replay|écran"
    r"|webinaire|enregistré|la parole|la main|vos questions|des questions|la question|une question"
    r"|je vous laisse|je te laisse"
    r"|on vous entend|vous m['’]entendez|bonne journée|je vois que|excusez|pardon|désolée?|tout à l['’]heure"
    r"|présentation"
    r"|je vais vous|je vous ai|s['’]il vous plaît|s['’]il te plaît)\b",
    _I,
)
"""Talk that runs the session."""

HANGING = re.compile(
    r"(?:ça|cela|ceci|ce|c['’]|ils|il (?!faut|y a|existe|est important)|elles?|eux|celui|celle|ceux|celles"
    r"|lui|y|en|lequel|laquelle|dont|où"
    r"|qui|que|qu['’]|alors que|tandis que|sinon|aussi|autre chose|le mien|si|puisque|puisqu['’]|parce|car"
    r"|quand|lorsque|comme|tel|par contre|et|mais|ou|pour que|afin|voire|ni)\b",
    _I,
)
"""First words that make no sense without the sentence before."""

POINTING = re.compile(
    r"\b(?:là-dessus|là-dedans|ça|cela|celui-ci|ceux-ci|cette partie là|ce cadre là|tout ça|comme ça)\b", _I
)
"""Words that point at what was said before."""

OPINION = re.compile(
    r"\b(?:je (?:pense|crois|trouve|sais|suis|me)|j['’](?:imagine|espère|aime)|moi je|à mon avis|franchement"
    r"|honnêtement|un truc)\b",
    _I,
)

PURPOSE = re.compile(
    r"\b(?:(?:va|allons|vais|pour|vient|viens) (?:vous |nous )?(?:re)?parler d|(?:aborder|aborderons"
    r"|traiter) |le thème d|l['’]objectif d"
    r"|a vocation à|consacrée? (?:à|au|aux)|retours? d['’]expérience|au programme|racont(?:er|ent))",
    _I,
)
"""Where a host says what the recording is about."""

INTRODUCING = re.compile(
    r"\b(?:je suis|je m['’]appelle|moi c['’]est|je dirige|j['’]anime|bonjour|bienvenue|micro|enregistr"
    r"|question|parole|merci|écran|plaisir|accueill|témoins|intervenant)",
    _I,
)
"""Words of a sentence that presents somebody or opens the session, not the subject."""

CUT = re.compile(
    r"[.?!…;](?=\s)|\s(?=(?:donc|et puis|mais|alors|voilà|parce que|puisque|et donc|et du coup|ensuite"
    r"|du coup|et en fait)\s)",
    _I,
)
"""Where a long stretch without full stops may be cut."""
