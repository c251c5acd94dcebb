"""Kinds, levels, scales and states of needs, measures and portfolios: stored keys and their names for people."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NeedKind(models.TextChoices):
    """What is stated."""

    NEED = "need", _("need")
    BARRIER = "barrier", _("barrier")


class Level(models.TextChoices):
    """Where something has to be done."""

    CITY = "city", _("city")
    COUNTRY = "country", _("country")
    EUROPE = "europe", _("Europe")


class NeedState(models.TextChoices):
    """How far a need is answered."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("being answered")
    MET = "met", _("met")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MeasureKind(models.TextChoices):
    """What a measure changes."""

    LEGAL = "legal", _("legal")
    FINANCIAL = "financial", _("financial")
    ORGANISATIONAL = "organisational", _("organisational")
    KNOWLEDGE = "knowledge", _("knowledge")


class MeasureState(models.TextChoices):
    """How far a measure is."""

    IDEA = "idea", pgettext_lazy("state of a measure", "idea")
    PROPOSED = "proposed", pgettext_lazy("state of a measure", "proposed")
    AGREED = "agreed", pgettext_lazy("state of a measure", "agreed")
    DROPPED = "dropped", pgettext_lazy("state of a measure", "dropped")


class Payer(models.TextChoices):
    """Who pays for a measure."""

    STATE = "state", pgettext_lazy("payer", "national budget")
    EU = "eu", pgettext_lazy("payer", "European funds")
    CITIES = "cities", pgettext_lazy("payer", "cities")
    PRIVATE = "private", pgettext_lazy("payer", "private money")


class WorkState(models.TextChoices):
    """How far an intervention of a portfolio is."""

    PLANNED = "planned", pgettext_lazy("state of work", "planned")
    UNDERWAY = "underway", pgettext_lazy("state of work", "under way")
    DONE = "done", pgettext_lazy("state of work", "done")
    STOPPED = "stopped", pgettext_lazy("state of work", "stopped")


class Outcome(models.TextChoices):
    """What a body decided about a barrier."""

    PENDING = "pending", pgettext_lazy("outcome", "not decided yet")
    ACCEPTED = "accepted", pgettext_lazy("outcome", "will be removed")
    PARTLY = "partly", pgettext_lazy("outcome", "will be removed in part")
    REFUSED = "refused", pgettext_lazy("outcome", "will stay")
    REMOVED = "removed", pgettext_lazy("outcome", "is removed")


URGENCY: dict[int, str | Promise] = {
    1: _("can wait some years"),
    2: _("should be solved within two or three years"),
    3: _("should be solved within a year"),
    4: _("holds up work this year"),
    5: _("has stopped work already"),
}
EFFECT: dict[int, str | Promise] = {
    1: _("little: helps those who ask"),
    2: _("some: removes an obstacle for a few cities"),
    3: _("clear: removes an obstacle for most cities concerned"),
    4: _("strong: lets most cities do what they could not do before"),
    5: _("decisive: changes what all cities of the country can do"),
}


def choices(scale: dict[int, str | Promise]) -> list[tuple[int, str]]:
    """Return the levels of a scale for a form, each with its description."""
    return [(level, f"{level}: {words}") for level, words in scale.items()]
