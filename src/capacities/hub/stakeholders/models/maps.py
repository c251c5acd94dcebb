"""Maps of stakeholders, who is on them, their offices, relations and contacts. Persons are not audited."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.places.models import Place
from capacities.core.topics import TopicsField
from capacities.facts.folding import fold
from capacities.hub.stakeholders.kinds import ROLES, Basis, ContactKind, Helix, RelationKind, Stance
from capacities.hub.structure.models import Dated, Hub, Visibility

_SCALE = [MinValueValidator(1), MaxValueValidator(5)]


@audited()
class StakeholderMap(models.Model):
    """The stakeholders of one theme or process of a hub."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="stakeholder_maps")
    name = models.CharField(_("Name"), max_length=160)
    topics = TopicsField()
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    needed_roles = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.HUB)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("stakeholder map")
        verbose_name_plural = _("stakeholder maps")
        ordering = ["hub", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the map's list."""
        return reverse("hub-stakeholder-map", args=[self.hub.slug, self.pk])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its hub."""
        return self.hub.country_codes


@audited()
class Stakeholder(models.Model):
    """An organisation on a map; ``folded`` is what its name is searched by; ``removed_at`` keeps it for undoing."""

    map = models.ForeignKey(StakeholderMap, on_delete=models.CASCADE, related_name="stakeholders")
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("Name"), max_length=200)
    acronym = models.CharField(_("Acronym"), max_length=40, blank=True)
    folded = models.CharField(max_length=260, editable=False)
    helix = models.CharField(_("Kind"), max_length=20, choices=Helix, blank=True)
    url = models.URLField(_("Website"), blank=True)
    email = models.EmailField(_("General e-mail address"), blank=True)
    power = models.PositiveSmallIntegerField(_("Power"), null=True, blank=True, validators=_SCALE)
    interest = models.PositiveSmallIntegerField(_("Interest"), null=True, blank=True, validators=_SCALE)
    stance = models.CharField(_("Stance"), max_length=20, choices=Stance, blank=True)
    roles = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    wants = models.TextField(_("What it wants"), blank=True)
    gives = models.TextField(_("What it can give"), blank=True)
    next_step = models.CharField(_("Next step"), max_length=300, blank=True)
    next_on = models.DateField(_("Until"), null=True, blank=True)
    next_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("Who of the hub does it"),
        related_name="+",
    )
    source = models.TextField(_("Source"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        ordering = ["folded", "pk"]
        indexes = [
            models.Index(fields=["map", "folded"], name="stakeholder_by_name"),
            models.Index(fields=["map", "next_on"], name="stakeholder_by_next_step"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(power=None) | Q(power__range=(1, 5)), name="stakeholder_power"),
            models.CheckConstraint(condition=Q(interest=None) | Q(interest__range=(1, 5)), name="stakeholder_interest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the searched form of the name with the name."""
        self.fold_name()
        super().save(*args, **kwargs)

    def fold_name(self) -> None:
        """Set what its name is searched by, for writing many at once."""
        self.folded = fold(f"{self.name} {self.acronym}")

    @property
    def role_names(self) -> list[str]:
        """Return the names of the roles that it fills."""
        return [str(ROLES.get(role, role)) for role in self.roles]


@audited()
class Office(models.Model):
    """A position at a stakeholder, such as head of the energy office; it outlives whoever holds it."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="offices")
    title = models.CharField(_("Office"), max_length=160)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Contact(Dated):
    """Who holds an office, and why the hub may keep their data; an erased person leaves an empty name. Not
    audited."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("Name"), max_length=150, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    basis = models.CharField(_("Legal basis"), max_length=30, choices=Basis)
    expires = models.DateField(_("Kept until"))
    # The end of keeping that the hub team was reminded of; a new end is a new reminder.
    reminded_of = models.DateField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["office", "-pk"]
        constraints = [*Dated.Meta.constraints]
        indexes = [models.Index(fields=["expires"], name="contact_by_expiry")]

    def __str__(self) -> str:
        return self.name

    @property
    def emails(self) -> list[str]:
        """Return the addresses in the order in which they are tried."""
        return [address.email for address in self.addresses.all()]

    @property
    def good_email(self) -> str:
        """Return the first address that did not come back, or nothing."""
        return next((address.email for address in self.addresses.all() if not address.bounced_at), "")


@audited()
class Relation(models.Model):
    """What one stakeholder does for another, now or as planned, entered by hand."""

    giver = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="gives_to")
    taker = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="takes_from")
    kind = models.CharField(_("Relation"), max_length=20, choices=RelationKind)
    is_planned = models.BooleanField(_("Planned, not there yet"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["giver", "taker", "kind"], name="one_relation_of_a_kind"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="relation_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} {self.get_kind_display()} {self.taker}"


class Talk(models.Model):
    """An entry of the contact log. Not audited: it names people."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="talks")
    on = models.DateField(_("Date"))
    kind = models.CharField(_("Kind"), max_length=20, choices=ContactKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="talks")
    summary = models.TextField(_("Summary"))

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
