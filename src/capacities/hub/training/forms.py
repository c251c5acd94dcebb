"""Forms of training programmes: the programme, a module, enrolling, suggesting, feedback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from capacities.core.files.forms import DocumentField
from capacities.core.forms import DayField, WithFoldedGroups
from capacities.core.people.models import Person
from capacities.core.places.forms import PlaceField, PlacesField
from capacities.core.places.models import Place
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField
from capacities.events.models import Event
from capacities.hub.needs.models import Need
from capacities.hub.structure.models import Visibility
from capacities.hub.training.kinds import EnrolmentState, ModuleKind, TrainingKind, audience_choices
from capacities.hub.training.models import Module


class TrainingForm(WithFoldedGroups):
    """A programme: what people can do afterwards, for whom, until when."""

    FOLDED = ((_("Cities, needs, topics and languages"), ("places", "needs", "topics", "languages")),)

    title = TextsFormField(label=_("Title"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(
        label=_("What people can do afterwards (optional)"), required=False, long=True,
        help_text=_("Two or three sentences, seen from their desk."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=TrainingKind.choices)
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=audience_choices, widget=forms.CheckboxSelectMultiple
    )
    places = PlacesField(label=_("Cities that develop it (optional)"), required=False, help_text=_("One in each line."))
    needs = forms.ModelMultipleChoiceField(
        label=_("Needs that it answers (optional)"), queryset=Need.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    languages = forms.MultipleChoiceField(
        label=_("Taught in (optional)"), choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label=_("Begins (optional)"), required=False)
    enrol_until = DayField(label=_("Enrolment until (optional)"), required=False)
    seats = forms.IntegerField(
        label=_("Seats (optional)"), min_value=1, required=False,
        help_text=_("Empty: as many as come. When all are taken, people wait and move up by themselves."),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Seen by"), choices=Visibility.choices, initial=Visibility.HUB,
        help_text=_("Cities can have their say as soon as they see it."),
    )  # fmt: skip

    def __init__(self, *args: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["needs"].queryset = needs
        if not needs:
            del self.fields["needs"]


class TrainingFilterForm(forms.Form):
    """Narrows the list of programmes."""

    audience = forms.ChoiceField(
        label=_("For whom"), required=False, choices=lambda: [("", _("all")), *audience_choices()]
    )


class ParticipantFilterForm(forms.Form):
    """Narrows the list of participants, and chooses the module whose attendance is noted."""

    q = forms.CharField(label=_("Name, address or organisation"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *EnrolmentState.choices])
    audience = forms.ChoiceField(label=_("From"), required=False, choices=lambda: [("", _("all")), *audience_choices()])
    module = forms.ChoiceField(label=_("Attendance of"), required=False)

    def __init__(self, *args: Any, modules: Sequence[Module], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no module")), *((str(one.pk), str(one)) for one in modules)]
        self.fields["module"].choices = choices  # type: ignore[attr-defined]


class ModuleForm(forms.Form):
    """A module of a programme."""

    title = TextsFormField(label=_("Title"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What one learns (optional)"), required=False, long=True)
    kind = forms.ChoiceField(label=_("How it is taught"), choices=ModuleKind.choices)
    audiences = forms.MultipleChoiceField(
        label=_("For whom (optional)"), choices=audience_choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: for everybody in the programme."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours (optional)"), min_value=0, max_digits=5, decimal_places=1, required=False, localize=True
    )
    is_required = forms.BooleanField(label=_("Needed for completion"), required=False, initial=True)
    event = forms.ModelChoiceField(
        label=_("Event (optional)"), queryset=Event.objects.order_by("-starts_on"), required=False,
        empty_label=_("none"), help_text=_("From the calendar of the network."),
    )  # fmt: skip
    url = forms.URLField(label=_("Page or video (optional)"), required=False, assume_scheme="https")
    upload = DocumentField(label=_("File (optional)"), required=False)

    def values(self) -> dict[str, Any]:
        """Return what belongs to the module itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "upload"}


class EnrolForm(forms.Form):
    """Who takes part. People with an account are not asked for their address."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("You get a link to your own page of the programme.")
    )
    audience = forms.ChoiceField(label=_("You come from"), choices=audience_choices)
    place = PlaceField(label=_("Town (optional)"), required=False)
    organisation = forms.CharField(label=_("Organisation (optional)"), max_length=200, required=False)
    consent = forms.BooleanField(
        label=_("The hub may keep this for the programme and write to me about it."),
        error_messages={"required": _("Without this the hub cannot enrol you.")},
    )
    # Seen by programs only: people leave it empty.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person | None, audiences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["audience"].choices = [pair for pair in audience_choices() if pair[0] in audiences]
        if person is not None:
            del self.fields["email"]

    @property
    def is_a_program(self) -> bool:
        """Return whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data.get("website"))

    def values(self) -> dict[str, Any]:
        """Return who takes part."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("consent", "website")}


class SuggestionForm(forms.Form):
    """What somebody suggests, for a town of theirs or for themselves."""

    text = forms.CharField(
        label=_("What should be taught, or taught differently?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    place = forms.ModelChoiceField(
        label=_("In the name of"), queryset=Place.objects.none(), required=False, empty_label=_("myself")
    )

    def __init__(self, *args: Any, towns: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if towns:
            ids = [town.pk for town in towns]
            self.fields["place"].queryset = Place.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        else:
            del self.fields["place"]


class FeedbackForm(forms.Form):
    """How useful it was."""

    useful = forms.TypedChoiceField(
        label=_("How useful was it?"), coerce=int, widget=forms.RadioSelect,
        choices=[(5, _("5, very")), (4, "4"), (3, _("3, in part")), (2, "2"), (1, _("1, not at all"))],
    )  # fmt: skip
    feedback = forms.CharField(
        label=_("What was good, what was missing? (optional)"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    will_try = forms.CharField(
        label=_("What will you try at home? (optional)"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
