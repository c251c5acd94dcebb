"""Needs: who must not see and change them, voices and weight, merging and splitting, towns that left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from capacities.core.people.roles import country_scope, place_scope
from capacities.core.permissions import Refused
from capacities.hub.needs import services
from capacities.hub.needs.exports import NEED_COLUMNS, need_rows
from capacities.hub.needs.models import Need
from capacities.hub.needs.queries import NeedFilter, comments_on, group_of, groups_visible_to, needs_visible_to
from capacities.hub.structure.models import Visibility
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_measure, make_need, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub() -> Any:
    return make_hub()


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


def test_what_is_not_published_is_seen_by_its_author_and_the_hub_alone(hub: Any, officer: Any) -> None:
    author, other = make_person("author"), make_person("other")
    need = make_need(hub, visibility=Visibility.HUB, person=author)

    assert [by.email for by in (author, other, officer) if need in needs_visible_to(by, hub)] == [
        "author@example.org",
        "officer@example.org",
    ]
    assert not needs_visible_to(AnonymousUser(), hub).exists()


def test_only_its_team_speaks_for_a_town(hub: Any) -> None:
    town = make_town("suceava")
    team, stranger = make_person("team", ("city_team", place_scope("ro", "suceava"))), make_person("stranger")
    need = make_need(hub)

    with pytest.raises(Refused):
        services.support_need(by=stranger, need=need, place=town)
    services.support_need(by=team, need=need, place=town, cost_eur=Decimal(5000))

    assert group_of(team, need).cost_eur == 5000


def test_grouping_is_for_the_hub_team(hub: Any) -> None:
    stranger, bulgarian = make_person("stranger"), make_person("bg", ("hub_team", country_scope("BG")))
    one, other = make_need(hub), make_need(hub, "Another")

    for by in (stranger, bulgarian):
        with pytest.raises(Refused):
            services.merge_need(by=by, need=one, into=other)
        with pytest.raises(Refused):
            services.set_visibility(by=by, need=one, visibility="hub")


def test_what_a_citizen_states_waits_for_the_hub(hub: Any) -> None:
    citizen = make_person("citizen")

    need = services.state_need(by=citizen, hub=hub, values={"title": "We lack data", "language": "en"})

    assert need.visibility == Visibility.HUB
    with pytest.raises(Refused):
        services.state_need(by=citizen, hub=hub, values={"title": "x", "on_behalf": "A ministry"})


def test_weight_is_urgency_times_voices_times_cities(hub: Any, officer: Any) -> None:
    a, b, c = make_town("a"), make_town("b"), make_town("c")
    team = make_person("team", ("city_team", place_scope("ro", "c")))
    need = make_need(hub, "Data", a, b, urgency=4, person=officer)
    services.support_need(by=team, need=need, place=c)
    services.support_need(by=make_person("dan"), need=need)
    services.support_need(by=officer, need=need)  # the author again: no new voice

    group = group_of(officer, need)

    # 4 × 3 voices (author, town C, Dan) × 3 cities.
    assert (group.voices, len(group.places), group.weight) == (2, 3, 36.0)


def test_support_twice_is_one_and_a_negative_cost_is_refused(hub: Any) -> None:
    dan, need = make_person("dan"), make_need(hub)

    services.support_need(by=dan, need=need, text="first")
    services.support_need(by=dan, need=need, text="second")

    assert [one.text for one in need.supports.all()] == ["second"]
    with pytest.raises(ValidationError, match="cannot be negative"):
        services.support_need(by=dan, need=need, cost_eur=Decimal(-1))


def test_a_merge_keeps_everything_and_its_undo_gives_everything_back(hub: Any, officer: Any) -> None:
    town = make_town("a")
    one, other = make_need(hub, "Staff", urgency=2), make_need(hub, "People", town, urgency=5, text="In their words")
    services.support_need(by=make_person("dan"), need=other, cost_eur=Decimal(10))
    services.comment(by=officer, need=other, text="Heard in Cluj too")
    before = group_of(officer, other)

    services.merge_need(by=officer, need=other, into=one)
    merged = group_of(officer, one)

    assert [need.title for need in merged.members] == ["Staff", "People"]
    assert (merged.urgency, merged.cost_eur, merged.places) == (5, 10, [town])
    assert [comment.text for comment in comments_on(merged)] == ["Heard in Cluj too"]
    assert [group.head.title for group in groups_visible_to(officer, hub)] == ["Staff"]
    assert [row[NEED_COLUMNS.index("text")] for row in need_rows([merged])] == ["", "In their words"]

    services.unmerge_need(by=officer, need=Need.objects.get(pk=other.pk))
    after = group_of(officer, other)

    assert (after.weight, after.cost_eur, after.places) == (before.weight, before.cost_eur, before.places)
    assert len(groups_visible_to(officer, hub)) == 2


def test_a_merge_in_a_circle_is_refused(hub: Any, officer: Any) -> None:
    one, other = make_need(hub, "A"), make_need(hub, "B")
    services.merge_need(by=officer, need=one, into=other)

    with pytest.raises(Refused, match="merged into itself"):
        services.merge_need(by=officer, need=other, into=one)
    with pytest.raises(Refused, match="merged already"):
        services.merge_need(by=officer, need=one, into=other)


def test_a_split_keeps_supports_behind_each_part_and_can_be_undone(hub: Any, officer: Any) -> None:
    whole = make_need(hub, "Staff and money", make_town("a"))
    services.support_need(by=make_person("dan"), need=whole)
    measure = make_measure(hub, answers={whole: 100})

    parts = services.split_need(by=officer, need=whole, parts=[{"title": "Staff"}, {"title": "Money"}])
    services.support_need(by=make_person("eva"), need=parts[0])
    heads = {group.head.title: group for group in groups_visible_to(officer, hub)}

    assert {title: len(group.supports) for title, group in heads.items()} == {"Staff": 2, "Money": 1}
    assert all(len(group.places) == 1 for group in heads.values())
    assert measure.answers.get().need == whole

    services.undo_split(by=officer, need=Need.objects.get(pk=whole.pk))

    only = groups_visible_to(officer, hub)
    assert [group.head.title for group in only] == ["Staff and money"]
    assert len(only[0].supports) == 2


def test_a_town_that_left_counts_no_more_until_it_is_back(hub: Any, officer: Any) -> None:
    a, b = make_town("a"), make_town("b")
    team = make_person("team", ("city_team", place_scope("ro", "a")))
    need = make_need(hub, "Data", a, b, urgency=1)
    services.support_need(by=team, need=need, place=a, cost_eur=Decimal(7))

    departure = services.note_departure(by=officer, hub=hub, place=a)
    gone = group_of(officer, need)

    assert (gone.places, gone.cost_eur, gone.supports) == ([b], None, [])
    assert need.supports.count() == 1
    with pytest.raises(Refused, match="has left this hub"):
        services.support_need(by=team, need=need, place=a)

    services.undo_departure(by=officer, departure=departure)

    assert group_of(officer, need).cost_eur == 7


def test_filters_fold_diacritics(hub: Any, officer: Any) -> None:
    make_need(hub, "Renovarea școlilor", topics=["buildings-public"])
    make_need(hub, "Transport", kind="barrier")

    def titles(**wanted: str) -> list[str]:
        return [group.head.title for group in groups_visible_to(officer, hub, NeedFilter(**wanted))]

    assert titles(text="scolilor") == ["Renovarea școlilor"]
    assert titles(topic="buildings") == ["Renovarea școlilor"]
    assert titles(kind="barrier") == ["Transport"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    count: int, hub: Any, client: Any, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_need(hub, f"Need {number}", make_town(f"t{number}"))

    with django_assert_num_queries(5):
        client.get("/hubs/ro/needs/")
