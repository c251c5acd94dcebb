"""What is open to towns now, from all hubs of a country: programmes and trainings; and what a town itself has begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.capacity.rounds.queries import my_assessments
from capacities.core.people.asker import asker
from capacities.core.people.queries import holds
from capacities.core.people.roles import place_scope
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.places.models import Place
from capacities.hub.programmes.queries import applications_of, calls_in
from capacities.hub.programmes.words import deadline_of
from capacities.hub.training.queries import own_enrolments, trainings_open_in

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

MOST = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """Something a town can take part in, or has begun: its name, its page, and a remark such as until when."""

    name: str
    url: str
    note: str = ""


def openings_in(country: str) -> list[Opening]:
    """Return the programmes and trainings of a country that everybody sees and towns can join now or soon."""
    calls = [
        Opening(str(one), one.get_absolute_url(), _after(_("programme"), one.phase.label, _until(deadline_of(one))))
        for one in calls_in(country)
    ]
    trainings = [
        Opening(str(one), one.get_absolute_url(), _after(
            str(one.get_kind_display()), _until(day_words(one.enrol_until)) if one.enrol_until else ""
        ))
        for one in trainings_open_in(country)
    ]  # fmt: skip
    return [*calls, *trainings]


def applications_of_town(by: Asker, place: Place) -> list[Opening]:
    """Return the applications of a town for its own team; nothing for others."""
    if not by.is_authenticated or not holds(by, "city_team", place_scope(place.country_id, place.slug)):
        return []
    return [
        Opening(str(one.programme), one.get_absolute_url(), str(one.get_state_display()))
        for one in applications_of(by).filter(place=place)
    ]


def town_section(request: HttpRequest, place: Place) -> str:
    """Return what is open to a town and what its team has begun, as a section of its page."""
    found = openings_in(place.country_id)
    own = applications_of_town(request.user, place)
    return section(request, found, own) if found or own else ""


def section(request: HttpRequest, openings: Sequence[Opening], own: Sequence[Opening] = ()) -> str:
    """Return what is open to towns as a section of a page."""
    return render_to_string("hub_cities/openings.html", {"rows": openings, "own": own}, request)


def account_section(request: HttpRequest) -> str:
    """Return somebody's applications, trainings and self-assessments as one short list of their account page."""
    person = asker(request)
    groups = [
        (_("My applications"), reverse("own-applications"), [
            Opening(f"{one.programme}: {one.place.name}", one.get_absolute_url(), str(one.get_state_display()))
            for one in applications_of(person)[: MOST + 1]
        ]),
        (_("My training"), reverse("trainings-mine"), [
            Opening(str(one.training), one.training.get_absolute_url(), str(one.get_state_display()))
            for one in own_enrolments(person)[: MOST + 1]
        ]),
        (_("My self-assessments"), reverse("capacity-mine"), [
            Opening(f"{one.round}: {one}", one.get_absolute_url(), str(one.get_state_display()))
            for one in my_assessments(person)[: MOST + 1]
        ]),
    ]  # fmt: skip
    shown = [(name, url, rows[:MOST], len(rows) > MOST) for name, url, rows in groups if rows]
    return render_to_string("hub_cities/mine.html", {"groups": shown}, request) if shown else ""


def _until(when: str) -> str:
    return _("until %(day)s") % {"day": when} if when else ""


def _after(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)
