"""Forms of the hub's cities and of towns that raise their hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField
from capacities.core.people.models import Person
from capacities.core.places.forms import PlaceField
from capacities.core.topics import TopicsFormField
from capacities.hub.cities.models import CityFile
from capacities.hub.cities.phases import ContactKind, ContractStatus, Effort, Phase


class FollowForm(forms.Form):
    """A town to follow."""

    place = PlaceField(label=_("Follow another town"))


class CityForm(forms.Form):
    """Where a city stands and what it waits for."""

    phase = forms.ChoiceField(label=_("Phase"), choices=[("", _("not known")), *Phase.choices], required=False)
    contract = forms.ChoiceField(label=_("Contract"), choices=ContractStatus.choices)
    follower = forms.ModelChoiceField(
        label=_("Followed by (optional)"), queryset=Person.objects.none(), required=False, empty_label=_("nobody")
    )
    next_step = forms.CharField(label=_("Next step (optional)"), max_length=300, required=False)
    next_due = DayField(label=_("Until (optional)"), required=False)
    waits_for = forms.CharField(
        label=_("Waits for (optional)"),
        max_length=300,
        required=False,
        help_text=_("Fill this in while the next step is in somebody else’s hands; empty it when it moves on."),
    )
    waits_on = forms.CharField(label=_("In whose hands (optional)"), max_length=200, required=False)
    waits_since = DayField(label=_("Since (optional)"), required=False, help_text=_("Today, if you leave it empty."))
    unblocks = forms.CharField(
        label=_("What unblocks it (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    effort = forms.ChoiceField(
        label=_("What it takes (optional)"),
        choices=[("", _("not known")), *Effort.choices],
        required=False,
        help_text=_("Cities that little would free stand higher on the work list."),
    )
    needs = forms.CharField(
        label=_("Needs (optional)"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    contact_email = forms.EmailField(label=_("E-mail address of the town hall (optional)"), required=False)

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follower"].queryset = team  # type: ignore[attr-defined]

    def clean_waits_since(self) -> Any:
        """Refuse a wait that begins in the future."""
        day = self.cleaned_data["waits_since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("A wait begins today or earlier."))
        return day


class ContactForm(forms.Form):
    """A contact with a city."""

    day = DayField(label=_("Date"), initial=timezone.localdate)
    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices)
    with_whom = forms.CharField(label=_("With whom (optional)"), max_length=200, required=False)
    summary = forms.CharField(label=_("What was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class MessageForm(forms.Form):
    """The message to a town hall, to be read before it leaves."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))


class LettersForm(forms.Form):
    """Several prepared messages, to be read before they leave together. One with an empty text stays."""

    def __init__(self, *args: Any, letters: Sequence[tuple[CityFile, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cities = {file.pk: file for file, _subject, _text in letters}
        for file, subject, text in letters:
            self.fields[f"subject{file.pk}"] = forms.CharField(
                label=_("%(town)s: subject") % {"town": file}, max_length=200, initial=subject
            )
            self.fields[f"text{file.pk}"] = forms.CharField(
                label=_("%(town)s: message") % {"town": file},
                max_length=4000,
                initial=text,
                required=False,
                help_text=_("To %(address)s. Empty it, and nothing is sent there.") % {"address": file.contact_email},
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    def letters(self) -> list[tuple[CityFile, str, str]]:
        """Return file, subject and text of each message that is to leave."""
        data = self.cleaned_data
        found = [(file, data[f"subject{pk}"], data[f"text{pk}"].strip()) for pk, file in self.cities.items()]
        return [letter for letter in found if letter[2]]


class CitiesFilter(forms.Form):
    """What the list of cities is narrowed to."""

    q = forms.CharField(label=_("Name"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), choices=[("", _("all")), *Phase.choices], required=False)
    contract = forms.ChoiceField(label=_("Contract"), choices=[("", _("all")), *ContractStatus.choices], required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            ("", _("all")),
            ("mission", _("Mission city")),
            ("candidate", _("National programme")),
            ("other", _("Other town")),
        ],
        required=False,
    )
    follower = forms.ChoiceField(label=_("Followed by"), required=False)
    silent = forms.BooleanField(label=_("Silent ones only"), required=False)

    def __init__(self, *args: Any, followers: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), str(person)) for person in followers]
        self.fields["follower"].choices = [("", _("all")), ("0", _("nobody")), *people]  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """What a town needs, in plain words."""

    text = forms.CharField(
        label=_("What do you need?"),
        help_text=_("In your own words, two or three sentences: what is difficult, what would help."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(label=_("Your name and office"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The answer comes here. It is shown to the hub only.")
    )
    topics = TopicsFormField(required=False, label=_("What it is about (optional)"))
    # Seen by programs only: people leave it empty.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None:
            del self.fields["email"]

    @property
    def is_a_program(self) -> bool:
        """Return whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data.get("website"))


class AnswerForm(forms.Form):
    """The hub's answer to a town."""

    answer = forms.CharField(
        label=_("Answer"), max_length=4000, help_text=_("The town reads it."), widget=forms.Textarea(attrs={"rows": 5})
    )
