"""The summary: nothing is invented, figures and names stay, points are spread and readable."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.actions import find_actions
from pipeline.extract.cleaning import clean
from pipeline.extract.summary import summarise
from pipeline.model import Cue, Metadata, Participant, Segmentation, Sentence, Turn
from pipeline.positions import correct_text

PEOPLE = (
    Participant("p1", "Nadège Pailler", None, None, "host"),
    Participant("p2", "Yannick Le Bec", None, "Ville de Morvan-Plage", "speaker"),
    Participant("p3", "Sixtine Aubry", None, "Syndicat des Lacs", "speaker"),
)


def tokens(text: str) -> list[str]:
    return [t.lower().replace("’", "'") for t in re.findall(r"[^\W_]+|%|€", text)]


def in_order(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        ("donc euh on a on a formé plus de 4 500 agents hein", "On a formé plus de 4 500 agents."),
        ("et puis voilà nous avons, en fait, fermé deux sites", "Nous avons fermé deux sites."),
        ("le le marché est est signé", "Le marché est signé."),
        ("nous nous sommes engagés", "Nous nous sommes engagés."),
        ("on n'a pas pas encore fini", "On n'a pas encore fini."),
        ("Je pense que c'est utile", "Je pense que c'est utile."),
        ("nous, on a refusé", "On a refusé."),
        ("il reste deux deux mille postes", "Il reste deux mille postes."),
        ("le score est de 10 10", "Le score est de 10 10."),
        ("Un peu de sobriété", "Un peu de sobriété."),
        ("euh", ""),
        ("", ""),
    ],
)
def test_clean(said: str, cleaned: str):
    assert clean(said) == cleaned


@given(
    st.lists(
        st.sampled_from(
            "donc euh on a formé pas 4 500 agents , . voilà en fait le nous ne hein du coup % oui".split()
        ),
        max_size=40,
    )
)
def test_cleaning_invents_nothing(words: list[str]):
    said = " ".join(words)
    assert in_order(tokens(clean(said)), tokens(said))


@given(
    st.lists(st.sampled_from("donc euh on a formé pas jamais 4 12 % agents , voilà ne".split()), max_size=40)
)
def test_cleaning_keeps_numbers_and_negations(words: list[str]):
    said = " ".join(words)
    kept = tokens(clean(said))
    assert [t for t in kept if t.isdigit()] == [t for t in tokens(said) if t.isdigit()] or not kept
    assert ("jamais" in kept) == ("jamais" in said) or not kept


TURNS = [
    (
        "p1",
        "Bonjour à tous et merci d'être là. Aujourd'hui on va parler de la fin de vie des équipements "
        "publics.",
    ),
    (
        "p2",
        "Merci. Donc euh on a collecté douze cents téléphones dans les mairies du littoral. C'était bien. "
        "Nous avons signé une convention avec une ressourcerie de Morvan-Plage pour réparer les tablettes "
        "des écoles. "
        "On va ouvrir un atelier de réparation aux habitants au printemps. Est-ce que ça marche ? "
        "On a réduit de 30 % les achats d'ordinateurs neufs en deux ans. "
        + "Cela demande du temps et des bras. "
        * 30,
    ),
    (
        "p3",
        "Nous exigeons désormais dix ans de pièces détachées dans tous les marchés du syndicat. "
        "On a formé quatre-vingts acheteurs avec le centre de gestion. "
        "Il faut exiger une garantie de cinq ans sur les batteries. "
        + "Chacun fait comme il peut dans son coin. "
        * 30,
    ),
    ("p1", "Merci beaucoup, c'était passionnant. N'hésitez pas à poser vos questions dans le tchat."),
]


def summary_of(turns: list[tuple[str, str]]):
    text = correct_text(tuple(Cue(i, 60000 * i, 60000 * (i + 1), said) for i, (_, said) in enumerate(turns)))
    parts, sentences = [], []
    for i, (who, _) in enumerate(turns):
        start, end = text.cue_starts[i], text.cue_ends[i]
        parts.append(Turn(i, start, end, who, 1.0))
        sentences += [
            Sentence(start + m.start(), start + m.end(), i)
            for m in re.finditer(r"[^.?!\s][^.?!]*[.?!]*", text.text[start:end])
        ]
    segmentation = Segmentation(tuple(parts), tuple(sentences), PEOPLE)
    actions = find_actions(text, segmentation, None)
    return text, segmentation, summarise(text, segmentation, (), actions, Metadata())


def test_points_are_said_where_they_say():
    text, segmentation, summary = summary_of(TURNS)
    assert 3 <= len(summary.points) <= 8
    for point in summary.points:
        assert in_order(tokens(point.text), tokens(text.text[point.start : point.end]))
    assert [p.start for p in summary.points] == sorted(p.start for p in summary.points)
    speakers = {
        next(t.speaker for t in segmentation.turns if t.start <= p.start < t.end) for p in summary.points
    }
    assert speakers == {"p2", "p3"}


def test_no_session_talk_and_no_question():
    _, _, summary = summary_of(TURNS)
    said = " ".join(p.text for p in summary.points).lower()
    assert not re.search(r"merci|bonjour|tchat|\?", said)


def test_standfirst_says_the_subject():
    text, _, summary = summary_of(TURNS)
    assert summary.standfirst == "Aujourd'hui on va parler de la fin de vie des équipements publics."
    assert in_order(tokens(summary.standfirst), tokens(text.text))


def test_no_two_points_say_the_same():
    twice = [*TURNS[:2], ("p3", TURNS[1][1])]
    _, _, summary = summary_of(twice)
    assert len({p.text for p in summary.points}) == len(summary.points)


def test_empty():
    assert summarise(correct_text(()), Segmentation((), (), ()), (), (), Metadata()).points == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([s for _, t in TURNS for s in t.split(". ")]), max_size=12))
def test_any_speech(sentences: list[str]):
    text, _, summary = summary_of([("p2", ". ".join(sentences) + ".")])
    for point in summary.points:
        assert in_order(tokens(point.text), tokens(text.text))
    assert in_order(tokens(summary.standfirst), tokens(text.text))
