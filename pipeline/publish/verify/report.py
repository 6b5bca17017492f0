"""The verdicts on a post as French text, as a Markdown comment and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.publish.verify.check import Verdict
from pipeline.wording import timecode, video_url

TITLES = {
    "differs": "Différent de l’enregistrement",
    "unsupported": "Sans appui dans l’enregistrement",
    "supported": "Confirmé",
}


def counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Number of verdicts of each state, zero included."""
    found = Counter(v.state for v in verdicts)
    return {state: found[state] for state in ("supported", "differs", "unsupported")}


def to_text(verdicts: Sequence[Verdict], name: str, recordings: Sequence[str]) -> str:
    """What differs first, then what has no support, then what is confirmed with its timecode."""
    lines = [_headline(verdicts, name, recordings)]
    for state, title in TITLES.items():
        rows = [v for v in verdicts if v.state == state]
        if rows:
            lines += ["", f"{title} ({len(rows)})"]
            lines += [f"  {name}:{v.line}: {_label(v)} : {v.why}" for v in rows]
    return "\n".join(lines) + "\n"


def to_comment(verdicts: Sequence[Verdict], name: str, documents: Sequence[dict]) -> str:
    """A comment in Markdown: a table of what is doubtful, and the confirmed facts folded away."""
    lines = [f"**{_escape(_headline(verdicts, name, [d['id'] for d in documents]))}**"]
    doubtful = [v for state in ("differs", "unsupported") for v in verdicts if v.state == state]
    if doubtful:
        lines += ["", "| Ligne | Fait | Résultat |", "| --- | --- | --- |"]
        lines += [
            f"| {v.line} | {_escape(_label(v))} | {_escape(v.why)}{_link(v, documents)} |" for v in doubtful
        ]
    sure = [v for v in verdicts if v.state == "supported"]
    if sure:
        lines += ["", "<details>", f"<summary>{TITLES['supported']} ({len(sure)})</summary>", ""]
        lines += [
            f"- ligne {v.line} : {_escape(_label(v))}, {_escape(v.why)}{_link(v, documents)}" for v in sure
        ]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def to_data(verdicts: Sequence[Verdict], name: str, recordings: Sequence[str]) -> dict:
    """The same as data: ``start`` is in seconds."""
    return {
        "post": name,
        "recordings": list(recordings),
        "counts": counts(verdicts),
        "facts": [
            {
                "kind": v.kind,
                "text": v.text,
                "line": v.line,
                "part": v.part,
                "state": v.state,
                "start": v.second,
                "said": v.said or None,
                "why": v.why,
            }
            for v in verdicts
        ],
    }


def _headline(verdicts: Sequence[Verdict], name: str, recordings: Sequence[str]) -> str:
    found = counts(verdicts)
    several = "s" if len(verdicts) > 1 else ""
    return (
        f"{name} : {len(verdicts)} fait{several} vérifié{several} dans {', '.join(recordings)} : "
        f"{found['supported']} confirmé(s), {found['differs']} différent(s), "
        f"{found['unsupported']} sans appui"
    )


def _label(verdict: Verdict) -> str:
    text = verdict.text if len(verdict.text) <= 90 else verdict.text[:88].rstrip() + "…"
    return f"{verdict.kind} « {text} »"


def _link(verdict: Verdict, documents: Sequence[dict]) -> str:
    url = (
        video_url(documents[0], verdict.second)
        if len(documents) == 1 and verdict.second is not None
        else None
    )
    return f" ([{timecode(verdict.second or 0)}]({url}))" if url else ""


def _escape(text: str) -> str:
    text = "".join(f"\\{c}" if c in "\\`*_[]|#{}!~@" else c for c in text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
