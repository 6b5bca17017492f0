"""Walking along the words of a text: boundaries, adverbs, pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.actions import patterns
from pipeline.extract.actions.tokens import STRONG, Token

LONGEST_SENTENCE = 60
"""Words in which the question mark of a sentence is looked for."""


class Reader:
    """The words of one text; ``breaks`` are the token indices where a sentence or a turn begins."""

    def __init__(self, tokens: Sequence[Token], breaks: frozenset[int] = frozenset()) -> None:
        self.tokens = tokens
        self.forms = [t.form for t in tokens]
        self.breaks = breaks

    def form(self, i: int) -> str:
        """The word at ``i`` in lower case; empty outside the text."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def stops(self, i: int) -> bool:
        """Whether a sentence boundary or a strong sign stands before ``i``; true after the last word."""
        return i >= len(self.forms) or i in self.breaks or bool(STRONG.search(self.tokens[i].gap))

    def skip_adverbs(self, i: int) -> tuple[int, bool]:
        """The next index after adverbs and hesitations, and whether a negation was among them."""
        negated, begun = False, i
        while i < len(self.forms) and i - begun < 8 and (i == begun or not self.stops(i)):
            if self.forms[i] in patterns.NEGATIONS:
                negated = True
                i += 1
                continue
            step = self.adverb(i)
            if not step:
                break
            i += step
        return i, negated

    def adverb(self, i: int) -> int:
        """How many words the adverb at ``i`` has; 0 when there is none."""
        for phrase in patterns.MULTIWORD_ADVERBS.get(self.form(i), ()):
            if tuple(self.forms[i : i + len(phrase)]) == phrase:
                return len(phrase)
        word = self.form(i)
        if word in patterns.ADVERBS or word in patterns.FILLERS:
            return 1
        return int(word.endswith("ment") and len(word) > 6 and word not in patterns.MENT_NOUNS)

    def clitics(self, i: int) -> tuple[int, tuple[str, ...]]:
        """The next index after object pronouns and hesitations, and those words."""
        begun = i
        while (
            i < len(self.forms)
            and (self.forms[i] in patterns.CLITICS or self.forms[i] in patterns.FILLERS)
            and not self.stops(i)
        ):
            i += 1
        return i, tuple(self.forms[begun:i])

    def begins(self, i: int) -> bool:
        """Whether a clause may begin at ``i``: after a sign or a word that ties clauses."""
        return i == 0 or self.stops(i) or "," in self.tokens[i].gap or self.forms[i - 1] in patterns.LEADERS

    def asks(self, i: int) -> bool:
        """Whether the sentence that holds ``i`` ends with a question mark."""
        for k in range(i + 1, min(i + LONGEST_SENTENCE, len(self.forms))):
            if "?" in self.tokens[k].gap:
                return True
            if self.stops(k):
                return False
        return False
