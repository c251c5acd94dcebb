"""Templates keep the policy: no style attributes, no inline scripts, no other hosts."""

import re
from pathlib import Path

import pytest

import capacities

SOURCE = Path(capacities.__file__).parent
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
STYLES = (SOURCE / "web/static/web/style.css").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_nothing_that_the_policy_forbids(path):
    text = path.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))[^>]*>", text)
    assert not re.search(r'(src|href)="(https?:)?//', text)


@pytest.mark.parametrize("path", sorted(SOURCE.glob("web/templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_opens_with_its_contract_and_stays_short(path):
    text = path.read_text()

    assert re.match(r"(\{% load [a-z ]+%\})?\{# .+ #\}", text)
    assert text.count("\n") < 100


def test_every_colour_of_the_light_page_has_a_dark_one():
    def tokens(name):
        text = (SOURCE / "web/static/web" / name).read_text()
        return set(re.findall(r"--([a-z0-9]+): #", text.split("}")[0]))

    assert tokens("dark.css") == tokens("style.css")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("sheet", ["style.css", "dark.css"])
@pytest.mark.parametrize("text", ["ink", "soft", "link", "hover", "seen", "ok", "warn", "bad"])
@pytest.mark.parametrize("ground", ["bg", "wash"])
def test_every_text_colour_stands_out_from_both_grounds(sheet, text, ground):
    rules = (SOURCE / "web/static/web" / sheet).read_text()
    found = dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{3,6})", rules))
    colours = {name: c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for name, c in found.items()}
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5
