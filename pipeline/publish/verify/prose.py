"""What a post says, piece by piece, with the line of each piece.

A post is front matter (YAML), Markdown, HTML and shortcodes. Only words that a reader sees count:
comments, template tags, addresses and marks of emphasis are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser

from pipeline import plain_yaml

_BLOCKS = frozenset(
    """address article aside blockquote br button dd details div dl dt figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr iframe img li main nav ol p pre section summary table tbody td th thead
    tr ul video""".split()
)
_ATTRIBUTES = ("alt", "title", "aria-label")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\n---[ \t]*\r?(?:\n|$)", re.DOTALL)
_MARK = re.compile(r"<!-- greffier \S+ (\S+) sha256:([0-9a-f]{64}) -->")
_VIDEO = re.compile(
    r"""\{%-?\s*dailymotion\s+["']([^"']+)["']\s*-?%\}|dailymotion\.com/video/([A-Za-z0-9]+)"""
)
_SHORTCODE = re.compile(r"\{%-?\s*+(\w++)([^%]*+)%\}")
_STRUCTURE = re.compile(r"(?:#{1,6}\s+|[-*+]\s+|\d{1,3}[.)]\s+|>\s?|\|\s*|:::+\s*\w*\s*)+")
_LABEL = re.compile(r"\*\*([^*\n]{2,80}?)\s*:\s*\*\*\s*")
_INLINE = (
    (re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s\"[^\"\n]{0,200}\")?\)"), r"\1"),
    (re.compile(r"https?://[^\s<>»”\"]+"), " "),
    (re.compile(r"(?<!\\)(?:\*{1,3}|~~|`+)"), ""),
    (re.compile(r"(?<![\w\\])_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
    (re.compile(r"\{\{[^{}]*\}\}|\{[.#][\w .#-]*\}"), " "),
)
_NEWLINE = "\x1e"  # stands for the end of a line while the words of a block are put together
_AT = re.compile(r"[?&](?:start|t)=(\d+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or value: its words on one line.

    ``line`` counts from 1, and ``breaks`` are the characters at which a new line of the post begins.
    ``speaker`` is the label under which a passage of the transcription stands; ``seconds`` are the
    times that its links point to.
    """

    line: int
    text: str
    part: str = "texte"
    speaker: str | None = None
    seconds: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()

    def line_at(self, offset: int) -> int:
        """The line of the post on which a character of the text stands."""
        return self.line + bisect_right(self.breaks, offset)


@dataclass(frozen=True, slots=True)
class Post:
    """What a post says. ``recording`` and ``videos`` tell which recording it is about, when it does."""

    blocks: tuple[Block, ...]
    date: str | None = None
    date_line: int = 0
    recording: str | None = None
    sha256: str | None = None
    videos: tuple[tuple[str, int], ...] = ()


def read_post(text: str) -> Post:
    """Read a post; front matter that is not YAML is read as plain lines, and nothing raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_NEWLINE, " ")
    mark = _MARK.search(text)
    videos = tuple((m[1] or m[2], text.count("\n", 0, m.start()) + 1) for m in _VIDEO.finditer(text))
    blocks: list[Block] = []
    date, date_line = None, 0
    front = _FRONT.match(text)
    if front:
        found, date, date_line = _front_matter(front[1])
        blocks += found
        text = _blank(front.group()) + text[front.end() :]
    text = _without(_without(text, "<!--", "-->"), "{#", "#}").replace("<!", "&lt;!")
    reader = _Reader()
    reader.feed(_SHORTCODE.sub(_shortcode, text))
    reader.close()
    reader.flush()
    return Post(
        (*blocks, *reader.blocks),
        date,
        date_line,
        mark[1] if mark else None,
        mark[2] if mark else None,
        videos,
    )


def _without(text: str, opening: str, closing: str) -> str:
    """The text without its comments, line ends kept; one that is not closed stays."""
    parts, at = [], 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        parts += [text[at:start], _blank(text[start:end])]
        at = end + len(closing)
    return "".join((*parts, text[at:]))


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


def _shortcode(match: re.Match[str]) -> str:
    """The transcription becomes an element of its own; what others are given in quotes is text."""
    name, rest = match[1], match[2]
    words = " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', rest)).replace('\\"', '"')
    lines = _blank(match.group())
    if name == "transcription":
        return f"<greffier-transcription><p>{words}</p>{lines}"
    if name == "endtranscription":
        return f"</greffier-transcription>{lines}"
    return f"<p>{words}</p>{lines}" if words and name != "dailymotion" else f" {lines}"


def _front_matter(text: str) -> tuple[list[Block], str | None, int]:
    lines = text.split("\n")

    def line_of(key: str) -> int:
        return next((n for n, line in enumerate(lines, 2) if line.lstrip().startswith(f"{key}:")), 2)

    try:
        values = plain_yaml.load(text)
    except plain_yaml.NotPlain:
        values = dict(line.split(":", 1) for line in lines if ":" in line)
    if not isinstance(values, dict):
        return [], None, 0
    blocks = [
        Block(line_of(key), " ".join(str(values[key]).split()), part)
        for key, part in (("title", "titre"), ("description", "description"))
        if str(values.get(key) or "").strip()
    ]
    date = values.get("date")
    return blocks, str(date).strip()[:10] if date else None, line_of("date")


class _Reader(HTMLParser):
    """Collects blocks: at each block element, blank line, list item or heading a new one begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._line = 1
        self._seconds: list[int] = []
        self._speaker: str | None = None
        self._transcription = False
        self._bold: list[str] | None = None
        self._skip = 0
        self._fresh = True  # nothing of the present line has been read yet
        self._alone = False  # the present line is a block by itself

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag in ("script", "style"):
            self._skip += 1
        if tag in _BLOCKS or tag == "greffier-transcription":
            self.flush()
        else:
            self._fresh = False
        if tag == "greffier-transcription":
            self._transcription, self._speaker = True, None
        for name in _ATTRIBUTES:
            if values.get(name, "").strip():
                self.blocks.append(Block(self.getpos()[0], " ".join(values[name].split()), "attribut"))
        if tag == "a" and (at := _AT.search(values.get("href", ""))):
            self._seconds.append(int(at[1][:9]))
        if tag in ("strong", "b") and self._transcription:
            self._bold = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._skip = max(0, self._skip - 1)
        if tag in ("strong", "b") and self._bold is not None:
            words = "".join(self._bold)
            self._bold = None
            if words.rstrip().endswith(":"):
                self._label(words.rstrip().rstrip(":").strip(), self.getpos()[0])
            else:
                self._words.append(words)
        if tag in _BLOCKS or tag == "greffier-transcription":
            self.flush()
        if tag == "greffier-transcription":
            self._transcription, self._speaker = False, None

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        if self._bold is not None:
            self._bold.append(data)
            return
        line = self.getpos()[0]
        pieces = data.split("\n")
        for n, piece in enumerate(pieces):
            if n:
                self._end_line(blank=self._fresh)
            if not piece.strip():
                self._words.append(piece)
                continue
            if self._fresh:
                shape = _STRUCTURE.match(piece.lstrip())
                if shape:
                    self.flush()
                    self._alone = shape.group().startswith(("#", "|"))
                    piece = piece.lstrip()[shape.end() :]
                label = _LABEL.match(piece.lstrip()) if self._transcription else None
                if label:
                    self._label(label[1], line + n)
                    piece = piece.lstrip()[label.end() :]
            self._fresh = False
            if not "".join(self._words).strip():
                self._line = line + n
            self._words.append(piece)

    def _end_line(self, *, blank: bool) -> None:
        """A blank line ends a paragraph; a heading and a row of a table end with their line."""
        if blank or self._alone:
            self.flush()
        elif "".join(self._words).strip():
            self._words.append(_NEWLINE)
        self._fresh, self._alone = True, False

    def _label(self, name: str, line: int) -> None:
        self.flush()
        self._speaker = name
        self.blocks.append(Block(line, name, "voix", name))

    def flush(self) -> None:
        text = "".join(self._words)
        for pattern, by in _INLINE:
            text = pattern.sub(by, text)
        text, breaks = _one_line(text)
        if text:
            part = "transcription" if self._transcription else "texte"
            speaker = self._speaker if self._transcription else None
            self.blocks.append(Block(self._line, text, part, speaker, tuple(self._seconds), breaks))
        self._words.clear()
        self._seconds.clear()


def _one_line(text: str) -> tuple[str, tuple[int, ...]]:
    """The words on one line, and the characters before which lines ended."""
    out: list[str] = []
    breaks: list[int] = []
    size = 0
    for n, piece in enumerate(text.split(_NEWLINE)):
        words = " ".join(re.split(r"[ \t\n]+", piece)).strip(" ") if piece.strip() else ""
        if words and size:
            out.append(" ")
            size += 1
        if n:
            breaks.append(size)
        out.append(words)
        size += len(words)
    return "".join(out), tuple(breaks)
