"""What a hub's country needs and could share, by its last self-assessment, as a section of the hub's first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from capacities.capacity.map.queries import Voice, latest_round, voices_of
from capacities.core.organisations.names import country_name
from capacities.core.topics import topic_name
from capacities.facts import topics as topic_facts
from capacities.hub.structure.models import Hub

MOST_NAMED = 4


def capacity_section(request: HttpRequest, hub: Hub) -> str:
    """Return the section; nothing where no round has begun or the reader may not see the scores."""
    round = latest_round(request.user)
    if round is None:
        return ""
    found = []
    for code in hub.countries:
        needs, offers = voices_of(request.user, round, code)
        if needs or offers:
            url = reverse("capacity-country", args=[code.lower()])
            found.append((country_name(code), url, _upper(needs), _upper(offers)))
    return render_to_string("capacity_map/hub_section.html", {"round": round, "countries": found}) if found else ""


def _upper(voices: list[Voice]) -> list[str]:
    """Return the names of the first upper topics."""
    known = topic_facts.topics()
    upper = [one.topic for one in voices if one.topic in known and not known[one.topic].parent]
    return [topic_name(topic) for topic in upper[:MOST_NAMED]]
