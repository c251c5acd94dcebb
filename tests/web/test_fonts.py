"""The fonts: their own name, the licence kept, every European letter in Latin script."""

import re

import pytest
from fontTools.ttLib import TTFont

from capacities.web import fonts

EUROPEAN = (
    "ĂăÂâÎîȘșȚțŞşŢţŐőŰűŁłŽžČčĐđÞþÆæØøÅåßẞĞğİıŊŋŦŧÑñÇçŸÿŒœĦħĠġĻļŅņŖŗŌōĀāĒēĪīŪūĄąĘęĮįŲųŚśŹźŻżŃńÝýŮůŘřĎďŤťŇňĹĺĽľŔŕ€„”«»–−₂"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    fonts.build(folder)
    return folder


def test_three_latin_files_stay_within_sixty_kilobytes(built):
    sizes = [(built / f"{face.stem}.woff2").stat().st_size for face in fonts.FACES]

    assert sum(sizes) < 60_000


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.stem)
def test_a_subset_has_its_own_name_and_keeps_copyright_and_licence(built, face):
    names = {record.nameID: str(record) for record in TTFont(built / f"{face.stem}.woff2")["name"].names}

    assert names[1].startswith(face.family)
    assert "Source" not in names[1] + names[4] + names[6]
    assert "Adobe" in names[0]
    assert "SIL Open Font License" in names[13]


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.stem)
def test_every_letter_of_european_latin_is_in_the_subset_as_far_as_the_font_has_it(built, face):
    missing = {"serif-600": set("ŊŋŦŧ")}.get(face.stem, set())  # Source Serif Pro has no Sámi letters
    letters = set(TTFont(built / f"{face.stem}.woff2").getBestCmap())

    assert {letter for letter in EUROPEAN if ord(letter) not in letters} == missing


def test_greek_and_cyrillic_are_files_of_their_own_with_their_range(built):
    styles = (built / "fonts.css").read_text()

    assert len(re.findall("@font-face", styles)) == 9
    assert re.search(r"sans-400-cyrillic\.woff2[^}]*unicode-range:U\+0400-045F", styles)


def test_a_second_build_changes_nothing(built):
    before = {path.name: path.stat().st_mtime_ns for path in built.iterdir()}

    fonts.build(built)

    assert {path.name: path.stat().st_mtime_ns for path in built.iterdir()} == before
