"""Forms of the network, the matrix, the engagement plan and publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField
from capacities.core.people.models import Person
from capacities.facts.folding import fold
from capacities.hub.stakeholders.engagement import WAYS
from capacities.hub.stakeholders.forms.maps import ScaleField
from capacities.hub.stakeholders.network.drawing import relation_choices
from capacities.hub.stakeholders.network.links import Link, StakeholderNetwork
from capacities.hub.structure.models import Visibility


class LinkFilter(forms.Form):
    """What the list of links is narrowed to, read from the address."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.SearchInput)
    relation = forms.ChoiceField(
        label=_("Relation"), required=False, choices=lambda: [("", _("any")), *relation_choices()]
    )

    @property
    def is_filtered(self) -> bool:
        """Return whether anything is asked for."""
        return any(self.data.get(name) for name in self.fields)

    def narrowed(self, network: StakeholderNetwork) -> Sequence[Link]:
        """Return the links that fit: both words and relation; a field that does not fit is left out."""
        self.is_valid()
        relation, words = self.cleaned_data.get("relation", ""), fold(self.cleaned_data.get("q", "")).split()
        names = [fold(f"{node.name} {node.label}") for node in network.nodes] if words else []
        return [
            link
            for link in network.links
            if (not relation or link.relation == relation)
            and all(word in names[link.giver] or word in names[link.taker] for word in words)
        ]


class PlaceForm(forms.Form):
    """Where a stakeholder is put on the matrix; both empty means that it is not known."""

    power = ScaleField(label=_("Power"))
    interest = ScaleField(label=_("Interest"))


class PlanFilter(forms.Form):
    """What the engagement plan is narrowed to, read from the address."""

    way = forms.ChoiceField(label=_("How"), required=False, choices=lambda: [("", _("any")), *WAYS.items()])
    mine = forms.BooleanField(label=_("Mine only"), required=False)


class StepForm(forms.Form):
    """The next step with a stakeholder."""

    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = DayField(label=_("Until (optional)"), required=False)
    next_by = forms.ModelChoiceField(
        label=_("Who of the hub does it (optional)"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_by"].queryset = team  # type: ignore[attr-defined]


class PublicationForm(forms.Form):
    """Who sees the public side of a map."""

    visibility = forms.ChoiceField(label=_("Who sees this side"), choices=Visibility.choices, widget=forms.RadioSelect)
