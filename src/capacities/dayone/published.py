"""A city's own published inventory: shown beside the estimate, carried forward to stand in where comparable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from capacities.dayone.national import BASE_YEAR, National, national
from capacities.dayone.result import PlaceFacts, PublishedFigure, SourceNote
from capacities.engines.activity import SECTORS, SOURCES
from capacities.engines.downscale import Constraint, Draft
from capacities.facts.regions import PublishedInventory, published_inventories

# Spread of a published figure in its own year, and what every year between it and the base year adds (assumptions: a
# published sector is known to ±15 %; year-to-year changes of sectors of cities are about 5 %).
PUBLISHED_SPREAD, SPREAD_PER_YEAR = 0.08, 0.03
OLDEST = 10  # years before the base year from which a figure no longer stands in


def published_of(place: PlaceFacts) -> tuple[PublishedInventory, ...]:
    """Return what the place has published."""
    return published_inventories().get((place.country, place.slug), ())


def source_id(row: PublishedInventory) -> str:
    """Return the id that figures refer to."""
    return f"contract_{row.slug}"


def figures_shown(rows: tuple[PublishedInventory, ...], used: frozenset[str]) -> tuple[PublishedFigure, ...]:
    """Return the published figures for the page; ``used`` names the sectors that stand in the draft."""
    return tuple(
        PublishedFigure(r.what, r.tonnes, r.year, r.scope_note, source_id(r), r.comparable and r.what in used)
        for r in rows
    )


def source_notes(rows: tuple[PublishedInventory, ...]) -> tuple[SourceNote, ...]:
    """Return one note per published inventory."""
    newest = {source_id(r): r for r in sorted(rows, key=lambda r: r.year)}
    return tuple(SourceNote(id, r.source, r.year, "") for id, r in newest.items())


def apply_published(
    draft: Draft, place: PlaceFacts, rows: tuple[PublishedInventory, ...], gwp: str, skip: frozenset[str]
) -> tuple[Draft, frozenset[str]]:
    """Return the draft that meets the comparable published sectors (or only the total), and which those are.

    A figure of year y becomes t(y) × E(base year)/E(y) × people now / people then, E being the country's emissions
    per head of that sector: the town is taken to have moved with its country. Sectors in ``skip`` are known better.
    """
    standing = tuple(r for r in rows if r.comparable and r.year >= BASE_YEAR - OLDEST)
    chosen = tuple(r for r in standing if r.what in SECTORS and r.what not in skip)
    if not chosen and not skip:
        chosen = tuple(r for r in standing if r.what == "total")
    constraints = [_constraint(draft, place, row, gwp) for row in chosen]
    found = replace(draft, constraints=(*draft.constraints, *constraints))
    return found, frozenset(row.what for row in chosen)


def _constraint(draft: Draft, place: PlaceFacts, row: PublishedInventory, gwp: str) -> Constraint:
    """Return the published figure at the base year; a total is that of energy, transport and waste."""
    sectors = (row.what,) if row.what in SECTORS else SECTORS[:3]
    sources = tuple(s.id for s in SOURCES if s.sector in sectors and s.id not in draft.not_estimated)
    now, then = national(place.country, gwp), national(place.country, gwp, min(row.year, BASE_YEAR))
    tonnes = row.tonnes * _carried(row, place, now, then, sources)
    spread = PUBLISHED_SPREAD + SPREAD_PER_YEAR * abs(BASE_YEAR - row.year)
    return Constraint(f"published_{row.what}", sources, "emissions", tonnes, spread)


def _carried(
    row: PublishedInventory, place: PlaceFacts, now: National, then: National, sources: tuple[str, ...]
) -> float:
    people = place.population / row.population if row.population else 1.0
    old, new = _emissions(then.activity, then.factor_t, sources), _emissions(now.activity, now.factor_t, sources)
    return people * (new / old if old else 1.0)


def _emissions(activity: Mapping[str, float], factor: Mapping[str, float], sources: tuple[str, ...]) -> float:
    return sum(activity[s] * factor[s] for s in sources if s in activity)
