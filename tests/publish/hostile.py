"""Texts that try to be something else than text, and documents that carry them."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

FRAGMENTS = [
    "{{ 7*7 }}", "{{", "}}", "{% raw %}", "{% endraw %}", "{% endtranscription %}", "{% inconnu %}", "{%-",
    "%}", "{#", "#}", "{#ancre}", "{.classe}", "{x=1}", "{", "}", "<script>alert(1)</script>", "</p>",
    "<b>", "<!--", "-->", "<", ">", "&", "&amp;", "&lt;", "&#123;", "&nbsp;", "]]>", "*gras*", "**x**",
    "_x_", "`x`", "~~x~~", "[a](b)", "![a](b)", "\n\n# Titre", "\n\n1. un", "\n- deux", "\n---\n",
    "\n    code", "|a|b|", ":::callout", "titre : sous-titre", " # suite", '"', "'", "«", "»", "\\", "\\{",
    "$1", "$&", "%", "https://x.example/?a=1&b=2", "<https://x.example>", "\u0000", "\u0007", "\u000b",
    "\u0085", "\u2028", "\u2029", "\ufeff", "\ufffe", "\u00a0", "\u202f", "œ", "—", "😀", "50 %", "l'État",
    "draft: true", "!ruby/object", "@import", "=cmd()",
]  # fmt: skip

texts = st.lists(
    st.one_of(
        st.sampled_from(FRAGMENTS),
        st.sampled_from(FRAGMENTS),
        st.sampled_from([" ", "mot", ""]),
        st.text(max_size=6),
    ),
    min_size=1,
    max_size=7,
).map("".join)


def hostile_texts(count: int) -> list[str]:
    """The same texts at each call, none of them blank."""
    found: list[str] = []

    @seed(20241205)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


def documents(found: list[str], model: dict, size: int = 50) -> list[dict]:
    """Documents like ``model`` with ``size`` texts each: as title, names, points, turns, and so on."""
    made = []
    for n in range(0, len(found), size):
        part = [t if t.strip() else "vide" for t in found[n : n + size]]
        title, standfirst, organiser, *rest = part
        points, figures, actions, names, turns = rest[:6], rest[6:12], rest[12:18], rest[18:22], rest[22:]
        document = copy.deepcopy(model)
        document["id"] = f"hostile-{n // size}"
        document["metadata"] |= {"title": title, "organiser": organiser, "date": "2025-01-01"}
        document["participants"] = [
            {
                "id": f"p{i}",
                "name": name,
                "role": name,
                "organisation": name,
                "kind": "speaker",
                "listed": True,
            }
            for i, name in enumerate(names)
        ]
        document["turns"] = [
            {
                "index": i, "speaker": f"p{i % len(names)}" if names else None, "start": None, "end": None,
                "text": text, "confidence": 1.0, "evidence": [],
            }
            for i, text in enumerate(turns)
        ]  # fmt: skip
        document["cues"] = [
            {"index": i, "start": float(i), "end": i + 1.0, "raw": text, "text": text}
            for i, text in enumerate(turns)
        ]
        figure, action = model["figures"][0], model["actions"][0]
        document["figures"] = [
            figure | {"id": f"f{i + 1}", "text": t, "sentence": t, "key": True, "turn": None, "speaker": None}
            for i, t in enumerate(figures)
        ]
        document["actions"] = [
            action
            | {"id": f"a{i + 1}", "text": t, "sentence": t, "confidence": 1.0, "turn": None, "speaker": None}
            for i, t in enumerate(actions)
        ]
        document["summary"] = {
            "standfirst": standfirst,
            "points": [{"text": t, "start": None} for t in points],
        }
        document["corrections"] = document["mentions"] = document["chapters"] = []
        document["source"] |= {"video_id": "x9aa7ci", "platform": "dailymotion"}
        made.append(document)
    return made


def write(found: list[dict], folder: Path) -> Path:
    """The documents as `greffier run` leaves them."""
    for document in found:
        path = folder / document["id"] / "webinar.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return folder
