"""What holds for any text: tiling, unchanged words, the same answer twice."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Correction, Cue, Participant
from pipeline.positions import correct_text
from pipeline.segment import punctuate, segment
from pipeline.segment.sentences import LONGEST
from pipeline.segment.words import split_words

PEOPLE = (
    Participant("p1", "Hélène Marchadier", "Animatrice", None, "host"),
    Participant("p2", "Karim Ouzeri", None, "Ville de Brannes", "speaker"),
)
PIECES = st.sampled_from(
    "bonjour à tous | Merci Karim, c'était très clair. | alors chez nous on a | Karim ? | je te "
    "laisse la parole. | oui | et donc | "
    "de l'État | 4 500 agents | « voilà » | - Bonjour. | M. Ouzeri | data.gouv.fr | est-ce que vous "
    "avez | ... | ’IA | \u00a0 | 2,5 % | "
    "je suis Hélène Marchadier | n° 2022-1084 | !? | \U0001f600 | İstanbul | ﬁn | ß | etc. | "
    "d'accord ok | merci | mais non".split(" | ")
)
CUES = st.lists(st.lists(PIECES, max_size=12).map(" ".join), max_size=12)


def make(raws, labels=None):
    return correct_text(
        [
            Cue(i, 1000 * i, 1000 * i + 900, raw, i + 1, labels[i % len(labels)] if labels else None)
            for i, raw in enumerate(raws)
        ]
    )


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def check(text, found):
    if not split_words(text.text):
        assert not found.turns and not found.sentences
        return
    assert found.turns[0].start == 0
    assert found.turns[-1].end == len(text.text)
    for a, b in zip(found.turns, found.turns[1:], strict=False):
        assert a.end == b.start and a.start < a.end
    assert [t.index for t in found.turns] == list(range(len(found.turns)))
    ids = {p.id for p in found.participants}
    assert len(ids) == len(found.participants)
    for turn in found.turns:
        inside = [s for s in found.sentences if s.turn == turn.index]
        assert inside[0].start == turn.start and inside[-1].end == turn.end
        assert all(a.end == b.start and a.start < a.end for a, b in itertools.pairwise(inside))
        assert turn.paragraphs[0] == turn.start
        assert set(turn.paragraphs) <= {s.start for s in inside}
        assert turn.speaker is None or turn.speaker in ids
        assert 0 <= turn.confidence <= 1


@settings(max_examples=40, deadline=None)
@given(
    CUES,
    st.sampled_from([(), PEOPLE[:1], PEOPLE]),
    st.sampled_from([None, ["SPEAKER_00", "SPEAKER_01", None], ["Karim Ouzeri"]]),
)
def test_turns_tile_the_text_and_sentences_the_turns(raws, people, labels):
    text = make(raws, labels)
    found = segment(text, people)
    check(text, found)
    assert found == segment(text, people)


@settings(max_examples=40, deadline=None)
@given(CUES)
def test_punctuation_never_changes_a_word(raws):
    text = make(raws)
    corrections = punctuate(text)
    after = correct_text(text.cues, corrections)
    assert letters(after.text) == letters(text.text)
    assert len(after.corrections) == len(corrections)
    assert {c.rule for c in corrections} <= {"punctuation", "case"}
    for c in corrections:
        assert text.cues[c.cue].raw[c.raw_start : c.raw_end] == c.before
        assert c.before.lower().strip() == c.after.lower().strip(". ")


@settings(max_examples=40, deadline=None)
@given(CUES)
def test_restored_punctuation_does_not_move_the_turns(raws):
    text = make(raws)
    after = correct_text(text.cues, punctuate(text))
    openings = [letters(t.text[x.start : x.end]) for t in (text, after) for x in segment(t, PEOPLE).turns]
    half = len(openings) // 2
    assert openings[:half] == openings[half:]


SPEECH = (
    "alors chez nous on a commencé par un inventaire de tous les postes et on a trouvé 4 500 "
    "ordinateurs dans les services "
    "donc on a mis en place une convention avec une association du territoire et ils reprennent tout "
    "le matériel "
    "et puis nous avons formé les agents par petits groupes parce que c'était demandé par les élus du conseil"
)


def test_unpunctuated_speech_is_cut_into_sentences():
    text = make([SPEECH, SPEECH])
    sentences = segment(text, PEOPLE[1:]).sentences
    sizes = [len(letters(text.text[s.start : s.end])) for s in sentences]
    assert len(sentences) >= 5
    assert max(sizes) <= LONGEST + 5
    assert not any(
        "4" in text.text[s.end - 2 : s.end] and text.text[s.end : s.end + 3] == "500" for s in sentences
    )


def test_sentence_ends_come_back_with_their_capital():
    text = make([SPEECH])
    after = correct_text(text.cues, punctuate(text)).text
    assert after.startswith("Alors chez nous")
    assert "services. Donc on a mis" in after
    assert "territoire. Et ils reprennent" in after
    assert after.endswith(".")


def test_each_restored_end_can_be_refused():
    text = make([SPEECH])
    corrections = punctuate(text)
    fewer = correct_text(text.cues, [c for c in corrections if c.after != ". Donc"])
    assert "services donc on a mis" in fewer.text
    assert "territoire. Et ils" in fewer.text


def test_punctuated_text_is_left_alone():
    text = make(
        ["Bonjour à tous. Alors nous avons trois points, et puis une question.", "Donc voilà. Merci à tous."]
    )
    assert punctuate(text) == ()


def test_punctuation_leaves_corrections_in_force_alone():
    plain = make([SPEECH])
    at = SPEECH.index("services donc")
    fixed = Correction(0, at, at + 13, "services donc", "services, donc", None, "name", 1.0, "applied", "")
    text = correct_text(plain.cues, [fixed])
    both = correct_text(plain.cues, [fixed, *punctuate(text)])
    assert "services, donc" in both.text
    assert len(both.corrections) == 1 + len(punctuate(text))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("M. Ouzeri est venu. Il a parlé.", 2),
        ("Voir www.data.gouv.fr pour le décret n° 2022-1084. C'est clair.", 2),
        ("Le budget est de 2.5 millions. Voilà.", 2),
        ("Il y a des bonnes pratiques, etc. Ensuite nous verrons.", 2),
        ("Vraiment ?! Oui... enfin, presque.", 2),
    ],
)
def test_sentence_ends(words, count):
    assert len(segment(make([words]), PEOPLE[1:]).sentences) == count


def test_long_turns_have_paragraphs():
    text = make(["Nous avons mené ce projet avec tous les services de la ville. " * 60])
    turn = segment(text, PEOPLE[1:]).turns[0]
    sizes = [
        len(letters(text.text[a:b]))
        for a, b in zip(turn.paragraphs, [*turn.paragraphs[1:], turn.end], strict=True)
    ]
    assert len(sizes) >= 4
    assert max(sizes) <= 230


def test_nothing_said():
    assert segment(make([]), PEOPLE).turns == ()
    assert segment(make(["", " … "]), PEOPLE).sentences == ()
    assert segment(make([]), PEOPLE).participants == PEOPLE


def test_one_participant_says_everything():
    turns = segment(make([SPEECH, SPEECH]), PEOPLE[1:]).turns
    assert [t.speaker for t in turns] == ["p2"]


def test_no_participants():
    found = segment(make(["Nous avons formé les agents. Les services sont contents."]), ())
    assert [p.name for p in found.participants] == ["Intervenant·e 1"]
    assert not found.participants[0].listed


def test_long_hostile_text_stays_quick():
    """Nothing in the search is more than linear: a page of one repeated cue word is only long."""
    for words in ("merci " * 5000, "a" * 100000, "NOM ? " * 2000, "- " * 20000):
        check(make([words]), segment(make([words]), PEOPLE))
