"""Offsets: corrected text to raw text and to time, for any cues and any corrections."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Correction, Cue
from pipeline.positions import correct_text, raw_time

WORDS = st.text(alphabet="abcé 'REN", min_size=0, max_size=12)


@st.composite
def cues_and_corrections(draw):
    raws = draw(st.lists(WORDS, max_size=6))
    cues = [Cue(i, 1000 * i, 1000 * (i + 1), raw) for i, raw in enumerate(raws)]
    corrections = []
    for _ in range(draw(st.integers(0, 4)) if cues else 0):
        first = draw(st.integers(0, len(cues) - 1))
        last = draw(st.integers(first, min(first + 2, len(cues) - 1)))
        start = draw(st.integers(0, len(raws[first])))
        end = draw(st.integers(start if last == first else 0, len(raws[last])))
        corrections.append(
            Correction(
                first,
                start,
                end,
                "",
                draw(WORDS),
                None,
                "variant",
                1.0,
                "applied",
                "",
                None if last == first else last,
            )
        )
    return cues, corrections


def change(cue, start, end, after, *, cue_end=None, status="applied"):
    return Correction(cue, start, end, "", after, None, "variant", 1.0, status, "", cue_end)


@given(cues_and_corrections())
def test_every_kept_character_maps_to_the_same_raw_character(case):
    cues, corrections = case
    text = correct_text(cues, corrections)
    for piece in text.pieces:
        if piece.verbatim:
            raw = cues[piece.cue].raw[piece.raw_start : piece.raw_end]
            assert text.text[piece.start : piece.end] == raw
            for offset in range(piece.start, piece.end):
                cue, raw_offset = text.raw_position(offset)
                assert cues[cue].raw[raw_offset] == text.text[offset]


@given(cues_and_corrections())
def test_times_never_decrease_along_the_text(case):
    cues, corrections = case
    text = correct_text(cues, corrections)
    times = [text.time(i) for i in range(len(text.text))]
    assert times == sorted(times)


@given(cues_and_corrections())
def test_cue_texts_rebuild_the_text(case):
    cues, corrections = case
    text = correct_text(cues, corrections)
    assert "".join(text.cue_text(i) for i in range(len(cues))) == "".join(
        text.text[p.start : p.end] for p in text.pieces
    )


@given(st.lists(WORDS.filter(lambda w: w.strip() and not w.startswith("'")), max_size=6))
def test_without_corrections_it_is_the_raw_text(raws):
    cues = [Cue(i, None, None, raw) for i, raw in enumerate(raws)]
    text = correct_text(cues)
    assert text.text == " ".join(raws)
    assert text.time(0) is None


def test_a_correction_over_two_cues_goes_into_the_first():
    cues = [Cue(0, 0, 1000, "une assez"), Cue(1, 1000, 2000, "les dédiés pour un service")]
    text = correct_text(cues, [change(0, 0, 10, "une ACV dédiée", cue_end=1)])
    assert text.text == "une ACV dédiée pour un service"
    assert [text.cue_text(0), text.cue_text(1)] == ["une ACV dédiée", "pour un service"]


def test_a_correction_that_is_only_suggested_changes_nothing():
    cues = [Cue(0, 0, 1000, "les frasques du numérique")]
    assert correct_text(cues, [change(0, 4, 12, "fresques", status="suggested")]).text == cues[0].raw


def test_of_two_corrections_that_overlap_the_first_wins_and_the_other_is_left_out():
    cues = [Cue(0, 0, 1000, "la loi Rennes impose")]
    first, second = change(0, 3, 13, "loi REEN"), change(0, 7, 13, "REEN")
    text = correct_text(cues, [second, first])
    assert text.text == "la loi REEN impose"
    assert text.corrections == (first,)


def test_a_word_cut_at_its_apostrophe_is_joined_without_a_space():
    assert correct_text([Cue(0, 0, 1, "de l"), Cue(1, 1, 2, "'IA")]).text == "de l'IA"


def test_inserted_words_take_the_time_of_the_words_they_replace():
    cues = [Cue(0, 0, 1000, "aaaa loi Rennes")]
    text = correct_text(cues, [change(0, 9, 15, "REEN")])
    assert text.time(text.text.index("REEN") + 3) == raw_time(cues[0], 9) == 600
    assert text.time(len(text.text), end=True) == 1000


def test_an_empty_recording():
    text = correct_text([])
    assert (text.text, text.time(0), text.raw_position(0)) == ("", None, (0, 0))


@given(cues_and_corrections())
def test_a_raw_position_leads_back_to_its_text_offset(case):
    cues, corrections = case
    text = correct_text(cues, corrections)
    for piece in text.pieces:
        if piece.verbatim:
            for offset in range(piece.start, piece.end):
                assert text.offset(*text.raw_position(offset)) == offset
                assert text.offset(*text.raw_position(offset + 1, end=True), end=True) == offset + 1
        elif piece.raw_end > piece.raw_start:
            assert text.offset(piece.cue, piece.raw_start) == piece.start
            assert text.offset(piece.cue, piece.raw_end, end=True) == piece.end


def test_a_full_stop_left_alone_by_a_correction_stays_on_its_word():
    cues = [Cue(0, 0, 1, "leurs feuilles de route numériques"), Cue(1, 1, 2, "responsables. On y va")]
    text = correct_text(cues, [change(0, 6, 12, "feuilles de route numérique responsable", cue_end=1)])
    assert text.text == "leurs feuilles de route numérique responsable. On y va"
