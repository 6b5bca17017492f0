"""Table of what `greffier verify` catches and questions: python -m tests.publish.measure_verify DIR [COUNT].

DIR is what `greffier run` wrote. A post is made of every recording; COUNT changes of each kind are
made in it, one at a time, with a fixed seed. The last column is the share of the facts of the
unchanged post that are questioned.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.french.syntax import Syntax
from pipeline.publish.load import load
from pipeline.publish.post import post as make_post
from pipeline.publish.verify import Post, Speech, read_post, verify
from tests.publish.changes import KINDS, caught, random_changes

SEED = 20241205


def main(folder: str, count: str = "20", show: str = "") -> None:
    """Print the table; with a third argument, what was missed and questioned too."""
    outputs, _ = load(Path(folder))
    names = sorted({p["name"] for o in outputs for p in o.document["participants"]})
    total: Counter[str] = Counter()
    print("post".ljust(28), *(k.rjust(14) for k in KINDS), "questioned".rjust(18))
    for output in outputs:
        document = output.document
        if len(document["metadata"]["date"] or "") != 10:
            document["metadata"]["date"] = "2025-01-15"
        syntax, speech = Syntax(), Speech(document)
        posts = {output.id: make_post(document, output.id, "m").markdown}
        by_hand = Path(__file__).parent / "editor" / f"{output.id}.md"
        if by_hand.is_file():
            posts[f"{output.id} (editor's words)"] = by_hand.read_text("utf-8")
        for name, text in posts.items():
            total += (score := _score(read_post(text), speech, syntax, names, int(count), show))
            _row(name, score)
    _row("all", total)


def _score(
    post: Post, speech: Speech, syntax: Syntax, names: Sequence[str], count: int, show: str
) -> Counter[str]:
    verdicts = verify(post, speech, syntax)
    doubts = [v for v in verdicts if v.state != "supported"]
    score = Counter(facts=len(verdicts), doubts=len(doubts))
    for what in random_changes(post, speech.document, names, count, random.Random(SEED)):
        found = caught(post, what, speech, syntax)
        score[what.kind] += 1
        score[what.kind + " caught"] += found
        if show and not found:
            print("  missed", what, post.blocks[what.block].text[max(0, what.start - 60) : what.start + 60])
    for v in doubts if show else ():
        print("  questioned", v.line, v.part, v.kind, v.text, "|", v.why)
    return score


def _row(name: str, score: Counter[str]) -> None:
    cells = []
    for kind in KINDS:
        found, made = score[kind + " caught"], score[kind]
        cells.append(f"{found}/{made} {100 * found / max(1, made):.0f}%".rjust(14))
    share = 100 * score["doubts"] / max(1, score["facts"])
    print(name.ljust(28), *cells, f"{score['doubts']}/{score['facts']} {share:.1f}%".rjust(18))


if __name__ == "__main__":
    main(*sys.argv[1:])
