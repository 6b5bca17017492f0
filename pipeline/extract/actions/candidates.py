"""Clauses that may be actions: a verb in a form that tells of a deed, and the words that belong to it.

Only words are looked at (no parser): every candidate has its status from tense and mood, and marks
(negation, question, hypothesis, …) that `features` turns into evidence. Source of the forms and of
their statuses: French grammar of tense; the traps are those that webinars show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.actions import negatives, patterns, verbs
from pipeline.extract.actions.tokens import STRONG, Token
from pipeline.model import ActionStatus

LONGEST = 34
"""Words of a clause at most."""
LONGEST_BEFORE = 14
"""Words before the verb at most, for a subject that is not a pronoun."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause as token indices: [first, last) around the verb at ``head``.

    ``form`` names the pattern, ``subject`` the pronoun (``np`` for a noun, ``none`` without one),
    ``outer`` the verb that governs the infinitive (*choisir de*), ``marks`` what speaks against it.
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


class Reader:
    """Walks along the tokens of one text."""

    def __init__(self, tokens: Sequence[Token], breaks: frozenset[int]) -> None:
        """``breaks`` are the token indices where a sentence or turn begins."""
        self.tokens = tokens
        self.forms = [t.form for t in tokens]
        self.breaks = breaks

    # -- moving ---------------------------------------------------------------------------------

    def form(self, i: int) -> str:
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def stops(self, i: int) -> bool:
        """Whether a strong sign or a sentence boundary stands before token ``i``."""
        return i >= len(self.forms) or i in self.breaks or bool(STRONG.search(self.tokens[i].gap))

    def skip_adverbs(self, i: int) -> tuple[int, bool]:
        """Step over adverbs; return the next index and whether a negation was among them."""
        negated, begun = False, i
        while i < len(self.forms) and i - begun < 8 and (i == begun or not self.stops(i)):
            word = self.forms[i]
            if word in patterns.NEGATIONS:
                negated = True
                i += 1
                continue
            phrase = self._phrase(i)
            if phrase:
                i += phrase
            elif word in patterns.ADVERBS or word in patterns.FILLERS or _adverb(word):
                i += 1
            else:
                break
        return i, negated

    def _phrase(self, i: int) -> int:
        for phrase in patterns.MULTIWORD_ADVERBS:
            if tuple(self.forms[i : i + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    # -- candidates -----------------------------------------------------------------------------

    def candidates(self) -> list[Candidate]:
        """All clauses that have the form of an action, in reading order of their verbs."""
        found: list[Candidate] = []
        for i in range(len(self.forms)):
            hit = (
                self._pronoun(i)
                or self._noun_subject(i)
                or self._imperative(i)
                or self._impersonal(i)
                or self._copular(i)
            )
            if hit is not None:
                found.append(hit)
        return found

    def _pronoun(self, i: int) -> Candidate | None:
        subject = self.forms[i]
        persons = patterns.SUBJECTS.get(subject)
        if persons is None:
            return None
        j, clitics, negated = self._clitics(i + 1)
        if j >= len(self.forms) or self.stops(j):
            return None
        hit = self._finite(j, persons, subject, clitics)
        if hit is None:
            return None
        head, form, status, lemma, outer, passive, inner_negated = hit
        marks = self._marks(i, head)
        if negated or inner_negated:
            marks |= {"negated"}
        first = self._relative_start(i) if subject == "qui" else i
        if form == "advice" and "that" in marks:
            first, marks = self._presented(i), marks - {"that"}
        if first is None:
            return None
        return self._clause(first, head, form, status, subject, lemma, outer, passive, marks)

    def _clitics(self, i: int) -> tuple[int, tuple[str, ...], bool]:
        """Step over object pronouns and fillers; *ne* tells a negation only with its second word."""
        clitics: list[str] = []
        while (
            i < len(self.forms)
            and (self.forms[i] in patterns.CLITICS or self.forms[i] in patterns.FILLERS)
            and not self.stops(i)
        ):
            clitics.append(self.forms[i])
            i += 1
        return i, tuple(clitics), bool({"ne", "n'"} & set(clitics))

    def _finite(
        self, j: int, persons: tuple[str, ...], subject: str, clitics: tuple[str, ...]
    ) -> tuple[int, str, ActionStatus, str, str | None, bool, bool] | None:
        """Read the verb group that begins at ``j``: (head, form, status, verb, outer verb, passive, negated)."""
        word = self.forms[j]
        if patterns.AVOIR.get(word) in persons or patterns.AVOIR_PAST.get(word) in persons:
            return self._after_avoir(j, word in patterns.AVOIR_PAST)
        if patterns.ETRE.get(word) in persons:
            return self._after_etre(j, clitics)
        if patterns.ALLER.get(word) in persons:
            return self._infinitive_group(self._past_aside(j + 1), "near_future", "planned")
        if patterns.VENIR.get(word) in persons:
            k, negated = self.skip_adverbs(j + 1)
            if self.form(k) in ("de", "d'"):
                return self._infinitive_group(k + 1, "recent", "done")
            return None
        if subject == "vous":
            if word in patterns.POUVOIR or word in patterns.DEVOIR:
                return self._infinitive_group(
                    j + 1, "may" if word in patterns.POUVOIR else "must", "recommended"
                )
            return None
        for person in persons:
            lemma = verbs.present(word, person)
            if lemma:
                return self._present(j, lemma, subject, clitics)
            if person == "1p" and word.endswith("ons") and len(word) > 6 and word not in verbs.load().futures:
                return self._present(j, word[:-3] + "er", subject, clitics)
            lemma = verbs.future(word, person)
            if lemma:
                if lemma in ("être", "avoir", "aller"):
                    k, negated = self.skip_adverbs(j + 1)
                    inner = verbs.participle(self.form(k))
                    if lemma == "être" and inner:
                        return k, "future_passive", "planned", inner, None, True, negated
                    return None
                _, negated = self.skip_adverbs(j + 1)
                return j, "future", "planned", lemma, None, False, negated
        return None

    def _past_aside(self, i: int) -> int:
        """Step over *dans ce cadre de …* between *nous allons* and its infinitive."""
        if self.form(i) not in ("dans", "pour", "en", "avec", "à", "au", "sur"):
            return i
        for k in range(i + 1, min(i + 10, len(self.forms))):
            if self.stops(k) or self.forms[k] in patterns.SUBJECTS or self.forms[k] in patterns.BREAKS:
                return i
            if verbs.load().infinitives.get(self.forms[k]):
                return k
        return i

    def _after_avoir(self, j: int, pluperfect: bool):
        k, negated = self.skip_adverbs(j + 1)
        word = self.form(k)
        if self.stops(k):
            return None
        form = "pluperfect" if pluperfect else "past"
        if word == "été":
            m, more = self.skip_adverbs(k + 1)
            if self.form(m) in ("de", "d'"):
                return None
            inner = verbs.participle(self.form(m)) if not self.stops(m) else None
            if inner is None:
                return None
            return m, "past_passive", "done", inner, None, True, negated or more
        lemma = verbs.participle(word)
        if lemma is None:
            if word in patterns.INDEFINITE and not pluperfect:
                m = k + 1
                while self.form(m) in (
                    "nouveau",
                    "nouvelle",
                    "premier",
                    "première",
                    "grand",
                    "vrai",
                    "petit",
                ):
                    m += 1
                if self.form(m) in patterns.HOLDINGS:
                    return m, "holding", "ongoing", "avoir", None, False, negated
            return None
        return self._governed(k, lemma, form, "done", negated)

    def _governed(self, k: int, lemma: str, form: str, status: ActionStatus, negated: bool):
        """A verb, or the infinitive that it opens (*choisi de*, *fait venir*)."""
        m, more = self.skip_adverbs(k + 1)
        kind = verbs.verb_class(lemma)
        link = self.form(m)
        if kind in ("start", "decide", "plan", "weak") and link in ("de", "d'", "à") and not self.stops(m):
            inner = self._infinitive(m + 1)
            if inner is not None:
                if kind == "plan":
                    form, status = "intended", "planned"
                elif kind in ("start", "weak") and form == "present":
                    status = "ongoing"
                return inner[0], form + "_" + kind, status, inner[1], lemma, inner[2], negated or more
        if lemma in ("faire", "pouvoir", "vouloir", "devoir", "savoir", "aller", "venir") or kind == "plan":
            inner = self._infinitive(k + 1)
            if inner is not None:
                if lemma == "faire":
                    return inner[0], form, status, inner[1], lemma, inner[2], negated
                if kind == "plan" and lemma != "devoir":
                    return inner[0], "intended", "planned", inner[1], lemma, inner[2], negated
                if lemma in ("pouvoir", "savoir") and form == "past":
                    return inner[0], "past_modal", "done", inner[1], lemma, inner[2], negated
                return None
        return (
            k,
            form,
            status,
            lemma,
            None,
            False,
            negated or (more and self.form(k + 1) in patterns.NEGATIONS),
        )

    def _after_etre(self, j: int, clitics: tuple[str, ...]):
        k, negated = self.skip_adverbs(j + 1)
        if tuple(self.forms[k : k + 3]) in (("en", "train", "de"), ("en", "train", "d'")):
            return self._infinitive_group(k + 3, "progressive", "ongoing")
        # "train" may be glued to adverbs that were skipped ("en" is one of them)
        if self.form(k) == "train" and self.form(k + 1) in ("de", "d'"):
            return self._infinitive_group(k + 2, "progressive", "ongoing")
        if self.stops(k):
            return None
        lemma = verbs.participle(self.form(k))
        if lemma is None:
            return None
        reflexive = bool(set(clitics) & {"se", "s'", "nous", "me", "m'", "vous"})
        if reflexive or lemma in patterns.MOVEMENT:
            head, _, _, inner, outer, passive, more = self._governed(k, lemma, "past", "done", negated) or (
                k,
                "",
                "done",
                lemma,
                None,
                False,
                negated,
            )
            return head, "reflexive" if reflexive else "movement", "done", inner, outer, passive, more
        return k, "present_passive", "ongoing", lemma, None, True, negated

    def _infinitive(self, i: int) -> tuple[int, str, bool] | None:
        """(head, verb, passive) of an infinitive after adverbs and object pronouns."""
        i, _ = self.skip_adverbs(i)
        while self.form(i) in patterns.CLITICS and not self.stops(i):
            i += 1
        i, _ = self.skip_adverbs(i)
        if i >= len(self.forms) or self.stops(i):
            return None
        lemma = verbs.infinitive(self.forms[i])
        if lemma is None:
            return None
        if lemma == "être":
            k, _ = self.skip_adverbs(i + 1)
            inner = verbs.participle(self.form(k))
            if inner and not self.stops(k):
                return k, inner, True
            return i, "être", False
        return i, lemma, False

    def _infinitive_group(self, i: int, form: str, status: ActionStatus):
        k, negated = self.skip_adverbs(i)
        inner = self._infinitive(k)
        if inner is None:
            return None
        head, lemma, passive = inner
        outer: str | None = None
        kind = verbs.verb_class(lemma)
        if not passive and (
            kind in ("start", "plan", "decide", "weak")
            or lemma in ("pouvoir", "faire", "devoir", "aller", "essayer")
        ):
            m, _ = self.skip_adverbs(head + 1)
            if self.form(m) in ("de", "d'", "à"):
                m += 1
            elif kind in ("start", "decide", "weak"):
                m = len(self.forms)
            deeper = self._infinitive(m) if m < len(self.forms) else None
            if deeper is not None:
                outer = lemma
                head, lemma, passive = deeper
        return head, form, status, lemma, outer, passive, negated

    def _present(self, j: int, lemma: str, subject: str, clitics: tuple[str, ...]):
        kind = verbs.verb_class(lemma)
        if (subject in ("je", "j'") and kind == "advise") or (
            lemma in ("conseiller", "recommander", "inviter", "renvoyer") and "vous" in clitics
        ):
            return self._advice(j, lemma)
        k, negated = self.skip_adverbs(j + 1)
        if kind == "plan" and lemma not in ("vouloir", "espérer"):
            m = k + 1 if self.form(k) in ("de", "d'", "à") else k
            inner = self._infinitive(m)
            if inner is not None:
                return inner[0], "intended", "planned", inner[1], lemma, inner[2], negated
            if lemma in ("prévoir", "programmer", "planifier", "envisager"):
                return j, "intended", "planned", lemma, None, False, negated
            return None
        if kind in ("start", "weak") and self.form(k) in ("de", "d'", "à"):
            inner = self._infinitive(k + 1)
            if inner is not None:
                return inner[0], "present_start", "ongoing", inner[1], lemma, inner[2], negated
        if lemma == "faire":
            inner = self._infinitive(j + 1)
            if inner is not None:
                return inner[0], "present", "ongoing", inner[1], "faire", inner[2], negated
        if kind in ("do", "light", "weak", verbs.UNKNOWN):
            return j, "present", "ongoing", lemma, None, False, negated
        return None

    def _advice(self, j: int, lemma: str):
        """*je vous conseille (à tout le monde) (vivement) de …*, *je vous renvoie vers …*."""
        limit = min(j + 9, len(self.forms))
        for m in range(j + 1, limit):
            if self.stops(m):
                break
            if self.form(m) in ("de", "d'", "à"):
                inner = self._infinitive(m + 1)
                if inner is not None:
                    return inner[0], "advice", "recommended", inner[1], lemma, inner[2], False
        return j, "advice", "recommended", lemma, None, False, False

    def _noun_subject(self, i: int) -> Candidate | None:
        """*L'audit a été réalisé*, *la ville va lancer*: a verb group whose subject is a noun."""
        word = self.forms[i]
        third = {"a", "ont", "avait", "avaient", "va", "vont", "est", "sont", "vient", "viennent"}
        auxiliary = word in third
        if not auxiliary:
            return None
        if i == 0 or self.stops(i):
            return None
        before = self.forms[i - 1]
        if (
            before in patterns.SUBJECTS
            or (before in patterns.CLITICS and before not in ("là",))
            or before
            in (
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
                "-",
            )
        ):
            # "l'a", "les a", "n'a": the subject is before the pronouns
            start = i - 1
            while start >= 0 and self.forms[start] in patterns.CLITICS and not self.stops(start + 1):
                start -= 1
            if (
                start == i - 1
                or start < 0
                or self.forms[start] in patterns.SUBJECTS
                or self.forms[start]
                in (
                    "c'",
                    "ça",
                    "ce",
                    "cela",
                    "y",
                    "tu",
                    "que",
                    "qu'",
                    "dont",
                    "si",
                    "où",
                    "et",
                    "il",
                )
            ):
                return None
            clitics = tuple(self.forms[start + 1 : i])
        else:
            clitics = ()
        persons = ("3s", "3p")
        hit = self._finite(i, persons, "np", clitics)
        if hit is None:
            return None
        head, form, status, lemma, outer, passive, negated = hit
        if form in ("present_passive",) and word in ("est", "sont") and verbs.verb_class(lemma) != "do":
            return None
        first = self._noun_start(i - 1 - len(clitics))
        if first is None:
            return None
        marks = self._marks(first, head)
        if negated or {"ne", "n'"} & set(clitics):
            marks |= {"negated"}
        return self._clause(first, head, form, status, "np", lemma, outer, passive, marks)

    def _noun_start(self, i: int) -> int | None:
        """First word of the noun group that ends at ``i``: back to the nearest boundary."""
        first = i
        while first > 0 and i - first < LONGEST_BEFORE:
            if self.stops(first) or self.tokens[first].gap in (",", "«", "»", "("):
                break
            previous = self.forms[first - 1]
            if previous in patterns.BREAKS or previous in (
                "et",
                "que",
                "qu'",
                "quand",
                "lorsque",
                "si",
                "puis",
                "où",
                "c'",
                "ça",
            ):
                if previous == "et" and self._and_joins_nouns(first):
                    first -= 1
                    continue
                break
            first -= 1
        while first < i and self.forms[first] in patterns.LEADERS:
            first += 1
        words = self.forms[first : i + 1]
        if not words or (words[0] in patterns.SUBJECTS and words[0] != "nous"):
            return None
        if any(
            (w in patterns.SUBJECTS and w != "nous") or w in ("c'", "est", "sont", "a", "ont", "y")
            for w in words
        ):
            # another clause stands between: keep only what follows its last determiner
            for k in range(i, first, -1):
                if self.forms[k] in patterns.SUBJECTS or self.forms[k] in (
                    "c'",
                    "est",
                    "sont",
                    "a",
                    "ont",
                    "y",
                ):
                    first = k + 1
                    break
            while first < i and self.forms[first] in patterns.LEADERS:
                first += 1
        return (
            first
            if first <= i and self.forms[first] not in patterns.TRAILERS - patterns.DETERMINERS
            else None
        )

    def _and_joins_nouns(self, i: int) -> bool:
        return self.forms[i] in patterns.DETERMINERS or self.forms[i] in ("de", "d'", "des", "du")

    def _relative_start(self, i: int) -> int | None:
        """Where the clause of the antecedent of a *qui* begins."""
        if i == 0 or self.stops(i):
            return i if i else None
        if self.forms[i - 1] in ("ce", "et", "mais", "qu'est-ce", "est-ce"):
            return None if self.forms[i - 1] in ("ce", "est-ce") else i
        first = i
        while first > 0 and i - first < 10:
            if self.stops(first) or self.tokens[first].gap == "," or self.forms[first - 1] in patterns.BREAKS:
                break
            if self.forms[first - 1] in ("et", "que", "qu'", "qui"):
                break
            first -= 1
        while first < i and self.forms[first] in patterns.LEADERS:
            first += 1
        return first

    def _presented(self, i: int) -> int:
        """Where *c'est un jeu que* begins before the advice at ``i``; ``i`` itself without it."""
        for k in range(i - 1, max(-1, i - 10), -1):
            if self.forms[k] == "c'" and self.form(k + 1) == "est":
                return k
            if self.stops(k):
                break
        return i

    def _imperative(self, i: int) -> Candidate | None:
        """*privilégiez …*, *n'hésitez pas à …*, *ne fermez jamais …*: advice to the audience."""
        word = self.forms[i]
        lemma = verbs.imperative(word)
        if lemma is None or lemma in negatives.IMPERATIVES_OF_TALK or lemma == "hésiter":
            return self._invitation(i) if word == "hésitez" else None
        if self.form(i + 1) in ("nous", "moi", "m'") or word == "faites" and not self._begins(i):
            return None
        first = i
        while (
            first > 0
            and self.forms[first - 1] in patterns.CLITICS - {"vous", "nous"}
            and self.tokens[first - 1].gap != "-"
            and not self.stops(first)
        ):
            first -= 1
        refusing = self.forms[first] in ("ne", "n'") and first < i
        before = self.forms[first - 1] if first > 0 and not self.stops(first) else ""
        if before in ("vous", "nous", "que", "qu'", "si", "quand", "qui", "ne", "n'") or (
            first < i and not refusing
        ):
            return None
        if self.form(i + 1) == "vous" and self.tokens[i + 1].gap == "-" and self._asks(i):
            return None
        if refusing and not self._refuses(i):
            return None
        head, outer = i, None
        m, _ = self.skip_adverbs(i + 1)
        if verbs.verb_class(lemma) in ("start", "mind", "do", "weak") and self.form(m) in (
            "à",
            "de",
            "d'",
            "par",
        ):
            inner = self._infinitive(m + 1)
            if inner is not None:
                head, outer, lemma = inner[0], lemma, inner[1]
        form = "imperative_not" if refusing else "imperative"
        return self._clause(
            first, head, form, "recommended", "none", lemma, outer, False, self._marks(first, head)
        )

    def _begins(self, i: int) -> bool:
        """Whether a clause may begin at ``i``: *faites* elsewhere is a participle."""
        return i == 0 or self.stops(i) or self.tokens[i].gap == "," or self.forms[i - 1] in patterns.LEADERS

    def _invitation(self, i: int) -> Candidate | None:
        """*n'hésitez pas à …*."""
        m, _ = self.skip_adverbs(i + 1)
        inner = self._infinitive(m + 1) if self.form(m) == "à" else None
        if inner is None:
            return None
        first = i - 1 if self.form(i - 1) in ("n'", "ne") else i
        return self._clause(
            first,
            inner[0],
            "invite",
            "recommended",
            "none",
            inner[1],
            None,
            False,
            self._marks(first, inner[0]),
        )

    def _refuses(self, i: int) -> bool:
        """Whether the second word of a negation follows the verb at ``i``."""
        return any(
            self.form(k) in patterns.NEGATIONS | {"que", "qu'", "plus"} and not self.stops(k)
            for k in range(i + 1, min(i + 3, len(self.forms)))
        )

    def _asks(self, i: int) -> bool:
        """Whether the sentence that holds token ``i`` ends with a question mark."""
        for k in range(i + 1, min(i + 60, len(self.forms))):
            gap = self.tokens[k].gap
            if "?" in gap:
                return True
            if k in self.breaks or STRONG.search(gap):
                return False
        return False

    def _impersonal(self, i: int) -> Candidate | None:
        """*il faut (absolument) …*, *c'est important de …*."""
        word = self.forms[i]
        if word == "faut" and self.form(i - 1) in (
            "il",
            "y",
            "en",
            "le",
            "les",
            "la",
            "l'",
            "s'",
            "nous",
            "vous",
        ):
            k, negated = self.skip_adverbs(i + 1)
            if negated:
                return None
            first = i - 1 if self.form(i - 1) == "il" else i - 2 if self.form(i - 2) == "il" else i
            inner = self._wish(k) if self.form(k) in ("que", "qu'") else self._infinitive(k)
            if inner is None:
                return None
            return self._clause(
                first,
                inner[0],
                "necessity",
                "recommended",
                "impersonal",
                inner[1],
                "falloir",
                inner[2],
                self._marks(first, inner[0]),
            )
        if word == "est" and self.form(i - 1) in ("c'", "il"):
            k, negated = self.skip_adverbs(i + 1)
            if negated or self.form(k) not in patterns.GOOD_TO or self.form(k + 1) not in ("de", "d'"):
                return None
            inner = self._infinitive(k + 2)
            if inner is None:
                return None
            return self._clause(
                i - 1,
                inner[0],
                "good_to",
                "recommended",
                "impersonal",
                inner[1],
                None,
                inner[2],
                self._marks(i - 1, inner[0]),
            )
        return None

    def _wish(self, i: int) -> tuple[int, str, bool] | None:
        """The verb of *il faut que les habitants participent*: a known present form a few words on."""
        for k in range(i + 2, min(i + 9, len(self.forms))):
            if self.stops(k):
                return None
            for person in ("3s", "3p", "1s"):
                lemma = verbs.present(self.forms[k], person)
                if lemma and self.forms[k - 1] not in patterns.DETERMINERS | {"de", "d'"}:
                    return k, lemma, False
            if self.form(k - 1) in ("vous", "nous") and self.forms[k].endswith(("iez", "ions")):
                return (
                    k,
                    self.forms[k][:-3] + "er" if self.forms[k].endswith("iez") else self.forms[k][:-4] + "er",
                    False,
                )
        return None

    def _copular(self, i: int) -> Candidate | None:
        """*la première étape a été de …*: an infinitive told as a deed."""
        if (
            self.forms[i] != "été"
            or self.form(i + 1) not in ("de", "d'")
            or self.form(i - 1) not in ("a", "ont")
        ):
            return None
        inner = self._infinitive(i + 2)
        if inner is None:
            return None
        first = i - 2 if self.form(i - 2) == "ça" else self._noun_start(i - 2)
        if first is None:
            return None
        return self._clause(
            first, inner[0], "copular", "done", "np", inner[1], None, inner[2], self._marks(first, inner[0])
        )

    # -- clause ---------------------------------------------------------------------------------

    def _marks(self, first: int, head: int) -> frozenset[str]:
        """What stands around a clause and speaks against an action."""
        marks = set()
        before = [
            self.forms[k]
            for k in range(max(0, first - 3), first)
            if not any(self.stops(m) for m in range(k + 1, first + 1))
        ]
        last = before[-1] if before else ""
        if last in ("que", "qu'"):
            previous = before[-2] if len(before) > 1 else ""
            if previous == "ce":
                marks.add("question" if len(before) > 2 and before[-3] in ("est", "-") else "what")
            elif previous in ("est-ce", "qu'est-ce"):
                marks.add("question")
            elif previous in ("parce", "puis"):
                marks.add("because")
            elif previous in ("pour", "afin", "dès", "avant", "après", "pendant", "alors", "bien", "lors"):
                marks.add("temporal")
            else:
                marks.add("that")
        if last in ("puisqu'", "puisque", "parce", "car"):
            marks.add("because")
        if last in negatives.HYPOTHETICAL or (
            len(before) > 1 and before[-2] in ("si", "s'") and last in ("un", "on")
        ):
            marks.add("hypothesis")
        if last in negatives.INDIRECT - {"si"}:
            marks.add("indirect")
        if last in negatives.TEMPORAL or any(w in ("quand", "lorsque", "lorsqu'") for w in before[-1:]):
            marks.add("temporal")
        if last in ("dont", "où"):
            marks.add("that")
        if self._asks(head):
            marks.add("question")
        clitics = {
            self.forms[k] for k in range(first + 1, head) if self.forms[k] in ("m'", "me", "nous", "vous")
        }
        if self.forms[first] in ("on", "ils", "il", "elle", "elles") and clitics:
            marks.add("to somebody")
        return frozenset(marks)

    def _clause(self, first, head, form, status, subject, lemma, outer, passive, marks) -> Candidate:
        return Candidate(
            first, self._end(head, first), head, form, status, subject, lemma, outer, passive, marks
        )

    def _end(self, head: int, first: int) -> int:
        """One past the last word of the clause whose verb is at ``head``."""
        j = head + 1
        limit = min(len(self.forms), max(head + 4, first + LONGEST))
        while j < limit:
            word, gap = self.forms[j], self.tokens[j].gap
            if j in self.breaks or STRONG.search(gap) or any(c in gap for c in '«»()"'):
                break
            if word in patterns.BREAKS and not (word == "donc" and j == head + 1):
                break
            if self._opens_clause(j) and self.forms[j - 1] not in patterns.RELATIVES:
                break
            if word == "et" and (
                self._opens_clause(j + 1)
                or (
                    self.form(j + 1)
                    in (
                        "puis",
                        "donc",
                        "voilà",
                        "du",
                        "là",
                        "en",
                        "alors",
                        "ensuite",
                        "aujourd'hui",
                        "c'",
                        "ça",
                        "surtout",
                    )
                    and self.form(j + 1) not in ("du", "en")
                )
            ):
                break
            if (
                "," in gap
                and j - head > 1
                and (self._opens_clause(j) or word in ("et", "ça", "c'") or j - first > 22)
            ):
                break
            j += 1
        while j > head + 1 and self.forms[j - 1] in patterns.TRAILERS:
            j -= 1
        return j

    def _opens_clause(self, j: int) -> bool:
        """Whether a subject with its verb stands at ``j``."""
        word = self.form(j)
        if word in ("c'", "ça", "cela"):
            return True
        if (
            word.endswith("ez")
            and verbs.imperative(word)
            and self.form(j - 1) not in ("vous", "n'", "ne", "qui")
        ):
            return True
        if word in ("nous", "vous", "on", "je", "j'", "ils", "elles", "il", "elle", "tu"):
            k, _, _ = self._clitics(j + 1)
            verb = self.form(k)
            if word in ("nous", "vous"):
                return verb.endswith(("ons", "ions", "ez")) or verb in ("sommes", "êtes", "on")
            return bool(verb) and not self.stops(k)
        return False


def _adverb(word: str) -> bool:
    return word.endswith("ment") and len(word) > 6 and word not in patterns.MENT_NOUNS
