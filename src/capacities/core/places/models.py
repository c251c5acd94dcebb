"""Countries and places: read by everybody, changed only by loading the fact tables again."""

from __future__ import annotations

from babel import Locale
from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.Model):
    """A country whose places are listed. ``role`` is its part in the network."""

    class Role(models.TextChoices):
        CORE = "core", _("core country")
        SUPPORTING = "supporting", _("supporting country")
        OTHER = "other", _("other country with a Mission city")
        NONE = "none", _("not in the network")

    iso2 = models.CharField(max_length=2, primary_key=True)
    eu_code = models.CharField(max_length=2, unique=True)
    name_en = models.CharField(max_length=80)
    name_local = models.CharField(max_length=80)
    role = models.CharField(max_length=10, choices=Role.choices)
    languages = models.CharField(max_length=40, help_text="ISO 639 codes, parted by semicolons.")
    population = models.PositiveIntegerField()
    population_year = models.PositiveSmallIntegerField()
    eu_member = models.BooleanField()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name_en

    def get_absolute_url(self) -> str:
        """Return the address of the country's page."""
        return f"/countries/{self.iso2.lower()}/"

    def name(self, language: str = "en") -> str:
        """Return the country's name in a language of the site."""
        return Locale.parse(language, sep="-").territories.get(self.iso2, self.name_en)


class Place(models.Model):
    """A municipality, or what stands for one; see ``capacities.facts.places`` for the kinds."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="places")
    slug = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    name_local = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12)
    lau_id = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=12, blank=True, help_text="NUTS 3, or country and GeoNames division.")
    county = models.CharField(max_length=120, blank=True)
    geonames_id = models.CharField(max_length=10, blank=True, db_index=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=12, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    degurba = models.PositiveSmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "country_id", "slug"]
        constraints = [models.UniqueConstraint(fields=["country", "slug"], name="place_address")]
        indexes = [
            models.Index(fields=["role"], name="place_with_role", condition=~models.Q(role="")),
            models.Index(fields=["country", "-population"], name="place_by_size"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country_id})"

    def get_absolute_url(self) -> str:
        """Return the address of the town's page."""
        return f"/places/{self.address}/"

    @property
    def address(self) -> str:
        """Return country and slug, by which other tables and role grants refer to the place."""
        return f"{self.country_id.lower()}/{self.slug}"


class PlaceName(models.Model):
    """A folded name under which a place is found; ``own`` marks the place's name itself.

    ``weight`` repeats what orders places with the same name, so that a search reads one table: inhabitants,
    more for a role in a programme, less for a part of a municipality.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=200)
    own = models.BooleanField()
    weight = models.IntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")
        indexes = [models.Index(fields=["key"], name="place_name_prefix", opclasses=["text_pattern_ops"])]

    def __str__(self) -> str:
        return self.key


class Membership(models.Model):
    """A place in a programme: the EU Mission, or a national one."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="memberships")
    programme = models.CharField(max_length=120)
    name = models.CharField(max_length=120, help_text="The city's name in the programme.")
    status = models.CharField(max_length=160)
    label_wave = models.PositiveSmallIntegerField(null=True, blank=True)
    label_date = models.CharField(max_length=10, blank=True, help_text="Year, month or day, as far as known.")
    note = models.TextField(blank=True)
    source = models.TextField()
    as_of_year = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("membership in a programme")
        verbose_name_plural = _("memberships in programmes")
        ordering = ["programme", "name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="city_once_per_programme")]

    def __str__(self) -> str:
        return f"{self.name}: {self.programme}"


class LoadedTable(models.Model):
    """Which version of a fact table the database holds, so that an unchanged one is not loaded again."""

    name = models.CharField(max_length=60, primary_key=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("loaded table")
        verbose_name_plural = _("loaded tables")

    def __str__(self) -> str:
        return self.name
