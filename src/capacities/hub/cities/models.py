"""What a hub knows of each city it follows, its contacts with it, and towns that raised their hand."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.people.roles import Scope, place_scope
from capacities.core.places.models import Place
from capacities.core.topics import TopicsField
from capacities.hub.cities.phases import ContactKind, ContractStatus, Effort, HandState, Phase
from capacities.hub.structure.models import Hub


@audited()
class CityFile(models.Model):
    """What a hub notes of a city. ``waits_since`` is set while its next step is in somebody else's hands."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="cities")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="hub_files")
    phase = models.CharField(_("Phase"), max_length=12, choices=Phase, blank=True)
    contract = models.CharField(_("Contract"), max_length=12, choices=ContractStatus, default=ContractStatus.NONE)
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Followed by"),
    )
    needs = models.TextField(_("Needs"), max_length=2000, blank=True)
    topics = TopicsField()
    next_step = models.CharField(_("Next step"), max_length=300, blank=True)
    next_due = models.DateField(_("Until"), null=True, blank=True)
    waits_for = models.CharField(_("Waits for"), max_length=300, blank=True)
    waits_on = models.CharField(_("In whose hands"), max_length=200, blank=True)
    waits_since = models.DateField(_("Since"), null=True, blank=True)
    unblocks = models.TextField(_("What unblocks it"), max_length=1000, blank=True)
    effort = models.CharField(_("What it takes"), max_length=10, choices=Effort, blank=True)
    message = models.TextField(_("Message to the city"), max_length=4000, blank=True)
    contact_email = models.EmailField(_("E-mail address of the town hall"), blank=True)
    progress_at = models.DateTimeField(_("Last progress"), null=True, blank=True, editable=False)
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("city that a hub follows")
        verbose_name_plural = _("cities that hubs follow")
        ordering = ["place__name"]
        constraints = [models.UniqueConstraint(fields=["hub", "place"], name="city_followed_once")]

    def __str__(self) -> str:
        return self.place.name

    def get_absolute_url(self) -> str:
        """Return the address of the city's page within the hub."""
        return reverse("hub-city", args=[self.hub.slug, *self.place.address.split("/")])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.hub.country_codes

    def pressing_on(self, day: date) -> int:
        """Return the days of waiting, counted more where little would end the wait; unknown counts once."""
        days = (day - self.waits_since).days if self.waits_since else 0
        return days * (Effort(self.effort).weight if self.effort else 1)


class Contact(models.Model):
    """One contact of the hub with a city, or with whoever has its next step in hand. Not audited: it names people."""

    city = models.ForeignKey(CityFile, on_delete=models.CASCADE, related_name="contacts")
    day = models.DateField(_("Date"), default=timezone.localdate)
    kind = models.CharField(_("Kind"), max_length=8, choices=ContactKind, default=ContactKind.CALL)
    with_whom = models.CharField(_("With whom"), max_length=200, blank=True)
    summary = models.TextField(_("What was said"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("contact with a city")
        verbose_name_plural = _("contacts with cities")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


@audited()
class RaisedHand(models.Model):
    """A town asks for help by itself. A guest proves the address first; only then the hub sees it."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="raised_hands")
    text = models.TextField(_("What do you need?"), max_length=2000)
    topics = TopicsField()
    name = models.CharField(_("Your name and office"), max_length=200)
    email = models.EmailField(_("E-mail address"))
    language = models.CharField(max_length=10, default="en")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="raised_hands"
    )
    state = models.CharField(_("State"), max_length=10, choices=HandState, default=HandState.UNPROVED)
    asked_at = models.DateTimeField(_("Asked"), default=timezone.now)
    answer = models.TextField(_("Answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("raised hand")
        verbose_name_plural = _("raised hands")
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["state", "asked_at"], name="hand_by_state")]

    def __str__(self) -> str:
        return f"{self.place} ({self.state})"

    @property
    def scope_key(self) -> Scope:
        """Return the municipality it speaks for: its country's hub team answers."""
        return place_scope(self.place.country_id, self.place.slug)
