"""Forms of trainers, limits, sessions, events, and of what teams say about meeting others."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from capacities.capacity.sessions.models import Format, PeerProfile, PlannedSession, Series, Trainer
from capacities.core.forms import DayField
from capacities.core.organisations.names import sort_key
from capacities.core.people.forms import fold_cedillas
from capacities.core.places.forms import country_choices
from capacities.core.texts import TextsFormField, language_name
from capacities.core.topics import TopicsFormField
from capacities.facts.countries import read_all_countries

_DAY = re.compile(r"[\s,;]+")


def language_choices() -> list[tuple[str, str]]:
    """Return the official languages of the countries, by their names in the page's language."""
    codes = {code for country in read_all_countries() for code in country.languages} | {"en"}
    return sorted(((code, language_name(code)) for code in codes), key=lambda pair: sort_key(pair[1]))


class WordsField(forms.CharField):
    """A text in the reader's words; Romanian letters get their comma below."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the text with ș and ț as they are written."""
        return fold_cedillas(super().clean(value))


class LanguagesField(forms.MultipleChoiceField):
    """Languages to tick."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple(attrs={"class": "topics"}))
        super().__init__(choices=language_choices, **kwargs)


class DaysField(forms.CharField):
    """Days, one in each line (2027-03-09 or 9.3.2027); cleaned to dates in order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show one day in each line."""
        return "\n".join(f"{day:%Y-%m-%d}" for day in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the dates, or say which one is not understood."""
        text = super().clean(value)
        read = DayField()
        days: set[date] = set()
        for part in filter(None, _DAY.split(text)):
            try:
                days.add(read.clean(part))
            except ValidationError as error:
                raise ValidationError(
                    _("“%(day)s” is no day. Write days such as 2027-03-09 or 9.3.2027, one in each line.")
                    % {"day": part}
                ) from error
        return sorted(days)


def _money(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, localize=True, **kwargs)


class TrainerForm(forms.ModelForm):
    """A trainer; whose the trainer is can be chosen where somebody keeps more than one list."""

    name = WordsField(label=_("Name of the person or the organisation"), max_length=200)
    organisation = WordsField(label=_("Organisation (optional)"), max_length=200, required=False)
    topics = TopicsFormField(label=_("Teaches"), help_text=_("A group as a whole stands for all its topics."))
    languages = LanguagesField(label=_("Teaches in"))
    formats = forms.MultipleChoiceField(
        label=_("Formats"), choices=Format.choices, widget=forms.CheckboxSelectMultiple, initial=[Format.ONLINE]
    )
    days = DaysField(
        label=_("Days when the trainer can (optional)"), help_text=_("One in each line. None: any Tuesday.")
    )
    cost_eur = _money(_("Cost of a session, €"), initial=0)
    note = WordsField(label=_("Note (optional)"), rows=3, required=False)
    owner = forms.ChoiceField(label=_("Kept by"))

    class Meta:
        model = Trainer
        fields = (
            "name", "organisation", "email", "topics", "languages", "formats", "load", "days", "seats", "cost_eur",
            "note",
        )  # fmt: skip
        help_texts = {"email": _("Seen only by those who keep the list.")}

    def __init__(self, *args: Any, owners: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(country_choices([code for code in owners if code]))
        choices = [(code, names.get(code, str(_("European team")))) for code in owners]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        self.fields["owner"].initial = (self.instance.countries or [""])[0] if self.instance.pk else owners[0]
        self.fields["owner"].required = False
        for name in ("email", "seats"):
            self.fields[name].label = _("%(label)s (optional)") % {"label": self.fields[name].label}

    def values(self) -> dict[str, Any]:
        """Return what the trainer keeps."""
        data = dict(self.cleaned_data)
        owner = data.pop("owner")
        return {**data, "countries": [owner] if owner else []}


class SeriesForm(forms.ModelForm):
    """The limits of a series; one that stays empty does not hold."""

    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    budget_eur = _money(_("Money, € (optional)"), required=False)
    languages = LanguagesField(label=_("Languages (none: all)"), required=False)
    formats = forms.MultipleChoiceField(
        label=_("Formats (none: all)"), choices=Format.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Series
        fields = (
            "most", "first_day", "last_day", "per_family", "per_respondent", "budget_eur", "languages", "formats",
            "gap_below_pct", "share_pct",
        )  # fmt: skip
        help_texts = {
            "gap_below_pct": _("The further below, the larger the need. What a team says it needs counts as well."),
            "share_pct": _(
                "100: whoever attends a session on a topic needs no second one. 50: a second session still helps."
            ),
            "per_respondent": _("Empty: as many as they need."),
            "per_family": _("Empty: as many as are needed."),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", _("The last day lies before the first."))
        return data


class SessionForm(forms.ModelForm):
    """A session to choose from, written by hand."""

    title = TextsFormField(label=_("Title (optional)"), required=False, max_length=200,
                           help_text=_("Without one the topics stand in its place."))  # fmt: skip
    topics = TopicsFormField()
    on = DayField(label=_("Day"))
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    place = WordsField(label=_("Place (optional)"), max_length=200, required=False)
    cost_eur = _money(_("Cost, €"), initial=0)

    class Meta:
        model = PlannedSession
        fields = ("title", "topics", "trainer", "language", "format", "place", "on", "seats", "cost_eur")

    def __init__(self, *args: Any, trainers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer"].queryset = trainers  # type: ignore[attr-defined]
        self.fields["seats"].label = _("Participants, at most (optional)")


class EventForm(forms.Form):
    """The event of a session, and the addresses of those who are expected."""

    title = WordsField(label=_("Title"), max_length=250)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices)
    place = WordsField(label=_("Place (optional)"), max_length=200, required=False)
    organiser = WordsField(label=_("Organiser (optional)"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the texts"), choices=language_choices)
    description = WordsField(label=_("Description"), rows=6, required=False)
    addresses = WordsField(
        label=_("Expected participants"),
        rows=8,
        required=False,
        help_text=_("One e-mail address in each line. Only those who hold the round see them. No mail is sent."),
    )

    def clean_addresses(self) -> list[str]:
        """Return the addresses, or say which one is none."""
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["addresses"].splitlines())):
            try:
                validate_email(line)
            except ValidationError as error:
                raise ValidationError(_("“%(address)s” is no e-mail address.") % {"address": line}) from error
            found.append(line.lower())
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data


class ProfileForm(forms.ModelForm):
    """How a team takes part in sessions and in peer learning."""

    takes_part = forms.TypedChoiceField(
        label=_("Peer learning"),
        choices=[
            ("yes", _("We take part: others may read our name, and the topic that we need or share")),
            ("no", _("We do not take part")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    languages = LanguagesField(label=_("We speak"), required=False,
                               help_text=_("None: the languages of the country, and English."))  # fmt: skip
    busy = DaysField(label=_("Days when we cannot (optional)"), help_text=_("One in each line."))

    class Meta:
        model = PeerProfile
        fields = ("takes_part", "teach_most", "learn_most", "languages", "travels", "busy")


class AnswerForm(forms.Form):
    """Yes or no to a match, with a reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=[("yes", _("We accept")), ("no", _("We decline"))], widget=forms.RadioSelect
    )
    reason = WordsField(label=_("Reason (optional)"), rows=2, max_length=1000, required=False,
                        help_text=_("The other side and those who hold the round read it."))  # fmt: skip


class MeetingForm(forms.Form):
    """That two teams have met."""

    met_on = DayField(label=_("Day of the meeting"))
    note = WordsField(label=_("What came out of it (optional)"), rows=3, max_length=2000, required=False,
                      help_text=_("Both sides and those who hold the round read it."))  # fmt: skip


class RatingForm(forms.Form):
    """How useful a meeting was."""

    stars = forms.TypedChoiceField(
        label=_("How useful was it?"),
        choices=[(5, _("5 – very useful")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 – not useful"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = WordsField(label=_("In your words (optional)"), rows=3, max_length=1000, required=False)
