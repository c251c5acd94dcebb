"""Organisations of the network, national and European. What facts say of them is loaded; people may correct it."""

from __future__ import annotations

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, Concat, Lower
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
