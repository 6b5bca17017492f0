"""From a document to its page: the view, the templates, and what makes any text harmless."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.page.view import view

if TYPE_CHECKING:
    from jinja2 import Environment

# Control characters and lone surrogates have no place in HTML; bidirectional overrides and isolates
# (U+202A-E, U+2066-9) in a name would turn round the words that follow it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def page(document: dict) -> str:
    """Return the page of a document: self-contained HTML in French, ending with a newline.

    Raises: KeyError or TypeError if the document has not the shape of ``webinar.json``.
    """
    return environment().get_template("page.html").render(view=view(document))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, compiled once: autoescape everywhere, a missing name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("pipeline.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=harmless,
    )


# where French typography breaks no line: inside quotation marks, before high signs, inside a number
_NO_BREAK = re.compile(r"(?<=«) | (?=[»:;?!%€])|(?<=\d) (?=\d{3}\b)")


def harmless(value: Any) -> Any:
    """A text without characters that no one sees, with the no-break spaces of French typography.

    Nothing for ``None``; anything that is no text as it is.

    >>> harmless("a\\x00b\\u202ec"), harmless("« 40 000 » !")
    ('abc', '«\\xa040\\xa0000\\xa0»\\xa0!')
    """
    if value is None:
        return ""
    # markup that a template has made is a str too, and is already clean
    return _NO_BREAK.sub("\xa0", _UNSEEN.sub("", value)) if type(value) is str else value
