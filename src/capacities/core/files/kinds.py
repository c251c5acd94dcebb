"""Which files are taken: by what their first bytes say, not by their name. Programs and macros are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

_WORD = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending, its media type, and a test of the content."""

    ending: str
    media_type: str
    fits: Callable[[BinaryIO], bool]


def _begins(*signatures: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: file.read(16).startswith(signatures)


def _is_webp(file: BinaryIO) -> bool:
    head = file.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def _is_text(file: BinaryIO) -> bool:
    """Text holds no zero byte; whatever else it holds is for whoever reads it to decode."""
    return b"\0" not in file.read(65_536)


def _holds(member: str) -> Callable[[BinaryIO], bool]:
    """Return a test for an archive with this part and without macros."""

    def fits(file: BinaryIO) -> bool:
        try:
            names = zipfile.ZipFile(file).namelist()
        except (zipfile.BadZipFile, ValueError):
            return False
        return member in names and not any(name.lower().endswith("vbaproject.bin") for name in names)

    return fits


KINDS: dict[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "application/pdf", _begins(b"%PDF-")),
        Kind("docx", f"{_WORD}.wordprocessingml.document", _holds("word/document.xml")),
        Kind("xlsx", f"{_WORD}.spreadsheetml.sheet", _holds("xl/workbook.xml")),
        Kind("pptx", f"{_WORD}.presentationml.presentation", _holds("ppt/presentation.xml")),
        Kind("odt", f"{_OPEN}.text", _holds("content.xml")),
        Kind("ods", f"{_OPEN}.spreadsheet", _holds("content.xml")),
        Kind("odp", f"{_OPEN}.presentation", _holds("content.xml")),
        Kind("png", "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
        Kind("jpg", "image/jpeg", _begins(b"\xff\xd8\xff")),
        Kind("jpeg", "image/jpeg", _begins(b"\xff\xd8\xff")),
        Kind("webp", "image/webp", _is_webp),
        Kind("csv", "text/csv", _is_text),
        Kind("txt", "text/plain", _is_text),
    )
}
ENDINGS = tuple(KINDS)


def kind_of(name: str, file: BinaryIO) -> Kind | None:
    """Return the kind of a file whose name and content agree, or None for one that is not taken."""
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind is None:
        return None
    file.seek(0)
    fits = kind.fits(file)
    file.seek(0)
    return kind if fits else None
