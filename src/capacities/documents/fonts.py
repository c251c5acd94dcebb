"""The typefaces of all documents: files for typst, and copies packed into Word files as the standard asks."""

from __future__ import annotations

import uuid
from functools import cache
from importlib import import_module
from pathlib import Path

TEXT_FONT, HEAD_FONT = "Source Sans Pro", "Source Serif Pro"

# What Word takes where it does not read embedded fonts.
SUBSTITUTES = {TEXT_FONT: "Calibri", HEAD_FONT: "Georgia"}

_FILES = {
    (TEXT_FONT, "embedRegular"): "SourceSansPro-Regular.ttf",
    (TEXT_FONT, "embedBold"): "SourceSansPro-Bold.ttf",
    (TEXT_FONT, "embedItalic"): "SourceSansPro-It.ttf",
    (HEAD_FONT, "embedRegular"): "SourceSerifPro-Regular.ttf",
    (HEAD_FONT, "embedBold"): "SourceSerifPro-Bold.ttf",
}


def font_folders() -> list[str]:
    """Return the folders of the font packages, for typst."""
    packages = ("font_source_sans_pro", "font_source_serif_pro")
    return [str(import_module(package).font_directory) for package in packages]


@cache
def embedded_fonts() -> tuple[tuple[str, str, str, bytes], ...]:
    """Return (font, kind of face, key, obfuscated bytes) of each face.

    ECMA-376 part 4, 2.8.1: the first 32 bytes are XORed with the reversed bytes of a GUID that the key names.
    """
    folders = [Path(folder) for folder in font_folders()]
    found = []
    for (font, face), name in _FILES.items():
        path = next(folder / name for folder in folders if (folder / name).is_file())
        key = uuid.uuid5(uuid.NAMESPACE_URL, name)
        data = bytearray(path.read_bytes())
        mask = bytes(reversed(key.bytes))
        for i in range(32):
            data[i] ^= mask[i % 16]
        found.append((font, face, "{" + str(key).upper() + "}", bytes(data)))
    return tuple(found)
