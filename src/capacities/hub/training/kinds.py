"""What training programmes can be: their kind, state, audiences, forms of modules, and where an enrolment stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TrainingKind(models.TextChoices):
    """Whether people learn to do something, or to know of something."""

    TRAINING = "training", _("training")
    AWARENESS = "awareness", _("awareness raising")


class TrainingState(models.TextChoices):
    """Where a programme stands."""

    DEVELOPING = "developing", _("being written, cities have their say")
    OPEN = "open", _("open for enrolment")
    RUNNING = "running", _("running, enrolment closed")
    ENDED = "ended", _("ended")


AUDIENCES: dict[str, Promise] = {
    "local": _("local authorities"),
    "national": _("national authorities"),
    "prefecture": _("prefectures and regional authorities"),
    "decision_maker": _("decision makers"),
    "public": _("general public"),
}


class ModuleKind(models.TextChoices):
    """How a module is taught."""

    SESSION = "session", _("session with others")
    READING = "reading", _("reading or video")
    EXERCISE = "exercise", _("exercise at one’s own desk")
    VISIT = "visit", _("visit to a city")


class EnrolmentState(models.TextChoices):
    """Where somebody's enrolment stands; an address that is not proved yet takes no seat."""

    UNPROVED = "unproved", pgettext_lazy("enrolment", "address not confirmed yet")
    ENROLLED = "enrolled", pgettext_lazy("enrolment", "enrolled")
    WAITING = "waiting", pgettext_lazy("enrolment", "on the waiting list")
    WITHDRAWN = "withdrawn", pgettext_lazy("enrolment", "withdrawn")


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", pgettext_lazy("suggestion", "waits for an answer")
    TAKEN = "taken", pgettext_lazy("suggestion", "taken up")
    DECLINED = "declined", pgettext_lazy("suggestion", "not taken up")


def audience_choices() -> list[tuple[str, str]]:
    """Return the audiences for a form."""
    return [(key, str(name)) for key, name in AUDIENCES.items()]


def audience_names(keys: Iterable[str]) -> list[str]:
    """Return the names of audiences in the order of the list."""
    wanted = set(keys)
    return [str(name) for key, name in AUDIENCES.items() if key in wanted]
