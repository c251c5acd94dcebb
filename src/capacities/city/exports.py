"""Files of a town's plan as answers to the browser."""

from __future__ import annotations

from django.http import HttpResponse

from capacities.core.places.models import Place
from capacities.dayone.result import DayOnePlan
from capacities.documents.files import MIME_TYPES, plan_file
from capacities.documents.html import content_policy

KINDS = frozenset(MIME_TYPES)


def file_response(plan: DayOnePlan, kind: str, language: str) -> HttpResponse:
    """Return the plan as a file of ``kind``; documents are saved, JSON is shown."""
    response = HttpResponse(plan_file(plan, kind, language), content_type=MIME_TYPES[kind])
    if kind == "html":
        response["Content-Security-Policy"] = content_policy()
    return _named(response, f"{plan.place.slug}-plan-{language}.{kind}", inline=kind in ("json", "html"))


def figures_template(place: Place, kind: str, language: str) -> HttpResponse:
    """Return the empty template for the figures of a town."""
    from capacities.tables.known_template import known_template

    response = HttpResponse(known_template(kind, language), content_type=MIME_TYPES[kind])
    return _named(response, f"{place.slug}-figures-{language}.{kind}", inline=False)


def _named(response: HttpResponse, name: str, *, inline: bool) -> HttpResponse:
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
