"""Organisations of the network, national and European. What facts say of them is loaded; people may correct it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited

EUROPE = "EU"
_SPACE = Value(" ", output_field=models.TextField())


def _text(field: str) -> Cast:
    return Cast(field, models.TextField())


class Origin(models.TextChoices):
    """Who wrote a row last: a new version of the facts only replaces what is still its own."""

    FACTS = "facts", _("reference facts")
    PEOPLE = "people", _("entered by people")


class StandingOrganisations(models.Manager["Organisation"]):
    """Organisations that were not merged into another one."""

    def get_queryset(self) -> models.QuerySet[Organisation]:
        """Return those that stand for themselves."""
        return super().get_queryset().filter(merged_into=None)


@audited(exclude=["search"])
class Organisation(models.Model):
    """A body that works in the network. ``country`` is ISO 3166-1 alpha-2, or EU for European bodies.

    ``search`` is what words are looked for in; the database keeps it, so that its statistics know how common a word is.
    """

    slug = models.SlugField(_("Name in addresses"), max_length=120, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    acronym = models.CharField(_("Acronym"), max_length=40, blank=True)
    country = models.CharField(_("Country"), max_length=2)
    kind = models.CharField(_("Kind"), max_length=40)
    is_hub = models.BooleanField(_("National hub or platform"), default=False)
    role = models.TextField(_("Role in the network"), blank=True)
    language = models.CharField(_("Language of the role"), max_length=10, default="en")
    url = models.URLField(_("Website"), blank=True)
    confidence = models.CharField(_("How sure"), max_length=10, blank=True)
    source = models.TextField(_("Source"), blank=True)
    as_of_year = models.PositiveSmallIntegerField(_("As of year"), null=True, blank=True)
    origin = models.CharField(_("Origin"), max_length=10, choices=Origin.choices, default=Origin.PEOPLE)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = StandingOrganisations()
    everything = models.Manager()  # noqa: DJ012
    search = models.GeneratedField(
        expression=Lower(Concat(_text("name"), _SPACE, _text("acronym"), _SPACE, _text("role"))),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["country", "name"]
        indexes = [
            models.Index(fields=["country", "name"], name="organisation_by_country"),
            models.Index(Lower("name"), name="organisation_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym and self.acronym != self.name else self.name

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the country whose hub team may merge it with another one."""
        return (self.country,)


class Merge(models.Model):
    """One organisation was found to be another one. ``moved`` names the rows that followed, so that all can go back.

    It reads as model and field ("hub_structure.seat.organisation") to the numbers of the rows.
    """

    gone = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    stays = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.stays_id}"


class Different(models.Model):
    """Two organisations whose names are alike were looked at and are not the same; the smaller number first."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("organisations that are not the same")
        verbose_name_plural = _("organisations that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_said_once"),
            models.CheckConstraint(condition=models.Q(first__lt=F("second")), name="different_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
