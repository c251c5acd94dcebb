"""Forms of hubs, bodies, mandates and seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField
from capacities.core.organisations.forms import OrganisationField
from capacities.core.places.forms import PlaceField, country_choices
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField
from capacities.hub.structure.kinds import BODY_KINDS, SEAT_ROLES, body_kind_name
from capacities.hub.structure.models import Body, Hub, Visibility

MOST_NAME, MOST_NOTE = 150, 300  # letters that a seat keeps of a name and of a note


class DatesMixin(forms.Form):
    """From and until, in order."""

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("The last day must not come before the first."))
        return data


class HubForm(forms.Form):
    """What a hub says of itself."""

    name = TextsFormField(label=_("Name"), max_length=160, help_text=_("In one language at least."))
    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        help_text=_("One, or several that share the hub."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    organisation = OrganisationField(label=_("Run by (optional)"), required=False)
    summary = TextsFormField(
        label=_("What it is (optional)"), required=False, long=True, help_text=_("Two or three sentences.")
    )
    url = forms.URLField(label=_("Website (optional)"), required=False, assume_scheme="https")
    contact = forms.EmailField(label=_("E-mail address of the hub (optional)"), required=False)

    def __init__(self, *args: Any, countries: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries"].choices = country_choices(countries or None)  # type: ignore[attr-defined]
        self.fields["organisation"].offer()  # type: ignore[attr-defined]


class HubChangeForm(HubForm):
    """The same, and who sees it."""

    visibility = forms.ChoiceField(label=_("Seen by"), choices=Visibility.choices)


class BodyForm(DatesMixin):
    """A body of a hub."""

    name = TextsFormField(label=_("Name"), max_length=160, help_text=_("In one language at least."))
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: [(key, body_kind_name(key)) for key in BODY_KINDS])
    reports_to = forms.ModelChoiceField(
        label=_("Reports to (optional)"), queryset=Body.objects.none(), required=False, empty_label=_("nobody")
    )
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    visibility = forms.ChoiceField(label=_("Seen by"), choices=Visibility.choices, initial=Visibility.PUBLIC)
    valid_from = DayField(label=_("First day (optional)"), required=False)
    valid_until = DayField(label=_("Last day (optional)"), required=False)

    def __init__(self, *args: Any, hub: Hub, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.filter(hub=hub).select_related("hub")
        self.fields["reports_to"].queryset = others.exclude(pk=body.pk) if body else others  # type: ignore[attr-defined]


class NewBodyForm(BodyForm):
    """A new body with its first mandate."""

    mandate = TextsFormField(label=_("Mandate (optional)"), required=False, long=True)


class MandateForm(forms.Form):
    """What a body is charged with from a day on."""

    text = TextsFormField(label=_("Mandate"), long=True)
    valid_from = DayField(
        label=_("From (optional)"), required=False, help_text=_("The mandate before ends on the day before.")
    )
    decided_by = forms.CharField(label=_("Decided by (optional)"), max_length=200, required=False)


class MandateChangeForm(DatesMixin):
    """A mandate as it was given, to be corrected."""

    text = TextsFormField(label=_("Mandate"), long=True)
    valid_from = DayField(label=_("First day (optional)"), required=False)
    valid_until = DayField(label=_("Last day (optional)"), required=False)
    decided_by = forms.CharField(label=_("Decided by (optional)"), max_length=200, required=False)


class SeatForm(DatesMixin):
    """A seat: at least one of organisation, town and name."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(SEAT_ROLES.items()))
    organisation = OrganisationField(label=_("Organisation (optional)"), required=False)
    place = PlaceField(label=_("Town (optional)"), required=False)
    person_name = forms.CharField(
        label=_("Name of the person (optional)"),
        max_length=150,
        required=False,
        help_text=_("Seen by whoever sees the body. Leave it out where the office is enough."),
    )
    email = forms.EmailField(
        label=_("E-mail address (optional)"),
        required=False,
        help_text=_("For invitations; seen by the hub team only. The address of an account ties the seat to it."),
    )
    note = forms.CharField(label=_("Note (optional)"), max_length=300, required=False)
    valid_from = DayField(label=_("First day (optional)"), required=False)
    valid_until = DayField(label=_("Last day (optional)"), required=False)

    def __init__(self, *args: Any, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, place = self.fields["organisation"], self.fields["place"]
        organisation.countries = (*countries, "EU")  # type: ignore[attr-defined]
        organisation.offer()  # type: ignore[attr-defined]
        place.country = countries[0] if len(countries) == 1 else ""  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a seat that is nobody's."""
        data = super().clean()
        if not self.errors and not any(data.get(name) for name in ("organisation", "place", "person_name", "email")):
            raise forms.ValidationError(_("Say whose seat it is: an organisation, a town, or a person."))
        return data


class SeatListForm(forms.Form):
    """Seats of people, one in each line, as they come out of a spreadsheet or a mail."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(SEAT_ROLES.items()))
    lines = forms.CharField(
        label=_("One person in each line"),
        widget=forms.Textarea({"rows": 8}),
        max_length=40_000,
        help_text=_(
            "Copied from a spreadsheet, or with semicolons: name; e-mail address; office or organisation. The name "
            "comes first, the address may stand anywhere. Whoever sits here with the same address is left out."
        ),
    )

    def clean_lines(self) -> list[dict[str, str]]:
        """Return name, address and note of each line; say which lines do not fit, all at once."""
        seats, faults = [], []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            cells = [cell.strip() for cell in line.replace("\t", ";").split(";") if cell.strip()]
            if not cells:
                continue
            emails = [cell for cell in cells if "@" in cell]
            others = [cell for cell in cells if "@" not in cell]
            seat = {"person_name": "", "email": "", "note": ", ".join(others[1:])}
            seat |= {"person_name": others[0]} if others else {}
            seat |= {"email": emails[0].lower()} if emails else {}
            if problem := _misfit(seat, len(emails)):
                faults.append(_("Line %(number)s: %(problem)s") % {"number": number, "problem": problem})
            seats.append(seat)
        if faults:
            raise forms.ValidationError(faults)
        return seats


def _misfit(seat: dict[str, str], n_emails: int) -> str:
    """Return what does not fit in a line; nothing where all does."""
    if n_emails > 1:
        return gettext("two addresses; a seat has one.")
    if seat["email"]:
        try:
            validate_email(seat["email"])
        except forms.ValidationError:
            return gettext("“%(text)s” is no e-mail address.") % {"text": seat["email"]}
    if len(seat["person_name"]) > MOST_NAME or len(seat["note"]) > MOST_NOTE:
        return gettext("it is too long for a name (150) or a note (300).")
    return ""


class EndForm(forms.Form):
    """The last day of a body or a seat."""

    day = DayField(label=_("Last day"))
