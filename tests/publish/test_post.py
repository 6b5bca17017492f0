"""Posts: front matter that YAML reads, only what is reliable, and the site's conventions."""

from __future__ import annotations

import copy
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish import escape
from pipeline.publish.load import Output
from pipeline.publish.post import UNKNOWN, card, post, tags, timecode, video_url

TAGS = set(
    "MiNumEco Vidéo Ministères Événement Formation Podcast Ecoconception Collectivités Matériel "
    "Réglementation Achats".split()
) | {"IA et Data", "Document de référence", "Semaine NumEco 2026", "Lettre d'information"}


@pytest.fixture
def document(outputs: tuple[Output, ...]) -> dict:
    return copy.deepcopy(next(o for o in outputs if o.id == "webinaire-2024-12-05").document)


def front(markdown: str) -> dict:
    return yaml.safe_load(markdown.split("---\n")[1])


def test_front_matter(document: dict) -> None:
    values = front(post(document, "un-webinaire", "m", series="Saison 1").markdown)
    assert list(values) == "layout title description date image tags series draft".split()
    assert values["date"].isoformat() == "2024-12-05" and values["draft"] is True
    assert values["image"] == {"path": "./un-webinaire.svg", "alt": ""}
    assert set(values["tags"]) <= TAGS and {"Collectivités", "MiNumEco"} <= set(values["tags"])
    assert "draft" not in front(post(document, "x", "m", draft=False).markdown)


def test_the_transcription_has_a_blank_line_and_a_link_and_one_paragraph_a_line(document: dict) -> None:
    made = post(document, "x", "m", subtitles="/greffier/x.vtt").markdown
    block = re.search(
        r"\{% transcription \"[^\"]+\" %\}\n\n(.*)\n\{% endtranscription %\}\n$", made, re.DOTALL
    )
    assert block
    lines = block[1].split("\n")
    assert '<a href="/greffier/x.vtt">' in lines[0]
    assert all(re.fullmatch(r"<p>.*</p>", line) for line in lines)
    assert any(line.startswith("<p><strong>Mélanie Raphaël :</strong> ") for line in lines)


def test_only_what_is_reliable_is_published(document: dict) -> None:
    made = post(document, "x", "m").markdown
    doubtful = [a["text"] for a in document["actions"] if a["confidence"] < 0.7]
    assert doubtful
    section = made.split("## Actions citées")[1].split("## Intervenantes")[0]
    assert not any(f"« {escape.html(text)} »" in section for text in doubtful)
    for figure in document["figures"]:
        figure["key"] = False
    assert "Chiffres clés" not in post(document, "x", "m").markdown


def test_a_voice_without_a_name(document: dict) -> None:
    for turn in document["turns"]:
        turn["speaker"] = None
    assert f"<p><strong>{UNKNOWN} :</strong> " in post(document, "x", "m").markdown


@pytest.mark.parametrize("date", [None, "2024", "2024-12", "--12-05", "2026-13-45", "2025-02-29"])
def test_a_recording_without_a_full_date_is_refused(document: dict, date: str | None) -> None:
    document["metadata"]["date"] = date
    with pytest.raises(ValueError, match="expected a full one"):
        post(document, "x", "m")


def test_links_to_seconds(document: dict) -> None:
    document["source"] |= {"platform": "dailymotion", "video_id": "x9aa7ci"}
    assert video_url(document, 62.9) == "https://www.dailymotion.com/video/x9aa7ci?start=62"
    assert '{%- dailymotion "x9aa7ci" -%}' in post(document, "x", "m").markdown
    document["source"] |= {"platform": "youtube", "video_id": "abc_def-123"}
    assert video_url(document, 62.9) == "https://www.youtube.com/watch?v=abc_def-123&t=62s"
    for bad in ('x" -%}', "../../etc", None, "a b c d e"):
        document["source"]["video_id"] = bad
        assert video_url(document) is None
        assert "{%-" not in post(document, "x", "m").markdown
    assert (timecode(0), timecode(61.5), timecode(3725)) == ("0:00", "1:01", "1:02:05")


def test_a_lively_talk_keeps_every_turn_and_few_elements(document: dict) -> None:
    people = [p["id"] for p in document["participants"]]
    model = document["turns"][0]
    document["turns"] = [
        model | {"index": i, "speaker": people[i % 2], "text": f"réplique {i}.", "paragraphs": []}
        for i in range(110)
    ]
    made = post(document, "x", "m")
    assert made.elements <= 250
    at = [made.markdown.index(f"réplique {i}.") for i in range(110)]
    assert at == sorted(at)
    assert made.markdown.count(" :</strong> ") == 110


def test_tags_are_the_site_s(outputs: tuple[Output, ...]) -> None:
    for output in outputs:
        assert set(tags(output.document)) <= TAGS


@given(st.text(max_size=60))
def test_escapes(text: str) -> None:
    assert yaml.safe_load(escape.yaml(text)) == escape.plain(text)
    assert not set(escape.html(text)) & set('<>{}"')
    assert not set(escape.argument(text)) & set("<>{}*_`\\\"'\n") and escape.argument(text)
    assert "\n" not in escape.plain(text)


@given(st.text(max_size=80))
def test_a_card_is_xml(text: str) -> None:
    import xml.etree.ElementTree as ET

    assert ET.fromstring(card(text, "5 décembre 2024")).tag.endswith("svg")
