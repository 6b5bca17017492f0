"""Long lists in pages: which part is shown, and the addresses of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """The items of one page. Pages are numbered from 1; ``total`` counts the items of all."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int
    path: str
    fields: Mapping[str, str]

    def address(self, number: int) -> str:
        """The address of another page of the same list."""
        return address(self.path, self.fields, page=str(number) if number > 1 else "")


def part(request: Request, items: Sequence[Item], size: int, fields: Mapping[str, str]) -> Part[Item]:
    """The page that the address asks for by ``page``; the nearest one when there is no such page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, number_of(request.query_params.get("page"), 1)), pages)
    shown = items[(number - 1) * size : number * size]
    return Part(shown, number, pages, len(items), request.url.path, fields)


def number_of(said: str | None, default: int) -> int:
    """A number of an address; ``default`` when it is none.

    >>> number_of("12", 1), number_of("x", 1), number_of("9" * 5000, 1)
    (12, 1, 1)
    """
    return int(said) if said and len(said) < 10 and said.isascii() and said.isdigit() else default


def address(path: str, fields: Mapping[str, str], **more: str) -> str:
    """A path with its fields; empty ones are left out.

    >>> address("/", {"q": "la loi", "tri": ""}, page="2")
    '/?q=la+loi&page=2'
    """
    query = urlencode({k: v for k, v in {**fields, **more}.items() if v})
    return f"{path}?{query}" if query else path
