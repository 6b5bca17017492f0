"""The compiler of annotated webinars: spans, cues and formats; and the recordings made with it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.evaluate.annotate import (
    FORMATS,
    Annotated,
    AnnotationError,
    bare,
    compile_recording,
    gold,
    main,
    read_annotated,
    rows,
)

RECORDINGS = Path(__file__).parents[1] / "recordings"
SHARED = Path(__file__).parents[3] / "shared" / "eval" / "dev"
XML = sorted(RECORDINGS.glob("*.xml"))

SMALL = """<webinar id="small" format="{format}" cue_words="4">
<head>
Une page &amp; ses gens
</head>
<participant name="Ana" kind="host"/><participant name="Bo"/>
<turn who="Ana">Bonjour,   on a
  <act s="done" o="autre">formé
  <fig v="40" u="agent" k="count">40 agents</fig>
  de<err to="la DINUM" k="term"> l'ADN </err></act> hier.</turn>
<turn who="Bo">D'accord &lt;moi aussi <fig v="2024-06" k="date" opt="yes">en juin 2024</fig></turn>
<tail>Recommandations</tail>
</webinar>"""


def annotated(tmp_path: Path, text: str = SMALL, form: str = "bracketed") -> Annotated:
    path = tmp_path / "small.xml"
    path.write_text(text.replace("{format}", form), encoding="utf-8")
    return read_annotated(path)


def test_white_space_is_folded_and_spans_hold_exactly_their_words(tmp_path: Path) -> None:
    small = annotated(tmp_path)
    assert small.text == "Bonjour, on a formé 40 agents de l'ADN hier. D'accord <moi aussi en juin 2024"
    assert {small.text[m.start : m.end] for m in small.marks} == {
        "formé 40 agents de l'ADN",
        "40 agents",
        "l'ADN",
        "en juin 2024",
    }
    assert [small.text[t.start : t.end][:8] for t in small.turns] == ["Bonjour,", "D'accord"]


def test_gold_rows(tmp_path: Path) -> None:
    known = gold(annotated(tmp_path), "small.txt")
    assert [(e["text"], e["right"], e["kind"]) for e in known["errors"]] == [("l'ADN", ["la DINUM"], "term")]
    assert [(f["value"], f["unit"], f["optional"]) for f in known["figures"]] == [
        (40, "agent", False),
        ("2024-06", "", True),
    ]
    assert known["actions"][0]["status"] == ["done"]
    assert all(row["t"] >= 0 for row in known["errors"] + known["figures"] + known["actions"])


def test_bare_text_keeps_the_words_and_their_marks(tmp_path: Path) -> None:
    text = SMALL.replace("hier.", "hier… « Oui » ? 1,35 % sur data.gouv.fr !")
    text = text.replace('to="la DINUM" k="term"> l\'ADN', 'to="La DINUM|DINUM" k="term"> L\'ADN')
    full = annotated(tmp_path, text)
    plain = bare(full)
    assert plain.text == (
        "bonjour on a formé 40 agents de l'adn hier oui 1,35 % sur data.gouv.fr "
        "d'accord <moi aussi en juin 2024"
    )
    assert [plain.text[t.start : t.end][-7:] for t in plain.turns] == ["gouv.fr", "in 2024"]
    for before, after in zip(full.marks, plain.marks, strict=True):
        assert plain.text[after.start : after.end] == full.text[before.start : before.end].lower()
    error = next(mark for mark in plain.marks if mark.tag == "err")
    assert error.attributes["to"] == "La DINUM|DINUM|la DINUM"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_every_word_in_order(tmp_path: Path, form: str) -> None:
    small = annotated(tmp_path, form=form)
    files = compile_recording(small)
    raw = files[f"small{FORMATS[form][0]}"]
    cues = rows(small)
    assert " ".join(cue.text for cue in cues) == small.text
    assert all(a.end == b.start and a.start < a.end for a, b in pairwise(cues))
    shown = raw.replace("&lt;", "<")
    places = [shown.find(cue.text) for cue in cues]
    assert -1 not in places and places == sorted(places)
    assert ("small.meta.txt" in files) == (FORMATS[form][0] != ".txt")
    assert compile_recording(small) == files


def test_stamps_of_the_formats(tmp_path: Path) -> None:
    def lines(form: str) -> list[str]:
        return compile_recording(annotated(tmp_path, form=form))["small.txt"].splitlines()

    assert re.fullmatch(r"00:00:0\dBonjour, .*", lines("dailymotion-hms-glued")[1])
    assert re.fullmatch(r"00:0\d Bonjour, .*", lines("dailymotion-ms")[1])
    assert re.fullmatch(r"\[00:00:0\d\] Bonjour, .*", lines("bracketed")[1])
    assert re.fullmatch(r"0:0\d", lines("youtube")[1])
    assert lines("bracketed")[0] == "Une page & ses gens" and lines("bracketed")[-1] == "Recommandations"


def test_labels_are_names_or_numbers_in_order_of_voice(tmp_path: Path) -> None:
    assert "<v Bo>D'accord &lt;moi" in compile_recording(annotated(tmp_path, form="teams-vtt"))["small.vtt"]
    document = json.loads(compile_recording(annotated(tmp_path, form="whisperx-json"))["small.json"])
    voices = [segment["speaker"] for segment in document["segments"]]
    assert voices[0] == "SPEAKER_00" and voices[-1] == "SPEAKER_01" and voices == sorted(voices)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('who="Bo"', 'who="Zoé"', "a turn of 'Zoé'"),
        ('v="40"', "", "give either v or both lo and hi"),
        ('to="la DINUM"', 'to="l\'ADN"', "must differ"),
        ('s="done"', 's="fini"', "s='fini'"),
        ('k="count"', 'k="nombre"', "k='nombre'"),
        ('o="autre"', "", "attribute o is missing"),
        ("<tail>", "<tail", "small.xml:"),
        ("{format}", "word", "found format 'word'"),
    ],
)
def test_mistakes_in_the_markup_are_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    with pytest.raises(AnnotationError, match=re.escape(message)):
        annotated(tmp_path, SMALL.replace(before, after, 1))


@pytest.mark.parametrize("path", XML, ids=lambda path: path.stem)
def test_the_recordings_are_what_their_annotation_makes(path: Path) -> None:
    files = compile_recording(read_annotated(path))
    found = {name: (RECORDINGS / name).read_text(encoding="utf-8") for name in files}
    assert found == files


@pytest.mark.parametrize("path", XML, ids=lambda path: path.stem)
def test_the_recordings_are_worth_scoring(path: Path) -> None:
    """Enough of everything; and a glossary of which part is never said, in any of its right forms."""
    known = gold(read_annotated(path), "")
    mended = known["text"]
    for error in sorted(known["errors"], key=lambda error: -error["start"]):
        mended = mended[: error["start"]] + error["right"][0] + mended[error["end"] :]
    assert 1700 <= len(known["text"].split()) <= 2300
    assert sum(error["kind"] != "common" for error in known["errors"]) >= 25
    assert sum(not figure["optional"] for figure in known["figures"]) >= 20
    assert len(known["actions"]) >= 20
    lines = (RECORDINGS / f"{path.stem}.terms.csv").read_text(encoding="utf-8").splitlines()[1:]
    terms = [line.split(",")[0] for line in lines]
    unsaid = [term for term in terms if term.casefold() not in mended.casefold()]
    assert 25 <= len(terms) <= 45
    assert len(terms) / 5 <= len(unsaid) <= len(terms) / 2


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.xml")), ids=lambda path: path.stem)
def test_the_other_compiler_agrees(path: Path, tmp_path: Path) -> None:
    """Texts, turns and rows are those of the files beside the checkout; made-up times differ."""
    main([str(path), "--out", str(tmp_path)])
    ours = json.loads((tmp_path / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    theirs = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    for document in (ours, theirs):
        for kind in ("errors", "figures", "actions"):
            for row in document[kind]:
                del row["t"]
            document[kind].sort(key=lambda row: (row["start"], row["end"]))
    assert ours == theirs
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in SHARED.glob(f"{path.stem}.*")} - {
        path.name,
        f"{path.stem}.terms.csv",
    }
