"""Records of programmes: the programme and its form, applications, and what the hub makes of them."""

from capacities.hub.programmes.models.applications import Answer, AnswerVersion, Application, Author
from capacities.hub.programmes.models.choice import Decision, Reading, Reply
from capacities.hub.programmes.models.programmes import Criterion, Programme, Question

__all__ = [
    "Answer",
    "AnswerVersion",
    "Application",
    "Author",
    "Criterion",
    "Decision",
    "Programme",
    "Question",
    "Reading",
    "Reply",
]
