"""Portfolios: who must not see drafts, the choice by hand, locks, limits that are broken, publication, progress."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.needs import services
from capacities.hub.needs.choice import matter_of
from capacities.hub.needs.models import Portfolio
from capacities.hub.needs.portfolio_page import broken_now, draw_trace, shown_to
from capacities.hub.structure.models import Visibility
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_measure, make_need, make_portfolio, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.fixture
def scene(officer: Any) -> Any:
    """Needs of weight 5 (two towns, urgency 5: 10) and 3; a cheap partial and a dear whole answer, one for the other."""
    hub = make_hub()
    big = make_need(hub, "Data", make_town("a"), make_town("b"), urgency=5)
    small = make_need(hub, "Course", urgency=3, visibility=Visibility.HUB)
    half = make_measure(hub, "Half", 100_000, answers={big: 50}, staff_months=5)
    whole = make_measure(hub, "Whole", 300_000, answers={big: 100}, staff_months=20)
    course = make_measure(hub, "Course", 50_000, answers={small: 100}, staff_months=1, visibility=Visibility.HUB)
    return hub, officer, big, small, half, whole, course


def chosen(portfolio: Portfolio) -> list[str]:
    return [str(one.measure) for one in portfolio.interventions.filter(is_chosen=True)]


def test_drafts_are_private_and_what_is_public_is_page_file_and_interface(scene: Any, client: Any) -> None:
    hub, officer, *_rest = scene
    portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub, budget_eur=400_000))
    page = portfolio.get_absolute_url()

    before = [client.get(page).status_code, client.get(f"{page}portfolio.csv").status_code]
    listed = client.get("/api/v1/hubs/ro/portfolios").json()
    services.publish_portfolio(by=officer, portfolio=portfolio)
    after = client.get("/api/v1/hubs/ro/portfolios").json()
    rows = json.loads(b"".join(client.get(f"{page}portfolio.json").streaming_content))

    assert (before, listed) == ([404, 404], [])
    assert client.get(page).status_code == 200
    assert [one["title"]["en"] for one in after[0]["interventions"]] == ["Whole", "Course"]
    assert after[0]["cost_eur"] == 350_000
    assert [row["measure"] for row in rows] == ["Whole", "Course"]
    assert "1 more need that is not published" in client.get(page).content.decode()
    assert "answers_needs" in rows[0]
    assert rows[1]["answers_needs"] == ""  # its need is not public

    services.withdraw_portfolio(by=officer, portfolio=Portfolio.objects.get())

    assert client.get(page).status_code == 404


def test_others_neither_choose_nor_publish(scene: Any) -> None:
    hub, *_rest = scene
    portfolio, stranger = make_portfolio(hub), make_person("bg", ("hub_team", country_scope("BG")))

    for service in (services.choose_portfolio, services.publish_portfolio, services.withdraw_portfolio):
        with pytest.raises(Refused):
            service(by=stranger, portfolio=portfolio)


def test_the_choice_by_hand(scene: Any) -> None:
    hub, officer, *_rest = scene
    # 160,000 buy Half (5 of 10) and Course (3): 8. Whole costs 300,000.
    portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub, budget_eur=160_000))

    assert chosen(portfolio) == ["Half", "Course"]
    assert (portfolio.result["value"], portfolio.result["cost_eur"], portfolio.result["gap"]) == (8.0, 150_000.0, 0.0)
    assert portfolio.result["binding"] == {"total": 5.0}
    # 260,000 buy nothing better; 360,000 (twice 100,000 more) buy Whole and Course.
    assert portfolio.result["more_value"] == 0.0
    assert [str(m) for m in shown_to(officer, portfolio).next_in] == ["Whole"]
    assert sorted(portfolio.result["loss"].values()) == [3.0, 5.0]


def test_locks_stay_and_over_budget_says_what_must_go(scene: Any) -> None:
    hub, officer, _big, _small, half, whole, course = scene
    portfolio = make_portfolio(hub, budget_eur=400_000)
    services.lock(by=officer, portfolio=portfolio, measure=half, how="in")

    portfolio = services.choose_portfolio(by=officer, portfolio=portfolio)
    assert chosen(portfolio) == ["Half", "Whole"]
    services.lock(by=officer, portfolio=portfolio, measure=whole, how="in")
    services.lock(by=officer, portfolio=portfolio, measure=course, how="in")

    with pytest.raises(services.NoChoice) as refused:
        services.choose_portfolio(by=officer, portfolio=portfolio)

    assert len(refused.value.must_go) == 1
    assert "must go" in str(refused.value.reason)
    assert chosen(portfolio) == ["Half", "Whole"]


def test_a_choice_that_breaks_new_limits_says_by_how_much(scene: Any) -> None:
    hub, officer, *_rest = scene
    portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub))
    assert broken_now(portfolio) == []

    services.save_portfolio(by=officer, hub=hub, values={"budget_eur": 200_000}, portfolio=portfolio)

    assert broken_now(portfolio) == ["Over the limit “budget in all”: 350,000 of 200,000."]


def test_limits_by_year_payer_staff_and_coverage(scene: Any) -> None:
    hub, officer, *_rest = scene
    late = make_measure(hub, "Late", 240_000, start_year=2027, duration_months=24, payer="eu", staff_months=2)
    matter = matter_of(
        make_portfolio(
            hub, by_year={"2027": 10, "2028": 20}, by_payer={"eu": 5}, staff_months=7, floors={"level:country": 50}
        )
    )
    use = {ceiling.key: ceiling.use.tolist() for ceiling in matter.task.ceilings}

    assert late.cost_by_year() == {2027: 120_000, 2028: 120_000}
    # What has no year counts whole in the first limited one.
    assert use["year:2027"] == [100_000, 300_000, 50_000, 120_000]
    assert use["year:2028"] == [0, 0, 0, 120_000]
    assert use["payer:eu"] == [0, 0, 0, 240_000]
    assert use["staff"] == [5, 20, 1, 2]
    assert [(floor.key, list(floor.needs), floor.share) for floor in matter.task.floors] == [
        ("level:country", [0, 1], 0.5)
    ]
    with pytest.raises(services.NoChoice, match="least coverage"):
        services.choose_portfolio(
            by=officer, portfolio=make_portfolio(hub, budget_eur=1000, floors={"level:country": 50})
        )


def test_an_answer_to_a_merged_need_covers_its_head(scene: Any) -> None:
    hub, officer, big, _small, *_measures = scene
    other = make_need(hub, "Data again")
    make_measure(hub, "For the other", 1, answers={other: 100})
    services.merge_need(by=officer, need=other, into=big)

    matter = matter_of(make_portfolio(hub))
    head = [group.head for group in matter.groups].index(big)

    assert matter.task.cover[3, head] == 1.0


def test_a_published_portfolio_is_not_changed(scene: Any) -> None:
    hub, officer, *_rest = scene
    with pytest.raises(Refused, match="empty portfolio"):
        services.publish_portfolio(by=officer, portfolio=make_portfolio(hub))
    portfolio = services.publish_portfolio(
        by=officer, portfolio=services.choose_portfolio(by=officer, portfolio=make_portfolio(hub))
    )

    with pytest.raises(Refused, match="not changed"):
        services.choose_portfolio(by=officer, portfolio=portfolio)


def test_prerequisites_in_a_circle_and_bad_costs_are_named(scene: Any) -> None:
    hub, officer, _big, _small, half, whole, course = scene
    kept = {"title": {"en": "Half"}, "cost_eur": 100_000}
    services.save_measure(by=officer, hub=hub, values={}, measure=half, requires=[whole])
    services.save_measure(by=officer, hub=hub, values={}, measure=whole, requires=[course])

    with pytest.raises(ValidationError) as circle:
        services.save_measure(by=officer, hub=hub, values={}, measure=course, requires=[half])
    with pytest.raises(ValidationError) as negative:
        services.save_measure(by=officer, hub=hub, values=kept | {"cost_eur": -1})
    with pytest.raises(ValidationError) as order:
        services.save_measure(by=officer, hub=hub, values=kept | {"cost_low_eur": 200_000})

    assert "Course → Half → Whole → Course" in circle.value.message_dict["requires"][0]
    assert negative.value.message_dict == {"cost_eur": ["Enter 0 or more."]}
    assert list(order.value.message_dict) == ["cost_low_eur"]


def test_progress_is_noted_and_needs_are_met(scene: Any) -> None:
    hub, officer, *_rest = scene
    portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub, budget_eur=400_000))
    work = portfolio.interventions.get(measure__title__en="Whole")

    services.note_progress(by=officer, intervention=work, state="underway", note="Team hired", responsible="UEFISCDI")
    services.note_progress(by=officer, intervention=work, state="done")
    shown = shown_to(officer, portfolio)

    assert [note.state for note in work.notes.all()] == ["done", "underway"]
    assert (shown.counts["done"], shown.needs_met) == (1, 1)


def test_the_trace_names_needs_measures_and_portfolio(scene: Any) -> None:
    hub, officer, *_rest = scene
    portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub, budget_eur=160_000))

    svg = draw_trace(shown_to(officer, portfolio))

    assert [word in svg for word in (">Data<", ">Half<", ">Course<", ">First steps<")] == [True] * 4
    assert svg.count('class="tie part"') == 1  # Half covers half
    assert svg.count("<path") == 4


def test_a_need_with_markup_is_escaped_in_the_trace(scene: Any) -> None:
    hub, officer, big, *_rest = scene
    services.change_need(by=officer, need=big, values={"title": "<script>alert(1)</script>"}, places=[])
    portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub))

    assert "<script>" not in draw_trace(shown_to(officer, portfolio))
