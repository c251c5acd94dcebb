"""Who can hold sessions: people or organisations, what they teach, in which languages, how and when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.topics import TopicsField


class Format(models.TextChoices):
    """Where a session takes place; the keys are those of events."""

    ONLINE = "online", _("online")
    ON_SITE = "in-person", _("on site")


@audited()
class Trainer(models.Model):
    """A trainer whom a hub team (``countries``) or the European team (none) keeps; others do not see the list.

    ``load`` is the most sessions that they hold in one series, ``days`` when they can; no days: any day.
    """

    name = models.CharField(_("Name"), max_length=200)
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    topics = TopicsField(blank=False)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    formats = ArrayField(models.CharField(max_length=10, choices=Format), default=list)
    load = models.PositiveSmallIntegerField(
        _("Sessions in one series, at most"), default=2, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    days = ArrayField(models.DateField(), default=list, blank=True)
    seats = models.PositiveSmallIntegerField(_("Participants, at most"), null=True, blank=True)
    cost_eur = models.DecimalField(_("Cost of a session, €"), max_digits=10, decimal_places=2, default=0)
    note = models.TextField(_("Note"), blank=True)
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep the trainer; none for Europe's."""
        return tuple(self.countries)
