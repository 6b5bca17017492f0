"""The French cases of four public suites, read as they are, in one shape.

| suite | licence | what is read |
| --- | --- | --- |
| microsoft/Recognizers-Text | MIT | ``Specs``: numbers, numbers with a unit, durations |
| facebook/duckling | BSD-3 | ``Duckling/*/FR/Corpus.hs`` |
| allo-media/text2num-rs | MIT | assertions of ``src/lang/fr/mod.rs`` |
| NVIDIA/NeMo-text-processing | Apache-2.0 | inverse normalisation, ``spoken~written`` |
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORIES = {
    "microsoft/Recognizers-Text": "90e968ea44dc8fda3f2e1c3e4b20aa233817488d",
    "facebook/duckling": "2c226585af5b9f4985d9c7151d7191603bb2add7",
    "allo-media/text2num-rs": "cb5ad393d555702c7f505b930758f2386c52a748",
    "NVIDIA/NeMo-text-processing": "1f1263579fe57ba7ed783cad3dddee710fcc5064",
}
PATHS = {
    "microsoft/Recognizers-Text": [
        "Specs/Number/French",
        "Specs/NumberWithUnit/French",
        "Specs/DateTime/French",
    ],
    "facebook/duckling": [
        f"Duckling/{x}/FR"
        for x in ("Numeral", "AmountOfMoney", "Distance", "Volume", "Temperature", "Duration", "Ordinal")
    ],
    "allo-media/text2num-rs": ["src/lang/fr"],
    "NVIDIA/NeMo-text-processing": ["tests/nemo_text_processing/fr"],
}

Answer = tuple[float | None, float | None, str]
"""(value, None, unit), or (low, high, unit) of a range; the unit is "" for a bare number."""


@dataclass(frozen=True)
class Case:
    """A text and the answers its authors expect, in reading order; ``written`` is their output as text."""

    suite: str
    kind: str
    text: str
    expected: tuple[Answer, ...]
    written: str = ""


def fetch(cache: Path) -> None:
    """Clone what is missing of the suites into ``cache`` (only the folders that are read)."""
    for name, commit in REPOSITORIES.items():
        folder = cache / name.replace("/", "+")
        if folder.is_dir():
            continue
        folder.mkdir(parents=True)
        url = f"https://github.com/{name}"
        for command in (
            ["init", "-q"],
            ["remote", "add", "origin", url],
            ["sparse-checkout", "set", "--no-cone", *PATHS[name]],
            ["fetch", "-q", "--depth", "1", "--filter=blob:none", "origin", commit],
            ["checkout", "-q", "FETCH_HEAD"],
        ):
            subprocess.run(["git", "-C", str(folder), *command], check=True)


def decimal(text: str) -> float:
    """A number as the suites write it (``0,2``, ``1E-07``, ``1234.5``)."""
    return float(text.replace("\u202f", "").replace(" ", "").replace(",", "."))


def load(cache: Path) -> Iterator[Case]:
    """All cases, suite by suite."""
    yield from recognizers(cache / "microsoft+Recognizers-Text" / "Specs")
    yield from duckling(cache / "facebook+duckling" / "Duckling")
    yield from text2num(cache / "allo-media+text2num-rs" / "src" / "lang" / "fr" / "mod.rs")
    yield from own(Path(__file__).parent.parent / "extract" / "figures")
    yield from nemo(cache / "NVIDIA+NeMo-text-processing" / "tests" / "nemo_text_processing" / "fr")


MARK = re.compile(r"<fig ([^>]*)>(.*?)</fig>")


def own(folder: Path) -> Iterator[Case]:
    """This project's marked-up sentences: what no other package was made for, shown for comparison.

    A date is given as its ISO form in place of a unit; a trap must give none.
    """
    for name in ("counts", "money", "durations", "quantities", "ranges"):
        for line in (folder / "sentences" / f"{name}.txt").read_text("utf-8").splitlines():
            values = [
                float(v) for m in MARK.finditer(line) for v in re.findall(r"\b(?:value|low|high)=(\S+)", m[1])
            ]
            if values and not line.startswith("#"):
                text = MARK.sub(r"\2", line)
                yield Case("our sentences, values", "figure", text, tuple((v, None, "") for v in values))
    for line in (folder / "sentences" / "dates.txt").read_text("utf-8").splitlines():
        marks = [dict(x.split("=") for x in m[1].split()) for m in MARK.finditer(line)]
        if marks:
            dates = tuple((None, None, m.get("value") or f"{m['low']}/{m['high']}") for m in marks)
            yield Case("our sentences, dates", "date", MARK.sub(r"\2", line), dates)
    for path in sorted((folder / "traps").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield Case("our traps, values", "figure", line, ())
                yield Case("our traps, dates", "date", line, ())


MODELS = {
    "number": "Number/French/NumberModel",
    "percent": "Number/French/PercentModel",
    "ordinal": "Number/French/OrdinalModel",
    "range": "Number/French/NumberRangeModel",
    "money": "NumberWithUnit/French/CurrencyModel",
    "dimension": "NumberWithUnit/French/DimensionModel",
    "age": "NumberWithUnit/French/AgeModel",
    "temperature": "NumberWithUnit/French/TemperatureModel",
    "duration": "DateTime/French/DurationParser",
}


def recognizers(folder: Path) -> Iterator[Case]:
    for kind, name in MODELS.items():
        for row in json.loads((folder / f"{name}.json").read_text("utf-8-sig")):
            expected: list[Answer] = []
            for result in row["Results"]:
                if kind == "duration":
                    expected.append((float(result["Value"]["FutureResolution"]["duration"]), None, "second"))
                    continue
                value, unit = result["Resolution"].get("value"), result["Resolution"].get("unit") or ""
                if value is None or value == "null":
                    continue  # a unit alone is no quantity
                if kind == "range":
                    low, high = value.strip("[]()").split(",")
                    expected.append((float(low) if low else None, float(high) if high else None, ""))
                elif kind == "ordinal" and not value.lstrip("-").isdigit():
                    expected.append((None, None, value))  # "the last one": relative, in no unit of ours
                else:
                    expected.append(
                        (decimal(value.rstrip("%")), None, "percent" if kind == "percent" else unit)
                    )
            yield Case(f"Recognizers {kind}", kind, row["Input"], tuple(expected))


SECONDS = {
    "Second": 1,
    "Minute": 60,
    "Day": 86400,
    "Week": 604800,
    "Month": 2592000,
    "Quarter": 7776000,
    "Year": 31536000,
}
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def duckling(folder: Path) -> Iterator[Case]:
    kinds = {
        "Numeral": "number",
        "AmountOfMoney": "money",
        "Distance": "dimension",
        "Volume": "dimension",
        "Temperature": "temperature",
        "Duration": "duration",
        "Ordinal": "ordinal",
    }
    for name, kind in kinds.items():
        source = (folder / name / "FR" / "Corpus.hs").read_text("utf-8")
        source = source[source.index("\nallExamples") :]
        for m in re.finditer(r"examples\s*(\((?:[^()]|\([^()]*\))*\))\s*\[([^\]]*)\]", source):
            head = m[1][1:-1]
            numbers = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", head)]
            words = re.findall(r"[A-Z]\w+", head.split(" ", 1)[-1])
            unit = words[0] if words and kind not in ("number", "ordinal") else ""
            answer: Answer = (numbers[0], numbers[1] if head.startswith("between") else None, unit)
            if kind == "duration":
                answer = (numbers[0] * SECONDS[unit], None, "second")
            for text in STRING.findall(m[2]):
                # the strings are Haskell literals
                plain = text.replace('\\"', '"').replace("\\x00a0", "\u00a0")
                yield Case(f"Duckling {name}", kind, plain, (answer,))


def text2num(source: Path) -> Iterator[Case]:
    body = source.read_text("utf-8")
    body = body[body.index("#[cfg(test)]") :]
    for _, first, second in re.findall(
        r'assert_(text2digits|replace_numbers|replace_all_numbers)!\(\s*"([^"]*)",\s*"([^"]*)"\s*\)', body
    ):
        values = re.findall(r"\d+(?:,\d+)?", second)
        expected = tuple((decimal(v), None, "") for v in values)
        yield Case("text2num", "replace", first, expected, second)


SCALES = {"million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billions": 1e12}


def nemo(folder: Path) -> Iterator[Case]:
    kinds = {
        "cardinal": "number",
        "decimal": "number",
        "fraction": "number",
        "ordinal": "ordinal",
        "money": "money",
        "measure": "measure",
    }
    for name, kind in kinds.items():
        path = folder / "data_inverse_text_normalization" / f"test_cases_{name}.txt"
        for line in path.read_text("utf-8").splitlines():
            spoken, _, written = line.partition("~")
            answer = _written(written, kind)
            if answer is not None:
                yield Case(f"NeMo {name}", kind, spoken, (answer,))


def _written(text: str, kind: str) -> Answer | None:
    """Value and unit of a written form; ``None`` when it keeps words (``zéro``, ``40 trois``)."""
    m = re.fullmatch(r"(?:(\d+) )?(\d+)/(\d+)", text)
    if m:
        return float(m[1] or 0) + int(m[2]) / int(m[3]), None, ""
    m = re.fullmatch(r"(-?\d[\d \u202f]*(?:,[\d ]+)?)\s?(\D.*)?", text)
    if m is None:
        return None
    value, rest = decimal(m[1]), (m[2] or "").strip()
    word, _, tail = rest.partition(" ")
    if word in SCALES:
        value, rest = value * SCALES[word], tail.removeprefix("de ").removeprefix("d'")
    if kind == "ordinal":
        return value, None, ""
    return None if kind == "number" and rest else (value, None, rest)
