"""Hubs, their bodies, mandates and who sits in them, each with the days from and until which it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.places.models import Place
from capacities.core.removal import Removable, StandingManager
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.hub.structure.kinds import body_kind_name, seat_role_name

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


class Visibility(models.TextChoices):
    """Who sees something: the hub team, everybody who is signed in, or everybody."""

    HUB = "hub", _("hub team")
    NETWORK = "network", _("everybody with an account")
    PUBLIC = "public", _("everybody")


D = TypeVar("D", bound=models.Model)


class DatedQuerySet(models.QuerySet[D]):
    """Rows that hold from one day until another."""

    def on(self, day: date) -> DatedQuerySet[D]:
        """Return what held on a day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Dated(models.Model):
    """What holds from one day until another; an empty day means: as long as anybody remembers, without an end."""

    valid_from = models.DateField(_("From"), null=True, blank=True)
    valid_until = models.DateField(_("Until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until >= day
        )


class Held(Dated, Removable):
    """What holds from one day until another and comes back for a month after it was removed."""

    objects = StandingManager.from_queryset(DatedQuerySet)()  # type: ignore[assignment, misc]
    everything = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = True


@audited()
class Hub(models.Model):
    """A national hub or platform, or one that several countries share."""

    slug = models.SlugField(_("Name in addresses"), max_length=80, unique=True)
    name = TextsField(verbose_name=_("Name"))
    countries = ArrayField(models.CharField(max_length=2), verbose_name=_("Countries"))
    summary = TextsField(verbose_name=_("What it is"), blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("Run by"), related_name="+"
    )
    pattern = models.CharField(_("Pattern of governance"), max_length=40, blank=True)
    url = models.URLField(_("Website"), blank=True)
    contact = models.EmailField(_("E-mail address of the hub"), blank=True)
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    source = models.TextField(_("Source"), blank=True)
    created_at = models.DateTimeField(_("Made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")
        ordering = ["slug"]
        indexes = [GinIndex(fields=["countries"], name="hub_by_country")]

    def __str__(self) -> str:
        return told_in(self.name).text

    def get_absolute_url(self) -> str:
        """Return the address of the hub's page."""
        return reverse("hub", args=[self.slug])

    @property
    def language(self) -> str:
        """Return the language in which the hub writes to people who have not chosen one."""
        return "ro" if "RO" in self.countries else "en"

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return tuple(self.countries)


@audited()
class Body(Held):
    """A committee, mirror group, working group, task force, secretariat or other body of a hub."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="bodies")
    slug = models.SlugField(_("Name in addresses"), max_length=80)
    name = TextsField(verbose_name=_("Name"))
    kind = models.CharField(_("Kind"), max_length=30)
    reports_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("Reports to"), related_name="below"
    )
    topics = TopicsField()
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    source = models.TextField(_("Source"), blank=True)
    order = models.PositiveSmallIntegerField(_("Order"), default=0)

    class Meta(Held.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["hub", "order", "slug"]
        constraints = [
            *Held.Meta.constraints,
            models.UniqueConstraint(fields=["hub", "slug"], name="body_address"),
        ]

    def __str__(self) -> str:
        return told_in(self.name).text

    def get_absolute_url(self) -> str:
        """Return the address of the body's page."""
        return reverse("hub-body", args=[self.hub.slug, self.slug])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its hub."""
        return self.hub.country_codes

    @property
    def kind_name(self) -> str:
        """Return the name of its kind."""
        return body_kind_name(self.kind)

    def includes_person(self, person: Asker) -> bool:
        """Return whether somebody with an account sits in it today."""
        if person.pk is None:
            return False
        return self.seats.on(timezone.localdate()).filter(person_id=person.pk).exists()


@audited()
class Mandate(Held):
    """What a body is charged with, from one day until another."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="mandates")
    text = TextsField(verbose_name=_("Mandate"))
    decided_by = models.CharField(_("Decided by"), max_length=200, blank=True)
    source = models.TextField(_("Source"), blank=True)

    class Meta(Held.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["body", "-valid_from"]

    def __str__(self) -> str:
        return told_in(self.text).text[:80]

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its body."""
        return self.body.country_codes


@audited()
class Seat(Held):
    """A seat in a body: who holds it (an organisation, a town, a person, or several of these together) and as what."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(_("Role"), max_length=30, default="member")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("Organisation"),
        related_name="seats",
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Town"), related_name="seats"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("Account"),
        related_name="seats",
    )
    person_name = models.CharField(_("Name"), max_length=150, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    source = models.TextField(_("Source"), blank=True)

    class Meta(Held.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["body", "pk"]
        constraints = [
            *Held.Meta.constraints,
        ]

    def __str__(self) -> str:
        return self.holder

    @property
    def holder(self) -> str:
        """Return who holds it, the person before the town or organisation; a seat whose account is gone is vacant."""
        whole = [self.person.name if self.person else self.person_name, self.place and self.place.name]
        return ", ".join(str(part) for part in (*whole, self.organisation) if part) or gettext("vacant")

    @property
    def role_name(self) -> str:
        """Return the name of its role."""
        return seat_role_name(self.role)

    @property
    def address(self) -> str:
        """Return the e-mail address of whoever holds it, of the account before the one that was written down."""
        return self.person.email if self.person else self.email

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its body."""
        return self.body.country_codes


class WeeklyLetter(models.Model):
    """Whether somebody wants the weekly letter of their hubs; without a row they do. Not audited: it is theirs."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="weekly_letter"
    )
    wanted = models.BooleanField(_("Weekly letter"), default=True)

    class Meta:
        verbose_name = _("choice of the weekly letter")
        verbose_name_plural = _("choices of the weekly letter")

    def __str__(self) -> str:
        return f"{self.person_id} {self.wanted}"
