"""Chapters: where they begin, what they are called, how many there are."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.chapters import find_chapters
from pipeline.model import Chapter, Cue, Participant, Segmentation, Sentence, Turn
from pipeline.positions import Text, correct_text

HOST = Participant("p1", "Nadège Pailler", None, None, "host")
GUEST = Participant("p2", "Yannick Le Bec", None, "Ville de Morvan-Plage", "speaker")
FILLER = "On regarde ensuite ce que disent les services et on en tient compte chaque semaine. " * 36


def spoken(turns: list[tuple[str | None, str]], timed: bool = True) -> tuple[Text, Segmentation]:
    """A recording at twelve characters a second, one cue a turn."""
    cues, clock = [], 0
    for i, (_, said) in enumerate(turns):
        end = clock + 80 * len(said)
        cues.append(Cue(i, clock if timed else None, end if timed else None, said))
        clock = end
    text = correct_text(tuple(cues))
    parts, sentences = [], []
    for i, (who, _) in enumerate(turns):
        start, end = text.cue_starts[i], text.cue_ends[i]
        parts.append(Turn(i, start, end, who, 1.0))
        sentences += [
            Sentence(start + m.start(), start + m.end(), i)
            for m in re.finditer(r"[^.?!\s][^.?!]*[.?!]*", text.text[start:end])
        ]
    return text, Segmentation(tuple(parts), tuple(sentences), (HOST, GUEST))


TALK = [
    (
        "p1",
        "Bonjour à tous. Aujourd'hui on va parler de la durée de vie des équipements. "
        + FILLER
        + "Je passe la parole à Yannick qui va nous parler de la collecte des téléphones.",
    ),
    ("p2", "Merci Nadège. " + FILLER + "Deuxième partie, la réparation des tablettes. " + FILLER),
    ("p1", "Merci beaucoup. Alors les questions. " + FILLER),
    ("p2", "Alors oui. " + FILLER + "Pour conclure, il reste du travail. " + FILLER),
]


def test_announcements_and_new_voices_open_chapters():
    text, segmentation = spoken(TALK)
    found = find_chapters(text, segmentation)
    titles = [c.title for c in found]
    assert titles[0] == "Introduction : la durée de vie des équipements"
    assert "Yannick Le Bec : la collecte des téléphones" in titles
    assert "La réparation des tablettes" in titles
    assert any(t.startswith("Questions") for t in titles)
    assert any(t.startswith("Conclusion") for t in titles)


def test_without_times():
    timed = find_chapters(*spoken(TALK))
    untimed = find_chapters(*spoken(TALK, timed=False))
    assert [c.title for c in untimed][:2] == [c.title for c in timed][:2]


def test_false_announcements_open_nothing():
    text, segmentation = spoken(
        [
            (
                "p1",
                "Bonjour. "
                + FILLER
                + "Il me reste à vous souhaiter un bon webinaire. "
                + "La loi porte sur la commande publique, sur la gestion du matériel, sur les données. "
                + "Je vais partager mon écran, on passe à la diapo suivante. "
                + FILLER * 4,
            )
        ]
    )
    assert [c.title.split(" : ")[0] for c in find_chapters(text, segmentation)] == ["Introduction"]


def test_empty_and_short():
    assert find_chapters(correct_text(()), Segmentation((), (), ())) == ()
    text, segmentation = spoken([("p1", "Bonjour, on parle des serveurs.")])
    assert len(find_chapters(text, segmentation)) == 1


def test_never_more_than_ten():
    many = [
        ("p2" if i % 2 else "p1", f"Parlons maintenant de la filière {w}. " + FILLER * 3)
        for i, w in enumerate(
            "textile bois papier verre métal plastique carton encre laine cuir zinc cuivre".split()
        )
    ]
    found = find_chapters(*spoken(many))
    assert 3 <= len(found) <= 10
    assert [c.start for c in found] == sorted({c.start for c in found})


def _own_words(chapter: Chapter, body: str, names: set[str]) -> bool:
    title = chapter.title.split(" : ")[-1]
    return title in names or title.lower() in body.lower()


def test_titles_are_words_of_the_recording():
    text, segmentation = spoken(TALK)
    names = {"Introduction", "Questions", "Conclusion", "Suite", *(p.name for p in segmentation.participants)}
    assert all(_own_words(c, text.text, names) for c in find_chapters(text, segmentation))


PHRASES = st.sampled_from(
    [
        "On va parler de la paie. ",
        "Première partie, le parc. ",
        "Merci. ",
        "Alors les questions. ",
        "Pour conclure. ",
        FILLER,
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p1", "p2", None]), PHRASES), max_size=12))
def test_any_order(turns: list[tuple[str | None, str]]):
    text, segmentation = spoken(turns)
    found = find_chapters(text, segmentation)
    assert bool(found) == bool(turns)
    assert [c.start for c in found] == sorted({c.start for c in found})
    assert all(c.title for c in found) and len(found) <= 10
