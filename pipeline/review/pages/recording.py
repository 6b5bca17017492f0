"""The transcript of one recording, with the panel in which a correction or a turn is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.decisions.model import Choice
from pipeline.page.view import PACE
from pipeline.review import similar
from pipeline.review.find import context
from pipeline.review.live import Live, Mark, Voice, choice, place_of
from pipeline.review.player import listening, player
from pipeline.review.security import form_of, typed
from pipeline.review.web import decide, frame, last_batch, live_of, refuse, render
from pipeline.wording import timecode

VIEWS = {"": "Corrigé", "brut": "Brut et corrigé", "cote": "Côte à côte"}
"""How the transcript is shown: with its corrections, with the words received inline, or beside them."""

LONGEST = 2000
"""Characters that are written in the place of others."""

CLASSES = {"applied": "c", "suggested": "s", "accepted": "o", "edited": "e", "rejected": "x"}
"""The class of a mark, which gives it its line and its sign."""

VERDICTS = {
    "accept": ("accept", None, "Correction acceptée."),
    "reject": ("reject", None, "Correction refusée, le texte reçu reste."),
    "always": ("accept", "always", "Correction acceptée ; souhait noté : toujours corriger ainsi."),
    "never": ("reject", "never", "Correction refusée ; souhait noté : jamais dans ce contexte."),
    "ask": ("accept", "ask", "Correction acceptée ; souhait noté : demander à chaque fois."),
    "edit": ("edit", None, "Texte écrit à la main enregistré."),
}
"""What each button of the panel stores (verdict and preference) and says."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph; with ``key`` they are a mark, with the words received and those put in place."""

    text: str
    key: str = ""
    kind: str = ""
    raw: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with what stands before it; ``panel``: the decision panel comes after it."""

    anchor: str
    time: tuple[str, str, float] | None
    runs: tuple[Run, ...]
    raw: str
    chapter: str | None
    voice: Voice | None
    panel: bool


def show(request: Request) -> Response:
    """The page; ``?c=`` opens the panel of a correction, ``?t=`` of a turn, ``?vue=`` chooses the view."""
    live = live_of(request)
    id = live.document["id"]
    query = request.query_params
    if query.get("vue") in VIEWS:
        request.session["vue"] = query["vue"]
    view = request.session.get("vue", "")
    mark = live.mark(query.get("c", ""))
    voice = None if mark else live.voice(query.get("t", ""))
    chosen = mark or voice
    panel = mark_panel(live, mark) if mark else voice_panel(live, voice) if voice else {"time": None}
    left = live.left
    heard = listening(request, live.document)
    return render(
        request,
        "transcript.html",
        recording=frame(live.document, "Transcription", {"Transcription": len(left)}),
        live=live,
        batch=last_batch(request, live),
        blocks=blocks(live, view, chosen, heard),
        view=view,
        views=VIEWS,
        mark=mark,
        voice=voice,
        gone=not chosen and ("c" in query or "t" in query),
        left=len(left),
        next=step(left, chosen, 1),
        previous=step(left, chosen, -1),
        address=f"/r/{id}",
        panel=panel | {"video": heard(panel["time"])},
        close=f"?#{live.anchor_of(chosen.begin)}" if chosen else "?",
        complete=any(e.kind == "recording" and e.verdict == "complete" for e in live.events),
        cut=query.get("mots", "") if voice else "",
        player=player(request, live.document),
        state=state_of(request, live),
    )


def state_of(request: Request, live: Live) -> dict:
    """What tells a page that is open that the recording has changed meanwhile."""
    app, id = request.app.state, live.document["id"]
    version = app.archive.version(id) or (0,)
    rebuilder = app.rebuilder
    version = f"{version[0]}.{live.seen}"
    return {"version": version, "busy": rebuilder.busy(id), "problem": rebuilder.failure(id)}


def state(request: Request) -> Response:
    """The same as JSON, for the page's script."""
    return JSONResponse(state_of(request, live_of(request)))


def step(waiting: list[Mark | Voice], chosen: Mark | Voice | None, way: int) -> str | None:
    """The address of the next (or previous) thing to decide, round the end; ``None`` when there is none."""
    others = [w for w in waiting if chosen is None or w.key != chosen.key or type(w) is not type(chosen)]
    if not others:
        return None
    if chosen is None:
        return address_of(others[0 if way > 0 else -1])
    order = (chosen.begin, isinstance(chosen, Mark))
    if way > 0:
        found = next((w for w in others if (w.begin, isinstance(w, Mark)) > order), others[0])
    else:
        found = next((w for w in reversed(others) if (w.begin, isinstance(w, Mark)) < order), others[-1])
    return address_of(found)


def address_of(item: Mark | Voice) -> str:
    """The end of the address that opens the panel of something."""
    return f"?{'c' if isinstance(item, Mark) else 't'}={item.key}#panneau"


# ----------------------------------------------------------------------------------- the text


def blocks(
    live: Live, view: str, chosen: Mark | Voice | None, heard: Callable[[float], str | None]
) -> list[Block]:
    """The paragraphs in order, with their marks cut out and the headings before them.

    ``heard`` gives the address at which a second is heard.
    """
    chapters = sorted(live.items["chapter"], key=lambda c: c.begin)
    chapters = [c for c in chapters if c.state != "dropped"]
    found: list[Block] = []
    shown = float("-inf")
    at = 0
    for voice in live.voices:
        for n, (begin, seconds, anchor) in enumerate(voice.paragraphs):
            last = n + 1 == len(voice.paragraphs)
            end = voice.end if last else voice.paragraphs[n + 1][0]
            chapter = None
            while at < len(chapters) and chapters[at].begin < end:
                chapter = " · ".join(filter(None, (chapter, chapters[at].row["title"])))
                at += 1
            time = None
            if seconds is not None and (n == 0 or seconds >= shown + PACE):
                shown = seconds
                time = (timecode(seconds), heard(seconds) or f"#{anchor}", seconds)
            here = chosen is not None and (
                begin <= chosen.begin < end if isinstance(chosen, Mark) else last and chosen is voice
            )
            raw = raw_words(live, begin, end) if view == "cote" else ""
            found.append(
                Block(
                    anchor, time, tuple(runs(live, begin, end)), raw, chapter, voice if n == 0 else None, here
                )
            )  # fmt: skip
    return found


def runs(live: Live, begin: int, end: int) -> Iterable[Run]:
    text = live.text.text
    reached = begin
    for mark in live.marks_in(begin, end):
        first, stop = max(reached, mark.begin), min(mark.end, end)
        if stop < first:
            continue
        if first > reached:
            yield Run(text[reached:first])
        kind = CLASSES[mark.status]
        yield Run(text[first:stop], mark.key, kind, mark.before, mark.after)
        reached = stop
    if reached < end:
        yield Run(text[reached:end].rstrip())


def raw_words(live: Live, begin: int, end: int) -> str:
    """The words as received of some text offsets."""
    place = live.raw(begin, end)
    cues = live.text.cues
    if place.cue == place.cue_end:
        return cues[place.cue].raw[place.raw_start : place.raw_end]
    between = [c.raw for c in cues[place.cue + 1 : place.cue_end]]
    return " ".join(
        [cues[place.cue].raw[place.raw_start :], *between, cues[place.cue_end].raw[: place.raw_end]]
    )


# ----------------------------------------------------------------------------------- panels


def mark_panel(live: Live, mark: Mark) -> dict:
    """What the panel of a correction shows besides the correction."""
    waiting = [w for w in live.left if isinstance(w, Mark)]
    before, after = context(live.text.text, mark.begin, mark.end)
    seconds = live.seconds(mark.begin)
    return {
        "alike": similar.count_here(live, mark),
        "waiting": len(waiting),
        "before": before,
        "after": after,
        "time": seconds,
    }


def voice_panel(live: Live, voice: Voice) -> dict:
    """What the panel of a turn shows besides the turn."""
    return {
        "names": sorted({p.name for p in live.people} | {v.speaker for v in live.voices if v.speaker}),
        "previous": live.voices[voice.index - 1] if voice.index else None,
        "time": voice.start,
        "later": sum(v.index >= voice.index and v.speaker == voice.speaker for v in live.voices),
    }


# -------------------------------------------------------------------------------- decisions


def correct(request: Request) -> Response:
    """Store what the panel of a correction was answered."""
    live = live_of(request)
    id, form = live.document["id"], form_of(request)
    key = str(form.get("c") or "")
    mark = live.mark(key)
    here = f"/r/{id}?c={key}#panneau"
    if mark is None:
        why = "Cette correction n’existe plus : le texte a changé."
        return refuse(request, why, to=f"/r/{id}#contenu")
    do = str(form.get("do") or "")
    if do not in VERDICTS:
        return refuse(request, "Choisissez ce qu’il faut faire de cette correction.", to=here)
    verdict, prefer, said = VERDICTS[do]
    value = {}
    if verdict == "edit":
        words = typed(request, "after", LONGEST)
        value = {"after": words}
        prefer = "always" if form.get("always") else None
        if not words and not form.get("empty"):
            return refuse(request, "Écrivez le texte, ou cochez « effacer ces mots ».", to=here)
    asked = choice(live, "correction", verdict, place_of(key), value=value, machine=mark.said, prefer=prefer)
    to = step(live.left, mark, 1) if mark.undecided else f"?c={key}#panneau"
    return decide(request, [(id, asked)], to=f"/r/{id}{to or '#reste'}", said=said)


def settle(request: Request) -> Response:
    """Say that the review of a recording is over, or open it again."""
    live = live_of(request)
    id = live.document["id"]
    verdict = "reopen" if form_of(request).get("do") == "reopen" else "complete"
    said = "Relecture terminée." if verdict == "complete" else "Relecture rouverte."
    return decide(request, [(id, Choice("recording", verdict))], to=f"/r/{id}#reste", said=said)


routes = [
    Route("/r/{id}", show),
    Route("/r/{id}/etat", state),
    Route("/r/{id}/corrections", correct, methods=["POST"]),
    Route("/r/{id}/relecture", settle, methods=["POST"]),
]
