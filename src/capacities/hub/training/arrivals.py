"""Telling the hub's team what was suggested for a programme, at most once an hour for each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from capacities.core.texts import told_in
from capacities.hub.structure.arrivals import Arrival, tell_of, told_now
from capacities.hub.training.kinds import SuggestionState
from capacities.hub.training.models import Suggestion


def tell_of_suggestions(now: datetime) -> int:
    """Write to the teams of hubs about suggestions of the hours before that nobody has answered; return how many."""
    since, until = told_now(now)
    came = Suggestion.objects.filter(state=SuggestionState.OPEN, at__gte=since, at__lt=until)
    came = came.filter(training__removed_at=None, training__is_sample=False).select_related("training__hub", "place")
    arrivals = [
        Arrival(one.training.hub, f"training:{one.training_id}", one.at, one) for one in came.order_by("at", "pk")
    ]
    return tell_of(arrivals, "hub_training/mail/suggested", "training_suggested", _context)


def _context(suggestions: list[Suggestion], language: str) -> dict[str, Any]:
    training = suggestions[0].training
    return {
        "training": told_in(training.title, language).text,
        "suggestions": suggestions,
        "count": len(suggestions),
        "link": f"{settings.SITE_ROOT}{training.get_absolute_url()}#suggestions",
    }
