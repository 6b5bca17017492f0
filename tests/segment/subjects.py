"""Teach what `pipeline.segment.subjects` knows of words (needs torch: the extra ``teach``).

A turn of a guest is to be nearest to the other turns of the same guest, among all guests of its recording.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as functional
from torch import nn

from pipeline.model import Participant
from pipeline.segment.evidence import find_cast
from pipeline.segment.subjects import USUAL, function_keys, subject_keys
from pipeline.segment.words import split_words
from tests.segment.known import Known, same_person, true_speakers
from tests.segment.network import reduced

SIZE, OWN, DROP, UNHEARD, EPOCHS, RATE, TOGETHER = 32, 16, 0.5, 0.2, 5, 2e-3, 4
_KNOWN, _FROM, _SPREAD = 3, 96, 0.3  # recordings that a word must be in; what is kept of its vector
_ENOUGH, _SHORT = 40, 5  # words of a guest, and of a turn, below which nothing is asked


@dataclass(frozen=True)
class Talk:
    """The turns of a recording by their words, which guest says each (-1: nobody of them), the functions
    of the guests, and the turns that are asked."""

    id: str
    turns: list[list[str]]
    who: np.ndarray
    functions: list[list[str]]
    asked: list[int]


def talks(recordings: Sequence[Known]) -> list[Talk]:
    """The recordings in which more than one guest speaks."""
    return [talk for known in recordings if (talk := _talk(known)) is not None]


def _talk(known: Known) -> Talk | None:
    words = split_words(known.text.text, known.text.cue_starts)
    right = true_speakers(words, known.gold)
    keys = subject_keys(words, find_cast(words, known.participants).mentions)
    edges = [0, *(n for n in range(1, len(right)) if right[n] != right[n - 1]), len(right)]
    hosts = {row["name"] for row in known.gold["participants"] if row.get("kind") == "host"}
    spoken = Counter(name for name in right if name and name not in hosts)
    guests = [name for name, count in spoken.items() if count >= _ENOUGH]
    if len(guests) < 2:
        return None
    who = [guests.index(name) if (name := right[a]) in guests else -1 for a in edges[:-1]]
    asked = [
        n
        for n, (a, b) in enumerate(itertools.pairwise(edges))
        if who[n] >= 0 and b - a >= _SHORT and spoken[guests[who[n]]] - (b - a) >= _ENOUGH - 10
    ]
    return Talk(
        known.id,
        [keys[a:b] for a, b in itertools.pairwise(edges)],
        np.array(who),
        [function_keys(_person(known, name)) for name in guests],
        asked,
    )


def _person(known: Known, name: str) -> Participant | None:
    return next((p for p in known.participants if same_person(p.name, name)), None)


class Model(nn.Module):
    def __init__(self, known: Sequence[str], often: Mapping[str, int], vectors: Mapping[str, np.ndarray]):
        super().__init__()
        size = len(known)
        table = np.zeros((size + 1, _FROM))
        begun = reduced(known, vectors, _FROM, _SPREAD)
        for n, word in enumerate(known):
            table[n] = begun.get(word, 0.0)
        seldom = torch.tensor([3 / (1 + math.log(1 + often[word])) for word in known] + [1.8])
        self.size = size
        self.given = nn.Embedding.from_pretrained(torch.tensor(table, dtype=torch.float32))
        self.own = nn.Embedding(size + 1, OWN)
        nn.init.normal_(self.own.weight, std=0.02)
        self.project = nn.Linear(_FROM + OWN, SIZE, bias=False)
        self.tells = nn.Parameter(seldom.clone())
        self.meant = nn.Linear(_FROM, 1)
        self.rare = nn.Parameter(seldom.clone())
        self.function = nn.Linear(SIZE, SIZE, bias=False)
        nn.init.eye_(self.function.weight)
        self.scales = nn.Parameter(torch.tensor([5.0, 5.0, 1.0]))
        self.drop = nn.Dropout(DROP)

    def telling(self, rows: torch.Tensor) -> torch.Tensor:
        weight = functional.softplus(self.tells[rows] + self.meant(self.given(rows))[:, 0])
        return weight * (rows < self.size)

    def vectors(self, rows: torch.Tensor) -> torch.Tensor:
        return self.project(self.drop(torch.cat([self.given(rows), self.own(rows)], 1)))

    def pooled(self, rows: torch.Tensor, owner: torch.Tensor, count: int) -> tuple:
        weight = self.telling(rows)
        told = torch.zeros(count, SIZE).index_add(0, owner, self.vectors(rows) * weight[:, None])
        return told, torch.zeros(count).index_add(0, owner, weight)

    def forward(self, table: Table) -> torch.Tensor:
        """How familiar each guest is with each turn (T, G), as `pipeline.segment.subjects.familiar` tells."""
        rows, word, owner = table.rows, table.word, table.owner
        if self.training:
            heard = torch.rand(len(rows)) > UNHEARD
            rows, word, owner = rows[heard], word[heard], owner[heard]
        said = table.said
        told, weight = self.pooled(rows, owner, len(said))
        usual = told.sum(0) / weight.sum()
        here = functional.normalize(told / (weight + 1e-3)[:, None] - usual, dim=-1)
        here = here * torch.log1p(weight)[:, None] / 3
        rest = (said.T @ told)[None] - said[:, :, None] * told[:, None]
        much = (said.T @ weight)[None] - said * weight[:, None]
        theirs = (rest + USUAL * usual) / (much + USUAL)[..., None] - usual
        by_meaning = (here[:, None] * theirs).sum(-1) / (theirs.norm(dim=-1) + 0.1)
        used, at = torch.unique(word, return_inverse=True)
        kinds = torch.full((len(used),), self.size)
        kinds[at] = rows
        value = torch.zeros(len(said), len(used)).index_put((owner, at), torch.ones(len(at)), accumulate=True)
        value = torch.log1p(value) * functional.softplus(self.rare[kinds])
        others = (said.T @ value)[None] - said[:, :, None] * value[:, None]
        close = (value[:, None] * (torch.sqrt(others.clamp(min=0) + 1e-4) - 1e-2)).sum(-1)
        size = value.norm(dim=-1, keepdim=True) * torch.sqrt(others.sum(-1).clamp(min=0) + 1e-2)
        result = self.scales[0] * by_meaning + self.scales[1] * close / (size + 1e-6)
        if len(table.function_rows):
            called, much = self.pooled(table.function_rows, table.function_owner, said.shape[1])
            called = functional.normalize(called / (much + 1e-3)[:, None] - usual, dim=-1)
            result = result + self.scales[2] * self.function(here) @ (called * (much > 0)[:, None]).T
        return result


@dataclass(frozen=True)
class Table:
    """A `Talk` in numbers: its words by row of the vocabulary and by word, and the turn of each."""

    rows: torch.Tensor
    word: torch.Tensor
    owner: torch.Tensor
    said: torch.Tensor
    function_rows: torch.Tensor
    function_owner: torch.Tensor


def _table(talk: Talk, number: Mapping[str, int]) -> Table:
    unknown = len(number)
    local: dict[str, int] = {}
    words = [key for turn in talk.turns for key in turn]
    said = functional.one_hot(torch.tensor(talk.who) + 1, len(talk.functions) + 1)[:, 1:].float()

    def whole(values: list[int]) -> torch.Tensor:
        return torch.tensor(values, dtype=torch.long)

    return Table(
        whole([number.get(key, unknown) for key in words]),
        whole([local.setdefault(key, len(local)) for key in words]),
        whole([n for n, turn in enumerate(talk.turns) for _ in turn]),
        said,
        whole([number.get(key, unknown) for keys in talk.functions for key in keys]),
        whole([n for n, keys in enumerate(talk.functions) for _ in keys]),
    )


def teach_subjects(
    seen: Sequence[Talk], vectors: Mapping[str, np.ndarray], seed: int = 0
) -> dict[str, np.ndarray]:
    """Learn from the talks, beginning with vectors of words; the arrays that `read_subjects` reads."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = random.Random(seed)
    often = Counter(key for talk in seen for turn in talk.turns for key in turn)
    spread = Counter(key for talk in seen for key in dict.fromkeys(itertools.chain(*talk.turns)))
    known = [key for key, count in spread.most_common() if count >= _KNOWN]
    number = {key: n for n, key in enumerate(known)}
    model = Model(known, often, vectors)
    tables = [(_table(talk, number), talk) for talk in seen if talk.asked]
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], RATE, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(tables) / TOGETHER)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
    for _ in range(EPOCHS):
        chance.shuffle(tables)
        for low in range(0, len(tables), TOGETHER):
            for table, talk in tables[low : low + TOGETHER]:
                right = torch.tensor(talk.who)[talk.asked]
                loss = functional.cross_entropy(model(table)[talk.asked], right, reduction="sum") / 20
                loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    return _arrays(model.eval(), known)


@torch.no_grad()
def _arrays(model: Model, known: Sequence[str]) -> dict[str, np.ndarray]:
    everything = torch.arange(model.size + 1)
    tables = {
        "vectors": model.vectors(everything),
        "telling": model.telling(everything),
        "rare": functional.softplus(model.rare),
        "function": model.function.weight,
        "scales": model.scales,
    }
    arrays = {name: table.numpy().astype(np.float16) for name, table in tables.items()}
    return {"vocabulary": np.array(known), **arrays}
