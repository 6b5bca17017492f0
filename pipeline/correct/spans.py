"""All spans of a few words, each with its sounds, and the forms that they may stand for: by whole columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np

from pipeline.correct.distance import coarse
from pipeline.correct.index import EDGE, FEWEST, SHORT, Index, Layer
from pipeline.correct.tables import BITS, LONGEST, bag, digit, expand, number, texts, unary
from pipeline.correct.words import Heard, Word

MAX_WORDS = 9
READINGS = 4
"""Most readings of one span: a span of several acronyms has no more."""
_BASE = 0x9E3779B97F4A7C15
_FULL = (1 << 64) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """The distinct readings of words, as columns."""

    code: np.ndarray
    reverse: np.ndarray
    length: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    frame: np.ndarray
    frame_length: np.ndarray
    frame_begin: np.ndarray
    frame_end: np.ndarray
    bag: np.ndarray
    size: np.ndarray
    hash: np.ndarray
    power: np.ndarray

    @classmethod
    def of(cls, heard: Sequence[Heard]) -> Readings:
        columns = zip(*[_measures(h) for h in heard], strict=True) if heard else [[]] * len(fields(cls))
        wide = {"code", "reverse", "frame", "bag", "hash", "power"}
        return cls(
            *(
                np.array(column, dtype=np.uint64 if f.name in wide else np.int64)
                for f, column in zip(fields(cls), columns, strict=True)
            )
        )


@lru_cache(maxsize=65536)
def _measures(heard: Heard) -> tuple[int, ...]:
    """One reading, as a row of `Readings`."""
    code, frame, sounds = heard.code, heard.bones, heard.sounds
    return (
        number(code), number(code[::-1]), len(code), digit(code[:1]), digit(code[-1:]),
        number(frame), len(frame), digit(frame[:1]), digit(frame[-1:]),
        bag(code), len(sounds), _hash(sounds), pow(_BASE, len(sounds), 1 << 64),
    )  # fmt: skip


def _hash(sounds: str) -> int:
    total = 0
    for sound in reversed(sounds):
        total = (total * _BASE + ord(sound)) & _FULL
    return total


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """The words of a recording: of each one which readings it has, and what stands for it."""

    words: Sequence[Word]
    readings: Readings
    flat: np.ndarray
    starts: np.ndarray
    counts: np.ndarray
    breaks: np.ndarray
    plain: np.ndarray

    @classmethod
    def of(cls, words: Sequence[Word]) -> Stream:
        known: dict[Heard, int] = {}
        flat = [known.setdefault(h, len(known)) for w in words for h in w.readings]
        counts = np.array([len(w.readings) for w in words], dtype=np.int64)
        return cls(
            words,
            Readings.of(list(known)),
            np.array(flat, dtype=np.int64),
            np.cumsum(counts) - counts,
            counts,
            np.array([w.breaks for w in words], dtype=bool),
            np.array([w.plain for w in words], dtype=bool),
        )

    def sounds(self, spans: Spans, place: int) -> str:
        """The sounds of one span, in its reading."""
        first, last = sorted((int(spans.origin[place]), int(spans.far[place])))
        path, words = int(spans.path[place]), self.words
        return "".join(
            [words[k].readings[path >> 2 * (k % MAX_WORDS) & 3].sounds for k in range(first, last + 1)]
        )

    def skeletons(self, spans: Spans, places: np.ndarray) -> np.ndarray:
        """The skeletons of the sounds of some spans, as strings."""
        found = texts(spans.code[places]).astype(object)
        behind = np.flatnonzero(spans.far[places] < spans.origin[places])
        found[behind] = [code[::-1] for code in found[behind].tolist()]
        for k in np.flatnonzero(spans.length[places] > LONGEST).tolist():
            found[k] = coarse(self.sounds(spans, int(places[k])))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Spans as columns. ``origin`` is the word that a span grows from, ``path`` which readings it has.

    ``code`` is its skeleton in the direction of growth, ``edge`` the last sound of that, ``frame`` its
    consonants; ``live`` tells the first few readings, which alone grow further.
    """

    origin: np.ndarray
    far: np.ndarray
    code: np.ndarray
    length: np.ndarray
    edge: np.ndarray
    frame: np.ndarray
    frame_length: np.ndarray
    frame_edge: np.ndarray
    bag: np.ndarray
    size: np.ndarray
    hash: np.ndarray
    power: np.ndarray
    plain: np.ndarray
    path: np.ndarray
    live: np.ndarray

    @classmethod
    def empty(cls, origin: np.ndarray) -> Spans:
        def zeros(kind: type) -> np.ndarray:
            return np.zeros(len(origin), dtype=kind)

        return cls(
            origin, origin, zeros(np.uint64), zeros(np.int64), zeros(np.int64), zeros(np.uint64),
            zeros(np.int64), zeros(np.int64), zeros(np.uint64), zeros(np.int64), zeros(np.uint64),
            zeros(np.uint64) + np.uint64(1), zeros(bool) | True, zeros(np.int64), zeros(bool) | True,
        )  # fmt: skip

    def take(self, which: np.ndarray) -> Spans:
        return Spans(*(getattr(self, f.name)[which] for f in fields(self)))

    @classmethod
    def concatenate(cls, parts: Sequence[Spans]) -> Spans:
        return cls(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)))


def grow(spans: Spans, stream: Stream, far: np.ndarray, forward: bool) -> Spans:
    """Each span with one more word, ``far``, in each reading of that."""
    whose, nth = expand(stream.counts[far])
    old, far = spans.take(whose), far[whose]
    said = stream.flat[stream.starts[far] + nth]
    r = stream.readings
    code, length, edge, merged = _append(
        old.code, old.length, old.edge, (r.code if forward else r.reverse)[said], r.length[said],
        (r.begin if forward else r.end)[said], (r.end if forward else r.begin)[said],
    )  # fmt: skip
    frame, frame_length, frame_edge = old.frame, old.frame_length, old.frame_edge
    if forward:
        frame, frame_length, frame_edge, _ = _append(
            frame, frame_length, frame_edge, r.frame[said], r.frame_length[said],
            r.frame_begin[said], r.frame_end[said],
        )  # fmt: skip
    once = np.where(merged, np.uint64(1) << (BITS * np.maximum(old.edge - 1, 0)).astype(np.uint64), 0)
    made = old.hash + r.hash[said] * old.power if forward else r.hash[said] + old.hash * r.power[said]
    origin = old.origin
    begin = np.flatnonzero(np.append(True, origin[1:] != origin[:-1])[: len(origin)])
    sizes = np.diff(np.append(begin, len(origin)))
    rank = np.arange(len(origin)) - np.repeat(begin, sizes)
    return replace(
        old,
        far=far,
        code=code,
        length=length,
        edge=edge,
        frame=frame,
        frame_length=frame_length,
        frame_edge=frame_edge,
        bag=old.bag + r.bag[said] - once.astype(np.uint64),
        size=old.size + r.size[said],
        hash=made,
        power=old.power * r.power[said],
        plain=old.plain & stream.plain[far],
        path=old.path | nth << 2 * (far % MAX_WORDS),
        live=rank < READINGS,
    )


def _append(code, length, edge, more, more_length, more_edge, new_edge):
    """Codes with more sounds at the end, a sound that meets itself said once; and where that was so."""
    merged = (edge == more_edge) & (more_edge > 0)
    more = np.where(merged, more >> np.uint64(BITS), more)
    fits = length < LONGEST
    shift = (BITS * np.where(fits, length, 0)).astype(np.uint64)
    joined = code | np.where(fits, more << shift, np.uint64(0))
    return joined, length + more_length - merged, np.where(more_length > 0, new_edge, edge), merged


def near_forms(stream: Stream, index: Index) -> tuple[Spans, np.ndarray, np.ndarray]:
    """(spans, place in them, form number) of all that may sound alike, by cheap measures."""
    ahead, spans, forms = _walk(stream, index, forward=True)
    behind, more, other = _walk(stream, index, forward=False)
    return (
        Spans.concatenate([ahead, behind]),
        np.concatenate([spans, more + len(ahead.origin)]),
        np.concatenate([forms, other]),
    )


def _walk(stream: Stream, index: Index, forward: bool) -> tuple[Spans, np.ndarray, np.ndarray]:
    """Spans that grow from each word; long forms are known by the first sounds met, short ones whole."""
    measures, layers = index.measures, index.layers
    count = len(stream.words)
    # no long term ends in "de" or "et"
    live = Spans.empty(np.arange(count) if forward else np.flatnonzero(~stream.plain))
    reach = np.full(count, SHORT + 1 if forward else 0)
    met = np.zeros(count, dtype=bool)
    going = np.ones(count, dtype=bool)
    kept: list[Spans] = []
    edges: list[tuple[np.ndarray, np.ndarray]] = []
    for step in range(MAX_WORDS):
        far = live.origin + step if forward else live.origin - step
        inside = going[live.origin] & (far < count if forward else far >= 0)
        if forward and step:
            inside[inside] = ~stream.breaks[far[inside]]
        live, far = live.take(inside), far[inside]
        if not len(far):
            break
        before = np.repeat(live.length, stream.counts[far])
        fresh = grow(live, stream, far, forward)
        crossing = np.flatnonzero((before < EDGE) & (fresh.length + 1 >= EDGE))
        codes = fresh.code[crossing] & np.uint64((1 << BITS * EDGE) - 1)
        lengths = np.minimum(fresh.length[crossing], EDGE)
        for layer in layers:
            at, forms = (layer.heads if forward else layer.tails).nearest(codes, lengths)
            origins = fresh.origin[crossing[at]]
            edges.append((origins, forms))
            met[origins] = True
            np.maximum.at(reach, origins, measures.sizes[forms] + 4)
        kept.append(fresh)
        live = fresh.take(fresh.live)
        begin = np.flatnonzero(np.append(True, live.origin[1:] != live.origin[:-1]))
        origins = live.origin[begin]
        if forward:
            going[origins] = np.minimum.reduceat(live.length, begin) <= reach[origins]
        else:
            shortest = np.minimum.reduceat(live.length, begin)
            smallest = np.minimum.reduceat(live.size, begin)
            going[origins] = np.where(met[origins], smallest <= reach[origins], shortest < EDGE)
            going[origins] &= ~stream.breaks[live.far[begin]]
    spans = Spans.concatenate(kept) if kept else live
    sets = unary(spans.bag)
    found = [_by_edge(spans, sets, edges, index)]
    if forward:
        found.extend(_whole(spans, sets, layer, index) for layer in layers)
    return spans, np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _by_edge(spans: Spans, sets: np.ndarray, edges, index: Index) -> tuple[np.ndarray, np.ndarray]:
    """The spans from one word beside the forms whose edge was met there."""
    if not edges:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    many = len(index.forms)
    pairs = np.unique(np.concatenate([o * many + f for o, f in edges]))
    origins, forms = pairs // many, pairs % many
    live = np.flatnonzero(spans.live)
    live = live[np.argsort(spans.origin[live], kind="stable")]
    first = np.searchsorted(spans.origin[live], np.append(origins, 0))
    last = np.searchsorted(spans.origin[live], np.append(origins, 0), side="right")
    whose, nth = expand((last - first)[:-1])
    return _alike(live[first[:-1][whose] + nth], forms[whose], spans, sets, index)


def _whole(spans: Spans, sets: np.ndarray, layer: Layer, index: Index) -> tuple[np.ndarray, np.ndarray]:
    """Short forms, by all their sounds or by all their consonants."""
    asked = np.flatnonzero(~spans.plain & (spans.length >= 2) & (spans.length <= SHORT + 1))
    _, first, same = np.unique(spans.hash[asked], return_index=True, return_inverse=True)
    some = asked[first]
    at, forms = layer.whole.nearest(spans.code[some], spans.length[some])
    framed = np.flatnonzero(spans.frame_length[some] >= FEWEST)
    frames = spans.frame[some[framed]]
    by_frame, others = layer.bones.nearest(frames, spans.frame_length[some[framed]], FEWEST)
    kind = np.concatenate([at, framed[by_frame]])
    which, forms = _alike(some[kind], np.concatenate([forms, others]), spans, sets, index)
    # all the spans of the same sounds
    kind = same[np.searchsorted(asked, which)]
    pairs = np.unique(kind * len(index.forms) + forms)
    kind, forms = pairs // len(index.forms), pairs % len(index.forms)
    order = np.argsort(same, kind="stable")
    counts = np.bincount(same, minlength=len(some))
    starts = np.cumsum(counts) - counts
    whose, nth = expand(counts[kind])
    return asked[order[starts[kind][whose] + nth]], forms[whose]


def _alike(
    which: np.ndarray, forms: np.ndarray, spans: Spans, sets: np.ndarray, index: Index
) -> tuple[np.ndarray, np.ndarray]:
    """Those pairs that are about as long as each other, and have about the same sounds in any order."""
    measures = index.measures
    sizes, lengths = measures.sizes[forms], spans.size[which]
    near = np.abs(sizes - lengths) <= 1 + np.maximum(sizes, lengths) // 4
    which, forms = which[near], forms[near]
    heard, wanted = sets[which], measures.bags[forms]
    apart = np.maximum(np.bitwise_count(heard & ~wanted), np.bitwise_count(wanted & ~heard))
    near = apart <= measures.most[forms]
    return which[near], forms[near]
