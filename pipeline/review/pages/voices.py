"""The voices of a recording: who each one is, with excerpts, and which turn is whose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.model import Choice, Place
from pipeline.model import Participant
from pipeline.page.wording import count
from pipeline.review.find import Query, spans
from pipeline.review.live import Live, Voice, choice, place_of
from pipeline.review.pages.recording import step
from pipeline.review.security import clean_name, form_of
from pipeline.review.web import answer, back, decide, frame, last_batch, live_of, refuse, render
from pipeline.wording import UNKNOWN

EXCERPTS = 3
LENGTH = 220
"""Characters of an excerpt; as much of the end of the turn before is shown as `LEAD`."""
LEAD = 90

_NUMBERED = re.compile(r"Intervenant·e \d+")
_PRESENTS = ("se présente", "est présent")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The opening of a turn, with the end of the turn before it, which often names who comes."""

    voice: Voice
    words: str
    lead: str
    leader: str


@dataclass(frozen=True, slots=True)
class Person:
    """A voice as the page shows it; ``participant`` is ``None`` for turns of nobody known."""

    name: str
    participant: Participant | None
    machine: str
    turns: int
    seconds: float
    share: float
    waiting: int
    excerpts: tuple[Excerpt, ...]


def show(request: Request) -> Response:
    """The page of all voices; ``?t=`` and ``?qui=`` show what "from here on" would change."""
    live = live_of(request)
    first = live.voice(request.query_params.get("t", ""))
    changed = later(live, first) if first else []
    return render(
        request,
        "voices.html",
        recording=frame(live.document, "Voix", {"Transcription": len(live.left)}),
        live=live,
        batch=last_batch(request, live),
        address=f"/r/{live.document['id']}",
        people=people(live),
        first=first,
        changed=changed,
        openings=[live.text.text[v.begin : v.end][:80] for v in changed],
        target=clean_name(request.query_params.get("qui", "")),
    )


def people(live: Live) -> list[Person]:
    """Every voice with its share and excerpts: those that speak in order, then those who are only listed."""
    turns: dict[str | None, list[Voice]] = {}
    for voice in live.voices:
        turns.setdefault(voice.speaker, []).append(voice)
    known = {p.name: p for p in live.people}
    whole = sum(v.end - v.begin for v in live.voices) or 1
    found = []
    for name in [*turns, *(n for n in known if n not in turns)]:
        own = turns.get(name, [])
        participant = known.get(name or "")
        seconds = sum(length(live, v) for v in own)
        found.append(
            Person(
                name or UNKNOWN,
                participant,
                live.machine_names.get(participant.id, participant.name) if participant else "",
                len(own),
                seconds,
                sum(v.end - v.begin for v in own) / whole,
                sum(v.undecided for v in own),
                excerpts(live, own),
            )
        )
    return found


def length(live: Live, voice: Voice) -> float:
    """Seconds that a turn lasts; 0 without times."""
    end = live.text.time(voice.end, end=True)
    return 0.0 if voice.start is None or end is None else max(0.0, end / 1000 - voice.start)


def excerpts(live: Live, turns: list[Voice]) -> tuple[Excerpt, ...]:
    """Three turns by which a voice is known: where it presents itself, then the longest; in order."""

    def worth(voice: Voice) -> tuple[bool, int]:
        return any(p in e for e in voice.evidence for p in _PRESENTS), voice.end - voice.begin

    chosen = sorted(sorted(turns, key=worth, reverse=True)[:EXCERPTS], key=lambda v: v.begin)
    found = []
    for voice in chosen:
        words = live.text.text[voice.begin : voice.end]
        if len(words) > LENGTH:
            words = words[:LENGTH].rpartition(" ")[0] + "…"
        lead, leader = "", ""
        if voice.index:
            before = live.voices[voice.index - 1]
            lead = live.text.text[before.begin : before.end]
            if len(lead) > LEAD:
                lead = "…" + lead[-LEAD:].partition(" ")[2]
            leader = before.name
        found.append(Excerpt(voice, words, lead, leader))
    return tuple(found)


def later(live: Live, first: Voice) -> list[Voice]:
    """The turns of one voice from a turn on."""
    return [v for v in live.voices if v.index >= first.index and v.speaker == first.speaker]


# --------------------------------------------------------------------------------- decisions


def change(request: Request) -> Response:
    """Store what is said of a turn, of turns from here on, or of a person."""
    live = live_of(request)
    form = form_of(request)
    do = str(form.get("do") or "")
    if do in ("rename", "all"):
        return rename(request, live)
    voice = live.voice(str(form.get("t") or ""))
    here = back(request)
    if voice is None:
        return refuse(request, "Ce tour de parole n’existe plus : le texte a changé.", to=here)
    who = clean_name(str(form.get("other") or "")) or clean_name(str(form.get("speaker") or ""))
    match do:
        case "confirm" if voice.speaker:
            return store(
                request, live, [said(live, voice, "confirm", voice.speaker)], voice, "Voix confirmée."
            )
        case "assign":
            told = f"Tour attribué à {who or UNKNOWN.lower()}."
            return store(request, live, [said(live, voice, "assign", who)], voice, told)
        case "from" if form.get("sure"):
            turns = later(live, voice)
            told = f"{count(len(turns), 'tour attribué', 'tours attribués')} à {who or UNKNOWN.lower()}."
            return store(request, live, [said(live, v, "assign", who) for v in turns], voice, told)
        case "from":
            to = f"/r/{live.document['id']}/voix?{query(t=voice.key, qui=who)}#suite"
            return answer(request, to=to, said="Vérifiez la liste avant d’attribuer.")
        case "merge" if voice.index:
            place = place_of(voice.key)
            at = Place(place.cue, place.raw_start, place.cue, place.raw_start)
            before = live.voices[voice.index - 1]
            value = {"speaker": before.speaker}
            asked = choice(live, "turn", "merge", at, value=value, machine={"speaker": voice.speaker})
            return store(request, live, [asked], before, "Tour fusionné avec le précédent.")
        case "split":
            return split(request, live, voice, who)
    return refuse(request, "Choisissez ce qu’il faut faire de ce tour.", to=here)


def split(request: Request, live: Live, voice: Voice, who: str) -> Response:
    """Cut a turn before some words of it."""
    words = str(form_of(request).get("words") or "")
    text = live.text.text[voice.begin : voice.end]
    hits = [at for at, _ in spans(text, Query(words))]
    if not words.strip():
        return refuse(request, "Tapez les mots avant lesquels couper.", to=back(request))
    if len(hits) != 1:
        found = "ne sont pas dans ce tour" if not hits else f"y sont {len(hits)} fois : ajoutez les suivants"
        return refuse(request, f"Les mots « {words[:80]} » {found}.", to=back(request))
    if not hits[0]:
        return refuse(request, "Ce tour commence déjà par ces mots.", to=back(request))
    cue, offset = live.text.raw_position(voice.begin + hits[0])
    asked = choice(
        live,
        "turn",
        "split",
        Place(cue, offset, cue, offset),
        value={"speaker": who or None},
        machine={"speaker": voice.speaker},
    )
    return store(request, live, [asked], voice, f"Tour coupé ; la suite est de {who or UNKNOWN.lower()}.")


def rename(request: Request, live: Live) -> Response:
    """Name a person everywhere; a voice without a name of its own is named by its turns."""
    form = form_of(request)
    machine, now = str(form.get("machine") or ""), str(form.get("now") or "")
    name = clean_name(str(form.get("name") or ""))
    id = live.document["id"]
    to = f"/r/{id}/voix#contenu"
    if not name:
        return refuse(request, "Écrivez le nom de la personne.", to=to)
    turns = [v for v in live.voices if (v.speaker or "") == now]
    if not machine or _NUMBERED.fullmatch(machine):
        if not turns:
            return refuse(request, "Cette voix n’a plus de tour de parole.", to=to)
        asked = [(id, said(live, v, "assign", name)) for v in turns]
        told = f"{count(len(turns), 'tour attribué', 'tours attribués')} à {name}."
        return decide(request, asked, to=to, said=told)
    known = {*live.machine_names.values(), *(p.name for p in live.people)}  # also who was named just now
    if machine not in known:
        return refuse(request, "Cette personne n’est plus dans l’enregistrement.", to=to)
    value = {"name": name}
    value |= {k: clean_name(str(form.get(k) or "")) or None for k in ("role", "organisation")}
    asked = Choice("person", "rename", target=machine, value=value, machine={"name": machine})
    return decide(request, [(id, asked)], to=to, said=f"{now or machine} s’appelle maintenant {name}.")


def said(live: Live, voice: Voice, verdict: str, speaker: str) -> Choice:
    """A decision on all words of a turn."""
    machine = {"speaker": voice.speaker, "confidence": round(voice.confidence, 3)}
    place = place_of(voice.key)
    return choice(live, "turn", verdict, place, value={"speaker": speaker or None}, machine=machine)


def store(request: Request, live: Live, asked: list[Choice], voice: Voice, told: str) -> Response:
    """Store decisions on turns, and go on to what is left, or stay on the turn."""
    id = live.document["id"]
    to = step(live.left, voice, 1) if voice.undecided else f"?t={voice.key}#panneau"
    return decide(request, [(id, c) for c in asked], to=f"/r/{id}{to or '#reste'}", said=told)


def query(**fields: str) -> str:
    """Fields as the end of an address."""
    from urllib.parse import urlencode

    return urlencode(fields)


routes = [
    Route("/r/{id}/voix", show),
    Route("/r/{id}/voix", change, methods=["POST"]),
]
