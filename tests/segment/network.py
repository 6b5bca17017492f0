"""Teach the network of `pipeline.segment.network` (needs torch: the extra ``teach``)."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as functional
from torch import nn

from pipeline.segment.network import ENDING, MARKS, OUTPUTS, Signs, numbers

WIDTH, VECTOR, MARK = 96, 96, 8
REACH = (1, 2, 4, 8, 16, 32, 1)
WINDOW, BATCH, EPOCHS, RATE, DROP, UNHEARD = 400, 32, 6, 2e-3, 0.15, 0.12
_RARE, _MOST_WORDS, _MOST_ENDINGS, _SPREAD = 5, 8000, 400, 0.3
# what each output counts: those of `OUTPUTS`, then the end of a sentence and of a question
_WORTH = (1.0, 0.1, 1.0, 1.0, 0.5, 0.5, 0.3, 0.3)


@dataclass(frozen=True)
class Example:
    """A recording to learn from.

    ``answers`` (n, 8): the outputs, then whether a sentence and a question end before the word.
    The last two are asked only of text whose marks were taken away (``bare``): to guess them is to
    understand where a thought ends.
    """

    id: str
    signs: Signs
    answers: np.ndarray
    share: float
    bare: bool


class Model(nn.Module):
    def __init__(self, vocabulary: int):
        super().__init__()
        self.words = nn.Embedding(vocabulary + 1, VECTOR)
        nn.init.normal_(self.words.weight, std=_SPREAD)
        self.marks = nn.Embedding(len(MARKS) + 1, MARK)
        self.entry = nn.Linear(VECTOR + MARK + 3, WIDTH)
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=far, dilation=far) for far in REACH
        )
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in REACH)
        self.exit = nn.Linear(WIDTH, len(_WORTH))
        self.drop = nn.Dropout(DROP)

    def forward(self, words: torch.Tensor, marks: torch.Tensor, flags: torch.Tensor) -> torch.Tensor:
        vectors = self.words(words)
        if self.training:
            vectors = vectors * (torch.rand(words.shape) > UNHEARD).float()[..., None]
        state = torch.cat([self.drop(vectors), self.marks(marks), flags], -1)
        state = functional.relu(self.entry(state))
        for layer, norm in zip(self.layers, self.norms, strict=True):
            said = layer(self.drop(norm(state)).transpose(1, 2)).transpose(1, 2)
            value, gate = said.chunk(2, -1)
            state = state + value * torch.sigmoid(gate)
        return self.exit(self.drop(state))


def vocabulary(examples: Sequence[Example]) -> dict[str, int]:
    """Words heard often enough, then the endings of the others."""
    counted = Counter(s for e in examples if not e.bare for s in e.signs.symbols)
    kept = [word for word, n in counted.most_common(_MOST_WORDS) if n >= _RARE]
    known = set(kept)
    endings = Counter("-" + word[-ENDING:] for word in counted if word not in known)
    kept += [ending for ending, _ in endings.most_common(_MOST_ENDINGS)]
    return {word: n for n, word in enumerate(kept, 1)}


def reduced(
    words: Iterable[str], vectors: Mapping[str, np.ndarray], size: int, spread: float
) -> dict[str, np.ndarray]:
    """The vectors of the words that have one, brought down to ``size`` numbers that stray by ``spread``."""
    there = [word for word in words if word in vectors]
    if not there:
        return {}
    table = np.stack([vectors[word] / np.linalg.norm(vectors[word]) for word in there])
    table -= table.mean(axis=0)
    table = table @ np.linalg.svd(table, full_matrices=False)[2][:size].T
    return dict(zip(there, table * (spread / table.std()), strict=True))


def teach(
    examples: Sequence[Example], vectors: Mapping[str, np.ndarray], seed: int = 0
) -> dict[str, np.ndarray]:
    """Learn from the examples, beginning with vectors of words; the arrays that `read_network` reads."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = random.Random(seed)
    known = vocabulary(examples)
    model = Model(len(known))
    with torch.no_grad():  # begin with what was learnt from much text
        for word, vector in reduced(known, vectors, VECTOR, _SPREAD).items():
            model.words.weight[known[word]] = torch.tensor(vector, dtype=torch.float32)
    columns = [
        (
            torch.tensor(numbers(e.signs, known)),
            torch.tensor(e.signs.marks),
            torch.tensor(e.signs.flags),
            torch.tensor(e.answers, dtype=torch.float32),
        )
        for e in examples
    ]
    rounds = [_windows(columns, chance) for _ in range(EPOCHS)]
    steps = sum(math.ceil(len(r) / BATCH) for r in rounds)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.15)
    worth = torch.tensor(_WORTH)
    model.train()
    for windows in rounds:
        for low in range(0, len(windows), BATCH):
            part = windows[low : low + BATCH]
            size = max(b - a for _, a, b in part)
            words = torch.zeros(len(part), size, dtype=torch.long)
            marks = torch.zeros_like(words)
            flags = torch.zeros(len(part), size, 3)
            answers = torch.zeros(len(part), size, len(_WORTH))
            count = torch.zeros(len(part), size, len(_WORTH))
            for row, (n, a, b) in enumerate(part):
                for table, column in zip((words, marks, flags, answers), columns[n], strict=True):
                    table[row, : b - a] = column[a:b]
                count[row, : b - a] = worth * examples[n].share
                if not examples[n].bare:
                    count[row, :, len(OUTPUTS) :] = 0
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(words, marks, flags)
            losses = functional.binary_cross_entropy_with_logits(found.float(), answers, reduction="none")
            loss = 10 * (losses * count).sum() / (count[..., 0] > 0).sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _arrays(model, known)


def _windows(columns: Sequence[tuple], chance: random.Random) -> list[tuple[int, int, int]]:
    """Stretches of the examples, cut anew each time, in any order."""
    result = []
    for n, column in enumerate(columns):
        size = len(column[0])
        for start in range(chance.randrange(WINDOW) - WINDOW, size, WINDOW):
            a, b = max(0, start), min(size, start + WINDOW)
            if b - a > 20:
                result.append((n, a, b))
    chance.shuffle(result)
    return result


def _arrays(model: Model, known: dict[str, int]) -> dict[str, np.ndarray]:
    def half(tensor: torch.Tensor) -> np.ndarray:
        return tensor.detach().numpy().astype(np.float16)

    arrays = {
        "vocabulary": np.array(list(known)),
        "words": half(model.words.weight),
        "marks": half(model.marks.weight),
        "entry": half(model.entry.weight.T),
        "entry_bias": half(model.entry.bias),
        "reach": np.array(REACH),
        "exit": half(model.exit.weight[: len(OUTPUTS)].T),
        "exit_bias": half(model.exit.bias[: len(OUTPUTS)]),
    }
    for n, (layer, norm) in enumerate(zip(model.layers, model.norms, strict=True)):
        arrays[f"scale{n}"], arrays[f"shift{n}"] = half(norm.weight), half(norm.bias)
        # (2H, H, 3) to (3H, 2H): the word before, the word, the word after
        arrays[f"kernel{n}"] = half(layer.weight.permute(2, 1, 0).reshape(3 * WIDTH, 2 * WIDTH))
        arrays[f"bias{n}"] = half(layer.bias)
    return arrays
