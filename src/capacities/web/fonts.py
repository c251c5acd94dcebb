"""Makes the web fonts "Cap Text" and "Cap Head" from the packages of Source Sans and Source Serif (OFL 1.1).

The licence reserves the name "Source": the subsets carry their own, copyright and licence stay in the name table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "static" / "fonts"
STYLES = "fonts.css"
NAME_IDS_OF_FAMILY = (1, 3, 4, 6, 16)


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a family, as the pages call it, and where its letters come from."""

    family: str
    weight: int
    package: str
    file: str
    stem: str


FACES = (
    Face("Cap Text", 400, "font_source_sans_pro", "SourceSansPro-Regular.ttf", "sans-400"),
    Face("Cap Text", 600, "font_source_sans_pro", "SourceSansPro-Semibold.ttf", "sans-600"),
    Face("Cap Head", 600, "font_source_serif_pro", "SourceSerifPro-Semibold.ttf", "serif-600"),
)
# The letters of all European languages in Latin script, and the signs that our texts use.
LATIN = (
    "U+0020-007E, U+00A0-017F, U+018F, U+0192, U+01CD-01DC, U+01E6-01E7, U+01FA-01FF, U+0218-021B, U+0237, "
    "U+02C6-02C7, U+02D8-02DD, U+1E80-1E85, U+1E9E, U+1EF2-1EF3, U+2010-2015, U+2018-201E, U+2020-2022, "
    "U+2026, U+202F, U+2030, U+2032-2033, U+2039-203A, U+2044, U+2070-2089, U+20AC, U+20BA, U+2116, "
    "U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265, U+25CB, U+25CF"
)
GREEK = "U+0370-03FF"
CYRILLIC = "U+0400-045F, U+0490-0491"
RANGES = {"": LATIN, "-greek": GREEK, "-cyrillic": CYRILLIC}


@cache
def are_built() -> bool:
    """Return whether the fonts are there; a page does without them if not."""
    return (FOLDER / STYLES).is_file()


def build(folder: Path = FOLDER) -> list[Path]:
    """Make the subsets and their style sheet; return the files. Does nothing again when nothing has changed.

    Raises ModuleNotFoundError when a font package is missing.
    """
    stamp = folder / "made-from"
    if stamp.is_file() and stamp.read_text() == _fingerprint() and (folder / STYLES).is_file():
        return sorted(folder.glob("*.woff2"))
    folder.mkdir(parents=True, exist_ok=True)
    rules, files = [], []
    for face in FACES:
        for suffix, span in RANGES.items():
            path = folder / f"{face.stem}{suffix}.woff2"
            if _subset(face, span, path):
                rules.append(_rule(face, path.name, span))
                files.append(path)
    (folder / STYLES).write_text("".join(rules))
    stamp.write_text(_fingerprint())
    are_built.cache_clear()
    return files


def source_path(face: Face) -> Path:
    """Return the file of the font that a face is cut from."""
    spec = find_spec(face.package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {face.package.replace('_', '-')} is not installed", name=face.package)
    return Path(spec.origin).parent / "files" / face.file


def code_points(span: str) -> Iterator[int]:
    """Yield the code points of a `unicode-range` as CSS writes it."""
    for part in span.replace("U+", "").split(", "):
        first, _dash, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _subset(face: Face, span: str, path: Path) -> bool:
    """Write one subset; return False when the font has none of the letters."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source_path(face))
    wanted = set(code_points(span)) & set(font.getBestCmap())
    if not wanted:
        return False
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "lnum", "tnum", "pnum"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    _rename(font, face)
    font.flavor = "woff2"
    font.save(path)
    return True


def _rename(font, face: Face) -> None:  # type: ignore[no-untyped-def]  # fontTools has no types
    """Give the font its own name; only the reserved name goes, copyright and licence stay."""
    style = "Regular" if face.weight == 400 else "SemiBold"
    names = {
        1: f"{face.family} {style}".removesuffix(" Regular"),
        3: f"Capacities;{face.family} {style}",
        4: f"{face.family} {style}",
        6: f"{face.family.replace(' ', '')}-{style}",
        16: face.family,
    }
    table = font["name"]
    for record in list(table.names):
        if record.nameID in NAME_IDS_OF_FAMILY:
            table.setName(names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)


def _rule(face: Face, file: str, span: str) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-display:swap;'
        f'src:url({file}) format("woff2");unicode-range:{span}}}\n'
    )


def _fingerprint() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for face in FACES:
        digest.update(source_path(face).read_bytes())
    return digest.hexdigest()
