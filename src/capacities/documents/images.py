"""Charts as pictures for Word: SVG to PNG by typst with the documents' own typefaces, kept while the program runs."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

from capacities.documents.fonts import font_folders

PIXELS_PER_INCH = 200.0
WIDTH_MM = 166.0


@lru_cache(maxsize=256)
def png_of(svg: str) -> bytes:
    """Return an SVG as PNG at 200 dots per inch for the width of the text."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "chart.svg").write_text(svg, encoding="utf-8")
        page = Path(folder) / "page.typ"
        page.write_text(
            f'#set page(width: {WIDTH_MM}mm, height: auto, margin: 0mm)\n#image("chart.svg", width: 100%)\n',
            encoding="utf-8",
        )
        png = typst.compile(
            str(page), format="png", ppi=PIXELS_PER_INCH, font_paths=font_folders(), ignore_system_fonts=True
        )
    assert isinstance(png, bytes)
    return png
