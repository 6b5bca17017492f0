"""Small dialogues, one for each kind of cue, and those that must not cut."""

from __future__ import annotations

import pytest

from pipeline.model import Cue, Participant
from pipeline.positions import correct_text
from pipeline.segment import segment

HOST = Participant("p1", "Hélène Marchadier", "Animatrice", "Réseau des territoires", "host")
GUEST = Participant("p2", "Karim Ouzeri", "Directeur technique", "Ville de Brannes", "speaker")
OTHER = Participant("p3", "Sylvie Tardieu", "Responsable des achats", "Département de la Lorve", "speaker")
PEOPLE = (HOST, GUEST, OTHER)
OPENING = (
    "Bonjour à toutes et à tous, bienvenue dans ce webinaire. Je suis Hélène Marchadier, j'anime le "
    "réseau, et nous "
    "accueillons aujourd'hui Karim Ouzeri, de la ville de Brannes, et Sylvie Tardieu, du "
    "département. N'hésitez pas à "
    "poser vos questions dans le chat. "
)
TALK = (
    "Chez nous, à Brannes, on a commencé par un inventaire de tous les postes. Nous avons ensuite "
    "mis en place une "
    "convention avec une association. Les agents ont été formés par petits groupes. Nous avons aussi "
    "allongé la durée "
    "de vie des ordinateurs. "
)


def text_of(*cues: str, labels: tuple[str | None, ...] | None = None):
    labels = labels or (None,) * len(cues)
    return correct_text(
        [
            Cue(i, 5000 * i, 5000 * (i + 1), raw, i + 1, label)
            for i, (raw, label) in enumerate(zip(cues, labels, strict=True))
        ]
    )


def voices(text, people=PEOPLE) -> list[tuple[str | None, str]]:
    found = segment(text, people)
    names = {p.id: p.name for p in found.participants}
    return [(names.get(t.speaker or ""), text.text[t.start : t.end].strip()) for t in found.turns]


def who_says(spoken: list[tuple[str | None, str]], words: str) -> str | None:
    """The speaker of the turn that holds these words."""
    return next(name for name, said in spoken if words in said)


CHANGES = [
    ("handover", OPENING + "Karim, je te laisse la parole.", "Merci Hélène. " + TALK, HOST, GUEST),
    (
        "handover that names the person last",
        OPENING + "Je passe la main à Karim.",
        "Bonjour à tous. " + TALK,
        HOST,
        GUEST,
    ),
    ("name alone as a question", OPENING + "Karim ?", "Oui bonjour. " + TALK, HOST, GUEST),
    (
        "self-introduction",
        OPENING + "Vous avez la parole.",
        "Bonjour, je suis Karim Ouzeri. " + TALK,
        HOST,
        GUEST,
    ),
    (
        "guest's thanks for the invitation",
        OPENING + "Karim, bonjour.",
        "Bonjour Hélène, merci pour l'invitation. " + TALK,
        HOST,
        GUEST,
    ),
    (
        "host thanks the talk",
        OPENING + "Karim, c'est à toi. Merci Hélène. " + TALK + "Voilà pour moi.",
        "Merci beaucoup Karim, c'était très clair. Je vois qu'on a trois questions dans le chat.",
        GUEST,
        HOST,
    ),
    (
        "verdict without a name",
        OPENING + "Karim, c'est à toi. Merci Hélène. " + TALK + "Voilà pour moi.",
        "Merci beaucoup, c'était très clair. On a plusieurs questions dans le chat.",
        GUEST,
        HOST,
    ),
    (
        "question to a guest",
        OPENING
        + "Karim, c'est à toi. Merci Hélène. "
        + TALK
        + "Merci Karim. Et combien de temps cela vous a pris ?",
        "Alors, à peu près six mois. Nous avons démarré en mars.",
        HOST,
        GUEST,
    ),
    (
        "relayed question for another guest",
        OPENING
        + "Karim, c'est à toi. Merci Hélène. "
        + TALK
        + "Merci Karim. Il y a une question dans le chat pour Sylvie Tardieu : est-ce que vous avez "
        "changé vos marchés ?",
        "Oui, nous avons changé nos marchés l'an dernier.",
        HOST,
        OTHER,
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "first", "second"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_change(before, after, first, second):
    spoken = voices(text_of(before.strip(), after.strip()))
    assert who_says(spoken, before.split(". ")[-1].strip()[-12:]) == first.name
    assert who_says(spoken, after.strip()[-20:]) == second.name


def talk_with(words: str) -> str:
    return OPENING + "Karim, je te laisse la parole. Merci Hélène. " + TALK + words + " " + TALK


SAME_VOICE = [
    "Avant de te laisser la parole sur ce sujet, je termine par un chiffre.",
    "Le deuxième point, je laisserai Sylvie le développer tout à l'heure.",
    "Je ne vais pas prendre la parole très longtemps.",
    "C'est une question de prise en main des outils.",
    "Est-ce que tu veux bien passer ?",
    "Diapo suivante s'il vous plaît.",
    "Les gens nous ont dit merci et bravo pour ce travail.",
    "Comme le disait Sylvie, les achats comptent beaucoup.",
    "Alors, sur ce point, les chiffres sont bons.",
    "Je suis sûre que vous connaissez ce texte.",
    "Ils viennent nous voir en disant oui, on aimerait bien le faire aussi.",
    "Pourquoi ? Parce que personne ne le demandait.",
]


@pytest.mark.parametrize("words", SAME_VOICE)
def test_no_change(words):
    """What looks like a cue and is none (future, topic, slides, quotation, mention) does not cut a talk."""
    spoken = voices(text_of(*(s.strip() + "." for s in talk_with(words).split(". ") if s.strip())))
    assert who_says(spoken, words.rstrip(".?! ")[-15:]) == GUEST.name
    assert len(spoken) == 2


def test_host_thanks_the_audience_without_changing_voice():
    spoken = voices(text_of(OPENING + "Merci d'être si nombreux ce matin. Nous commençons dans une minute."))
    assert [name for name, _ in spoken] == [HOST.name]


def test_a_change_falls_inside_a_cue():
    text = text_of(OPENING, "et donc Karim, je te laisse la parole. Merci Hélène, bonjour à tous. " + TALK)
    turns = segment(text, PEOPLE).turns
    assert text.text[turns[1].start :].startswith("Merci Hélène")


def test_lower_case_speech():
    text = text_of(
        "bonjour et bienvenue dans ce nouvel entretien je suis hélène marchadier et j'ai le plaisir "
        "d'accueillir karim ouzeri "
        "qui est directeur technique à la ville de brannes bonjour karim",
        "bonjour hélène merci de m'accueillir alors chez nous on a commencé par un inventaire de "
        "tous les postes et on a mis "
        "en place une convention avec une association du territoire",
        "d'accord et est-ce que vous avez formé les agents aussi",
        "alors oui nous avons formé tous les agents par petits groupes chez nous c'est devenu une habitude",
        "merci beaucoup karim c'était très clair je rappelle que le replay sera en ligne et je vous "
        "dis à très bientôt",
    )
    spoken = voices(text, (HOST, GUEST))
    assert who_says(spoken, "commencé par un inventaire") == GUEST.name
    assert who_says(spoken, "à très bientôt") == HOST.name


def test_dialogue_dashes_are_changes():
    text = text_of(
        OPENING + "Karim, bonjour.",
        "- Bonjour Hélène.",
        "Nous avons commencé en mars avec tous les services.",
        "- Et ensuite, qu'avez-vous fait ?",
        "- Ensuite, nous avons formé les agents.",
        "Tous les agents.",
    )
    starts = {text.text[t.start : t.start + 12] for t in segment(text, PEOPLE).turns}
    assert any(s.startswith("- Et ensuite") for s in starts)
    assert any(s.startswith("- Ensuite") for s in starts)


def test_dashes_on_every_line_are_a_list():
    lines = [f"- {s.strip()}." for s in (TALK + TALK).split(". ") if s.strip()]
    assert len(segment(text_of(*lines), (GUEST,)).turns) == 1


def test_somebody_known_by_a_first_name_only():
    text = text_of(
        "Bonjour à tous et bienvenue. Nous accueillons Karim Ouzeri et Sylvie Tardieu. Je vous "
        "souhaite un bon webinaire "
        "et Sylvie, je te laisse la parole.",
        "Merci beaucoup Thomas. Comme tu l'as dit Thomas, nous parlerons d'achats. Chez nous on a "
        "changé les marchés.",
    )
    people = (Participant("p1", "Karim Ouzeri"), Participant("p2", "Sylvie Tardieu"))
    found = segment(text, people)
    added = [p for p in found.participants if not p.listed]
    assert [p.name for p in added] == ["Thomas"]
    assert found.turns[0].speaker == added[0].id
    assert found.turns[-1].speaker == "p2"


def test_misheard_name_in_thanks():
    spoken = voices(
        text_of(
            OPENING + "Karim, c'est à toi.",
            "Merci Élène. " + TALK + "Voilà.",
            "Merci Carim, c'était très clair.",
        )
    )
    assert who_says(spoken, "c'était très clair") == HOST.name


def test_somebody_named_who_never_speaks():
    text = text_of(
        OPENING + "Sylvie n'a pas pu venir. Karim, je te laisse la parole.", "Merci Hélène. " + TALK
    )
    assert "p3" not in {t.speaker for t in segment(text, PEOPLE).turns}


def test_labels_of_the_file_win():
    text = text_of(
        "Merci Karim, bonjour.", "Je suis Sylvie Tardieu.", labels=("Karim Ouzeri", "Hélène Marchadier")
    )
    turns = segment(text, PEOPLE).turns
    assert [t.speaker for t in turns] == ["p2", "p1"]
    assert all("étiquette" in t.evidence[0] for t in turns)


def test_anonymous_labels_get_names_and_a_number():
    text = text_of(
        OPENING + "Karim, je te laisse la parole.",
        "Merci Hélène. " + TALK,
        "Merci Karim. Sylvie, à toi.",
        "Merci Hélène. Bonjour, je suis Sylvie Tardieu.",
        "Je peux ajouter un mot ?",
        labels=("SPEAKER_00", "SPEAKER_01", "SPEAKER_00", "SPEAKER_02", "SPEAKER_03"),
    )
    found = segment(text, PEOPLE)
    names = {p.id: p.name for p in found.participants}
    assert [names[t.speaker] for t in found.turns] == [
        "Hélène Marchadier",
        "Karim Ouzeri",
        "Hélène Marchadier",
        "Sylvie Tardieu",
        "Intervenant·e 4",
    ]


def test_the_only_guest_announced_is_the_label_that_is_left():
    text = text_of(
        "Bonjour à tous, je suis Hélène Marchadier, et je reçois aujourd'hui Karim Ouzeri, de Brannes.",
        TALK,
        "D'accord. Et combien d'agents avez-vous formés ?",
        "Une centaine, par petits groupes.",
        labels=("SPEAKER_00", "SPEAKER_01", "SPEAKER_00", "SPEAKER_01"),
    )
    spoken = voices(text, ())
    assert who_says(spoken, "inventaire") == "Karim Ouzeri"
    assert who_says(spoken, "combien d'agents") == "Hélène Marchadier"


def test_each_turn_says_why():
    for turn in segment(
        text_of(OPENING + "Karim, je te laisse la parole.", "Merci Hélène. " + TALK), PEOPLE
    ).turns:
        assert turn.evidence
        assert 0 <= turn.confidence <= 1
