"""Forms of a hub for its programmes: texts and dates, questions, criteria."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from capacities.core.forms import MomentField, WithFoldedGroups
from capacities.core.people.forms import zone_choices
from capacities.core.texts import TextsFormField
from capacities.core.topics import TopicsFormField
from capacities.facts.candidates import read_candidates
from capacities.hub.programmes.kinds import (
    WITH_CHOICES,
    Prefill,
    QuestionKind,
)
from capacities.hub.programmes.models import Programme, Question
from capacities.hub.structure.models import Hub, Visibility

MOST_WEIGHT = 10


class ProgrammeForm(WithFoldedGroups):
    """What a programme is, for whom, and when."""

    FOLDED = (
        (gettext_lazy("Topics, another website, source"), ("topics", "elsewhere_url", "facts_programme", "source")),
    )

    name = TextsFormField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("In one language at least.")
    )
    summary = TextsFormField(
        label=gettext_lazy("What it is (optional)"),
        required=False,
        long=True,
        help_text=gettext_lazy("Two or three sentences."),
    )
    eligible = TextsFormField(
        label=gettext_lazy("For which towns (optional)"),
        required=False,
        long=True,
        help_text=gettext_lazy("Size, kind, what a town must have or promise."),
    )
    offers = TextsFormField(
        label=gettext_lazy("What it offers (optional)"),
        required=False,
        long=True,
        help_text=gettext_lazy("Funding, advice, exchange."),
    )
    opens_at = MomentField(
        label=gettext_lazy("Opens (optional)"), required=False, help_text=gettext_lazy("Empty: as soon as you call.")
    )
    closes_at = MomentField(
        label=gettext_lazy("Deadline (optional)"),
        required=False,
        help_text=gettext_lazy("Empty: applications are taken at any time."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of both"), choices=zone_choices)
    places = forms.IntegerField(
        label=gettext_lazy("Places to give (optional)"), min_value=1, max_value=10_000, required=False
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Seen by"),
        choices=Visibility.choices,
        help_text=gettext_lazy("A draft is seen by the hub team alone."),
    )
    topics = TopicsFormField(required=False, label=gettext_lazy("Topics (optional)"))
    elsewhere_url = forms.URLField(
        label=gettext_lazy("Website where towns apply (optional)"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Only if applications go to another website. Then no form is needed here."),
    )
    facts_programme = forms.ChoiceField(
        label=gettext_lazy("Members listed in the facts (optional)"),
        required=False,
        help_text=gettext_lazy("They are shown on the page of the programme, with their source."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source (optional)"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Where the texts come from, if not from you."),
    )

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted({one.programme for one in read_candidates() if one.country in hub.countries})
        choices = [("", _("none")), *((name, name) for name in names)]
        self.fields["facts_programme"].choices = choices  # type: ignore[attr-defined]
        if not names:
            del self.fields["facts_programme"]

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        """Return what the form shows of a programme, dates on its own clock."""
        fields = ("name", "summary", "eligible", "offers", "time_zone", "places", "visibility", "topics",
                  "elsewhere_url", "facts_programme", "source")  # fmt: skip
        dates = {"opens_at": programme.local_opening, "closes_at": programme.local_deadline}
        return {name: getattr(programme, name) for name in fields} | dates

    def clean(self) -> dict[str, Any]:
        """Put both dates into their zone, and refuse a deadline before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        zone = data.get("time_zone")
        for name in ("opens_at", "closes_at"):
            if data.get(name) and zone:
                data[name] = data[name].replace(tzinfo=ZoneInfo(zone))
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The deadline must come after the beginning."))
        return data


class QuestionForm(forms.Form):
    """A question of the form, in every language in which towns may answer."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=QuestionKind.choices)
    label = TextsFormField(label=gettext_lazy("Question"), max_length=300)
    hint = TextsFormField(
        label=gettext_lazy("Hint (optional)"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("What a good answer holds, and where."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("An answer is needed"), required=False, initial=True)
    choices = TextsFormField(
        label=gettext_lazy("Choices, one in each line"),
        required=False,
        long=True,
        help_text=gettext_lazy("For one or several of the choices; in each language in the same order."),
    )
    prefill = forms.ChoiceField(
        label=gettext_lazy("Start with a figure of the town’s public draft"),
        choices=Prefill.choices,
        required=False,
        help_text=gettext_lazy("For numbers. The town sees range and source, checks it, and can change it."),
    )

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        """Return what the form shows of a question: its choices as lines by language."""
        present = [one["texts"] for one in question.choices if not one.get("gone")]
        languages = dict.fromkeys(code for texts in present for code in texts)
        lines = {code: "\n".join(texts.get(code, "") for texts in present) for code in languages}
        fields = ("kind", "label", "hint", "is_required", "prefill")
        return {name: getattr(question, name) for name in fields} | {"choices": lines}

    def clean(self) -> dict[str, Any]:
        """Refuse choices that do not match, and figures for what is no number."""
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind")
        counts = {len(lines) for lines in self._choices().values()}
        if kind in WITH_CHOICES and max(counts, default=0) < 2:
            self.add_error("choices", _("Write two choices at least, one in each line."))
        elif kind in WITH_CHOICES and len(counts) > 1:
            self.add_error("choices", _("Each language needs the same number of lines, in the same order."))
        if data.get("prefill") and kind != QuestionKind.NUMBER:
            self.add_error("prefill", _("Only a number can start with a figure."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the question keeps: each choice with its texts by language, no choices for other kinds."""
        lines = self._choices() if self.cleaned_data["kind"] in WITH_CHOICES else {}
        rows = zip(*lines.values(), strict=True)
        return self.cleaned_data | {"choices": [dict(zip(lines, row, strict=True)) for row in rows]}

    def _choices(self) -> dict[str, list[str]]:
        """Return the lines that were written, by language."""
        given = self.cleaned_data.get("choices") or {}
        lines = {code: [line.strip() for line in text.splitlines() if line.strip()] for code, text in given.items()}
        return {code: found for code, found in lines.items() if found}


class CriterionForm(forms.Form):
    """What readers score by."""

    name = TextsFormField(label=gettext_lazy("Criterion"), max_length=200)
    hint = TextsFormField(
        label=gettext_lazy("Hint for readers (optional)"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("What 0 and 5 mean."),
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Weight"),
        min_value=1,
        max_value=MOST_WEIGHT,
        initial=1,
        help_text=gettext_lazy("2 counts twice as much as 1."),
    )
