"""The home page: what this is, the way to one's own town, who takes part, the next dates."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from capacities.city.summaries import count_drafts, specimen_draft
from capacities.core.organisations.names import country_name, sort_key
from capacities.core.organisations.queries import organisation_counts
from capacities.core.places.models import Country
from capacities.core.places.queries import countries
from capacities.events.queries import coming_events, past_events
from capacities.portal.cities import City, count_municipalities, draw_map, mission_members, outside_the_map, read_cities

# The town whose draft stands on the home page, if one is stored.
SPECIMEN = "ro/suceava"
EVENTS_SHOWN = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is and the way to one's own town."""
    listed, cities, today = list(countries()), read_cities(), timezone.localdate()
    mission = mission_members(cities)
    coming = list(coming_events(today)[:EVENTS_SHOWN])
    specimen = specimen_draft(SPECIMEN)
    context = {
        "here": "network",
        "specimen": specimen,
        "scale_high": 1.25 * specimen.total_t.p95 if specimen else 1,
        "map": draw_map(cities, {c.iso2: c.role for c in listed}, map_sentence(listed, mission)),
        "outside": ", ".join(outside_the_map(cities)),
        "with_label": sum(city.has_label for city in mission),
        "without_label": sum(not city.has_label for city in mission),
        "mission_count": len(mission),
        "candidate_count": len(cities) - len(mission),
        "groups": country_groups(listed, mission),
        "coming": coming,
        "latest": [] if coming else list(past_events(today)[:EVENTS_SHOWN]),
        "today": today,
        "numbers": {
            "municipalities": count_municipalities(),
            "countries": len(listed),
            "organisations": sum(organisation_counts().values()),
            "drafts": count_drafts(),
        },
    }
    return render(request, "portal/home.html", context)


def country_groups(listed: list[Country], mission: list[City]) -> list[dict[str, object]]:
    """Return countries by role, by name in the reader's language, each with its count of Mission cities."""
    counts = Counter(city.place.country_id for city in mission)
    titles = {
        Country.Role.CORE: _("Core countries"),
        Country.Role.SUPPORTING: _("Supporting countries"),
        Country.Role.OTHER: _("More countries with Mission cities"),
    }
    return [
        {
            "role": role,
            "title": title,
            "countries": sorted(
                (
                    {"name": country_name(c.iso2), "url": c.get_absolute_url(), "cities": counts[c.iso2]}
                    for c in listed
                    if c.role == role
                ),
                key=lambda row: sort_key(str(row["name"])),
            ),
        }
        for role, title in titles.items()
    ]


def map_sentence(listed: list[Country], mission: list[City]) -> str:
    """Return what the map shows, for those who do not see it."""
    roles = Counter(country.role for country in listed)
    return ngettext(
        "Map of Europe: {core} core and {supporting} supporting countries and the one Mission city.",
        "Map of Europe: {core} core and {supporting} supporting countries and the {cities} Mission cities.",
        len(mission),
    ).format(core=roles["core"], supporting=roles["supporting"], cities=len(mission))
