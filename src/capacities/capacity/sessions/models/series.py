"""The series of sessions of a round: its limits, the sessions to choose from, and who is expected at each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.capacity.rounds.models import Assessment, Round
from capacities.capacity.sessions.models.trainers import Format, Trainer
from capacities.core.audit import audited
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField, topic_names
from capacities.engines.capacity_gaps import NEED_BELOW
from capacities.events.models import Event


class Hold(models.TextChoices):
    """What a person decided about a session before the computer chooses."""

    FREE = "", _("free")
    IN = "in", _("pinned")
    OUT = "out", _("excluded")


@audited()
class Series(models.Model):
    """The series of one round. An empty limit does not hold; no languages or formats: all of them.

    ``result`` is what the last choice said (see ``reading.py``); sessions carry their own part of it.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="series")
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"))
    most = models.PositiveSmallIntegerField(
        _("Sessions, at most"), default=6, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    per_family = models.PositiveSmallIntegerField(_("Sessions of one group of topics, at most"), null=True, blank=True)
    per_respondent = models.PositiveSmallIntegerField(_("Sessions that one team attends, at most"), null=True,
                                                      blank=True)  # fmt: skip
    budget_eur = models.DecimalField(_("Money, €"), max_digits=12, decimal_places=2, null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    formats = ArrayField(models.CharField(max_length=10, choices=Format), default=list, blank=True)
    gap_below_pct = models.PositiveSmallIntegerField(
        _("A score below this many per cent is a need"), default=int(100 * NEED_BELOW),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )  # fmt: skip
    share_pct = models.PositiveSmallIntegerField(
        _("One session meets this many per cent of a need"), default=100,
        validators=[MinValueValidator(10), MaxValueValidator(100)],
    )  # fmt: skip
    result: Any = models.JSONField(default=dict, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("series of sessions")
        verbose_name_plural = _("series of sessions")
        ordering = ["-round__pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="series_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("capacity-series", args=[self.round.slug])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it; none for Europe's."""
        return self.round.country_codes


@audited()
class PlannedSession(models.Model):
    """A session that could take place. ``result`` says why it was chosen, or why not.

    Proposed sessions come and go with each proposal; those written by hand, held or made an event once stay.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sessions")
    title = TextsField(verbose_name=_("Title"), blank=True)
    topics = TopicsField(blank=False)
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="sessions")
    language = models.CharField(_("Language"), max_length=3, default="en")
    format = models.CharField(_("Format"), max_length=10, choices=Format, default=Format.ONLINE)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    on = models.DateField(_("Day"))
    seats = models.PositiveSmallIntegerField(_("Participants, at most"), null=True, blank=True)
    cost_eur = models.DecimalField(_("Cost, €"), max_digits=10, decimal_places=2, default=0)
    hold = models.CharField(_("By hand"), max_length=3, choices=Hold, default=Hold.FREE, blank=True)
    by_hand = models.BooleanField(default=False)
    is_chosen = models.BooleanField(_("Chosen"), default=False)
    result: Any = models.JSONField(default=dict, blank=True)
    event = models.OneToOneField(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    event_dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return told_in(self.title).text or ", ".join(topic_names(self.topics))

    @property
    def has_event(self) -> bool:
        """Return whether it is an event, drafted or published; a dropped draft is kept, but counts no more."""
        return self.event_id is not None and self.event_dropped_at is None


class Expected(models.Model):
    """An address of somebody who is expected at a session, and for which team; kept with the session. Not
    audited: it names people."""

    session = models.ForeignKey(PlannedSession, on_delete=models.CASCADE, related_name="expected")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("E-mail address"))
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("expected participant")
        verbose_name_plural = _("expected participants")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(fields=["session", "email"], name="expected_once_a_session")]

    def __str__(self) -> str:
        return self.email
