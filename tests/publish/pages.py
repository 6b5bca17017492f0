"""What a built page says, as a browser would take it: elements and their text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

CLOSES_P = frozenset("p section div ul ol h1 h2 h3 h4 article main table blockquote pre form".split())
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def spaces(text: str) -> str:
    """Spaces as HTML shows them: runs are one; no-break spaces stay."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" \t\n\r\f")


class Page(HTMLParser):
    """Texts of the elements of a page: ``all(tag)``, or those inside an element of a class."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], str, list[str]]] = []
        self._open: list[tuple[int, str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if tag in CLOSES_P:  # as browsers do
            self.handle_endtag("p")
        path = [f"{t}.{a.get('class', '')}" for _, t, a, _ in self._open]
        self.elements.append((tag, values, "", path))
        if tag not in VOID:
            self._open.append((len(self.elements) - 1, tag, values, []))

    def handle_endtag(self, tag: str) -> None:
        if any(t == tag for _, t, _, _ in self._open):
            while True:
                at, name, values, words = self._open.pop()
                _, _, _, path = self.elements[at]
                self.elements[at] = (name, values, "".join(words), path)
                if name == tag:
                    return

    def handle_data(self, data: str) -> None:
        for _, _, _, words in self._open:
            words.append(data)

    def texts(self, tag: str, inside: str = "") -> list[str]:
        """Texts of all elements of a name, in order; ``inside`` is ``tag.class`` of one around them."""
        return [
            spaces(text)
            for name, _, text, path in self.elements
            if name == tag and (not inside or inside in path)
        ]
