"""All that the page of a town shows, from its plan: rows, charts and sentences ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.utils.html import format_html
from django.utils.translation import gettext as _

from capacities.city.asked import KNOWN, MILLION
from capacities.city.page.drawings import Drawing, cost_drawing, path_drawing, wedge_drawing
from capacities.city.page.emissions import Bar, Line, inventory_lines, sector_bars, sector_finding
from capacities.city.page.headline import Figure, cut_share, headline
from capacities.city.page.levels import LevelRow, LevelsResult, level_rows, result_of
from capacities.city.page.measures import MeasureRow, measure_rows, paid_by, payer_totals
from capacities.city.page.words import best, euro, scale_of, span_of
from capacities.dayone.numbers import date_text, number, percent
from capacities.dayone.result import PAYERS, DayOnePlan, PublishedFigure
from capacities.dayone.texts import ask, notice_text, payer_name, sector_name, unit_name
from capacities.web.tables import Column, Table

# Figures to find that are no line of the inventory: what their lines come to would be read as the figure itself.
WITHOUT_OWN_UNIT = frozenset({"area"})
# The limit that says what the line "What is still missing" says already.
SAID_BY_GAP = "target_not_reached"


@dataclass(frozen=True, slots=True)
class Goal:
    """The goal of a plan as its form shows it: per cent, year, million euro (empty: no limit)."""

    target: str
    year: int
    budget: str


@dataclass(frozen=True)
class TownPage:
    """The context of city/town.html; see its sections for what each part is."""

    lede: str
    summary: str
    own_figures: int
    own_goal: bool
    query: str
    hidden: tuple[tuple[str, str], ...]
    goal: Goal
    figures: tuple[Figure, ...]
    first_share: str
    find_first: tuple[dict[str, Any], ...]
    sectors: tuple[Bar, ...]
    sector_finding: str
    total: Bar
    lines: tuple[Line, ...]
    published: tuple[str, ...]
    path_chart: Drawing
    wedges: Drawing
    gap: str
    limits: tuple[str, ...]
    measures: tuple[MeasureRow, ...]
    measure_total: dict[str, str]
    payers: tuple[tuple[str, str], ...]
    cost_curve: Drawing
    money: Table | None
    levels: tuple[LevelRow, ...]
    levels_result: LevelsResult
    notices: tuple[str, ...]
    files: tuple[tuple[str, str, str], ...]


def town_page(plan: DayOnePlan, language: str, *, this_year: int, query: str = "") -> TownPage:
    """Return the page of a plan in a language; ``query`` carries what the visitor asked to files and forms."""
    asked = parse_qsl(query.lstrip("?"))
    total = plan.inventory.total_t
    low, high = scale_of(total)
    return TownPage(
        lede=_lede(plan, language),
        summary=_summary(plan, language),
        own_figures=len(plan.settings.known_inputs),
        own_goal=any(name != KNOWN for name, _value in asked),
        query=query,
        hidden=tuple(asked),
        goal=_goal(plan, language),
        figures=headline(plan, language),
        first_share=percent(sum(f.variance_share for f in plan.find_first), 0, language),
        find_first=tuple(_find_row(f, language) for f in plan.find_first),
        sectors=sector_bars(plan, language),
        sector_finding=sector_finding(plan, language),
        total=Bar(
            _("Whole town"), best(total, language), total, span_of(total, language), plan.inventory.tier, low, high
        ),
        lines=inventory_lines(plan, language),
        published=_published_figures(plan.inventory.published, language),
        path_chart=path_drawing(plan, language, this_year),
        wedges=wedge_drawing(plan, language),
        gap=_gap(plan, language),
        limits=tuple(notice_text(n, language) for n in plan.plan.limits if n.code != SAID_BY_GAP),
        measures=measure_rows(plan, language),
        measure_total=_measure_total(plan, language),
        payers=tuple((f"p{i}", payer_name(payer, language)) for i, payer in enumerate(PAYERS, 1)),
        cost_curve=cost_drawing(plan, language),
        money=_money(plan, language),
        levels=level_rows(plan, language),
        levels_result=result_of(plan, plan, language),
        notices=tuple(notice_text(n, language) for n in plan.notices),
        files=_files(),
    )


def _goal(plan: DayOnePlan, language: str) -> Goal:
    settings = plan.settings
    budget = "" if settings.budget_eur is None else number(settings.budget_eur / MILLION, 1, language)
    return Goal(number(100 * settings.target_share, 0, language), settings.target_year, budget)


def _lede(plan: DayOnePlan, language: str) -> str:
    values = {
        "date": date_text(plan.settings.created, language),
        "people": number(round(plan.place.population, -2 if plan.place.population >= 1000 else 0), 0, language),
    }
    return (
        _(
            "Drafted from public data on %(date)s for a place of about %(people)s people. Nobody at the town hall has "
            "checked it yet: every figure shows where it comes from and how far it can be off."
        )
        % values
    )


def _summary(plan: DayOnePlan, language: str) -> str:
    return _("%(name)s: about %(tonnes)s t CO₂e in %(year)s; the draft plan cuts %(cut)s by %(end)s.") % {
        "name": plan.place.name,
        "tonnes": best(plan.inventory.total_t, language),
        "year": plan.inventory.year,
        "cut": percent(cut_share(plan), 0, language),
        "end": plan.plan.target_year,
    }


def _find_row(figure: Any, language: str) -> dict[str, Any]:
    asked = ask(figure, language)
    return {
        "estimated": figure.input not in WITHOUT_OWN_UNIT,
        "name": asked.name,
        "holder": asked.holder,
        "effort": asked.effort,
        "share": figure.variance_share,
        "current": best(figure.current, language),
        "words": span_of(figure.current, language),
        "unit": unit_name(figure.unit, language),
    }


def _published_figures(figures: Sequence[PublishedFigure], language: str) -> tuple[str, ...]:
    """Return a sentence per figure, then what they include; a note that several share is said once."""
    notes = dict.fromkeys(figure.scope_note for figure in figures if figure.scope_note)
    said = (
        format_html('{} <q lang="en">{}</q>', _("What these figures include, as the facts note it:"), note)
        for note in notes
    )
    return (*(_published(figure, language) for figure in figures), *said)


def _published(figure: PublishedFigure, language: str) -> str:
    what = _("All emissions") if figure.what == "total" else sector_name(figure.what, language)
    sentence = _("%(what)s, %(year)s: %(tonnes)s t CO₂e.") % {
        "what": what,
        "year": figure.year,
        "tonnes": number(figure.tonnes, 0, language),
    }
    use = _("Used in this draft.") if figure.used else _("Shown for comparison only; its boundary differs.")
    return f"{sentence} {use}"


def _gap(plan: DayOnePlan, language: str) -> str:
    draft = plan.plan
    missing = draft.residual_t - draft.target_t
    goal = percent(draft.target_share, 0, language)
    chance = round(10 * draft.target_probability)
    if missing <= 0:
        return _(
            "The draft plan reaches a cut of %(goal)s on its best estimate, in %(chance)s of 10 runs of the model."
        ) % {
            "goal": goal,
            "chance": chance,
        }
    return _("What is still missing to reach %(goal)s: %(tonnes)s tonnes in %(year)s.") % {
        "goal": goal,
        "tonnes": number(round(missing, -2 if missing > 1000 else 0), 0, language),
        "year": draft.target_year,
    }


def _measure_total(plan: DayOnePlan, language: str) -> dict[str, str]:
    draft = plan.plan
    saved = draft.baseline_t - draft.residual_t
    return {
        "tonnes": number(round(saved, -2 if saved > 1000 else 0), 0, language),
        "cost": euro(sum(m.capex_eur for m in draft.measures), language),
        "paid_by": paid_by(payer_totals(plan), language),
    }


def _money(plan: DayOnePlan, language: str) -> Table | None:
    by_year = plan.plan.investment_by_year
    if not by_year:
        return None
    columns = [Column(_("Year")), *(Column(payer_name(p, language), numeric=True) for p in PAYERS)]

    def cells(amounts: list[float]) -> list[str]:
        return [number(v / 1e6, 1, language) for v in (*amounts, sum(amounts))]

    rows = [[str(year), *cells([paid.get(p, 0.0) for p in PAYERS])] for year, paid in sorted(by_year.items())]
    totals = [_("Sum"), *cells([sum(paid.get(p, 0.0) for paid in by_year.values()) for p in PAYERS])]
    caption = _("Investment by year and payer, million euro")
    return Table(caption, [*columns, Column(_("Sum"), numeric=True)], rows, [totals])


def _files() -> tuple[tuple[str, str, str], ...]:
    return (
        ("docx", _("Draft Climate City Contract, to edit"), "DOCX"),
        ("pdf", _("The same for the council"), "PDF"),
        ("xlsx", _("All figures with their sources"), "XLSX"),
        ("csv", _("Measures"), "CSV"),
        ("inventory.csv", _("Inventory"), "CSV"),
        ("json", _("The same as data"), "JSON"),
    )
