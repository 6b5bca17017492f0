"""One score from the features: a logistic model whose weights are a small file, and its thresholds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature name, and the scores from which a change is applied or suggested."""

    weights: Mapping[str, float]
    bias: float
    applied: float
    suggested: float

    def score(self, features: Mapping[str, float]) -> float:
        """The probability, 0 to 1, that the span is a misheard term."""
        weights = self.weights
        total = self.bias
        for name, value in features.items():
            if value:
                total += weights.get(name, 0.0) * value
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def model() -> Model:
    """The trained model (``tests/correct/train.py`` makes the file)."""
    data = json.loads((Path(__file__).parent / "weights.json").read_text("utf-8"))
    return Model(data["weights"], data["bias"], data["applied"], data["suggested"])
