"""Barriers that go to the agenda of a body, and what was decided about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.places.models import Place
from capacities.hub.needs.kinds import Outcome
from capacities.hub.needs.models.needs import Need, OfHub
from capacities.hub.structure.models import Body


@audited()
class Signal(OfHub):
    """A barrier of several cities, with its evidence as it stood, for the agenda of the body that can remove it."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="signals")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    evidence = models.JSONField(_("Evidence"), default=dict)
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agenda_key = models.CharField(_("Place on an agenda"), max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signal of a barrier")
        verbose_name_plural = _("signals of barriers")
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "body"], condition=Q(withdrawn_at__isnull=True), name="one_open_signal_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id} > {self.body_id}"


@audited()
class BarrierDecision(OfHub):
    """Which organisation removes a barrier, by when, with what outcome, for which cities."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("Barrier"))
    signal = models.ForeignKey(Signal, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Responsible"), related_name="+"
    )
    responsible = models.CharField(_("Responsible, if not in the list"), max_length=200, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    due_on = models.DateField(_("By"), null=True, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING)
    text = models.TextField(_("What was decided"), max_length=3000, blank=True)
    places = models.ManyToManyField(Place, verbose_name=_("For which cities"), related_name="+", blank=True)
    reference = models.CharField(_("Decision of a meeting"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("decision on a barrier")
        verbose_name_plural = _("decisions on barriers")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(responsible=""), name="decision_has_somebody_responsible"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.outcome}"

    @property
    def who(self) -> str:
        """Return who is responsible."""
        return str(self.organisation or self.responsible)
