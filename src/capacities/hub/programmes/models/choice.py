"""What the hub makes of applications: scores of its readers, the decision, and the answer to the town."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.hub.programmes.kinds import Outcome
from capacities.hub.programmes.models.applications import Application


@audited()
class Reading(models.Model):
    """The scores of one reader by criterion (number of the criterion: 0 to 5), or that they come from the town."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    scores: Any = models.JSONField(default=dict, blank=True)
    comment = models.TextField(_("Comment"), max_length=2000, blank=True)
    is_conflict = models.BooleanField(_("I come from this town"), default=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reading of an application")
        verbose_name_plural = _("readings of applications")
        ordering = ["application", "at"]
        constraints = [models.UniqueConstraint(fields=["application", "reader"], name="programme_reading_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.reader_id}"


@audited()
class Decision(models.Model):
    """What was decided on an application, and why; ``version`` grows with every change."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(_("Decision"), max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(_("Reason"), max_length=3000, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("decision on an application")
        verbose_name_plural = _("decisions on applications")

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


@audited()
class Reply(models.Model):
    """The answer to the town for one version of the decision: a draft until it is sent, once."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="replies")
    decision_version = models.PositiveIntegerField()
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Text"), max_length=6000)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("answer to an applicant")
        verbose_name_plural = _("answers to applicants")
        constraints = [models.UniqueConstraint(fields=["application", "decision_version"], name="programme_reply_once")]

    def __str__(self) -> str:
        return self.subject
