"""The atlas of instruments for programs. All of it is public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from capacities.hub.instruments.exports import as_data
from capacities.hub.instruments.queries import InstrumentFilter, instruments_matching

router = Router(tags=["instruments"])


class InstrumentsIn(Schema):
    """What the list is narrowed to; ``window`` is open, soon or closed."""

    q: str = ""
    country: str = ""
    topic: str = ""
    kind: str = ""
    eligible: str = ""
    window: str = ""


class InstrumentOut(Schema):
    """An instrument with its source; an empty budget or rate is not known, no countries means all of Europe."""

    slug: str
    kind: str
    level: str
    countries: list[str]
    name: dict[str, str]
    text: dict[str, str]
    run_by: str
    topics: list[str]
    budget: float | None
    currency: str
    rate_percent: float | None
    rate_note: str
    opens_at: str
    closes_at: str
    zone: str
    eligible: list[str]
    least_people: int | None
    most_people: int | None
    url: str
    source: str
    as_of_year: int | None
    confidence: str


@router.get("/instruments", response=list[InstrumentOut], summary="Funding, policies, laws, networks of countries")
def instruments(request: HttpRequest, asked: Query[InstrumentsIn]) -> list[dict[str, Any]]:
    """Return the atlas, next deadlines first."""
    wanted = InstrumentFilter(asked.q, asked.country, asked.topic, asked.kind, asked.eligible, asked.window)
    return [
        as_data(one)
        | {
            "countries": one.countries,
            "topics": one.topics,
            "eligible": one.eligible,
            "name": one.name,
            "text": one.text,
        }
        for one in instruments_matching(wanted)
    ]
