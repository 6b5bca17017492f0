"""The decision over the whole recording: who speaks in each unit.

A conditional random field on a chain. A state is (who speaks, who spoke before); the score of a
path adds, for each unit, how well its words fit the speaker's role and name, and, for each change,
the weights of the evidence at that place for this pair of roles and of people. `best` is Viterbi's
path; `marginals` gives, by forward-backward, the probability of each speaker in each unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
IMPOSSIBLE = -1e9


@dataclass(frozen=True)
class Scores:
    """Potentials of a chain of K units and N people.

    ``fit[k, c]``: unit k is said by c. ``change[k, a, c]``: the voice passes from a to c before
    unit k (its diagonal is not read: to go on scores 0). ``back[b, c]``: the voice goes to c when
    the one before the current speaker was b (row N: nobody yet). ``first[c]``: c opens.
    """

    fit: Array
    change: Array
    back: Array
    first: Array


def _start(scores: Scores) -> Array:
    people = scores.fit.shape[1]
    state = np.full((people, people + 1), IMPOSSIBLE)
    state[:, people] = scores.first + scores.fit[0]
    return state


def _changes(scores: Scores) -> Array:
    change = scores.change.copy()
    diagonal = np.arange(change.shape[1])
    change[:, diagonal, diagonal] = IMPOSSIBLE
    return change


def best(scores: Scores) -> tuple[list[int], float]:
    """Return the best speaker of each unit and the score of that path."""
    units, people = scores.fit.shape
    change = _changes(scores)
    state = _start(scores)
    came: list[tuple[Array, Array]] = []
    for k in range(1, units):
        # routes[a, b, c]: leave a (before it b) for c; the new state is (c, a)
        routes = state[:, :, None] + scores.back[None, :, :]
        through = routes.argmax(axis=1)
        left = np.take_along_axis(routes, through[:, None, :], axis=1)[:, 0, :] + change[k]
        stay = state
        new = stay.copy()
        moved = np.zeros(state.shape, dtype=bool)
        better = left.T > stay[:, :people]
        new[:, :people] = np.where(better, left.T, stay[:, :people])
        moved[:, :people] = better
        state = new + scores.fit[k][:, None]
        came.append((moved, through))
    a, b = np.unravel_index(int(state.argmax()), state.shape)
    total = float(state[a, b])
    path = [int(a)]
    for moved, through in reversed(came):
        if moved[a, b]:
            a, b = b, through[b, a]
        path.append(int(a))
    return path[::-1], total


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis))


def forward(scores: Scores) -> tuple[list[Array], float]:
    """Log sums of all paths up to each unit, by state, and of all whole paths."""
    people = scores.fit.shape[1]
    change = _changes(scores)
    state = _start(scores)
    rows = [state]
    for k in range(1, len(scores.fit)):
        left = _log_sum(state[:, :, None] + scores.back[None, :, :], 1) + change[k]
        new = state.copy()
        new[:, :people] = np.logaddexp(state[:, :people], left.T)
        state = new + scores.fit[k][:, None]
        rows.append(state)
    return rows, float(_log_sum(state.reshape(-1), 0))


def backward(scores: Scores) -> list[Array]:
    """Log sums of all paths after each unit, by state."""
    units, people = scores.fit.shape
    change = _changes(scores)
    state = np.zeros((people, people + 1))
    rows = [state]
    for k in range(units - 1, 0, -1):
        ahead = state + scores.fit[k][:, None]
        # from (a, b) to (c, a)
        onward = change[k] + ahead[:, :people].T
        routes = scores.back[None, :, :] + onward[:, None, :]
        state = np.logaddexp(ahead, _log_sum(routes, 2))
        rows.append(state)
    return rows[::-1]


def marginals(scores: Scores) -> Array:
    """Probability of each speaker (columns) in each unit (rows)."""
    ahead, total = forward(scores)
    behind = backward(scores)
    joint = np.stack([a + b for a, b in zip(ahead, behind, strict=True)]) - total
    return np.exp(joint).sum(axis=2)


def expectations(scores: Scores) -> tuple[Array, Array, Array]:
    """Expected counts, for training: ``fit`` (K, N), ``change`` (K, N, N) and ``back`` (N+1, N)."""
    ahead, total = forward(scores)
    behind = backward(scores)
    units, people = scores.fit.shape
    change = _changes(scores)
    fit = np.exp(np.stack([a + b for a, b in zip(ahead, behind, strict=True)]) - total).sum(axis=2)
    moves = np.zeros((units, people, people))
    back = np.zeros((people + 1, people))
    for k in range(1, units):
        onward = change[k] + (behind[k] + scores.fit[k][:, None])[:, :people].T
        routes = np.exp(ahead[k - 1][:, :, None] + scores.back[None, :, :] + onward[:, None, :] - total)
        moves[k] = routes.sum(axis=1)
        back += routes.sum(axis=0)
    return fit, moves, back
