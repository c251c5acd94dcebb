"""What was decided, and who does what until when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.places.models import Place
from capacities.core.removal import Removable, StandingManager
from capacities.core.topics import TopicsField
from capacities.hub.meetings.kinds import ActionState, DecisionStatus
from capacities.hub.meetings.models.meetings import Meeting
from capacities.hub.structure.models import Body, Hub


@audited()
class Decision(Removable):
    """A decision of a hub's body: what, by whom it is carried out, until when, and what came of it."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="decisions")
    body = models.ForeignKey(
        Body, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=_("Body")
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    text = models.TextField(_("Decision"), max_length=2000)
    status = models.CharField(_("Status"), max_length=10, choices=DecisionStatus, default=DecisionStatus.TAKEN)
    decided_on = models.DateField(_("Date"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Responsible")
    )
    responsible = models.CharField(_("Responsible, in words"), max_length=200, blank=True)
    due = models.DateField(_("Until"), null=True, blank=True)
    places = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name=_("Towns concerned"))
    topics = TopicsField()
    outcome = models.TextField(_("What came of it"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["hub", "-decided_on"], name="decision_by_hub")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Return the address of the decision's page."""
        return reverse("hub-decision", args=[self.hub.slug, self.pk])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.hub.country_codes

    @property
    def who(self) -> str:
        """Return who carries it out."""
        return ", ".join(part for part in (str(self.organisation or ""), self.responsible) if part)

    def is_overdue(self, today: date) -> bool:
        """Return whether its day has passed while it is neither carried out nor withdrawn."""
        closed = self.status in (DecisionStatus.DONE, DecisionStatus.WITHDRAWN)
        return self.due is not None and self.due < today and not closed


@audited()
class Action(Removable):
    """A task that somebody took on at a meeting."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    text = models.CharField(_("Task"), max_length=500)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(_("Who"), max_length=200)
    email = models.EmailField(_("E-mail address"), blank=True)
    due = models.DateField(_("Until"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=8, choices=ActionState, default=ActionState.OPEN)
    note = models.TextField(_("What came of it"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["hub", "state", "due"], name="action_by_hub"),
            models.Index(fields=["due"], name="action_still_open", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.hub.country_codes

    @property
    def address(self) -> str:
        """Return where reminders go."""
        return self.person.email if self.person else self.email

    def is_overdue(self, today: date) -> bool:
        """Return whether its day has passed while it is open."""
        return self.state == ActionState.OPEN and self.due is not None and self.due < today
