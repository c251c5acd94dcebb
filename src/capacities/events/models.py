"""Events of the network: meetings, calls, milestones. Loaded from facts; people may add and correct."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited


class Precision(models.TextChoices):
    """How well a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")


class Origin(models.TextChoices):
    """Who wrote a row last: a new version of the facts only replaces what is still its own."""

    FACTS = "facts", _("reference facts")
    PEOPLE = "people", _("entered by people")


@audited()
class Event(models.Model):
    """An event. Where only the month is known, ``starts_on`` is its first and ``ends_on`` its last day.

    A draft is seen only where it is written; no list, calendar or country page shows it until it is published.
    """

    slug = models.SlugField(_("Name in addresses"), max_length=160, unique=True)
    title = models.CharField(_("Title"), max_length=250)
    kind = models.CharField(_("Kind"), max_length=40)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    precision = models.CharField(_("Date is known to the"), max_length=10, choices=Precision.choices, default="day")
    organiser = models.CharField(_("Organiser"), max_length=200, blank=True)
    format = models.CharField(_("Format"), max_length=40, blank=True)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    country = models.CharField(_("Country"), max_length=2, blank=True)
    description = models.TextField(_("Description"), blank=True)
    language = models.CharField(_("Language of the texts"), max_length=10, default="en")
    confidence = models.CharField(_("How sure"), max_length=10, blank=True)
    source = models.TextField(_("Source"), blank=True)
    origin = models.CharField(_("Origin"), max_length=10, choices=Origin.choices, default=Origin.PEOPLE)
    is_draft = models.BooleanField(_("Draft"), default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_on", "title"]
        indexes = [
            models.Index(fields=["starts_on"], name="event_by_start"),
            models.Index(fields=["country", "starts_on"], name="event_by_country"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="event_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.starts_on:%Y-%m-%d})"
