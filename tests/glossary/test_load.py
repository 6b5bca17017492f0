"""Reading glossaries: what is accepted, where each mistake is reported, how files add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.glossary import Entry, Examples, load
from pipeline.glossary.raw import MAX_BYTES

FULL = """\
# un commentaire
- id: reen
  term: REEN
  kind: law
  long: Réduction de l'empreinte environnementale du numérique
  article: la
  say: [rène]
  heard: [REN, Rennes]
  near:
    - loi
  never: [à Rennes]
  policy: auto
  examples:
    changes: {"la loi Rennes": "la loi REEN"}
    leaves: ["à Rennes"]
  source: https://www.legifrance.gouv.fr/
- term: Écoconception
"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


def entries(folder: Path, text: str | bytes, name: str = "g.yaml") -> tuple[Entry, ...]:
    return load([write(folder, name, text)], default=False).entries


def mistakes(folder: Path, text: str | bytes, name: str = "g.yaml") -> list[str]:
    """The lines of the error, without the folder."""
    with pytest.raises(SetupError) as caught:
        entries(folder, text, name)
    assert caught.value.exit_code == 3
    return [line.replace(f"{folder}/", "") for line in str(caught.value).splitlines()]


def test_every_field_is_read(tmp_path):
    reen, eco = entries(tmp_path, FULL)
    assert reen == Entry(
        id="reen",
        term="REEN",
        kind="law",
        long="Réduction de l'empreinte environnementale du numérique",
        article="la",
        say=("rène",),
        heard=("REN", "Rennes"),
        near=("loi",),
        never=("à Rennes",),
        examples=Examples((("la loi Rennes", "la loi REEN"),), ("à Rennes",)),
        source="https://www.legifrance.gouv.fr/",
        file=str(tmp_path / "g.yaml"),
        line=2,
    )
    assert (eco.id, eco.term, eco.kind, eco.article, eco.policy, eco.line) == (
        "ecoconception",
        "Écoconception",
        "concept",
        None,
        "auto",
        17,
    )


@pytest.mark.parametrize("text", ["", "# rien\n", "---\n", "[]\n", "--- []\n...\n"])
def test_a_file_without_entries(tmp_path, text):
    assert entries(tmp_path, text) == ()


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="crlf"),
        pytest.param(lambda t: "\ufeff" + t, id="bom"),
        pytest.param(lambda t: "---\n" + t, id="document-mark"),
        pytest.param(lambda t: t + "\n\n# fin", id="comment-at-end"),
    ],
)
def test_the_same_entries_however_the_file_is_saved(tmp_path, variant):
    plain = load([write(tmp_path, "a.yaml", FULL)], default=False)
    other = load([write(tmp_path, "b.yaml", variant(FULL))], default=False)
    assert other.sha256 == plain.sha256
    assert [e.term for e in other.entries] == ["REEN", "Écoconception"]


WRONG = {
    "not a list": ("term: REEN\n", "g.yaml:1: found a mapping, expected a list of entries"),
    "a word": ("REEN\n", "g.yaml:1: found a single value, expected a list of entries"),
    "no term": ("- kind: law\n", "g.yaml:1: found an entry without 'term'"),
    "entry is text": ("- REEN\n", "g.yaml:1: found 'REEN', expected an entry"),
    "entry is empty": ("- \n", "g.yaml:1: found nothing, expected an entry"),
    "unknown field": ("- term: A\n  herd: [b]\n", "g.yaml:2: found the field 'herd', expected one of"),
    "hint": ("- term: A\n  herd: [b]\n", "; write 'heard'"),
    "kind": (
        "- term: A\n  kind: loi\n",
        "g.yaml:2: found 'loi' in 'kind', expected one of law, organisation",
    ),
    "article": (
        "- term: A\n  article: un\n",
        "g.yaml:2: found 'un' in 'article', expected one of la, le, les, l'",
    ),
    "policy": ("- term: A\n  policy: on\n", "g.yaml:2: found a yes/no value (on) in 'policy'"),
    "term is a number": (
        "- term: 2030\n",
        "g.yaml:1: found a number (2030) in 'term', expected text; put it in quotes",
    ),
    "term is a time": ("- term: 12:30\n", "found a number (12:30) in 'term'"),
    "term is a date": ("- term: 2024-12-05\n", "found a date (2024-12-05) in 'term'"),
    "term is missing": ("- term:\n  kind: law\n", "g.yaml:1: found nothing in 'term', expected text"),
    "term is blank": ('- term: "  "\n', "found nothing in 'term'"),
    "term has no letter": ("- term: '!!!'\n", "found '!!!', expected a letter or digit"),
    "term is long": (f"- term: {'a' * 121}\n", "found 121 characters in 'term', expected at most 120"),
    "two lines": ('- term: "a\\nb"\n', "found a line break, tab or control character in 'term'"),
    "id": ("- term: A\n  id: Mon Id\n", "g.yaml:2: found the id 'Mon Id', expected small letters"),
    "list is text": ("- term: A\n  heard: b\n", "g.yaml:2: found 'b' in 'heard', expected a list"),
    "list holds a yes": (
        "- term: A\n  heard:\n  - b\n  - yes\n",
        "g.yaml:4: found a yes/no value (yes) in 'heard'",
    ),
    "list holds a list": ("- term: A\n  heard: [[b]]\n", "found a list in 'heard', expected text"),
    "list is long": (
        f"- term: A\n  heard: [{', '.join('abc' + str(i) for i in range(101))}]\n",
        "found 101 values",
    ),
    "examples": ("- term: A\n  examples: [b]\n", "g.yaml:2: found a list in 'examples'"),
    "example kind": ("- term: A\n  examples:\n    change: {}\n", "g.yaml:3: found 'change' in 'examples'"),
    "changes": ("- term: A\n  examples:\n    changes: [b]\n", "g.yaml:3: found a list in 'changes'"),
    "change to nothing": (
        '- term: A\n  examples:\n    changes:\n      "b":\n',
        "g.yaml:4: found nothing in 'b'",
    ),
    "leaves": ("- term: A\n  examples:\n    leaves: b\n", "g.yaml:3: found 'b' in 'leaves', expected a list"),
    "a field twice": ("- term: A\n  term: B\n", "g.yaml:2: found 'term' twice"),
    "an id twice": (
        "- term: A\n- term: B\n- term: a\n",
        "g.yaml:3: found the id 'a' again, expected it once in a file",
    ),
    "key is a number": ("- term: A\n  1: b\n", "g.yaml:2: found '1' as a key"),
    "key is a list": ("- term: A\n  ? [b]\n  : c\n", "g.yaml:2: found a list or a mapping as a key"),
    "tab": ("- term: A\n\theard: [b]\n", "g.yaml:2: found "),
    "unclosed": ("- term: A\n  heard: [b\n- term: C\n", "g.yaml:3: found "),
    "quotes": ('- term: "A\n', "expected YAML"),
    "colon": ("- term: A\n  long: a: b\n", "g.yaml:2: found "),
    "two documents": ("- term: A\n---\n- term: B\n", "g.yaml:2: found a second document"),
    "alias": ("- term: &a A\n- term: *a\n", "g.yaml:2: found an anchor or alias"),
    "tag": (
        "- term: !!python/object/apply:os.system [ls]\n",
        "g.yaml:1: found the tag !!python/object/apply:os.system",
    ),
    "merge": ("- term: A\n  <<: {kind: law}\n", "g.yaml:2: found '<<' as a key"),
    "not utf-8": (b"- term: A\n- term: \xe9t\xe9\n", "g.yaml:2: found bytes that are not UTF-8"),
    "null byte": ("- term: a\x00b\n", "expected YAML"),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_names_file_line_and_remedy(tmp_path, text, expected):
    found = mistakes(tmp_path, text)
    assert any(expected in line for line in found), found
    assert all("; " in line for line in found)


def test_all_mistakes_of_all_files_are_reported_together(tmp_path):
    write(tmp_path, "a.yaml", "- term: A\n  kind: loi\n  article: un\n- herd: [b]\n")
    write(tmp_path, "b.csv", "term,kind\nB,loi\n")
    with pytest.raises(SetupError) as caught:
        load([tmp_path], default=False)
    places = [line.replace(f"{tmp_path}/", "").split(": found")[0] for line in str(caught.value).splitlines()]
    assert places == ["a.yaml:2", "a.yaml:3", "a.yaml:4", "a.yaml:4", "b.csv:2"]
    assert caught.value.line == 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_without_recursing(tmp_path, opening):
    assert "too many levels" in mistakes(tmp_path, "- " + opening * 200_000 + "a")[0]


def test_an_alias_bomb_is_refused(tmp_path):
    bomb = "- term: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"- term: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(8)
    )
    assert any("anchor or alias" in line for line in mistakes(tmp_path, bomb))


def test_a_huge_file_is_refused(tmp_path):
    assert f"at most {MAX_BYTES}" in mistakes(tmp_path, b"# " + b"a" * MAX_BYTES)[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("missing.yaml", "found nothing there"),
        ("g.txt", "found a name ending in '.txt'"),
        ("empty", "found no .yaml or .csv file"),
    ],
)
def test_a_path_that_is_no_glossary(tmp_path, name, expected):
    (tmp_path / "g.txt").write_text("A")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SetupError, match=expected):
        load([tmp_path / name], default=False)


def test_later_files_add_lists_and_replace_single_values(tmp_path):
    first = write(tmp_path, "a.yaml", FULL)
    more = "- {term: REEN, kind: concept, heard: [REN, rêne], near: [décret], examples: {leaves: [r]}}\n"
    second = write(tmp_path, "b.yaml", more)
    reen, eco = load([first, second], default=False).entries
    assert (reen.kind, reen.article) == ("concept", "la")
    assert reen.long == "Réduction de l'empreinte environnementale du numérique"
    assert reen.heard == ("REN", "Rennes", "rêne")
    assert reen.near == ("loi", "décret")
    assert reen.examples == Examples((("la loi Rennes", "la loi REEN"),), ("à Rennes", "r"))
    assert eco.id == "ecoconception"


def test_a_later_spelling_replaces_the_term_of_the_same_id(tmp_path):
    first = write(tmp_path, "a.yaml", "- term: Fresque du numérique\n  heard: [frasque]\n")
    second = write(tmp_path, "b.csv", "term,kind,article,long\nFresque du Numérique,tool,la,\n")
    (entry,) = load([first, second], default=False).entries
    assert (entry.term, entry.kind, entry.article) == ("Fresque du Numérique", "tool", "la")
    assert entry.heard == ("frasque",)


def test_a_folder_is_read_in_the_order_of_names_and_only_its_glossaries(tmp_path):
    write(tmp_path, "b.yaml", "- term: B\n")
    write(tmp_path, "a.csv", "term\nA\n")
    write(tmp_path, "c.yml", "- term: C\n")
    write(tmp_path, "README.md", "- term: [\n")
    assert [e.term for e in load([tmp_path], default=False).entries] == ["A", "B", "C"]


def test_the_default_glossary_comes_first_or_not_at_all(tmp_path):
    mine = write(tmp_path, "a.yaml", "- term: Mon terme à moi\n")
    both = load([mine]).entries
    assert both[-1].term == "Mon terme à moi" and len(both) > 250
    assert len(load([mine], default=False).entries) == 1
    assert load([], default=False).entries == ()


def test_the_fingerprint_follows_what_entries_say_and_nothing_else(tmp_path):
    def fingerprint(text: str, name: str = "g.yaml") -> str:
        return load([write(tmp_path, name, text)], default=False).sha256

    base = fingerprint("- term: A\n  heard: [b]\n")
    assert fingerprint("# remarque\n\n- heard:\n  - b\n  term: A\n", "autre.yaml") == base
    assert fingerprint("- term: A\n  heard: [c]\n") != base
    assert fingerprint("- term: A\n  near: [b]\n") != base
    assert fingerprint("- term: A\n  heard: [b]\n  examples: {leaves: [c]}\n") != base
    two, owt = fingerprint("- term: A\n- term: B\n"), fingerprint("- term: B\n- term: A\n")
    assert two != owt


def test_text_is_normalised_once(tmp_path):
    (entry,) = entries(tmp_path, '- term: " e\u0301coconception "\n  heard: [a, " a", a]\n')
    assert entry.term == "écoconception"
    assert entry.heard == ("a",)


def test_entries_of_a_glossary_passed_by_hand_are_given(tmp_path):
    own = next(e for e in load().entries if e.kind == "organisation")
    passed = tmp_path / "terms.csv"
    passed.write_text(f"term,kind\n{own.term},organisation\nZorvek,tool\n", "utf-8")
    assert not any(e.given for e in load().entries)
    assert {e.term for e in load([passed]).entries if e.given} == {own.term, "Zorvek"}


def test_a_word_never_looked_for_is_asked_about_where_a_list_names_it(tmp_path):
    (tmp_path / "terms.csv").write_text("term,kind\nAMORCE,organisation\n", "utf-8")
    own = {e.id: e for e in load().entries}
    listed = {e.id: e for e in load([tmp_path / "terms.csv"]).entries}
    assert own["amorce"].policy == "never"
    assert (listed["amorce"].policy, listed["amorce"].given) == ("ask", True)
