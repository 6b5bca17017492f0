"""From bytes to text: size, binary files, encodings, damaged accents.

Encodings are told apart by plain rules, in this order, because a wrong statistical guess on a short
French text is worse than none: byte order mark; UTF-16 without one (every second byte is zero);
valid UTF-8; else Windows-1252, or Latin-1 where a byte has no meaning in Windows-1252.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from pipeline.errors import InputError
from pipeline.model import Issue
from pipeline.read.document import Document

MAX_BYTES = 32 * 1024 * 1024
"""A transcript of ten hours is 1 MB of text and less than 20 MB of JSON with a time for every word."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"fLaC", "an audio file"),
    (b"RIFF", "an audio or video file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "an RTF file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# a letter with an accent in UTF-8, read as Windows-1252 or as Latin-1
_MOJIBAKE = re.compile(
    "Ã[\u0080-¿ƒ€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-¿™˜œ\u009d\u0099¦“”]|Å[“’\u0093\u0092]|Â[\u00a0«»°·]"
)


def check_size(data: bytes, name: str) -> None:
    """Raises: InputError if the input is empty or too large to be a transcript."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(name, 1, "found an empty file, expected a transcript; check the download")
    if len(data) > MAX_BYTES:
        raise InputError(
            name,
            1,
            f"found {len(data) // 1024 // 1024} MB, expected a transcript of at most "
            f"{MAX_BYTES // 1024 // 1024} MB; cut the file, or check that it is a transcript",
        )


def decode(data: bytes, name: str) -> Document:
    """Return the text of an input, line ends as ``\\n``, with what had to be guessed or mended.

    Raises: InputError if it is empty, too large or not text.
    """
    check_size(data, name)
    for magic, kind in _KINDS:
        if data.startswith(magic) or (kind == "a video file" and data[4:8] == b"ftyp"):
            raise InputError(
                name,
                1,
                f"found {kind}, expected the text of a transcript; "
                "export the transcript as text, SRT, VTT, JSON or DOCX",
            )
    text, encoding, issues = _to_text(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, mended = _mend(text)
    issues += mended
    return Document(name, text, encoding, tuple(issues))


def _to_text(data: bytes, name: str) -> tuple[str, str, list[Issue]]:
    issues: list[Issue] = []
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], encoding)
    sample = data[:4096]
    zeros_even, zeros_odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    for zeros, others, encoding in (
        (zeros_odd, zeros_even, "utf-16-le"),
        (zeros_even, zeros_odd, "utf-16-be"),
    ):
        if zeros > 0.7 * half and others < 0.1 * half:
            return _replacing(data, encoding)
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    if controls > max(2, 0.01 * len(sample)):
        raise InputError(
            name,
            1,
            "found a binary file, expected the text of a transcript; "
            "export the transcript as text, SRT, VTT, JSON or DOCX",
        )
    try:
        return data.decode("utf-8"), "utf-8", issues
    except UnicodeDecodeError as err:
        bad = err
    # mostly UTF-8 with a few damaged bytes: mend those alone
    text = data.decode("utf-8", errors="replace")
    damaged, good = text.count("\ufffd"), sum(1 for c in text[:200_000] if c in "éèêàçùôîâûëïœÉÈÀÇ’«»…")
    line = data.count(b"\n", 0, bad.start) + 1
    if good > damaged:
        text = data.decode("utf-8", errors="greffier-cp1252")
        issues.append(
            Issue(line, f"octets hors UTF-8 lus comme du Windows-1252 : {damaged} ; mots à vérifier")
        )
        return text, "utf-8", issues
    try:
        return data.decode("cp1252"), "cp1252", issues
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1", issues


def _replacing(data: bytes, encoding: str) -> tuple[str, str, list[Issue]]:
    """Decode what surely is in an encoding; bytes that are not become an issue."""
    text = data.decode(encoding, errors="replace")
    if "\ufffd" not in text:
        return text, encoding, []
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return (
        text,
        encoding,
        [Issue(line, f"octets étrangers à {encoding}, montrés par \ufffd ; fichier à exporter de nouveau")],
    )


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    chunk = error.object[error.start : error.end]
    return "".join(bytes([b]).decode("cp1252", errors="replace") for b in chunk), error.end


codecs.register_error("greffier-cp1252", _read_as_cp1252)


def _mend(text: str) -> tuple[str, list[Issue]]:
    """Mend accents read in the wrong encoding, decomposed accents and control characters."""
    issues: list[Issue] = []
    first = _MOJIBAKE.search(text)
    if first:
        lines, count = text.split("\n"), 0
        for i, line in enumerate(lines):
            if _MOJIBAKE.search(line):
                lines[i], changed = _unmojibake(line)
                count += changed
        if count:
            number = text.count("\n", 0, first.start()) + 1
            issues.append(
                Issue(
                    number,
                    f"accents lus dans un mauvais encodage, réparés (lignes : {count})",
                    first.group(),
                )
            )
            text = "\n".join(lines)
    if not unicodedata.is_normalized("NFC", text):
        issues.append(Issue(1, "lettres séparées de leurs accents (Unicode décomposé), réunies"))
        text = unicodedata.normalize("NFC", text)
    control = _CONTROL.search(text)
    if control:
        number = text.count("\n", 0, control.start()) + 1
        text, count = _CONTROL.subn(" ", text)
        issues.append(
            Issue(number, f"caractères de contrôle lus comme des blancs : {count}", repr(control.group()))
        )
    return text, issues


def _unmojibake(line: str) -> tuple[str, bool]:
    def mend(match: re.Match[str]) -> str:
        data = b""
        for char in match.group():
            try:
                data += char.encode("cp1252")
            except UnicodeEncodeError:
                data += char.encode("latin-1", errors="replace")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return match.group()

    runs = re.compile(
        "[ÃâÅÂð][\u0080-ÿƒ€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¦]{1,3}?(?=[^\u0080-¿ƒ€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¦]|$)"
    )
    mended = runs.sub(mend, line)
    return mended, mended != line
