"""Forms of dialogues: making one, inviting, opening a round, rating."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField
from capacities.core.places.forms import PlacesField
from capacities.core.texts import TextsFormField
from capacities.hub.needs.forms.fields import WordsField
from capacities.hub.needs.models import Measure
from capacities.hub.structure.models import Body


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
