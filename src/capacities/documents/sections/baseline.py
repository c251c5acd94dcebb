"""The baseline's inputs: sections A-0 to A-1.3, with boundary, energy, emission factors and activity."""

from __future__ import annotations

from collections.abc import Iterable

from capacities.dayone import texts as names
from capacities.dayone.numbers import percent
from capacities.dayone.result import InventoryLine, Range
from capacities.documents.context import Context, Section
from capacities.documents.inventory import by_subsector, tier_of
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Inline, Paragraph, State, Table
from capacities.engines.activity import SECTORS


def work_process(c: Context) -> Section:
    """A-0: how this version was made and how its parts hang together."""
    said = (c.t("process.text") + " " + c.t("process.runs"), c.t("process.link"))
    return Section((*map(Paragraph, said), c.hint("A-0")), State.DRAFT)


def boundary(c: Context) -> Section:
    """A-1.0: area and year, and which sectors and scopes are included."""
    place, inventory = c.plan.place, c.plan.inventory
    area = f"{c.n(place.area_km2)} km²" if place.area_km2 else c.no_data
    codes = ", ".join(f"{key.upper()} {value}" for key, value in place.codes.items() if value) or c.no_data
    answers = (
        (c.t("boundary.geo_same"), c.t("boundary.geo_same_value")),
        (c.t("boundary.geo_codes"), codes),
        (c.t("boundary.geo_area"), area),
        (c.t("boundary.geo_year"), str(inventory.year)),
        (c.t("boundary.geo_gwp"), "IPCC " + inventory.gwp.upper()),
    )
    scopes = tuple(
        (names.sector_name(sector, c.language), *(_inclusion(c, sector, scope) for scope in (1, 2, 3)))
        for sector in SECTORS
    )
    return Section(
        (
            Table(c.t("boundary.geo_caption"), c.headers("boundary.geo_headers"), answers, ("left", "left"), (1, 2)),
            Table(
                c.t("boundary.scope_caption"),
                c.headers("boundary.scope_headers"),
                scopes,
                ("left",) * 4,
                (2, 1, 1, 1),
                notes=(c.t("boundary.note"),),
            ),
            c.hint("A-1.0"),
        ),
        State.DRAFT,
    )


def _inclusion(c: Context, sector: str, scope: int) -> str:
    """Return included, the notation key in words, or not applicable, for a sector and scope."""
    lines = [line for line in c.plan.inventory.lines if line.sector == sector and line.scope == scope]
    if any(not line.notation for line in lines):
        return c.t("boundary.included")
    if lines:
        return c.t(f"notation.{lines[0].notation}")
    if scope == 2 and sector in ("stationary_energy", "transportation"):
        return c.t("notation.NO")
    return c.t("notation.NE") if scope != 2 else c.t("words.not_applicable")


def _scope_sum(lines: Iterable[InventoryLine], scope: int) -> float | None:
    """Return the activity of a scope, or None where no line has any."""
    values = [line.activity.p50 for line in lines if line.scope == scope]
    return sum(values) if values else None


def energy(c: Context) -> Section:
    """A-1.1: final energy by sub-sector and scope, and by carrier."""
    lines = [line for line in c.plan.inventory.lines if line.unit == "MWh" and not line.notation]
    if not lines:
        return Section((Paragraph(c.no_data), c.hint("A-1.6")), State.EMPTY)
    total = sum(line.activity.p50 for line in lines)
    step = step_of_column([total])
    none = "–"
    rows: list[tuple[Inline, ...]] = []
    for subsector, group in by_subsector(lines).items():
        scopes = [_scope_sum(group, scope) for scope in (1, 2)]
        rows.append(
            (
                names.subsector_name(subsector, c.language),
                *(none if value is None else c.cell(value, step) for value in scopes),
                c.cell(sum(value or 0.0 for value in scopes), step),
                c.tier(tier_of(group)),
            )
        )
    sums = [_scope_sum(lines, scope) for scope in (1, 2)]
    rows.append(
        (
            c.t("emissions.total_label"),
            *(none if v is None else c.cell(v, step) for v in sums),
            c.cell(total, step),
            "",
        )
    )
    per_head = c.rounded(total / c.plan.place.population)
    return Section(
        (
            Paragraph(c.t("energy.text", total=c.cell(total, step), per_head=per_head)),
            Table(
                c.t("energy.caption"),
                c.headers("energy.headers"),
                tuple(rows),
                ("left", "right", "right", "right", "left"),
                (2.4, 1.2, 1.5, 1.1, 1.7),
                total=True,
            ),
            *_carriers(c),
        ),
        State.READY,
    )


def _carriers(c: Context) -> tuple[Table, ...]:
    """Return energy by carrier in the base and the target year."""
    found = c.plan.plan.energy_by_carrier_mwh
    base, target = c.plan.inventory.year, c.plan.plan.target_year
    if not found:
        return ()
    step = step_of_column([sum(years.get(base, 0.0) for years in found.values())])
    rows = []
    for carrier, years in sorted(found.items(), key=lambda item: -item[1].get(base, 0.0)):
        now, then = years.get(base), years.get(target)
        change = percent((then - now) / now, 0, c.language) if now and then is not None else "–"
        rows.append((names.carrier_name(carrier, c.language), c.cell(now, step), c.cell(then, step), change))
    return (
        Table(
            c.t("energy.carrier_caption"),
            c.headers("energy.carrier_headers"),
            tuple(rows),
            ("left", "right", "right", "right"),
            (2, 1, 1.4, 1),
            notes=(c.t("energy.transfer"),),
        ),
    )


def factors(c: Context) -> Section:
    """A-1.2: the factor of each carrier with its range; one row per carrier and unit."""
    largest: dict[tuple[str, str], InventoryLine] = {}
    for line in c.plan.inventory.lines:
        key = (line.carrier, line.unit)
        if line.notation or line.carrier in ("process", "land", "livestock", "managed_soils", "product_use"):
            continue
        if key not in largest or line.emissions_t.p50 > largest[key].emissions_t.p50:
            largest[key] = line
    rows = []
    for (carrier, unit), line in largest.items():
        kilograms = Range(*(1000 * v for v in (line.factor_t.p5, line.factor_t.p50, line.factor_t.p95)))
        rows.append(
            (
                names.carrier_name(carrier, c.language),
                names.unit_name(unit, c.language),
                c.rounded(kilograms.p50),
                c.span(kilograms),
                c.tier(line.tier),
            )
        )
    table = Table(
        c.t("factors.caption"),
        c.headers("factors.headers"),
        tuple(rows),
        ("left", "left", "right", "right", "left"),
        (2.2, 1, 1.3, 1.3, 1.7),
        notes=(c.t("factors.note", gwp="IPCC " + c.plan.inventory.gwp.upper()),),
    )
    return Section((table,), State.READY)


def activity(c: Context) -> Section:
    """A-1.3: what is counted in other units than energy."""
    rows = []
    for line in c.plan.inventory.lines:
        if line.unit == "MWh":
            continue
        amount = c.t(f"notation.{line.notation}") if line.notation else c.best(line.activity)
        rows.append(
            (
                names.source_name(line.id, c.language),
                names.sector_name(line.sector, c.language),
                amount,
                "" if line.notation else names.unit_name(line.unit, c.language),
                c.tier(line.tier),
            )
        )
    if not rows:
        return Section((Paragraph(c.no_data),), State.EMPTY)
    table = Table(
        c.t("activity.caption"),
        c.headers("activity.headers"),
        tuple(rows),
        ("left", "left", "right", "left", "left"),
        (2.2, 2, 1.2, 0.9, 1.7),
        notes=(c.t("activity.note"),),
    )
    return Section((table,), State.READY)


SECTIONS = {
    "A-0": work_process,
    "A-1.0": boundary,
    "A-1.1": energy,
    "A-1.2": factors,
    "A-1.3": activity,
}
