"""Titles, dates, organisers and people: from the head of a page, from sidecars, from articles."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import pytest

from pipeline.read import Sidecar, participant_of_label, read
from pipeline.read.metadata import event_date
from tests.conftest import SAMPLE

BODY = "00:00:00Bonjour à tous\n00:00:09voici le plan\n00:00:15merci à vous\n"


def people(head: str, body: str = BODY):
    recording = read((head + "\nTranscription\n" + body).encode(), "page.txt")
    return [(p.name, p.role, p.organisation, p.kind) for p in recording.participants]


FORMS = {
    "emoji bullets under labels": (
        "Un webinaire animé par :\n🎤 Maïté Etcheverry, Cheffe de projet, Direction du numérique (DINU)\n\n"
        "Avec le témoignage de :\n🗣️ Youssouf Le Gall, Chargé de mission (Mission des achats durables), Ville de Kerlann\n",
        [("Maïté Etcheverry", "Cheffe de projet", "DINU", "host"),
         ("Youssouf Le Gall", "Chargé de mission", "Ville de Kerlann", "speaker")],
    ),
    "surname in capitals, function chez": (
        "Avec le témoignage de :\n🗣️ Maïté ETCHEVERRY, responsable achats chez Orvane\n",
        [("Maïté Etcheverry", "Responsable achats", "Orvane", "speaker")],
    ),
    "plain bullets": (
        "Intervenants :\n- Maïté Etcheverry, responsable achats, Ville de Kerlann\n• Paul d'Ormel, maire, Ville d'Orvane\n",
        [("Maïté Etcheverry", "Responsable achats", "Ville de Kerlann", "speaker"),
         ("Paul d'Ormel", "Maire", "Ville d'Orvane", "speaker")],
    ),
    "bare name and organisation, closed by a blank line": (
        "Intervenants :\nMaïté Etcheverry, Ville de Kerlann\nYoussouf Le Gall, Orvane Habitat\n\n"
        "Cette vidéo parle de réemploi, dans les mairies, et des achats.\n",
        [("Maïté Etcheverry", None, "Ville de Kerlann", "speaker"), ("Youssouf Le Gall", None, "Orvane Habitat", "speaker")],
    ),
    "first one on the label line": (
        "Animatrice : Maïté Etcheverry, Orvane Habitat\nIntervenants : Youssouf Le Gall, Ville de Kerlann\nPaul Rivière, DINU\n",
        [("Maïté Etcheverry", None, "Orvane Habitat", "host"), ("Youssouf Le Gall", None, "Ville de Kerlann", "speaker"),
         ("Paul Rivière", None, "DINU", "speaker")],
    ),
    "dash separates": (
        "Les intervenants :\nMaïté Etcheverry - Directrice des achats, Ville de Kerlann\nPaul Rivière – Maire, Orvane\n",
        [("Maïté Etcheverry", "Directrice des achats", "Ville de Kerlann", "speaker"), ("Paul Rivière", "Maire", "Orvane", "speaker")],
    ),
    "one on the label line with a dash": (
        "L'intervenante : Maïté Etcheverry - Directrice des achats\n",
        [("Maïté Etcheverry", "Directrice des achats", None, "speaker")],
    ),
    "programme": (
        "Programme :\n1. Acheter moins\nPar Maïté Etcheverry, directrice des achats\n2. Réparer\nPar Paul Rivière, technicien\n",
        [("Maïté Etcheverry", "Directrice des achats", None, "speaker"), ("Paul Rivière", "Technicien", None, "speaker")],
    ),
    "parentheses in prose, host last": (
        "Ce mardi, retrouvez Maïté Etcheverry (directrice des achats, Ville de Kerlann), Paul Rivière (maire, Orvane) et "
        "Anne Le Goff (fondatrice, Reprise) dans PLATEAU, une émission présentée par Youssouf Le Gall.\n",
        [("Youssouf Le Gall", None, None, "host"), ("Maïté Etcheverry", "Directrice des achats", "Ville de Kerlann", "speaker"),
         ("Paul Rivière", "Maire", "Orvane", "speaker"), ("Anne Le Goff", "Fondatrice", "Reprise", "speaker")],
    ),
    "receives, space before the comma": (
        "PLATEAU reçoit Maïté Etcheverry (directrice, Ville de Kerlann) , Paul Rivière (maire, Orvane).\n",
        [("Maïté Etcheverry", "Directrice", "Ville de Kerlann", "speaker"), ("Paul Rivière", "Maire", "Orvane", "speaker")],
    ),
    "received, commas only": (
        "Youssouf Le Gall a reçu Maïté Etcheverry, directrice des achats, Paul Rivière, maire, et Anne Le Goff, fondatrice.\n",
        [("Youssouf Le Gall", None, None, "host"), ("Maïté Etcheverry", "Directrice des achats", None, "speaker"),
         ("Paul Rivière", "Maire", None, "speaker"), ("Anne Le Goff", "Fondatrice", None, "speaker")],
    ),
    "receives, function and place in one": (
        "Maïté Etcheverry reçoit Paul Rivière, ingénieur de recherche en acoustique à l’Institut du Son d’Orvane. Une heure "
        "pour comprendre Les Murs Épais.\n",
        [("Maïté Etcheverry", None, None, "host"),
         ("Paul Rivière", "Ingénieur de recherche en acoustique", "Institut du Son d’Orvane", "speaker")],
    ),
    "guests": (
        "Invités de La Matinale, les sénateurs Maïté Etcheverry, Paul Rivière et Anne Le Goff répondent à vos questions.\n",
        [("Maïté Etcheverry", None, None, "speaker"), ("Paul Rivière", None, None, "speaker"), ("Anne Le Goff", None, None, "speaker")],
    ),
    "prose programme": (
        "Un atelier animé par Maïté Etcheverry, formatrice à la coopérative Les Fils, pour les agents de la commune. "
        "Avec la participation de Paul Rivière, webmestre, et d'Anne Le Goff, chargée de communication.\n",
        [("Maïté Etcheverry", "Formatrice", "coopérative Les Fils", "host"), ("Paul Rivière", "Webmestre", None, "speaker"),
         ("Anne Le Goff", "Chargée de communication", None, "speaker")],
    ),
    "partners and places": (
        "Un cycle en partenariat avec Rives Nouvelles, avec Kerlann Métropole et avec Orvane Habitat, pour la Ville de Kerlann.\n",
        [],
    ),
    "nobody": (
        "La Direction Interministérielle du Numérique présente Les Assises Du Réemploi à Clermont Ferrand.\n"
        "▶︎ SITE WEB : https://exemple.fr/12:30\n🔴 Nous suivre\n———\n",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_people_of_descriptions(form: str) -> None:
    head, expected = FORMS[form]
    assert people(head) == expected


def test_a_description_printed_twice_names_people_once() -> None:
    head = FORMS["plain bullets"][0]
    assert people(head + "\n" + head) == FORMS["plain bullets"][1]


EVENT = """\
---
title: "Table ronde : le réemploi dans les communes, le 4 avril"
description: Rencontre en ligne
date: 2024-04-04
dateLabel: jeudi 4 avril de 14h à 17h
location: En présentiel à Orvane
link: https://exemple.fr/agenda/reemploi
type: event
---

## Programme de la table ronde
Les communes réparent, et après ? Les intervenants échangeront avec la salle.

## Intervenants
Venez nombreux à notre table ronde sur le réemploi !

Intervenants
Hélène ÖZGÜR-PIC, Ambassadrice du CRTD
Centre de Ressources des Territoires Durables

Erwan LE BIHAN, Directeur, modérateur de la table ronde
Conseil Départemental du Ponant

Hugues DE LA TOUR, Chargé de mission Achats & Données
Ville d'Orvane

Mai-Linh D'ALMEIDA, Experte
Direction Interministérielle des Sols


## Inscription
<a href="https://exemple.fr">Inscription</a>
"""
EVENT_PEOPLE = [
    ("Hélène Özgür-Pic", "Ambassadrice du CRTD", "Centre de Ressources des Territoires Durables", "speaker"),
    ("Erwan Le Bihan", "Directeur, modérateur de la table ronde", "Conseil Départemental du Ponant", "host"),
    ("Hugues de La Tour", "Chargé de mission Achats & Données", "Ville d'Orvane", "speaker"),
    ("Mai-Linh d'Almeida", "Experte", "Direction Interministérielle des Sols", "speaker"),
]


@pytest.mark.parametrize("name", ["page.md", "page.meta.txt", "page.meta.md"])
def test_an_event_page_beside_the_input(name: str) -> None:
    recording = read(BODY.encode(), "page.txt", Sidecar(name, EVENT.encode()))
    assert [(p.name, p.role, p.organisation, p.kind) for p in recording.participants] == EVENT_PEOPLE
    assert [p.id for p in recording.participants] == ["p1", "p2", "p3", "p4"]
    meta = recording.metadata
    assert (meta.title, meta.date, meta.location) == (
        "Table ronde : le réemploi dans les communes, le 4 avril",
        "2024-04-04",
        "En présentiel à Orvane",
    )
    assert meta.url == "https://exemple.fr/agenda/reemploi"
    assert meta.description == "Rencontre en ligne"
    assert len(recording.cues) == 3


def test_an_event_page_as_an_input_without_times() -> None:
    recording = read(EVENT.encode(), "evenement.md")
    assert [(p.name, p.role, p.organisation, p.kind) for p in recording.participants] == EVENT_PEOPLE
    assert recording.metadata.date == "2024-04-04"
    assert all(cue.start is None for cue in recording.cues)
    assert recording.cues[0].raw == "Programme de la table ronde"
    assert "title:" not in " ".join(cue.raw for cue in recording.cues)


YAML = """\
titre: Le réemploi
date: 2024-04-04
organisateur: Ville d'Orvane
lien: https://www.dailymotion.com/video/x9abcde
animateurs:
  - nom: Maïté ETCHEVERRY
    fonction: Directrice
    organisation: Ville d'Orvane
intervenants:
  - Paul Rivière, maire, Ville de Kerlann
  - name: Anne LE GOFF
    role: Fondatrice
  - [une, liste]
"""


def test_a_yaml_sidecar() -> None:
    recording = read(BODY.encode(), "page.txt", Sidecar("page.yaml", YAML.encode()))
    assert [(p.name, p.role, p.organisation, p.kind) for p in recording.participants] == [
        ("Maïté Etcheverry", "Directrice", "Ville d'Orvane", "host"),
        ("Paul Rivière", "Maire", "Ville de Kerlann", "speaker"),
        ("Anne Le Goff", "Fondatrice", None, "speaker"),
    ]
    assert (recording.metadata.title, recording.metadata.date) == ("Le réemploi", "2024-04-04")
    assert recording.metadata.organiser == "Ville d'Orvane"
    assert (recording.source.platform, recording.source.video_id) == ("dailymotion", "x9abcde")


def test_a_sidecar_wins_over_the_page() -> None:
    head = "• hier\nWebinaire du 5 mai 2024, organisé par la Ville de Kerlann.\nTranscription\n"
    recording = read((head + BODY).encode(), "page.txt", Sidecar("page.yaml", b"date: 2024-05-06\n"))
    assert recording.metadata.date == "2024-05-06"
    assert recording.metadata.organiser == "Ville de Kerlann"


DATES = [
    ("Webinaire du 5 décembre 2024", "2024-12-05"),
    ("Webinaire organisé le 18 avril 2024 de 14h à 15h30", "2024-04-18"),
    ("organisé le 22/06/2023 à 14h", "2023-06-22"),
    ("Webinaire régional Sobriété 28/08/2024", "2024-08-28"),
    ("##EMISSION-2025-05-05##", "2025-05-05"),
    ("Mardi 27 mai 2025", "2025-05-27"),
    ("Enregistré le 1er mars 2025", "2025-03-01"),
    ("Présentation en ligne, jeudi 30 janvier 2025.", "2025-01-30"),
    ("Vidéo publiée le : 19/11/2023 à 13:00:00", None),
    ("• 26/05/2025", None),
    ("Le décret n° 2022-1084 du 29 juillet 2022 fixe six objectifs", None),
    ("une stratégie au plus tard le 1er janvier 2025", None),
    ("Webinaire sur la loi du 15 novembre 2021", None),
    ("Webinaire du 31 février 2024", None),
    ("Webinaire sur le décret du 29 juillet 2022. Webinaire du 4 mai 2024", "2024-05-04"),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_the_date_of_the_event(text: str, expected: str | None) -> None:
    assert event_date(text) == expected


def test_the_sample() -> None:
    recording = read(SAMPLE.read_bytes(), SAMPLE.name)
    assert recording.id == "webinaire-2024-12-05"
    assert recording.metadata.date == "2024-12-05"
    assert "Transformation numérique des Territoires" in (recording.metadata.organiser or "")
    assert [(p.name, p.organisation, p.kind) for p in recording.participants] == [
        ("Mélanie Raphaël", "DINUM", "host"),
        ("Anne-Sophie Saunier", "Département des Hauts-de-Seine", "speaker"),
        ("Estelle Soleillant Trehin", "Rennes Ville et Métropole", "speaker"),
    ]
    assert len(recording.cues) == 608
    assert recording.source.platform == "dailymotion"
    assert not recording.issues


def test_labels_find_their_participants() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v LE BIHAN, Erwan (Externe)>Bonjour</v>\n\n00:03.000 --> 00:04.000\n<v Mai-Linh>Oui</v>\n"
    recording = read(text.encode(), "page.vtt", Sidecar("page.md", EVENT.encode()))
    assert [p.name for p in recording.participants] == [name for name, *_ in EVENT_PEOPLE]
    found = [participant_of_label(cue.speaker or "", recording.participants) for cue in recording.cues]
    assert found == ["p2", "p4"]
    assert participant_of_label("SPEAKER_00", recording.participants) is None
    assert participant_of_label("", recording.participants) is None


ARTICLE = """\
Publicité

Le réemploi gagne les mairies

  • photo-du-reemploi-en-mairie-2024.jpg

    Les communes d'Orvane ont réparé 1 200 ordinateurs en 2024, **presque deux fois plus** qu'en [2023](https://exemple.fr).
    • La première étape est l'inventaire ;
<!-- encart -->
<p>Le maire promet <strong>30 %</strong> d'achats reconditionnés&nbsp;d'ici 2027.</p> <br> <p>Fin.</p>
"""


def test_an_article() -> None:
    recording = read(ARTICLE.encode(), "article.txt")
    assert [cue.raw for cue in recording.cues] == [
        "Le réemploi gagne les mairies",
        "Les communes d'Orvane ont réparé 1 200 ordinateurs en 2024, presque deux fois plus qu'en 2023.",
        "La première étape est l'inventaire ;",
        "Le maire promet 30 % d'achats reconditionnés d'ici 2027.",
        "Fin.",
    ]
    assert [d.line for d in recording.dropped] == [1, 5, 9]
    assert recording.metadata.title == "Le réemploi gagne les mairies"
    assert recording.metadata.description is None
    assert recording.source.duration is None


def test_a_site_page_with_a_transcription_block() -> None:
    text = (
        "---\ntitle: Épisode 3\ndate: 2025-07-12\n---\nDans cet épisode, Maïté Etcheverry reçoit Paul Rivière, maire.\n"
        '{% transcription "Paul Rivière" %}\n<p><strong>Maïté ETCHEVERRY</strong> : Bonjour Paul.</p> <br> '
        "<p><strong>Paul RIVIÈRE</strong> : Bonjour.</p>\n<p>Et merci.</p>\n{% endtranscription %}\n<br>\nPartager\n"
    )
    recording = read(text.encode(), "episode.md")
    assert [(c.raw, c.speaker) for c in recording.cues] == [
        ("Bonjour Paul.", "Maïté ETCHEVERRY"),
        ("Bonjour.", "Paul RIVIÈRE"),
        ("Et merci.", "Paul RIVIÈRE"),
    ]
    assert [(p.name, p.kind) for p in recording.participants] == [
        ("Maïté Etcheverry", "host"),
        ("Paul Rivière", "speaker"),
    ]


def test_what_labelled_speakers_say_names_nobody() -> None:
    text = (
        "Maïté Etcheverry : Bonjour, avec Grande Ourse on a tout testé.\nPaul Rivière : J'ai reçu Petit Prince, un robot.\n"
        "Maïté Etcheverry : Merci.\n"
    )
    assert [p.name for p in read(text.encode(), "a.txt").participants] == ["Maïté Etcheverry", "Paul Rivière"]


def test_a_wiki_sheet() -> None:
    text = (
        "Titre : Le réemploi en commune\nIntervenants : Maïté Etcheverry - Paul Rivière\nLieu : Orvane\nDate : 4 mai 2024\n"
        "Durée : 31 min\n\nTranscription\n\nMaïté Etcheverry : Bonjour à tous.\nPaul Rivière : Merci.\n"
    )
    recording = read(text.encode(), "fiche.txt")
    assert recording.metadata.title == "Le réemploi en commune"
    assert (recording.metadata.date, recording.metadata.location) == ("2024-05-04", "Orvane")
    assert [(c.raw, c.speaker) for c in recording.cues] == [
        ("Bonjour à tous.", "Maïté Etcheverry"),
        ("Merci.", "Paul Rivière"),
    ]
    assert [p.name for p in recording.participants] == ["Maïté Etcheverry", "Paul Rivière"]


def test_the_event_page_of_the_evaluation_data(shared) -> None:
    page = next((shared / "seeds").glob("001_*.txt"))
    recording = read(page.read_bytes(), page.name)
    assert len(recording.participants) == 6
    assert all(p.role and p.organisation and p.kind == "speaker" for p in recording.participants)
    assert recording.participants[0].name == "Céline Oges"
