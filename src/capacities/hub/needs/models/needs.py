"""Needs and barriers as people state them, who supports them, what is said about them, and towns that left.

A merged need keeps its row, texts, supports and comments; it only points to the one that it was merged into.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.places.models import Place
from capacities.core.topics import TopicsField
from capacities.hub.needs.kinds import URGENCY, Level, NeedKind, NeedState
from capacities.hub.structure.models import Hub, Visibility


class OfHub(models.Model):
    """What belongs to a hub and thereby to its countries."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its hub."""
        return self.hub.country_codes


@audited()
class Need(OfHub):
    """A need or barrier, as somebody wrote it. What it was merged into or split from is kept beside it."""

    kind = models.CharField(_("Kind"), max_length=10, choices=NeedKind, default=NeedKind.NEED)
    title = models.CharField(_("In one sentence"), max_length=200)
    text = models.TextField(_("In your words"), max_length=5000, blank=True)
    language = models.CharField(_("Language of the texts"), max_length=10, default="en")
    topics = TopicsField()
    level = models.CharField(_("Where it can be solved"), max_length=10, choices=Level, default=Level.COUNTRY)
    urgency = models.PositiveSmallIntegerField(
        _("How urgent"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    places = models.ManyToManyField(Place, verbose_name=_("Cities concerned"), related_name="+", blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="needs_stated"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Stated for the town"), related_name="+"
    )
    on_behalf = models.CharField(_("Stated for"), max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=NeedState, default=NeedState.OPEN)
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.HUB)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    is_split = models.BooleanField(_("Split into parts"), default=False)
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(_("Stated"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["hub", "-created_at"], name="need_of_hub")]
        constraints = [
            models.CheckConstraint(condition=Q(urgency__gte=1, urgency__lte=5), name="need_urgency_on_scale"),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="need_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("hub-need", args=[self.hub.slug, self.pk])

    @property
    def urgency_words(self) -> str:
        """Return what its urgency means."""
        return str(URGENCY[self.urgency])

    @property
    def speaker(self) -> str:
        """Return in whose name it was stated, never the name of a private person."""
        return str(self.place.name if self.place else self.on_behalf)


@audited()
class Support(models.Model):
    """Somebody has the need too; a town once, a person without a town once. A withdrawn one is kept."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Town"), related_name="+"
    )
    cost_eur = models.DecimalField(
        _("What it costs us a year, €"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    text = models.TextField(_("How it shows with us"), max_length=2000, blank=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("support of a need")
        verbose_name_plural = _("supports of needs")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "place"], condition=Q(place__isnull=False), name="town_supports_need_once"
            ),
            models.UniqueConstraint(
                fields=["need", "person"],
                condition=Q(place__isnull=True, person__isnull=False),
                name="person_supports_need_once",
            ),
            models.CheckConstraint(
                condition=Q(cost_eur__isnull=True) | Q(cost_eur__gte=0), name="support_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.place or self.person_id}"


@audited()
class Comment(models.Model):
    """What somebody says about a need."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="comments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("Comment"), max_length=2000)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("comment on a need")
        verbose_name_plural = _("comments on needs")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


@audited()
class Departure(OfHub):
    """A town that left the hub: what it said stays, and no longer counts."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="departures")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, verbose_name=_("Town"), related_name="+")
    on = models.DateField(_("Since"), default=timezone.localdate)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("departure of a town")
        verbose_name_plural = _("departures of towns")
        ordering = ["hub", "on"]
        constraints = [models.UniqueConstraint(fields=["hub", "place"], name="town_left_hub_once")]

    def __str__(self) -> str:
        return str(self.place)
