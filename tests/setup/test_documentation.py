"""Every setting that the program reads stands in the operations page, and nothing stands there that it does not read."""

import re

from tests.paths import ROOT

# Read by the program itself or by Django, but not for people who run an installation.
INTERNAL = {"DJANGO_SETTINGS_MODULE"}


def settings_read():
    found = set()
    for file in (ROOT / "src" / "capacities" / "config").glob("*.py"):
        text = file.read_text()
        found |= set(re.findall(r'\benv(?:bool|int)?\("([A-Z_]+)"', text))
        found |= set(re.findall(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"', text))
    return found - INTERNAL


def settings_documented():
    page = (ROOT / "docs" / "operations.md").read_text()
    table = page.split("## Settings")[1].split("##")[0]
    return set(re.findall(r"^\| `([A-Z_]+)`", table, re.M))


def test_settings_are_documented_one_for_one():
    assert settings_documented() == settings_read()
