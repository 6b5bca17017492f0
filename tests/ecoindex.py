"""EcoIndex of a page: the public method of cnumr/EcoIndex with the tables of cnumr/ecoindex_reference."""

from __future__ import annotations

ELEMENTS = (
    0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479,
    594601,
)  # fmt: skip
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KILOBYTES = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08,
    2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)  # fmt: skip
GRADES = (("A", 80), ("B", 70), ("C", 55), ("D", 40), ("E", 25), ("F", 10))


def score(elements: int, requests: int, kilobytes: float) -> float:
    """From 0 to 100. Elements inside an ``<svg>`` do not count; kilobytes are those transferred."""
    parts = 3 * _rank(ELEMENTS, elements) + 2 * _rank(REQUESTS, requests) + _rank(KILOBYTES, kilobytes)
    return 100 - 5 * parts / 6


def grade(value: float) -> str:
    """The letter of a score, ``G`` at worst."""
    return next((letter for letter, above in GRADES if value > above), "G")


def _rank(steps: tuple[float, ...], value: float) -> float:
    for i in range(1, len(steps)):
        if value < steps[i]:
            return i - 1 + (value - steps[i - 1]) / (steps[i] - steps[i - 1])
    return len(steps) - 1
