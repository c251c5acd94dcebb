"""Peers who learn from each other: what a team says about meeting others, matches, answers and ratings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from capacities.capacity.rounds.models import Assessment, Round
from capacities.core.audit import audited


class Side(models.TextChoices):
    """The two sides of a match."""

    LEARNER = "learner", _("learns")
    TEACHER = "teacher", _("shares")


class MatchState(models.TextChoices):
    """Where a match stands. A proposal is seen by the holders of the round alone until it is sent."""

    DRAFT = "draft", _("proposal, not sent")
    SENT = "sent", _("waits for answers")
    ACCEPTED = "accepted", _("both accepted")
    DECLINED = "declined", _("declined")
    MET = "met", pgettext_lazy("match", "met")
    WITHDRAWN = "withdrawn", _("withdrawn")


@audited()
class PeerProfile(models.Model):
    """What a team says about meeting others: languages, days away, limits, and whether it takes part at all.

    Without a profile a team speaks the languages of its country and English. ``takes_part`` empty: those whose
    assessment others may see take part, those whose assessment only they see do not.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="peer_profile")
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    busy = ArrayField(models.DateField(), default=list, blank=True)
    travels = models.BooleanField(_("Travels to sessions on site"), default=True)
    takes_part = models.BooleanField(_("Takes part in peer learning"), null=True, blank=True)
    teach_most = models.PositiveSmallIntegerField(
        _("Teams to share with, at most"), default=2, validators=[MaxValueValidator(20)]
    )
    learn_most = models.PositiveSmallIntegerField(
        _("Teams to learn from, at most"), default=2, validators=[MaxValueValidator(20)]
    )

    class Meta:
        verbose_name = _("peer profile")
        verbose_name_plural = _("peer profiles")

    def __str__(self) -> str:
        return str(self.assessment)


@audited()
class Match(models.Model):
    """One team learns from another about one topic. ``reasons`` is what the choice went by (see ``reasons.py``)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="matches")
    learner = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="learns")
    teacher = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="teaches")
    topic = models.CharField(_("Topic"), max_length=60)
    value = models.FloatField(default=0.0)
    reasons: Any = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=MatchState, default=MatchState.DRAFT)
    asked_by_learner = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    learner_yes = models.BooleanField(null=True)
    learner_said = models.TextField(_("Reason"), blank=True)
    learner_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    teacher_yes = models.BooleanField(null=True)
    teacher_said = models.TextField(_("Reason"), blank=True)
    teacher_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    met_on = models.DateField(_("Day of the meeting"), null=True, blank=True)
    met_note = models.TextField(_("What came out of it"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["-value", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "teacher", "topic"], name="match_once_a_topic"),
            models.CheckConstraint(condition=~Q(learner=F("teacher")), name="match_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} – {self.teacher}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("capacity-match", args=[self.pk])

    def of(self, side: str) -> Assessment:
        """Return the team of one side."""
        return self.learner if side == Side.LEARNER else self.teacher

    def said_yes(self, side: str) -> bool | None:
        """Return what one side answered; None while it has not."""
        return self.learner_yes if side == Side.LEARNER else self.teacher_yes


@audited()
class Rating(models.Model):
    """What one side says of a meeting. The other side reads it once both have rated; the round's holders at once."""

    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="ratings")
    side = models.CharField(max_length=10, choices=Side)
    stars = models.PositiveSmallIntegerField(_("How useful, 1 to 5"))
    words = models.TextField(_("In your words"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating of a match")
        verbose_name_plural = _("ratings of matches")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["match", "side"], name="one_rating_a_side"),
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="rating_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.stars}"
