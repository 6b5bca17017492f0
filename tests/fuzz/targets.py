"""What is fuzzed. A target takes bytes; only `PipelineError`, or what its contract names, may come out."""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import copy
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.conftest import TALK
from tests.read.mutations import EVENT, check, seeds

GLOSSARY = """\
- term: loi REEN
  kind: law
  long: Réduction de l'empreinte environnementale du numérique
  article: la
  say: [loi rène]
  heard: [loi REN, loi Rennes]
  near: [loi]
  never: [loi Rennes Métropole]
  policy: ask
  examples:
    changes: {"la loi Rennes impose": "la loi REEN impose"}
    leaves: ["la loi à Rennes"]
  source: https://example.org/
- term: DINUM
"""
GLOSSARY_CSV = """\
term,kind,article,long,heard,near,never,say
DINUM,organisation,la,Direction interministérielle du numérique,ADN;la di num,numérique,,dinume
"Cour des comptes; la",place,la,"a ""b"" c",,,,
"""
SIDECAR = """\
title: "Table ronde : le réemploi"
date: 2024-10-10
participants:
  - name: Jeanne Le Goff
    role: Cheffe de projet
    organisation: Ville de Kerlann
  - Paul Martin, maire de Kerlann
hosts: [Anne Le Bihan]
"""


@dataclass(frozen=True)
class Target:
    """Something that reads: its first inputs, the kinds of `grammar` that fit, and how it is called.

    ``weight`` is its share of the inputs. The first line of an input may choose how it is read.
    """

    run: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    grammars: tuple[str, ...] = ()
    heads: tuple[bytes, ...] = (b"",)
    weight: int = 1
    allowed: tuple[type[Exception], ...] = field(default=())


# ------------------------------------------------------------------------------------- reading


def _read(data: bytes) -> None:
    name, _, rest = data.partition(b"\n")
    check(name.decode("utf-8", "replace") or "a.txt", rest, None)


def _read_seeds() -> list[bytes]:
    return [name.encode() + b"\n" + data for name, data in seeds() if not name.endswith(".docx")]


def _word(xml: bytes) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", xml)
    check("a.docx", target.getvalue(), None)


def _word_seeds() -> list[bytes]:
    found = []
    for name, data in seeds():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found.append(archive.read("word/document.xml"))
    return found


def _zip(data: bytes) -> None:
    check("a.docx", data, None)


def _sidecar(data: bytes) -> None:
    from pipeline.read import Sidecar

    name, _, rest = data.partition(b"\n")
    check("a.txt", TALK.encode(), Sidecar(name.decode("utf-8", "replace") or "a.yaml", rest))


# ------------------------------------------------------------------------------------- glossary


def _glossary(data: bytes) -> None:
    from pipeline.glossary.csv_file import read_csv, to_csv
    from pipeline.glossary.load import entries_of, fingerprint
    from pipeline.glossary.yaml_file import read_yaml

    name, _, rest = data.partition(b"\n")
    text = rest.decode("utf-8", "replace")
    entries = entries_of(*(read_csv if name == b"csv" else read_yaml)(text, "g"))
    fingerprint(entries)
    again = entries_of(*read_csv(to_csv(entries), "g"))
    assert [e.term for e in again] == [e.term for e in entries]


# ----------------------------------------------------------------------------------------- posts


@lru_cache
def document() -> dict:
    """The document of a small recording."""
    from pipeline.correct import build_index
    from pipeline.glossary import load
    from pipeline.run import Input, process

    glossary = load([])
    return process(Input(TALK.encode(), "talk.txt", "talk"), glossary, build_index(glossary))


def _posts() -> list[bytes]:
    from pipeline.publish.post import post

    return [post(document(), "talk", f"talk {'a' * 64}").markdown.encode(), EVENT.encode()]


def _post(data: bytes) -> None:
    from pipeline.publish.site import _is_draft
    from pipeline.publish.verify import read_post

    read_post(data.decode("utf-8", "replace"))
    _is_draft(data)


def _verify(data: bytes) -> None:
    from pipeline.french.syntax import Syntax
    from pipeline.publish.verify import Speech, read_post, verify
    from pipeline.publish.verify.report import to_comment, to_data, to_text

    verdicts = verify(read_post(data.decode("utf-8", "replace")), Speech(document()), Syntax())
    to_text(verdicts, "p.md", ["talk"])
    json.dumps(to_data(verdicts, "p.md", ["talk"]))
    to_comment(verdicts, "p.md", [document()])


def _write(data: bytes) -> None:
    """The texts of a document replaced by the lines of the input, written in every form."""
    from pipeline.publish.captions import captions, to_srt, to_webvtt
    from pipeline.publish.post import card, post
    from pipeline.publish.verify import read_post

    lines = [line or "x" for line in data.decode("utf-8", "replace").split("\n")]
    changed = copy.deepcopy(document())
    places: list[tuple[dict, str]] = [(changed["metadata"], key) for key in ("title", "organiser")]
    for rows, keys in (
        (changed["participants"], ("name", "role", "organisation")),
        (changed["figures"], ("text", "sentence", "about", "unit")),
        (changed["actions"], ("text", "sentence", "actor", "object")),
        (changed["turns"], ("text",)),
        (changed["cues"], ("text",)),
        (changed["summary"]["points"], ("text",)),
        ([changed["summary"]], ("standfirst",)),
    ):
        places += [(row, key) for row in rows for key in keys]
    for n, (row, key) in enumerate(places):
        row[key] = lines[n % len(lines)]
    read_post(post(changed, "talk", f"talk {'a' * 64}").markdown)
    card(lines[0], "5 décembre 2024").encode()
    made = captions(changed)
    to_webvtt(made).encode()
    to_srt(made).encode()


# ---------------------------------------------------------------------------------------- the rest


def _journal(data: bytes) -> None:
    from pipeline.journal import FOLDER, NAME, Journal

    folder = _scratch()
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / NAME).write_bytes(data)
    journal = Journal(folder)
    assert journal.entry("talk") is None or journal.entry("talk")[0].fingerprint == "a" * 64


@lru_cache
def _scratch() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="fuzz-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory] = []


def _journals() -> list[bytes]:
    from pipeline.journal import _line
    from pipeline.report import Result, Seal

    seal = Seal("a" * 64, "b" * 64, "c" * 64)
    return [(_line(Result("a", "talk", "written", seal=seal)) * 2).encode()]


def _words(data: bytes) -> None:
    from pipeline.french.dates import find_dates
    from pipeline.french.numbers import find_numbers
    from pipeline.read import recording_id

    text = data.decode("utf-8", "replace")
    numbers = find_numbers(text)
    for found in (*numbers, *find_dates(text, numbers)):
        assert 0 <= found.start < found.end <= len(text)
    assert recording_id(text).replace("-", "").isalnum()


def _choice(data: bytes) -> None:
    from pipeline.decisions.model import Anchor, Choice
    from pipeline.decisions.model import check as check_choice

    try:
        row = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(row, dict):
        return
    anchor = row.get("anchor")
    if isinstance(anchor, dict):
        names = Anchor.__slots__
        anchor = Anchor(**{n: anchor.get(n) for n in names}) if anchor.keys() <= set(names) else None
    keys = ("kind", "verdict", "target", "value", "machine", "prefer")
    fields = {k: row[k] for k in keys if k in row}
    if isinstance(fields.get("kind"), str) and isinstance(fields.get("verdict"), str):
        check_choice(Choice(**{"value": {}, "machine": {}, **fields, "anchor": anchor}))


def _choices() -> list[bytes]:
    anchor = {
        "quote": "la loi", "before": "de", "after": "Rennes", "nth": 1, "of": 1, "start": 7.0, "source": "a" * 64,
        "cue": 1, "raw_start": 0, "cue_end": 1, "raw_end": 6,
    }  # fmt: skip
    rows = [
        {"kind": "correction", "verdict": "edit", "anchor": anchor, "value": {"after": "la loi REEN"}},
        {"kind": "turn", "verdict": "assign", "anchor": anchor, "value": {"speaker": "Jeanne"}},
        {"kind": "figure", "verdict": "edit", "anchor": anchor, "value": {"value": 3.5, "unit": "an", "key": True}},
        {"kind": "action", "verdict": "add", "anchor": anchor, "value": {"status": "done", "objectives": ["autre"]}},
        {"kind": "person", "verdict": "rename", "target": "Jeanne", "value": {"name": "Jeanne Le Goff"}},
        {"kind": "recording", "verdict": "complete", "prefer": "always"},
    ]  # fmt: skip
    return [json.dumps(row).encode() for row in rows]


@lru_cache
def _editor() -> tuple:
    """An editor of the small recording, and what proves that a form comes from a page of the server."""
    from pipeline import batch
    from tests.review.editors import Editor

    folder = _scratch()
    (folder / "talk.txt").write_text(TALK, "utf-8")
    list(batch.run(batch.plan([folder / "talk.txt"], folder / "out").jobs, batch.Setup.load([])))
    editor = Editor(folder / "out", "Camille")
    return editor, editor.token()


def _review(data: bytes) -> None:
    """A request: method, address and form."""
    from httpx import InvalidURL

    from tests.review.editors import ORIGIN

    editor, token = _editor()
    head, _, form = data.partition(b"\n")
    method, _, address = head.decode("utf-8", "replace").partition(" ")
    url = f"{ORIGIN}/{quote(address.lstrip('/'), safe='/?&=%:;,+~@!$()*')}"
    try:
        if method == "POST":
            kind = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
            answer = editor.client.post(url, content=f"csrf={token}&".encode() + form, headers=kind)
        else:
            answer = editor.client.get(url)
    except InvalidURL:  # the client's own refusal
        return
    assert answer.status_code < 500, answer.status_code


def _requests() -> list[bytes]:
    """Every page, and every form that the pages have."""
    from tests.review.editors import Page

    editor, _ = _editor()
    pages = (
        "/", "/r/talk", "/r/talk/voix", "/r/talk/historique", "/r/talk/semblables", "/r/talk/ajouter", "/archive", "/archive/entrees",
        "/archive/actions", "/archive/chiffres", "/nom", "/raccourcis", "/historique", "/rechercher?q=loi", "/r/talk/rechercher?q=loi",
        "/r/talk/etat", "/glossaire", "/r/talk/a/12", "/entrer", "/r/talk/historique/placer?key=x", "/r/talk/media",
    )  # fmt: skip
    found = [f"GET {page}".encode() for page in pages]
    for page in pages:
        answer = editor.get(page)
        if answer.status_code != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        for form in Page(answer.text).forms[:40]:
            fields = {k: v for k, v in form["fields"].items() if k != "csrf" and v is not None}
            for button in (*form.get("buttons", ()), None):
                pressed = fields | ({"do": button} if button else {})
                found.append(f"POST {form['action']}\n{urlencode(pressed)}".encode())
    return list(dict.fromkeys(found))


def _process(data: bytes) -> None:
    from pipeline.correct import build_index
    from pipeline.glossary import load
    from pipeline.page import page
    from pipeline.run import Input, process
    from pipeline.write.files import to_json

    global _READY
    if _READY is None:
        glossary = load([])
        _READY = glossary, build_index(glossary)
    name, _, rest = data.partition(b"\n")
    made = process(Input(rest, name.decode("utf-8", "replace") or "a.txt", "a"), *_READY)
    to_json(made)
    page(made).encode()


_READY = None

TARGETS: dict[str, Target] = {
    "read": Target(
        _read,
        _read_seeds,
        ("transcript", "json", "prose"),
        (b"a.txt\n", b"a.srt\n", b"a.vtt\n", b"a.json\n", b"a.ass\n", b"a.lrc\n", b"a.ttml\n", b"a.md\n"),
        weight=40,
    ),
    "read-word": Target(_word, _word_seeds, weight=8),
    "read-zip": Target(_zip, lambda: [d for n, d in seeds() if n.endswith(".docx")], weight=6),
    "sidecar": Target(
        _sidecar,
        lambda: [b"a.yaml\n" + SIDECAR.encode(), b"a.md\n" + EVENT.encode(), b"a.meta.txt\n" + TALK.encode()],
        ("yaml", "prose"),
        (b"a.yaml\n", b"a.md\n", b"a.meta.txt\n"),
        weight=4,
    ),
    "glossary": Target(
        _glossary,
        lambda: [b"yaml\n" + GLOSSARY.encode(), b"csv\n" + GLOSSARY_CSV.encode()],
        ("yaml", "csv"),
        (b"yaml\n", b"csv\n"),
        weight=12,
    ),
    "post": Target(_post, _posts, ("post", "prose"), weight=5),
    "verify": Target(_verify, _posts, ("post", "prose"), weight=1),
    "write": Target(_write, lambda: [TALK.encode()], ("prose", "transcript"), weight=2),
    "journal": Target(_journal, _journals, ("json",), weight=6),
    "words": Target(_words, lambda: [TALK.encode()], ("prose",), weight=12),
    "decisions": Target(_choice, _choices, ("json",), weight=8, allowed=(ValueError,)),
    "review": Target(_review, _requests, ("prose",), (b"GET /rechercher?q=", b"POST /nom\nname="), weight=2),
    "process": Target(
        _process,
        lambda: [b"a.txt\n" + TALK.encode()],
        ("transcript", "json", "prose"),
        (b"a.txt\n", b"a.json\n", b"a.vtt\n"),
        weight=1,
    ),
}
