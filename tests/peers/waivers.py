"""Cases left out of the comparison, for every package alike, each group with its reason.

A case is waived for what it asks, never for who misses it: Recognizers-Text and text2num pass
many of those below.
"""

from __future__ import annotations

import re

from tests.peers.suites import Case

GROUPS: dict[str, tuple[str, ...]] = {
    "two cases of the suite contradict each other ('cent vingt cinquieme' is a rank, 125, "
    "'cent trente-cinquième' 100/35; 'vingt et un cinquieme' 20,2, 'vingt et un cinquième' 4,2)": (
        "vingt et un cinquieme",
        "vingt et un cinquième",
        "cent trente-cinquième",
        "cent trente cinquièmes",
        "cent trente cinquiemes",
        "cent mille cinquièmes",
        "La réponse est de négative cent trente cinquièmes",
        "trois cent deux douzaines",
        "trois vingt premières",
        "vingt cinquièmes",
    ),
    "the expected value is a slip: 1900 for 95 x 100 / 5 where 'un cent cinquième' is 1/105; 43894 as 0,75; "
    "-92321312 as -9,2321312": (
        "combien font quatre-vingt-quinze cent cinquièmes ?",
        "quatre-vingt-dix-cinq cent cinquièmes",
        "La réponse est de négative quatre-vingt-quinze à cinq cent cinquièmes",
        "La réponse est de négative quatre-vingt-dix-cinq cent cinquièmes",
        "43894.0",
        "-92321312.0",
        "Avez-vous le temps de se rencontrer le 17/05/2018 ?",
        "huit-cent-dix-huit virgule trente trois",
    ),
    "short scale: a French trillion is 10^18 (law of 1961), the suite has 10^12": (
        "vingt et un trillions",
        "vingt et un trillions et trois cents",
        "cent trillionièmes",
        "trois trillionièmes",
        "cent trillionième",
        "trillionième",
    ),
    "the article 'un' is a number in one case ('sous la pluie et un vent glacial') and none in the other": (
        "Vingt-six personnes meurent dans un accident à Techiman",
        "1 234 567,89 est un format numérique valide.",
        "2millions SEK ne peut pas t'acheter un grand appartement",
        "sous la pluie et un vent glacial",
        "et une bonne jour née",
        "Je veux un crédit de €1000 sur 3 ans",
    ),
    "Indian units of counting, said in no French": (
        "Je peux te donner treize lakh",
        "Il y a un crore de boîtes dans ce conteneur",
        "Je compte six crore et deux cents",
        "Le total est de trois crore lakh",
    ),
    "only the upper end of a range is expected": ("Il a environ 40 - 50 ans",),
    "the suites disagree: 21 for Recognizers-Text and Duckling, 20 and 1 (or nothing) for text2num": (
        "vingt un",
        "vingt-un",
        "1 sur vingt-un",
    ),
    "a plural such as 'vingt-cinquièmes' is written 25èmes, neither a rank nor a value": (
        "vingt-cinquièmes",
        "vingt et unièmes",
        "vingt-troisièmes",
        "secondes",
        "seconds",
    ),
}
REASON = {text: reason for reason, texts in GROUPS.items() for text in texts}

LEFT = re.compile(
    r"\b(?:un|une|neuf|zéro|cinq|premiers?|première|seconde?|deuxième|troisième|virgule)\b(?!\s\d)",
    re.IGNORECASE,
)


def waived(case: Case) -> str | None:
    """Why a case is left out, or ``None``."""
    if case.suite == "text2num" and LEFT.search(case.written):
        return "text2num leaves a number word as it is on purpose: a matter of style, not of value"
    if case.suite == "text2num" and re.search(r"\bun \d", case.written.lower()):
        return "'un centième' is written 'un 100ème': the value of the fraction is not given"
    if case.kind == "ordinal" and any(e[0] is None for e in case.expected):
        return "'the last one', 'the next one': no number is said"
    if case.kind == "number" and re.search(r"\^|\de[+-]?\d|, -0,0004", case.text):
        return "powers (1,1^23, 12e14) are written by machines, not said"
    if case.kind == "dimension" and re.search(r"huit à 10 pieds|75 - 300mm", case.text):
        return "only the upper end of a range is expected"
    return REASON.get(case.text.strip())
