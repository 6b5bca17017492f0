"""The forms of transcript pages met in the field, each in words of our own.

Stamps (T1 to T13), traps of glued stamps, heads and trailers of video pages, other page types.
"""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.model import Recording
from pipeline.read import read


def page(text: str, name: str = "page.txt") -> Recording:
    return read(text.encode(), name)


def said(recording: Recording) -> list[tuple[float | None, str]]:
    return [(None if c.start is None else c.start / 1000, c.raw) for c in recording.cues]


STAMPS = {
    "T1 glued": (
        "00:00:00Bonjour à tous\n00:00:09voici le plan\n00:01:02merci",
        [(0, "Bonjour à tous"), (9, "voici le plan"), (62, "merci")],
    ),
    "T2 with a space": (
        "00:00:00 Bonjour à tous\n00:00:09 voici le plan\n00:01:02 merci",
        [(0, "Bonjour à tous"), (9, "voici le plan"), (62, "merci")],
    ),
    "T3 minutes glued": (
        "00:00Bonjour à tous\n00:09voici le plan\n61:02merci",
        [(0, "Bonjour à tous"), (9, "voici le plan"), (3662, "merci")],
    ),
    "T4 minutes with a space": (
        "00:00 Bonjour à tous\n00:09 voici le plan\n01:02 merci",
        [(0, "Bonjour à tous"), (9, "voici le plan"), (62, "merci")],
    ),
    "T4 past three digits": (
        "99:58 encore\n99:59 un peu\n100:05 merci",
        [(5998, "encore"), (5999, "un peu"), (6005, "merci")],
    ),
    "minutes, then hours after one": (
        "59:50 encore\n59:58 un peu\n1:00:04 merci\n1:00:09 au revoir",
        [(3590, "encore"), (3598, "un peu"), (3604, "merci"), (3609, "au revoir")],
    ),
    "T5 alone on a line": (
        "00:00:00\nbonjour à tous\n00:00:12\nvoici le plan\n00:01:02\nmerci",
        [(0, "bonjour à tous"), (12, "voici le plan"), (62, "merci")],
    ),
    "T5 over two lines": (
        "0:00\nbonjour à tous\net à toutes\n0:12\nvoici le plan\nde ce matin\n1:02:03\nmerci\nbeaucoup",
        [(0, "bonjour à tous et à toutes"), (12, "voici le plan de ce matin"), (3723, "merci beaucoup")],
    ),
    "T6 fragments": (
        "00:00:01\nbonjour\n00:00:02\nà tous et\n00:00:04\nà toutes",
        [(1, "bonjour"), (2, "à tous et"), (4, "à toutes")],
    ),
    "T10 flattened": (
        "WEBVTT 00:00:01.500 --> 00:00:04.600 Bonjour à tous 00:00:05.000 --> 00:00:06.000 et merci",
        [(1.5, "Bonjour à tous"), (5, "et merci")],
    ),
    "T11 either decimal mark": (
        "1\n00:00:01.500 --> 00:00:04,600\nBonjour à tous\n\n2\n00:00:05,250 --> 00:00:06.000\net merci\n",
        [(1.5, "Bonjour à tous"), (5.25, "et merci")],
    ),
    "T12 no times": (
        "Bonjour à tous, nous allons parler du numérique.\n\nMerci de votre attention.",
        [(None, "Bonjour à tous, nous allons parler du numérique."), (None, "Merci de votre attention.")],
    ),
}


@pytest.mark.parametrize("form", STAMPS)
def test_stamps(form: str) -> None:
    text, expected = STAMPS[form]
    recording = page(text)
    assert said(recording) == expected
    assert not recording.issues


LABELLED = {
    "T7 range and name": (
        "0:00:01 à 0:00:05 Jean Le Goff :\nBonjour à tous\n\n0:00:06 à 0:00:09 Anne Rivière :\nMerci Jean\n",
        [(1, "Bonjour à tous", "Jean Le Goff"), (6, "Merci Jean", "Anne Rivière")],
    ),
    "T8 label line, then bracketed stamps": (
        "Jean :\n[0:01] Bonjour à tous\n[0:05] et à toutes\nAnne :\n[0:09] Merci Jean\n",
        [(1, "Bonjour à tous", "Jean"), (5, "et à toutes", "Jean"), (9, "Merci Jean", "Anne")],
    ),
    "T9 seconds, counters and chapters": (
        "Chapter 1: Start\n0.25 - 19.026 Jean Le Goff\nBonjour à tous\n0\n19.5 - 22.1 Anne Rivière\nMerci Jean\n0\n",
        [(0.25, "Bonjour à tous", "Jean Le Goff"), (19.5, "Merci Jean", "Anne Rivière")],
    ),
    "T10 flattened with names": (
        "WEBVTT 00:00:01.0 --> 00:00:04.6 Jean: Bonjour à tous 00:00:05.0 --> 00:00:06.0 Anne: et merci",
        [(1, "Bonjour à tous", "Jean"), (5, "et merci", "Anne")],
    ),
    "name and time above": (
        "Jean LE GOFF (00:00:01)\nBonjour à tous\net à toutes\n\nAnne RIVIÈRE (00:00:09)\nMerci Jean\n",
        [(1, "Bonjour à tous et à toutes", "Jean LE GOFF"), (9, "Merci Jean", "Anne RIVIÈRE")],
    ),
    "meeting notes with rare stamps": (
        "00:00:00\nJean Le Goff: Bonjour à tous\nAnne Rivière: Bonjour Jean\nJean Le Goff: On commence\n"
        "Anne Rivière: Oui\nJean Le Goff: Alors\n00:05:00\nAnne Rivière: La suite\nJean Le Goff: Oui\n"
        "Anne Rivière: Très bien\nJean Le Goff: Merci\nAnne Rivière: Au revoir\n",
        [
            (0, "Bonjour à tous", "Jean Le Goff"),
            (0, "Bonjour Jean", "Anne Rivière"),
            (0, "On commence", "Jean Le Goff"),
            (0, "Oui", "Anne Rivière"),
            (0, "Alors", "Jean Le Goff"),
            (300, "La suite", "Anne Rivière"),
            (300, "Oui", "Jean Le Goff"),
            (300, "Très bien", "Anne Rivière"),
            (300, "Merci", "Jean Le Goff"),
            (300, "Au revoir", "Anne Rivière"),
        ],
    ),
    "assistant's Markdown": (
        "\n*[Télécharger votre enregistrement Audio](https://exemple.fr/a.mp3)*\n\n\n **SPEAKER_00**: Bonjour à tous.\n\n"
        " **SPEAKER_01**: Merci.\n\n *[Donnez nous votre avis sur cette transcription](https://exemple.fr)*\n",
        [(None, "Bonjour à tous.", "SPEAKER_00"), (None, "Merci.", "SPEAKER_01")],
    ),
    "podcast host's labels on their own lines": (
        "- Speaker #0\nBonjour à tous.\n- Speaker #1\nMerci de l'invitation.\n- Speaker #0\nOn commence.\n",
        [
            (None, "Bonjour à tous.", "Speaker #0"),
            (None, "Merci de l'invitation.", "Speaker #1"),
            (None, "On commence.", "Speaker #0"),
        ],
    ),
    "names in capitals on their own lines": (
        "JEAN LE GOFF\nBonjour à tous.\nANNE RIVIÈRE\nMerci Jean.\nJEAN LE GOFF\nOn commence.\nEt on continue.\n",
        [
            (None, "Bonjour à tous.", "JEAN LE GOFF"),
            (None, "Merci Jean.", "ANNE RIVIÈRE"),
            (None, "On commence.", "JEAN LE GOFF"),
            (None, "Et on continue.", "JEAN LE GOFF"),
        ],
    ),
    "name and colon": (
        "Jean Le Goff : Bonjour à tous.\nAnne Rivière : Merci Jean.\nJean Le Goff : On commence.\n",
        [
            (None, "Bonjour à tous.", "Jean Le Goff"),
            (None, "Merci Jean.", "Anne Rivière"),
            (None, "On commence.", "Jean Le Goff"),
        ],
    ),
    "name and underscore": (
        "Jean_ Bonjour à tous.\nAnne_ Merci Jean.\nJean_ On commence.\n",
        [(None, "Bonjour à tous.", "Jean"), (None, "Merci Jean.", "Anne"), (None, "On commence.", "Jean")],
    ),
    "name in brackets": (
        "• [Jean LE GOFF] Bonjour à tous.\n• [Anne RIVIÈRE] Merci Jean.\n",
        [(None, "Bonjour à tous.", "Jean LE GOFF"), (None, "Merci Jean.", "Anne RIVIÈRE")],
    ),
    "WhisperX captions": (
        "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: Bonjour à tous.\n\n2\n00:00:03,000 --> 00:00:04,000\n[SPEAKER_01]: Merci.\n",
        [(1, "Bonjour à tous.", "SPEAKER_00"), (3, "Merci.", "SPEAKER_01")],
    ),
    "minutes of an assembly": (
        "M. Paul Rivière, président. - La séance est ouverte.\nMme Anne Le Goff. - Merci monsieur le président.\n"
        "M. le président. - Je vous en prie.\n",
        [
            (None, "La séance est ouverte.", "M. Paul Rivière, président"),
            (None, "Merci monsieur le président.", "Mme Anne Le Goff"),
            (None, "Je vous en prie.", "M. le président"),
        ],
    ),
}


@pytest.mark.parametrize("form", LABELLED)
def test_labels_are_kept(form: str) -> None:
    text, expected = LABELLED[form]
    recording = page(text)
    found = [(None if c.start is None else c.start / 1000, c.raw, c.speaker) for c in recording.cues]
    assert found == expected


def test_people_named_by_labels_are_participants_and_anonymous_labels_are_not() -> None:
    named = page(LABELLED["name and time above"][0])
    assert [(p.name, p.kind) for p in named.participants] == [
        ("Jean Le Goff", "unknown"),
        ("Anne Rivière", "unknown"),
    ]
    assert page(LABELLED["assistant's Markdown"][0]).participants == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "00:00Bonjour\n00:282022-2025 c'est long\n00:35oui",
            [(0, "Bonjour"), (28, "2022-2025 c'est long"), (35, "oui")],
        ),
        (
            "00:00:00Bien\n00:00:202026 et après\n00:00:2519h30 ce soir",
            [(0, "Bien"), (20, "2026 et après"), (25, "19h30 ce soir")],
        ),
        (
            "00:009h10 on y va\n01:2659% des agents\n01:4050 000 agents",
            [(0, "9h10 on y va"), (86, "59% des agents"), (100, "50 000 agents")],
        ),
        (
            "00:00:01 il est 13h32\n00:00:05 16h01 ou 20h33\n00:00:09 oui",
            [(1, "il est 13h32"), (5, "16h01 ou 20h33"), (9, "oui")],
        ),
        (
            "00:01 bonjour\n00:01 à tous\n00:01 et\n00:04 oui",
            [(1, "bonjour"), (1, "à tous"), (1, "et"), (4, "oui")],
        ),
        (
            "00:00:01on parle de l\n00:00:04'IA aujourd'hui\n00:00:07voilà",
            [(1, "on parle de l"), (4, "'IA aujourd'hui"), (7, "voilà")],
        ),
    ],
)
def test_traps_of_glued_stamps(text: str, expected: list[tuple[float, str]]) -> None:
    assert said(page(text)) == expected


def test_a_clock_time_at_the_start_of_a_line_of_youtube_is_words() -> None:
    assert said(page("0:01\non se retrouve à\n0:04\n14:30 dans la salle\n0:08\nmerci")) == [
        (1, "on se retrouve à"),
        (4, "14:30 dans la salle"),
        (8, "merci"),
    ]


def test_words_for_screen_readers_under_a_stamp_are_not_speech() -> None:
    text = "0:05\n5 secondes\nbonjour à tous\n1:02\n1 minute et 2 secondes\nmerci\n1:10\n10 minutes plus tard"
    assert said(page(text)) == [(5, "bonjour à tous"), (62, "merci"), (70, "10 minutes plus tard")]


def test_chapter_headings_of_youtube_are_dropped_with_their_line() -> None:
    text = "Chapitre 1 : Accueil\n0:00\nbonjour à tous\nChapitre 2 : Les chiffres\n0:09\nvoici\n0:15\nmerci"
    recording = page(text)
    assert [c.raw for c in recording.cues] == ["bonjour à tous", "voici", "merci"]
    assert [(d.line, d.text) for d in recording.dropped if "chapitre" in d.why] == [
        (1, "Chapitre 1 : Accueil"),
        (4, "Chapitre 2 : Les chiffres"),
    ]


def test_a_table_of_contents_is_no_transcript() -> None:
    text = "\n".join(f"00:{i * 7:02d}:00 Partie {i}" for i in range(8))
    with pytest.raises(InputError, match="table of contents"):
        page(text)


BODY = "00:00:00Bonjour à tous\n00:00:09voici le plan\n00:00:15merci à vous\n"
HEADS = {
    "skip links, title, age, category on lines": (
        "Passer au playerPasser au contenu principal[Passer au pied de page]\nLe numérique durable en mairie\n"
        "• il y a 2 ans\nUne présentation pour les élus et les agents des communes.\nCategory\n\n🗞\n\nNews\nTranscription\n",
        "Le numérique durable en mairie",
    ),
    "category glued": ("- hier\nUne présentation pour les élus.\nCategory\n🗞\nNewsTranscription\n", None),
    "French category glued": ("• avant-hier\nCatégorie\n📚\nÉducationTranscription\n", None),
    "robot": ("- il y a 16 minutes\nCategory\n🤖\nTechnologieTranscription\n", None),
    "television": ("• 26/05/2025\nCategory\n📺\nTVTranscription\n", None),
    "cat": ("• il y a 5 semaines\nCategory\n😹\nAmusantTranscription\n", None),
    "English interface": ("• il y a 7 mois\nTranscript\n", None),
    "no category": ("Une présentation, avec la transcription en bas de page.\nTranscription\n", None),
    "cut label": ("• il y a 7 mois\nTranscription automatiqu :\n", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize("form", HEADS)
def test_heads_are_not_speech(form: str) -> None:
    head, title = HEADS[form]
    recording = page(head + BODY)
    assert [c.raw for c in recording.cues] == ["Bonjour à tous", "voici le plan", "merci à vous"]
    assert recording.metadata.date is None
    if title:
        assert recording.metadata.title == title
    assert recording.source.format == "dailymotion"
    for furniture in ("Category", "NewsTranscription", "Transcription automatiqu :"):
        if f"\n{furniture}\n" in head:
            assert furniture in [d.text for d in recording.dropped]


def test_false_stamps_of_the_head_are_not_cues() -> None:
    head = (
        "• il y a 2 ans\nVidéo publiée le : 19/11/2023 à 13:00:00\nAu programme :\n00:00 Accueil\n05:30 Le décret\n"
        "20:00 Questions\nTranscription\n"
    )
    assert [c.start for c in page(head + BODY).cues] == [0, 9000, 15000]


def test_a_contents_list_with_the_same_stamps_is_cut_at_the_last_marker() -> None:
    head = "• il y a 2 ans\n00:00:00 Accueil\n00:10:00 Le décret\nTranscription\n"
    body = "".join(f"00:00:{i:02d}phrase numéro {i}\n" for i in range(0, 60, 4))
    recording = page(head + body)
    assert recording.cues[0].raw == "phrase numéro 0"
    assert len(recording.cues) == 15


@pytest.mark.parametrize("word", ["Recommandations", "À suivre", "Recommended"])
def test_trailers_are_dropped_with_their_durations(word: str) -> None:
    recording = page(BODY * 1 + f"\n{word}\n0:30\nUne autre vidéo\n1:02:33\nEncore une autre\n")
    assert [c.raw for c in recording.cues] == ["Bonjour à tous", "voici le plan", "merci à vous"]
    assert [d.text for d in recording.dropped] == [
        word,
        "0:30",
        "Une autre vidéo",
        "1:02:33",
        "Encore une autre",
    ]
    assert all(d.why == "habillage de page" and d.line > 4 for d in recording.dropped)


@pytest.mark.parametrize("stamp", ["00:00:{:02d} ", "00:{:02d} ", "[00:00:{:02d}] ", "0:{:02d}\n"])
def test_lines_without_a_time_after_the_last_one_are_of_the_page(stamp: str) -> None:
    body = "".join(stamp.format(i) + f"phrase numéro {i}\n" for i in range(12))
    recording = page(body + "\n12 commentaires\nLe compte de la commune\n")
    assert recording.cues[-1].raw == "phrase numéro 11"
    assert [d.text for d in recording.dropped] == ["12 commentaires", "Le compte de la commune"]


def test_the_word_transcription_in_speech_cuts_nothing() -> None:
    text = (
        "".join(f"00:00:{i:02d} phrase {i}\n" for i in range(0, 40, 4))
        + "00:00:44 Transcription\n00:00:50 merci\n"
    )
    assert len(page(text).cues) == 12


SOUNDS = [
    "[Musique]",
    "[silence]",
    "[SILENCE]",
    "[toussotement]",
    "(Générique)",
    "*Générique*",
    "Générique",
    "Musique",
    "...",
    "---",
    "(Sourires)",
    "(rires)",
    "[voix du lecteur d'écran]",
    "♪♪",
]


@pytest.mark.parametrize("tag", SOUNDS)
def test_sound_tags_are_dropped_with_line_and_reason(tag: str) -> None:
    recording = page(f"00:00 Bonjour\n00:05 {tag}\n00:09 merci\n")
    assert [c.raw for c in recording.cues] == ["Bonjour", "merci"]
    assert [(d.line, d.text) for d in recording.dropped] == [(2, tag)]
    assert recording.dropped[0].why


def test_tags_inside_words_leave_the_words() -> None:
    recording = page(
        "00:00 [Musique] [Musique] bonjour à tous\n00:05 le générique [rires] de fin\n00:09 merci\n"
    )
    assert [c.raw for c in recording.cues] == ["bonjour à tous", "le générique de fin", "merci"]
    assert [d.text for d in recording.dropped] == ["[Musique]", "[Musique]", "[rires]"]


@pytest.mark.parametrize(
    "ghost",
    [
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Sous-titres réalisés para la communauté d'Amara.org",
        "Sous-titrage ST' 501",
        "Sous-titrage Société Radio-Canada",
        "Merci d'avoir regardé cette vidéo !",
    ],
)
def test_ghosts_are_dropped(ghost: str) -> None:
    recording = page(f"00:00 Bonjour\n00:05 {ghost}\n00:09 merci\n")
    assert [c.raw for c in recording.cues] == ["Bonjour", "merci"]
    assert recording.dropped[0].text == ghost


def test_thanks_of_a_speaker_are_no_ghost() -> None:
    text = "00:00 merci d'avoir regardé cette vidéo avec nous et posé vos questions\n00:05 Merci.\n00:09 À bientôt\n"
    assert len(page(text).cues) == 3


def test_loops_are_collapsed_and_reported() -> None:
    loop = "".join(f"00:{i:02d} Merci à tous.\n" for i in range(10, 30, 2))
    recording = page("00:00 Bonjour\n" + loop + "00:40 la suite\n00:44 Oui.\n00:46 Oui.\n")
    assert [c.raw for c in recording.cues] == ["Bonjour", "Merci à tous.", "la suite", "Oui.", "Oui."]
    assert [d.line for d in recording.dropped] == list(range(3, 12))
    assert all("boucle" in d.why for d in recording.dropped)


def test_loops_of_two_cues_are_collapsed() -> None:
    loop = "".join(f"00:{i:02d} {'Ok.' if i % 4 else 'Merci.'}\n" for i in range(10, 40, 2))
    recording = page("00:00 Bonjour\n" + loop + "00:50 la suite\n")
    assert [c.raw for c in recording.cues] == ["Bonjour", "Ok.", "Merci.", "la suite"]
    assert len(recording.dropped) == 13


def test_credits_inside_a_cue_are_taken_out() -> None:
    recording = page(
        "00:00 Bonjour\n00:05 merci à tous Sous-titres réalisés par la communauté d'Amara.org\n00:09 oui\n"
    )
    assert [c.raw for c in recording.cues] == ["Bonjour", "merci à tous", "oui"]
    assert recording.dropped[0].text == "Sous-titres réalisés par la communauté d'Amara.org"


def test_dashes_of_dialogue_stay_in_the_words() -> None:
    assert said(page("00:01 -Bonjour\n00:03 - Bonjour à vous\n00:06 – Oui\n")) == [
        (1, "-Bonjour"),
        (3, "- Bonjour à vous"),
        (6, "– Oui"),
    ]


def test_bullets_of_an_excerpt_are_not_turns() -> None:
    recording = page(
        "Retranscription des premières minutes du podcast :\n- Bonjour à tous.\n- Que pensez-vous du sujet ?\n"
    )
    assert [c.raw for c in recording.cues][-2:] == ["Bonjour à tous.", "Que pensez-vous du sujet ?"]
    assert {c.speaker for c in recording.cues} == {None}


def test_a_duration_in_a_header_is_no_stamp() -> None:
    text = "Published: 2024-03-02 Duration: 00:32:10 Category: Science\n\nBonjour à tous, on parle de réemploi.\n"
    assert {c.start for c in page(text).cues} == {None}


def test_a_web_page_source_is_refused_with_advice() -> None:
    with pytest.raises(InputError, match="web page"):
        page("<!DOCTYPE html><html><body><p>Bonjour</p></body></html>")


@pytest.mark.parametrize(
    "tail", ["", "00:00:04 à 00:00:05 Maïté Etcheverry :\nmerci à tous\n"], ids=["last", "inside"]
)
def test_a_range_of_times_that_is_said_stays_said(tail: str) -> None:
    recording = page(
        "00:00:00 à 00:00:02 Maïté Etcheverry :\nbonjour à tous\n"
        "00:00:02 à 00:00:03 Maïté Etcheverry :\non commence\n"
        "00:00:03 à 00:00:04 Maïté Etcheverry :\n13:32 — 14:10 environ\n" + tail
    )
    assert said(recording)[:3] == [(0, "bonjour à tous"), (2, "on commence"), (3, "13:32 — 14:10 environ")]
    assert len(recording.cues) == (4 if tail else 3) and not recording.issues
