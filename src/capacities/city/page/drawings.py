"""The charts of the town page: finding, drawing and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from capacities import charts
from capacities.city.page.headline import cut_share
from capacities.city.page.measures import ranked
from capacities.dayone.numbers import number, percent, round_to_digits
from capacities.dayone.result import DayOnePlan, Trajectory
from capacities.dayone.texts import measure_name
from capacities.documents.context import document_texts
from capacities.documents.measure_sheets import field_of
from capacities.web.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as components/chart.html shows it; ``svg`` is empty where there is nothing to draw."""

    title: str = ""
    subtitle: str = ""
    svg: SafeString | str = ""
    table: Table | None = None
    csv: str = ""


def _kilotonnes(language: str, highest_t: float) -> tuple[float, Callable[[float], str], str]:
    """Return divisor, number format and unit that suit the size of a town: tonnes below 10,000 t, else thousands."""
    if highest_t < 10_000:
        return 1.0, partial(number, digits=0, language=language), _("Tonnes of CO₂e per year")
    digits = 1 if highest_t < 100_000 else 0
    return 1_000.0, partial(_short, digits=digits, language=language), _("Thousand tonnes of CO₂e per year")


def _short(value: float, digits: int, language: str) -> str:
    """Return a number without the zero that a whole one would carry: 5, not 5.0, on an axis."""
    return number(value, 0 if float(value).is_integer() else digits, language)


def _cut_off(path: Trajectory, plan: DayOnePlan) -> Trajectory:
    """Return a path up to the target year; later years stand in the data, not in the charts."""
    end = path.years.index(plan.plan.target_year) + 1
    return Trajectory(path.years[:end], path.p5[:end], path.p50[:end], path.p95[:end])


def path_drawing(plan: DayOnePlan, language: str, this_year: int) -> Drawing:
    """Return the path to the target year: with plan and range, without measures, and the target."""
    draft, path = plan.plan, _cut_off(plan.plan.with_plan, plan)
    divisor, write, unit = _kilotonnes(language, max(path.p95))
    untouched = dict(zip(plan.baseline.years, plan.baseline.p50, strict=True))
    baseline = [untouched[year] / divisor for year in path.years]
    cut, goal = percent(cut_share(plan), 0, language), percent(draft.target_share, 0, language)
    title = _("The draft plan cuts %(cut)s; the Mission asks for %(goal)s") % {"cut": cut, "goal": goal}
    label = _(
        "Line chart. Emissions are %(first)s in %(start)s. Without measures they are %(untouched)s in %(end)s, "
        "with the draft plan %(rest)s, likely range %(low)s to %(high)s. A cut of %(goal)s would leave %(target)s. "
        "Unit: %(unit)s."
    ) % {
        "first": write(path.p50[0] / divisor),
        "start": path.years[0],
        "untouched": write(baseline[-1]),
        "end": path.years[-1],
        "rest": write(path.p50[-1] / divisor),
        "low": write(path.p5[-1] / divisor),
        "high": write(path.p95[-1] / divisor),
        "goal": goal,
        "target": write(draft.target_t / divisor),
        "unit": unit,
    }
    svg = charts.path_chart(
        years=path.years,
        plan=charts.Band(*([v / divisor for v in values] for values in (path.p5, path.p50, path.p95))),
        baseline=baseline,
        target=draft.target_t / divisor,
        words=charts.PathWords(
            label=label,
            plan=_("draft plan"),
            baseline=_("no plan"),
            target=_("%(share)s cut") % {"share": goal},
            today=_("today"),
        ),
        number=write,
        today=this_year,
    )
    columns = [Column(_("Year")), *(Column(name, numeric=True) for name in _path_columns())]
    rows = [
        [str(year), *(number(v, 0, language) for v in (untouched[year], path.p5[i], path.p50[i], path.p95[i]))]
        for i, year in enumerate(path.years)
    ]
    return Drawing(title, unit, mark_safe(svg), Table(_("Emissions per year, tonnes of CO₂e"), columns, rows))


def _path_columns() -> tuple[str, ...]:
    return (_("Without measures"), _("With plan, low end"), _("With plan, best estimate"), _("With plan, high end"))


def wedge_drawing(plan: DayOnePlan, language: str) -> Drawing:
    """Return what each field of action takes away, stacked down from the line without measures."""
    path = _cut_off(plan.plan.with_plan, plan)
    untouched = dict(zip(plan.baseline.years, plan.baseline.p50, strict=True))
    divisor, write, unit = _kilotonnes(language, max(untouched[year] for year in path.years))
    saved = _saved_by_field(plan, len(path.years), language)
    series = [charts.Series(name, [v / divisor for v in values]) for name, values in saved.items() if values[-1] > 0]
    if not series:
        return Drawing()
    strongest = max(series, key=lambda one: one.values[-1])
    share = percent(strongest.values[-1] / sum(one.values[-1] for one in series), 0, language)
    title = _("%(field)s: %(share)s of the cut") % {"field": strongest.name, "share": share}
    svg = charts.wedge_chart(
        years=path.years,
        baseline=[untouched[year] / divisor for year in path.years],
        wedges=series,
        label=_("Stacked areas. Largest part: %(title)s.") % {"title": title},
        remain=_("remain"),
        number=write,
    )
    rows = [[name, *(number(v, 0, language) for v in values)] for name, values in saved.items()]
    columns = [Column(_("Field of action")), *(Column(str(year), numeric=True) for year in path.years)]
    return Drawing(
        title, unit, mark_safe(svg), Table(_("Tonnes of CO₂e saved per year, by field of action"), columns, rows)
    )


def _saved_by_field(plan: DayOnePlan, years: int, language: str) -> dict[str, list[float]]:
    """Return tonnes saved per year by the name of the field of action, in the order of the contract."""
    fields: dict[str, list[float]] = {}
    for measure in sorted(plan.plan.measures, key=field_of):
        name = document_texts(language)(f"fields.{field_of(measure)}")
        sums = fields.setdefault(name, [0.0] * years)
        for i, tonnes in enumerate(plan.plan.wedges[measure.id][:years]):
            sums[i] += tonnes
    return fields


def cost_drawing(plan: DayOnePlan, language: str) -> Drawing:
    """Return the cost curve: tonnes as width, euro per tonne as height, ordered by cost.

    A bar carries the number that its measure has in the table of measures.
    """
    place = {m.id: str(i) for i, m in enumerate(ranked(plan), 1)}
    priced = [
        (m.cost_per_tonne_eur, m) for m in plan.plan.measures if m.cost_per_tonne_eur is not None and m.reduction_t > 0
    ]
    if not priced:
        return Drawing()
    priced.sort(key=lambda pair: pair[0])
    gain = sum(cost < 0 for cost, _measure in priced)
    write = partial(number, digits=0, language=language)
    svg = charts.cost_curve(
        [charts.CostBar(m.reduction_t, cost, mark=place[m.id]) for cost, m in priced],
        label=_("Cost curve of %(count)s measures; %(gain)s cost nothing over their life.")
        % {"count": len(priced), "gain": gain},
        number=write,
        amount=lambda tonnes: write(round_to_digits(tonnes, 3)),
    )
    rows = [[f"{place[m.id]}. {measure_name(m.id, language)}", write(m.reduction_t), write(cost)] for cost, m in priced]
    columns = [
        Column(_("Measure")),
        Column(_("Tonnes saved"), numeric=True),
        Column(_("€ per tonne"), numeric=True),
    ]
    return Drawing(
        _("%(gain)s of %(count)s measures pay for themselves") % {"gain": gain, "count": len(priced)},
        _("€ per tonne of CO₂e over the life of the measure, over tonnes saved in %(year)s")
        % {"year": plan.plan.target_year},
        mark_safe(svg),
        Table(_("Measures by cost per tonne, cheapest first"), columns, rows),
    )
