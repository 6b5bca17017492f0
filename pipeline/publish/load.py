"""Documents of a folder of outputs, checked before anything is made from them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

CARDS = (".svg", ".webp", ".png", ".jpg")


@dataclass(frozen=True, slots=True)
class Output:
    """One ``webinar.json``: where it is, its bytes' SHA-256 and its content.

    ``card`` is an image of the same folder named ``card.svg``, ``.webp``, ``.png`` or ``.jpg``.
    """

    path: Path
    sha256: str
    document: dict
    card: Path | None = None

    @property
    def id(self) -> str:
        """The recording's identifier."""
        return self.document["id"]


def load(folder: Path) -> tuple[tuple[Output, ...], tuple[InputError, ...]]:
    """Read ``DIR/*/webinar.json`` (or ``DIR/webinar.json``) in the order of the names.

    What is not valid against the schema is returned as an error; the others are used. Two
    documents of one id are refused from the second on.
    """
    own = folder / "webinar.json"
    found: dict[str, Output] = {}
    problems: list[InputError] = []
    for path in [own] if own.is_file() else sorted(folder.glob("*/webinar.json")):
        try:
            output = read(path)
            if output.id in found:
                raise InputError(
                    str(path), 1, f"found the id {output.id!r} of {found[output.id].path} again; remove one"
                )
            found[output.id] = output
        except InputError as err:
            problems.append(err)
    return tuple(found.values()), tuple(problems)


def read(path: Path) -> Output:
    """Read and check one ``webinar.json``. Raises: InputError if it cannot be used."""
    try:
        data = path.read_bytes()
        document = json.loads(data)
    except (OSError, ValueError, RecursionError) as err:
        raise InputError(
            str(path), getattr(err, "lineno", 1), f"cannot be read: {err}; run the recording again"
        ) from err
    error = next(_validator().iter_errors(document), None)
    if error is not None:
        place = "/".join(map(str, error.absolute_path)) or "the document"
        raise InputError(
            str(path), 1, f"is not a webinar.json of this version: {place}: {error.message[:200]}; "
            "run the recording again"
        )  # fmt: skip
    card = next((c for c in (path.with_name(f"card{suffix}") for suffix in CARDS) if c.is_file()), None)
    return Output(path, hashlib.sha256(data).hexdigest(), document, card)


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    schema = files("pipeline").joinpath("schema/webinar.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(schema))
