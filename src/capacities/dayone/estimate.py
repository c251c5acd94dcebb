"""The draft activity data of one municipality: facts are looked up, gaps filled and said, known values put in.

The arithmetic is in engines.downscale; nothing here knows of pages, commands or Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from capacities.dayone.known_values import apply_known, sources_known, tonnes_known
from capacities.dayone.national import BASE_YEAR, National, national
from capacities.dayone.provenance import notices, source_ids, source_notes
from capacities.dayone.published import apply_published, figures_shown, published_of
from capacities.dayone.published import source_id as published_id
from capacities.dayone.published import source_notes as published_notes
from capacities.dayone.result import Notice, PlaceFacts, PublishedFigure, SourceNote, Tier
from capacities.dayone.townscale import Fitted, TownScale, shipped, town_scale
from capacities.dayone.unknowns import inputs
from capacities.engines.activity import SOURCE_INDEX, SOURCES, ActivityDraws, Floats
from capacities.engines.downscale import Draft, downscale, evaluate, standard_normals
from capacities.tables.known import KnownValue

# Yield of a south-facing roof, kWh per kWp and year: 1,451 in Valencia (39.5° N, reference_city.csv), falling by 36 per
# degree northwards to about 1,000 at 52° and not below 800 (after PVGIS; assumption).
PV_YIELD_VALENCIA, PV_LATITUDE_VALENCIA, PV_PER_DEGREE, PV_YIELD_LEAST = 1451.0, 39.5, 36.0, 800.0


@dataclass(frozen=True)
class Estimate:
    """The draft of a place: medians (1 draw) and draws, per source whose figure it is, and the model behind it."""

    median: ActivityDraws
    draws: ActivityDraws
    draft: Draft
    normals: Floats
    tier: Mapping[str, Tier]
    source_ids: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    sources: tuple[SourceNote, ...]
    notices: tuple[Notice, ...]
    published: tuple[PublishedFigure, ...] = ()


def estimate(
    place: PlaceFacts,
    *,
    draws: int,
    seed: int,
    known: Mapping[str, KnownValue] | None = None,
    gwp: str = "ar5",
    local: bool = True,
    year: int = BASE_YEAR,
    fitted: Fitted | None = None,
) -> Estimate:
    """Return the draft activity data of a place; ``seed`` makes the draws repeatable.

    ``local=False`` leaves out official municipal and published figures. An earlier ``year`` and other ``fitted``
    coefficients serve the judging of the method on inventories of that year.
    """
    known = known or {}
    if "population" in known:
        place = replace(place, population=known["population"].value)
    coefficients = fitted or shipped()
    country = national(place.country, gwp, year)
    scale = town_scale(place, country, coefficients, use_official=local)
    draft = apply_known(_draft(place, country, scale, coefficients, year), known)
    rows = published_of(place) if local else ()
    draft, used = apply_published(draft, place, rows, gwp, tonnes_known(known))
    normals = standard_normals(draft, draws, np.random.default_rng(seed))
    return Estimate(
        median=downscale(draft),
        draws=evaluate(draft, normals),
        draft=draft,
        normals=normals,
        tier=dict(scale.tier) | dict.fromkeys(sources_known(known), Tier.CITY),
        source_ids=_sources(scale, place, known, used, rows[0] if rows else None),
        notes=_notes(scale, used),
        sources=(*source_notes(scale), *published_notes(rows), *_known_notes(known)),
        notices=notices(scale, country, place, used),
        published=figures_shown(rows, used),
    )


def _draft(place: PlaceFacts, country: National, scale: TownScale, fitted: Fitted, year: int) -> Draft:
    activity, factor = np.zeros(len(SOURCES)), np.zeros(len(SOURCES))
    for source, value in scale.activity.items():
        activity[SOURCE_INDEX[source]] = value * place.population
        factor[SOURCE_INDEX[source]] = scale.factor_t[source]
    factor[SOURCE_INDEX["land"]] = 1.0
    drivers = {name: value * place.population for name, value in country.drivers.items()}
    drivers["cars"] *= scale.cars_ratio
    north = place.latitude - PV_LATITUDE_VALENCIA
    drivers["pv_yield_kwh_per_kwp"] = max(PV_YIELD_LEAST, PV_YIELD_VALENCIA - PV_PER_DEGREE * north)
    return Draft(activity, factor, drivers, inputs(scale, country, fitted), year, not_estimated={"land": "NE"})


def _sources(scale, place, known, used, row) -> dict[str, tuple[str, ...]]:  # type: ignore[no-untyped-def]
    ids = source_ids(scale, place)
    for source in SOURCES:
        if row is not None and source.sector in used:
            ids[source.id] = (published_id(row), *ids[source.id])
        if source.id in sources_known(known):
            ids[source.id] = ("town", *ids[source.id])
    return ids


def _notes(scale: TownScale, used: frozenset[str]) -> dict[str, str]:
    """Return the codes of remarks on lines: what a figure leaves out or rests on."""
    notes = dict.fromkeys(scale.official_sources, "official_figure")
    notes |= {"ippu_process": "large_works_apart", "land": "land_not_estimated"}
    return notes | {s.id: "published_figure" for s in SOURCES if s.sector in used}


def _known_notes(known: Mapping[str, KnownValue]) -> tuple[SourceNote, ...]:
    if not known:
        return ()
    named = sorted({value.source for value in known.values() if value.source})
    years = [value.year for value in known.values() if value.year]
    return (SourceNote("town", "; ".join(named) or "Figures of the municipality", max(years, default=None), ""),)
