"""Train the score of the corrector: ``python tests/correct/train.py`` writes its ``weights.json``.

Logistic regression over the candidates of the recordings with a gold file (right ones: those that give
exactly a right form of the gold) and of right French text (none is right). Prints the weights and, by
leaving one recording out at a time, recall and wrong changes along the threshold.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
from corpus import ROOT, Sample, development, held_out, whole
from mishear import mishear

from pipeline.correct.index import build_index, extend
from pipeline.correct.people import people_entries
from pipeline.correct.repair import repair
from pipeline.correct.stage import reading, sound_candidates
from pipeline.correct.words import words_of
from pipeline.french.spelling import fold

APPLIED, SUGGESTED = 0.55, 0.1
"""Chosen on the curve that this command prints: from there on, wrong changes come faster than right ones."""
LEFT_OUT = Path(__file__).with_name("left_out.json")
MARKUP = re.compile(r"\]\([^)]*\)|https?://\S+|\{[%#{][^\n]*|<[^>]+>|[#*|`]")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def rows(sample: Sample) -> list[tuple[dict[str, float], int, tuple[int, int], str]]:
    """(features, 1 if right, offsets, replacement) of every candidate of a recording."""
    words = words_of(sample.recording.cues)
    index = extend(build_index(sample.glossary), people_entries(sample.recording.participants))
    read = reading(words, index)
    text = sample.recording.cues[0].raw
    errors = [e for e in sample.gold["errors"]]
    found = []
    for hit, values in sound_candidates(read, index):
        mended = repair(words, hit.first, hit.last, hit.form)
        start, end = words[mended.first].start, words[mended.last].end
        label = 0
        for e in errors:
            if e["start"] < end and e["end"] > start:
                lo, hi = min(start, e["start"]), max(end, e["end"])
                got = text[lo:start] + mended.text + text[end:hi]
                wanted = {text[lo : e["start"]] + r + text[e["end"] : hi] for r in e["right"]}
                if plain(got) in {plain(w) for w in wanted}:
                    label = 1
                elif any(plain(mended.text) in plain(r) for r in e["right"]) and len(mended.text) > 3:
                    label = -1  # a part of what is right: says nothing
                elif e["kind"] == "common" and e["start"] <= start and end <= e["end"]:
                    label = -1  # says nothing
        found.append((values, label, (start, end), hit.form.words))
    return found


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, penalty: float) -> np.ndarray:
    """Weights of a logistic regression with an L2 penalty (Newton's method), the bias last."""
    x = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    ridge = np.full(len(w), penalty)
    ridge[-1] = 1e-3
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + ridge * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def negatives(path: Path | None, limit: int) -> list[str]:
    texts = []
    if path is not None:
        for file in sorted(path.glob("2017*.txt"))[:limit]:
            texts.append(" ".join(file.read_text("utf-8").split()))
        site = path / "site.md"
        if site.exists():
            text = MARKUP.sub(" ", site.read_text("utf-8"))
            texts.extend(re.split(r"\n---\n", text)[::3])
    return texts


def pages(path: Path | None) -> list[str]:
    """The texts in which mishearings are made: the other pages of the site."""
    if path is None or not (path / "site.md").exists():
        return []
    parts = re.split(r"\n---\n", MARKUP.sub(" ", (path / "site.md").read_text("utf-8")))
    return [p for n, p in enumerate(parts) if n % 3 and len(p.split()) > 60]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--right", type=Path, help="folder of right French text (files 2017*.txt)")
    ap.add_argument("--files", type=int, default=40)
    ap.add_argument("--rounds", type=int, default=1, help="times that each page of the site is misheard")
    ap.add_argument("--weight", type=float, default=0.2, help="weight of a made mishearing")
    ap.add_argument("--real", type=float, default=1.5, help="weight of a candidate of a recording")
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--penalty", type=float, default=1.0)
    ap.add_argument("--write", type=Path, default=ROOT / "pipeline" / "correct" / "weights.json")
    ap.add_argument("--left-out", type=Path, default=LEFT_OUT, help="weights learnt without each recording")
    a = ap.parse_args()
    samples = development() + held_out()
    data = {s.name: rows(s) for s in samples}
    everything = samples[0].glossary
    union = {e.id: e for s in samples for e in s.glossary.entries}
    data["right"] = [
        r
        for n, t in enumerate(negatives(a.right, a.files))
        for r in rows(Sample(f"r{n}", whole("r", t), type(everything)(tuple(union.values())), {"errors": []}))
    ]
    made = [
        s
        for seed in range(1, a.rounds + 1)
        for s in mishear(pages(a.right), type(everything)(tuple(union.values())), seed)
    ]
    data["made"] = [r for s in made for r in rows(s)]
    print(len(made), "made texts,", sum(r[1] == 1 for r in data["made"]), "right candidates in them")
    names = sorted({k for rs in data.values() for r in rs for k in r[0]})

    def matrix(keys):
        rs = [r for k in keys for r in data[k] if r[1] >= 0]
        x = np.array([[r[0].get(n, 0.0) for n in names] for r in rs])
        share = {"made": a.weight, "right": 1.0}
        weights = [share.get(k, a.real) for k in keys for r in data[k] if r[1] >= 0]
        return x, np.array([float(r[1]) for r in rs]), np.array(weights)

    left_out = {}
    for s in samples:
        left_out[s.name] = fit(*matrix([k for k in data if k != s.name]), a.penalty)
    x, y, weights = matrix(list(data))
    print(len(y), "candidates,", int(y.sum()), "right")
    w = fit(x, y, weights, a.penalty)
    for n, v in sorted(zip(names, w, strict=False), key=lambda t: -abs(t[1])):
        print(f"{n:22} {v:6.2f}")
    print("bias", round(w[-1], 2))
    for s in samples:
        ww = left_out[s.name]
        rs = [r for r in data[s.name] if r[1] >= 0]
        xs = np.array([[r[0].get(n, 0.0) for n in names] + [1.0] for r in rs])
        p = 1 / (1 + np.exp(-np.clip(xs @ ww, -30, 30)))
        order = np.argsort(-p)
        taken, out = [], []
        for i in order:
            st, en = rs[i][2]
            if any(st < b and en > c for c, b in taken):
                continue
            taken.append((st, en))
            out.append((p[i], rs[i][1]))
            if a.show and p[i] > 0.12 and not rs[i][1]:
                raw = s.recording.cues[0].raw
                print(
                    "   false",
                    round(float(p[i]), 2),
                    raw[max(0, st - 25) : st],
                    "[",
                    raw[st:en],
                    "]",
                    rs[i][3],
                    {k: round(v, 1) for k, v in rs[i][0].items() if v},
                )
        text = f"{s.name:24}"
        for t in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05):
            taken_right = [right for q, right in out if q >= t]
            text += f" {t}:{int(sum(taken_right))}/{len(taken_right) - int(sum(taken_right))}"
        print(text)
    if a.write:
        known = {"applied": APPLIED, "suggested": SUGGESTED}
        a.write.write_text(json.dumps(table(names, w) | known, indent=1, sort_keys=True) + "\n")
        rows_ = ",\n".join(f"{json.dumps(k)}: {json.dumps(table(names, v))}" for k, v in left_out.items())
        a.left_out.write_text("{" + rows_ + "}\n")


def table(names: list[str], w: np.ndarray) -> dict:
    """Weights by name, and the bias."""
    weights = {n: round(float(v), 3) for n, v in zip(names, w, strict=False)}
    return {"bias": round(float(w[-1]), 3), "weights": weights}


if __name__ == "__main__":
    main()
