"""Verb forms that actions are made of, from ``verbs.tsv``: a form gives its verb and its class.

Regular forms are derived (``-er``, ``-ir`` with ``-iss-``); irregular ones stand in the file. The
classes say what a verb is worth as an action:

``do`` a deed of an organisation; ``light`` carried by its object (*faire une étude*); ``weak`` a
deed only with an object that says which (*suivre*); ``start``, ``decide``, ``plan`` open an infinitive;
``advise`` recommends; ``ask``, ``talk``, ``mind``, ``state`` are no deeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VERBS = Path(__file__).with_name("verbs.tsv")
UNKNOWN = "unknown"
"""Class of a form that is shaped like a verb but is not in the file."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Form (lower case) to infinitive, by mood; ``classes`` from infinitive to class."""

    participles: dict[str, str]
    infinitives: dict[str, str]
    presents: dict[str, tuple[str, frozenset[str]]]
    futures: dict[str, tuple[str, frozenset[str]]]
    imperatives: dict[str, str]
    classes: dict[str, str]


@lru_cache(maxsize=1)
def load() -> Forms:
    """Read ``verbs.tsv`` and derive the forms (some milliseconds, once per process)."""
    participles: dict[str, str] = {}
    infinitives: dict[str, str] = {}
    presents: dict[str, tuple[str, frozenset[str]]] = {}
    futures: dict[str, tuple[str, frozenset[str]]] = {}
    imperatives: dict[str, str] = {}
    classes: dict[str, str] = {}
    for line in VERBS.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        lemma, kind, participle, present, future = (line.split("\t") + [""] * 4)[:5]
        classes[lemma] = kind
        infinitives[lemma] = lemma
        for form in _participles(lemma, participle):
            participles.setdefault(form, lemma)
        persons = tuple(present.split()) or _present(lemma)
        if persons:
            for person, form in zip(("1s", "3s", "1p", "2p", "3p"), persons, strict=True):
                known = presents.get(form, (lemma, frozenset()))
                presents[form] = (known[0], known[1] | {person})
            imperatives.setdefault(persons[3], lemma)
        stem = future or _future(lemma)
        for person, ending in (("1s", "ai"), ("3s", "a"), ("1p", "ons"), ("2p", "ez"), ("3p", "ont")):
            futures.setdefault(stem + ending, (lemma, frozenset({person})))
    return Forms(participles, infinitives, presents, futures, imperatives, classes)


def _participles(lemma: str, irregular: str) -> tuple[str, ...]:
    if irregular:
        base = irregular
    elif lemma.endswith("er"):
        base = lemma[:-2] + "é"
    else:
        base = lemma[:-1]
    plural = base if base.endswith("s") else base + "s"
    return base, base + "e", plural, base + "es"


def _present(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("ir"):
        stem = lemma[:-1]
        return stem + "s", stem + "t", stem + "ssons", stem + "ssez", stem + "ssent"
    if not lemma.endswith("er"):
        return ()
    stem = lemma[:-2]
    strong = _strong_stem(stem)
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    return strong + "e", strong + "e", soft + "ons", stem + "ez", strong + "ent"


def _future(lemma: str) -> str:
    if lemma.endswith("er"):
        stem = lemma[:-2]
        strong = _strong_stem(stem)
        return (stem if "é" in stem[-3:] else strong) + "er"
    return lemma[:-1] if lemma.endswith("re") else lemma


def _strong_stem(stem: str) -> str:
    """The stem before a silent ending: *achète*, *rappelle*, *gère*, *nettoie*.

    >>> [_strong_stem(s) for s in ("achet", "appel", "gér", "nettoy", "form")]
    ['achèt', 'appell', 'gèr', 'nettoi', 'form']
    """
    if stem.endswith(("oy", "uy", "ay")):
        return stem[:-1] + "i"
    head, last = stem[:-1], stem[-1:]
    if last in "bcdfglmnprstvz":
        if head.endswith("e") and last in "tlmnvsdgrc":
            doubled = stem.endswith(("appel", "jet"))
            return stem + last if doubled else head[:-1] + "è" + last
        if head.endswith("é"):
            return head[:-1] + "è" + last
    if stem.endswith(("égr", "étr", "égl", "ébr")):
        return stem[:-3] + "è" + stem[-2:]
    return stem


def verb_class(lemma: str) -> str:
    """Class of an infinitive, `UNKNOWN` when it is not in the file."""
    return load().classes.get(lemma, UNKNOWN)


def participle(form: str) -> str | None:
    """Infinitive of a past participle; an unknown ``-é`` form is taken for a verb in ``-er``."""
    known = load().participles.get(form)
    if known is not None:
        return known
    for ending in ("é", "ée", "és", "ées"):
        if form.endswith(ending) and len(form) - len(ending) >= 4:
            return form[: -len(ending)] + "er"
    return None


def infinitive(form: str) -> str | None:
    """The form itself when it is, or is shaped like, an infinitive."""
    if form in load().infinitives:
        return form
    return (
        form if len(form) >= 5 and form.endswith(("er", "ir", "oir", "ire", "dre", "ttre", "uire")) else None
    )


def present(form: str, person: str) -> str | None:
    """Infinitive of a known verb in the present tense, for a person such as ``3s``."""
    known = load().presents.get(form)
    return known[0] if known and person in known[1] else None


def future(form: str, person: str) -> str | None:
    """Infinitive of a verb in the simple future, for a person such as ``1p``."""
    known = load().futures.get(form)
    return known[0] if known and person in known[1] else None


def imperative(form: str) -> str | None:
    """Infinitive of a second person plural (*privilégiez*), without knowing whether it commands."""
    return load().imperatives.get(form) if form.endswith("ez") or form == "faites" else None


def unknown_imperative(form: str) -> str | None:
    """The verb of an unknown second person plural (*méfiez*); only where a clause begins."""
    shaped = form.endswith("ez") and len(form) > 5 and form not in NO_VERBS_IN_EZ
    return form[:-2] + "er" if shaped else None


def first_plural(form: str) -> str | None:
    """The verb of an unknown form after *nous* (*nous mailons*)."""
    return form[:-3] + "er" if form.endswith("ons") and len(form) > 6 and form not in load().futures else None


def third_future(form: str) -> str | None:
    """The verb of a known third person in the simple future (*lancera*, *seront*)."""
    return future(form, "3s") or future(form, "3p")


def from_noun(noun: str) -> str:
    """The verb of a noun of action (*rédaction*: *rédiger*); the noun itself when no rule gives one.

    >>> from_noun("déploiement"), from_noun("installation"), from_noun("rédaction")
    ('déployer', 'installer', 'rédiger')
    """
    if noun in NOUNS_OF_ACTION:
        return NOUNS_OF_ACTION[noun]
    for ending in ("ation", "ement"):
        if noun.endswith(ending) and noun[: -len(ending)] + "er" in load().classes:
            return noun[: -len(ending)] + "er"
    return noun


NO_VERBS_IN_EZ = frozenset(
    "assez rendez-vous sorez allez avez savez pouvez voulez devez étiez aviez seriez auriez serez "
    "aurez".split()
)
NOUNS_OF_ACTION = {
    "rédaction": "rédiger",
    "déploiement": "déployer",
    "construction": "construire",
    "signature": "signer",
    "recrutement": "recruter",
    "écriture": "écrire",
    "refonte": "refondre",
    "définition": "définir",
    "migration": "migrer",
    "création": "créer",
    "réalisation": "réaliser",
    "élaboration": "élaborer",
    "négociation": "négocier",
    "conception": "concevoir",
    "développement": "développer",
    "révision": "réviser",
}
"""Nouns of action after *en cours de*."""
