"""Edits as editors make them, to measure what is learnt from them: ``python -m tests.glossary.simulate``.

True edits put right the misheard terms of `tests/recordings`. Accidental ones are of five kinds: the wrong
words selected beside a mishearing, a term put over ordinary words, ordinary words changed into others,
several passages changed at once, and a change of style. Deterministic.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.decisions.anchor import anchor
from pipeline.decisions.model import Event
from pipeline.french.spelling import key
from pipeline.glossary import Glossary, load
from pipeline.glossary.learn import learn
from pipeline.model import Cue

RECORDINGS = Path(__file__).parents[1] / "recordings"
SEEDS = (1, 2, 3)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]*)?")


@dataclass(frozen=True)
class Edit:
    """Raw characters [start, end) of a recording, and what the editor writes: rightly if ``true``."""

    recording: str
    text: str
    start: int
    end: int
    after: str
    true: bool

    @property
    def before(self) -> str:
        return self.text[self.start : self.end]


def edits(seed: int = 3, share: float = 0.5, most: int = 99) -> tuple[Glossary, list[Edit]]:
    """The glossary of some recordings, the true edits, and ``share`` as many accidental ones among them."""
    draw = random.Random(seed)
    golds = sorted(RECORDINGS.glob("*.gold.json"))[:most]
    glossary = load([g.with_name(g.name.replace(".gold.json", ".terms.csv")) for g in golds])
    terms = {key(e.term): e.term for e in glossary.entries}
    found: list[Edit] = []
    for file in golds:
        gold = json.loads(file.read_text("utf-8"))
        text, name = gold["text"], file.name.removesuffix(".gold.json")
        for error in gold["errors"]:
            bare = {key(re.sub(r"^(?:l['’]|d['’]|(?:la|le|les|du|des) )", "", r)) for r in error["right"]}
            heard = key(error["text"])
            misheard = not any(heard == key(r) or heard in bare for r in error["right"])
            if error["kind"] == "term" and misheard and bare & terms.keys():
                found.append(Edit(name, text, error["start"], error["end"], error["right"][0], True))
    true = list(found)
    wanted = sorted(terms.values())
    for edit in draw.sample(true, round(share * len(true))):
        words = [m.span() for m in WORD.finditer(edit.text)]
        far = [w for w in words if abs(w[0] - edit.start) > 200]
        start, end = draw.choice(far)
        kind = draw.choice(("beside", "over", "other", "several", "style"))
        if kind == "beside":  # the words before the mishearing were selected
            near = [w for w in words if w[1] < edit.start][-2:]
            found.append(Edit(edit.recording, edit.text, near[0][0], near[-1][1], edit.after, False))
        elif kind == "over":
            found.append(Edit(edit.recording, edit.text, start, end, draw.choice(wanted), False))
        elif kind == "other":
            a, b = draw.choice(far)
            found.append(Edit(edit.recording, edit.text, start, end, edit.text[a:b], False))
        elif kind == "several":
            place = far.index((start, end))
            last = far[min(len(far) - 1, place + 4)][1]
            body = edit.text[start:last].split(" ")
            body[0], body[-1] = edit.after, draw.choice(wanted)
            found.append(Edit(edit.recording, edit.text, start, last, " ".join(body), False))
        else:
            found.append(
                Edit(
                    edit.recording, edit.text, start, end, edit.text[start:end].capitalize() + " donc", False
                )
            )
    draw.shuffle(found)
    return glossary, found


def event(number: int, edit: Edit) -> Event:
    """The decision that an editor's edit becomes."""
    place = anchor([Cue(0, 0, 1000, edit.text)], 0, edit.start, 0, edit.end, "0" * 64)
    return Event(
        number, edit.recording, "2026-01-01T00:00:00.000Z", "Ana", str(number), f"correction:{number}",
        "correction", "add", place, {"after": edit.after}, {}, None,
    )  # fmt: skip


@dataclass(frozen=True)
class Result:
    """How many of the proposals come from true edits, and how many true edits give one."""

    edits: int
    true: int
    proposals: int
    right: int
    taught: int

    @property
    def precision(self) -> float:
        return self.right / self.proposals if self.proposals else 1.0

    @property
    def offering_all(self) -> float:
        """The precision of proposing every edit."""
        return self.true / self.edits


def measure(seed: int = 3, share: float = 0.5, most: int = 99) -> Result:
    """Learn from the edits, and tell which proposals a true one is behind."""
    glossary, made = edits(seed, share, most)
    proposals, _ = learn([event(n, e) for n, e in enumerate(made, 1)], glossary)
    heard = [p for p in proposals if p.field == "heard"]
    true = [e for e in made if e.true]

    def taught_by(edit: Edit) -> list:
        return [
            p
            for p in heard
            if key(p.fields["heard"][0]) in key(edit.before) and key(p.entry.term) in key(edit.after)
        ]

    right = {p.title for e in true for p in taught_by(e)}
    return Result(len(made), len(true), len(heard), len(right), sum(bool(taught_by(e)) for e in true))


def main() -> None:
    for seed in SEEDS:
        r = measure(seed)
        print(
            f"{r.edits} edits, {r.true} of them true ({r.offering_all:.0%}): {r.proposals} proposals, "
            f"{r.right} right ({r.precision:.0%}); {r.taught} true edits taught something"
        )
        _, made = edits(seed)
        for p in learn([event(n, e) for n, e in enumerate(made, 1)], edits(seed)[0])[1]:
            print("   ", p.before, "→", p.after, ":", p.why)


if __name__ == "__main__":
    main()
