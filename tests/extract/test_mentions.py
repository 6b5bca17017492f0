"""Mentions: what is found, what is left alone, counts and first places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.mentions import find_mentions
from pipeline.glossary.entry import Entry, Glossary
from pipeline.model import Cue, Mention, Participant, Segmentation
from pipeline.positions import correct_text

GLOSSARY = Glossary(
    (
        Entry("dinum", "DINUM", "organisation", long="Direction interministérielle du numérique"),
        Entry("reen", "REEN", "law"),
        Entry("loi-reen", "loi REEN", "law"),
        Entry("ecoconception", "écoconception", "concept"),
        Entry("pix", "Pix", "tool"),
        Entry("acv", "ACV", "acronym", long="analyse de cycle de vie"),
        Entry("nr", "NR", "acronym", long="numérique responsable"),
        Entry("numerique-responsable", "numérique responsable", "concept"),
        Entry("canut", "CANUT", "organisation", never=("de la Croix-Rousse",)),
    )
)
PEOPLE = (
    Participant("p1", "Maëlys Orduña-Pic", None, "Agglomération du Pays Bleu", "host"),
    Participant("p2", "Jean-Loup Attia", None, "CCAS de Brème", "speaker"),
)


def mentions(body: str, people: tuple[Participant, ...] = PEOPLE) -> tuple[Mention, ...]:
    text = correct_text((Cue(0, 0, 1000, body),))
    return find_mentions(text, Segmentation((), (), people), GLOSSARY)


@pytest.mark.parametrize(
    ("body", "kind", "said", "entry"),
    [
        ("c'est la DINUM qui porte ça", "organisation", "DINUM", "dinum"),
        ("la direction interministérielle du numérique", "organisation", "DINUM", "dinum"),
        ("depuis la loi REEN", "law", "loi REEN", "loi-reen"),
        ("l'éco-conception des sites", "concept", "écoconception", "ecoconception"),
        ("une analyse de cycle de vie", "concept", "ACV", "acv"),
        ("le numérique responsable", "concept", "numérique responsable", "numerique-responsable"),
        ("comme l'a dit Maëlys tout à l'heure", "person", "Maëlys Orduña-Pic", None),
        ("merci madame Attia", "person", "Jean-Loup Attia", None),
        ("une question de Bérénice Oulmi qui demande", "person", "Bérénice Oulmi", None),
        ("à l'agglomération du pays bleu", "organisation", "Agglomération du Pays Bleu", None),
        (
            "la ville de Saint-Orens-sur-Vègre a commencé",
            "organisation",
            "ville de Saint-Orens-sur-Vègre",
            None,
        ),
        ("dans les Hauts-de-Seine", "place", "Hauts-de-Seine", None),
        ("on est à Tours depuis hier", "place", "Tours", None),
        (
            "le décret n° 2022-1084 du 29 juillet 2022 précise",
            "law",
            "décret n° 2022-1084 du 29 juillet 2022",
            None,
        ),
        ("la loi n°2021-1485", "law", "loi n°2021-1485", None),
        ("l'article 35 de la loi", "law", "article 35 de la loi", None),
        ("le règlement (UE) 2016/679", "law", "règlement (UE) 2016/679", None),
        ("sur www.exemple.gouv.fr/outils.", "url", "exemple.gouv.fr/outils", None),
        ("sur Écoresponsable.numérique.gouv.fr", "url", "ecoresponsable.numerique.gouv.fr", None),
        (
            "sur ecoresponsable point numerique point gouv point fr",
            "url",
            "ecoresponsable.numerique.gouv.fr",
            None,
        ),
    ],
)
def test_found(body: str, kind: str, said: str, entry: str | None):
    found = [(m.kind, m.text, m.entry) for m in mentions(body)]
    assert (kind, said, entry) in found


@pytest.mark.parametrize(
    "body",
    [
        "je tire un lot de la boîte",
        "on en est à ce point. Bref on avance",
        "il y a un point noir sur la carte",
        "une deuxième version, la 2.0.fr",
        "les canut de la Croix-Rousse",
        "écrivez-moi à contact@exemple.fr",
        "le nord et la manche du pull",
        "article premier",
    ],
)
def test_left_alone(body: str):
    assert [m for m in mentions(body) if m.kind in ("url", "place", "law", "organisation")] == []


def test_a_web_address_inside_a_mail_address_is_none():
    assert mentions("contact@exemple.fr") == ()


def test_counts_and_first_place():
    body = "La DINUM publie. Jean-Loup, la dinum et la DINUM encore, monsieur Attia."
    found = {m.text: m for m in mentions(body)}
    assert found["DINUM"].count == 3
    assert found["DINUM"].first == body.index("DINUM")
    assert found["Jean-Loup Attia"].count == 2
    assert [m.first for m in mentions(body)] == sorted(m.first for m in mentions(body))


def test_the_longest_reading_counts():
    assert [m.text for m in mentions("la loi REEN")] == ["loi REEN"]


def test_a_first_name_of_two_people_names_nobody():
    people = (*PEOPLE, Participant("p3", "Maëlys Brun"))
    assert mentions("merci Maëlys", people) == ()


def test_empty():
    assert mentions("") == ()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="adinum REENloi.point fr°n12-'’@/éà ", max_size=200))
def test_any_text(body: str):
    for mention in mentions(body):
        assert 0 <= mention.first < len(body)
        assert mention.count >= 1 and mention.text
