"""What each package answers to a case, as (value, None, unit) or (low, high, unit); one JSON line per case.

Run as a script with the name of a package and the cases on standard input: ``answers.py recognizers``.
It imports only that package, so that it runs in the peers' environment.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime

DAY = datetime(2025, 3, 10)
"""The day of the recording in the sentences with relative dates."""


def recognizers(kind: str, text: str) -> list[list]:
    """Recognizers-Text: the model made for the kind."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    models = {
        "number": recognize_number,
        "replace": recognize_number,
        "percent": recognize_percentage,
        "ordinal": recognize_ordinal,
        "money": recognize_currency,
        "dimension": recognize_dimension,
        "measure": recognize_dimension,
        "age": recognize_age,
        "temperature": recognize_temperature,
    }
    if kind == "duration":
        rows = [r for r in recognize_datetime(text, "fr-fr") if r.type_name.endswith("duration")]
        seconds = [float(v["value"]) for r in rows for v in r.resolution["values"][:1]]
        return [[s, None, "second"] for s in seconds]
    if kind == "date":
        return [
            [None, None, iso(r)]
            for r in recognize_datetime(text, "fr-fr", reference=DAY)
            if "time" not in r.type_name[14:]
        ]
    if kind == "figure":
        kind = "number"
    if kind not in models:
        return []
    answers = []
    for row in models[kind](text, "fr-fr"):
        value = (row.resolution or {}).get("value")
        if value is None:
            continue
        number = float(str(value).rstrip("%").replace(",", "."))
        unit = "percent" if kind == "percent" else row.resolution.get("unit") or ""
        answers.append([number, None, unit])
    return answers


def iso(result) -> str:
    """ISO form of a date or period as Recognizers-Text resolves it."""
    value = (result.resolution or {}).get("values", [{}])[0]
    timex = value.get("timex", "")
    return (
        timex.replace("XXXX-", "--")
        if "value" in value
        else f"{value.get('start', '')}/{value.get('end', '')}"
    )


def dateparser(kind: str, text: str) -> list[list]:
    """dateparser: what its search finds in French, at full precision."""
    from dateparser.search import search_dates

    if kind != "date":
        return []
    found = search_dates(text, languages=["fr"], settings={"RELATIVE_BASE": DAY}) or []
    return [[None, None, day.date().isoformat()] for _, day in found]


def text2num(kind: str, text: str) -> list[list]:
    """text2num turns words into digits: the digits of the result are its answer."""
    from text_to_num import alpha2digit

    if kind not in ("number", "replace", "ordinal", "figure"):
        return []
    digits = alpha2digit(text, "fr", threshold=3 if kind in ("replace", "figure") else 0)
    return [[float(v.replace(",", ".")), None, ""] for v in re.findall(r"(?<!\w)\d+(?:,\d+)?", digits)]


def greffier(kind: str, text: str) -> list[list]:
    """This project: numbers and measures, before it is judged which of them are figures."""
    from pipeline.extract.figures.matcher import candidates
    from pipeline.extract.figures.measures import find_measures
    from pipeline.french.numbers import find_numbers, parse_number

    if kind == "date":
        dates = [f.date for f in candidates(text, DAY.date().isoformat()) if f.date]
        return [[None, None, d.value or f"{d.low}/{d.high}"] for d in dates]
    if kind == "figure":
        measures = [f.measure for f in candidates(text, DAY.date().isoformat()) if f.measure]
        return [[float(v), None, ""] for m in measures for v in (m.value, m.low, m.high) if v is not None]
    numbers = find_numbers(text)
    if kind == "replace":
        # digits said one by one: a zero opens the number that follows, and "un" beside another is one
        def beside(k: int) -> bool:
            pairs = [(numbers[i], numbers[i + 1]) for i in (k - 1, k) if 0 <= i < len(numbers) - 1]
            return any(re.fullmatch(r",?\s", text[a.end : b.start]) for a, b in pairs)

        rows = []
        for k, n in enumerate(numbers):
            opens = n.value == 0 and k + 1 < len(numbers) and text[n.end : numbers[k + 1].start] == " "
            if not opens and (not n.article or beside(k)) and n.kind != "fraction":
                rows.append([float(n.value), None, ""])
        return rows
    if kind == "number":
        whole = parse_number(text)
        if whole is not None:
            return [[float(whole), None, ""]]
        # a number written against a unit is a measure ("180ml"), as its authors have it
        bare = [m for m in find_measures(text, numbers) if not glued(text, m)]
        rows = []
        for m in bare:
            if m.kind == "percent" and len(m.numbers) == 2 and m.value is not None:
                rows.append([float(m.value) / 100, None, ""])  # "un sur trois"
                continue
            for n in m.numbers:
                sign = -1 if m.value is not None and m.value < 0 else 1
                rows.append([sign * float(n.value), None, ""])
        return rows
    if kind == "ordinal":
        return [[float(n.value), None, ""] for n in numbers if n.kind == "ordinal"]
    wanted = {
        "percent": "percent",
        "money": "money",
        "dimension": "quantity",
        "temperature": "quantity",
        "age": "duration",
        "duration": "duration",
        "measure": "quantity",
    }
    rows = []
    for m in find_measures(text, numbers):
        value = None if m.value is None else float(m.value)
        if kind == "range":
            if m.value is None or m.comparator in "<>":
                rows.append(bounds(m))
        elif (
            m.kind == wanted[kind]
            or (kind == "dimension" and m.unit == "livre")
            or (kind == "measure" and m.kind == "duration")
        ) and (kind != "percent" or m.numbers[0].kind == "cardinal"):
            if value is None:
                rows.append([float(m.low), float(m.high), m.unit])
            elif kind == "duration":
                rows.append([value * SECONDS[m.unit], None, "second"])
            else:
                rows.append([value, None, m.unit])
    return rows


def bounds(m) -> list:
    if m.value is None:
        return [float(m.low), float(m.high), ""]
    return [float(m.value), None, ""] if m.comparator == ">" else [None, float(m.value), ""]


def glued(text: str, measure) -> bool:
    end = measure.numbers[-1].end
    return (
        measure.kind not in ("count", "percent", "factor")
        and text[end : end + 1].isalpha()
        and text[end - 1].isdigit()
    )


SECONDS = {
    "seconde": 1,
    "milliseconde": 0.001,
    "minute": 60,
    "heure": 3600,
    "jour": 86400,
    "semaine": 604800,
    "mois": 2592000,
    "trimestre": 7776000,
    "semestre": 15768000,
    "an": 31536000,
    "décennie": 315360000,
    "siècle": 3153600000,
}

PACKAGES = {"recognizers": recognizers, "text2num": text2num, "dateparser": dateparser, "greffier": greffier}


def main() -> None:
    answer = PACKAGES[sys.argv[1]]
    for case in json.load(sys.stdin):
        try:
            rows = answer(case["kind"], case["text"])
        except Exception as error:  # a package that fails has no answer
            rows = []
            print(f"{sys.argv[1]}: {case['text']!r}: {error!r}", file=sys.stderr)
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
