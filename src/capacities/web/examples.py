"""Examples of the components for the style guide. Their figures are made up and stand nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from capacities import charts
from capacities.dayone.result import Range
from capacities.web.sorting import Order, Sorting
from capacities.web.tables import Column, Table
from capacities.web.templatetags.ui import number

YEARS = list(range(2023, 2031))
BASELINE = [92.3, 91.8, 91.2, 90.5, 90.2, 89.9, 89.6, 89.3]
PLAN = [92.3, 91.8, 91.2, 90.5, 84.0, 71.0, 54.0, 36.0]
LOW = [75.0, 75.0, 74.0, 73.0, 67.0, 56.0, 42.0, 27.0]
HIGH = [114.0, 113.0, 113.0, 112.0, 104.0, 89.0, 70.0, 48.0]
TARGET = 18.0
TODAY = 2026
COSTS = [(900, -140), (4700, -35), (2900, -20), (2300, 10), (6900, 25), (11800, 38), (8600, 75), (5200, 95), (600, 210)]
SCORES = {"Bulgaria": (2, 2, 3, None), "Romania": (3, 2, 3, 2), "Sweden": (5, 4, 5, 4)}
OWN = [3.4, 1.8, 3.1, 2.2, 1.5, 2.9, 2.4, 2.6]
NETWORK = {
    "Town hall": ("public", 4, 46.0, 50.0),
    "Ministry": ("public", 2, 15.0, 20.0),
    "Heat company": ("business", 2, 80.0, 18.0),
    "University": ("research", 1, 15.0, 78.0),
    "Tenants": ("civil_society", 1, 80.0, 80.0),
}
TIES = [
    charts.Tie(0, 1, "records"),
    charts.Tie(1, 2, "regulates"),
    charts.Tie(0, 2, "works"),
    charts.Tie(0, 3, "works"),
    charts.Tie(0, 4, "records", is_planned=True),
]
MEDIAN = [2.9, 2.6, 3.0, 3.1, 2.2, 2.8, 2.7, 2.5]

SORTING = Sorting(
    {"sector": gettext_lazy("Sector"), "tonnes": gettext_lazy("Tonnes of CO₂e")},
    default="-tonnes",
    greatest_first=frozenset({"tonnes"}),
)


class ExampleForm(forms.Form):
    """A form with every kind of field that the pages use."""

    year = forms.IntegerField(
        label=gettext_lazy("Year of the inventory"),
        help_text=gettext_lazy("The last year for which you have figures, for example 2023."),
        min_value=1990,
        error_messages={"required": gettext_lazy("Enter the year of the inventory")},
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Method"),
        choices=[("gpc", "GPC"), ("crf", "CRF")],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note (optional)"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    public = forms.BooleanField(label=gettext_lazy("Anybody may see this figure"), required=False)


def components(answers: QueryDict | None) -> dict[str, Any]:
    """Return what the style guide shows; ``answers`` fill the form."""
    return {
        "range": Range(75_000, 92_000, 114_000),
        "range_words": f"{number(75_000)}–{number(114_000)}",
        "sink": Range(-9_000, -5_000, 2_000),
        "sink_words": f"{number(-9_000)}–{number(2_000)}",
        "form": ExampleForm(answers),
        "table": sector_table(stack=False),
        "sorting": SORTING,
        "order": Order("tonnes", descending=True),
        "stacked": sector_table(stack=True),
        "path_table": path_table(),
        "page": Paginator(range(90), 30).page(2),
        "day": date(2026, 11, 24),
        "heat": [
            (name, [(score, charts.heat_class(score, low=1, high=5)) for score in row]) for name, row in SCORES.items()
        ],
        "charts": drawings(),
    }


def drawings() -> dict[str, SafeString]:
    """Return one example of each chart."""
    saved = [before - after for before, after in zip(BASELINE, PLAN, strict=True)]
    wedges = [
        charts.Series(name, [share * value for value in saved])
        for name, share in (
            (_("Buildings"), 0.36),
            (_("Transport"), 0.33),
            (_("Electricity"), 0.22),
            (_("Waste"), 0.09),
        )
    ]
    sectors = [
        charts.Series(_("Buildings"), [50, 30, 5]),
        charts.Series(_("Transport"), [40, 20, 3]),
        charts.Series(_("Land use"), [-12, -14, -20]),
    ]
    words = charts.PathWords(
        label=_("Line chart. Without measures emissions fall from 92 to 89 thousand tonnes, with the plan to 36."),
        plan=_("draft plan"),
        baseline=_("no plan"),
        target=_("target"),
        today=_("today"),
    )
    drawn = {
        "path": charts.path_chart(
            years=YEARS, plan=charts.Band(LOW, PLAN, HIGH), baseline=BASELINE, target=TARGET, words=words,
            number=number, today=TODAY,
        ),
        "wedges": charts.wedge_chart(
            years=YEARS, baseline=BASELINE, wedges=wedges, label=_("Wedge chart: buildings and transport carry most."),
            remain=_("remain"), number=number,
        ),
        "stacked": charts.stacked_bars(
            columns=["2023", "2030", "2050"], series=sectors, number=number,
            label=_("Bars: emissions fall, land use takes up more than the rest emits in 2050."),
        ),
        "macc": charts.cost_curve(
            [charts.CostBar(tonnes, cost, cost - 40, cost + 60) for tonnes, cost in COSTS],
            label=_("Cost curve of nine measures: three save money."), number=number, amount=number,
        ),
        "radar": charts.radar(OWN, MEDIAN, most=5, label=_("Radar of eight topics: finance and procurement lowest.")),
        "payers": charts.payer_bar([6, 20, 4, 38], full=80),
        "network": charts.draw_network(
            [charts.Mark(name, *values) for name, values in NETWORK.items()],
            TIES, named=10,
            label=_("Network of five organisations: the town hall links all, the tenants are only planned to be."),
        ),
    }  # fmt: skip
    return {name: mark_safe(svg) for name, svg in drawn.items()}


def sector_table(*, stack: bool) -> Table:
    """Return a table of sectors, plain or stacked on narrow screens."""
    columns = [Column(_("Sector")), Column(_("Tonnes of CO₂e"), numeric=True), Column(_("Range"))]
    rows = [
        [_("Transport"), number(36_300), f"{number(22_000)}–{number(60_000)}"],
        [_("Land use"), number(-5_000), f"{number(-9_000)}–{number(2_000)}"],
        [_("Waste"), _("no data"), ""],
    ]
    foot = [[_("Whole town"), number(31_300), f"{number(15_000)}–{number(56_000)}"]]
    return Table(_("Emissions by sector in 2023"), columns, rows, foot, stack=stack)


def path_table() -> Table:
    """Return the figures of the path chart."""
    columns = [Column(_("Year")), Column(_("Without measures"), numeric=True), Column(_("Draft plan"), numeric=True)]
    rows = [[str(y), number(b, 1), number(p, 1)] for y, b, p in zip(YEARS, BASELINE, PLAN, strict=True)]
    return Table(_("Emissions, thousand tonnes of CO₂e per year"), columns, rows)
