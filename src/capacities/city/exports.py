"""Files of a town's plan as answers to the browser."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

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
    """Return the empty template for the figures of a town, as csv or xlsx."""
    from capacities.tables.template import write_known_template

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"figures.{kind}"
        write_known_template(path, language)
        response = HttpResponse(path.read_bytes(), content_type=MIME_TYPES[kind])
    return _named(response, f"{place.slug}-figures-{language}.{kind}", inline=False)


def _named(response: HttpResponse, name: str, *, inline: bool) -> HttpResponse:
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
