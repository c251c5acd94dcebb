"""Forms of needs, supports, measures, dialogues, portfolios and barriers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.organisations.forms import OrganisationField
from capacities.core.people.forms import fold_cedillas
from capacities.core.places.forms import PlaceField
from capacities.core.places.models import Place
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField, topic_choices
from capacities.hub.instruments.fields import DayField, PlacesField
from capacities.hub.instruments.queries import instruments
from capacities.hub.needs.kinds import (
    EFFECT,
    URGENCY,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    NeedState,
    Outcome,
    Payer,
    WorkState,
    choices,
)
from capacities.hub.needs.models import Measure, Need
from capacities.hub.structure.models import Body, Hub, Visibility

YEARS_AHEAD = 5
FLOORS = 3


class WordsField(forms.CharField):
    """A text in the reader's words; Romanian letters get their comma below."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the text with ș and ț as they are written."""
        return fold_cedillas(super().clean(value))


def money_field(label: Any, **kwargs: Any) -> forms.DecimalField:
    """Return a field for euros, 0 or more, read as the page's language writes numbers."""
    kwargs = {"required": False, "min_value": 0, "max_digits": 14, "decimal_places": 2, "localize": True, **kwargs}
    kwargs.setdefault("error_messages", {"min_value": _("Enter 0 or more.")})
    return forms.DecimalField(label=label, **kwargs)


def whole_field(label: Any, low: int, high: int, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number between two others."""
    return forms.IntegerField(label=label, min_value=low, max_value=high, required=False, **kwargs)


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


class MeasureForm(forms.Form):
    """A measure with its costs, effect and company."""

    title = TextsFormField(label=_("Measure"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What is done (optional)"), required=False, long=True)
    kind = forms.ChoiceField(label=_("What it changes"), choices=MeasureKind.choices)
    organisation = OrganisationField(label=_("Who is responsible (optional)"), required=False)
    cost_eur = money_field(
        _("Cost, €"), required=True, help_text=_("In all, over the whole duration. 0 if it costs nothing.")
    )
    cost_low_eur = money_field(_("Cost at least, € (optional)"))
    cost_high_eur = money_field(_("Cost at most, € (optional)"))
    staff_months = forms.DecimalField(
        label=_("Work, staff months"), min_value=0, max_digits=8, decimal_places=1, initial=0, localize=True
    )
    effect = forms.TypedChoiceField(
        label=_("Effect (optional)"),
        choices=lambda: [("", _("not known yet")), *choices(EFFECT)],
        required=False,
        coerce=int,
        empty_value=None,
    )
    effect_text = TextsFormField(label=_("Effect in words (optional)"), required=False)
    cities_reached = whole_field(_("Cities reached (optional)"), 0, 100_000)
    payer = forms.ChoiceField(label=_("Who pays"), choices=Payer.choices)
    instrument = forms.ModelChoiceField(
        label=_("Instrument that pays (optional)"),
        queryset=instruments(),
        required=False,
        empty_label=_("none or not known"),
    )
    start_year = whole_field(_("Starts in the year (optional)"), 2020, 2060)
    duration_months = whole_field(_("Duration, months (optional)"), 1, 240)
    for_small_towns = forms.BooleanField(label=_("Serves small towns in particular"), required=False)
    requires = forms.ModelMultipleChoiceField(
        label=_("Needs these measures beside it (optional)"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    excludes = forms.ModelMultipleChoiceField(
        label=_("Cannot go with these measures (optional)"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = TopicsFormField(required=False, label=_("Topics (optional)"))
    state = forms.ChoiceField(label=_("State"), choices=MeasureState.choices)
    visibility = forms.ChoiceField(label=_("Seen by"), choices=Visibility.choices, initial=Visibility.HUB)

    def __init__(
        self, *args: Any, hub: Hub, others: Any, instruments: Any, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].countries = (*hub.countries, "EU")
        fields["organisation"].offer()
        fields["instrument"].queryset = instruments
        others = others.exclude(pk=measure.pk) if measure else others
        for name in ("requires", "excludes"):
            fields[name].queryset = others
            if not others:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return what belongs to the measure itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("requires", "excludes")}


class AnswerForm(forms.Form):
    """Which need a measure answers, and to what share."""

    need = forms.ModelChoiceField(label=_("Need"), queryset=Need.objects.none(), empty_label=_("choose"))
    share = forms.IntegerField(label=_("Covers, per cent"), min_value=1, max_value=100, initial=100)
    note = WordsField(label=_("How (optional)"), max_length=300, required=False)

    def __init__(self, *args: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]


class DialogueForm(forms.Form):
    """A dialogue, its measures and up to three criteria."""

    title = TextsFormField(label=_("Title"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What it is about (optional)"), required=False, long=True)
    measures = forms.ModelMultipleChoiceField(
        label=_("Measures to rate"), queryset=Measure.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    criterion1 = TextsFormField(label=_("First criterion"), max_length=120)
    criterion2 = TextsFormField(label=_("Second criterion (optional)"), max_length=120, required=False)
    criterion3 = TextsFormField(label=_("Third criterion (optional)"), max_length=120, required=False)
    agree_span = forms.IntegerField(
        label=_("Agreement: the middle half of answers spans at most … points"),
        help_text=_("2 means: half of all answers lie within two points of each other, such as 6 to 8."),
        min_value=0,
        max_value=8,
        initial=2,
    )

    def __init__(self, *args: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].queryset = measures  # type: ignore[attr-defined]

    def criteria(self) -> list[dict[str, Any]]:
        """Return the criteria that were named."""
        named = [self.cleaned_data[f"criterion{number}"] for number in (1, 2, 3)]
        return [{"name": name} for name in named if name]


class InviteForm(forms.Form):
    """Whom to invite: members of a body with an account, city teams, and people by e-mail address."""

    body = forms.ModelChoiceField(
        label=_("Members of a body (optional)"), queryset=Body.objects.none(), required=False, empty_label=_("none")
    )
    places = PlacesField(label=_("Teams of towns (optional)"), required=False)
    emails = forms.CharField(
        label=_("E-mail addresses of accounts (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One in each line. Only people with an account can rate."),
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class RoundForm(forms.Form):
    """Opens a round."""

    answers_until = DayField(label=_("Answers until (optional)"), required=False)

    def clean_answers_until(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["answers_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day


class RateForm(forms.Form):
    """Scores and remarks for the measures of a dialogue; `rows` groups the fields for the page."""

    def __init__(self, *args: Any, measures: Iterable[Measure], criteria: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures, self.criteria = list(measures), criteria
        for measure in self.measures:
            for criterion in criteria:
                self.fields[f"score-{measure.pk}-{criterion.pk}"] = forms.IntegerField(
                    label=f"{criterion}: {measure}",
                    required=False,
                    min_value=1,
                    max_value=9,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                    error_messages=dict.fromkeys(
                        ("min_value", "max_value", "invalid"), _("Enter a whole number from 1 to 9.")
                    ),
                )
            self.fields[f"remark-{measure.pk}"] = WordsField(
                label=_("Why? “%(measure)s” (optional)") % {"measure": measure}, required=False, max_length=2000, rows=2
            )

    def scores(self) -> dict[tuple[int, int], int | None]:
        """Return the score of each measure on each criterion."""
        return {(m.pk, c.pk): self.cleaned_data[f"score-{m.pk}-{c.pk}"] for m in self.measures for c in self.criteria}

    def remarks(self) -> dict[int, str]:
        """Return the remark on each measure."""
        return {m.pk: self.cleaned_data[f"remark-{m.pk}"] for m in self.measures}


class PortfolioForm(forms.Form):
    """A portfolio's texts and limits; every limit that stays empty does not hold."""

    title = TextsFormField(label=_("Title"), max_length=200, help_text=_("In one language at least."))
    text = TextsFormField(label=_("What it is for (optional)"), required=False, long=True)
    budget_eur = money_field(_("Budget in all, € (optional)"))
    staff_months = forms.DecimalField(
        label=_("Work, staff months (optional)"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=1,
        localize=True,
    )
    small_share = forms.IntegerField(
        label=_("Money for measures that serve small towns, at least per cent"), min_value=0, max_value=100, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = timezone.localdate().year
        self.years = range(first, first + YEARS_AHEAD)
        for year in self.years:
            self.fields[f"year-{year}"] = money_field(_("Money in %(year)s, € (optional)") % {"year": year})
        for payer in Payer:
            label = _("Money of: %(payer)s, € (optional)") % {"payer": payer.label}
            self.fields[f"payer-{payer}"] = money_field(label)
        for level in Level:
            label = _("Least coverage of needs at the level “%(level)s”, per cent (optional)") % {"level": level.label}
            self.fields[f"level-{level}"] = whole_field(label, 1, 100)
        for number in range(1, FLOORS + 1):
            self.fields[f"topic-{number}"] = forms.ChoiceField(
                label=_("Topic with a least coverage, %(number)s (optional)") % {"number": number},
                required=False,
                choices=[("", _("none")), *topic_choices()],
            )
            self.fields[f"topic-share-{number}"] = whole_field(_("Least coverage of this topic, per cent"), 1, 100)

    def clean(self) -> dict[str, Any]:
        """Refuse a topic without its share."""
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, FLOORS + 1):
            share = data.get(f"topic-share-{number}")
            if data.get(f"topic-{number}") and share is None and f"topic-share-{number}" not in self.errors:
                self.add_error(f"topic-share-{number}", _("Enter the share for this topic."))
        return data

    def values(self) -> dict[str, Any]:
        """Return the limits as the portfolio keeps them."""
        data = self.cleaned_data
        floors = {f"level:{level}": data[f"level-{level}"] for level in Level if data[f"level-{level}"]}
        for number in range(1, FLOORS + 1):
            if data[f"topic-{number}"]:
                floors[f"topic:{data[f'topic-{number}']}"] = data[f"topic-share-{number}"]
        plain = {name: data[name] for name in ("title", "text", "budget_eur", "staff_months", "small_share")}
        by_year = {str(year): float(data[f"year-{year}"]) for year in self.years if data[f"year-{year}"] is not None}
        by_payer = {str(payer): float(data[f"payer-{payer}"]) for payer in Payer if data[f"payer-{payer}"] is not None}
        return {**plain, "by_year": by_year, "by_payer": by_payer, "floors": floors}

    @staticmethod
    def initial_of(portfolio: Any) -> dict[str, Any]:
        """Return what the form shows of a portfolio."""
        names = ("title", "text", "budget_eur", "staff_months", "small_share")
        shown: dict[str, Any] = {name: getattr(portfolio, name) for name in names}
        shown |= {f"year-{year}": value for year, value in portfolio.by_year.items()}
        shown |= {f"payer-{payer}": value for payer, value in portfolio.by_payer.items()}
        topics = [(key[6:], share) for key, share in portfolio.floors.items() if key.startswith("topic:")]
        for number, (topic, share) in enumerate(topics[:FLOORS], start=1):
            shown |= {f"topic-{number}": topic, f"topic-share-{number}": share}
        levels = {key[6:]: share for key, share in portfolio.floors.items() if key.startswith("level:")}
        return shown | {f"level-{level}": share for level, share in levels.items()}


class ProgressForm(forms.Form):
    """How far an intervention is."""

    state = forms.ChoiceField(label=_("State"), choices=WorkState.choices)
    on = DayField(label=_("Since"))
    responsible = WordsField(label=_("Responsible (optional)"), max_length=200, required=False)
    due_on = DayField(label=_("Ready by (optional)"), required=False)
    note = WordsField(label=_("Note (optional)"), max_length=2000, required=False, rows=2)


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


class DepartureForm(forms.Form):
    """A town that left."""

    place = PlaceField()
    note = WordsField(label=_("Note (optional)"), max_length=300, required=False)
