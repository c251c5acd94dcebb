"""Kinds and states of programmes, questions and applications: text keys that are stored, and their names for people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeState(models.TextChoices):
    """How far the hub is with a programme."""

    DRAFT = "draft", pgettext_lazy("programme", "draft")
    CALLED = "called", pgettext_lazy("programme", "called")
    DECIDED = "decided", pgettext_lazy("programme", "decided")
    PUBLISHED = "published", pgettext_lazy("programme", "list published")


class Phase(models.TextChoices):
    """Where a programme stands now, by its state and its dates."""

    DRAFT = "draft", pgettext_lazy("programme", "draft")
    ANNOUNCED = "announced", pgettext_lazy("programme", "announced")
    OPEN = "open", pgettext_lazy("programme", "open for applications")
    ELSEWHERE = "elsewhere", pgettext_lazy("programme", "applications on another website")
    CLOSED = "closed", pgettext_lazy("programme", "closed, being decided")
    DECIDED = "decided", pgettext_lazy("programme", "decided")
    PUBLISHED = "published", pgettext_lazy("programme", "list published")


class QuestionKind(models.TextChoices):
    """What kind of answer a question takes."""

    LINE = "line", _("one line of text")
    TEXT = "text", _("longer text")
    NUMBER = "number", _("number")
    ONE = "one", _("one of several choices")
    SEVERAL = "several", _("several of the choices")
    FILE = "file", _("file")


WITH_CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)


class Prefill(models.TextChoices):
    """A figure of the town's public draft with which an answer starts."""

    NOTHING = "", _("nothing")
    INHABITANTS = "inhabitants", _("inhabitants")
    EMISSIONS = "emissions", _("emissions, t CO₂e per year")
    PER_HEAD = "per_head", _("emissions per inhabitant, t CO₂e per year")


class ApplicationState(models.TextChoices):
    """How far a town is with its application."""

    DRAFT = "draft", pgettext_lazy("application", "draft")
    SENT = "sent", pgettext_lazy("application", "sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")


class Outcome(models.TextChoices):
    """What the hub decided on an application."""

    SELECTED = "selected", pgettext_lazy("application", "selected")
    RESERVE = "reserve", pgettext_lazy("application", "candidate, on the reserve list")
    REJECTED = "rejected", pgettext_lazy("application", "not selected")


LEAST_SCORE, MOST_SCORE = 0, 5
REMIND_DAYS = 5  # before the deadline, authors of drafts are reminded
MOST_AUTHORS = 10
LINE_LENGTH, TEXT_LENGTH = 300, 5000
