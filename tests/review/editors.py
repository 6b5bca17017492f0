"""An editor at the pages of `greffier review`, without a browser: links, forms, buttons."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from pipeline.review.app import create_app
from pipeline.review.settings import Settings

ORIGIN = "http://localhost:8000"
FETCH = {"x-requested-with": "fetch"}


class Editor:
    """A session of one editor. ``settings`` are those of the server besides its folder."""

    def __init__(self, folder: Path, name: str | None = None, **settings: Any) -> None:
        self.app = create_app(Settings(folder, **settings))
        self.client = TestClient(self.app, base_url=ORIGIN, follow_redirects=False)
        if name is not None:
            self.post("/nom", {"name": name})

    @classmethod
    def beside(cls, other: Any, name: str) -> Editor:
        """Another editor of the same server: of anything that has its ``app``."""
        own = cls.__new__(cls)
        own.app = other.app
        own.client = TestClient(other.app, base_url=ORIGIN, follow_redirects=False)
        own.post("/nom", {"name": name})
        return own

    @property
    def store(self):
        return self.app.state.store

    def get(self, address: str, **headers: str) -> Response:
        return self.client.get(address, headers=headers)

    def page(self, address: str) -> Page:
        """A page that must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
        return Page(answer.text)

    def token(self) -> str:
        return Page(self.get("/nom").text).field("csrf")

    def post(
        self, address: str, fields: dict[str, Any], *, fetch: bool = False, headers: dict | None = None
    ) -> Response:
        """Send a form as a page of the server does; ``fetch`` as its script does."""
        own = {"origin": ORIGIN, **(FETCH if fetch else {}), **(headers or {})}
        return self.client.post(address, data={"csrf": self.token(), **fields}, headers=own)

    def send(self, page: Page, button: str, *, fetch: bool = False, **changes: Any) -> Response:
        """Press a button (its value) of a page, with the form's own fields, some of them changed."""
        form = page.form(button)
        fields = {**form["fields"], "do": button, **changes}
        own = {"origin": ORIGIN, **(FETCH if fetch else {})}
        return self.client.post(form["action"], data=fields, headers=own)

    def followed(self, answer: Response) -> Page:
        """The page that a decision leads to."""
        assert answer.status_code == 303, (answer.status_code, answer.text[:300])
        return self.page(answer.headers["location"])


class Page(HTMLParser):
    """What a test reads of a page: its words, links, forms and elements by id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.forms: list[dict] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self._words: list[str] = []
        self._link: list[str] | None = None
        self._select: str | None = None
        self._area: str | None = None
        self.feed(html)
        self.words = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attrs}
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self._link = [found["href"]]
        if tag == "form":
            self.forms.append({"action": found.get("action", ""), "fields": {}, "buttons": []})
        form = self.forms[-1] if self.forms else {"fields": {}, "buttons": []}
        name = found.get("name", "")
        if tag == "input" and name and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            form["fields"][name] = found.get("value", "on")
        if tag == "button":
            form["buttons"].append(found.get("value", ""))
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in found or self._select not in form["fields"]):
            form["fields"][self._select] = found.get("value")
        if tag == "textarea":
            self._area = name

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.links.append((self._link[0], " ".join("".join(self._link[1:]).split())))
            self._link = None
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._link:
            self._link.append(data)
        fields = self.forms[-1]["fields"] if self.forms else {}
        if self._select and fields.get(self._select, "") is None:
            fields[self._select] = data.strip()
        if self._area:
            fields[self._area] = fields.get(self._area, "") + data

    def form(self, button: str) -> dict:
        """The form that has a button of this value."""
        return next(f for f in self.forms if button in f["buttons"])

    def field(self, name: str) -> str:
        return next(f["fields"][name] for f in self.forms if name in f["fields"])

    def link(self, words: str) -> str:
        """The address of the link whose words begin so."""
        return next(href for href, said in self.links if said.startswith(words))

    def hrefs(self, pattern: str) -> list[str]:
        return [href for href, _ in self.links if re.search(pattern, href)]
