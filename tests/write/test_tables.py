"""Tables and `greffier export`: types, values, spreadsheet formulas, whole files."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from click.testing import CliRunner

from pipeline.commands.export import command
from pipeline.errors import SetupError
from pipeline.write.tables import COLUMNS, clock, harmless, tables, to_csv, to_parquet, to_xlsx


def document(id: str = "un-webinaire", **changes: object) -> dict:
    made = {
        "id": id,
        "metadata": {"title": "Moins de pages", "date": "2025-01-30"},
        "participants": [{"id": "p1", "name": "Zélie Ott"}, {"id": "p2", "name": "Omer Vial"}],
        "turns": [
            {"index": 0, "speaker": "p1", "start": 0.0},
            {"index": 1, "speaker": "p2", "start": 60.0},
        ],
        "figures": [
            figure("f1", "30 %", value=30, unit="percent", kind="percent"),
            figure("f2", "en mai", value="2025-05", kind="date"),
            figure("f3", "trois à six mois", low=3, high=6, unit="mois", kind="duration"),
        ],
        "actions": [
            {
                "id": "a1",
                "text": "on a fermé deux sites",
                "sentence": "S1",
                "status": "done",
                "actor": "Ville",
                "verb": "fermer",
                "object": "deux sites",
                "deadline": None,
                "objectives": ["ecoconception", "cycle_de_vie"],
                "confidence": 0.8,
                "turn": 1,
                "speaker": "p2",
                "start": 3725.9,
            }
        ],
        "corrections": [
            {
                "id": "c1",
                "cue": 4,
                "start": 61.0,
                "raw_start": 0,
                "raw_end": 3,
                "before": "l'ADN",
                "after": "la DINUM",
                "entry": "dinum",
                "rule": "variant",
                "score": 0.97,
                "status": "applied",
                "why": "Terme du glossaire.",
            }
        ],
    }
    return made | changes


def figure(id: str, text: str, **changes: object) -> dict:
    made = {
        "id": id,
        "text": text,
        "value": None,
        "low": None,
        "high": None,
        "unit": None,
        "kind": "count",
        "comparator": "=",
        "about": "",
        "sentence": "S1",
        "key": False,
        "turn": 1,
        "speaker": "p2",
        "start": 62.5,
    }
    return made | changes


def test_rows():
    made = tables([document()])
    first, second, third = made["figures"].to_dict("records")
    assert (first["recording"], first["title"], first["date"]) == (
        "un-webinaire",
        "Moins de pages",
        "2025-01-30",
    )
    assert (first["speaker"], first["seconds"], first["time"]) == ("Omer Vial", 62.5, "00:01:02")
    assert first["value"] == 30 and first["objective"] == "ecoconception;cycle_de_vie"
    assert pd.isna(second["value"]) and second["value_date"] == "2025-05"
    assert (third["low"], third["high"]) == (3, 6)
    (action,) = made["actions"].to_dict("records")
    assert (action["time"], action["objective"]) == ("01:02:05", "ecoconception;cycle_de_vie")
    (correction,) = made["corrections"].to_dict("records")
    assert (correction["speaker"], correction["cue"], correction["after"]) == ("Omer Vial", 4, "la DINUM")


def test_types_do_not_depend_on_the_rows():
    full, empty = tables([document()]), tables([])
    for name, columns in COLUMNS.items():
        assert list(empty[name].columns) == list(columns) and empty[name].empty
        assert {c: str(t) for c, t in empty[name].dtypes.items()} == {
            c: str(t) for c, t in full[name].dtypes.items()
        }


def test_without_times_and_speakers():
    made = tables(
        [
            document(
                figures=[figure("f1", "12", value=12, start=None, speaker=None)],
                corrections=[document()["corrections"][0] | {"start": None}],
            )
        ]
    )
    assert made["figures"]["time"].isna().all() and made["figures"]["speaker"].isna().all()
    assert made["corrections"]["speaker"].isna().all()


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-22 %", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(cell: str):
    made = tables([document(actions=[document()["actions"][0] | {"text": cell}])])["actions"]
    assert harmless(cell) == "'" + cell
    back = pd.read_csv(io.BytesIO(to_csv(made)))
    assert back["text"][0].startswith("'")
    assert "'" + cell.replace("\r", "\n").strip("\n") in _strings(to_xlsx({"actions": made})).replace(
        "\r", "\n"
    ) or (cell.startswith(("\r", "\n", "\t")))
    assert "<f>" not in _sheet(to_xlsx({"actions": made}))


def test_numbers_stay_numbers():
    made = tables([document(figures=[figure("f1", "moins 22 %", value=-22), figure("f2", "2,5", value=2.5)])])
    csv = to_csv(made["figures"]).decode()
    assert ",-22," in csv and ",2.5," in csv and "'-22" not in csv
    back = pd.read_csv(io.StringIO(csv))
    assert list(back["value"]) == [-22, 2.5]
    assert "<v>-22</v>" in _sheet(to_xlsx({"figures": made["figures"]}))


def _sheet(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def _strings(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return "\n".join(root.itertext())


def test_same_bytes_each_time():
    made = tables([document()])
    pytest.importorskip("xlsxwriter", reason="needs the extra export")
    pytest.importorskip("pyarrow", reason="needs the extra export")
    again = tables([document()])
    assert to_xlsx(made) == to_xlsx(again)
    for name in COLUMNS:
        assert to_csv(made[name]) == to_csv(again[name])
        assert to_parquet(made[name]) == to_parquet(again[name])


def test_parquet_comes_back_as_it_was():
    pytest.importorskip("pyarrow", reason="needs the extra export")
    made = tables([document()])["figures"]
    back = pd.read_parquet(io.BytesIO(to_parquet(made)))
    pd.testing.assert_frame_equal(made, back, check_dtype=False)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "00:00:00"), (59.999, "00:00:59"), (36000, "10:00:00"), (None, None)]
)
def test_clock(seconds: float | None, said: str | None):
    assert clock(seconds) == said


def outputs(folder: Path, *documents: dict) -> Path:
    for made in documents:
        (folder / made["id"]).mkdir(parents=True)
        (folder / made["id"] / "webinar.json").write_text(json.dumps(made), "utf-8")
    return folder


def test_export_csv(tmp_path: Path):
    out = outputs(tmp_path / "out", document("b"), document("a"))
    result = CliRunner().invoke(command, [str(out), "--to", str(tmp_path / "t.csv"), "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["recordings"] == 2 and report["failed"] == []
    assert [Path(f["file"]).name for f in report["files"]] == [
        "t-figures.csv",
        "t-actions.csv",
        "t-corrections.csv",
    ]
    assert list(pd.read_csv(tmp_path / "t-actions.csv")["recording"]) == ["a", "b"]


def test_export_one_table_of_one_recording(tmp_path: Path):
    out = outputs(tmp_path / "out", document("a"))
    target = tmp_path / "seul.csv"
    result = CliRunner().invoke(command, [str(out / "a"), "--to", str(target), "--table", "actions"])
    assert result.exit_code == 0, result.output
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "seul.csv"]


def test_export_xlsx(tmp_path: Path):
    pytest.importorskip("xlsxwriter", reason="needs the extra export")
    out = outputs(tmp_path / "out", document("a"))
    result = CliRunner().invoke(command, [str(out), "--to", str(tmp_path / "t.xlsx")])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        assert book.read("xl/workbook.xml").decode().count("<sheet ") == 3


def test_a_bad_document_is_named_and_the_others_are_done(tmp_path: Path):
    out = outputs(tmp_path / "out", document("a"))
    for name, text in (("b", "{not json"), ("c", '{"id": "c"}'), ("d", "[]")):
        (out / name).mkdir()
        (out / name / "webinar.json").write_text(text, "utf-8")
    result = CliRunner().invoke(command, [str(out), "--to", str(tmp_path / "t.csv")])
    assert result.exit_code == 1
    assert [result.stderr.count(f"/{n}/webinar.json:1: ") for n in "bcd"] == [1, 1, 1]
    assert len(pd.read_csv(tmp_path / "t-figures.csv")) == 3


@pytest.mark.parametrize("target", ["t.ods", "t"])
def test_an_unknown_format_is_a_wrong_call(tmp_path: Path, target: str):
    out = outputs(tmp_path / "out", document("a"))
    result = CliRunner().invoke(command, [str(out), "--to", str(tmp_path / target)])
    assert result.exit_code == 2 and "expected .csv, .parquet, .xlsx" in result.stderr


def test_an_empty_folder_is_a_wrong_call(tmp_path: Path):
    assert CliRunner().invoke(command, [str(tmp_path), "--to", str(tmp_path / "t.csv")]).exit_code == 2


def test_a_missing_package_is_a_set_up_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(SetupError, match=r"greffier\[export\]"):
        to_xlsx(tables([document()]))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SetupError, match=r"greffier\[export\]"):
        to_parquet(tables([document()])["actions"])
