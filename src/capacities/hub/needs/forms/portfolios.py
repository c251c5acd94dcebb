"""Forms of portfolios: limits and progress."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField, WithFoldedGroups
from capacities.core.texts import TextsFormField
from capacities.core.topics import topic_choices
from capacities.hub.needs.forms.fields import WordsField, money_field, whole_field
from capacities.hub.needs.kinds import (
    Level,
    Payer,
    WorkState,
)

YEARS_AHEAD = 5
FLOORS = 3


class PortfolioForm(WithFoldedGroups):
    """A portfolio's texts and limits; every limit that stays empty does not hold."""

    FOLDED = (
        (_("Money by year"), ("year-",)),
        (_("Money by who pays"), ("payer-",)),
        (_("Least coverage of needs by level"), ("level-",)),
        (_("Least coverage of needs by topic"), ("topic-",)),
    )

    title = TextsFormField(label=_("Title"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What it is for (optional)"), required=False, long=True)
    budget_eur = money_field(_("Budget in all, € (optional)"))
    staff_months = forms.DecimalField(
        label=_("Work, staff months (optional)"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=1,
        localize=True,
    )
    small_share = forms.IntegerField(
        label=_("Money for measures that serve small towns, at least per cent"), min_value=0, max_value=100, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = timezone.localdate().year
        self.years = range(first, first + YEARS_AHEAD)
        for year in self.years:
            self.fields[f"year-{year}"] = money_field(_("Money in %(year)s, € (optional)") % {"year": year})
        for payer in Payer:
            label = _("Money of: %(payer)s, € (optional)") % {"payer": payer.label}
            self.fields[f"payer-{payer}"] = money_field(label)
        for level in Level:
            label = _("Least coverage of needs at the level “%(level)s”, per cent (optional)") % {"level": level.label}
            self.fields[f"level-{level}"] = whole_field(label, 1, 100)
        for number in range(1, FLOORS + 1):
            self.fields[f"topic-{number}"] = forms.ChoiceField(
                label=_("Topic with a least coverage, %(number)s (optional)") % {"number": number},
                required=False,
                choices=[("", _("none")), *topic_choices()],
            )
            self.fields[f"topic-share-{number}"] = whole_field(_("Least coverage of this topic, per cent"), 1, 100)

    def clean(self) -> dict[str, Any]:
        """Refuse a topic without its share."""
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, FLOORS + 1):
            share = data.get(f"topic-share-{number}")
            if data.get(f"topic-{number}") and share is None and f"topic-share-{number}" not in self.errors:
                self.add_error(f"topic-share-{number}", _("Enter the share for this topic."))
        return data

    def values(self) -> dict[str, Any]:
        """Return the limits as the portfolio keeps them."""
        data = self.cleaned_data
        floors = {f"level:{level}": data[f"level-{level}"] for level in Level if data[f"level-{level}"]}
        for number in range(1, FLOORS + 1):
            if data[f"topic-{number}"]:
                floors[f"topic:{data[f'topic-{number}']}"] = data[f"topic-share-{number}"]
        plain = {name: data[name] for name in ("title", "text", "budget_eur", "staff_months", "small_share")}
        by_year = {str(year): float(data[f"year-{year}"]) for year in self.years if data[f"year-{year}"] is not None}
        by_payer = {str(payer): float(data[f"payer-{payer}"]) for payer in Payer if data[f"payer-{payer}"] is not None}
        return {**plain, "by_year": by_year, "by_payer": by_payer, "floors": floors}

    @staticmethod
    def initial_of(portfolio: Any) -> dict[str, Any]:
        """Return what the form shows of a portfolio."""
        names = ("title", "text", "budget_eur", "staff_months", "small_share")
        shown: dict[str, Any] = dict.fromkeys(PortfolioForm().fields) | {n: getattr(portfolio, n) for n in names}
        shown |= {f"year-{year}": Decimal(str(value)) for year, value in portfolio.by_year.items()}
        shown |= {f"payer-{payer}": Decimal(str(value)) for payer, value in portfolio.by_payer.items()}
        topics = [(key[6:], share) for key, share in portfolio.floors.items() if key.startswith("topic:")]
        for number, (topic, share) in enumerate(topics[:FLOORS], start=1):
            shown |= {f"topic-{number}": topic, f"topic-share-{number}": share}
        levels = {key[6:]: share for key, share in portfolio.floors.items() if key.startswith("level:")}
        return shown | {f"level-{level}": share for level, share in levels.items()}


class ProgressForm(forms.Form):
    """How far an intervention is."""

    state = forms.ChoiceField(label=_("State"), choices=WorkState.choices)
    on = DayField(label=_("Since"))
    responsible = WordsField(label=_("Responsible (optional)"), max_length=200, required=False)
    due_on = DayField(label=_("Ready by (optional)"), required=False)
    note = WordsField(label=_("Note (optional)"), max_length=2000, required=False, rows=2)
