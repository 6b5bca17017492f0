"""Places of many recordings side by side: words found, or corrections that are alike, to decide in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from pipeline.decisions.corrections import SIGNS, place_of
from pipeline.decisions.model import Choice
from pipeline.model import Correction
from pipeline.page.marks import changes_words, corrections_of
from pipeline.positions import Text, correct_text
from pipeline.review import chronicle
from pipeline.review.find import Hit, Query, context, find, like
from pipeline.review.live import Live, choice, key_of, live_of
from pipeline.review.outlines import outlines_of
from pipeline.review.paging import Part, address
from pipeline.review.security import form_of, who
from pipeline.review.web import missing
from pipeline.write.document import recording_of, seconds

SIZE = 50
"""Places on a page: what is decided in one go has been seen."""


NOTES = {
    "applied": "corrigé par la machine",
    "suggested": "correction proposée",
    "accepted": "correction acceptée",
    "rejected": "correction refusée",
    "edited": "écrit à la main",
}
"""What is said of a place where a correction stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place with a tick box: ``value`` is what the form sends back of it.

    ``said`` stands there now, ``then`` would stand there; ``note`` says what was decided of it before.
    """

    value: str
    recording: str
    title: str
    seconds: float | None
    before: str
    said: str
    then: str
    after: str
    note: str = ""
    ticked: bool = True

    @property
    def settled(self) -> bool:
        """Whether what would stand there stands there already."""
        return self.said == self.then


@dataclass(frozen=True, slots=True)
class Spot:
    """A correction as it is now, what the machine says there, and whether an editor has decided."""

    correction: Correction
    proposed: str
    decided: bool

    @property
    def before(self) -> str:
        return self.correction.before


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a recording as they are now, with its corrections by the key of their place."""

    id: str
    text: Text
    spots: dict[str, Spot]
    corrections: tuple[Correction, ...]

    def hits(self, query: Query) -> list[Hit]:
        """The hits of a query, with the corrections that they touch."""
        return find(self.text, query, self.corrections)

    def seconds(self, offset: int) -> float | None:
        """When the word at a text offset is said; ``None`` without times."""
        return seconds(self.text.time(offset))


def reading(request: Request, id: str) -> Reading | None:
    """The words of a recording, ``None`` when there is none that can be used.

    A page may draw from fifty recordings: a document that knows all decisions is taken as it is, and
    its schema is not checked as it is for a page of its own.
    """
    state = request.app.state
    if id == request.path_params.get("id"):
        one = live(request, id)
        return None if one is None else _of_live(one)
    path = state.archive.path(id)
    if path is None:
        return None
    try:
        document = json.loads(path.read_bytes())
        if document["provenance"].get("decisions", "") != state.store.digest(id):
            one = live(request, id)
            return None if one is None else _of_live(one)
        return _of_document(document) if document["id"] == id else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _of_document(document: dict) -> Reading:
    made = list(zip(document["corrections"], corrections_of(document["corrections"]), strict=True))
    corrections = tuple(c for row, c in made if changes_words(row) or c.in_force)
    spots = {
        key_of(place_of(c)): Spot(c, (row.get("machine") or row)["after"], "target" in row)
        for row, c in made
        if changes_words(row) or "target" in row
    }
    text = correct_text(recording_of(document).cues, corrections)
    return Reading(document["id"], text, spots, corrections)


def _of_live(one: Live) -> Reading:
    own = tuple(m.correction for m in one.marks)
    known = {place_of(c) for c in own}
    signs = tuple(c for c in one.text.corrections if place_of(c) not in known)
    spots = {m.key: Spot(m.correction, m.proposed, m.event is not None) for m in one.marks}
    return Reading(one.document["id"], one.text, spots, own + signs)


def live(request: Request, id: str) -> Live | None:
    """A recording with all that a decision needs, ``None`` when there is none that can be used."""
    state = request.app.state
    if id == request.path_params.get("id"):
        return state.lives.of(id)  # the one that the editor has open
    path = state.archive.path(id)
    if path is None:
        return None
    try:
        document = json.loads(path.read_bytes())
        seen = state.store.last(id)
        return live_of(document, state.store.in_force(id), seen) if document["id"] == id else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def hit_row(one: Reading, title: str, hit: Hit, replacement: str) -> Row:
    """A hit with what its place would become."""
    # the whole place is shown: words beside those found belong to it when a correction ties them
    begin, end = hit.begin - len(hit.around[0]), hit.end + len(hit.around[-1])
    before, after = context(one.text.text, begin, end)
    known = edits(hit)
    return Row(
        f"{one.id}:{key_of(hit.place)}",
        one.id,
        title,
        one.seconds(begin),
        before,
        one.text.text[begin:end],
        hit.replaced(like(hit.said, replacement)) if replacement else "",
        after,
        NOTES[known.status] if known else "",
    )


def edits(hit: Hit) -> Correction | None:
    """The correction of words that replacing the hit would change, if it is that and no more."""
    known = hit.edits
    return known if known is not None and known.rule not in SIGNS else None


def replaced(one: Reading, hit: Hit, replacement: str) -> str:
    """The words of the hit's place after the replacement, with a capital where one was received or written.

    A capital that begins a sentence is restored again once the words have changed.
    """
    cue, start = hit.place[:2]
    received = one.text.cues[cue].raw[start:] if not hit.touched else hit.said
    return hit.replaced(like(received, replacement))


def hit_choice(one: Live, words: Reading, hit: Hit, replacement: str) -> Choice:
    """The decision that replaces the words of a hit."""
    value = {"after": replaced(words, hit, replacement)}
    mark = one.mark(key_of(hit.place)) if edits(hit) else None
    if mark is None:
        return choice(one, "correction", "add", hit.place, value=value)
    return choice(one, "correction", "edit", hit.place, value=value, machine=mark.said)


TICKS = {"": "", "oui": "Tout cocher", "non": "Tout décocher"}
"""What ``coche`` of an address does to the tick boxes."""


def ticking(request: Request, rows: Sequence[Row]) -> list[Row]:
    """The rows, all ticked or none when the address says so."""
    wanted = request.query_params.get("coche", "")
    return [replace(r, ticked=wanted == "oui") for r in rows] if TICKS.get(wanted) else list(rows)


def tick_links(part: Part) -> dict[str, str]:
    """The links that tick all the boxes of a page, or none."""
    page = str(part.number) if part.number > 1 else ""
    return {TICKS[c]: address(part.path, part.fields, page=page, coche=c) + "#liste" for c in ("oui", "non")}


def asked(request: Request) -> dict[str, list[str]]:
    """The places that were ticked, by recording: the keys of their raw places, each once."""
    found: dict[str, list[str]] = {}
    for value in dict.fromkeys(str(v) for v in form_of(request).getlist("h")):
        id, _, place = value.partition(":")
        found.setdefault(id, []).append(place)
    return found


def opened(request: Request, ids: Iterable[str]) -> dict[str, Reading]:
    """The words of recordings by id, of those that can be used."""
    found = ((id, reading(request, id)) for id in ids)
    return {id: one for id, one in found if one is not None}


def to_decide(request: Request, ids: Iterable[str]) -> dict[str, tuple[Live, Reading]]:
    """Recordings by id with their words, of those that can be used: what decisions are made from."""
    found = ((id, live(request, id)) for id in ids)
    return {id: (one, _of_live(one)) for id, one in found if one is not None}


RECENT = 500
"""Events among which an editor's own last batch is looked for."""


def own_batch(request: Request) -> str | None:
    """The last batch of the editor, in any recording, that is not undone; ``None`` without any."""
    store, name = request.app.state.store, who(request)
    events = store.events(since=max(0, store.last() - RECENT))
    own = (b for b in chronicle.batches(events) if b.who == name and not b.undone and not b.undoes)
    return next((b.id for b in own), None)


def titles(request: Request) -> dict[str, str]:
    """The titles of all recordings by id."""
    return {o.id: o.title for o in outlines_of(request).all()}


def scope(request: Request) -> str | None:
    """The recording of the address (``None``: the whole archive). Raises: HTTPException."""
    id = request.path_params.get("id")
    if id is not None and outlines_of(request).get(id) is None:
        raise missing(request)
    return id


def held(request: Request, query: Query, id: str | None) -> list[tuple[str, int]]:
    """How often each recording holds the words as it is now; only those that do, or only ``id``."""
    if query.empty:
        return []
    outlines = outlines_of(request)
    found = {o.id: n for o, n in outlines.holding(query)} if id is None else {}
    for one in decided_later(request) if id is None else [id]:
        words = reading(request, one)
        found[one] = len(words.hits(query)) if words else 0
    return [(o.id, found[o.id]) for o in outlines.all() if found.get(o.id)]


def decided_later(request: Request) -> set[str]:
    """The recordings in which something was decided since their last output."""
    store = request.app.state.store
    known = {o.id: o.decisions for o in outlines_of(request).all()}
    return {id for id in store.recordings() if id in known and known[id] != store.digest(id)}


def numbered(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """A recording and a number for each place of each recording: what the pages of a list cut.

    >>> numbered([("a", 2), ("b", 1)])
    [('a', 0), ('a', 1), ('b', 0)]
    """
    return [(id, n) for id, total in counts for n in range(total)]
