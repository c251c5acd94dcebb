"""Forms of stakeholder maps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField, WithFoldedGroups
from capacities.core.topics import TopicsFormField
from capacities.hub.stakeholders.kinds import ContactKind, Helix, RelationKind, Stance, role_choices
from capacities.hub.stakeholders.models import Stakeholder


def _with_any(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("any")), *((key, name) for key, name in choices if key)]


def _scale() -> list[tuple[str, Any]]:
    return [("", _("not known")), *((str(number), str(number)) for number in range(1, 6))]


class ScaleField(forms.TypedChoiceField):
    """A value from 1 to 5, or not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_scale, coerce=int, empty_value=None, required=False, **kwargs)


class MapForm(forms.Form):
    """What a map is of."""

    name = forms.CharField(label=_("Theme or process"), max_length=160, help_text=_("For example: Heating in Suceava."))
    topics = TopicsFormField(label=_("Topics (optional)"), required=False)
    needed_roles = forms.MultipleChoiceField(
        label=_("Roles that the matter needs"),
        choices=role_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The list then says which of them nobody fills."),
    )


class StakeholderForm(WithFoldedGroups):
    """What is known of a stakeholder."""

    FOLDED = (
        (_("Roles that it fills"), ("roles",)),
        (_("What it wants and can give"), ("wants", "gives")),
        (_("Website and e-mail address"), ("url", "email")),
    )

    name = forms.CharField(label=_("Name"), max_length=200)
    acronym = forms.CharField(label=_("Acronym (optional)"), max_length=40, required=False)
    helix = forms.ChoiceField(label=_("Kind"), choices=Helix.choices, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles that it fills"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    power = ScaleField(label=_("Power (1 to 5)"))
    interest = ScaleField(label=_("Interest (1 to 5)"))
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices, required=False)
    wants = forms.CharField(label=_("What it wants (optional)"), required=False, widget=forms.Textarea({"rows": 3}))
    gives = forms.CharField(label=_("What it can give (optional)"), required=False, widget=forms.Textarea({"rows": 3}))
    url = forms.URLField(label=_("Website (optional)"), required=False, assume_scheme="https")
    email = forms.EmailField(
        label=_("General e-mail address (optional)"),
        required=False,
        help_text=_("Of the organisation, not of a person."),
    )
    next_step = forms.CharField(label=_("Next step (optional)"), max_length=300, required=False)
    next_on = DayField(label=_("Until (optional)"), required=False)


class ListFilter(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("Name"), required=False)
    helix = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: _with_any(Helix.choices))
    role = forms.ChoiceField(label=_("Role"), required=False, choices=lambda: _with_any(role_choices()))
    stance = forms.ChoiceField(label=_("Stance"), required=False, choices=lambda: _with_any(Stance.choices))
    overdue = forms.BooleanField(label=_("Next step overdue"), required=False)


class RelationForm(forms.Form):
    """What a stakeholder does for another one of its map."""

    kind = forms.ChoiceField(label=_("Relation"), choices=RelationKind.choices)
    taker = forms.ModelChoiceField(label=_("For whom"), queryset=Stakeholder.objects.none())
    is_planned = forms.BooleanField(label=_("Planned, not there yet"), required=False)

    def __init__(self, *args: Any, stakeholder: Stakeholder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Stakeholder.objects.filter(map=stakeholder.map_id, removed_at=None).exclude(pk=stakeholder.pk)
        self.fields["taker"].queryset = others  # type: ignore[attr-defined]


class TalkForm(forms.Form):
    """An entry of the contact log."""

    on = DayField(label=_("Date"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices)
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea({"rows": 4}))
    next_step = forms.CharField(label=_("Next step (optional)"), max_length=300, required=False)
    next_on = DayField(label=_("Until (optional)"), required=False)
