"""What a page holds: every item once, marks and notes, links that resolve, and nothing injected."""

from __future__ import annotations

import copy
import gzip
import json
import re
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.page import page
from pipeline.page.marks import changes_words
from pipeline.page.render import harmless
from pipeline.wording import video_url
from tests.ecoindex import grade, score
from tests.page import documents
from tests.page.reading import Reading, plain

SMALL = {
    "small": documents.document(),
    "without times": documents.without_times(),
    "empty": documents.empty(),
    "hostile": documents.hostile("".join(documents.HOSTILE)),
}
ELEMENTS = frozenset(
    "html head meta link title style body header nav main footer h1 h2 h3 h4 p ul ol li a span "
    "details summary svg text line rect circle".split()
)
ATTRIBUTES = frozenset(
    "lang charset name content http-equiv rel href class id aria-label role width height x y x1 x2 y1 y2 "
    "cx cy r text-anchor".split()
)


@pytest.fixture(params=["sample", *SMALL])
def both(request: pytest.FixtureRequest) -> tuple[dict, Reading]:
    if request.param == "sample":
        return request.getfixturevalue("sample"), request.getfixturevalue("sample_page")
    document = SMALL[request.param]
    return document, Reading(page(document))


# ---------------------------------------------------------------------------------- structure


def test_ids_are_unique_and_every_link_of_the_page_resolves(both: tuple[dict, Reading]) -> None:
    document, reading = both
    ids = reading.ids()
    assert len(ids) == len(set(ids))
    video = video_url(document)
    for link in reading.links():
        href = link.attributes["href"] or ""
        assert href[1:] in ids if href.startswith("#") else video and href.startswith(video), href


def test_headings_are_in_order(both: tuple[dict, Reading]) -> None:
    levels = [level for level, _ in both[1].headings()]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all(heading.words for _, heading in both[1].headings())


def test_it_is_one_file_that_asks_for_nothing(both: tuple[dict, Reading]) -> None:
    _, reading = both
    assert {e.tag for e in reading.elements} <= ELEMENTS
    assert {name for e in reading.elements for name in e.attributes} <= ATTRIBUTES
    assert [e.attributes["href"] for e in reading.elements if e.tag == "link"] == ["data:,"]
    (style,) = [e.text for e in reading.elements if e.tag == "style"]
    assert "url(" not in style and "@import" not in style
    assert reading.elements[0].attributes == {"lang": "fr"}


def test_every_turn_stands_there_once_in_full(both: tuple[dict, Reading]) -> None:
    document, reading = both
    assert reading.turns() == [plain(harmless(t["text"])) for t in document["turns"]]


def test_every_figure_and_action_has_its_place(both: tuple[dict, Reading]) -> None:
    document, reading = both
    for row in (*document["figures"], *document["actions"]):
        link = reading.by_id(row["id"])
        assert link.words == plain(harmless(row["text"]))
        assert (link.attributes["href"] or "").startswith(("#t-", "#p-"))


def test_people_and_chapters_are_named(both: tuple[dict, Reading]) -> None:
    document, reading = both
    words = [e.words for e in reading.elements if e.tag in ("li", "h3")]
    for texts in [(p["name"], p["role"], p["organisation"]) for p in document["participants"]] + [
        (c["title"],) for c in document["chapters"]
    ]:
        said = [plain(harmless(t)) for t in texts if t]
        assert any(all(t in w for t in said) for w in words), said


def test_every_correction_of_words_has_its_mark_and_its_note(both: tuple[dict, Reading]) -> None:
    document, reading = both
    for row in document["corrections"]:
        if not changes_words(row) or row["status"] == "rejected":
            continue
        suggested = row["status"] == "suggested"
        mark = reading.by_id(row["id"])
        assert mark.attributes["class"] == ("s" if suggested else "c")
        note = (mark.attributes["href"] or "")[1:]
        number = f"? {note[1:]}" if suggested else note[1:]
        if suggested:  # signs around its words may have changed since
            assert mark.words.split()[0].strip(".,") == plain(harmless(row["before"])).split()[0].strip(".,")
            assert mark.words.endswith(f" [{number}]")
        else:
            assert mark.words == f"{plain(harmless(row['after']))} [{number}]"
        told = reading.by_id(note).words
        assert all(plain(harmless(row[key])) in told for key in ("before", "after", "why"))
        assert plain(harmless(row["entry"] or "")) in told
        assert re.search(r"Score \d+ %|Score \d+ à \d+ %", told)


def test_signs_and_capitals_are_all_listed(both: tuple[dict, Reading]) -> None:
    document, reading = both
    rows = [c for c in document["corrections"] if not changes_words(c)]
    lists = [e.words for e in reading.elements if e.tag == "details" and "majuscules rétablies" in e.text]
    listed = " ".join(lists)
    changes = [plain(harmless(f"« {c['before'].strip()} » → « {c['after'].strip()} »")) for c in rows]
    assert all(listed.count(change) >= changes.count(change) for change in changes)
    assert len(lists) == bool(rows)


def test_the_charts_have_a_mark_for_each_turn_and_each_action(both: tuple[dict, Reading]) -> None:
    document, reading = both
    marks = [e for e in reading.elements if e.tag == "a" and e.in_svg]
    turns = [e for e in marks if (e.attributes["href"] or "").startswith("#tour-")]
    assert {e.attributes["href"] for e in turns} == {f"#tour-{t['index']}" for t in document["turns"]}
    assert len(turns) == len(document["turns"])
    assert len(marks) - len(turns) == sum(len(a["objectives"]) for a in document["actions"])
    assert all(e.children[0].tag == "title" and e.words for e in marks)
    assert all(e.attributes["aria-label"] for e in reading.elements if e.tag == "svg")


def test_a_doubtful_or_unknown_voice_says_so_with_the_evidence() -> None:
    elements = Reading(page(documents.document())).elements
    assert [e.words for e in elements if e.attributes.get("class") == "doubt"] == [
        "Attribution incertaine (confiance 40 %). Indices : se présente.",
        "La voix de ce passage n’est pas identifiée. Indices relevés : répond par oui.",
    ]


def test_timecodes_lead_to_the_video_and_without_one_to_their_own_anchor() -> None:
    document = documents.document()
    reading = Reading(page(document))
    times = [e.children[0] for level, e in reading.headings() if level == 4]
    assert [(t.words, t.attributes["href"]) for t in times] == [
        (f"0:{s:02d}", f"https://www.dailymotion.com/video/x9aa7ci?start={s}") for s in (0, 10, 20)
    ]
    document["source"]["video_id"] = None
    times = [e.children[0] for level, e in Reading(page(document)).headings() if level == 4]
    assert [t.attributes["href"] for t in times] == ["#t-0", "#t-10", "#t-20"]


def test_two_paragraphs_of_one_second_have_two_anchors() -> None:
    document = documents.document()
    document["turns"][1]["paragraphs"] = [{"offset": 0, "start": 10.0}, {"offset": 5, "start": 10.7}]
    assert {"t-10", "t-10-2"} <= set(Reading(page(document)).ids())


def test_a_chapter_that_begins_before_the_first_words_stands_before_them() -> None:
    document = documents.document()
    document["turns"][0]["start"] = document["turns"][0]["paragraphs"][0]["start"] = 2.0
    headings = [(level, e.words) for level, e in Reading(page(document)).headings()]
    assert headings[headings.index((2, "Transcription")) + 1 :][:2] == [(3, "Début"), (4, "Paul 0:02")]


def test_a_chapter_inside_a_turn_says_who_goes_on() -> None:
    document = documents.document(
        chapters=[{"start": 0.0, "title": "Début"}, {"start": 15.0, "title": "Suite"}]
    )
    document["turns"][1]["paragraphs"] = [{"offset": 0, "start": 10.0}, {"offset": 5, "start": 15.0}]
    assert "Suite (suite de Jeanne Le Goff)" in [e.words for _, e in Reading(page(document)).headings()]


def test_what_was_left_out_and_what_is_wrong_stand_in_details() -> None:
    (left,) = [
        e.words for e in Reading(page(documents.document())).elements
        if e.tag == "details" and "laissé de côté" in e.text
    ]  # fmt: skip
    assert left.startswith("1 passage laissé de côté, 1 anomalie signalée")
    assert "Ligne 3" in left and "habillage de page" in left and "heure qui recule" in left


def test_corrections_that_overlap_both_keep_a_mark() -> None:
    document = documents.document()
    document["corrections"].append(documents.correction("c9", 0, 12, "loi", "Loi", status="suggested"))
    reading = Reading(page(document))
    assert reading.by_id("c1").words == "la loi REEN [1]"
    assert reading.by_id("c9").words == "[? 1]"
    assert reading.turns()[0] == "Bonjour, la loi REEN nous oblige."


def test_a_turn_that_someone_edited_keeps_its_words_and_its_notes() -> None:
    document = documents.document()
    document["turns"][0]["text"] = "Tout autre chose."
    reading = Reading(page(document))
    assert reading.turns()[0] == "Tout autre chose."
    assert "la loi Rennes" in reading.by_id("n1").words


# ----------------------------------------------------------------------------- hostile documents


@pytest.mark.parametrize("words", documents.HOSTILE)
def test_no_text_of_a_recording_becomes_markup(words: str) -> None:
    document = documents.hostile(words)
    reading = Reading(page(document))
    assert {e.tag for e in reading.elements} <= ELEMENTS
    assert {name for e in reading.elements for name in e.attributes} <= ATTRIBUTES
    allowed = ("#", "data:,")
    assert all((e.attributes.get("href") or "#").startswith(allowed) for e in reading.elements)
    assert reading.headings()[0][1].words == plain(harmless(words))
    assert reading.turns() == [plain(harmless(t["text"])) for t in document["turns"]]


def test_controls_and_bidirectional_overrides_do_not_reach_the_page() -> None:
    html = page(documents.hostile("a\x00\x07b\u202ec\u2066d\ud800e"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert "abcde" in html
    html.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_shown_as_it_is(words: str) -> None:
    document = documents.hostile(words)
    assert Reading(page(document)).turns() == [plain(harmless(t["text"])) for t in document["turns"]]


# ------------------------------------------------------------------------------- pure and light


def test_the_documents_of_these_tests_have_the_shape_of_the_output() -> None:
    schema = files("pipeline.schema").joinpath("webinar.schema.json").read_text("utf-8")
    validator = Draft202012Validator(json.loads(schema))
    for name in ("small", "without times", "empty"):
        assert list(validator.iter_errors(SMALL[name])) == []


def test_the_page_depends_on_the_document_alone_and_leaves_it_alone(sample: dict) -> None:
    before = copy.deepcopy(sample)
    assert page(sample) == page(copy.deepcopy(sample))
    assert sample == before


def test_the_formula_gives_the_scores_of_measured_pages() -> None:
    assert round(score(259, 29, 334), 1) == 80.7
    assert round(score(858, 29, 353), 1) == 58.7


def test_an_hour_keeps_within_the_budget(sample_page: Reading) -> None:
    data = sample_page.html.encode("utf-8")
    transferred = len(gzip.compress(data)) / 1000
    assert len(data) < 250_000
    assert transferred < 150
    assert grade(score(sample_page.counted(), 1, transferred)) in "AB", sample_page.counted()


# ------------------------------------------------------------------------------------ decisions


def test_what_editors_decided_is_said_in_words():
    document = documents.document()
    assert "Relecture" not in words(document)
    document["review"] = {
        "state": "started",
        "decisions": 3,
        "stale": True,
        "undecided": 2,
        "set_aside": [{"kind": "point", "target": "p", "text": "a", "item": {}}],
        "orphaned": [{}],
    }
    text = words(document)
    assert "Relecture en cours : 3 décisions d’éditeurs, 1 élément écarté, 1 décision sans place." in plain(
        text
    )
    assert "Des décisions plus récentes ne sont pas encore dans cette page." in text
    document["review"] |= {"state": "complete", "stale": False, "orphaned": []}
    assert "Relecture terminée" in words(document)


def test_a_correction_says_what_an_editor_decided_of_it():
    document = documents.document()
    row = next(c for c in document["corrections"] if c["status"] == "applied")
    row |= {"status": "edited", "target": "t", "machine": {"status": "applied", "after": row["after"]}}
    assert "changé par un éditeur" in words(document)


def words(document: dict) -> str:
    return next(e.words for e in Reading(page(document)).elements if e.tag == "body")
