"""Clauses that may be actions: a verb in a form that tells of a deed, and the words that belong to it.

Only words are looked at (no parser): every candidate has its status from tense and mood, and marks
(negation, question, hypothesis, …) that `features` turns into evidence. Source of the forms and of their
statuses: French grammar of tense; the traps are those that webinars show.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.extract.actions import negatives, patterns, verbs
from pipeline.extract.actions.clauses import Clauses
from pipeline.extract.actions.verb_groups import LINKS, Group
from pipeline.model import ActionStatus


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause as token indices: [first, last) around the verb at ``head``.

    ``form`` names the pattern, ``subject`` the pronoun (``np`` for a noun, ``none`` without one), ``outer``
    the verb that governs the infinitive (*choisir de*), ``marks`` what speaks against it.
    """

    first: int
    last: int
    head: int
    form: str
    status: ActionStatus
    subject: str
    lemma: str
    outer: str | None = None
    passive: bool = False
    marks: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=8192)
def _readings(word: str) -> tuple[str, ...]:
    """Methods of `Candidates` that may read a clause at a word, in the order of trial; mostly none."""
    present = next((v for v in (verbs.present(word, p) for p in ("3s", "3p")) if v), "")
    possible = {
        "_after_pronoun": word in patterns.SUBJECTS,
        "_after_noun": word in patterns.THIRD_PERSON
        or verbs.third_future(word)
        or verbs.verb_class(present) in ("do", "weak"),
        "_imperative": verbs.imperative(word) or verbs.unknown_imperative(word),
        "_impersonal": word in ("faut", "est"),
        "_copular": word == "été",
        "_settled": word in patterns.SETTLED,
    }
    return tuple(name for name, may in possible.items() if may)


class Candidates(Clauses):
    """Finds the candidates of one text."""

    def all(self) -> list[Candidate]:
        """All clauses that have the form of an action, in reading order of their subjects."""
        found = []
        for i, word in enumerate(self.forms):
            for reading in _readings(word):
                candidate: Candidate | None = getattr(self, reading)(i)
                if candidate is not None:
                    found.append(candidate)
                    break
        return found

    def _candidate(
        self, first: int | None, group: Group | None, subject: str, *more: str, without: str = ""
    ) -> Candidate | None:
        if group is None or first is None or group.head >= len(self.forms):
            return None
        marks = (self.marks(first, group.head) | {m for m in more if m}) - {without}
        return Candidate(
            first,
            self.end(first, group.head),
            group.head,
            group.form,
            group.status,
            subject,
            group.lemma,
            group.outer,
            group.passive,
            marks,
        )

    def _after_pronoun(self, i: int) -> Candidate | None:
        """*nous avons mis en place …*, *on va …*, *ils réparent …*, *qui vont être …*."""
        subject = self.forms[i]
        persons = patterns.SUBJECTS.get(subject)
        if persons is None:
            return None
        j, clitics = self.clitics(i + 1)
        group = None if self.stops(j) else self.finite(j, persons, subject, clitics)
        if group is None:
            return None
        negated = "negated" if group.negated or {"ne", "n'"} & set(clitics) else ""
        if subject == "qui":
            return self._candidate(self.relative_start(i), group, subject, negated)
        if group.form == "advice":
            first = self.presented(i) if self.form(i - 1) == "que" else i
            return self._candidate(first, group, subject, negated, without="that")
        return self._candidate(i, group, subject, negated)

    def _after_noun(self, i: int) -> Candidate | None:
        """*L'audit a été réalisé*, *la ville va lancer*, *le service sera étendu*, *notre DSI pilote*."""
        word = self.forms[i]
        if i == 0 or self.stops(i):
            return None
        plain = word not in patterns.THIRD_PERSON and not verbs.third_future(word)
        if plain and not self._noun_then_verb(i):
            return None
        last = i - 1
        while last > 0 and self.forms[last] in patterns.CLITICS and not self.stops(last):
            last -= 1
        if self.forms[last] in patterns.NO_NOUN or (last < i - 1 and self.stops(last + 1)):
            return None
        clitics = tuple(self.forms[last + 1 : i])
        group = self.finite(i, ("3s", "3p"), "np", clitics)
        if group is None:
            return None
        negated = "negated" if group.negated or {"ne", "n'"} & set(clitics) else ""
        return self._candidate(self.noun_start(last), group, "np", negated)

    def _noun_then_verb(self, i: int) -> bool:
        """Whether a verb in the present follows its noun here; a determiner or *désormais* must follow."""
        person = next((p for p in ("3s", "3p") if verbs.present(self.forms[i], p)), None)
        if person is None or verbs.verb_class(verbs.present(self.forms[i], person) or "") not in (
            "do",
            "weak",
        ):
            return False
        if (
            self.forms[i - 1]
            in patterns.DETERMINERS | patterns.PREPOSITIONS | patterns.CLITICS | patterns.NO_NOUN
        ):
            return False
        if self.form(i + 1) not in patterns.DETERMINERS | patterns.NOW or self.stops(i + 1):
            return False
        first = self.noun_start(i - 1)
        return first is not None and self.begins(first) and self.forms[first] in patterns.DETERMINERS

    def _imperative(self, i: int) -> Candidate | None:
        """*privilégiez …*, *n'hésitez pas à …*, *ne fermez jamais …*: advice to the audience."""
        word = self.forms[i]
        lemma = verbs.imperative(word)
        if lemma is None and self.begins(i):
            lemma = verbs.unknown_imperative(word)
        if lemma is None:
            return None
        first = i
        while (
            first > 0
            and self.forms[first - 1] in patterns.CLITICS - {"vous", "nous"}
            and self.tokens[first - 1].gap != "-"
            and not self.stops(first)
        ):
            first -= 1
        refusing = first < i and self.forms[first] in ("ne", "n'")
        before = self.form(first - 1) if not self.stops(first) else ""
        if before in patterns.BEFORE_INDICATIVE or (first < i and not refusing):
            return None
        if lemma == "hésiter":
            m, _ = self.skip_adverbs(i + 1)
            return self._opened(first, m, "invite") if self.form(m) == "à" else None
        if refusing:
            m, said = self.skip_adverbs(i + 1)
            if not said and self.form(i + 1) not in ("que", "qu'", "plus"):
                return None
        elif lemma in negatives.IMPERATIVES_OF_TALK or (word == "faites" and not self.begins(i)):
            return None
        if self.form(i + 1) in ("nous", "moi", "m'") and not refusing:
            return None
        if self.form(i + 1) == "vous" and self.tokens[i + 1].gap == "-" and self.asks(i):
            return None
        form = "imperative_not" if refusing else "imperative"
        m, _ = self.skip_adverbs(i + 1)
        if self.form(m) in (*LINKS, "par") and not self.stops(m):
            opened = self._opened(first, m, form, lemma)
            if opened is not None:
                return opened
        return self._candidate(first, Group(i, form, "recommended", lemma), "none")

    def _opened(self, first: int, link: int, form: str, outer: str | None = None) -> Candidate | None:
        """Advice whose deed is the infinitive after the link word."""
        inner = self.infinitive(link + 1)
        if inner is None:
            return None
        return self._candidate(first, Group(inner[0], form, "recommended", inner[1], outer, inner[2]), "none")

    def _impersonal(self, i: int) -> Candidate | None:
        """*il faut (absolument) …*, *il faut que …*, *c'est important de …*."""
        word = self.forms[i]
        if word == "faut":
            first = i - 1 if self.form(i - 1) == "il" else i - 2 if self.form(i - 2) == "il" else i
            k, negated = self.skip_adverbs(i + 1)
            if negated or (first < i - 1 and self.form(i - 1) in ("ne", "n'")):
                return None
            inner = self._wish(k) if self.form(k) in ("que", "qu'") else self.infinitive(k)
            form = "necessity"
        elif word == "est" and self.form(i - 1) in ("c'", "il"):
            first = i - 1
            k, negated = self.skip_adverbs(i + 1)
            if negated or self.form(k) not in patterns.GOOD_TO or self.form(k + 1) not in ("de", "d'"):
                return None
            inner = self.infinitive(k + 2)
            form = "good_to"
        else:
            return None
        if inner is None:
            return None
        group = Group(inner[0], form, "recommended", inner[1], passive=inner[2])
        return self._candidate(first, group, "impersonal")

    def _wish(self, i: int) -> tuple[int, str, bool] | None:
        """The verb of *il faut que les habitants participent*, a few words on."""
        for k in range(i + 2, min(i + 9, len(self.forms))):
            if self.stops(k):
                return None
            lemma = next((v for v in (verbs.present(self.forms[k], p) for p in ("3s", "3p")) if v), None)
            if lemma and self.forms[k - 1] not in patterns.DETERMINERS | {"de", "d'"}:
                return k, lemma, False
            if self.forms[k - 1] == "vous" and self.forms[k].endswith("iez"):
                return k, self.forms[k][:-3] + "er", False
        return None

    def _copular(self, i: int) -> Candidate | None:
        """*la première étape a été de …*: an infinitive told as a deed."""
        if (
            self.forms[i] != "été"
            or self.form(i + 1) not in ("de", "d'")
            or self.form(i - 1) not in ("a", "ont")
        ):
            return None
        inner = self.infinitive(i + 2)
        if inner is None:
            return None
        first = i - 2 if self.form(i - 2) == "ça" else self.noun_start(i - 2)
        return self._candidate(first, Group(inner[0], "copular", "done", inner[1], passive=inner[2]), "np")

    def _settled(self, i: int) -> Candidate | None:
        """*il est prévu de …*, *il a été décidé de …*, *le choix a été fait de …*, *invité à …*."""
        settled = patterns.SETTLED.get(self.forms[i])
        if settled is None or self.form(i - 1) not in ("est", "été", "êtes", "sont"):
            return None
        m, negated = self.skip_adverbs(i + 1)
        inner = self.infinitive(m + 1) if self.form(m) in LINKS and not negated else None
        if inner is None:
            return None
        first = i - 2
        while self.form(first) in ("a", "ont", "est", "sont"):
            first -= 1
        if self.form(first) not in ("il", "vous"):
            start = self.noun_start(first)
            first = first if start is None else start
        form, status = settled
        return self._candidate(first, Group(inner[0], form, status, inner[1], passive=inner[2]), "impersonal")
