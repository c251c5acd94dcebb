"""The form that a town fills in, made from the questions of a programme. Answers carry the version they began from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from capacities.core.files.forms import HINT, DocumentField
from capacities.core.files.models import StoredFile
from capacities.core.people.forms import fold_cedillas
from capacities.core.texts import told_in
from capacities.dayone.numbers import number
from capacities.hub.programmes.kinds import LINE_LENGTH, TEXT_LENGTH, QuestionKind
from capacities.hub.programmes.models import Answer, Question
from capacities.hub.programmes.prefill import origin_words
from capacities.hub.programmes.services import Given, last_file
from capacities.hub.programmes.words import language


@dataclass(frozen=True)
class Line:
    """A question as the page shows it: its box, the file that is there, and boxes to take it off or back."""

    question: Question
    field: forms.BoundField
    version: forms.BoundField
    file: StoredFile | None = None
    off: forms.BoundField | None = None
    back: forms.BoundField | None = None
    versions: int = 0


class WordsField(forms.CharField):
    """A text in people's words, without stray carriage returns, with ș and ț as they are written."""

    def clean(self, value: Any) -> str:
        """Return the text as it is stored and compared."""
        return fold_cedillas(super().clean(value).replace("\r\n", "\n").strip())


class AnswersForm(forms.Form):
    """All questions at once; nothing is needed until the application is sent."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], answers: Mapping[int, Answer] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.answers = answers or {}
        self.old_files: dict[int, StoredFile] = {}
        for question in questions:
            answer = self.answers.get(question.pk)
            self.fields[f"q{question.pk}"] = _field(question, answer)
            version = answer.version if answer else 0
            self.fields[f"v{question.pk}"] = forms.IntegerField(
                min_value=0, required=False, initial=version, widget=forms.HiddenInput
            )
            if question.kind == QuestionKind.FILE:
                self._offer_file(question, answer)

    def _offer_file(self, question: Question, answer: Answer | None) -> None:
        old = answer.file if answer else None
        if old is not None:
            label = _("Take this file off: %(name)s") % {"name": old.name}
            self.fields[f"off{question.pk}"] = forms.BooleanField(label=label, required=False)
            return
        old = last_file(answer)
        if old is not None:
            label = _("Bring this file back: %(name)s") % {"name": old.name}
            self.fields[f"back{question.pk}"] = forms.BooleanField(label=label, required=False)

    def lines(self) -> Iterator[Line]:
        """Yield the questions in their order."""
        for question in self.questions:
            answer, pk = self.answers.get(question.pk), question.pk
            yield Line(
                question=question,
                field=self[f"q{pk}"],
                version=self[f"v{pk}"],
                file=answer.file if answer else None,
                off=self[f"off{pk}"] if f"off{pk}" in self.fields else None,
                back=self[f"back{pk}"] if f"back{pk}" in self.fields else None,
                versions=answer.version if answer else 0,
            )

    def given(self) -> dict[int, Given]:
        """Return the valid answers by the number of their question; what could not be read is left out."""
        data, found = self.cleaned_data, {}
        for question in self.questions:
            pk = question.pk
            if f"q{pk}" not in data:
                continue
            value, version = data[f"q{pk}"], data.get(f"v{pk}") or 0
            if question.kind == QuestionKind.FILE:
                off, back = bool(data.get(f"off{pk}")), bool(data.get(f"back{pk}"))
                found[pk] = Given(started_from=version, upload=value or None, off=off, back=back)
            else:
                found[pk] = Given(_stored(question, value), version)
        return found


def _stored(question: Question, value: Any) -> Any:
    """Return a cleaned value as it is kept: plain text for numbers, ids for choices."""
    if value in (None, "", []):
        return None
    if question.kind == QuestionKind.NUMBER:
        return f"{Decimal(value).normalize():f}"
    if question.kind == QuestionKind.ONE:
        return int(value)
    if question.kind == QuestionKind.SEVERAL:
        return sorted(int(one) for one in value)
    return value


def _field(question: Question, answer: Answer | None) -> forms.Field:
    label = told_in(question.label).text
    if not question.is_required:
        label = _("%(question)s (optional)") % {"question": label}
    value = answer.value if answer else None
    common: dict[str, Any] = {"label": label, "required": False, "initial": value}
    hint = escape(told_in(question.hint).text)
    if question.kind == QuestionKind.NUMBER:
        return _number_field(hint, common, answer)
    if question.kind == QuestionKind.ONE:
        choices = [("", _("none yet")), *_offered(question, value)]
        return forms.ChoiceField(**common, help_text=hint, choices=choices, widget=forms.RadioSelect)
    if question.kind == QuestionKind.SEVERAL:
        texts = _offered(question, value)
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(**common, help_text=hint, choices=texts, widget=ticks)
    if question.kind == QuestionKind.FILE:
        return DocumentField(label=label, required=False, help_text=f"{hint} {HINT}".strip())
    if question.kind == QuestionKind.LINE:
        return WordsField(**common, help_text=hint, max_length=LINE_LENGTH)
    most = _("Up to %(most)s characters.") % {"most": number(TEXT_LENGTH, 0, language())}
    box = forms.Textarea(attrs={"rows": 7})
    return WordsField(**common, help_text=f"{hint} {most}".strip(), max_length=TEXT_LENGTH, widget=box)


def _offered(question: Question, value: Any) -> list[tuple[int, str]]:
    """Return the choices that are offered, and those that this answer holds although they are offered no more."""
    held = value if isinstance(value, list) else [value]
    now = question.choice_texts()
    return [(id, text) for id, text in question.choice_texts(also_gone=True).items() if id in now or id in held]


def _number_field(hint: str, common: dict[str, Any], answer: Answer | None) -> forms.Field:
    example = number(1234.5, 1, language())
    wrong = _("Enter a number such as %(example)s, without a unit.") % {"example": example}
    common["initial"] = Decimal(common["initial"]) if common["initial"] is not None else None
    origin = ""
    if answer is not None and answer.is_public_figure:
        advice = _("Check it, and put in your own figure where you have it.")
        origin = f"{origin_words(answer.origin)} {advice}"
    return forms.DecimalField(
        **common,
        help_text=f"{hint} {escape(origin)}".strip(),
        max_digits=18,
        decimal_places=6,
        localize=True,
        error_messages={"invalid": wrong, "max_digits": wrong, "max_decimal_places": wrong, "max_whole_digits": wrong},
    )
