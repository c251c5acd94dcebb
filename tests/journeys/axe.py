"""Accessibility of a page by axe: no serious or critical violation of WCAG 2.2 AA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def serious_violations(page: Page) -> list[str]:
    """Return one line per serious or critical violation: rule, help and the first elements."""
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    found = []
    for violation in result.response["violations"]:
        if violation["impact"] in ("serious", "critical"):
            where = "; ".join(str(node["target"][0]) for node in violation["nodes"][:5])
            found.append(f"{violation['id']} ({violation['impact']}): {violation['help']} at {where}")
    return found


def assert_accessible(page: Page) -> None:
    """Fail with the violations of the page that is open."""
    found = serious_violations(page)
    assert found == [], found
