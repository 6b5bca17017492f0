"""Who takes part: people found in the speech, the opener, "madame" and "monsieur"."""

from __future__ import annotations

import pytest

from pipeline.model import Participant
from pipeline.segment.evidence import gather
from pipeline.segment.people import find_names, genders
from pipeline.segment.roles import with_roles
from pipeline.segment.words import split_words

HOST = Participant("p1", "Hélène Marchadier", "Animatrice", "Réseau des territoires", "host")
GUEST = Participant("p2", "Karim Ouzeri", "Directeur technique", "Ville de Brannes", "speaker")
OTHER = Participant("p3", "Sylvie Tardieu", "Vice-présidente", "Département de la Lorve", "speaker")


def found(text: str, *people: Participant) -> list[str]:
    return [p.name for p in gather(split_words(text), people).people[len(people) :]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("alors bonjour je m'appelle wassila et je suis à la mairie de brannes", ["Wassila"]),
        (
            "bonjour à tous je reçois aujourd'hui gwendal le quintrec qui dirige ce service",
            ["Gwendal Le Quintrec"],
        ),
        ("Une question ? Oui, bonjour, Mehdi, je suis acheteur dans une commune.", ["Mehdi"]),
        ("Merci à tous. Bonjour Fanny, bonjour à tous, je commence.", []),
        ("Merci à tous. Madame Nguyen-Marchal, vous avez la parole.", []),
        ("bonjour je suis preneuse de vos retours et je suis ravie", []),
        ("Je parlais hier avec des collègues, Mehdi, vous savez, celui de la voirie.", []),
    ],
)
def test_people_whom_no_list_names(text, names):
    assert found(text) == names


def roles(text: str, *people: Participant) -> dict[str, str]:
    evidence = gather(split_words(text), people)
    return {p.name: p.kind for p in with_roles(evidence.people, evidence)}


def test_the_one_thanked_before_anybody_named_her_opened():
    text = (
        "Bonjour à tous, bienvenue. Le webinaire est enregistré. Hélène, je te laisse la parole. "
        "Merci beaucoup Estelle. Bonjour à tous, je suis Hélène Marchadier. Merci Estelle pour le son."
    )
    assert roles(text, HOST, GUEST)["Estelle"] == "host"


def test_somebody_called_first_and_thanked_next_does_not_lead():
    text = (
        "On est en direct. Estelle, tu nous confirmes ? Oui, vous êtes en direct. Merci Estelle. "
        "Bonjour à tous, je suis Hélène Marchadier. Merci Estelle pour le son."
    )
    assert roles(text, HOST, GUEST)["Estelle"] != "host"


def test_a_guest_alone_is_not_the_host():
    text = "bonjour à tous je reçois aujourd'hui gwendal le quintrec qui dirige ce service bonjour gwendal"
    kinds = roles(text)
    assert kinds.pop("Gwendal Le Quintrec") != "host"
    assert list(kinds.values()) == ["host"]


def test_a_role_or_a_title_tells_how_one_is_addressed():
    words = split_words("Nous recevons monsieur Duval et madame Petit, ainsi que Claude Renard.")
    people = (
        HOST,
        GUEST,
        OTHER,
        Participant("p4", "Alix Duval", "Maire"),
        Participant("p5", "Claude Renard", "Responsable du secteur"),
    )
    mentions = find_names(words, people, [False] * len(words))
    assert genders(words, people, mentions) == {
        "p1": "madame",
        "p2": "monsieur",
        "p3": "madame",
        "p4": "monsieur",
    }


def test_monsieur_without_a_name_calls_the_men():
    text = (
        "Bonjour à tous. Nous recevons Sylvie Tardieu et Karim Ouzeri. Chacun aura dix minutes, et les "
        "membres de la commission poseront ensuite leurs questions, sur papier ou à voix haute, comme à "
        "chaque fois que nous nous retrouvons dans cette salle. Monsieur, vous avez la parole. "
        "Merci. Nous avons commencé par un inventaire."
    )
    words = split_words(text)
    place = next(p for p in gather(words, (HOST, GUEST, OTHER)).places if words.key[p.word] == "merci")
    assert place.called == {"p2": 0.4}
