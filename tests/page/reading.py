"""A page as a machine reads it: elements, ids, links, headings and words, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "img", "hr", "input", "line", "rect", "circle"})


@dataclass
class Element:
    """A tag, its attributes, and all the words inside it."""

    tag: str
    attributes: dict[str, str | None]
    in_svg: bool
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        return self.attributes.get("id")

    @property
    def words(self) -> str:
        return plain(self.text)


class Reading(HTMLParser):
    """Parses a page; raises AssertionError where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, [e.tag for e in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        element = Element(tag, dict(attrs), any(e.tag == "svg" for e in self._open))
        self.elements.append(element)
        if self._open:
            self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, (tag, [e.tag for e in self._open])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def ids(self) -> list[str]:
        return [e.id for e in self.elements if e.id is not None]

    def by_id(self, id: str) -> Element:
        (element,) = [e for e in self.elements if e.id == id]
        return element

    def links(self) -> list[Element]:
        return [e for e in self.elements if e.tag == "a"]

    def headings(self) -> list[tuple[int, Element]]:
        return [(int(e.tag[1]), e) for e in self.elements if re.fullmatch("h[1-6]", e.tag)]

    def counted(self) -> int:
        """Elements that the EcoIndex counts: all but the insides of ``<svg>``."""
        return sum(not e.in_svg for e in self.elements)

    def turns(self) -> list[str]:
        """The words of each turn, without timecodes and marks' numbers."""
        found: list[str] = []
        for element in self.elements:
            if re.fullmatch(r"h[34]", element.tag) and (element.id or "").startswith("tour-"):
                found.append("")
            elif element.tag == "p" and re.fullmatch(r"[tp]-\d+(-\d+)?", element.id or ""):
                words = element.text
                for child in element.children:
                    if child.attributes.get("class") == "time":
                        words = words.replace(child.text, "", 1)
                    else:
                        words = words.replace(child.text, re.sub(r" \[[^]]*\]$", "", child.text), 1)
                found[-1] += words + " "
        return [plain(words) for words in found]


def plain(text: str) -> str:
    """Words with single ordinary spaces, to compare them."""
    return " ".join(text.split())
