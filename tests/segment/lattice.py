"""Forward-backward over many recordings and many weightings at once, for training."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from pipeline.segment.weighing import BACK, PAIRS, PERSON, UNIT_PERSON, Design

Array = np.ndarray


@dataclass(frozen=True)
class Batch:
    """B cases padded to K places and N people. ``who[n, b]`` tells whether person n exists in case b."""

    cases: list[int]
    change: Array  # (K, B, F)
    person: Array  # (K, B, P, N, N)
    unit: Array  # (K, B, U)
    unit_person: Array  # (K, B, Q, N)
    pair: Array  # (B, N, N)
    host: Array  # (B, N)
    there: Array  # (B, N)
    asked: Array  # (K, B)


def batch(tables: list[Design], cases: list[int]) -> Batch:
    size = max(t.change.shape[0] for t in tables)
    people = max(len(t.host) for t in tables)
    count = len(tables)

    def pad(name: str, *tail: int) -> Array:
        result = np.zeros((size, count, *tail), dtype=np.float32)
        for b, t in enumerate(tables):
            part = getattr(t, name)
            result[(slice(part.shape[0]), b, *(slice(n) for n in part.shape[1:]))] = part
        return result

    pair = np.zeros((count, people, people), dtype=int)
    host, there = np.zeros((count, people)), np.zeros((count, people), dtype=bool)
    for b, t in enumerate(tables):
        n = len(t.host)
        pair[b, :n, :n] = t.pair
        host[b, :n] = t.host
        there[b, :n] = True
    first = tables[0]
    return Batch(
        cases,
        pad("change", first.change.shape[1]),
        pad("person", len(PERSON), people, people),
        pad("unit", first.unit.shape[1]),
        pad("unit_person", len(UNIT_PERSON), people),
        pair,
        host,
        there,
        pad("asked"),
    )


def batches(tables: list[Design]) -> list[Batch]:
    """Group the cases by length, so that little is padded."""
    order = sorted(range(len(tables)), key=lambda n: tables[n].change.shape[0])
    result, group = [], []
    for n in order:
        size = tables[n].change.shape[0]
        if group and size > 1.35 * tables[group[0]].change.shape[0] + 20:
            result.append(batch([tables[m] for m in group], group))
            group = []
        group.append(n)
    result.append(batch([tables[m] for m in group], group))
    return result


def counts(table: Design, truth: Array) -> Array:
    """What the truth holds of each weight, in the order of `pack`."""
    size = len(truth)
    by_pair = np.zeros((len(PAIRS), table.change.shape[1]))
    person = np.zeros(len(PERSON))
    back = np.zeros(len(BACK))
    before = -1
    for k in range(1, size):
        a, c = truth[k - 1], truth[k]
        if a == c:
            continue
        by_pair[table.pair[a, c]] += table.change[k]
        person += table.person[k, :, a, c]
        if before == c:
            kind = 0 if table.host[c] else 1
            back[kind] += 1
            back[kind + 2] += table.asked[k]
        before = a
    unit_person = table.unit_person[np.arange(size), :, truth].sum(axis=0)
    unit = table.unit.T @ table.host[truth]
    return np.concatenate([by_pair.T.reshape(-1), person, unit_person, unit, back, [table.host[truth[0]]]])


def expected(data: Batch, weights: Array) -> Array:
    """What each weighting (rows of ``weights``, V of them) expects of each weight in each case: (V, B, W)."""
    ways = len(weights)
    size, count, features = data.change.shape
    people = data.host.shape[1]
    units = data.unit.shape[2]
    edges = np.cumsum([0, features * len(PAIRS), len(PERSON), len(UNIT_PERSON), units, len(BACK), 1])
    w_change, w_person, w_unit_person, w_unit, w_back, w_first = (
        weights[:, a:b].astype(np.float32) for a, b in itertools.pairwise(edges)
    )
    w_change = w_change.reshape(ways, features, len(PAIRS))
    flat = data.change.reshape(size * count, features)
    rows = [(flat @ w_change[v]).reshape(size, count, len(PAIRS)) for v in range(ways)]
    at = np.arange(count)[:, None, None]
    change = np.empty((size, ways, count, people, people), dtype=np.float32)
    fit = np.empty((size, ways, count, people), dtype=np.float32)
    host = data.host.astype(np.float32)
    for v in range(ways):
        change[:, v] = rows[v][:, at, data.pair] + np.einsum("kbpac,p->kbac", data.person, w_person[v])
        fit[:, v] = (data.unit @ w_unit[v])[:, :, None] * host + np.einsum(
            "kbpc,p->kbc", data.unit_person, w_unit_person[v]
        )
    fit = np.where(data.there, fit, -np.inf)
    fit = np.exp(fit - fit.max(axis=3, keepdims=True))
    change = np.exp(np.minimum(change, 30.0))
    diagonal = np.arange(people)
    change[..., diagonal, diagonal] = 0
    change *= (data.there[:, :, None] & data.there[:, None, :]).astype(np.float32)
    lengths = np.array([int(x) for x in (np.abs(data.change).sum(axis=2) > 0).sum(axis=0)])
    change *= (np.arange(size)[:, None] < lengths)[:, None, :, None, None]
    change[0] = 0
    many = ways * count
    fit = fit.reshape(size, many, people)
    change = change.reshape(size, many, people, people)
    there = np.tile(data.there, (ways, 1))
    hosts = np.tile(host, (ways, 1))
    asked = data.asked[:, None, :, None]
    returns = np.where(
        host > 0,
        w_back[None, :, 0, None, None] + asked * w_back[None, :, 2, None, None],
        w_back[None, :, 1, None, None] + asked * w_back[None, :, 3, None, None],
    )
    returns = np.exp(returns).reshape(size, many, 1, people)
    first = np.exp(np.repeat(w_first, count, axis=0) * hosts) * there
    ahead = np.zeros((size, many, people, people + 1), dtype=np.float32)
    sizes = np.ones((size, many), dtype=np.float32)
    state = np.zeros((many, people, people + 1), dtype=np.float32)
    state[:, :, people] = first * fit[0]
    state /= state.sum(axis=(1, 2), keepdims=True)
    ahead[0] = state
    for k in range(1, size):
        new = state.copy()
        routes = state.sum(axis=2, keepdims=True) + state[:, :, :people] * (returns[k] - 1)
        new[:, :, :people] += (routes * change[k]).transpose(0, 2, 1)
        new *= fit[k][:, :, None]
        total = new.sum(axis=(1, 2))
        state = new / total[:, None, None]
        sizes[k] = total
        ahead[k] = state
    behind = np.zeros_like(ahead)
    state = np.ones((many, people, people + 1), dtype=np.float32)
    behind[-1] = state
    for k in range(size - 1, 0, -1):
        onward = state * (fit[k] / sizes[k][:, None])[:, :, None]
        left = change[k] * onward[:, :, :people].transpose(0, 2, 1)
        state = onward + left.sum(axis=2, keepdims=True)
        state[:, :, :people] += left * (returns[k] - 1)
        behind[k - 1] = state
    said = (ahead * behind).sum(axis=3)
    onward = change[1:] * (behind[1:] * (fit[1:] / sizes[1:, :, None])[..., None])[..., :people].transpose(
        0, 1, 3, 2
    )
    moves = np.zeros_like(change)
    to_back = ahead[:-1][..., :people] * returns[1:] * onward
    moves[1:] = (ahead[:-1].sum(axis=3, keepdims=True) - ahead[:-1][..., :people]) * onward + to_back
    came = np.zeros((size, many, people), dtype=np.float32)
    came[1:] = to_back.sum(axis=2)
    said = said.reshape(size, ways, count, people)
    moves = moves.reshape(size, ways, count, people, people)
    result = np.zeros((ways, count, weights.shape[1]))
    came = came.reshape(size, ways, count, people)
    alive = np.arange(size)[:, None] < lengths
    for v in range(ways):
        mine = moves[:, v]
        by_pair = np.stack([(mine * (data.pair == n)).sum(axis=(2, 3)) for n in range(len(PAIRS))], axis=2)
        mean = said[:, v] * alive[:, :, None]
        parts = [
            np.matmul(data.change.transpose(1, 2, 0), by_pair.transpose(1, 0, 2)).reshape(count, -1),
            np.einsum("kbac,kbpac->bp", mine, data.person),
            np.einsum("kbc,kbpc->bp", mean, data.unit_person),
            np.einsum("kbu,kb->bu", data.unit, (mean * host).sum(axis=2)),
            np.stack(
                [
                    (came[:, v] * who * times).sum(axis=(0, 2))
                    for times in (1, data.asked[:, :, None])
                    for who in (host, 1 - host)
                ],
                axis=1,
            ),
            (mean[0] * host).sum(axis=1, keepdims=True),
        ]
        result[v] = np.concatenate(parts, axis=1)
    return result
