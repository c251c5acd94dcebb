"""Predicates, reasons and scopes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone, translation

from capacities.core.people.models import Grant
from capacities.core.people.queries import forget_grants
from capacities.core.people.roles import EVERYWHERE, Scope, ScopeKind, country_scope, parse_scope, place_scope
from capacities.core.permissions import PERMISSIONS, Refused, RoleFor, define, may, require, require_visible, scope_of
from tests.cast import make_cast, make_person

SUCEAVA = place_scope("RO", "suceava")


@pytest.mark.django_db
def test_nobody_without_a_role_may_see_or_change_what_a_city_has_not_published() -> None:
    cast = make_cast()

    allowed = {who for who, person in cast.items() if may(person, "city.see_private", SUCEAVA)}
    editors = {who for who, person in cast.items() if may(person, "city.edit", SUCEAVA)}

    assert allowed == {"city_team", "hub_team", "european_team", "steward"}
    assert editors == {"city_team", "steward"}
    assert not may(AnonymousUser(), "city.see_private", SUCEAVA)


@pytest.mark.django_db
def test_a_hub_team_grants_its_own_city_teams_and_nothing_else() -> None:
    hub = make_person("hub", ("hub_team", country_scope("RO")))

    assert may(hub, "people.grant_role", RoleFor("city_team", SUCEAVA))
    assert not may(hub, "people.grant_role", RoleFor("city_team", place_scope("bg", "sofia")))
    assert not may(hub, "people.grant_role", RoleFor("hub_team", country_scope("RO")))
    assert not may(hub, "people.grant_role", RoleFor("steward", EVERYWHERE))


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["revoked", "ended", "not begun", "inactive"])
def test_a_role_counts_only_while_it_holds(change: str) -> None:
    person = make_person("ana", ("city_team", SUCEAVA))
    assert may(person, "city.edit", SUCEAVA)
    now, day = timezone.now(), timedelta(days=1)
    grants = Grant.objects.filter(person=person)

    if change == "revoked":
        grants.update(revoked_at=now)
    elif change == "ended":
        grants.update(valid_from=now - day, valid_until=now - timedelta(seconds=1))
    elif change == "not begun":
        grants.update(valid_from=now + day)
    else:
        person.is_active = False
    forget_grants(person)

    assert not may(person, "city.edit", SUCEAVA)


@pytest.mark.django_db
def test_a_refusal_says_why_and_whom_to_ask_in_the_readers_language() -> None:
    person = make_person()

    with pytest.raises(Refused) as refused:
        require(person, "city.edit", SUCEAVA)
    with translation.override("ro"):
        in_romanian = str(refused.value.reason)

    assert str(refused.value.reason) == "The figures and plans of a municipality are changed by its own team."
    assert str(refused.value.ask).startswith("If you work for the municipality")
    assert in_romanian == "Cifrele și planurile unei localități sunt schimbate de echipa ei."
    assert not refused.value.sign_in


def test_visitors_are_sent_to_sign_in_and_what_may_not_be_seen_does_not_exist() -> None:
    with pytest.raises(Refused) as refused:
        require(AnonymousUser(), "people.request_role", SUCEAVA)
    with pytest.raises(Http404):
        require_visible(AnonymousUser(), "people.see_people")

    assert refused.value.sign_in


def test_a_misspelt_permission_is_a_fault_and_a_name_is_given_once() -> None:
    with pytest.raises(KeyError):
        may(AnonymousUser(), "city.edits")
    with pytest.raises(ValueError, match=r"city\.edit"):
        define("city.edit", PERMISSIONS["city.edit"].rule, "")


@pytest.mark.parametrize("text", ["all", "country:RO", "place:ro/suceava", "call:eu-2027", "organisation:rec"])
def test_a_scope_reads_back_as_it_was_written(text: str) -> None:
    assert str(parse_scope(text)) == text


@pytest.mark.parametrize("text", ["", "planet:mars", "country:", "all:RO", "place"])
def test_a_scope_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_scope(text)


def test_scopes_know_their_country_and_strangers_have_no_scope() -> None:
    assert place_scope("RO", "suceava") == Scope(ScopeKind.PLACE, "ro/suceava")
    assert SUCEAVA.country == country_scope("ro").country == "RO"
    assert EVERYWHERE.country == ""
    with pytest.raises(TypeError, match="int"):
        scope_of(7)


@pytest.mark.django_db
def test_the_last_steward_can_neither_give_up_nor_leave() -> None:
    steward = make_person("one", ("steward", EVERYWHERE))
    grant = steward.grants.get()
    assert not may(steward, "people.revoke_grant", grant)
    assert not may(steward, "people.delete_account", steward)

    make_person("two", ("steward", EVERYWHERE))

    assert may(steward, "people.revoke_grant", grant)
    assert may(steward, "people.delete_account", steward)
