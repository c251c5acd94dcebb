"""A plan as lines for a terminal of 100 columns, in English or Romanian. Shows the result, computes no figure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from capacities.dayone import texts as names
from capacities.dayone.catalogue import Catalogue, catalogue
from capacities.dayone.result import PAYERS, DayOnePlan, Range, Tier
from capacities.documents.numbers import best, span_of, step_for, step_of_column, to_step, with_step

WIDTH = 100
MARKS = {Tier.CITY: "●", Tier.COMPARABLE: "◐", Tier.NATIONAL: "○", Tier.EUROPEAN: "◌"}
FOLDER = Path(__file__).resolve().parent / "texts"
SOURCES_SHOWN = 12
MISSION_SHARE = 0.8


def command_texts(language: str) -> Catalogue:
    """Return the texts of the commands in a language."""
    return catalogue(FOLDER, language)


def plan_lines(plan: DayOnePlan, language: str) -> Iterator[str]:
    """Yield the lines of the plan, none longer than `WIDTH`."""
    say = command_texts(language)
    for section in (_head, _inventory, _baseline, _measures, _result, _investment, _find_first, _notes, _sources):
        yield from section(plan, say)
        yield ""
    yield from _wrapped(say("plan.next"))


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _title(text: str) -> list[str]:
    return [text, "─" * min(WIDTH, len(text))]


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Return rows with the first column to the left, wrapped, and the others to the right, cut to their widths."""
    lines = []
    for row in rows:
        first, *more = textwrap.wrap(row[0], widths[0]) or [""]
        rest = "".join(f" {_shortened(cell, width):>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append(f"  {first:<{widths[0]}}{rest}".rstrip())
        lines += [f"  {line}" for line in more]
    return lines


def _millions(columns: Sequence[Sequence[float | None]], language: str) -> list[list[str]]:
    """Return columns of sums in EUR as millions, all with the same decimals; "–" where nothing is known."""
    scaled = [[None if v is None else v / 1e6 for v in column] for column in columns]
    step = max(step_of_column((v for column in scaled for v in column), most=1.0), 0.01)
    return [[with_step(v, step, language, "–") for v in column] for column in scaled]


def _head(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    place = plan.place
    county = "" if place.county == place.name else place.county
    country = names.country_name(place.country, place.country_name, say.language)
    title = ", ".join(part for part in (place.name, county, country) if part)
    yield from _title(title)
    facts = [say("plan.people", n=round(place.population))]
    if place.area_km2 is not None:
        facts.append(say("plan.area", x=place.area_km2))
    if place.density_per_km2 is not None:
        facts.append(say("plan.density", x=place.density_per_km2))
    if place.heating_degree_days is not None:
        facts.append(say("plan.degree_days", x=place.heating_degree_days))
    if place.role in ("mission", "candidate"):
        facts.append(say(f"plan.role_{place.role}"))
    yield from _wrapped(" · ".join(facts))
    yield from _wrapped(say("plan.lede"))


def _inventory(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    draft, language = plan.inventory, say.language
    yield from _title(say("plan.inventory", year=draft.year, gwp=draft.gwp.upper()))
    rows: list[tuple[str, ...]] = [("", say("plan.best"), say("plan.range"), say("plan.mark"))]
    for sector, value in draft.sectors.items():
        key = _notation(plan, sector)
        cells = (say(f"plan.{key}"), "", "") if key else _with_tier(value, draft.sector_tiers[sector], language)
        rows.append((names.sector_name(sector, language), *cells))
    rows.append((say("plan.total"), *_with_tier(draft.total_t, draft.tier, language)))
    rows.append((say("plan.per_head"), best(draft.per_head_t, language), span_of(draft.per_head_t, language), ""))
    yield from _table(rows, (37, 14, 22, 22))
    yield from _published(plan, say)


def _published(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    """Yield the figures that the town published, and once what they include."""
    notes: dict[str, None] = {}
    for figure in plan.inventory.published:
        what = say("plan.total") if figure.what == "total" else names.sector_name(figure.what, say.language)
        used = say("plan.known_used" if figure.used else "plan.known_not_used")
        text = say("plan.known", what=what, tonnes=figure.tonnes, year=figure.year, used=used)
        yield from _wrapped(text, "  ", "    ")
        notes[figure.scope_note] = None
    for note in filter(None, notes):
        yield from _wrapped(say("plan.known_note", note=note), "  ", "    ")


def _notation(plan: DayOnePlan, sector: str) -> str:
    """Return the notation key of a sector of which no line has a value; empty when it has one."""
    keys = {line.notation for line in plan.inventory.lines if line.sector == sector}
    return min(keys, default="") if "" not in keys else ""


def _with_tier(value: Range, tier: Tier, language: str) -> tuple[str, str, str]:
    return best(value, language), span_of(value, language), f"{names.tier_name(tier, language)} {MARKS[tier]}"


def _baseline(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    path = plan.baseline
    yield from _title(say("plan.baseline"))
    rows = [("", say("plan.best"), say("plan.range"))]
    for year in sorted({plan.plan.target_year, 2030, 2050} & set(path.years)):
        i = path.years.index(year)
        value = Range(path.p5[i], path.p50[i], path.p95[i])
        rows.append((str(year), best(value, say.language), span_of(value, say.language)))
    yield from _table(rows, (37, 14, 22))


def _measures(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    draft, language = plan.plan, say.language
    yield from _title(say("plan.measures", year=draft.price_year))
    if not draft.measures:
        yield "  " + say("plan.no_measures")
        return
    head = [say("plan.measure"), say("plan.start"), say("plan.tonnes", year=draft.target_year), say("plan.capex")]
    rows = [[*head, *(say(f"plan.payer_{payer}") for payer in PAYERS), say("plan.benefits")]]
    ordered = sorted(draft.measures, key=lambda m: (m.start_year, -m.reduction_t))
    step = step_of_column(m.reduction_t for m in ordered)
    costs: list[list[float | None]] = [[m.capex_eur for m in ordered]]
    costs += [[m.payers.get(payer) for m in ordered] for payer in PAYERS]
    benefits = [sum(m.co_benefits_eur_per_year.values()) if m.co_benefits_eur_per_year else None for m in ordered]
    columns = _millions(costs, language) + _millions([benefits], language)
    for i, m in enumerate(ordered):
        cells = [names.measure_name(m.id, language), str(m.start_year), to_step(m.reduction_t, step, language)]
        rows.append(cells + [column[i] for column in columns])
    yield from _table(rows, (29, 6, 9, 8, 6, 8, 6, 8, 9))
    kinds = dict.fromkeys(kind for m in ordered for kind in m.co_benefits_eur_per_year)
    if kinds:
        listed = ", ".join(names.benefit_name(kind, language).lower() for kind in kinds)
        yield from _wrapped(say("plan.benefits_note", year=draft.target_year, names=listed), "  ", "  ")


def _result(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    draft, language = plan.plan, say.language
    step = step_for(draft.residual_range_t)
    yield from _title(say("plan.result", year=draft.target_year))
    cut = 1 - draft.residual_t / draft.reference_t if draft.reference_t else 0.0
    left = to_step(draft.residual_t, step, language)
    spread = span_of(draft.residual_range_t, language)
    rows = [("residual", say("plan.residual_text", best=left, range=spread, cut=cut, base=plan.inventory.year))]
    goal = to_step(draft.target_t, step, language)
    rows.append(
        ("goal", say("plan.goal_text", best=goal, share=draft.target_share, n=round(100 * draft.target_probability)))
    )
    mission_t = (1 - MISSION_SHARE) * draft.reference_t
    if draft.residual_t <= mission_t:
        rows.append(("mission", say("plan.mission_reached")))
    else:
        more = to_step(draft.residual_t - mission_t, step, language)
        rows.append(("mission", say("plan.mission_text", best=to_step(mission_t, step, language), missing=more)))
    proved = draft.proved_gap < 0.0005
    rows.append(("gap", say("plan.gap_proved") if proved else say("plan.gap_text", gap=draft.proved_gap)))
    for key, text in rows:
        yield from _wrapped(text, f"  {say(f'plan.{key}'):<20}", " " * 22)


def _investment(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    draft, language = plan.plan, say.language
    yield from _title(say("plan.investment"))
    years = sorted(draft.investment_by_year)
    head = [say("plan.year"), say("plan.sum"), *(names.payer_name(payer, language) for payer in PAYERS)]
    per_year = [[sum(draft.investment_by_year[y].values()) for y in years]]
    per_year += [[draft.investment_by_year[y].get(payer, 0.0) for y in years] for payer in PAYERS]
    columns = _millions([[*column, sum(column)] for column in per_year], language)
    rows = [head]
    rows += [[label, *(column[i] for column in columns)] for i, label in enumerate([*map(str, years), say("plan.sum")])]
    yield from _table(rows, (10, 12, 16, 16, 16, 16))
    total = draft.investment_eur
    millions = Range(total.p5 / 1e6, total.p50 / 1e6, total.p95 / 1e6)
    yield "  " + say("plan.range_of_sum", range=span_of(millions, language))


def _find_first(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    yield from _title(say("plan.find_first"))
    for i, figure in enumerate(plan.find_first[:3], start=1):
        ask = names.ask(figure, say.language)
        yield from _wrapped(f"{ask.name} ({say('plan.find_share', share=figure.variance_share)})", f"  {i}. ", "     ")
        if ask.holder:
            yield from _wrapped(say("plan.find_holder", holder=ask.holder, effort=ask.effort), "     ", "     ")


def _notes(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    for title, notices in (("limits", plan.plan.limits), ("warnings", plan.notices)):
        if notices:
            yield from _title(say(f"plan.{title}"))
            for notice in notices:
                yield from _wrapped(names.notice_text(notice, say.language), "  · ", "    ")
            if title == "limits" and plan.notices:
                yield ""


def _sources(plan: DayOnePlan, say: Catalogue) -> Iterator[str]:
    yield from _title(say("plan.sources"))
    for source in plan.sources[:SOURCES_SHOWN]:
        year = f", {source.year}" if source.year else ""
        yield from _wrapped(_shortened(source.title, 180) + year, "  · ", "    ")
        if source.url:
            yield f"    {_shortened(source.url, WIDTH - 4)}"
    if len(plan.sources) > SOURCES_SHOWN:
        yield "  " + say("plan.more_sources", n=len(plan.sources) - SOURCES_SHOWN)
