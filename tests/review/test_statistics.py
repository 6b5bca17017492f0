"""What many recordings say together, and the geometry of the archive's charts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.review import charts, statistics
from pipeline.review.outline import Misheard, Outline, Told, outline
from pipeline.wording import OBJECTIVES
from tests.page import documents


def misheard(before: str, after: str, entry: str | None = "reen", status: str = "applied") -> Misheard:
    return Misheard(entry, before, after, status, 1.0, after, "0.0.0.1")


def told(*objectives: str) -> Told:
    return Told("a1", "donner", "Nous avons donné.", 2.0, None, "done", objectives)


def recording(id: str, date: str | None = None, rows: tuple = (), actions: tuple = ()) -> Outline:
    return Outline(id, id.title(), date, 60.0, (), tuple(rows), tuple(actions), ())


def test_the_outline_of_a_document() -> None:
    found = outline(documents.document())
    assert (found.title, found.date, found.year, found.duration) == ("Essai", "2024-05-14", "2024", 30.0)
    assert found.people == ("Jeanne Le Goff",)
    # capitals alone are no mishearing
    assert [(m.before, m.after, m.proposed) for m in found.misheard] == [
        ("la loi Rennes", "la loi REEN", False),
        ("avons", "avions", True),
        ("donné", "damné", False),
    ]
    assert [m.refused for m in found.misheard] == [False, False, True]
    # the second turn is doubtful, the third has no voice
    assert (found.left, found.undecided, found.state) == ({"correction": 1, "turn": 2}, 3, "none")
    assert [(a.objectives, a.speaker) for a in found.actions] == [
        (("cycle_de_vie", "autre"), "Jeanne Le Goff")
    ]
    assert [f.text for f in found.figures] == ["400 ordinateurs"]


def test_the_outline_of_a_document_without_anything() -> None:
    found = outline(documents.empty())
    assert (found.misheard, found.actions, found.figures, found.year) == ((), (), (), None)


def test_entries_by_how_often_they_were_misheard() -> None:
    one = recording(
        "un", rows=(misheard("Rennes", "REEN"), misheard("rennes", "REEN"), misheard("REN", "REEN"))
    )
    two = recording(
        "deux",
        rows=(
            misheard("Rêne", "REEN", status="suggested"),
            misheard("Sonnier", "Saunier", None),
            misheard("sonié", "Saunier", None),
            misheard("reine", "REEN", status="rejected"),
        ),
    )
    first, second = statistics.entries([one, two])
    assert (first.key, first.term, first.count, first.recordings, first.proposed) == ("reen", "REEN", 4, 2, 1)
    assert [(f.before, f.count) for f in first.forms] == [("Rennes", 2), ("REN", 1), ("Rêne", 1)]
    assert (second.key, second.term, second.count) == ("=saunier", "Saunier", 2)
    assert statistics.entries([]) == []


def test_an_entry_goes_by_its_commonest_form() -> None:
    rows = (
        misheard("l'ADN", "la DINUM", "dinum"),
        misheard("ADN", "DINUM", "dinum"),
        misheard("adi", "DINUM", "dinum"),
    )
    (entry,) = statistics.entries([recording("un", rows=rows)])
    assert entry.term == "DINUM"


def test_actions_by_year_and_objective() -> None:
    rows = [
        recording("a", "2023-04", actions=(told("autre"),)),
        recording("b", "2024-05-01", actions=(told("autre", "cycle_de_vie"), told("autre"))),
        recording("c", None, actions=(told("ecoconception"),)),
        recording("d", "2025"),
    ]
    found = statistics.by_year(rows)
    assert list(found) == ["2024", "2023", None]
    assert (found["2024"]["autre"], found["2024"]["cycle_de_vie"], found["2023"]["autre"]) == (2, 1, 1)
    assert [a.objectives for _, a in statistics.objective(rows, "autre", "2023")] == [("autre",)]
    assert [o.id for o, _ in statistics.objective(rows, "autre")] == ["a", "b", "b"]


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 40), st.integers(1, 9))
def test_windows_cover_all_recordings_once(sizes: list[int], marks: int, columns: int) -> None:
    rows = [recording(f"r{n}", actions=(told("autre"),) * size) for n, size in enumerate(sizes)]
    found = statistics.windows(rows, marks, columns)
    assert [n for begin, end in reversed(found) for n in range(begin, end)] == list(range(len(rows)))
    for begin, end in found:
        assert end - begin <= columns
        assert end - begin == 1 or sum(sizes[begin:end]) <= marks


@given(st.lists(st.lists(st.sampled_from(list(OBJECTIVES)), max_size=30), max_size=14))
def test_every_action_has_its_mark_in_its_column(rows: list[list[str]]) -> None:
    recordings = [recording(f"r{n}", actions=tuple(told(o) for o in row)) for n, row in enumerate(rows)]
    chart = charts.actions(recordings)
    assert sum(len(lane.marks) for lane in chart.lanes) == sum(map(len, rows))
    columns = {c.recording.id: c for c in chart.columns}
    for lane in chart.lanes:
        seen = {(m.x, m.level) for m in lane.marks}
        assert len(seen) == len(lane.marks)
        for mark in lane.marks:
            column = columns[mark.recording.id]
            assert column.x <= mark.x <= column.x + column.width + 0.01
            assert 0 <= mark.level < lane.levels


def test_an_entry_has_a_bounded_number_of_marks() -> None:
    rows = tuple(misheard("Rennes", "REEN") for _ in range(100))
    chart = charts.misheard(statistics.entries([recording("un", rows=rows)]))
    (lane,) = chart.lanes
    assert (len(lane.marks), lane.more) == (charts.MOST, 100 - charts.MOST)
    assert max(m.level for m in lane.marks) == lane.levels - 1
