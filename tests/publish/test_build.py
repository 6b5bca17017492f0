"""Real builds with Eleventy 2 and 3: pages say what the recording says, and no text is taken for code."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import escape
from pipeline.publish.load import Output, load
from pipeline.publish.site import Options, publish
from tests.publish import hostile
from tests.publish.conftest import copy_site
from tests.publish.pages import Page, spaces

pytestmark = pytest.mark.slow
VERSIONS = ("2", "3")

# EcoIndex: quantiles of DOM elements, requests and kB of cnumr/ecoindex_reference, and the weights 3, 2, 1
DOM = (
    0,
    47,
    75,
    159,
    233,
    298,
    358,
    417,
    476,
    537,
    603,
    674,
    753,
    843,
    949,
    1076,
    1237,
    1459,
    1801,
    2479,
    594601,
)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
SIZE = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08,
    2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)  # fmt: skip
TEMPLATE_ELEMENTS, TEMPLATE_REQUESTS, TEMPLATE_KB = 250, 30, 345


def ecoindex(dom: float, requests: float, kilobytes: float) -> float:
    """The score out of 100; above 80 is A, above 70 is B."""

    def place(table: tuple[float, ...], value: float) -> float:
        for i in range(1, len(table)):
            if value < table[i]:
                return i - 1 + (value - table[i - 1]) / (table[i] - table[i - 1])
        return len(table) - 1

    return 100 - 5 * (3 * place(DOM, dom) + 2 * place(REQUESTS, requests) + place(SIZE, kilobytes)) / 6


def test_formula() -> None:
    assert ecoindex(259, 29, 334) == pytest.approx(80.7, abs=0.1)
    assert ecoindex(858, 29, 353) == pytest.approx(58.7, abs=0.1)


@pytest.mark.parametrize("version", VERSIONS)
def test_pages(
    outputs: tuple[Output, ...], site: Path, build: Callable[[Path, str], Path], version: str
) -> None:
    report = publish(outputs, site, Options(final=True))
    assert not report.problems and all(o.state == "written" for o in report.outcomes)
    built = build(site, version)
    for output in outputs:
        source = (built / "actualites" / output.id / "index.html").read_text("utf-8")
        page = Page(source)
        assert source.count('class="transcription"') == 1
        visible = re.sub(r"<style>.*?</style>", "", source, flags=re.DOTALL)
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#", visible)
        words = spaces(" ".join(page.texts("p", "section.transcription")))
        at = 0
        for turn in output.document["turns"]:
            for word in escape.plain(turn["text"]).split():
                found = words.find(word, at)
                assert found >= 0, (output.id, turn["index"], word)
                at = found + len(word)
        people = page.texts("article")[0]
        for person in output.document["participants"]:
            assert not person["listed"] or person["name"] in people
        inside = sum("article." in path for _, _, _, path in page.elements)
        compressed = len(gzip.compress(source.encode())) / 1000
        score = ecoindex(TEMPLATE_ELEMENTS + inside, TEMPLATE_REQUESTS, TEMPLATE_KB + compressed)
        assert score > 70, (output.id, inside, score)
    assert (built / "actualites" / "voeux" / "index.html").is_file()
    assert (built / "greffier" / "webinaire-2024-12-05.vtt").is_file()
    ET.parse(built / "feed.xml")
    ET.parse(built / "greffier" / "atom.xml")


def test_a_draft_is_not_built(
    outputs: tuple[Output, ...], site: Path, build: Callable[[Path, str], Path]
) -> None:
    publish(outputs[:1], site, Options())
    built = build(site, "3")
    assert not (built / "actualites" / outputs[0].id).exists()
    assert outputs[0].id not in (built / "feed.xml").read_text("utf-8")


@pytest.fixture(scope="module")
def hostile_outputs(
    outputs: tuple[Output, ...], tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[Output, ...], list[str]]:
    texts = hostile.hostile_texts(2000)
    documents = hostile.documents(texts, outputs[0].document)
    found, problems = load(hostile.write(documents, tmp_path_factory.mktemp("hostile")))
    assert not problems and len(found) == len(documents) >= 40
    return found, texts


@pytest.mark.parametrize("version", VERSIONS)
def test_hostile_texts_are_shown_as_they_are(
    hostile_outputs: tuple[tuple[Output, ...], list[str]],
    build: Callable[[Path, str], Path],
    tmp_path: Path,
    version: str,
) -> None:
    outputs, texts = hostile_outputs
    assert len(texts) >= 2000
    site = copy_site(tmp_path / "site")
    report = publish(outputs, site, Options(final=True))
    assert not report.problems
    built = build(site, version)
    for output in outputs:
        document = output.document
        page = Page((built / "actualites" / output.id / "index.html").read_text("utf-8"))

        def shown(text: str) -> str:
            return spaces(escape.plain(text))

        names = {p["id"]: shown(p["name"]) for p in document["participants"]}
        assert page.texts("h1") == [shown(document["metadata"]["title"]) or page.texts("h1")[0]]
        # the shortcode's own indented end makes an empty paragraph
        said = [t for t in page.texts("p", "section.transcription")[1:] if t]
        spoken = [t for t in document["turns"] if shown(t["text"])]
        speakers = [None, *(t["speaker"] for t in spoken)]
        labels = [
            "" if turn["speaker"] == before else f"{names[turn['speaker']]} : "
            for before, turn in zip(speakers, spoken, strict=False)
        ]
        assert said == [
            spaces(label + shown(turn["text"])) for label, turn in zip(labels, spoken, strict=True)
        ]
        items = page.texts("li", "article.")
        for point in document["summary"]["points"]:
            assert not shown(point["text"]) or shown(point["text"]) in items
        for action in document["actions"]:
            assert spaces(f"« {shown(action['text'])} » (") in " ".join(items)
        for figure in document["figures"]:
            assert shown(figure["text"]) in " ".join(items)
        tags = {name for name, _, _, path in page.elements if "article." in path}
        assert tags <= set("p strong ul li h2 h3 a section div button".split())
    ET.parse(built / "feed.xml")
    ET.parse(built / "greffier" / "atom.xml")
    cards = Page((built / "index.html").read_text("utf-8"))
    assert not [name for name, _, _, path in cards.elements if "p.card" in path]
