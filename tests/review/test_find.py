"""Words looked for in the corrected text, and the raw place that replacing them takes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.decisions.model import Place
from pipeline.model import Correction, Cue
from pipeline.positions import Text, correct_text
from pipeline.review.find import Folded, Hit, Query, context, find


def cues(*raws: str) -> tuple[Cue, ...]:
    return tuple(Cue(i, 1000 * i, 1000 * i + 1000, raw) for i, raw in enumerate(raws))


def change(cue: int, raw: str, before: str, after: str, status: str = "applied") -> Correction:
    start = raw.index(before)
    return Correction(cue, start, start + len(before), before, after, None, "variant", 1.0, status, "")


def replaced(text: Text, corrections: tuple[Correction, ...], hits: list[Hit], words: str) -> str:
    """The text once each hit has been replaced by a correction of its own."""
    gone = {id(c) for h in hits for c in h.touched}
    rest = [c for c in corrections if id(c) not in gone]
    made = [
        Correction(
            h.place.cue, h.place.raw_start, h.place.raw_end, "", h.replaced(words), None, "editor", 1.0,
            "edited", "", h.place.cue_end,
        )
        for h in hits
    ]  # fmt: skip
    return correct_text(text.cues, (*rest, *made)).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("reen"), ["REEN"]),
        (Query("REEN", exact=True), ["REEN"]),
        (Query("reen", exact=True), []),
        (Query("ecole"), ["École"]),
        (Query("l'ecole"), ["L’École"]),
        (Query("œuvre"), ["oeuvre"]),
        (Query("oeuvr", whole=False), ["oeuvr"]),
        (Query("oeuvr"), []),
        (Query("en oeuvre la"), ["en oeuvre\u00a0la"]),
        (Query("  "), []),
        (Query(""), []),
        (Query(".*"), []),
        (Query("(a+)+$"), []),
        (Query("100 %"), ["100 %"]),
        (Query("é" * 5000), []),
    ],
)
def test_what_a_query_finds(query: Query, found: list[str]) -> None:
    text = correct_text(cues("L’École met en oeuvre\u00a0la loi REEN", "à 100 % ."))
    assert [h.said for h in find(text, query)] == found


def test_a_hit_stands_on_its_raw_words() -> None:
    rows = cues("une mise en", "œuvre de la loi")
    text = correct_text(rows)
    (hit,) = find(text, Query("mise en oeuvre"))
    assert hit.place == Place(0, 4, 1, 5)
    assert (hit.touched, hit.edits) == ((), None)
    assert hit.replaced("application") == "application"


def test_a_hit_inside_a_correction_is_an_edit_of_it() -> None:
    raw = "la loi Rennes nous oblige"
    corrections = (change(0, raw, "la loi Rennes", "la loi REEN"),)
    text = correct_text(cues(raw), corrections)
    (hit,) = find(text, Query("reen"), corrections)
    assert hit.edits == corrections[0]
    assert hit.replaced("RÉEN") == "la loi RÉEN"
    assert replaced(text, corrections, [hit], "RÉEN") == "la loi RÉEN nous oblige"


def test_a_hit_over_a_correction_and_its_neighbours_takes_both() -> None:
    raw = "la loi Rennes nous oblige"
    corrections = (change(0, raw, "Rennes", "REEN"),)
    text = correct_text(cues(raw), corrections)
    (hit,) = find(text, Query("reen nous"), corrections)
    assert (hit.place, hit.edits, hit.touched) == (Place(0, 7, 0, 18), None, corrections)
    assert replaced(text, corrections, [hit], "X") == "la loi X oblige"


def test_a_proposal_that_is_touched_is_taken_whole() -> None:
    raw = "selon l'ADN et ses agents"
    corrections = (change(0, raw, "l'ADN", "la DINUM", "suggested"),)
    (hit,) = find(correct_text(cues(raw), corrections), Query("adn"), corrections)
    assert hit.edits == corrections[0]
    assert hit.replaced("IGN") == "l'IGN"


def test_two_hits_in_one_correction_are_one_edit() -> None:
    raw = "le duo"
    corrections = (change(0, raw, "duo", "tic et tic"),)
    text = correct_text(cues(raw), corrections)
    (hit,) = find(text, Query("tic"), corrections)
    assert hit.replaced("tac") == "tac et tac"
    assert replaced(text, corrections, [hit], "tac") == "le tac et tac"


def test_words_that_a_correction_takes_away_belong_to_the_place() -> None:
    raw = "la euh loi"
    corrections = (change(0, raw, "euh ", ""),)
    text = correct_text(cues(raw), corrections)
    (hit,) = find(text, Query("la loi"), corrections)
    assert hit.touched == corrections
    assert replaced(text, corrections, [hit], "le texte") == "le texte"


def sign(cue: int, raw: str, before: str, after: str, rule: str = "punctuation") -> Correction:
    start = raw.index(before)
    return Correction(cue, start, start + len(before), before, after, None, rule, 1.0, "applied", "")


@pytest.mark.parametrize(
    ("query", "said", "place"),
    [
        ("donc", "Donc", Place(0, 11, 0, 15)),
        ("donc on", "Donc on", Place(0, 11, 0, 18)),
        ("on", "on", Place(0, 16, 0, 18)),
        ("est fini", "est fini", Place(0, 2, 0, 10)),
        ("voilà", "Voilà", Place(1, 0, 1, 5)),
    ],
)
def test_restored_signs_and_capitals_belong_to_no_hit(query: str, said: str, place: Place) -> None:
    raws = ("c'est fini donc on part", "voilà tout")
    corrections = (sign(0, raws[0], " donc", ". Donc"), sign(1, raws[1], "voilà", "Voilà", "case"))
    text = correct_text(cues(*raws), corrections)
    (hit,) = find(text, Query(query), corrections)
    assert (hit.said, hit.place, hit.around, hit.touched) == (said, place, ("", ""), ())


def test_a_full_stop_after_a_word_stays_out_of_its_hit() -> None:
    raw = "bonne santé on part"
    corrections = (sign(0, raw, "é", "é."),)
    (hit,) = find(correct_text(cues(raw), corrections), Query("sante"), corrections)
    assert (hit.said, hit.place) == ("santé", Place(0, 6, 0, 11))


WORDS = st.lists(st.sampled_from(["la", "loi", "Loi", "été", "œuf", "l'eau", "a"]), min_size=1, max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_replacing_in_the_raw_cues_is_replacing_in_the_text(lines: list[list[str]], data) -> None:
    rows = cues(*(" ".join(words) for words in lines))
    corrections = []
    for cue in rows:
        for word in dict.fromkeys(cue.raw.split(" ")):
            drawn = st.sampled_from([("", ""), ("la loi", "applied"), ("loi", "suggested")])
            after, status = data.draw(drawn)
            if after and not any(c.cue == cue.index for c in corrections):
                corrections.append(change(cue.index, cue.raw, word, after, status))
    text = correct_text(rows, corrections)
    query = Query(data.draw(st.sampled_from(["loi", "ete", "la loi", "oeuf", "a", "eau la"])))
    hits = find(text, query, corrections)
    expected = text.text
    for hit in reversed(hits):
        for begin, end in reversed(list(_inside(text, hit, query))):
            expected = expected[:begin] + "NEUF" + expected[end:]
    # a cue whose words all moved to the one before leaves its space
    assert replaced(text, tuple(corrections), hits, "NEUF").split() == expected.split()


def _inside(text: Text, hit: Hit, query: Query) -> list[tuple[int, int]]:
    from pipeline.review.find import spans

    return [s for s in spans(text.text, query) if hit.begin <= s[0] and s[1] <= hit.end]


@given(st.text(max_size=60))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = Folded.of(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 30), st.integers(0, 40))
def test_a_context_is_what_stands_beside(text: str, begin: int, length: int, room: int) -> None:
    begin = min(begin, len(text))
    end = min(begin + length, len(text))
    before, after = context(text, begin, end, room)
    assert text[:begin].endswith(before.removeprefix("… "))
    assert text[end:].startswith(after.removesuffix("…"))
    assert len(before) <= room + 2
