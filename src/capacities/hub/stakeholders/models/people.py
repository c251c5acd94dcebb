"""What belongs to the people in offices: their addresses, their consent, and who comes after them. Not audited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.hub.stakeholders.models.maps import Contact, Office


class ContactAddress(models.Model):
    """An e-mail address of a person; the first one that did not come back is written to. Not audited."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField(_("E-mail address"))
    bounced_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("e-mail address")
        verbose_name_plural = _("e-mail addresses")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "email"], name="one_address_of_a_contact")]

    def __str__(self) -> str:
        return self.email


class ConsentRequest(models.Model):
    """A person was asked whether the hub may keep their data; what was asked and the answer stay as evidence. Not
    audited."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consents")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    wording = models.TextField()
    is_given = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request for consent")
        verbose_name_plural = _("requests for consent")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"


class SuccessorRequest(models.Model):
    """An organisation was asked who holds an office now; the hub accepts what it answers. Not audited."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="successor_requests")
    former = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_to = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    bounced_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(_("Name"), max_length=150, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    wording = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request for a successor")
        verbose_name_plural = _("requests for a successor")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.office}, {self.asked_at:%Y-%m-%d}"
