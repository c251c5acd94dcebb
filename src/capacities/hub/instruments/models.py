"""What countries and Europe have for climate-neutral cities: funding, policies, laws, processes, networks."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.people.models import validate_time_zone
from capacities.core.places.models import Place
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.facts.folding import fold
from capacities.hub.instruments.kinds import Confidence, Kind, Level, eligible_name


class Origin(models.TextChoices):
    """Who wrote a row last: a new version of the facts only replaces what is still its own."""

    FACTS = "facts", _("reference facts")
    PEOPLE = "people", _("entered by people")


@audited()
class Instrument(models.Model):
    """One entry of the atlas. An empty field is unknown; no countries means that it is open to all of Europe.

    ``search`` repeats names and texts in folded form, so that words are found with or without diacritics.
    """

    slug = models.SlugField(_("Name in addresses"), max_length=100, unique=True)
    kind = models.CharField(_("Kind"), max_length=15, choices=Kind, default=Kind.FUNDING)
    name = TextsField(verbose_name=_("Name"))
    text = TextsField(verbose_name=_("What it does"), blank=True)
    level = models.CharField(_("Level"), max_length=10, choices=Level, default=Level.COUNTRY)
    countries = ArrayField(models.CharField(max_length=2), verbose_name=_("Countries"), default=list, blank=True)
    places = models.ManyToManyField(Place, verbose_name=_("Cities concerned"), related_name="+", blank=True)
    topics = TopicsField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("Run by"), related_name="+"
    )
    run_by = models.CharField(_("Run by, if not in the list"), max_length=200, blank=True)
    budget = models.DecimalField(
        _("Budget"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    rate_percent = models.DecimalField(
        _("Support at most, per cent of the costs"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    rate_note = models.CharField(_("On the rate"), max_length=300, blank=True)
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Deadline"), null=True, blank=True)
    zone = models.CharField(
        _("Time zone of the deadline"), max_length=64, default="Europe/Brussels", validators=[validate_time_zone]
    )
    eligible = ArrayField(models.CharField(max_length=30), verbose_name=_("Who may ask"), default=list, blank=True)
    least_people = models.PositiveIntegerField(_("Towns from, inhabitants"), null=True, blank=True)
    most_people = models.PositiveIntegerField(_("Towns up to, inhabitants"), null=True, blank=True)
    url = models.URLField(_("Link"), max_length=400, blank=True)
    source = models.TextField(_("Source"))
    as_of_year = models.PositiveSmallIntegerField(_("As of year"), null=True, blank=True)
    confidence = models.CharField(_("How sure"), max_length=10, choices=Confidence, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField(_("Check again on"), null=True, blank=True)
    origin = models.CharField(_("Origin"), max_length=10, choices=Origin, default=Origin.PEOPLE)
    revision = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["slug"]
        indexes = [
            GinIndex(fields=["countries"], name="instrument_by_country"),
            GinIndex(fields=["topics"], name="instrument_by_topic"),
            models.Index(fields=["closes_at"], name="instrument_by_deadline"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="instrument_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(least_people__isnull=True)
                | Q(most_people__isnull=True)
                | Q(most_people__gte=F("least_people")),
                name="instrument_sizes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="instrument_budget_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return told_in(self.name).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("instrument", args=[self.slug])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return tuple(self.countries)

    @property
    def runs_it(self) -> str:
        """Return who runs it."""
        return str(self.organisation or self.run_by)

    @property
    def eligible_names(self) -> list[str]:
        """Return who may ask, by name."""
        return [eligible_name(key) for key in self.eligible]

    @property
    def closes_there(self) -> datetime | None:
        """Return the deadline in its own time zone."""
        return self.closes_at.astimezone(ZoneInfo(self.zone)) if self.closes_at else None

    @property
    def opens_there(self) -> datetime | None:
        """Return the opening in its own time zone."""
        return self.opens_at.astimezone(ZoneInfo(self.zone)) if self.opens_at else None

    def window(self, now: datetime | None = None) -> str:
        """Return `open`, `soon`, `closed`, or `` where no date is known."""
        now = now or timezone.now()
        if self.closes_at and self.closes_at <= now:
            return "closed"
        if self.opens_at and self.opens_at > now:
            return "soon"
        return "open" if self.opens_at or self.closes_at else ""

    def fold_texts(self) -> None:
        """Bring the folded form to the state of the texts."""
        words = [*self.name.values(), *self.text.values(), self.run_by, str(self.organisation or "")]
        self.search = fold(" ".join(words))
