"""How long a decision takes to be stored, beside a transaction that stores nothing.

python -m tests.decisions.latency --count 500
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.decisions.model import Anchor, Choice
from pipeline.decisions.store import Store


def milliseconds(action: Callable[[int], object], count: int) -> list[float]:
    """How long each of ``count`` calls took, shortest first."""
    taken = []
    for n in range(count):
        began = time.perf_counter()
        action(n)
        taken.append(1000 * (time.perf_counter() - began))
    return sorted(taken)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    count = parser.parse_args().count
    around = "quelques mots de part et d'autre de ceux dont il s'agit, soixante"
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:  # type: ignore[union-attr]

        def decide(n: int) -> object:
            anchor = Anchor("les mots", around, around, 1, 1, 2.5, "a" * 64, n, 3, n, 11)
            choice = Choice(
                "correction", "accept", anchor, None, {}, {"after": "des mots", "status": "suggested"}
            )
            return store.decide([("r", choice)], "Ana", n)

        def nothing(_: int) -> object:
            return store._transaction(lambda c: None)

        def least(n: int) -> object:
            return store._transaction(lambda c: c.execute("INSERT INTO request VALUES (?, '')", (str(n),)))

        def read(_: int) -> object:
            return store.in_force("r")

        actions = {
            "decide": decide,
            "empty transaction": nothing,
            "smallest write": least,
            "in force": read,
        }
        for name, action in actions.items():
            taken = milliseconds(action, count)
            print(f"{name:18} median {taken[count // 2]:7.3f} ms   95th {taken[count * 95 // 100]:7.3f} ms")


if __name__ == "__main__":
    main()
