"""What the candidates of a recording say about each other: the best place of an expected term, and rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.correct.features import Surroundings
from pipeline.correct.search import SoundHit

MOST = 2.0
"""Costs count up to this much more or less than another's."""


def relate(
    hits: Sequence[SoundHit], values: Sequence[Mapping[str, float]], around: Surroundings
) -> list[dict[str, float]]:
    """More evidence for each hit, by name; ``values`` are the features of the hits, in the same order.

    A term that the recording's own list names and that is never right in it is looked for:
    ``expected_best`` tells the place that fits it best, ``expected_lead`` by how much, and
    ``expected_elsewhere`` the other places. ``rival`` is how much nearer another entry is to the same
    words, or to more of them.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    begins: dict[int, list[int]] = defaultdict(list)
    longest = 0
    for n, hit in enumerate(hits):
        groups[hit.form.entry.id].append(n)
        begins[hit.first].append(n)
        longest = max(longest, hit.last - hit.first)
    found = []
    for n, hit in enumerate(hits):
        entry = hit.form.entry
        more: dict[str, float] = {}
        if entry.id in around.expected and entry.id not in around.right:
            apart = [
                _misfit(values[k])
                for k in groups[entry.id]
                if hits[k].last < hit.first or hits[k].first > hit.last
            ]
            lead = min(MOST, min(apart, default=MOST + 9) - _misfit(values[n]))
            more = (
                {"expected_best": 1.0, "expected_lead": lead} if lead >= 0 else {"expected_elsewhere": 1.0}
            )
        nearest = min(
            (
                values[k]["cost"]
                for first in range(hit.first - longest, hit.first + 1)
                for k in begins.get(first, ())
                if hits[k].last >= hit.last and hits[k].form.entry is not entry
            ),
            default=MOST + 9,
        )
        more["rival"] = max(0.0, min(MOST, values[n]["cost"] - nearest))
        found.append(more)
    return found


def _misfit(values: Mapping[str, float]) -> float:
    """How badly a place fits a term, at first sight."""
    return (
        values["cost"] + values["common_word"] - 0.5 * values["announced"] - 0.5 * values["article_fits"]
    )
