"""Mails that leave the platform: written once, sent by the worker, kept as a log of who was told what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail stands. ``uncertain``: the program stopped while it was being sent; it is not sent twice."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    BOUNCED = "bounced", _("Came back")
    UNCERTAIN = "uncertain", _("Perhaps sent")


class OutgoingMail(models.Model):
    """One mail to one address, as it is sent. ``about`` names the record it is about, such as ``meeting:12``."""

    to = models.EmailField(_("To"), db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    kind = models.CharField(_("Kind"), max_length=60)
    about = models.CharField(_("About"), max_length=80, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="en")
    subject = models.CharField(_("Subject"), max_length=250)
    body = models.TextField(_("Text"))
    reply_to = models.EmailField(_("Answers go to"), blank=True)
    calendar = models.TextField(_("Calendar file"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    state = models.CharField(_("State"), max_length=10, choices=MailState, default=MailState.QUEUED)
    queued_at = models.DateTimeField(_("Written"), default=timezone.now)
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)
    problem = models.CharField(_("Problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-queued_at"]
        indexes = [models.Index(fields=["about", "-queued_at"], name="mail_by_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"
