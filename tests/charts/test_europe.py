"""The map: places lie where they belong."""

import math
import re

import pytest

from capacities.charts.europe import HEIGHT, SCALE, WIDTH, CityDot, country_frame, europe_map, outlines, project

EARTH_KM = 6371.0088


def inside(point, path):
    """Ray casting over all rings of a path."""
    x, y, odd = *point, False
    for ring in path.strip("Z").split("Z"):
        corners = [tuple(map(int, pair.split(","))) for pair in ring.strip("M").split("L")]
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def test_the_centre_of_the_projection_lies_at_its_pixel():
    assert project(52, 10) == pytest.approx((272.181, 349.364))


def test_distances_from_the_centre_follow_the_equal_area_formula():
    # Great-circle distance of Bucharest from 52 N 10 E by the haversine formula, then 2 sin(c/2) of the projection.
    lat1, lon1, lat2, lon2 = map(math.radians, (52, 10, 44.4268, 26.1025))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    expected = SCALE * 2 * math.sqrt(h)

    assert math.dist(project(44.4268, 26.1025), project(52, 10)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("RO", 45.8, 25.0),
        ("DE", 51.0, 10.0),
        ("TR", 39.0, 33.0),
        ("PT", 39.6, -8.0),
        ("FI", 62.5, 26.0),
        ("UA", 45.2, 34.2),
    ],
)
def test_places_in_the_middle_of_a_country_lie_in_its_outline(country, latitude, longitude):
    point = project(latitude, longitude)

    assert [code for code, path in outlines().items() if inside(point, path)] == [country]


def test_only_dots_inside_the_frame_are_drawn_and_the_label_is_on_top():
    svg = europe_map({}, [CityDot(47.6, 26.2), CityDot(29.5, 34.9), CityDot(50.8, 4.3, "dot no")], label="x")

    assert re.findall(r'<circle class="([^"]+)"', svg) == ["dot no", "dot"]


def test_countries_take_the_class_of_their_role():
    svg = europe_map({"RO": "m1", "BG": "m2"}, [], label="x")

    assert svg.count('class="m1"') == 1
    assert svg.count('class="m2"') == 1
    assert svg.count('class="m0"') == len(outlines()) - 2


def test_a_country_frame_holds_the_country_and_lies_around_it():
    x, y, width, height = country_frame("RO")

    px, py = project(45.8, 25.0)
    assert x < px < x + width
    assert y < py < y + height
    assert width < WIDTH / 4
    assert height < HEIGHT / 4
    assert country_frame("MT") is None
