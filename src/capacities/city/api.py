"""The plan of a town for programs: the document of `capacities plan --json`, over HTTP."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from capacities.city import asked
from capacities.city.services import compute_draft, draft_of
from capacities.core.places.queries import place_by_slug
from capacities.dayone.assemble import BadOption, Options
from capacities.dayone.document import plan_to_json
from capacities.dayone.texts import error_text

router = Router(tags=["plans"])


@router.get("/places/{country}/{slug}/plan", summary="The plan on day one of a place")
def plan(request: HttpRequest, country: str, slug: str, language: Literal["en", "ro"] = "en") -> dict[str, Any]:
    """Return the draft as one document. `known=id:value` (again and again), `target` (per cent), `year` and
    `budget` (million euro) ask for another version; it is computed for this answer and not stored."""
    place = place_by_slug(country, slug)
    if place is None:
        raise HttpError(404, "There is no place with this address.")
    try:
        options = asked.from_query(request.GET)
        found = draft_of(place) if options == Options() else compute_draft(place, options)
    except BadOption as bad:
        raise HttpError(422, f"{bad.option}: {error_text(bad.code, language, **bad.params)}") from bad
    return plan_to_json(found, language)
