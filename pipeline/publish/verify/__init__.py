"""Verification: every figure, date, name and quotation of a post, looked up in its recording."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.french.syntax import Syntax
from pipeline.publish.verify.check import Verdict, verify
from pipeline.publish.verify.prose import Post, read_post
from pipeline.publish.verify.speech import Speech

__all__ = ["Post", "Speech", "Verdict", "choose", "read_post", "verify", "verify_in"]

_RANK = {"supported": 0, "differs": 1, "unsupported": 2}


def choose(post: Post, documents: Sequence[dict], syntax: Syntax) -> list[dict]:
    """The document that a post is about: the one it names, that of its video, else the likeliest.

    The likeliest is the one that supports most of its facts. Never empty if ``documents`` is not.
    """
    named = [d for d in documents if d["id"] == post.recording]
    shown = {video for video, _ in post.videos}
    named = named or [d for d in documents if d["source"]["video_id"] in shown]
    if named or len(documents) < 2:
        return named[:1] or list(documents)

    def support(document: dict) -> int:
        verdicts = verify(post, Speech(document), syntax)
        return sum(v.state == "supported" for v in verdicts) - sum(v.state == "differs" for v in verdicts)

    return [max(documents, key=support)]


def verify_in(post: Post, speeches: Sequence[Speech], syntax: Syntax) -> tuple[Verdict, ...]:
    """Check a post against several recordings: of each fact the best verdict counts."""
    best: dict[tuple[str, int, int, int], Verdict] = {}
    for speech in speeches:
        for verdict in verify(post, speech, syntax):
            key = (verdict.kind, verdict.block, verdict.start, verdict.line)
            if key not in best or _RANK[verdict.state] < _RANK[best[key].state]:
                best[key] = verdict
    return tuple(sorted(best.values(), key=lambda v: (v.block, v.start, v.line, v.kind)))
