"""Forms of measures and of the needs that they answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import WithFoldedGroups
from capacities.core.organisations.forms import OrganisationField
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField, topic_choices
from capacities.hub.instruments.queries import instruments
from capacities.hub.needs.forms.fields import WordsField, money_field, whole_field
from capacities.hub.needs.kinds import (
    EFFECT,
    MeasureKind,
    MeasureState,
    Payer,
    choices,
)
from capacities.hub.needs.models import Measure, Need
from capacities.hub.structure.models import Hub, Visibility


class MeasureForm(WithFoldedGroups):
    """A measure with its costs, effect and company."""

    FOLDED = (
        (_("Range of the cost"), ("cost_low_eur", "cost_high_eur")),
        (_("More on its effect"), ("effect_text", "cities_reached", "for_small_towns")),
        (_("Beside other measures"), ("requires", "excludes")),
    )

    title = TextsFormField(label=_("Measure"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What is done (optional)"), required=False, long=True)
    kind = forms.ChoiceField(label=_("What it changes"), choices=MeasureKind.choices)
    organisation = OrganisationField(label=_("Who is responsible (optional)"), required=False)
    cost_eur = money_field(
        _("Cost, €"), required=True, help_text=_("In all, over the whole duration. 0 if it costs nothing.")
    )
    cost_low_eur = money_field(_("Cost at least, € (optional)"))
    cost_high_eur = money_field(_("Cost at most, € (optional)"))
    staff_months = forms.DecimalField(
        label=_("Work, staff months"), min_value=0, max_digits=8, decimal_places=1, initial=0, localize=True
    )
    effect = forms.TypedChoiceField(
        label=_("Effect (optional)"),
        choices=lambda: [("", _("not known yet")), *choices(EFFECT)],
        required=False,
        coerce=int,
        empty_value=None,
    )
    effect_text = TextsFormField(label=_("Effect in words (optional)"), required=False)
    cities_reached = whole_field(_("Cities reached (optional)"), 0, 100_000)
    payer = forms.ChoiceField(label=_("Who pays"), choices=Payer.choices)
    instrument = forms.ModelChoiceField(
        label=_("Instrument that pays (optional)"),
        queryset=instruments(),
        required=False,
        empty_label=_("none or not known"),
    )
    start_year = whole_field(_("Starts in the year (optional)"), 2020, 2060)
    duration_months = whole_field(_("Duration, months (optional)"), 1, 240)
    for_small_towns = forms.BooleanField(label=_("Serves small towns in particular"), required=False)
    requires = forms.ModelMultipleChoiceField(
        label=_("Needs these measures beside it (optional)"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    excludes = forms.ModelMultipleChoiceField(
        label=_("Cannot go with these measures (optional)"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    state = forms.ChoiceField(label=_("State"), choices=MeasureState.choices)
    visibility = forms.ChoiceField(label=_("Seen by"), choices=Visibility.choices, initial=Visibility.HUB)

    def __init__(
        self, *args: Any, hub: Hub, others: Any, instruments: Any, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].countries = (*hub.countries, "EU")
        fields["organisation"].offer()
        fields["instrument"].queryset = instruments
        others = others.exclude(pk=measure.pk) if measure else others
        for name in ("requires", "excludes"):
            fields[name].queryset = others
            if not others:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return what belongs to the measure itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("requires", "excludes")}


class MeasureFilterForm(forms.Form):
    """Narrows the list of measures."""

    q = forms.CharField(label=_("Words"), required=False)
    kind = forms.ChoiceField(label=_("What it changes"), required=False, choices=[("", _("all")), *MeasureKind.choices])
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("all")), *topic_choices()]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Which need a measure answers, and to what share."""

    need = forms.ModelChoiceField(label=_("Need"), queryset=Need.objects.none(), empty_label=_("choose"))
    share = forms.IntegerField(label=_("Covers, per cent"), min_value=1, max_value=100, initial=100)
    note = WordsField(label=_("How (optional)"), max_length=300, required=False)

    def __init__(self, *args: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
