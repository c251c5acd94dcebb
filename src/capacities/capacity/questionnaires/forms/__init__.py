"""The forms of the app, by subject."""

from capacities.capacity.questionnaires.forms.questions import ConditionForm, OptionsFormSet, QuestionForm
from capacities.capacity.questionnaires.forms.templates import (
    CopyForm,
    DocumentForm,
    PublishForm,
    SectionForm,
    TableForm,
    TemplateForm,
    TemplateTextsForm,
)

__all__ = [
    "ConditionForm",
    "CopyForm",
    "DocumentForm",
    "OptionsFormSet",
    "PublishForm",
    "QuestionForm",
    "SectionForm",
    "TableForm",
    "TemplateForm",
    "TemplateTextsForm",
]
