"""Small writers, one a format, to write what was read and read it again.

Each takes cues (start, end in milliseconds, words, speaker) and returns the bytes of a file. `FORMATS`
tells what each format can keep: the resolution of its times in milliseconds, its ends, its speakers.
"""

# ruff: noqa: E501 - one case a line reads better than a wrapped one

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Cue = tuple[int, int, str, str | None]


def hms(ms: int, mark: str = "", digits: int = 3, hours: int = 2) -> str:
    """``HH:MM:SS`` with a fraction after ``mark``."""
    seconds, rest = divmod(ms, 1000)
    clock = f"{seconds // 3600:0{hours}d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return clock + (f"{mark}{rest:03d}"[: 1 + digits] if mark else "")


def minutes(ms: int) -> str:
    """``MM:SS``, minutes beyond 59 included."""
    return f"{ms // 60000:02d}:{ms // 1000 % 60:02d}"


def short(ms: int) -> str:
    """``M:SS``, ``H:MM:SS`` from an hour on."""
    if ms >= 3_600_000:
        return hms(ms, hours=1)
    return f"{ms // 60000}:{ms // 1000 % 60:02d}"


def lines(cues: Sequence[Cue], form: Callable[[Cue], str], head: str = "", between: str = "\n") -> bytes:
    """One piece of text a cue."""
    return (head + between.join(form(cue) for cue in cues) + "\n").encode()


def srt(cues: Sequence[Cue]) -> bytes:
    """SubRip."""
    return "".join(
        f"{i}\n{hms(a, ',')} --> {hms(b, ',')}\n{text}\n\n" for i, (a, b, text, _) in enumerate(cues, 1)
    ).encode()


def _vtt_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def vtt(cues: Sequence[Cue]) -> bytes:
    """WebVTT, with the voice where there is one."""
    blocks = []
    for a, b, text, who in cues:
        words = _vtt_text(text)
        blocks.append(
            f"{hms(a, '.')} --> {hms(b, '.')} align:start\n" + (f"<v {who}>{words}</v>" if who else words)
        )
    return ("WEBVTT\n\n" + "\n\n".join(blocks) + "\n").encode()


def zoom(cues: Sequence[Cue]) -> bytes:
    """WebVTT as Zoom writes it: numbered, ``Name: words``."""
    return (
        "WEBVTT\n\n"
        + "\n".join(
            f"{i}\n{hms(a, '.')} --> {hms(b, '.')}\n{who}: {_vtt_text(text)}\n"
            for i, (a, b, text, who) in enumerate(cues, 1)
        )
    ).encode()


def sbv(cues: Sequence[Cue]) -> bytes:
    """SubViewer as YouTube writes it."""
    return "\n".join(
        f"{hms(a, '.', hours=1)},{hms(b, '.', hours=1)}\n{text}\n" for a, b, text, _ in cues
    ).encode()


def ttml(cues: Sequence[Cue]) -> bytes:
    """TTML, speakers as agents."""
    voices = sorted({who for *_, who in cues if who})
    agents = "".join(
        f'<ttm:agent xml:id="a{i}" type="person"><ttm:name type="full">{escape(v)}</ttm:name></ttm:agent>'
        for i, v in enumerate(voices)
    )
    body = "\n".join(
        f'<p begin="{hms(a, ".")}" end="{hms(b, ".")}"'
        + (f' ttm:agent="a{voices.index(who)}"' if who else "")
        + f">{escape(text)}</p>"
        for a, b, text, who in cues
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" '
        'xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="fr">\n'
        f"<head><metadata>{agents}</metadata></head>\n<body><div>\n{body}\n</div></body></tt>\n"
    ).encode()


def ass(cues: Sequence[Cue]) -> bytes:
    """Advanced SubStation Alpha."""
    head = (
        "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    return (
        head
        + "".join(
            f"Dialogue: 0,{hms(a, '.', 2, 1)},{hms(b, '.', 2, 1)},Default,{who or ''},0,0,0,,{text}\n"
            for a, b, text, who in cues
        )
    ).encode()


def lrc(cues: Sequence[Cue]) -> bytes:
    """Lyrics."""
    return (
        "[ti:Essai]\n" + "".join(f"[{minutes(a)}.{a % 1000 // 10:02d}]{text}\n" for a, _, text, _ in cues)
    ).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def whisper(cues: Sequence[Cue]) -> bytes:
    """openai-whisper and WhisperX."""
    return _json(
        {
            "text": "".join(" " + text for _, _, text, _ in cues),
            "segments": [
                {
                    "id": i,
                    "start": a / 1000,
                    "end": b / 1000,
                    "text": " " + text,
                    **({"speaker": who} if who else {}),
                }
                for i, (a, b, text, who) in enumerate(cues)
            ],
            "language": "fr",
        }
    )


def whisper_ascii(cues: Sequence[Cue]) -> bytes:
    """The same with every accent escaped."""
    return json.dumps(json.loads(whisper(cues))).encode()


def faster_whisper(cues: Sequence[Cue]) -> bytes:
    """A bare list of segments."""
    return _json([{"start": a / 1000, "end": b / 1000, "text": " " + text} for a, b, text, _ in cues])


def whisper_cpp(cues: Sequence[Cue]) -> bytes:
    """whisper.cpp."""
    return _json(
        {
            "systeminfo": "AVX = 1",
            "params": {"language": "fr"},
            "result": {"language": "fr"},
            "transcription": [
                {
                    "timestamps": {"from": hms(a, ","), "to": hms(b, ",")},
                    "offsets": {"from": a, "to": b},
                    "text": " " + text,
                }
                for a, b, text, _ in cues
            ],
        }
    )


def vosk(cues: Sequence[Cue]) -> bytes:
    """Vosk, one result a line; every word has its times."""
    rows = []
    for a, b, text, _ in cues:
        words = text.split()
        step = (b - a) / len(words)
        result = [
            {
                "conf": 1.0,
                "start": round(a + i * step) / 1000,
                "end": round(a + (i + 1) * step) / 1000,
                "word": word,
            }
            for i, word in enumerate(words)
        ]
        rows.append(json.dumps({"result": result, "text": text}, ensure_ascii=False))
    return "\n".join(rows).encode()


def linto(cues: Sequence[Cue]) -> bytes:
    """LinTO Studio: turns with words, speakers apart."""
    voices = sorted({who for *_, who in cues if who})
    return _json(
        {
            "name": "Essai",
            "locale": "fr-FR",
            "speakers": [{"speaker_id": f"id-{i}", "speaker_name": v} for i, v in enumerate(voices)],
            "text": [
                {
                    "turn_id": f"t{i}",
                    "speaker_id": f"id-{voices.index(who)}" if who else None,
                    "raw_segment": text.lower(),
                    "segment": text,
                    "words": [
                        {"wid": "w", "word": w, "stime": a / 1000, "etime": b / 1000, "confidence": 1}
                        for w in text.split()
                    ],
                }
                for i, (a, b, text, who) in enumerate(cues)
            ],
        }
    )


def json3(cues: Sequence[Cue]) -> bytes:
    """YouTube's own captions."""
    return _json(
        {
            "wireMagic": "pb3",
            "events": [
                {"tStartMs": a, "dDurationMs": b - a, "segs": [{"utf8": text}]} for a, b, text, _ in cues
            ],
        }
    )


def docx(cues: Sequence[Cue], *, old: bool = False) -> bytes:
    """Word as Teams exports it: name and time, a line break, the words; ``old`` with time ranges."""
    paragraphs = []
    for a, b, text, who in cues:
        rows = [f"{hms(a, '.')} --> {hms(b, '.')}", who or "", text] if old else [f"{who}   {short(a)}", text]
        runs = "<w:r><w:br/></w:r>".join(
            f'<w:r><w:t xml:space="preserve">{escape(row)}</w:t></w:r>' for row in rows
        )
        paragraphs.append(f"<w:p>{runs}</w:p>")
    body = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "".join(paragraphs)
        + "</w:body></w:document>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return target.getvalue()


@dataclass(frozen=True)
class Format:
    """A writer and what its format keeps."""

    write: Callable[[Sequence[Cue]], bytes]
    suffix: str
    read_as: str
    step: int = 1
    ends: bool = True
    speakers: bool = False


FORMATS: dict[str, Format] = {
    "dailymotion-hms-glued": Format(
        lambda c: lines(c, lambda x: hms(x[0]) + x[2]), ".txt", "dailymotion", 1000, False
    ),
    "dailymotion-hms": Format(
        lambda c: lines(c, lambda x: f"{hms(x[0])} {x[2]}"), ".txt", "dailymotion", 1000, False
    ),
    "dailymotion-ms-glued": Format(
        lambda c: lines(c, lambda x: minutes(x[0]) + x[2]), ".txt", "dailymotion", 1000, False
    ),
    "dailymotion-ms": Format(
        lambda c: lines(c, lambda x: f"{minutes(x[0])} {x[2]}"), ".txt", "dailymotion", 1000, False
    ),
    "youtube": Format(lambda c: lines(c, lambda x: f"{short(x[0])}\n{x[2]}"), ".txt", "youtube", 1000, False),
    "bracketed": Format(
        lambda c: lines(c, lambda x: f"[{hms(x[0])}] {x[2]}"), ".txt", "bracketed", 1000, False
    ),
    "whisper-lines": Format(
        lambda c: lines(c, lambda x: f"[{hms(x[0], '.')} --> {hms(x[1], '.')}]  {x[2]}"), ".txt", "bracketed"
    ),
    "named-blocks": Format(
        lambda c: lines(c, lambda x: f"{x[3]} ({hms(x[0])})\n{x[2]}\n"),
        ".txt",
        "named-blocks",
        1000,
        False,
        True,
    ),
    "named-lines": Format(
        lambda c: lines(c, lambda x: f"{x[3]} ({hms(x[0])}) : {x[2]}"),
        ".txt",
        "named-blocks",
        1000,
        False,
        True,
    ),
    "bracketed-named": Format(
        lambda c: lines(c, lambda x: f"[{hms(x[0])}] {x[3]} : {x[2]}"), ".txt", "bracketed", 1000, False, True
    ),
    "time-ranges": Format(
        lambda c: lines(c, lambda x: f"{hms(x[0], hours=1)} à {hms(x[1], hours=1)} {x[3]} :\n{x[2]}\n"),
        ".txt",
        "time-ranges",
        1000,
        True,
        True,
    ),
    "srt": Format(srt, ".srt", "srt"),
    "vtt": Format(vtt, ".vtt", "vtt", speakers=True),
    "zoom-vtt": Format(zoom, ".vtt", "vtt", speakers=True),
    "sbv": Format(sbv, ".sbv", "sbv"),
    "ttml": Format(ttml, ".ttml", "ttml", speakers=True),
    "ass": Format(ass, ".ass", "ass", 10, speakers=True),
    "lrc": Format(lrc, ".lrc", "lrc", 10, False),
    "whisper-json": Format(whisper, ".json", "asr-json", speakers=True),
    "whisper-json-ascii": Format(whisper_ascii, ".json", "asr-json", speakers=True),
    "faster-whisper": Format(faster_whisper, ".json", "asr-json"),
    "whisper-cpp": Format(whisper_cpp, ".json", "asr-json"),
    "vosk": Format(vosk, ".json", "asr-json"),
    "linto": Format(linto, ".json", "asr-json", speakers=True),
    "youtube-json3": Format(json3, ".json", "asr-json"),
    "teams-docx": Format(docx, ".docx", "docx", 1000, False, True),
    "teams-docx-old": Format(lambda c: docx(c, old=True), ".docx", "docx", speakers=True),
}
