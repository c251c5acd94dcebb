"""The forms of the app, by subject."""

from capacities.hub.needs.forms.barriers import DecisionForm
from capacities.hub.needs.forms.dialogues import DialogueForm, InviteForm, RateForm, RoundForm
from capacities.hub.needs.forms.measures import AnswerForm, MeasureFilterForm, MeasureForm
from capacities.hub.needs.forms.needs import (
    CommentForm,
    DepartureForm,
    NeedFilterForm,
    NeedForm,
    SplitForm,
    SupportForm,
)
from capacities.hub.needs.forms.portfolios import PortfolioForm, ProgressForm

__all__ = [
    "AnswerForm",
    "CommentForm",
    "DecisionForm",
    "DepartureForm",
    "DialogueForm",
    "InviteForm",
    "MeasureFilterForm",
    "MeasureForm",
    "NeedFilterForm",
    "NeedForm",
    "PortfolioForm",
    "ProgressForm",
    "RateForm",
    "RoundForm",
    "SplitForm",
    "SupportForm",
]
