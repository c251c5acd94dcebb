"""Rounds of self-assessment: who is asked, with which version of which template, until when."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.capacity.questionnaires.models import Audience, Version
from capacities.core.audit import audited
from capacities.core.texts import TextsField, told_in


class RoundState(models.TextChoices):
    """Where a round stands."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Privacy(models.TextChoices):
    """Who sees the scores and answers of one assessment, besides its team and whoever holds the round."""

    OWN = "own", _("only the own team and the holders of the round")
    GROUP = "group", _("all who take part in the round")
    PUBLIC = "public", _("everybody")


@audited()
class Round(models.Model):
    """A round. No countries: the European team holds it; otherwise the hub teams of these countries.

    Scores of fewer than ``least_count`` respondents are never shown as a statistic.
    """

    slug = models.SlugField(_("Name in addresses"), max_length=80, unique=True)
    name = TextsField(verbose_name=_("Name"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    audience = models.CharField(_("Answered by"), max_length=10, choices=Audience)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    letter = TextsField(verbose_name=_("Invitation"), blank=True)
    state = models.CharField(_("State"), max_length=10, choices=RoundState, default=RoundState.DRAFT)
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Deadline"), null=True, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Brussels")
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next_rounds")
    privacy = models.CharField(_("Seen by, unless a team chooses otherwise"), max_length=10, choices=Privacy,
                               default=Privacy.GROUP)  # fmt: skip
    least_count = models.PositiveSmallIntegerField(
        _("Statistics from this many answers on"), default=3, validators=[MinValueValidator(1)]
    )
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return told_in(self.name).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("capacity-round", args=[self.slug])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams hold it; none for Europe's."""
        return tuple(self.countries)

    def takes_answers(self, now: datetime | None = None) -> bool:
        """Return whether answers can be given now."""
        now = now or timezone.now()
        begun = self.opens_at is None or self.opens_at <= now
        return self.state == RoundState.OPEN and begun and (self.closes_at is None or now < self.closes_at)
