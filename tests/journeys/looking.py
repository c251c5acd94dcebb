"""Looking at a page on a journey: it is accessible, and nothing is wider than a phone or a desk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.journeys.axe import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = os.environ.get("CAPACITIES_PICTURES", "")


def look(page: Page, name: str) -> None:
    """Check the page at both widths; keep pictures where CAPACITIES_PICTURES names a folder for them."""
    assert_accessible(page)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
