"""Where the figures of a planned measure come from: its unit costs, and the catalogue of measures itself."""

from __future__ import annotations

from collections.abc import Iterable

from capacities.dayone.result import PlannedMeasure, SourceNote
from capacities.facts import prices
from capacities.facts.measures import costs

CATALOGUE = SourceNote(
    "measures-catalogue",
    "Capacities, catalogue of measures: effects, pace, payers (each row names its source or says that it is assumed)",
    2026,
    "",
    "CC BY 4.0",
)


def source_ids(measure_id: str) -> tuple[str, ...]:
    """Return the ids of the sources behind a measure."""
    return (CATALOGUE.id, *(f"cost-{row.unit_cost_id}" for row in costs()[measure_id]))


def measure_sources(measures: Iterable[PlannedMeasure]) -> tuple[SourceNote, ...]:
    """Return the sources that these measures refer to, each once."""
    wanted = dict.fromkeys(id for measure in measures for id in measure.source_ids)
    known = {f"cost-{id}": row for id, row in prices.unit_costs().items()}
    notes = [CATALOGUE] if CATALOGUE.id in wanted else []
    for id in wanted:
        if id in known:
            notes.append(SourceNote(id, f"{known[id].measure}: {known[id].source}", known[id].price_year, ""))
    return tuple(notes)
