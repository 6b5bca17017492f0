"""Speaker labels written in the words: ``Nom : texte``, a name alone above its passage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.model import Participant
from pipeline.read.document import Draft, Reading
from pipeline.read.patterns import NAME, ROLE_WORDS
from pipeline.read.people import Person, fold, is_name, person_of_line, published_name

ANONYMOUS = re.compile(
    r"(?:speaker|spk|intervenante?|locut(?:eur|rice)|orat(?:eur|rice)|participante?|personne|voix|voice|inconnue?|unknown(?:_speaker)?|"
    r"extrait audio|animat(?:eur|rice)|modérat(?:eur|rice)|journaliste|public|salle|question|voix[ -]off|s)"
    r"(?:[\s_#-]{0,3}[A-Z]?\d{0,3})?",
    re.IGNORECASE,
)
_PREFIX = re.compile(rf"(?:[-–—•]\s*)?(?P<label>{NAME}|[^\W\d_][\w .'’#-]{{0,30}}?)(?: ?:|_)\s+")
_OUTSIDE = re.compile(
    r"(?<!\s)\s*[(\[](?:externe?|external|invitée?|guest|non vérifiée?|unverified|hôte|host|"
    r"organisat(?:eur|rice))[)\]]",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?P<label>(?:M\.|MM\.|Mme|Mmes|Mlle)[ \u00a0][^.\n]{2,70})\. ?[-–—] ")
_BRACKET = re.compile(rf"(?:•\s*)?[\[(](?P<label>{NAME}|[A-Za-z][\w #-]{{0,20}})[\])](?:\s*:)?\s+")


def take_labels(reading: Reading, known: frozenset[str] = frozenset()) -> None:
    """Move the labels that stand before the words to ``Draft.speaker``.

    A file either labels its passages or does not: the labels count only where they are repeated, or
    open half of the passages, or name listed people (``known``, folded names). A label holds until
    the next one.
    """
    if any(draft.speaker for draft in reading.drafts):
        return
    found: list[tuple[Draft, re.Match[str]]] = []
    for draft in reading.drafts:
        head = draft.raw[:90]
        if minutes := _MINUTES.match(head):
            found.append((draft, minutes))
            continue
        if ":" not in head and "_ " not in head and "]" not in head:
            continue
        match = _BRACKET.match(head) or _PREFIX.match(head)
        if match and _is_label(match["label"], known):
            found.append((draft, match))
    counts = Counter(fold(match["label"]) for _, match in found)
    total = len(reading.drafts)
    wide = len(found) >= 0.5 * total and total >= 2
    accepted = [
        (draft, match)
        for draft, match in found
        if wide
        or fold(match["label"]) in known
        or (counts[fold(match["label"])] >= 3 and (" " in match["label"].strip() or match["label"].isupper()))
        or (
            counts[fold(match["label"])] >= 2
            and ANONYMOUS.fullmatch(match["label"].strip())
            and len(found) > 0.05 * total
        )
    ]
    if len(accepted) < 2:
        return
    labels = {id(draft): match for draft, match in accepted}
    speaker = None
    for draft in reading.drafts:
        match = labels.get(id(draft))
        if match:
            speaker = match["label"].strip()
            raw = draft.raw
            for part in draft.take(0, match.end()):
                reading.claim(part.start, part.end, "markup")
            draft.parts = draft.take(match.end(), len(raw))
        draft.speaker = speaker


def take_first_lines(reading: Reading) -> None:
    """Where every block opens with the name of its speaker on a line of its own, take it as label."""
    if reading.rest == "markup" or len(reading.drafts) < 2 or any(draft.speaker for draft in reading.drafts):
        return
    text = reading.document.text
    cuts: list[tuple[Draft, int]] = []
    for draft in reading.drafts:
        at = 0
        for part in draft.parts:
            if text[part.start : part.end] == "\n":
                cuts.append((draft, at))
                break
            at += len(part.text)
    if len(cuts) < 0.8 * len(reading.drafts):
        return
    names = Counter(draft.raw[:at].strip() for draft, at in cuts)
    good = [name for name in names if is_name(name) or ANONYMOUS.fullmatch(name)]
    if sum(names[name] for name in good) < 0.9 * len(cuts):
        return
    for draft, at in cuts:
        name = draft.raw[:at].strip()
        if name in good:
            raw = draft.raw
            for part in draft.take(0, at + 1):
                reading.claim(part.start, part.end, "markup")
            draft.parts, draft.speaker = draft.take(at + 1, len(raw)), name


def person_of_label(label: str) -> Person | None:
    """Return the person that a label names, or ``None`` for ``SPEAKER_00`` and the like.

    >>> person_of_label("LE GOFF, Jean").name, person_of_label("M. Paul Rivière, président").role
    ('Jean Le Goff', 'Président')
    """
    label = _OUTSIDE.sub("", label).strip()
    if ANONYMOUS.fullmatch(label):
        return None
    last, comma, first = (part.strip() for part in label.partition(","))
    if comma and is_name(f"{first} {last}") and not ROLE_WORDS.match(first):
        return Person(published_name(f"{first} {last}"))
    return person_of_line(label)


def participant_of_label(label: str, participants: Sequence[Participant]) -> str | None:
    """Return the id of the participant that a label names, or ``None`` if none or several could be.

    The whole name in any case or order, or a first or last name that only one participant has.
    """
    person = person_of_label(label)
    wanted = set(fold(person.name if person else _OUTSIDE.sub("", label)).split())
    if not wanted:
        return None
    names = {p.id: set(fold(p.name).split()) for p in participants}
    same = [key for key, words in names.items() if words == wanted]
    part = [key for key, words in names.items() if wanted < words]
    found = same or part
    return found[0] if len(found) == 1 else None


def _is_label(label: str, known: frozenset[str]) -> bool:
    label = label.strip()
    return (
        fold(label) in known
        or bool(ANONYMOUS.fullmatch(label))
        or is_name(label)
        or (label.isupper() and 2 <= len(label) <= 30 and not label.isdigit())
        or bool(re.fullmatch(r"[A-ZÀ-Ý][a-zà-ÿ'’-]{1,20}", label))
    )
