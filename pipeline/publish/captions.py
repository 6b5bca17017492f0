"""Captions: WebVTT and SRT from the corrected words, within the conventions of captioning.

A caption has at most two lines of 42 characters, stays from one to seven seconds, ends where a
sentence or a clause ends when it can, and never holds two speakers. Its rate stays under 20
characters a second where the speech allows. These are the usual values of French broadcast
captioning guides and of the BBC's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.publish.words import Word, timed_words

LINE = 42
LINES = 2
RATE = 20.0
SHORTEST = 1.0
LONGEST = 7.0
DRIFT = 1.2
"""Seconds by which a caption may begin before or after its first word. Words are timed by
interpolation inside cues of several seconds, which is no nearer to the sound than this."""

# Words that lean on the next one: a line or a caption that ends after them reads badly.
LEANING = frozenset(
    """à au aux avec ce ces cet cette chez comme dans de des du elle en et il ils je la le les leur leurs ma
    mais me mes mon ne ni nos notre nous on ou où par pas plus pour qu que qui sa sans se ses si son sous sur
    ta te tes ton tu très un une vos votre vous y est sont a ont être avoir""".split()
)
# Words that open a clause: speech without punctuation is cut before them.
OPENING = frozenset(
    """afin ainsi alors après avant bon c'est car cependant comme donc dont elle elles ensuite et il ils je
    lorsque mais nous on où ou parce pendant pour pourtant puis puisque quand que qui si tandis voilà
    vous""".split()
)


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption: seconds, its lines, and the speaker's name where a new turn begins."""

    start: float
    end: float
    lines: tuple[str, ...]
    speaker: str | None = None


def captions(document: dict) -> tuple[Caption, ...]:
    """Cut the corrected words of a document into captions; empty without times."""
    names = {p["id"]: p["name"] for p in document["participants"]}
    words = timed_words(document)
    made: list[tuple[list[Word], str | None]] = []
    begin = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i].turn != words[begin].turn:
            turn = words[begin].turn
            speaker = names.get(document["turns"][turn]["speaker"]) if turn is not None else None
            groups = _cut(words[begin:i], f"{speaker} : " if speaker else "")
            made += [(group, speaker if n == 0 else None) for n, group in enumerate(groups)]
            begin = i
    lines = [_lines([w.text for w in group], f"{speaker} : " if speaker else "") for group, speaker in made]
    times = _times([group for group, _ in made], [sum(map(len, pair)) for pair in lines])
    return tuple(
        Caption(start, end, pair, speaker)
        for (_, speaker), pair, (start, end) in zip(made, lines, times, strict=True)
    )


def within_conventions(caption: Caption) -> bool:
    """Whether a caption keeps every limit of this module."""
    seconds = caption.end - caption.start
    size = sum(map(len, caption.lines))
    return (
        len(caption.lines) <= LINES
        and all(len(line) <= LINE for line in caption.lines)
        and SHORTEST - 1e-6 <= seconds <= LONGEST + 1e-6
        and size <= RATE * seconds + 1
    )


def to_webvtt(made: Sequence[Caption], mark: str = "") -> str:
    """WebVTT; the speaker is named in the text where a turn begins. ``mark`` becomes a note."""
    blocks = ["WEBVTT\n"]
    if mark:
        blocks.append(f"NOTE greffier {mark.replace('-->', '')}\n")
    for caption in made:
        lines = "\n".join(map(_vtt_text, caption.lines))
        blocks.append(f"{_clock(caption.start, '.')} --> {_clock(caption.end, '.')}\n{lines}\n")
    return "\n".join(blocks)


def to_srt(made: Sequence[Caption]) -> str:
    """SubRip, numbered from 1."""
    return "\n".join(
        f"{n}\n{_clock(c.start, ',')} --> {_clock(c.end, ',')}\n" + "\n".join(map(_srt_text, c.lines)) + "\n"
        for n, c in enumerate(made, 1)
    )


# --------------------------------------------------------------------------------- cutting


def _cut(words: Sequence[Word], label: str) -> list[list[Word]]:
    """Share one turn's words out into captions at the least total cost (dynamic programming)."""
    count = len(words)
    best = [float("inf")] * (count + 1)
    back = [0] * (count + 1)
    best[0] = 0.0
    for end in range(1, count + 1):
        size, stops = -1, 0
        following = words[end].text if end < count else None
        for start in range(end - 1, -1, -1):
            text = words[start].text
            size += len(text) + 1
            stops += start < end - 1 and text.endswith((".", "?", "!"))
            prefix = label if start == 0 else ""
            seconds = words[end - 1].end - words[start].start
            if end - start > 1:
                if size > LINE * LINES or seconds > LONGEST:
                    break
                whole = size + len(prefix)
                if whole > LINE and _break([w.text for w in words[start:end]], prefix) is None:
                    if start:  # more words before may make the lines break better
                        continue
                    break
            cost = best[start] + stops + _cost(words[end - 1].text, size + len(prefix), seconds, following)
            if cost < best[end]:
                best[end], back[end] = cost, start
    cuts = [count]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    cuts.reverse()
    return [list(words[a:b]) for a, b in pairwise(cuts)]


def _cost(text: str, size: int, seconds: float, following: str | None) -> float:
    """What a reader loses by a caption: a bad end, too short a stay, too fast a text.

    ``text`` is its last word and ``following`` the word after it, ``None`` at the end of a turn.
    """
    last = following is None
    if following is None or text.endswith((".", "?", "!", "…")):
        end = 0.0
    elif text.endswith((",", ";", ":")):
        end = 1.0
    elif text.lower() in LEANING or text.endswith(("'", "’")):
        end = 6.0
    elif _opens(text):
        end = 5.0
    else:
        end = 2.0 if _opens(following) else 3.5
    short = max(0.0, 12 - size) / 12 if last else max(0.0, 30 - size) / 10
    fast = max(0.0, size - RATE * max(seconds, SHORTEST)) / 8
    return 1.0 + end + short + fast


def _opens(word: str) -> bool:
    word = word.lower().replace("’", "'")
    return word in OPENING or word.startswith(("qu'", "c'", "j'", "parce", "lorsqu'", "puisqu'"))


def _break(words: Sequence[str], label: str) -> int | None:
    """Index of the word that opens the second line, 0 for one line, ``None`` when two do not do."""
    total = sum(len(w) + 1 for w in words) - 1 + len(label)
    if total <= LINE:
        return 0
    best, chosen = float("inf"), None
    first = len(label)
    for i, word in enumerate(words[:-1]):
        first += len(word) + (1 if i else 0)
        second = total - first - 1
        if first > LINE or second > LINE:
            continue
        bad = 8 if word.lower() in LEANING or word.endswith(("'", "’")) else 0
        good = -6 if word.endswith((",", ";", ":", ".", "?", "!")) else -3 if _opens(words[i + 1]) else 0
        cost = abs(first - second) / 4 + bad + good
        if cost < best:
            best, chosen = cost, i + 1
    return chosen


def _lines(words: Sequence[str], label: str) -> tuple[str, ...]:
    at = _break(words, label)
    if not at:
        return (label + " ".join(words),)
    return (label + " ".join(words[:at]), " ".join(words[at:]))


def _times(groups: Sequence[Sequence[Word]], sizes: Sequence[int]) -> list[tuple[float, float]]:
    """Begin and end of each caption; ``sizes`` are their characters, the speaker's name among them.

    Each begins with its first word, moved by at most `DRIFT` where its neighbours leave it too
    little time to be read, and stays until the next begins or its own time to be read is over.
    """
    if not groups:
        return []
    need = [max(SHORTEST, size / RATE) for size in sizes]
    first = [g[0].start for g in groups]
    start = first[:]
    last = groups[-1][-1].end
    # backwards: begin early enough to leave the caption its time before the next one
    for i in range(len(groups) - 1, -1, -1):
        following = start[i + 1] if i + 1 < len(groups) else max(last, start[i] + need[i])
        start[i] = max(0.0, first[i] - DRIFT, min(start[i], following - need[i]))
    # forwards: what is still short pushes the next one back
    for i in range(1, len(groups)):
        start[i] = max(start[i], min(start[i - 1] + need[i - 1], first[i] + DRIFT))
    times = []
    for i, group in enumerate(groups):
        following = start[i + 1] if i + 1 < len(groups) else float("inf")
        end = min(following, max(group[-1].end, start[i] + need[i]), start[i] + LONGEST)
        times.append((round(start[i], 3), round(max(end, start[i] + 0.001), 3)))
    return times


# --------------------------------------------------------------------------------- writing


def _clock(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}{mark}{milliseconds % 1000:03d}"


def _vtt_text(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _srt_text(line: str) -> str:
    # "-->" alone would be read as a time line; SubRip has no escape
    return line.replace("-->", "→")
