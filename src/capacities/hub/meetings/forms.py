"""Forms of meetings, agendas, minutes, decisions and actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.files.forms import DocumentField
from capacities.core.forms import DayField, MomentField
from capacities.core.organisations.forms import OrganisationField
from capacities.core.people.forms import zone_choices
from capacities.core.places.forms import PlaceField, PlacesField, country_choices
from capacities.core.places.models import Place
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField
from capacities.hub.meetings.kinds import (
    ActionState,
    Answer,
    Attendance,
    DecisionStatus,
    Format,
    ItemKind,
    MeetingKind,
    MeetingState,
)
from capacities.hub.meetings.models import DateOption, Guest, Meeting
from capacities.hub.structure.models import Body, Hub, Visibility

MOST_DATES = 5


class MeetingForm(forms.Form):
    """What a meeting is, when and where."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    title = TextsFormField(label=_("Title"), max_length=200, help_text=_("In one language at least."))
    body = forms.ModelChoiceField(
        label=_("Body (optional)"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("Its members become the guests."),
    )
    counterpart_place = PlaceField(label=_("With the town (bilateral, optional)"), required=False)
    counterpart_country = forms.ChoiceField(
        label=_("With the team of the country (bilateral, optional)"), required=False
    )
    counterpart_organisation = OrganisationField(label=_("With the organisation (bilateral, optional)"), required=False)
    starts_at = MomentField(
        label=_("Begins (optional)"), required=False, help_text=_("Leave it empty to ask the guests for a date.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    minutes_long = forms.IntegerField(label=_("Length in minutes"), min_value=10, max_value=1440, initial=90)
    format = forms.ChoiceField(label=_("Held"), choices=Format.choices)
    venue = forms.CharField(label=_("Place (optional)"), max_length=250, required=False)
    join_url = forms.URLField(label=_("Link to join (optional)"), required=False, assume_scheme="https")
    summary = TextsFormField(label=_("What it is about (optional)"), required=False, long=True)
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    visibility = forms.ChoiceField(
        label=_("Title and date are seen by"),
        choices=Visibility.choices,
        help_text=_("Agenda, papers and minutes are for the members, the guests and the hub team."),
    )
    held_already = forms.BooleanField(label=_("It took place already"), required=False)

    def __init__(self, *args: Any, hub: Hub, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["body"].queryset = Body.objects.filter(hub=hub).select_related("hub")  # type: ignore[attr-defined]
        choices = [("", _("none")), *country_choices()]
        self.fields["counterpart_country"].choices = choices  # type: ignore[attr-defined]
        self.fields["counterpart_organisation"].offer()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the beginning into its zone; refuse one that has passed, unless it stood already, and a missing body."""
        data: dict[str, Any] = super().clean() or {}
        start, zone = data.get("starts_at"), data.get("time_zone")
        if start and zone:
            data["starts_at"] = start = start.replace(tzinfo=ZoneInfo(zone))
            same = self.meeting is not None and self.meeting.starts_at == start
            if start <= timezone.now() and not same and not data.get("held_already"):
                self.add_error("starts_at", _("This has passed. Tick below that it took place already, or correct it."))
        if data.get("kind") == MeetingKind.BODY and not data.get("body"):
            self.add_error("body", _("Choose the body that meets."))
        return data


class DatesForm(forms.Form):
    """Up to five dates to propose, on the clock of the meeting's zone."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(meeting.time_zone)
        there = [option.starts_at.astimezone(self.zone) for option in meeting.options.all()]
        for number in range(MOST_DATES):
            initial = there[number] if number < len(there) else None
            self.fields[f"date{number}"] = MomentField(
                label=_("Date %(number)s") % {"number": number + 1}, required=number < 2, initial=initial
            )

    def dates(self) -> list[datetime]:
        """Return the dates that were given, with their zone."""
        return [value.replace(tzinfo=self.zone) for value in self.cleaned_data.values() if value]


class GuestForm(forms.Form):
    """One more guest."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address (optional)"), required=False)
    organisation = OrganisationField(label=_("Organisation (optional)"), required=False)
    place = PlaceField(label=_("Town (optional)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer()  # type: ignore[attr-defined]


class PollForm(forms.Form):
    """What a guest says to each proposed date."""

    def __init__(self, *args: Any, options: Sequence[DateOption], labels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option, label in zip(options, labels, strict=True):
            self.fields[f"option{option.pk}"] = forms.ChoiceField(
                label=label, choices=Answer.choices, required=False, widget=forms.RadioSelect
            )

    def answers(self) -> dict[int, str]:
        """Return the answers by id of the date."""
        return {int(name.removeprefix("option")): value for name, value in self.cleaned_data.items()}


class AnswerForm(forms.Form):
    """Whether somebody comes."""

    answer = forms.ChoiceField(label=_("Do you come?"), choices=Answer.choices, widget=forms.RadioSelect)


class AttendanceForm(forms.Form):
    """Who came, guest by guest."""

    def __init__(self, *args: Any, guests: Sequence[Guest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guests = guests
        for guest in guests:
            self.fields[f"guest{guest.pk}"] = forms.ChoiceField(
                label=guest.name,
                choices=Attendance.choices,
                required=False,
                initial=guest.attendance,
                widget=forms.RadioSelect,
            )

    def marks(self) -> dict[int, str]:
        """Return the marks by id of the guest."""
        return {int(name.removeprefix("guest")): value for name, value in self.cleaned_data.items()}


class ItemForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("Title"), max_length=250)
    kind = forms.ChoiceField(label=_("For"), choices=ItemKind.choices, initial=ItemKind.DISCUSSION)
    minutes_long = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=15)
    presenter = forms.CharField(label=_("Who opens it (optional)"), max_length=200, required=False)
    text = forms.CharField(
        label=_("What it is about (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperForm(forms.Form):
    """A document to attach."""

    title = forms.CharField(label=_("Title (optional)"), max_length=200, required=False)
    upload = DocumentField(label=_("File"))


class MinutesForm(forms.Form):
    """The minutes of one point, and the version that the writer started from."""

    text = forms.CharField(label=_("Minutes"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    started_from = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DecisionForm(forms.Form):
    """A decision."""

    text = forms.CharField(label=_("Decision"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    status = forms.ChoiceField(label=_("Status"), choices=DecisionStatus.choices, initial=DecisionStatus.TAKEN)
    body = forms.ModelChoiceField(label=_("Body (optional)"), queryset=Body.objects.none(), required=False)
    decided_on = DayField(label=_("Date (optional)"), required=False)
    organisation = OrganisationField(label=_("Responsible organisation (optional)"), required=False)
    responsible = forms.CharField(label=_("Responsible, in words (optional)"), max_length=200, required=False)
    due = DayField(label=_("Until (optional)"), required=False)
    places = PlacesField(label=_("Towns concerned (optional)"), required=False, help_text=_("One in each line."))
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    outcome = forms.CharField(
        label=_("What came of it (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(hub=hub).select_related("hub")  # type: ignore[attr-defined]
        self.fields["organisation"].offer()  # type: ignore[attr-defined]


class ActionForm(forms.Form):
    """A task."""

    text = forms.CharField(label=_("Task"), max_length=500)
    owner = forms.CharField(label=_("Who"), max_length=200)
    email = forms.EmailField(label=_("E-mail address (optional)"), required=False, help_text=_("For reminders."))
    due = DayField(label=_("Until (optional)"), required=False)


class CloseForm(forms.Form):
    """What became of a task."""

    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What came of it (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CancelForm(forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(
        label=_("Reason (optional)"), help_text=_("The guests read it."), max_length=500, required=False
    )


class OutcomeForm(forms.Form):
    """What came of a meeting, in a few sentences."""

    outcome = forms.CharField(label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


class RegisterFilter(forms.Form):
    """What the register of decisions is narrowed to."""

    q = forms.CharField(label=_("Words"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none(), required=False, empty_label=_("all"))
    city = forms.ModelChoiceField(label=_("Town"), queryset=Place.objects.none(), required=False, empty_label=_("all"))
    since = DayField(label=_("Decided since"), required=False)
    until = DayField(label=_("Decided until"), required=False)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, *args: Any, hub: Hub, towns: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(hub=hub).select_related("hub")  # type: ignore[attr-defined]
        self.fields["city"].queryset = towns  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", _("all")), *DecisionStatus.choices]  # type: ignore[attr-defined]


class BilateralFilter(forms.Form):
    """What the register of bilateral meetings is narrowed to."""

    q = forms.CharField(label=_("Town or organisation"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    since = DayField(label=_("Held since"), required=False)
    until = DayField(label=_("Held until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, name) for key, name in MeetingState.choices if key != MeetingState.CANCELLED]
        self.fields["state"].choices = [("", _("all")), *states]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("all")), *country_choices()]  # type: ignore[attr-defined]
