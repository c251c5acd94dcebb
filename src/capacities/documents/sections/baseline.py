"""Module A-1, the baseline inventory: boundary, energy, factors, activity, emissions, charts, quality."""

from __future__ import annotations

from collections.abc import Iterable

from capacities.dayone import texts as names
from capacities.dayone.numbers import percent
from capacities.dayone.result import InventoryLine, Range, Tier
from capacities.documents.charts import sector_chart
from capacities.documents.context import Context, Section
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Bullets, Inline, Paragraph, State, Table, bold
from capacities.engines.activity import SECTORS

# Remarks on lines that the plan's notices do not make already.
LINE_NOTES = frozenset({"large_works_apart"})


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


def _tier_of(lines: Iterable[InventoryLine]) -> Tier:
    """Return the tier that carries most of the activity of some lines."""
    weight: dict[Tier, float] = {}
    for line in lines:
        weight[line.tier] = weight.get(line.tier, 0.0) + abs(line.emissions_t.p50)
    return max(weight, key=lambda tier: (weight[tier], tier))


def _by_subsector(lines: Iterable[InventoryLine]) -> dict[str, list[InventoryLine]]:
    found: dict[str, list[InventoryLine]] = {}
    for line in lines:
        found.setdefault(line.subsector, []).append(line)
    return found


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
    for subsector, group in _by_subsector(lines).items():
        scopes = [_scope_sum(group, scope) for scope in (1, 2)]
        rows.append(
            (
                names.subsector_name(subsector, c.language),
                *(none if value is None else c.cell(value, step) for value in scopes),
                c.cell(sum(value or 0.0 for value in scopes), step),
                c.tier(_tier_of(group)),
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


def emissions(c: Context) -> Section:
    """A-1.4: emissions by sector and scope with ranges, by sub-sector, and what the city has published."""
    inventory = c.plan.inventory
    step = step_of_column([inventory.total_t.p50])
    rows: list[tuple[Inline, ...]] = []
    for sector, value in inventory.sectors.items():
        lines = [line for line in inventory.lines if line.sector == sector and not line.notation]
        if not lines:
            rows.append((names.sector_name(sector, c.language), "–", "–", _why_empty(c, sector), "–", ""))
            continue
        rows.append(
            (
                names.sector_name(sector, c.language),
                _scope_t(c, lines, 1, step),
                _scope_t(c, lines, 2, step),
                c.cell(value.p50, step),
                c.span(value),
                c.tier(inventory.sector_tiers[sector]),
            )
        )
    counted = [line for line in inventory.lines if not line.notation]
    rows.append(
        (
            c.t("emissions.total_label"),
            _scope_t(c, counted, 1, step),
            _scope_t(c, counted, 2, step),
            c.cell(inventory.total_t.p50, step),
            c.span(inventory.total_t),
            c.tier(inventory.tier),
        )
    )
    said = [
        c.t(
            "emissions.text",
            total=c.best(inventory.total_t),
            low=c.low(inventory.total_t),
            high=c.high(inventory.total_t),
            per_head=c.best(inventory.per_head_t),
        )
    ]
    if any(line.emissions_t.p50 < 0 for line in inventory.lines):
        said.append(c.t("emissions.sink"))
    table = Table(
        c.t("emissions.caption"),
        c.headers("emissions.headers"),
        tuple(rows),
        ("left", "right", "right", "right", "right", "left"),
        (2.1, 1, 1, 1, 1.5, 1.7),
        total=True,
        notes=(c.t("emissions.range_note"),),
    )
    return Section((Paragraph(" ".join(said)), table, _subsectors(c), *_published(c)), State.READY)


def _why_empty(c: Context, sector: str) -> str:
    """Return the notation key of a sector without figures, in words."""
    keys = [line.notation for line in c.plan.inventory.lines if line.sector == sector]
    return c.t(f"notation.{keys[0]}") if keys else c.no_data


def _scope_t(c: Context, lines: Iterable[InventoryLine], scope: int, step: float) -> str:
    values = [line.emissions_t.p50 for line in lines if line.scope == scope]
    return c.cell(sum(values), step) if values else "–"


def _subsectors(c: Context) -> Table:
    inventory = c.plan.inventory
    step = step_of_column([inventory.total_t.p50])
    rows = []
    for subsector, lines in _by_subsector(inventory.lines).items():
        name = f"{subsector} {names.subsector_name(subsector, c.language)}"
        counted = [line for line in lines if not line.notation]
        if not counted:
            rows.append((name, c.t(f"notation.{lines[0].notation}"), "–", "–", c.tier(lines[0].tier)))
            continue
        tonnes = sum(line.emissions_t.p50 for line in counted)
        one = counted[0].emissions_t if len(counted) == 1 else None
        share = percent(tonnes / inventory.total_t.p50, 0, c.language) if inventory.total_t.p50 else "–"
        rows.append((name, c.cell(tonnes, step), c.span(one) if one else "", share, c.tier(_tier_of(counted))))
    has_ranges = any(row[2] not in ("", "–") for row in rows)
    keep = (0, 1, 2, 3, 4) if has_ranges else (0, 1, 3, 4)
    headers, align = c.headers("emissions.sub_headers"), ("left", "right", "right", "right", "left")
    widths = (2.6, 1.2, 1.4, 0.8, 1.7)
    return Table(
        c.t("emissions.sub_caption"),
        tuple(headers[i] for i in keep),
        tuple(tuple(row[i] for i in keep) for row in rows),
        tuple(align[i] for i in keep),  # type: ignore[misc]
        tuple(widths[i] for i in keep),
    )


def _published(c: Context) -> tuple[Table, ...]:
    figures = c.plan.inventory.published
    if not figures:
        return ()
    rows = tuple(
        (
            c.t("emissions.total_label") if f.what == "total" else names.sector_name(f.what, c.language),
            str(f.year),
            c.n(f.tonnes),
            c.t("words.yes") if f.used else c.t("words.no"),
        )
        for f in figures
    )
    scopes = dict.fromkeys(f.scope_note for f in figures if f.scope_note)
    return (
        Table(
            c.t("emissions.published_caption"),
            c.headers("emissions.published_headers"),
            rows,
            ("left", "left", "right", "left"),
            (3, 1, 1.4, 1.6),
            notes=tuple(c.t("emissions.published_scope", scope=scope) for scope in scopes),
        ),
    )


def charts(c: Context) -> Section:
    """A-1.5: emissions of the base year by sector and scope."""
    figures = sector_chart(c)
    return Section(figures or (Paragraph(c.no_data),), State.READY if figures else State.EMPTY)


def quality(c: Context) -> Section:
    """A-1.6: method, what is missing, what the reader should know, what to find first."""
    missing = [names.source_name(line.id, c.language) for line in c.plan.inventory.lines if line.notation == "NE"]
    blocks: list[object] = [
        Paragraph(c.t("quality.method")),
        Paragraph(c.t("quality.gaps", list=c.join(missing)) if missing else c.t("quality.no_gaps")),
    ]
    remarks = [names.notice_text(notice, c.language) for notice in c.plan.notices]
    remarks += [names.line_note(line.note, c.language) for line in c.plan.inventory.lines if line.note in LINE_NOTES]
    if remarks:
        blocks += [Paragraph(c.t("quality.notices")), Bullets(tuple(dict.fromkeys(remarks)))]
    if c.plan.find_first:
        rows = tuple(
            (
                bold(names.ask(f, c.language).name),
                c.best(f.current),
                c.span(f.current),
                names.unit_name(f.unit, c.language),
                names.ask(f, c.language).holder,
                percent(f.variance_share, 0, c.language),
            )
            for f in c.plan.find_first
        )
        blocks += [
            Paragraph(c.t("quality.next")),
            Table(
                c.t("quality.find_caption"),
                c.headers("quality.find_headers"),
                rows,
                ("left", "right", "right", "left", "left", "right"),
                (2.6, 1.2, 1.6, 0.9, 2.2, 1.2),
            ),
        ]
    blocks.append(c.hint("A-1.6"))
    return Section(tuple(blocks), State.DRAFT)  # type: ignore[arg-type]


SECTIONS = {
    "A-0": work_process,
    "A-1.0": boundary,
    "A-1.1": energy,
    "A-1.2": factors,
    "A-1.3": activity,
    "A-1.4": emissions,
    "A-1.5": charts,
    "A-1.6": quality,
}
