"""Reading a verb group: tense, mood, voice, and the infinitive that a first verb opens."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extract.actions import patterns, verbs
from pipeline.extract.actions.reader import Reader
from pipeline.model import ActionStatus

LINKS = ("de", "d'", "à")
OPENS_INFINITIVE = ("faire", "pouvoir", "devoir", "aller", "vouloir", "savoir", "venir")
"""Verbs followed by an infinitive without a link."""


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: ``head`` is the index of the verb that tells the deed, ``form`` names the pattern.

    ``outer`` is the verb that governs it (*choisir de*, *faire*).
    """

    head: int
    form: str
    status: ActionStatus
    lemma: str
    outer: str | None = None
    passive: bool = False
    negated: bool = False


class VerbGroups(Reader):
    """Verb groups that can tell an action."""

    def finite(
        self, j: int, persons: tuple[str, ...], subject: str, clitics: tuple[str, ...]
    ) -> Group | None:
        """The group whose finite verb stands at ``j``; ``None`` when it is no deed."""
        word = self.forms[j]
        if patterns.AVOIR.get(word) in persons or patterns.AVOIR_PAST.get(word) in persons:
            return self._after_avoir(j, "pluperfect" if word in patterns.AVOIR_PAST else "past")
        if patterns.ETRE.get(word) in persons:
            return self._after_etre(j, clitics, subject)
        if patterns.ALLER.get(word) in persons:
            return self.infinitive_group(self._past_aside(j + 1), "near_future", "planned")
        if patterns.VENIR.get(word) in persons:
            k, _ = self.skip_adverbs(j + 1)
            return self.infinitive_group(k + 1, "recent", "done") if self.form(k) in ("de", "d'") else None
        if subject == "vous":
            form = patterns.TO_THE_AUDIENCE.get(word)
            return self.infinitive_group(j + 1, form, "recommended") if form else None
        for person in persons:
            lemma = verbs.present(word, person)
            if lemma is None and person == "1p":
                lemma = verbs.first_plural(word)
            if lemma:
                return self._present(j, lemma, subject, clitics)
            lemma = verbs.future(word, person)
            if lemma:
                return self._future(j, lemma)
        return None

    def _future(self, j: int, lemma: str) -> Group | None:
        k, negated = self.skip_adverbs(j + 1)
        if lemma in ("être", "avoir"):
            inner = None if self.stops(k) else verbs.participle(self.form(k))
            if inner is None:
                return None
            return Group(
                k,
                "future_passive" if lemma == "être" else "future",
                "planned",
                inner,
                None,
                lemma == "être",
                negated,
            )
        if lemma in OPENS_INFINITIVE:
            return self.infinitive_group(j + 1, "future", "planned")
        return Group(j, "future", "planned", lemma, negated=negated)

    def _past_aside(self, i: int) -> int:
        """Step over *dans ce cadre de …* between *nous allons* and its infinitive."""
        if self.form(i) not in patterns.PREPOSITIONS:
            return i
        for k in range(i + 1, min(i + 10, len(self.forms))):
            if self.stops(k) or self.forms[k] in patterns.SUBJECTS or self.forms[k] in patterns.BREAKS:
                return i
            if self.forms[k] in verbs.load().infinitives:
                return k
        return i

    def _after_avoir(self, j: int, form: str) -> Group | None:
        k, negated = self.skip_adverbs(j + 1)
        if self.stops(k):
            return None
        word = self.form(k)
        if word == "été":
            m, more = self.skip_adverbs(k + 1)
            inner = None if self.stops(m) else verbs.participle(self.form(m))
            return Group(m, "past_passive", "done", inner, None, True, negated or more) if inner else None
        lemma = verbs.participle(word)
        if lemma is not None:
            return self._governed(Group(k, form, "done", lemma, negated=negated))
        if word in patterns.INDEFINITE and form == "past":
            m = k + 1
            while self.form(m) in patterns.LIGHT_ADJECTIVES:
                m += 1
            if self.form(m) in patterns.HOLDINGS:
                return Group(m, "holding", "ongoing", "avoir", negated=negated)
        return None

    def _governed(self, group: Group) -> Group | None:
        """The group itself, or the infinitive that its verb opens (*choisi de*, *fait venir*)."""
        lemma, kind = group.lemma, verbs.verb_class(group.lemma)
        m, more = self.skip_adverbs(group.head + 1)
        if kind in ("start", "decide", "plan", "weak") and self.form(m) in LINKS and not self.stops(m):
            inner = self.infinitive(m + 1)
            if inner is not None:
                form, status = (
                    ("intended", "planned") if kind == "plan" else (f"{group.form}_{kind}", group.status)
                )
                return Group(inner[0], form, status, inner[1], lemma, inner[2], group.negated or more)
        if lemma in OPENS_INFINITIVE or kind == "plan":
            inner = self.infinitive(group.head + 1)
            if inner is not None:
                deeper = replace(group, head=inner[0], lemma=inner[1], outer=lemma, passive=inner[2])
                if lemma == "faire":
                    return deeper
                if kind == "plan":
                    return replace(deeper, form="intended", status="planned")
                return replace(deeper, form="past_modal") if lemma in ("pouvoir", "savoir") else None
        stepped_on = more and self.form(group.head + 1) in patterns.NEGATIONS
        return replace(group, negated=group.negated or stepped_on)

    def _after_etre(self, j: int, clitics: tuple[str, ...], subject: str) -> Group | None:
        k, negated = self.skip_adverbs(j + 1)
        if self.forms[k : k + 2] == ["en", "train"] and self.form(k + 2) in ("de", "d'"):
            return self.infinitive_group(k + 3, "progressive", "ongoing")
        if self.forms[k : k + 2] == ["en", "cours"] and self.form(k + 2) in ("de", "d'") and subject == "np":
            return Group(
                k + 3, "underway", "ongoing", verbs.from_noun(self.form(k + 3)), passive=True, negated=negated
            )
        lemma = None if self.stops(k) else verbs.participle(self.form(k))
        if lemma is None:
            return None
        reflexive = bool(set(clitics) & {"se", "s'", "nous", "me", "m'", "vous"})
        if reflexive or lemma in patterns.MOVEMENT:
            group = self._governed(Group(k, "past", "done", lemma, negated=negated))
            form = "reflexive" if reflexive else "movement"
            return replace(group, form=form) if group and group.status == "done" else group
        if subject == "np" and verbs.verb_class(lemma) not in ("do", "light", "weak", verbs.UNKNOWN):
            return None
        return Group(k, "present_passive", "ongoing", lemma, None, True, negated)

    def infinitive(self, i: int) -> tuple[int, str, bool] | None:
        """(index, verb, passive) of an infinitive after adverbs and object pronouns."""
        i, _ = self.skip_adverbs(i)
        if self.form(i) in ("ne", "n'"):
            return None
        i, _ = self.clitics(i)
        i, _ = self.skip_adverbs(i)
        lemma = None if self.stops(i) else verbs.infinitive(self.forms[i])
        if lemma is None:
            return None
        if lemma == "être":
            k, _ = self.skip_adverbs(i + 1)
            inner = None if self.stops(k) else verbs.participle(self.form(k))
            return (k, inner, True) if inner else (i, "être", False)
        return i, lemma, False

    def infinitive_group(self, i: int, form: str, status: ActionStatus) -> Group | None:
        """The group of an infinitive at ``i``, or of the one that it opens (*pouvoir refondre*)."""
        k, negated = self.skip_adverbs(i)
        inner = self.infinitive(k)
        if inner is None:
            return None
        head, lemma, passive = inner
        group = Group(head, form, status, lemma, None, passive, negated)
        kind = verbs.verb_class(lemma)
        if passive or not (kind in ("start", "plan", "decide", "weak") or lemma in OPENS_INFINITIVE):
            return group
        m, _ = self.skip_adverbs(head + 1)
        if self.form(m) in LINKS:
            deeper = self.infinitive(m + 1)
        else:
            deeper = self.infinitive(m) if kind == "plan" or lemma in OPENS_INFINITIVE else None
        if deeper is None:
            return group
        return replace(group, head=deeper[0], lemma=deeper[1], outer=lemma, passive=deeper[2])

    def _present(self, j: int, lemma: str, subject: str, clitics: tuple[str, ...]) -> Group | None:
        kind = verbs.verb_class(lemma)
        if (subject in ("je", "j'") and kind == "advise") or (kind == "advise" and "vous" in clitics):
            return self._advice(j, lemma)
        k, negated = self.skip_adverbs(j + 1)
        present = Group(j, "present", "ongoing", lemma, negated=negated)
        if kind == "plan" and lemma not in ("vouloir", "espérer"):
            inner = self.infinitive(k + 1 if self.form(k) in LINKS else k)
            if inner is not None:
                return Group(inner[0], "intended", "planned", inner[1], lemma, inner[2], negated)
            return replace(present, form="intended", status="planned") if lemma in patterns.PLANNING else None
        if kind in ("start", "weak") and self.form(k) in LINKS:
            inner = self.infinitive(k + 1)
            if inner is not None:
                return Group(inner[0], "present_start", "ongoing", inner[1], lemma, inner[2], negated)
        if lemma == "faire":
            inner = self.infinitive(j + 1)
            if inner is not None:
                return Group(inner[0], "present", "ongoing", inner[1], lemma, inner[2], negated)
        return present if kind in ("do", "light", "weak", "ask", verbs.UNKNOWN) else None

    def _advice(self, j: int, lemma: str) -> Group:
        """*je vous conseille (à tout le monde) (vivement) de …*, *je vous renvoie vers …*."""
        for m in range(j + 1, min(j + 9, len(self.forms))):
            if self.stops(m):
                break
            inner = self.infinitive(m + 1) if self.form(m) in LINKS else None
            if inner is not None:
                return Group(inner[0], "advice", "recommended", inner[1], lemma, inner[2])
        return Group(j, "advice", "recommended", lemma)
