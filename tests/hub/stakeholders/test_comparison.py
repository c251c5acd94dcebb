"""The comparison with other countries: who must not see it, only facts with their source, nothing of our own."""

from __future__ import annotations

from typing import Any

import pytest

from capacities.core.people.roles import country_scope
from capacities.hub.instruments.models import Instrument
from capacities.hub.stakeholders.comparison import comparison
from capacities.hub.stakeholders.models import StakeholderMap
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub, make_seat
from tests.hub.stakeholders.factories import make_map, make_organisation, make_stakeholder

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Any) -> Any:
    person = make_person("officer", ("hub_team", country_scope("RO")))
    client.force_login(person)
    return person


@pytest.fixture
def chosen() -> StakeholderMap:
    """A Romanian map with a ministry, which needs a financier, on heat."""
    chosen = make_map(make_hub(), topics=["energy-heat"], needed_roles=["financier", "regulator"])
    make_organisation("Ministry of Heat")
    make_stakeholder(chosen, "Ministry of HEAT", roles=["regulator"])
    return chosen


def told(gaps: Any) -> list[tuple[str, int, int, list[str]]]:
    return [(one.what, one.among, one.of, [example.name for example in one.examples]) for one in gaps]


def elsewhere() -> None:
    """Austria has two funds (one sits in its hub) and a ministry, Sweden one fund, Europe one."""
    make_organisation("A fund", country="AT", kind="funding-agency", source="page a")
    seated = make_organisation("Seated fund", country="AT", kind="funding-agency", source="page b")
    make_organisation("Ministry", country="AT", kind="ministry")
    make_organisation("Swedish fund", country="SE", kind="funding-agency", source="page c")
    make_organisation("European fund", country="EU", kind="funding-agency")
    make_seat(make_body(make_hub("austria", countries=["AT"]), "owner", kind="steering"), organisation=seated)


def test_outside_the_team_nothing_of_the_map_is_compared(chosen: StakeholderMap) -> None:
    other = make_person("other", ("hub_team", country_scope("AT")))

    assert comparison(other, chosen).unknown_kind == 0
    assert comparison(other, chosen).roles == []


def test_a_kind_that_others_have_is_named_with_an_example_of_each_country_and_its_source(
    officer: Any, chosen: StakeholderMap
) -> None:
    elsewhere()

    found = comparison(officer, chosen)

    assert told(found.kinds) == [("Funding agency", 2, 2, ["Seated fund", "Swedish fund"])]
    assert [(one.country, one.source) for one in found.kinds[0].examples] == [
        ("Austria", "page b"),
        ("Sweden", "page c"),
    ]
    assert told(found.roles) == [("financier", 2, 2, ["Seated fund", "Swedish fund"])]
    assert found.unknown_kind == 0


def test_bodies_are_compared_with_open_hubs_only(officer: Any, chosen: StakeholderMap) -> None:
    elsewhere()
    make_body(make_hub("hidden", countries=["BG"], visibility="hub"), "secret", kind="advisory")

    assert told(comparison(officer, chosen).bodies) == [
        ("Steering committee", 1, 1, ["Working group owner (Hub austria)"])
    ]


def test_funding_is_missing_only_where_our_countries_have_none(officer: Any, chosen: StakeholderMap) -> None:
    def fund(slug: str, country: str, topics: list[str]) -> None:
        Instrument.objects.create(
            slug=slug, name={"en": slug}, countries=[country], topics=topics, source="atlas", run_by="Agency"
        )

    fund("heat-at", "AT", ["energy-heat"])
    fund("waste-se", "SE", ["waste"])
    before = comparison(officer, chosen).funding
    fund("heat-ro", "RO", ["energy-heat"])
    after = comparison(officer, chosen).funding

    assert [(one.among, one.of, one.examples[0].name, one.examples[0].source) for one in before] == [
        (1, 2, "heat-at (Agency)", "atlas")
    ]
    assert after == []


def test_roles_of_published_maps_on_our_topics_are_shown_and_of_hidden_ones_not(
    officer: Any, chosen: StakeholderMap
) -> None:
    austria = make_hub("austria", countries=["AT"])
    maps = {seen: make_map(austria, name=seen, topics=["energy"], visibility=seen) for seen in ("public", "hub")}
    make_stakeholder(make_map(austria, name="else", topics=["waste"], visibility="public"), "Waste", roles=["user"])
    make_stakeholder(maps["public"], "Bank", roles=["financier", "regulator"])
    make_stakeholder(maps["hub"], "Secret", roles=["convener"])

    assert told(comparison(officer, chosen).maps) == [("financier", 1, 1, ["Bank"])]


def test_page_and_file_name_country_and_source(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    elsewhere()

    page = client.get(f"/hubs/ro/stakeholders/{chosen.pk}/comparison/").content.decode()
    lines = client.get(f"/hubs/ro/stakeholders/{chosen.pk}/comparison/list.csv").getvalue().decode().splitlines()

    assert "2 of 2 other countries" in page
    assert "Source: page b" in page
    assert "missing role,financier,2,2,Seated fund,Austria,page b," in lines


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_few_queries(
    client: Any, officer: Any, chosen: StakeholderMap, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_organisation(f"Fund {number}", country=("AT", "SE", "FR")[number], kind="funding-agency")
        make_stakeholder(chosen, f"Office {number}")
        make_map(make_hub(f"hub-{number}", countries=["AT"]), topics=["energy"], visibility="public")

    with django_assert_num_queries(14):
        client.get(f"/hubs/ro/stakeholders/{chosen.pk}/comparison/")
