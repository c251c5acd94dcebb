"""The page of a country or city, the answers behind one of its scores, and its radar as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.capacity.map.evidence import changes_of, reasons_of
from capacities.capacity.map.heat import markup, points
from capacities.capacity.map.profile import (
    Profile,
    lines_of,
    profile_of,
    radar_of,
    statements_of,
    trend_chart,
    trend_of,
)
from capacities.capacity.map.seen import MOST_ROUNDS
from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.models import Side
from capacities.charts import HeatCell
from capacities.core.organisations.names import country_name
from capacities.core.people.roles import Scope, country_scope, place_scope
from capacities.core.permissions import may
from capacities.core.places.queries import country_by_code, place_by_slug
from capacities.core.topics import topic_name
from capacities.facts import topics as topic_facts
from capacities.web.navigation import Link

RADAR_PX = (520.0, 520.0)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country's scores, needs, offers and who could help."""
    profile, name, url = _country(request, code)
    return _page(request, profile, Link(name, url), audience=Audience.COUNTRY)


@require_safe
def city(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show a city's scores, needs, offers and who could help."""
    profile, name, url = _city(request, code, slug)
    crumbs = [Link(_("Cities"), reverse("capacity-cities")), Link(name, url)]
    return _page(request, profile, *crumbs, audience=Audience.CITY)


@require_safe
def country_score(request: HttpRequest, code: str, topic: str) -> HttpResponse:
    """Show what stands behind a country's score."""
    profile, name, url = _country(request, code, 2)
    return _score(request, profile, topic, Link(name, url))


@require_safe
def city_score(request: HttpRequest, code: str, slug: str, topic: str) -> HttpResponse:
    """Show what stands behind a city's score."""
    profile, name, url = _city(request, code, slug, 2)
    return _score(request, profile, topic, Link(_("Cities"), reverse("capacity-cities")), Link(name, url))


@require_safe
def country_radar(request: HttpRequest, code: str) -> HttpResponse:
    """Return a country's radar as a drawing that stands alone."""
    return _radar(_country(request, code, 1)[0], f"{code}-radar.svg")


@require_safe
def city_radar(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Return a city's radar as a drawing that stands alone."""
    return _radar(_city(request, code, slug, 1)[0], f"{code}-{slug}-radar.svg")


def _country(request: HttpRequest, code: str, rounds_read: int = MOST_ROUNDS) -> tuple[Profile | None, str, str]:
    found = country_by_code(code)
    if found is None or code != found.iso2.lower():
        raise Http404
    profile = profile_of(
        request.user, Audience.COUNTRY, found.iso2, wanted=request.GET.get("round", ""), rounds_read=rounds_read
    )
    return profile, country_name(found.iso2), reverse("capacity-country", args=[code])


def _city(
    request: HttpRequest, code: str, slug: str, rounds_read: int = MOST_ROUNDS
) -> tuple[Profile | None, str, str]:
    place = place_by_slug(code, slug)
    if place is None or f"{code}/{slug}" != place.address:
        raise Http404
    profile = profile_of(
        request.user,
        Audience.CITY,
        place.country_id,
        slug=slug,
        wanted=request.GET.get("round", ""),
        rounds_read=rounds_read,
    )
    return profile, place.name, reverse("capacity-city", args=[code, slug])


def _page(request: HttpRequest, profile: Profile | None, *crumbs: Link, audience: str) -> HttpResponse:
    context = _frame(request, *crumbs) | {"name": crumbs[-1].label, "profile": profile, "audience": audience}
    if profile is not None and profile.is_seen:
        context |= _seen_parts(request, profile)
    return render(request, "capacity_map/profile.html", context)


def _seen_parts(request: HttpRequest, profile: Profile) -> dict[str, Any]:
    shown = request.GET.get("show", "")
    lines, trend = lines_of(profile), trend_of(profile)
    statements = statements_of(profile)
    topics = list(dict.fromkeys(topic for point in trend for topic in point.by_topic))
    rows = [(topic_name(topic), markup([_heat(point.by_topic.get(topic)) for point in trend])) for topic in topics]
    return {
        "lines": lines,
        "upper": [line for line in lines if line.number],
        "lower": [line for line in lines if not line.number] if shown == "parts" else [],
        "radar": radar_of(profile, lines),
        "trend": trend,
        "trend_rows": rows,
        "trend_chart": trend_chart(profile, trend),
        "stated_needs": [one for one in statements if one.side == Side.NEED],
        "stated_offers": [one for one in statements if one.side == Side.OFFER],
        "shows_changes": shown == "changes",
        "changes": changes_of(profile) if shown == "changes" else [],
        "suffix": f"?round={profile.seen.round.slug}",
        "may_answer": bool(may(request.user, "capacity.answer", _scope(profile))),
    }


def _score(request: HttpRequest, profile: Profile | None, topic: str, *crumbs: Link) -> HttpResponse:
    if profile is None or not profile.is_seen or topic not in topic_facts.topics():
        raise Http404
    line = next((line for line in lines_of(profile) if line.topic == topic), None)
    if line is None:
        raise Http404
    reasons = reasons_of(profile, topic)
    weights = sum(one.weight for one in reasons if one.share is not None)
    context = _frame(request, *crumbs, Link(line.name)) | {
        "profile": profile,
        "line": line,
        "reasons": reasons,
        "weights": weights,
        "has_before": any(one.before is not None for one in reasons),
        "suffix": f"?round={profile.seen.round.slug}",
    }
    return render(request, "capacity_map/score.html", context)


def _radar(profile: Profile | None, name: str) -> HttpResponse:
    drawn = radar_of(profile, lines_of(profile), RADAR_PX) if profile is not None and profile.is_seen else ""
    if not drawn:
        raise Http404
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _frame(request: HttpRequest, *crumbs: Link) -> dict[str, Any]:
    return capacity_page(request, "map", Link(_("Capacity map"), reverse("capacity")), *crumbs)


def _heat(share: float | None) -> HeatCell:
    return HeatCell(points(share), share)


def _scope(profile: Profile) -> Scope:
    """Return whose scores they are. Who was invited without belonging to the team finds the way in their own list."""
    one = profile.respondent
    return place_scope(one.country, one.slug) if one.slug else country_scope(one.country)
