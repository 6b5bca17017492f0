"""Small documents in the shape of ``webinar.json``."""

from __future__ import annotations

from typing import Any

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='x",
    "</style></title></svg><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp;",
    "<!-- -->",
    "]]>",
    "مرحبا بالعالم",
    "\u202egpj.exe\u202c",
    "javascript:alert(1)",
)


def cue(index: int, raw: str, start: float | None, text: str | None = None) -> dict:
    end = None if start is None else start + 10
    return {"index": index, "start": start, "end": end, "raw": raw, "text": raw if text is None else text}


def turn(index: int, speaker: str | None, start: float | None, text: str, **more: Any) -> dict:
    end = None if start is None else start + 10
    return {
        "index": index,
        "speaker": speaker,
        "start": start,
        "end": end,
        "text": text,
        "confidence": 0.9,
        "evidence": ["se présente"],
        "paragraphs": [{"offset": 0, "start": start}],
        **more,
    }


def correction(id: str, cue: int, start: int, before: str, after: str, **more: Any) -> dict:
    return {
        "id": id,
        "cue": cue,
        "start": 10.0 * cue,
        "raw_start": start,
        "raw_end": start + len(before),
        "before": before,
        "after": after,
        "entry": "reen",
        "rule": "variant",
        "score": 0.9,
        "status": "applied",
        "why": f"« {before} » est une erreur connue.",
        **more,
    }


def figure(id: str, text: str, sentence: str, **more: Any) -> dict:
    row = {"id": id, "text": text, "value": 400, "low": None, "high": None, "unit": "ordinateur"}
    row |= {"kind": "count", "comparator": "=", "about": "", "sentence": sentence, "key": True}
    return row | {"turn": 1, "speaker": "p1", "start": 10.0} | more


def action(id: str, text: str, **more: Any) -> dict:
    row = {"id": id, "text": text, "sentence": text, "status": "done", "actor": None, "verb": "donner"}
    row |= {"object": None, "deadline": None, "objectives": ["cycle_de_vie"], "confidence": 0.9}
    return row | {"turn": 1, "speaker": "p1", "start": 10.0} | more


def document(**changes: Any) -> dict:
    """A short talk by two voices, with one of everything."""
    raws = ["Bonjour, la loi Rennes nous oblige.", "Nous avons donné 400 ordinateurs en 2023 .", "merci"]
    texts = ["Bonjour, la loi REEN nous oblige. ", "Nous avons donné 400 ordinateurs en 2023 . ", "Merci"]
    whole = {
        "schema_version": "1.0",
        "id": "essai",
        "source": {
            "file": "essai.txt",
            "format": "dailymotion",
            "sha256": "0" * 64,
            "language": "fr",
            "duration": 30.0,
            "platform": "dailymotion",
            "video_id": "x9aa7ci",
        },
        "metadata": {"title": "Essai", "date": "2024-05-14", "description": None, "organiser": "Kerlann"},
        "participants": [
            {"id": "p1", "name": "Jeanne Le Goff", "role": "Cheffe de projet", "organisation": "Kerlann",
             "kind": "speaker", "listed": True},
            {"id": "p2", "name": "Paul", "role": None, "organisation": None, "kind": "host", "listed": False},
        ],
        "cues": [cue(i, raws[i], 10.0 * i, texts[i].strip()) for i in range(3)],
        "corrections": [
            correction("c1", 0, 9, "la loi Rennes", "la loi REEN"),
            correction("c2", 1, 5, "avons", "avions", status="suggested", score=0.4),
            correction("c3", 2, 0, "merci", "Merci", rule="case", entry=None, why="majuscule"),
            correction("c4", 1, 11, "donné", "damné", status="rejected"),
        ],
        "turns": [
            turn(0, "p2", 0.0, texts[0]),
            turn(1, "p1", 10.0, texts[1], confidence=0.4),
            turn(2, None, 20.0, texts[2], evidence=["répond par oui"]),
        ],
        "figures": [
            figure("f1", "400 ordinateurs", texts[1]),
            figure("f2", "en 2023", texts[1], value="2023", kind="date", key=False),
        ],
        "actions": [action("a1", "Nous avons donné 400 ordinateurs", objectives=["cycle_de_vie", "autre"])],
        "chapters": [{"start": 0.0, "title": "Début"}, {"start": 10.0, "title": "Dons"}],
        "summary": {
            "standfirst": "Des dons de matériel.",
            "points": [{"text": "Nous avons donné.", "quote": "Nous avons donné", "start": 10.0, "turn": 1,
                        "speaker": "p1"}],
        },
        "mentions": [],
        "dropped": [{"line": 3, "text": "Transcription", "why": "habillage de page"}],
        "issues": [{"line": 4, "message": "heure qui recule", "excerpt": "00:00:01"}],
        "review": {"state": "none", "decisions": 0, "stale": False},
        "provenance": {"pipeline_version": "1", "glossary_sha256": "0" * 64, "model": "fr_core_news_sm"},
    }  # fmt: skip
    return whole | changes


def without_times() -> dict:
    """The same talk from a text without any time."""
    found = document()
    found["source"] |= {"duration": None, "platform": None, "video_id": None}
    for rows in ("cues", "corrections", "turns", "figures", "actions", "chapters"):
        for row in found[rows]:
            row["start"] = None
            row |= {"end": None} if "end" in row else {}
            for paragraph in row.get("paragraphs", []):
                paragraph["start"] = None
    found["summary"]["points"][0]["start"] = None
    return found


def empty() -> dict:
    """A document in which nothing was found."""
    found = document()
    found |= {name: [] for name, rows in found.items() if isinstance(rows, list)}
    found["summary"] = {"standfirst": "", "points": []}
    found["metadata"] = {"title": None, "date": None, "description": None, "organiser": None}
    found["source"] |= {"duration": None, "platform": None, "video_id": None}
    return found


def hostile(words: str) -> dict:
    """The talk with some words in every text that a recording or a sidecar can bring."""
    found = document()
    said = f"Bonjour {words} fin."
    found["metadata"] = dict.fromkeys(("title", "description", "organiser", "location", "url"), words)
    found["metadata"]["date"] = "2024-05"
    found["source"] |= {
        "file": words.replace("/", "").replace("\\", ""),
        "platform": words,
        "video_id": words,
    }
    found["participants"][0] |= {"name": words, "role": words, "organisation": words}
    found["cues"] = [cue(0, said, 0.0), cue(1, said, 10.0), cue(2, said, 20.0)]
    found["corrections"] = [
        correction("c1", 0, 8, words, words + "x", entry=words, why=words),
        correction("c2", 1, 8, words, words, entry=words, why=words, status="suggested"),
        correction("c3", 2, 8, words, words, rule="case", why=words),
    ]
    heard = [f"Bonjour {words}x fin.", said, said]
    found["turns"] = [turn(i, (None, "p1", words)[i], 10.0 * i, heard[i], evidence=[words]) for i in range(3)]
    found["figures"] = [figure("f1", words, said), figure("f2", words, said, key=False)]
    found["actions"] = [action("a1", words)]
    found["chapters"] = [{"start": 0.0, "title": words}]
    point = {"text": words, "start": 1.0, "turn": 0, "speaker": None}
    found["summary"] = {"standfirst": words, "points": [point]}
    found["dropped"] = [{"line": 1, "text": words, "why": words}]
    found["issues"] = [{"line": 1, "message": words, "excerpt": words}]
    found["provenance"] |= {"pipeline_version": words, "model": words}
    return found
