"""Where the clause around a verb begins and ends, and what around it speaks against an action."""

from __future__ import annotations

from pipeline.extract.actions import negatives, patterns, verbs
from pipeline.extract.actions.tokens import STRONG
from pipeline.extract.actions.verb_groups import VerbGroups

LONGEST = 34
"""Words of a clause at most."""
LONGEST_BEFORE = 14
"""Words of a noun subject at most."""
LONG_ENOUGH = 22
"""Words after which a comma ends a clause."""
_CLAUSE_OPENERS = frozenset((*patterns.SUBJECTS, "c'", "est", "sont", "a", "ont", "y")) - {"nous"}


class Clauses(VerbGroups):
    """Bounds and marks of clauses."""

    def noun_start(self, i: int) -> int | None:
        """First word of the noun group that ends at ``i``; ``None`` when what stands there is none."""
        first = i
        while first > 0 and i - first < LONGEST_BEFORE:
            previous = self.forms[first - 1]
            if self.stops(first) or any(sign in self.tokens[first].gap for sign in ",«»("):
                break
            if (
                self.forms[first] in patterns.NOUN_OPENERS
                and previous not in patterns.PREPOSITIONS | patterns.DETERMINERS
                and not (previous == "et" and self.form(i + 1) in patterns.PLURAL_AUXILIARIES)
            ):
                break
            if previous == "et" and self.form(i + 1) in patterns.PLURAL_AUXILIARIES:
                first -= 1  # "la ville et la métropole ont"
                continue
            if previous in patterns.BREAKS | patterns.BEFORE_SUBJECT:
                break
            first -= 1
        for k in range(i, first - 1, -1):  # another clause may stand between
            if self.forms[k] in _CLAUSE_OPENERS:
                first = k + 1
                break
        first = self._past_leaders(first, i)
        if first > i or self.forms[first] in patterns.TRAILERS - patterns.DETERMINERS:
            return None
        return first

    def _past_leaders(self, first: int, last: int) -> int:
        """Step over *alors*, *du coup*, *d'ailleurs* before a subject."""
        while first <= last:
            step = self.adverb(first)
            if not step and self.forms[first] not in patterns.LEADERS:
                break
            first += step or 1
        return first

    def relative_start(self, i: int) -> int | None:
        """Where the antecedent of the *qui* at ``i`` begins; ``None`` for *ce qui* and a question."""
        if i == 0 or self.form(i - 1) in ("ce", "est-ce"):
            return None
        first = i
        while first > 0 and i - first < 10 and self.form(i - 1) not in ("et", "mais"):
            if self.stops(first) or "," in self.tokens[first].gap:
                break
            if self.forms[first - 1] in patterns.BREAKS | {"et", "que", "qu'", "qui"}:
                break
            first -= 1
        return self._past_leaders(first, i - 1)

    def presented(self, i: int) -> int:
        """Where *c'est un jeu que* begins before the advice at ``i``; ``i`` itself without it."""
        for k in range(i - 1, max(-1, i - 10), -1):
            if self.forms[k] == "c'" and self.form(k + 1) == "est":
                return k
            if self.stops(k):
                break
        return i

    def end(self, first: int, head: int) -> int:
        """One past the last word of the clause [``first``, …) whose verb stands at ``head``."""
        j = head + 1
        limit = min(len(self.forms), max(head + 4, first + LONGEST))
        while j < limit and not self._ends_before(j, first, head):
            j += 1
        # "l'économie | elle est de …": the noun belongs to the pronoun that takes it up
        if (
            self.form(j) in ("il", "elle", "ils", "elles", "c'", "ça")
            and j - head > 4
            and self.forms[j - 2] in patterns.DETERMINERS
            and not self.tokens[j].gap
        ):
            j -= 2
        while (
            j > head + 1 and self.forms[j - 1] in patterns.TRAILERS and self.forms[j - 2 : j] != ["par", "là"]
        ):
            j -= 1
        return j

    def _ends_before(self, j: int, first: int, head: int) -> bool:
        word, gap = self.forms[j], self.tokens[j].gap
        if j in self.breaks or STRONG.search(gap) or any(sign in gap for sign in '«»()"'):
            return True
        if word in patterns.BREAKS and not (word == "donc" and j == head + 1):
            return True
        opens = self.opens_clause(j)
        if opens and self.forms[j - 1] not in patterns.RELATIVES:
            return True
        if word == "et" and (self.opens_clause(j + 1) or self.form(j + 1) in patterns.AFTER_AND):
            return True
        return "," in gap and j - head > 1 and (opens or word == "et" or j - first > LONG_ENOUGH)

    def opens_clause(self, j: int) -> bool:
        """Whether a subject with its verb, or an imperative, stands at ``j``."""
        word = self.form(j)
        if word in ("ça", "cela"):
            return self.form(j - 1) not in patterns.PREPOSITIONS
        if word in ("c'", "merci", "est-ce"):
            return True
        if verbs.imperative(word) or verbs.unknown_imperative(word):
            return self.form(j - 1) not in ("vous", "n'", "ne", "qui")
        if word in ("nous", "vous"):
            verb = self.form(self.clitics(j + 1)[0])
            return verb.endswith(("ons", "ez")) or verb in ("sommes", "êtes", "on")
        return word in patterns.PRONOUN_STARTS and not self.stops(self.clitics(j + 1)[0])

    def marks(self, first: int, head: int) -> frozenset[str]:
        """What stands around a clause and speaks against an action, as names (see `find.BARRED`)."""
        found = set()
        before = [""] * 3
        for k in range(first - 1, max(-1, first - 4), -1):
            if self.stops(k + 1):
                break
            before[k - first] = self.forms[k]
        third, previous, last = before
        if last in ("que", "qu'"):
            if previous == "ce":
                found.add("question" if third in ("est", "est-ce") else "what")
            else:
                found.add(patterns.BEFORE_QUE.get(previous, "that"))
        elif last in negatives.MARKING:
            found.add(negatives.MARKING[last])
        if self.asks(head):
            found.add("question")
        if self.forms[first] in ("on", "ils", "il", "elle", "elles") and any(
            self.forms[k] in ("m'", "me", "nous", "vous") for k in range(first + 1, head)
        ):
            found.add("to somebody")
        return frozenset(found)
