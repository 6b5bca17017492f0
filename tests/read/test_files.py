"""Encodings, damaged files, wrong kinds of files, names."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import InputError
from pipeline.read import SUFFIXES, Sidecar, is_sidecar, read, recording_id, sidecar_names
from tests.read.writers import docx

PAGE = (
    "00:00:00Bonjour à toutes et à tous, l’œuvre est déjà prête\n00:00:05c’est l'été où l'on réemploie\n"
    "00:00:09ça coûte 50 € à Besançon\n"
)
WORDS = [line[8:] for line in PAGE.splitlines()]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PAGE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PAGE.encode(), "utf-8"),
        (b"\xff\xfe" + PAGE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + PAGE.encode("utf-16-be"), "utf-16-be"),
        (PAGE.encode("utf-16-le"), "utf-16-le"),
        (PAGE.encode("utf-16-be"), "utf-16-be"),
        (PAGE.encode("cp1252"), "cp1252"),
        (PAGE.replace("\n", "\r\n").encode("cp1252"), "cp1252"),
        (b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    recording = read(data, "page.txt")
    assert [c.raw for c in recording.cues] == WORDS
    assert recording.source.encoding == encoding
    assert not recording.issues


def test_latin_1() -> None:
    page = "00:00:00Bonjour à tous\n00:00:05c'est l'été\x81\n00:00:09fini"
    recording = read(page.encode("latin-1"), "page.txt")
    assert recording.source.encoding == "latin-1"
    assert recording.cues[0].raw == "Bonjour à tous"


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_mojibake_is_mended_and_reported(wrong: str) -> None:
    page = "00:00:00Bonjour à tous, déjà prêts\n00:00:05c'est l'été\n00:00:09ça coûte à Besançon, l'ÉTÉ\n"
    recording = read(page.encode().decode(wrong).encode(), "page.txt")
    assert [c.raw for c in recording.cues] == [line[8:] for line in page.splitlines()]
    assert "mauvais encodage" in recording.issues[0].message


def test_mojibake_of_quotes_is_mended() -> None:
    page = "00:00:00l’été – « déjà » … œuvre\n00:00:05oui\n00:00:09non\n"
    broken = page.encode().decode("cp1252", errors="replace")
    assert "\ufffd" not in broken
    assert read(broken.encode(), "page.txt").cues[0].raw == "l’été – « déjà » … œuvre"


def test_words_with_capital_a_tilde_are_left_alone() -> None:
    page = "00:00:00São Paulo et Ã la fin\n00:00:05le château\n00:00:09non\n"
    recording = read(page.encode(), "page.txt")
    assert recording.cues[0].raw == "São Paulo et Ã la fin"
    assert not recording.issues


def test_accents_apart_from_their_letters_are_joined_and_reported() -> None:
    import unicodedata

    recording = read(unicodedata.normalize("NFD", PAGE).encode(), "page.txt")
    assert [c.raw for c in recording.cues] == WORDS
    assert "décomposé" in recording.issues[0].message


def test_a_few_damaged_bytes_in_utf_8() -> None:
    data = PAGE.encode().replace("Besançon".encode(), b"Besan\xe7on")
    recording = read(data, "page.txt")
    assert recording.cues[2].raw == WORDS[2]
    assert [i.line for i in recording.issues] == [3]


def test_control_characters_are_blanks_and_reported() -> None:
    recording = read(PAGE.replace("toutes et", "toutes\x00et").encode(), "page.txt")
    assert recording.cues[0].raw == WORDS[0]
    assert "contrôle" in recording.issues[0].message


def _zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


BOMB = b"<w:document>" + b"<w:p/>" * 6_000_000
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD_DOCX = docx([(0, 1000, "Bonjour à tous", "Jean Le Goff"), (4000, 5000, "Merci Jean", "Anne Rivière")])

REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t\n", "empty"),
    "BOM only": (b"\xef\xbb\xbf", "empty"),
    "zeros": (b"\x00" * 5000, "empty"),
    "50 MB of words": (b"00:00:01 bonjour \xc3\xa0 tous\n" * 2_000_000, "MB"),
    "50 MB of one letter": (b"a" * 50_000_000, "MB"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
    "video": (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2", "video"),
    "sound": (b"ID3\x04\x00\x00\x00\x00\x00\x00", "audio"),
    "random": (bytes(range(256)) * 40, "binary"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "Office"),
    "RTF": (b"{\\rtf1\\ansi Bonjour}", "RTF"),
    "digits": (b"1 2 3 4 5 6 7 8 9\n" * 20, "no transcript"),
    "only punctuation": (b"... --- ...\n" * 5, "no transcript"),
    "captions without words": (b"WEBVTT\n\n00:01.000 --> 00:02.000\n[Musique]\n", "no words"),
    "other archive": (_zip({"a.txt": b"bonjour"}), "no Word document"),
    "damaged archive": (GOOD_DOCX[:200], "damaged"),
    "cut archive": (GOOD_DOCX[: len(GOOD_DOCX) // 2] + GOOD_DOCX[-30:], "damaged"),
    "archive bomb": (_zip({"word/document.xml": BOMB}), "unpacks to more"),
    "broken XML in Word": (_zip({"word/document.xml": b"<w:document " + W + b"><w:p>"}), "XML"),
    "entities in Word": (
        _zip({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><w:document ' + W + b"/>"}),
        "document type",
    ),
    "deep XML in Word": (_zip({"word/document.xml": b"<a>" * 500 + b"</a>" * 500}), "nested"),
    "TTML with a document type": (
        b'<!DOCTYPE tt [<!ENTITY a "aaaa">]><tt><body><p begin="1s">&a;</p></body></tt>',
        "document type",
    ),
    "cut TTML": (b'<tt><body><p begin="1s">bonjour</p>', "cut off"),
    "web page": (b"<!doctype html><html><p>Bonjour</p></html>", "web page"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_unusable_files_give_one_clear_line(kind: str) -> None:
    data, found = REFUSED[kind]
    with pytest.raises(InputError) as caught:
        read(data, "entrée.txt")
    message = str(caught.value)
    assert message.startswith("entrée.txt:") and "\n" not in message
    assert found in message and "expected" in message
    assert len(message) < 500


def test_word_documents_of_teams() -> None:
    recording = read(GOOD_DOCX, "reunion.docx")
    assert [(c.start, c.raw, c.speaker) for c in recording.cues] == [
        (0, "Bonjour à tous", "Jean Le Goff"),
        (4000, "Merci Jean", "Anne Rivière"),
    ]
    assert recording.source.format == "docx"
    assert [p.name for p in recording.participants] == ["Jean Le Goff", "Anne Rivière"]


def test_a_word_document_of_plain_paragraphs() -> None:
    body = (
        b"<w:document "
        + W
        + b"><w:body>"
        + "".join(
            f"<w:p><w:r><w:t>{text}</w:t></w:r><w:del><w:r><w:delText>non</w:delText></w:r></w:del></w:p>"
            for text in ("Bonjour à tous, voici le plan &amp; la suite.", "Merci de votre attention.")
        ).encode()
        + b"</w:body></w:document>"
    )
    recording = read(_zip({"word/document.xml": body}), "note.docx")
    assert [c.raw for c in recording.cues] == [
        "Bonjour à tous, voici le plan & la suite.",
        "Merci de votre attention.",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Webinaire du 5 décembre 2024.txt", "webinaire-du-5-decembre-2024"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.txt", "system"),
        (".txt", "txt"),
        ("...", "enregistrement-ab5df625"),
        ("a" * 300 + ".srt", "a" * 100),
        ("d2.fr.srt", "d2-fr"),
        ("Œuvre & Cie.vtt", "oeuvre-cie"),
        ("CON.txt", "con"),
    ],
)
def test_identifiers_are_slugs_without_path_tricks(name: str, expected: str) -> None:
    assert recording_id(name) == expected


def test_identifier_of_a_name_without_latin_letters() -> None:
    assert recording_id("会議.txt").startswith("enregistrement-")
    assert recording_id("会議.txt") != recording_id("録音.txt")


def test_the_name_in_the_recording_is_the_name_alone() -> None:
    assert read(PAGE.encode(), "/tmp/x/../page.txt").source.file == "page.txt"


def test_sidecars() -> None:
    assert sidecar_names("d2.srt")[0] == "d2.meta.txt"
    assert "d2.md" in sidecar_names("d2.srt") and "d2.yaml" in sidecar_names("d2.srt")
    assert "d2.md" not in sidecar_names("d2.md")
    assert is_sidecar("d2.meta.txt") and is_sidecar("d2.yaml")
    assert is_sidecar("d2.md", {"d2.srt", "d2.md"}) and not is_sidecar("d2.md", {"d2.md"})
    assert is_sidecar("README.md") and is_sidecar("LISEZMOI.md")
    assert not is_sidecar("d2.txt") and ".txt" in SUFFIXES


def test_a_sidecar_that_cannot_be_read_is_named_in_the_error() -> None:
    with pytest.raises(InputError, match=r"page\.yaml"):
        read(PAGE.encode(), "page.txt", Sidecar("page.yaml", b"\x89PNG\r\n\x1a\n"))


def test_invalid_yaml_in_a_sidecar_is_an_issue() -> None:
    recording = read(PAGE.encode(), "page.txt", Sidecar("page.yaml", b"title: a\n  - b: [c\n"))
    assert recording.metadata.title is None
    assert "page.yaml" in recording.issues[0].message
