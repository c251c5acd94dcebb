"""Pages as people use them: what is typed stays, limits are kept, samples are made once, data can be taken along."""

from __future__ import annotations

from typing import Any

import pytest

from capacities.core.people.exports import personal_data
from capacities.core.people.roles import country_scope
from capacities.core.people.services import create_sample_people
from capacities.hub.needs import services
from capacities.hub.needs.models import Measure, Need, Portfolio
from capacities.hub.needs.samples import make_samples
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_dialogue, make_measure, make_need, make_portfolio, make_town

pytestmark = pytest.mark.django_db
LIMITS = {"title_en": "First", "small_share": "20", "year-2027": "1000", "payer-eu": "500", "level-country": "50",
          "topic-1": "finance", "topic-share-1": "30"}  # fmt: skip


@pytest.fixture
def officer(client: Any) -> Any:
    person = make_person("officer", ("hub_team", country_scope("RO")))
    client.force_login(person)
    return person


def test_a_town_that_does_not_exist_is_named_and_all_that_was_typed_stays(client: Any, officer: Any) -> None:
    make_hub()
    make_town("suceava")
    typed = {"kind": "need", "title": "Staff", "text": "Our words", "places": "Suceava\nNowhere at all", "level": "country",
             "urgency": "4", "visibility": "public", "topics": ["waste"]}  # fmt: skip

    page = client.post("/hubs/ro/needs/new/", typed)

    assert page.status_code == 400
    assert [word in page.content.decode() for word in ("Nowhere at all", "Our words")] == [True, True]
    assert "No town bears the name" in page.content.decode()
    assert not Need.objects.exists()


def test_urgency_outside_its_scale_is_refused(client: Any, officer: Any) -> None:
    make_hub()

    page = client.post("/hubs/ro/needs/new/", {"kind": "need", "title": "x", "level": "country", "urgency": "6"})

    assert page.status_code == 400
    assert "urgency" in page.context["form"].errors


def test_a_citizens_form_offers_no_visibility_and_no_other_name(client: Any) -> None:
    make_hub()
    client.force_login(make_person("citizen"))
    posted = {
        "kind": "need",
        "title": "Mine",
        "level": "city",
        "urgency": "3",
        "visibility": "public",
        "on_behalf": "A ministry",
    }

    client.post("/hubs/ro/needs/new/", posted)

    need = Need.objects.get()
    assert (need.visibility, need.on_behalf) == ("hub", "")


@pytest.mark.parametrize("language", ["en", "ro"])
def test_limits_come_back_as_they_were_typed(client: Any, officer: Any, language: str) -> None:
    make_hub()
    budget = {"en": "1,250,000.50", "ro": "1.250.000,50"}[language]
    client.cookies["django_language"] = language

    client.post("/hubs/ro/needs/portfolios/new/?lang=" + language, {**LIMITS, "budget_eur": budget})
    portfolio = Portfolio.objects.get()
    form = client.get(f"{portfolio.get_absolute_url()}edit/").context["form"]

    assert (float(portfolio.budget_eur or 0), portfolio.by_year, portfolio.by_payer) == (
        1_250_000.5,
        {"2027": 1000.0},
        {"eu": 500.0},
    )
    assert portfolio.floors == {"level:country": 50, "topic:finance": 30}
    assert (form.initial["topic-1"], form.initial["topic-share-1"], form.initial["small_share"]) == ("finance", 30, 20)


def test_a_negative_cost_is_said_at_its_field(client: Any, officer: Any) -> None:
    make_hub()
    posted = {
        "title_en": "M",
        "kind": "legal",
        "cost_eur": "-5",
        "staff_months": "0",
        "payer": "state",
        "state": "idea",
        "visibility": "hub",
    }

    page = client.post("/hubs/ro/needs/measures/new/", posted)

    assert page.status_code == 400
    assert page.context["form"].errors["cost_eur"] == ["Enter 0 or more."]
    assert not Measure.objects.exists()


def test_over_budget_says_on_the_page_what_must_go(client: Any, officer: Any) -> None:
    hub = make_hub()
    measure = make_measure(hub, "Too dear", 500, answers={make_need(hub): 100})
    portfolio = make_portfolio(hub, budget_eur=100)
    services.lock(by=officer, portfolio=portfolio, measure=measure, how="in")

    page = client.post(f"{portfolio.get_absolute_url()}choose/", follow=True).content.decode()

    assert "These must go: “Too dear”" in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("measures/", 5), ("portfolios/", 5), ("barriers/", 13)])
def test_lists_ask_the_same_number_of_queries(
    count: int, path: str, queries: int, client: Any, officer: Any, django_assert_num_queries: Any
) -> None:
    hub = make_hub()
    towns = [make_town(name) for name in ("a", "b", "c")]
    for number in range(count):
        make_need(hub, f"Barrier {number}", *towns, kind="barrier")
        make_measure(hub, f"Measure {number}")
        make_portfolio(hub)

    with django_assert_num_queries(queries):
        client.get(f"/hubs/ro/needs/{path}")


def test_samples_are_made_once_and_marked(places: None) -> None:
    make_hub()
    create_sample_people()

    make_samples()
    make_samples()

    assert (Need.objects.count(), Measure.objects.count(), Portfolio.objects.count()) == (3, 4, 1)
    assert not Need.objects.filter(is_sample=False).exists()
    assert Portfolio.objects.get().published_at is not None


def test_what_somebody_said_goes_along_with_them_and_stays_without_a_name() -> None:
    hub, dan = make_hub(), make_person("dan")
    need = make_need(hub, "Mine", person=dan)
    services.comment(by=dan, need=need, text="My words")
    make_dialogue(hub, [make_measure(hub)], [dan])

    data = personal_data(dan)["needs"]
    dan.delete()

    assert ([one["title"] for one in data["needs"]], data["comments"][0]["text"]) == (["Mine"], "My words")
    assert (Need.objects.get().person, need.comments.get().person) == (None, None)


def test_limits_that_few_need_stand_folded_until_one_is_filled_in(client: Any) -> None:
    make_hub()
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))

    empty = client.get("/hubs/ro/needs/portfolios/new/").text
    wrong = client.post("/hubs/ro/needs/portfolios/new/", {"title_en": "M", "small_share": "0", "payer-eu": "-1"}).text

    assert empty.count("<details>") == 4
    assert wrong.count("<details>") == 3
    assert wrong.count("<details open>") == 1
    assert 'value="-1"' in wrong
