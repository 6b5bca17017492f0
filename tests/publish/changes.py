"""Posts with one change in them: what `greffier verify` must find.

What is changed is not taken from verification's own list of facts, which would hide what it does not
see: figures are those of the document and every number in digits, names are the people, organisations
and terms of the document, quotations are what stands between « and ».
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.publish.verify import Post, Speech, verify

NUMBERS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze vingt trente quarante "
    "cinquante soixante cent mille"
).split()
LETTERS = "bcdfglmnprstv"
KINDS = ("figure", "name", "quotation")


@dataclass(frozen=True, slots=True)
class Change:
    """Words ``before`` at characters [start, …) of a block became ``after``."""

    kind: str
    block: int
    start: int
    before: str
    after: str


def targets(post: Post, document: dict, kind: str) -> list[tuple[int, int, str]]:
    """(block, start, words) of everything of a kind that could be changed in a post."""
    found = []
    names = {p[k] for p in document["participants"] for k in ("name", "organisation") if p[k]}
    names |= {
        n for p in document["participants"] for n in p["name"].split() if n[:1].isupper() and len(n) > 3
    }
    names |= {m["text"] for m in document["mentions"] if m["text"][:1].isupper()}
    figures = {f["text"] for f in document["figures"] if re.search(r"\d|" + "|".join(NUMBERS), f["text"])}
    for n, block in enumerate(post.blocks):
        if kind == "quotation":
            for quote in re.finditer(r"«\s*([^«»]{25,}?)\s*»", block.text):
                words = [w for w in re.finditer(r"[^\W\d_]{5,}", quote[1])]
                found += [(n, quote.start(1) + w.start(), w.group()) for w in words]
            continue
        for words in sorted(names if kind == "name" else figures):
            pattern = rf"(?<![\w-]){re.escape(words)}(?![\w-])"
            found += [(n, m.start(), m.group()) for m in re.finditer(pattern, block.text)]
        if kind == "figure":
            pattern = r"(?<![\w:.,])\d+(?:[  ]\d{3})*(?:,\d+)?(?![\w:.,]*:)"
            found += [(n, m.start(), m.group()) for m in re.finditer(pattern, block.text)]
    return found


def change(
    words: str, kind: str, other_names: Sequence[str], vocabulary: Sequence[str], rng: random.Random
) -> str:
    """Other words of the same kind."""
    if kind == "figure":
        digits = [m for m in re.finditer(r"\d", words)]
        if digits:
            at = rng.choice(digits).start()
            new = rng.choice([d for d in "123456789" if d != words[at]])
            return words[:at] + new + words[at + 1 :]
        said = [m for m in re.finditer(r"[^\W\d_]+", words) if m.group().lower() in NUMBERS]
        if not said:
            return words
        one = rng.choice(said)
        new = rng.choice([w for w in NUMBERS if w != one.group().lower()])
        return words[: one.start()] + new + words[one.end() :]
    if kind == "name":
        long = [m.start() for m in re.finditer(r"(?<=\w)[a-zà-ÿ]", words)]
        if long and rng.random() < 0.5:
            at = rng.choice(long)
            new = rng.choice([c for c in LETTERS if c != words[at]])
            return words[:at] + new + words[at + 1 :]
        return rng.choice([n for n in other_names if n != words])
    return rng.choice([w for w in vocabulary if w.lower() != words.lower()])


def changed(post: Post, what: Change) -> Post:
    """The post with a change made."""
    block = post.blocks[what.block]
    end = what.start + len(what.before)
    text = block.text[: what.start] + what.after + block.text[end:]
    speaker = what.after if block.part == "voix" and block.text == what.before else block.speaker
    blocks = list(post.blocks)
    blocks[what.block] = replace(block, text=text, speaker=speaker)
    if block.part == "voix":  # what stands under a label follows it
        for n in range(what.block + 1, len(blocks)):
            if blocks[n].part != "transcription":
                break
            blocks[n] = replace(blocks[n], speaker=text)
        blocks[what.block] = replace(block, text=text, speaker=text)
    return replace(post, blocks=tuple(blocks))


def random_changes(
    post: Post, document: dict, others: Sequence[str], count: int, rng: random.Random
) -> list[Change]:
    """As many changes of each kind, at random places."""
    vocabulary = sorted({w for t in document["turns"] for w in re.findall(r"[^\W\d_]{5,}", t["text"])})
    made = []
    for kind in KINDS:
        places = targets(post, document, kind)
        for block, start, words in rng.sample(places, min(count, len(places))):
            after = change(words, kind, others, vocabulary, rng)
            if after != words:
                made.append(Change(kind, block, start, words, after))
    return made


def questioned(post: Post, speech: Speech, syntax: object) -> set[tuple[str, int, int, str]]:
    """What verification does not find supported."""
    return {
        (v.kind, v.block, v.start, v.text) for v in verify(post, speech, syntax) if v.state != "supported"
    }


def caught(post: Post, what: Change, speech: Speech, syntax: object) -> bool:
    """Whether the change alone makes verification question something of its passage."""
    low, high = max(0, what.block - 1), what.block + 2
    before = replace(post, blocks=post.blocks[low:high], date=None, videos=())
    after = replace(changed(post, what), date=None, videos=())
    after = replace(after, blocks=after.blocks[low:high])
    shift = len(what.after) - len(what.before)
    old = {(k, b, t) for k, b, _, t in questioned(before, speech, syntax)}
    new = {(k, b, t) for k, b, s, t in questioned(after, speech, syntax)}
    return bool(new - old) or (shift != 0 and len(new) > len(old))
