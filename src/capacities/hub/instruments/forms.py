"""Forms of the atlas: its filter, an entry, a table to import, a town to match."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField, MomentField
from capacities.core.organisations.forms import OrganisationField
from capacities.core.people.forms import zone_choices
from capacities.core.places.forms import PlaceField, PlacesField, country_choices
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField, topic_choices
from capacities.hub.instruments.kinds import ELIGIBLE, Confidence, Kind, Level
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import InstrumentFilter

WINDOWS = [("", _("any time")), ("open", _("open now")), ("soon", _("opening soon")), ("closed", _("closed"))]
PLAIN = (
    "kind", "name", "text", "level", "countries", "topics", "organisation", "run_by", "budget", "currency",
    "rate_percent", "rate_note", "zone", "eligible", "least_people", "most_people", "url", "source", "as_of_year",
    "confidence", "review_on",
)  # fmt: skip


def eligible_choices() -> list[tuple[str, str]]:
    """Return who may ask."""
    return [(key, str(name)) for key, name in ELIGIBLE.items()]


class InstrumentFilterForm(forms.Form):
    """Narrows the atlas."""

    q = forms.CharField(label=_("Words"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Kind.choices])
    eligible = forms.ChoiceField(label=_("Who may ask"), required=False)
    window = forms.ChoiceField(label=_("Window"), required=False, choices=WINDOWS)
    rate = forms.IntegerField(label=_("Support at least, %"), required=False, min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [("", _("all")), *country_choices()]
        fields["topic"].choices = [("", _("all")), *topic_choices()]
        fields["eligible"].choices = [("", _("anybody")), *eligible_choices()]

    def wanted(self) -> InstrumentFilter:
        """Return what is asked for; what does not fit is left out."""
        data = self.cleaned_data if self.is_bound and not self.is_valid() else getattr(self, "cleaned_data", {})
        rate = data.get("rate")
        names = ("country", "topic", "kind", "eligible", "window")
        return InstrumentFilter(
            text=data.get("q", ""),
            least_rate=None if rate is None else Decimal(rate),
            **{name: data.get(name, "") for name in names},
        )


class InstrumentForm(forms.Form):
    """An entry; its moments are on the clock of the time zone."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    name = TextsFormField(label=_("Name"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What it does (optional)"), required=False, long=True)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.COUNTRY)
    countries = forms.MultipleChoiceField(
        label=_("Countries (none: all of Europe)"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    places = PlacesField(required=False, label=_("Cities concerned (optional)"))
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    organisation = OrganisationField(label=_("Run by (optional)"), required=False)
    run_by = forms.CharField(label=_("Run by, if not in the list (optional)"), max_length=200, required=False)
    budget = forms.DecimalField(
        label=_("Budget (optional)"),
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=2,
        localize=True,
        help_text=_("Leave it empty if it is not known."),
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, min_length=3, initial="EUR")
    rate_percent = forms.DecimalField(
        label=_("Support at most, per cent of the costs (optional)"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=1,
        localize=True,
    )
    rate_note = forms.CharField(label=_("On the rate (optional)"), max_length=300, required=False)
    opens_at = MomentField(label=_("Opens (optional)"), required=False)
    closes_at = MomentField(label=_("Deadline (optional)"), required=False)
    zone = forms.ChoiceField(label=_("Time zone of the deadline"), choices=zone_choices, initial="Europe/Brussels")
    eligible = forms.MultipleChoiceField(
        label=_("Who may ask (optional)"), required=False, choices=eligible_choices, widget=forms.CheckboxSelectMultiple
    )
    least_people = forms.IntegerField(label=_("Towns from, inhabitants (optional)"), required=False, min_value=0)
    most_people = forms.IntegerField(label=_("Towns up to, inhabitants (optional)"), required=False, min_value=0)
    url = forms.URLField(label=_("Link (optional)"), required=False, assume_scheme="https", max_length=400)
    source = forms.CharField(
        label=_("Source"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Where this can be read again.")
    )
    as_of_year = forms.IntegerField(label=_("As of year"), min_value=1990, max_value=2100)
    confidence = forms.ChoiceField(label=_("How sure"), choices=Confidence.choices)
    review_on = DayField(label=_("Check again on (optional)"), required=False)

    def __init__(self, *args: Any, countries: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["countries"].choices = country_choices()
        fields["organisation"].offer()
        if countries and not self.is_bound:
            self.initial.setdefault("countries", list(countries))

    def values(self) -> dict[str, Any]:
        """Return what the entry keeps."""
        data = self.cleaned_data
        zone = ZoneInfo(data["zone"])
        moments = {n: data[n].replace(tzinfo=zone) if data[n] else None for n in ("opens_at", "closes_at")}
        return {name: data[name] for name in PLAIN} | moments

    @staticmethod
    def initial_of(one: Instrument) -> dict[str, Any]:
        """Return what the form shows of an entry."""
        shown = {name: getattr(one, name) for name in PLAIN} | {"places": list(one.places.all())}
        moments = {"opens_at": one.opens_there, "closes_at": one.closes_there}
        return shown | {name: at.replace(tzinfo=None) if at else None for name, at in moments.items()}


class ImportForm(forms.Form):
    """A table of instruments."""

    file = forms.FileField(
        label=_("Table (CSV or XLSX)"),
        help_text=_(
            "With the columns of the file that you can download from the atlas. Nothing is stored before you confirm."
        ),
    )


class MatchForm(forms.Form):
    """A town, a topic and who asks."""

    place = PlaceField(label=_("Town"))
    topic = forms.ChoiceField(label=_("Topic (optional)"), required=False)
    eligible = forms.ChoiceField(label=_("Who asks"), required=False, choices=eligible_choices, initial="municipality")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("any")), *topic_choices()]  # type: ignore[attr-defined]
