"""Score the corrector on every recording with a gold file.

    python tests/correct/measure.py [--show] [--held] [--right] [NAME…]
"""

from __future__ import annotations

import argparse
import time

from corpus import development, held_out, right_text, score, whole

from pipeline.correct import build_index, correct


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("names", nargs="*")
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--held", action="store_true")
    ap.add_argument("--right", action="store_true")
    a = ap.parse_args()
    dev = development()
    for group, samples in (("development", dev), ("held out", held_out() if a.held else [])):
        fixed = gold = wrong = offered = words = 0
        for s in samples:
            if a.names and s.name not in a.names:
                continue
            index = build_index(s.glossary)
            began = time.process_time()
            found = correct(s.recording, index)
            took = time.process_time() - began
            r = score(s, found)
            n = len(s.gold["text"].split())
            suggested = sum(c.status == "suggested" for c in found)
            print(
                f"{s.name:24} recall {r['recall']:.3f} wrong/1000 "
                f"{r['wrong_per_1000_words']:.2f} ({r['wrong']}) offered {r['offered']:.3f}"
                f"  gold {r['gold']}  suggested {suggested} in {n} words, {took:.2f} s"
            )
            fixed += r["fixed"]
            gold += r["gold"]
            wrong += r["wrong"]
            offered += r["offered"] * r["gold"]
            words += n
            if a.show:
                raw = s.recording.cues[0].raw
                for c in found:
                    hit = [e for e in s.gold["errors"] if e["start"] < c.raw_end and e["end"] > c.raw_start]
                    mark = "  " if hit else "XX"
                    print(
                        "   ",
                        mark,
                        c.status[:4],
                        c.score,
                        c.rule,
                        repr(raw[max(0, c.raw_start - 25) : c.raw_start]),
                        "[",
                        c.before,
                        "] ->",
                        c.after,
                        "|",
                        [e["right"][0] for e in hit],
                    )
                for e in s.gold["errors"]:
                    if e["kind"] != "common" and not any(
                        c.raw_start < e["end"] and c.raw_end > e["start"] for c in found
                    ):
                        print(
                            "    -- missed",
                            raw[max(0, e["start"] - 30) : e["start"]],
                            "[",
                            e["text"],
                            "]",
                            e["right"],
                        )
        if words:
            print(
                f"== {group}: recall {fixed / gold:.3f} wrong/1000 {1000 * wrong / words:.2f} "
                f"offered {offered / gold:.3f}"
            )
    if a.right:
        index = build_index(dev[-1].glossary if dev else ())
        words = changes = 0
        for name, text in right_text():
            found = [c for c in correct(whole(name, text), index) if c.in_force]
            words += len(text.split())
            changes += len(found)
            for c in found:
                print(
                    "   ",
                    name,
                    c.score,
                    c.rule,
                    text[max(0, c.raw_start - 30) : c.raw_start],
                    "[",
                    c.before,
                    "] ->",
                    c.after,
                )
        print(f"== right text: {changes} changes in {words} words")


if __name__ == "__main__":
    main()
