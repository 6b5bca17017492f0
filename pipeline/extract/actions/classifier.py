"""Logistic regression over named yes/no features: is this clause a key action?

``weights.json`` is written by ``python -m pipeline.extract.actions.train`` and can be read by eye:
a positive weight speaks for an action. Nothing but this sum is needed to use it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature name, the intercept, and the probability from which a clause is kept."""

    weights: dict[str, float]
    intercept: float
    threshold: float

    def probability(self, features: Iterable[str]) -> float:
        """Probability from 0 to 1; unknown features count nothing."""
        total = self.intercept + math.fsum(self.weights.get(f, 0.0) for f in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def load() -> Model:
    """The trained model."""
    data = json.loads(WEIGHTS.read_text("utf-8"))
    return Model(data["weights"], data["intercept"], data["threshold"])
