"""Verification: what is right is confirmed, what was changed is found."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from pipeline.commands.verify import command
from pipeline.french.syntax import Syntax
from pipeline.publish.load import Output
from pipeline.publish.post import post as make_post
from pipeline.publish.verify import Post, Speech, choose, read_post, verify
from pipeline.publish.verify.facts import find_facts
from tests.publish import hostile
from tests.publish.changes import KINDS, caught, random_changes

EDITOR = Path(__file__).parent / "editor"
SEED = 8


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return Syntax()


@pytest.fixture(scope="module")
def posts(outputs: tuple[Output, ...]) -> list[tuple[str, Post, Speech]]:
    """Greffier's post of each recording, and those that an editor wrote by hand."""
    found = []
    for output in outputs:
        speech = Speech(output.document)
        found.append((output.id, read_post(make_post(output.document, output.id, "m").markdown), speech))
        by_hand = EDITOR / f"{output.id}.md"
        if by_hand.is_file():
            found.append((f"{output.id} by hand", read_post(by_hand.read_text("utf-8")), speech))
    assert len(found) == len(outputs) + 2
    return found


def test_untouched_facts_are_not_questioned(posts: list[tuple[str, Post, Speech]], syntax: Syntax) -> None:
    verdicts = [(name, v) for name, post, speech in posts for v in verify(post, speech, syntax)]
    questioned = [(name, v.line, v.text, v.why) for name, v in verdicts if v.state != "supported"]
    assert len(verdicts) > 1000
    assert len(questioned) <= 0.02 * len(verdicts), questioned


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_changed_facts_are_caught(
    posts: list[tuple[str, Post, Speech]], outputs: tuple[Output, ...], syntax: Syntax, kind: str
) -> None:
    names = sorted({p["name"] for o in outputs for p in o.document["participants"]})
    missed, made = [], 0
    for name, post, speech in posts:
        for what in random_changes(post, speech.document, names, 10, random.Random(SEED)):
            if what.kind == kind:
                made += 1
                if not caught(post, what, speech, syntax):
                    missed.append((name, what))
    assert made >= 30
    assert len(missed) <= 0.05 * made, missed


def state(text: str, speech: Speech, syntax: Syntax, words: str) -> tuple[str, str]:
    found = [v for v in verify(read_post(text), speech, syntax) if words in v.text]
    assert len(found) == 1, found
    return found[0].state, found[0].why


@pytest.fixture(scope="module")
def webinar(outputs: tuple[Output, ...]) -> Speech:
    return Speech(next(o.document for o in outputs if o.id == "webinaire-2024-12-05"))


@pytest.mark.parametrize(
    ("text", "words", "expected", "why"),
    [
        ("Il faut donner 50 % du matériel.", "50 %", "supported", "6:3"),
        ("Il faut donner 45 % du matériel de moins de 10 ans.", "45 %", "differs", "50%"),
        ("Une obligation pour les 50 000 habitants.", "50 000", "supported", "0:2"),
        ("Les collectivités de plus de 80 000 habitants.", "80 000", "differs", "50 000 habitants"),
        ("Avec Estelle Soleillant, de Rennes.", "Soleillant", "supported", ""),
        ("Avec Estelle Soleillent, de Rennes.", "Soleillent", "differs", "Soleillant"),
        ("Avec Bertrand Lavoisier, chimiste.", "Lavoisier", "unsupported", "n’est pas dans"),
        ("« on a organisé un Repair Café pour sensibiliser »", "Repair Café pour", "supported", "30:0"),
        ("« on a organisé un Repair Café pour recruter »", "Repair Café pour", "differs", "sensibiliser"),
        ("« nous avons tout arrêté il y a longtemps déjà »", "tout arrêté", "unsupported", "ces mots"),
        ("Un score de 417 pour 1000.", "417", "supported", "14:5"),
        ("Un score final de 471 pour 1000.", "471", "differs", "417"),
    ],
)
def test_verdicts(webinar: Speech, syntax: Syntax, text: str, words: str, expected: str, why: str) -> None:
    found, said = state(text, webinar, syntax, words)
    assert found == expected and why in said, said


@pytest.mark.parametrize(
    "wrap",
    [
        '---\ntitle: "{}"\n---\n',
        "---\ndescription: '{}'\n---\n",
        "## {}\n",
        "* {}\n",
        '<div class="fr-callout"><p class="fr-callout__text">\n    {}\n</p></div>\n',
        '{{% transcription "x" %}}\n\n<p>{}</p>\n{{% endtranscription %}}\n',
        '{{% callout "{}" %}}\n',
        '<img src="x.png" alt="{}">\n',
        "| a | b |\n| --- | --- |\n| {} | c |\n",
        "Avant :\n\n> **{}**\n",
    ],
)
def test_facts_are_found_wherever_they_stand(webinar: Speech, syntax: Syntax, wrap: str) -> None:
    text = wrap.format("Un score final de 471 pour 1000")
    assert state(text, webinar, syntax, "471")[0] == "differs"


@pytest.mark.parametrize(
    "text",
    [
        "<!-- 471 pour 1000 -->",
        "{# 471 pour 1000 #}",
        "[voir](https://x.example/471-pour-1000)",
        "<script>471 pour 1000</script>",
        "---\ndate: 2024-12-10\nimage:\n    path: ./471.svg\n---\n",
        "",
    ],
)
def test_what_a_reader_does_not_see_is_no_fact(webinar: Speech, syntax: Syntax, text: str) -> None:
    assert verify(read_post(text), webinar, syntax) == ()


@settings(max_examples=150, deadline=None)
@given(hostile.texts)
def test_any_post_can_be_read(text: str) -> None:
    for post in (text, f"---\ntitle: {text}\n---\n\n{text}\n", f'{{% transcription "x" %}}\n<p>{text}</p>'):
        for block in read_post(post).blocks:
            assert block.text and "\n" not in block.text and block.line >= 1


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "{{" * 25_000, "<!--" * 10_000, "« " * 25_000, "1 " * 3_000, "." * 50_000, "a" * 50_000],
)
def test_long_nonsense_is_read_in_time(text: str) -> None:
    assert len(find_facts(read_post(text).blocks, None, Syntax())) < 50_000


def test_wrong_voice_wrong_time_wrong_date(outputs: tuple[Output, ...], syntax: Syntax) -> None:
    output = next(o for o in outputs if o.id == "inclusion")
    speech = Speech(output.document)
    text = make_post(output.document, output.id, f"0 {output.id} sha256:{output.sha256}").markdown
    assert all(v.state == "supported" for v in verify(read_post(text), speech, syntax))
    first, second = (p["name"] for p in output.document["participants"][:2])
    wrong = text.replace(f"<strong>{first} :</strong>", f"<strong>{second} :</strong>", 1)
    assert [v.kind for v in verify(read_post(wrong), speech, syntax) if v.state == "differs"] == ["voix"]
    point = output.document["summary"]["points"][0]
    clock = f"({int(point['start'] // 60)}:{int(point['start'] % 60):02d})"
    wrong = text.replace(clock, "(59:59)", 1)
    assert "minutage" in [v.kind for v in verify(read_post(wrong), speech, syntax) if v.state == "differs"]
    wrong = text.replace("date: 2024-11-19", "date: 2024-11-18")
    assert [v.why for v in verify(read_post(wrong), speech, syntax) if v.state == "differs"] == [
        "l’en-tête dit 2024-11-18, l’enregistrement est du 2024-11-19"
    ]


def test_the_line_of_a_fact(webinar: Speech, syntax: Syntax) -> None:
    text = "---\ntitle: x\n---\n\nUne ligne,\nune autre :\nun score de 417 pour 1000.\n"
    assert [v.line for v in verify(read_post(text), webinar, syntax) if "417" in v.text] == [7]


def test_the_recording_is_chosen(outputs: tuple[Output, ...], syntax: Syntax) -> None:
    documents = [o.document for o in outputs]
    for output in outputs:
        named = read_post(make_post(output.document, "x", f"0 {output.id} sha256:{'0' * 64}").markdown)
        assert [d["id"] for d in choose(named, documents, syntax)] == [output.id]
    for id in ("audition", "fermetures"):
        post = read_post((EDITOR / f"{id}.md").read_text("utf-8"))
        assert [d["id"] for d in choose(post, documents, syntax)] == [id]


def test_the_command(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("Un score final de 471 pour 1000, selon Anne-Sophie Saunier | DSI.\n", "utf-8")
    args = [str(path), str(folder), "--recording", "webinaire-2024-12-05"]
    result = CliRunner().invoke(command, args)
    assert result.exit_code == 1
    assert "post.md:1: chiffre « 471 pour 1000 » : le texte dit" in result.output
    data = json.loads(CliRunner().invoke(command, [*args, "--json"]).output)
    assert data["counts"]["differs"] == 1 and data["recordings"] == ["webinaire-2024-12-05"]
    assert any(f["state"] == "supported" and f["start"] for f in data["facts"])
    comment = CliRunner().invoke(command, [*args, "--comment"]).output
    assert "| 1 | chiffre « 471 pour 1000 » |" in comment
    path.write_text("Un score de 417 pour 1000.\n", "utf-8")
    assert CliRunner().invoke(command, args).exit_code == 0
    assert CliRunner().invoke(command, [str(path), str(folder), "--recording", "x"]).exit_code == 2
    assert CliRunner().invoke(command, [*args, "--json", "--comment"]).exit_code == 2


def test_the_first_real_article(shared: Path, webinar: Speech, syntax: Syntax) -> None:
    """An article on the webinar: all that it says of it is confirmed, the rest has no support."""
    text = next((shared / "seeds").glob("000_*")).read_text("utf-8")
    verdicts = verify(read_post(text), webinar, syntax)
    by_state = {v.text: v.state for v in verdicts}
    assert "differs" not in by_state.values()
    assert by_state["plus de 50 000 habitants"] == by_state["le 1er janvier 2025"] == "supported"
    assert by_state["Anne-Sophie Saunier"] == by_state["Estelle Soleillant"] == "supported"
    assert by_state["Acteurs Publics"] == by_state["une centaine de collectivités"] == "unsupported"
