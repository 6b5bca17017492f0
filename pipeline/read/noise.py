"""What a recogniser prints that nobody said: sound tags, ghosts, loops, captions that roll."""

from __future__ import annotations

import re

from pipeline.read.document import Draft, Reading

_SOUNDS = (
    r"musiques?|music|générique|generique|silences?|rires?|rire|laughter|laughs?|applaudissements?|applause|toux|toussotements?|"
    r"cough|bruits?(?: de fond)?|inaudible|sourires?|soupirs?|sonnerie|brouhaha|bip|hésitation|souffle|"
    r"respiration|chant|jingle|larsen|voix du lecteur d['’]écran|blank_audio|blank|no speech|musique de fond|"
    r"musique d['’]ambiance|foreign|fin de la transcription|"
    r"début de la transcription[^\])]{0,30}|incompréhensible"
)
TAG = re.compile(
    rf"\[\s*(?:{_SOUNDS})[\s.…]*\]|\(\s*(?:{_SOUNDS})[\s.…]*\)|\*\s*(?:{_SOUNDS})\s*\*|[♪♫♬]+", re.IGNORECASE
)
_WHOLE = re.compile(r"\W*(?:musique|générique|silence|\W*)\W*", re.IGNORECASE)
_BARE = re.compile(r"(?:Générique|Musique|Silence)[\s.…]*|[\s.…\-–—_*]+")

GHOSTS = re.compile(
    r"\W*(?:sous[- ]titr(?:es|age)s?(?: réalisée?s?| fait(?:es|s)?)?(?: par|"
    r" :)? (?:par )?(?:la communauté d['’])?(?:amara\.org|soustitreur\.com|st['’]? ?501|radio-canada).{0,40}|"
    r"sous[- ]titres? réalisés para? la communauté d['’]amara\.org|"
    r"sous[- ]titrage (?:société radio-canada|st['’]? ?501)|"
    r"merci d['’]avoir regardé (?:cette|la) vidéo(?: et à bientôt)?|"
    r"abonnez[- ]vous (?:à la chaîne|à ma chaîne)(?: youtube)?|"
    r"n['’]oubliez pas de vous abonner.{0,40}|"
    r"cliquez-vous sur les sous-titres et abonnez-vous à la chaîne d['’]amara\.org|"
    r"thanks for watching|❤️ par soustitreur\.com)\W*",
    re.IGNORECASE,
)
"""Sentences that recognisers learned from subtitles and print over silence; whole cues only."""

LOOP = 4
"""Identical consecutive cues from which they are a loop of the recogniser."""


def remove_noise(reading: Reading) -> None:
    """Move sound tags, ghosts and loops from the drafts to what is dropped."""
    kept: list[Draft] = []
    for draft in reading.drafts:
        raw = draft.raw
        if not raw.strip():
            for part in draft.parts:
                reading.claim(part.start, part.end, "markup")
            continue
        if _BARE.fullmatch(raw.strip()):
            reading.drop_parts(
                draft.parts, "bruit ou musique" if any(c.isalpha() for c in raw) else "ponctuation seule"
            )
            continue
        if GHOSTS.fullmatch(raw.strip()):
            reading.drop_parts(draft.parts, "mention que la reconnaissance ajoute sur un silence")
            continue
        if "[" in raw or "(" in raw or "*" in raw or "♪" in raw or "♫" in raw or "♬" in raw:
            _remove_tags(reading, draft, raw)
        if draft.raw.strip():
            kept.append(draft)
    reading.drafts = kept
    _remove_loops(reading)


def _remove_tags(reading: Reading, draft: Draft, raw: str) -> None:
    parts, at = [], 0
    for tag in TAG.finditer(raw):
        parts += draft.take(at, tag.start())
        reading.drop_parts(draft.take(tag.start(), tag.end()), "bruit ou musique")
        at = tag.end()
        if raw[at : at + 1] == " ":
            for part in draft.take(at, at + 1):
                reading.claim(part.start, part.end, "markup")
            at += 1
    if at:
        rest = draft.take(at, len(raw))
        draft.parts = parts + rest


def _remove_loops(reading: Reading) -> None:
    kept: list[Draft] = []
    run: list[Draft] = []

    def close() -> None:
        if len(run) >= LOOP:
            kept.append(run[0])
            for draft in run[1:]:
                reading.drop_parts(draft.parts, "phrase répétée en boucle par la reconnaissance")
        else:
            kept.extend(run)

    previous = None
    for draft in reading.drafts:
        key = draft.raw.strip().casefold()
        if key != previous:
            close()
            run = []
        run.append(draft)
        previous = key
    close()
    reading.drafts = kept
