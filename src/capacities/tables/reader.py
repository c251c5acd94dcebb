"""The door for files that people bring: bytes in, sheets of plain cells and problems out. No content crashes it."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from capacities.tables.cells import Sheet
from capacities.tables.limits import DEFAULT_LIMITS, Limits
from capacities.tables.names import clean, clean_lines
from capacities.tables.problems import Problem, UnreadableTable
from capacities.tables.text_file import read_text
from capacities.tables.workbook import read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"PAR1", "Parquet"),
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read: its name, its sheets in order (a CSV file has one), and what was found on the way."""

    name: str
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]


def read_file(
    source: str | Path | bytes | BinaryIO,
    filename: str = "",
    limits: Limits = DEFAULT_LIMITS,
    *,
    keep_lines: bool = False,
) -> ReadFile:
    """Read a CSV or XLSX file (also .csv.gz, .tsv, .txt, .xlsm without its macros); texts with their lines if asked.

    Raises UnreadableTable with problems that say what came and what to do. A path that does not exist raises it too.
    """
    name = filename or (Path(source).name if isinstance(source, str | Path) else "") or "file"
    data = _load(source, name, limits)
    if data.startswith(b"\x1f\x8b"):
        data = _gunzip(data, name, limits)
        name = name.removesuffix(".gz")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableTable([Problem("empty_file", params={"file": name})])
    _refuse_other_kinds(data, name)
    tidy = clean_lines if keep_lines else clean
    if data.startswith(b"PK"):
        sheets, problems = read_workbook(data, name, limits, tidy)
    else:
        sheet, problems = read_text(data, "", limits, tidy)
        sheets = [sheet]
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableTable([Problem("empty_file", params={"file": name})])
    return ReadFile(name, tuple(sheets), tuple(problems))


def _load(source: str | Path | bytes | BinaryIO, name: str, limits: Limits) -> bytes:
    """Return the bytes of a file; never more than the limit is read."""
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | Path):
        data = _load_path(Path(source), name, limits)
    else:
        data = source.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise UnreadableTable([Problem("file_too_large", params={"file": name, "limit": limits.file_bytes // 10**6})])
    return data


def _load_path(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            problem = Problem("is_a_folder", params={"file": name})
        else:
            with path.open("rb") as stream:
                return stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        problem = Problem("no_such_file", params={"file": str(path)})
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Problem("cannot_open", params={"file": name, "reason": reason})
    raise UnreadableTable([problem])


def _gunzip(data: bytes, name: str, limits: Limits) -> bytes:
    """Unpack gzip up to the limit of unpacked bytes."""
    unpacker = zlib.decompressobj(wbits=31)
    out = io.BytesIO()
    try:
        while data and out.tell() <= limits.unpacked_bytes:
            out.write(unpacker.decompress(data, 1 << 20))
            data = unpacker.unconsumed_tail
    except zlib.error:
        raise UnreadableTable([Problem("damaged_archive", params={"file": name})]) from None
    if out.tell() > limits.unpacked_bytes:
        params: dict[str, str | float | int] = {"megabytes": round(out.tell() / 1e6)}
        raise UnreadableTable([Problem("zip_bomb", params={**params, "limit": limits.unpacked_bytes // 10**6})])
    return out.getvalue()


def _refuse_other_kinds(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        code = "password_protected" if locked else "save_as_xlsx"
        raise UnreadableTable([Problem(code, params={"file": name, "kind": ".xls"})])
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise UnreadableTable([Problem("wrong_type", params={"file": name, "kind": kind})])
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        raise UnreadableTable([Problem("save_as_xlsx", params={"file": name, "kind": "HTML"})])
    if head.startswith(b"<?xml"):
        raise UnreadableTable([Problem("save_as_xlsx", params={"file": name, "kind": "XML"})])
    if head.startswith((b"{", b"[{")):
        raise UnreadableTable([Problem("wrong_type", params={"file": name, "kind": "JSON"})])
