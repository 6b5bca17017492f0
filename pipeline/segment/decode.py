"""The decision over the whole recording: who speaks in each unit.

A conditional random field on a chain. A state is (who speaks, who spoke before); the score of a
path adds, for each unit, how well its words fit the speaker's role and name, and, for each change,
the weights of the evidence at that place for this pair of roles and of people. The probability of
each speaker in each unit, over all paths, comes from the forward-backward algorithm.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Scores:
    """Potentials of a chain of K units and N people.

    ``fit[k, c]``: unit k is said by c. ``change[k, a, c]``: the voice passes from a to c before
    unit k (its diagonal is not read: to go on scores 0). ``back[k, c]``: before unit k the voice
    returns to c, who spoke before the current speaker. ``first[c]``: c opens.
    """

    fit: Array
    change: Array
    back: Array
    first: Array


@dataclass(frozen=True)
class Decision:
    """The speaker of each unit (K), and how probable each person is there (K, N)."""

    path: list[int]
    sure: Array


# measured on the known recordings: the path is better sought with sharper scores; confidence is better told
# by the scores as they are
_SHARPER = 1.25
_CHANGE_COST = 2.0  # words that a change must win
_CHANGE_GAIN = 10.0  # words that a change is worth where all paths agree on it
_STEPS = 8  # units after which the sums are brought back to one, far from what a float cannot hold


def decide(scores: Scores, sizes: Array) -> Decision:
    """The path with the most words expected right, where a change costs unless many paths make it.

    ``sizes`` are the words of each unit. Against the best path of all (Viterbi) this loses fewer
    words when several paths compete, which is the rule in a debate.
    """
    said, moves = expectations(scores)
    gain = _CHANGE_GAIN * moves - _CHANGE_COST
    return Decision(_best_path(said[:, 1] * sizes[:, None], gain), said[:, 0])


def _best_path(fit: Array, change: Array) -> list[int]:
    """The path that gains most (Viterbi), by what each unit and each change before it gain."""
    people = np.arange(fit.shape[1])
    change = change.copy()
    change[:, people, people] = 0.0
    state = fit[0]
    came = np.zeros(fit.shape, dtype=int)
    for k in range(1, len(fit)):
        routes = state[:, None] + change[k]
        came[k] = routes.argmax(axis=0)
        state = np.maximum.reduce(routes) + fit[k]
    path = [int(state.argmax())]
    for k in range(len(fit) - 1, 0, -1):
        path.append(int(came[k, path[-1]]))
    return path[::-1]


def expectations(scores: Scores, readiness: float = 0.0) -> tuple[Array, Array]:
    """Forward-backward over all paths, with the scores as they are and sharper, side by side.

    Returns the probability of each speaker in each unit (K, 2, N), and with the sharper scores that
    of each change before it (K, N, N), where every change scores ``readiness`` more.
    """
    units, people = scores.fit.shape
    sharper = np.array([1.0, _SHARPER])[:, None]
    ready = np.array([0.0, readiness])[:, None, None]
    fit = scores.fit[:, None] * sharper
    fit = np.exp(fit - fit.max(axis=2, keepdims=True))
    change = np.exp(np.minimum((scores.change[:, None] + ready) * sharper[..., None], 30.0))
    diagonal = np.arange(people)
    change[..., diagonal, diagonal] = 0.0
    extra = np.exp(scores.back[:, None] * sharper)[:, :, None] - 1.0
    first = scores.first * sharper
    ahead = np.zeros((units, 2, people, people + 1))
    behind = np.ones_like(ahead)
    sizes = np.ones((units, 2, 1, 1))
    state = ahead[0]
    state[..., people] = np.exp(first - first.max(axis=1, keepdims=True)) * fit[0]
    state /= state.sum(axis=(1, 2), keepdims=True)
    across = fit[..., None]
    for k in range(1, units):
        new = ahead[k]
        # routes[a, c]: leave a for c, whoever spoke before a, or c itself
        routes = state[..., :people] * extra[k]
        routes += np.add.reduce(state, axis=2, keepdims=True)
        routes *= change[k]
        new[...] = state
        new[..., :people] += routes.transpose(0, 2, 1)
        new *= across[k]
        if not k % _STEPS or k == units - 1:
            sizes[k] = new.sum(axis=(1, 2), keepdims=True)
            new /= sizes[k]
        state = new
    across = across / sizes
    state = behind[-1]
    for k in range(units - 1, 0, -1):
        onward = state * across[k]
        left = change[k] * onward[..., :people].transpose(0, 2, 1)
        state = behind[k - 1]
        state[...] = onward
        state += np.add.reduce(left, axis=2, keepdims=True)
        left *= extra[k]
        state[..., :people] += left
    said = (ahead * behind).sum(axis=3)
    moves = np.zeros((units, people, people))
    onward = (behind[1:, 1] * across[1:, 1])[..., :people]
    before = ahead[:-1, 1]
    routes = before.sum(axis=2, keepdims=True) + before[..., :people] * extra[1:, 1]
    moves[1:] = routes * change[1:, 1] * onward.transpose(0, 2, 1)
    return said, moves
