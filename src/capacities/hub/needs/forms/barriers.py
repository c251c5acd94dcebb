"""The form of the decision log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField
from capacities.core.organisations.forms import OrganisationField
from capacities.core.places.forms import PlacesField
from capacities.hub.needs.forms.fields import WordsField
from capacities.hub.needs.kinds import (
    Outcome,
)
from capacities.hub.needs.models import Need
from capacities.hub.structure.models import Hub


class DecisionForm(forms.Form):
    """A line of the decision log."""

    need = forms.ModelChoiceField(label=_("Barrier"), queryset=Need.objects.none(), empty_label=_("choose"))
    organisation = OrganisationField(label=_("Responsible (optional)"), required=False)
    responsible = WordsField(label=_("Responsible, if not in the list (optional)"), max_length=200, required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    decided_on = DayField(label=_("Decided on (optional)"), required=False)
    due_on = DayField(label=_("By (optional)"), required=False)
    text = WordsField(label=_("What was decided (optional)"), max_length=3000, required=False, rows=3)
    places = PlacesField(label=_("For which cities (optional)"), required=False)

    def __init__(self, *args: Any, hub: Hub, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["need"].queryset = needs
        fields["organisation"].countries = (*hub.countries, "EU")
        fields["organisation"].offer()

    def clean(self) -> dict[str, Any]:
        """Ask for somebody responsible."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("organisation") and not data.get("responsible") and "organisation" not in self.errors:
            self.add_error("responsible", _("Say who is responsible."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what belongs to the decision itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "places"}
