"""Word documents, as Teams exports a transcript: their text, then read like any text.

The text is taken from ``word/document.xml`` with expat (see `xml`), one line a paragraph, within
limits on the size and number of the archive's files. Deleted revisions and the second copies of text
boxes are not text of the document. Line numbers in messages are those of this text.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from pipeline.errors import InputError
from pipeline.read.decode import MAX_BYTES
from pipeline.read.document import Document
from pipeline.read.formats import xml

MAX_FILES = 3000
_BODY = "word/document.xml"
_SKIP = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText"})


def is_zip(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive, which a DOCX is."""
    return data.startswith(b"PK\x03\x04")


def text_of(data: bytes, name: str) -> Document:
    """Return the text of a Word document. Raises: InputError if it is none, is damaged or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_FILES:
                raise InputError(
                    name, 1, f"found an archive of {len(entries)} files, expected a Word document"
                )
            if _BODY not in {entry.filename for entry in entries}:
                raise InputError(
                    name,
                    1,
                    "found an archive that is no Word document, expected a transcript; "
                    "unpack it and give the transcript inside",
                )
            with archive.open(_BODY) as body:
                content = body.read(MAX_BYTES + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise InputError(
            name,
            1,
            "found a damaged or protected Word document, expected a whole one; save it again as DOCX or text",
        ) from error
    if len(content) > MAX_BYTES:
        raise InputError(
            name,
            1,
            "found a Word document that unpacks to more than "
            f"{MAX_BYTES // 1024 // 1024} MB, expected a transcript; check the file",
        )
    try:
        source = Document(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            name, 1, "found a Word document in an unknown encoding, expected UTF-8; save it again"
        ) from error
    return Document(name, _render(source), "utf-8")


def _render(source: Document) -> str:
    pieces: list[str] = []
    stack: list[str] = []
    hidden = 0

    def start(tag: str, _attributes: dict[str, str], _offset: int) -> None:
        nonlocal hidden
        stack.append(tag)
        hidden += tag in _SKIP
        if hidden:
            return
        if tag in ("br", "cr"):
            pieces.append("\n")
        elif tag == "tab" and "r" in stack[-3:]:
            pieces.append("\t")

    def end(tag: str, _offset: int) -> None:
        nonlocal hidden
        if stack:
            stack.pop()
        if tag == "p" and not hidden:
            pieces.append("\n")
        hidden -= tag in _SKIP

    def data(words: str, offset: int) -> None:
        if not hidden and stack and stack[-1] == "t":
            pieces.append("".join(part.text for part in xml.parts_of(source, words, offset)))

    xml.parse(source, start, end, data)
    return "".join(pieces)
