"""What video pages print around a transcript. Plain lists a French speaker can read and change."""

from __future__ import annotations

import re

CATEGORIES = (
    "News",
    "Actualités",
    "Éducation",
    "Education",
    "Technologie",
    "Tech",
    "TV",
    "Télé",
    "Amusant",
    "Fun",
    "Musique",
    "Music",
    "Sport",
    "Sports",
    "Auto",
    "Lifestyle",
    "Style de vie",
    "Voyage",
    "Travel",
    "Créations",
    "Creation",
    "Personnes",
    "People",
    "Jeux vidéo",
    "Gaming",
    "Cinéma",
    "Film",
    "Animaux",
    "Animals",
    "École",
    "School",
    "Vie quotidienne",
    "Enfants",
    "Kids",
    "Webcam",
)
_CATEGORY = "|".join(map(re.escape, CATEGORIES))

CATEGORY_MARKER = re.compile(
    rf"^[\W_]*+(?:{_CATEGORY}[ \t]*)?(?:Transcription|Transcript)(?: automatiq?u?e?| de la vidéo|"
    rf" complète| intégrale)?"
    r"[ \t]*:?[ \t]*$"
)
"""The line that announces the transcript, with or without a glued category (``NewsTranscription``)."""

FURNITURE = re.compile(
    rf"^[\W_]*(?:Category|Catégorie|{_CATEGORY}|Transcription|Transcript|Recommandations|"
    rf"Recommended|À suivre|"
    r"Up next|Passer au player|Passer au contenu principal|Passer au pied de page|Rechercher dans la vidéo|"
    r"Search in video|Tous|Plus|Afficher plus|Afficher moins|…afficher plus|\.\.\.plus|Suivre|S'abonner|"
    r"Partager|Enregistrer|Télécharger|Signaler|Commentaires|Afficher la transcription|Lire la transcription|"
    r"Publicité|Sponsorisé|Annonce|Skip to main content|Show more|Show less|Share|Save|Like|"
    r"J'aime|undefined cover)[\W_]*$",
    re.IGNORECASE,
)
"""Whole lines of the page that say nothing of the recording."""

AGE = re.compile(
    r"^[ \t]*[•\-–·][ \t]*(?:l[’']année dernière|le mois dernier|la semaine dernière|hier|"
    r"avant-hier|aujourd[’']hui|"
    r"il y a (?:un|une|\d+) (?:an|mois|semaine|jour|heure|minute|seconde)s?|\d{1,2}/\d{1,2}/\d{4})[ \t]*$",
    re.IGNORECASE,
)
"""The age of the video at the time of the copy: never the date of the event."""

TRAILERS = (
    "Recommandations",
    "Recommended",
    "Recommended for you",
    "À suivre",
    "A suivre",
    "Up next",
    "Vidéos suggérées",
    "Vidéos recommandées",
    "Autres vidéos",
    "À lire aussi",
    "Commentaires",
    "Passer au pied de page",
)
_TRAILERS = frozenset(t.lower() for t in TRAILERS)

_CHAPTER = re.compile(r"(?:Chapitre|Chapter)[ \t]+\d{1,3}[ \t]*[:.\-–][ \t]*\S")
_SPOKEN = re.compile(
    r"[ \t]*(?:(\d{1,2}) (?:heures?|hours?)(?:,| et| and)? ?)?(?:(\d{1,2}) minutes?(?:,| et| and)? ?)?"
    r"(?:(\d{1,2}) (?:secondes?|seconds?))?[ \t]*",
)


LONGEST = 200
"""Characters from which a line is no furniture; it also bounds the cost of the patterns."""

_SKIP_LINKS = ("Passer au player", "Passer au contenu", "Aller au contenu", "Accéder au contenu", "Skip to ")


def is_marker(text: str) -> bool:
    """Whether a line announces the transcript."""
    return len(text) <= LONGEST and bool(CATEGORY_MARKER.match(text.strip()))


def is_age(text: str) -> bool:
    """Whether a line tells the age of the video."""
    return len(text) <= LONGEST and bool(AGE.match(text))


def is_furniture(text: str) -> bool:
    """Whether a line of the head is part of every page: categories, buttons, skip links, an emoji alone.

    The age of the video is not: it tells that what stands before it is the title.
    """
    stripped = text.strip()
    return 0 < len(stripped) <= LONGEST and bool(
        FURNITURE.match(stripped)
        or CATEGORY_MARKER.match(stripped)
        or stripped.startswith(_SKIP_LINKS)
        or not any(c.isalnum() or c == "-" for c in stripped)
    )


def is_trailer(text: str) -> bool:
    """Whether a line opens what a page prints after the transcript."""
    stripped = text.strip()
    return stripped.lower() in _TRAILERS and stripped[:1].isupper()


def is_chapter(text: str) -> bool:
    """Whether a line between two stamps is a numbered chapter heading."""
    return bool(_CHAPTER.match(text.strip()))


def spoken_time(text: str) -> int | None:
    """Seconds of "1 minute et 2 secondes", the words for screen readers under a stamp, or ``None``."""
    match = _SPOKEN.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return hours * 3600 + minutes * 60 + seconds
