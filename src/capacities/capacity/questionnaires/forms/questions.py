"""Forms of a question: its texts and numbers by kind, the rows of its levels or choices, and when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacities.capacity.questionnaires.forms.fields import SeenForm, TextsIn, site_languages
from capacities.capacity.questionnaires.models import Kind, Question
from capacities.capacity.questionnaires.services.drafts import free_key
from capacities.core.texts import told_in
from capacities.core.topics import TopicsFormField

CHOICES = (Kind.MATURITY, Kind.SINGLE, Kind.MULTIPLE)
_NUMBERS = ("least", "most", "low", "high")


class QuestionForm(SeenForm):
    """A question of one kind; only the fields of that kind are there."""

    def __init__(self, *args: Any, kind: str, languages: Sequence[str] = (), is_new: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, codes = kind, site_languages(*languages)
        fields: dict[str, forms.Field] = {
            "text": TextsIn(label=_("Question"), rows=2, languages=codes, help_text=_("In one language at least.")),
            "hint": TextsIn(
                label=_("Hint (optional)"), rows=2, languages=codes, required=False,
                help_text=_("What counts, an example, where the answer is found."),
            ),
        }  # fmt: skip
        if kind == Kind.NUMBER:
            fields |= _number_fields(codes)
        if kind == Kind.TEXT:
            fields["longest"] = forms.IntegerField(
                label=_("At most this many characters (optional)"), min_value=1, max_value=100_000, required=False
            )
        fields |= {
            "topics": TopicsFormField(
                required=False, help_text=_("The score of the question counts in each of these topics.")
            ),
            "weight": forms.DecimalField(
                label=_("Weight"), min_value=0, max_value=99, max_digits=4, decimal_places=1, localize=True,
                initial=1, help_text=_("2 counts twice as much as 1; 0 does not count."),
            ),
            "is_required": forms.BooleanField(label=_("An answer is needed"), required=False, initial=True),
        }  # fmt: skip
        if is_new:
            fields["key"] = forms.SlugField(
                label=_("Key (optional)"), max_length=60, required=False,
                help_text=_("Ties the answers of one round to those of the next. It is made from the question if "
                            "you leave it empty, and stays for good."),
            )  # fmt: skip
        self.fields |= fields

    def clean(self) -> dict[str, Any]:
        """Ask for a scored number's two ends, in order of what can be answered."""
        data: dict[str, Any] = super().clean() or {}
        low, high = data.get("low"), data.get("high")
        if self.kind == Kind.NUMBER and "high" not in self.errors:
            if (low is None) != (high is None):
                self.add_error("high", _("Give both numbers of the score, or none."))
            elif low is not None and low == high:
                self.add_error("high", _("The two numbers of the score must differ."))
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("The largest number allowed is below the smallest."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what is said of the question, without its levels or choices."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "key")}
        return found | {"kind": self.kind}


def _number_fields(codes: Sequence[str]) -> dict[str, forms.Field]:
    labels = {
        "least": _("Smallest number allowed (optional)"),
        "most": _("Largest number allowed (optional)"),
        "low": _("The score is 0 at (optional)"),
        "high": _("The score is full at (optional)"),
    }
    hints = {"high": _("May be the smaller of the two: less waste is better.")}
    found: dict[str, forms.Field] = {
        "unit": TextsIn(label=_("Unit (optional)"), max_length=60, languages=codes, required=False)
    }
    for name in _NUMBERS:
        found[name] = forms.FloatField(label=labels[name], required=False, localize=True, help_text=hints.get(name, ""))
    return found


class OptionForm(forms.Form):
    """A level or a choice."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    score = forms.DecimalField(
        label=_("Score in %"), min_value=0, max_value=100, max_digits=5, decimal_places=2, localize=True, required=False
    )

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = TextsIn(label=_("Text"), rows=2, languages=site_languages(*languages), required=False)
        self.fields = {"key": self.fields["key"], "texts": texts, "score": self.fields["score"]}

    @property
    def is_empty(self) -> bool:
        """Return whether nobody wrote anything in the row."""
        return not self.cleaned_data.get("texts") and not self.cleaned_data.get("key")


class _BaseOptions(BaseFormSet):
    kind: str = Kind.SINGLE

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Place")
        form.fields["DELETE"].label = _("Remove it")

    def clean(self) -> None:
        """Ask for texts, for a score of each level, and for two rows at least."""
        rows = self.rows()
        for form in rows:
            if not form.cleaned_data.get("texts"):
                form.add_error("texts", _("Write a text in one language at least."))
            if self.kind == Kind.MATURITY and form.cleaned_data.get("score") is None and "score" not in form.errors:
                form.add_error("score", _("Each level needs a score."))
        if len(rows) < 2:
            raise forms.ValidationError(_("Write two rows at least."))

    def rows(self) -> list[Any]:
        """Return the forms that stay, in their order; those without a place come last."""
        kept = [
            form for form in self.forms
            if hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE") and not form.is_empty
        ]  # fmt: skip
        return sorted(kept, key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER")))

    def options(self) -> list[dict[str, Any]]:
        """Return the options as a question stores them; new ones get a key that stays."""
        taken = {form.cleaned_data["key"] for form in self.forms if form.cleaned_data.get("key")}
        found = []
        for form in self.rows():
            data = form.cleaned_data
            key = data.get("key") or self._new_key(data["texts"], taken)
            taken.add(key)
            score = None if data.get("score") is None else round(float(data["score"]) / 100, 4)
            found.append({"key": key, "texts": data["texts"], "score": score})
        return found

    def _new_key(self, texts: dict[str, str], taken: set[str]) -> str:
        if self.kind == Kind.MATURITY:
            return next(str(number) for number in range(len(taken) + 1) if str(number) not in taken)
        return free_key(texts, taken, "choice", 40)


def OptionsFormSet(  # noqa: N802  it stands for a class
    data: Any, *, kind: str, options: Sequence[dict[str, Any]], languages: Sequence[str], extra: int = 0
) -> Any:
    """Return the rows of levels or choices, with so many empty ones."""
    made = formset_factory(OptionForm, formset=_BaseOptions, extra=extra, can_order=True, can_delete=True, max_num=60)
    made.kind = kind  # type: ignore[attr-defined]
    initial = [
        {
            "key": option["key"],
            "texts": option["texts"],
            "score": None if option.get("score") is None else shortest(round(option["score"] * 100, 2)),
        }
        for option in options
    ]
    return made(data, initial=initial, prefix="options", form_kwargs={"languages": languages})


def shortest(value: Any) -> Any:
    """Return a number without decimals that say nothing: 25 for 25.0."""
    return int(value) if value is not None and value == int(value) else value


class ConditionForm(SeenForm):
    """When a question is asked, given the earlier question that decides it (None: it is always asked)."""

    def __init__(self, *args: Any, on: Question | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if on is None:
            return
        if on.kind == Kind.NUMBER:
            self.fields["at_least"] = forms.FloatField(label=_("It is asked if the answer is at least"), localize=True)
            return
        self.fields["any_of"] = forms.MultipleChoiceField(
            label=_("It is asked if one of these was answered"),
            choices=[(option["key"], _shown(on, level, option)) for level, option in enumerate(on.options)],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one answer.")},
        )

    def condition(self) -> dict[str, Any]:
        """Return the condition as a question stores it."""
        if self.on is None:
            return {}
        names = ("at_least",) if self.on.kind == Kind.NUMBER else ("any_of",)
        return {"question": self.on.key, **{name: self.cleaned_data[name] for name in names}}


def _shown(on: Question, level: int, option: dict[str, Any]) -> str:
    text = told_in(option["texts"]).text
    return f"{level}: {text}" if on.kind == Kind.MATURITY else text


def earlier_choices(numbered: Sequence[tuple[str, Question]]) -> list[tuple[str, str]]:
    """Return the questions that can decide whether a later one is asked."""
    choices = [("", gettext("It is always asked"))]
    for number, question in numbered:
        if question.kind in (*CHOICES, Kind.NUMBER):
            choices.append((question.key, f"{number} {told_in(question.text)}"))
    return choices
