"""Forms of needs: stating, supporting, commenting, splitting, filtering, and a town that left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.places.forms import PlaceField, PlacesField
from capacities.core.places.models import Place
from capacities.core.topics import TopicsFormField, topic_choices
from capacities.hub.needs.forms.fields import WordsField, money_field
from capacities.hub.needs.kinds import (
    URGENCY,
    Level,
    NeedKind,
    NeedState,
    choices,
)
from capacities.hub.structure.models import Hub, Visibility


class NeedForm(forms.Form):
    """States a need in plain words. ``towns`` are those that the reader may speak for, ``keeper`` the hub team."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (NeedKind.NEED, _("A need: something that is missing")),
            (NeedKind.BARRIER, _("A barrier: something that stands in the way")),
        ],
        initial=NeedKind.NEED,
        widget=forms.RadioSelect,
    )
    title = WordsField(label=_("In one sentence"), max_length=200)
    text = WordsField(
        label=_("In your words (optional)"),
        max_length=5000,
        required=False,
        rows=5,
        help_text=_("What happens, to whom, and what it leads to. Names of people do not belong here."),
    )
    place = forms.ModelChoiceField(
        label=_("For which town do you speak?"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("for myself"),
    )
    on_behalf = WordsField(
        label=_("Stated for (optional)"),
        max_length=200,
        required=False,
        help_text=_("If you write it down for somebody else: a ministry, an agency, an association."),
    )
    places = PlacesField(required=False, label=_("Other cities concerned (optional)"))
    level = forms.ChoiceField(
        label=_("Where can it be solved?"), choices=Level.choices, initial=Level.COUNTRY, widget=forms.RadioSelect
    )
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"), choices=lambda: choices(URGENCY), initial=3, coerce=int, widget=forms.RadioSelect
    )
    topics = TopicsFormField(
        required=False,
        label=_("Topics (optional)"),
        help_text=_("Press “Suggest topics” and they are ticked from the words you used."),
    )
    visibility = forms.ChoiceField(label=_("Seen by"), choices=Visibility.choices, initial=Visibility.PUBLIC)

    def __init__(self, *args: Any, hub: Hub, towns: Sequence[Place] = (), keeper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if towns:
            self.fields["place"].queryset = Place.objects.filter(pk__in=[t.pk for t in towns])  # type: ignore[attr-defined]
        else:
            del self.fields["place"]
        if not keeper:
            del self.fields["on_behalf"], self.fields["visibility"]
        self.fields["places"].one.country = hub.countries[0] if len(hub.countries) == 1 else ""  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what belongs to the need itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("place", "places")}


class SupportForm(forms.Form):
    """Says that one has the need too."""

    place = forms.ModelChoiceField(
        label=_("For which town do you speak?"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("for myself"),
    )
    cost_eur = money_field(
        _("What it costs you a year, € (optional)"), help_text=_("An estimate is enough; leave it empty if not known.")
    )
    text = WordsField(label=_("How it shows with you (optional)"), required=False, max_length=2000, rows=3)

    def __init__(self, *args: Any, towns: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if towns:
            self.fields["place"].queryset = Place.objects.filter(pk__in=[t.pk for t in towns])  # type: ignore[attr-defined]
            self.fields["place"].initial = towns[0].pk
        else:
            del self.fields["place"]


class CommentForm(forms.Form):
    """A comment."""

    text = WordsField(label=_("Your comment"), max_length=2000, rows=3)


class SplitForm(forms.Form):
    """Two to four parts of a need that means several things."""

    title1 = WordsField(label=_("First part, in one sentence"), max_length=200)
    title2 = WordsField(label=_("Second part, in one sentence"), max_length=200)
    title3 = WordsField(label=_("Third part (optional)"), max_length=200, required=False)
    title4 = WordsField(label=_("Fourth part (optional)"), max_length=200, required=False)

    def parts(self) -> list[dict[str, str]]:
        """Return the parts that were written."""
        return [{"title": title} for title in self.cleaned_data.values() if title]


class NeedFilterForm(forms.Form):
    """Narrows the list of needs."""

    q = forms.CharField(label=_("Words"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *NeedKind.choices])
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("all")), *Level.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *NeedState.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("all")), *topic_choices()]  # type: ignore[attr-defined]


class DepartureForm(forms.Form):
    """A town that left."""

    place = PlaceField()
    note = WordsField(label=_("Note (optional)"), max_length=300, required=False)
