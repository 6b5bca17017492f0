"""The benchmark's picture is drawn from its stored results; its recordings are distinct transcripts."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from pipeline.read import read
from tests.bench import draw, parts

HERE = Path(__file__).parent


def test_the_picture_shows_the_stored_results() -> None:
    results = json.loads((HERE / "results.json").read_text("utf-8"))
    drawn = draw.chart(results)
    assert drawn == (HERE / "results.svg").read_text("utf-8")
    words = "".join(ElementTree.fromstring(drawn).itertext())
    for name in ("stages", "length", "figures"):
        assert all(row["what"].strip() in words for row in results[name])


def test_results_that_are_missing_are_left_out() -> None:
    row = {"what": "a < b", "seconds": "not installed"}
    drawn = draw.chart({"reading": [{"what": "ours", "seconds": 1.0}, row]})
    texts = [t.text for t in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert texts[1:] == ["ours", "1.000 s", "a < b", "not installed"]


def test_recordings_are_transcripts_each_of_its_own() -> None:
    with parts.recordings(5) as folder:
        files = sorted(folder.iterdir())
        texts = {f.read_text("utf-8") for f in files}
        assert len(texts) == len(files) == 5
        assert all(len(read(f.read_bytes(), f.name).cues) == parts.LINES for f in files)
    assert not folder.exists()


def test_an_archive_costs_what_its_hours_cost() -> None:
    rows = parts.archive(0.9)
    assert [round(r["hours"], 2) for r in rows] == [25.0, 1.56, 0.39]
