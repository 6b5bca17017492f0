"""Print how many cases of each public suite every package gets right.

    python -m tests.peers [--cache DIR] [--failures SUITE]

The cache folder (``GREFFIER_PEERS`` or ``~/.cache/greffier-peers``) receives the suites and an
environment with the packages; both need the network once.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import unicodedata
import venv
from collections import Counter
from pathlib import Path

from tests.peers import suites, waivers

HERE = Path(__file__).parent
PEERS = ("recognizers", "text2num", "dateparser")
NUMBERS = frozenset({"number", "replace", "ordinal", "figure"})
TAKES = {"text2num": NUMBERS, "dateparser": frozenset({"date"})}

SAME = {
    "eur": "euro",
    "usd": "dollar etats-uni",
    "cad": "dollar canadien",
    "aud": "dollar australien",
    "nzd": "dollar neo-zelandai",
    "hkd": "dollar de hong kong",
    "gbp": "livre",
    "pound": "livre",
    "chf": "franc suisse",
    "jpy": "yen japonai",
    "cny": "yuan chinoi",
    "fim": "mark finlandai",
    "nlg": "florin neerlandai",
    "mxn": "mexican peso",
    "inr": "roupie indienne",
    "il": "shekel",
    "ghs": "pesewa",
    "€": "euro",
    "$": "dollar",
    "£": "livre",
    "₩": "won",
    "krw": "won",
    "kilometre": "km",
    "metre": "m",
    "centimetre": "cm",
    "millimetre": "mm",
    "decimetre": "dm",
    "millilitre": "ml",
    "centilitre": "cl",
    "hectolitre": "hl",
    "litre": "l",
    "microgramme": "µg",
    "kilogramme": "kg",
    "gramme": "g",
    "metre carre": "m²",
    "kilometre carre": "km²",
    "metre cube": "m³",
    "centimetre cube": "cm³",
    "degre celsiu": "c",
    "°c": "c",
    "celsiu": "c",
    "degre fahrenheit": "f",
    "°f": "f",
    "fahrenheit": "f",
    "°": "degre",
    "degree": "degre",
    "k": "kelvin",
    "mile par heure": "mile par heure",
    "mi": "mile",
    "kilometre par heure": "km/h",
    "minute": "min",
    "tonne metrique": "tonne",
    "t": "tonne",
    "micrometre": "µm",
    "annee": "an",
    "rad": "radian",
    "gallon": "gallon",
    "centime": "centime",
}


def unit(name: str) -> str:
    """One name for the same unit in every package: folded, singular, symbols and codes replaced."""
    plain = "".join(
        c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c) or c == "²"
    )
    plain = " ".join(re.sub(r"s$", "", w) if len(w) > 1 else w for w in plain.split())
    return SAME.get(plain, plain)


def right(case: suites.Case, rows: list[list]) -> bool:
    """Whether the answers are those expected: same number of them, values to 1e-6, same units."""

    def close(a: float | None, b: float | None) -> bool:
        return a is None and b is None if a is None or b is None else abs(a - b) <= 1e-6 * max(1e-9, abs(b))

    if case.kind == "date":
        return len(rows) == len(case.expected) and all(
            same_date(g[2], e[2]) for g, e in zip(rows, case.expected, strict=True)
        )
    return len(rows) == len(case.expected) and all(
        close(g[0], e[0]) and close(g[1], e[1]) and unit(g[2]) == unit(e[2])
        for g, e in zip(rows, case.expected, strict=True)
    )


def same_date(got: str, expected: str) -> bool:
    """Whether a date is the expected one; more precision or a year that was not said is forgiven."""
    ends = list(zip(got.split("/"), expected.split("/"), strict=False))
    same = all(g.startswith(e) or (e.startswith("--") and e[2:] in g) for g, e in ends)
    return got.count("/") == expected.count("/") and same


def takes(package: str, kind: str) -> bool:
    """Whether a package reads a kind of case at all."""
    if package == "recognizers" and kind == "range":
        return False  # it has no model of ranges in French
    return package not in TAKES or kind in TAKES[package]


def ask(python: str, package: str, cases: list[suites.Case]) -> list[list[list]]:
    """Answers of one package to all cases, from a process of its own."""
    data = json.dumps([{"kind": c.kind, "text": c.text} for c in cases])
    done = subprocess.run(
        [python, str(HERE / "answers.py"), package],
        input=data,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parent.parent)},
    )
    if done.returncode:
        sys.exit(f"{package}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def environment(cache: Path) -> str:
    """Python of the peers' own environment, made on first use."""
    folder = cache / "environment"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")], check=True
        )
    return str(python)


def main() -> None:
    default = os.environ.get("GREFFIER_PEERS") or str(Path.home() / ".cache" / "greffier-peers")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=Path(default), help="folder of the suites and packages")
    parser.add_argument("--failures", metavar="SUITE", help="print what this project misses in a suite")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    suites.fetch(options.cache)
    python = environment(options.cache)
    everything = list(suites.load(options.cache))
    cases = [c for c in everything if not waivers.waived(c)]
    answers = {"greffier": ask(sys.executable, "greffier", cases)}
    answers |= {name: ask(python, name, cases) for name in PEERS}
    total = Counter(c.suite for c in cases)
    score = {
        name: Counter(c.suite for c, rows in zip(cases, given, strict=True) if right(c, rows))
        for name, given in answers.items()
    }
    kinds = {c.suite: c.kind for c in cases}
    public = [s for s in total if not s.startswith("our")]
    print(f"| suite | cases | {' | '.join(answers)} |")
    print(f"| --- | ---: | {' | '.join('---:' for _ in answers)} |")
    for suite in [*public, "all public suites", *(s for s in total if s.startswith("our"))]:
        if suite in total:
            cells = [str(score[n][suite]) if takes(n, kinds[suite]) else "-" for n in answers]
            print(f"| {suite} | {total[suite]} | {' | '.join(cells)} |")
        else:
            sums = [sum(score[n][s] for s in public if takes(n, kinds[s])) for n in answers]
            print(f"| {suite} | {sum(total[s] for s in public)} | {' | '.join(map(str, sums))} |")
    print(
        "\nA dash: the package does not read that kind. Duckling is written in Haskell and is not run here:"
    )
    print("it passes its own cases by construction. 'our' sentences were written for this project.")
    print(f"\nLeft out for every package, {len(everything) - len(cases)} cases:")
    for reason, count in Counter(filter(None, map(waivers.waived, everything))).items():
        print(f"- {count}: {reason}")
    if options.failures:
        for c, rows in zip(cases, answers["greffier"], strict=True):
            if c.suite.lower().startswith(options.failures.lower()) and not right(c, rows):
                print(f"  {c.text[-110:]!r}: {rows}, expected {list(c.expected)}")


if __name__ == "__main__":
    main()
