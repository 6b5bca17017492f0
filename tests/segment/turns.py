"""Learn the weights of `pipeline.segment.turns` (needs torch: the extra ``teach``).

The likelihood of the right speakers over all paths of the chain; torch finds the slopes.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import one_hot

from pipeline.segment.turns import BACK, CHANGE, FIT, PERSON, ROLE, SIDES, Stretches, TurnWeights
from pipeline.segment.weighing import PAIRS

_NEVER = -1e4
PASSES, RATE, PENALTY = 12, 0.03, 3e-4
# what a reader would say, from which the weights stray only as far as the recordings tell: what thanks
# the public, tells of thanks, announces or explains is no change; the rest is nothing
CHANGE_PRIOR = {
    "toujours": -1.0,
    "chaine": 2.0,
    "debut:parce_que": -3.0,
    "debut:diapo": -2.0,
    "dans:merci_public": -4.0,
    "dans:merci_rapporte": -2.0,
    "dans:parole_annoncee": -2.0,
}
FIT_PRIOR = {"chaine": 0.3, "chaine_longue": 1.0}
_PARTS = {
    "change": (len(CHANGE), len(PAIRS)),
    "person": (len(PERSON), len(PAIRS)),
    "back": (len(BACK), len(SIDES)),
    "role": (len(ROLE),),
    "fit": (len(FIT), len(SIDES)),
}


@dataclass(frozen=True)
class TurnCase:
    """The stretches of one recording, who says each (-1: somebody who is not among the people), and
    what the recording counts."""

    id: str
    found: Stretches
    truth: np.ndarray
    share: float


@dataclass(frozen=True)
class Batch:
    """B cases padded to S stretches and N people; ``right`` (B, S, N) tells who may be right."""

    change: torch.Tensor
    person: torch.Tensor
    back: torch.Tensor
    role: torch.Tensor
    fit: torch.Tensor
    host: torch.Tensor
    there: torch.Tensor
    alive: torch.Tensor
    right: torch.Tensor
    share: torch.Tensor


def batch(cases: Sequence[TurnCase]) -> Batch:
    size = max(len(c.truth) for c in cases)
    people = max(len(c.found.host) for c in cases)

    def pad(name: str, *tail: int) -> torch.Tensor:
        table = np.zeros((len(cases), size, *tail), dtype=np.float32)
        for b, case in enumerate(cases):
            part = getattr(case.found, name)
            table[(b, *(slice(n) for n in part.shape))] = part
        return torch.tensor(table)

    host = torch.zeros(len(cases), people)
    there = torch.zeros(len(cases), people, dtype=torch.bool)
    alive = torch.zeros(len(cases), size, dtype=torch.bool)
    right = torch.ones(len(cases), size, people, dtype=torch.bool)
    for b, case in enumerate(cases):
        count = len(case.found.host)
        host[b, :count] = torch.tensor(case.found.host, dtype=torch.float32)
        there[b, :count] = True
        alive[b, : len(case.truth)] = True
        known = np.flatnonzero(case.truth >= 0)
        right[b, known] = False
        right[b, known, case.truth[known]] = True
    return Batch(
        pad("change", len(CHANGE)),
        pad("person", len(PERSON), people, people),
        pad("back", len(BACK)),
        pad("role", len(ROLE)),
        pad("fit", len(FIT), people),
        host,
        there,
        alive,
        right,
        torch.tensor([c.share * 20 / max(20, int((np.diff(c.truth) != 0).sum())) for c in cases]),
    )


def batches(cases: Sequence[TurnCase]) -> list[Batch]:
    """Group the cases by length and company, so that little is padded."""
    ordered = sorted(cases, key=lambda c: (len(c.found.host) > 4, len(c.truth)))
    result, group = [], []
    for case in ordered:
        if group and (
            len(case.truth) > 1.4 * len(group[0].truth) + 20
            or len(group) == 40
            or (len(case.found.host) > 4) != (len(group[0].found.host) > 4)
        ):
            result.append(batch(group))
            group = []
        group.append(case)
    return [*result, batch(group)]


def learn_turns(cases: Sequence[TurnCase], seed: int = 0) -> TurnWeights:
    """The weights that make the right speakers most likely; a recording counts by its share."""
    torch.set_num_threads(1)
    chance = random.Random(seed)
    weights = {name: torch.zeros(shape, requires_grad=True) for name, shape in _PARTS.items()}
    first = torch.tensor(3.0, requires_grad=True)
    with torch.no_grad():
        for name, value in CHANGE_PRIOR.items():
            weights["change"][CHANGE.index(name)] = value
        for name, value in FIT_PRIOR.items():
            weights["fit"][FIT.index(name)] = value
    parameters = [*weights.values(), first]
    starts = [p.detach().clone() for p in parameters]
    grouped = batches(cases)
    total = sum(float(data.share.sum()) for data in grouped)
    optimizer = torch.optim.Adam(parameters, lr=RATE, betas=(0.9, 0.98))
    steps = PASSES * len(grouped)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
    for _ in range(PASSES):
        for data in chance.sample(grouped, len(grouped)):
            optimizer.zero_grad()
            scores = _scores(data, weights, first)
            missed = _likelihood(data, *scores) - _likelihood(data, *scores, data.right)
            strayed = sum(((p - start) ** 2).sum() for p, start in zip(parameters, starts, strict=True))
            part = float(data.share.sum()) / total
            ((missed * data.share).sum() + PENALTY * len(cases) * part * strayed).backward()
            optimizer.step()
            schedule.step()
    arrays = {name: np.round(value.detach().numpy().astype(float), 3) for name, value in weights.items()}
    return TurnWeights(**arrays, first=round(float(first.detach()), 3))


def _scores(data: Batch, weights: dict[str, torch.Tensor], first: torch.Tensor) -> tuple:
    host = data.host
    guest = 1 - host
    pair = torch.stack(
        [
            host[:, :, None].expand(-1, -1, host.shape[1]),
            guest[:, :, None] * host[:, None, :],
            guest[:, :, None] * guest[:, None, :],
        ],
        dim=-1,
    )  # in the order of PAIRS
    side = torch.stack([host, guest], dim=-1)
    change = torch.einsum("bsf,fp,bacp->bsac", data.change, weights["change"], pair)
    change = change + torch.einsum(
        "bsfac,bfac->bsac", data.person, torch.einsum("fp,bacp->bfac", weights["person"], pair)
    )
    back = torch.einsum("bsf,fk,bnk->bsn", data.back, weights["back"], side)
    fit = torch.einsum("bsf,f,bn->bsn", data.role, weights["role"], host)
    fit = fit + torch.einsum("bsfn,fk,bnk->bsn", data.fit, weights["fit"], side)
    return fit, change, back, first * host


def _likelihood(
    data: Batch,
    fit: torch.Tensor,
    change: torch.Tensor,
    back: torch.Tensor,
    first: torch.Tensor,
    right: torch.Tensor | None = None,
) -> torch.Tensor:
    """Log of the sum over all paths, or over the right ones alone, for each case."""
    people = fit.shape[2]
    fit = fit.masked_fill(~data.there[:, None], _NEVER)
    if right is not None:
        fit = fit.masked_fill(~right, _NEVER)
    change = change.masked_fill(torch.eye(people, dtype=torch.bool), _NEVER)
    returns = one_hot(torch.arange(people), people + 1).float()[None, None]  # to c, who spoke before
    state = torch.full((len(fit), people, people + 1), _NEVER)
    state[:, :, people] = first.masked_fill(~data.there, _NEVER) + fit[:, 0]
    for s in range(1, fit.shape[1]):
        routes = torch.logsumexp(state[:, :, None] + returns * back[:, s, None, :, None], dim=-1)
        routes = (routes + change[:, s]).transpose(1, 2)
        new = torch.cat([torch.logaddexp(state[:, :, :people], routes), state[:, :, people:]], dim=2)
        state = torch.where(data.alive[:, s, None, None], new + fit[:, s, :, None], state)
    return torch.logsumexp(state.flatten(1), dim=1)


def as_data(weights: TurnWeights) -> dict:
    """The weights by name, as ``data/turns.json`` keeps them."""

    def rows(names: Sequence[str], table: np.ndarray, columns: Sequence[str]) -> dict:
        return {
            name: dict(zip(columns, map(float, row), strict=True))
            for name, row in zip(names, table, strict=True)
        }

    return {
        "change": rows(CHANGE, weights.change, PAIRS),
        "person": rows(PERSON, weights.person, PAIRS),
        "back": rows(BACK, weights.back, SIDES),
        "role": dict(zip(ROLE, map(float, weights.role), strict=True)),
        "fit": rows(FIT, weights.fit, SIDES),
        "first": weights.first,
    }
