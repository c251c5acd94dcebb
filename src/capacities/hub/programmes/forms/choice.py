"""Forms of the choice: scores, decisions, answers to applicants, and which applications are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from capacities.core.people.forms import fold_cedillas
from capacities.core.texts import told_in
from capacities.hub.programmes.kinds import (
    LEAST_SCORE,
    MOST_SCORE,
    Outcome,
)
from capacities.hub.programmes.models import Criterion, Reading


class ReadingForm(forms.Form):
    """A reader's own scores, one for each criterion, and a comment."""

    comment = forms.CharField(
        label=gettext_lazy("Comment (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by the hub team, never by the town."),
    )

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], reading: Reading | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        there = reading.scores if reading else {}
        self.initial["comment"] = reading.comment if reading else ""
        choices = [(score, str(score)) for score in range(LEAST_SCORE, MOST_SCORE + 1)]
        for one in criteria:
            weight = _("Weight %(weight)s.") % {"weight": one.weight}
            self.fields[f"c{one.pk}"] = forms.TypedChoiceField(
                label=str(one),
                help_text=escape(f"{weight} {told_in(one.hint).text}".strip()),
                choices=choices,
                coerce=int,
                initial=there.get(str(one.pk)),
                widget=forms.RadioSelect,
            )
        self.order_fields([f"c{one.pk}" for one in criteria])

    def scores(self) -> dict[int, int]:
        """Return the scores by the number of the criterion."""
        given = self.cleaned_data.items()
        return {int(name[1:]): score for name, score in given if name != "comment"}


class DecisionForm(forms.Form):
    """What is decided, why, and which version the decider saw."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        required=False,
        choices=[("", gettext_lazy("none yet")), *Outcome.choices],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "It stands in the answer to the town: what was good, what was missing, what comes next."
        ),
    )
    seen_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a decision."""
        data: dict[str, Any] = super().clean() or {}
        data["reason"] = fold_cedillas(data.get("reason", ""))
        if data.get("outcome") and not data["reason"]:
            self.add_error("reason", _("Give the reason: the town will read it."))
        return data


class ReplyForm(forms.Form):
    """The answer to a town."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=6000, widget=forms.Textarea(attrs={"rows": 14}))
    seen_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "text"):
            self.fields[name].widget.attrs["lang"] = language


class ListForm(forms.Form):
    """Which applications are listed, in which order."""

    show = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("unscored", gettext_lazy("not scored by me yet")),
            ("undecided", gettext_lazy("not decided yet")),
            *Outcome.choices,
            ("unanswered", gettext_lazy("not answered yet")),
        ],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("", gettext_lazy("by town")),
            ("score", gettext_lazy("by score, best first")),
            ("spread", gettext_lazy("by disagreement, largest first")),
            ("sent", gettext_lazy("by the day it was sent")),
        ],
    )

    def chosen(self, name: str) -> str:
        """Return what was chosen; nothing for a word that is no choice."""
        return str(self.cleaned_data.get(name, "")) if self.is_bound and self.is_valid() else ""
