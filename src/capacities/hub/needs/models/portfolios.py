"""Portfolios of interventions: limits, locks, the chosen measures with their proof, and how far each one is."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.texts import TextsField, told_in
from capacities.hub.needs.kinds import WorkState
from capacities.hub.needs.models.measures import Measure
from capacities.hub.needs.models.needs import OfHub


@audited()
class Portfolio(OfHub):
    """A choice of measures under limits.

    ``by_year`` and ``by_payer`` map a year or payer to the most in euros; ``floors`` maps ``topic:<id>`` or
    ``level:<key>`` to the least share covered, in per cent. ``result`` keeps the sums and the proof of the choice.
    """

    title = TextsField(verbose_name=_("Title"))
    text = TextsField(verbose_name=_("What it is for"), blank=True)
    budget_eur = models.DecimalField(
        _("Budget in all, €"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    by_year = models.JSONField(default=dict, blank=True)
    by_payer = models.JSONField(default=dict, blank=True)
    staff_months = models.DecimalField(
        _("Work, staff months"),
        max_digits=8,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    floors = models.JSONField(default=dict, blank=True)
    small_share = models.PositiveSmallIntegerField(
        _("Money for small towns at least, per cent"), default=0, validators=[MaxValueValidator(100)]
    )
    locked_in = models.ManyToManyField(Measure, blank=True, related_name="+")
    locked_out = models.ManyToManyField(Measure, blank=True, related_name="+")
    result = models.JSONField(default=dict, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("portfolio of interventions")
        verbose_name_plural = _("portfolios of interventions")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(budget_eur__isnull=True) | Q(budget_eur__gte=0))
                & (Q(staff_months__isnull=True) | Q(staff_months__gte=0))
                & Q(small_share__lte=100),
                name="portfolio_limits_not_negative",
            )
        ]

    def __str__(self) -> str:
        return told_in(self.title).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("hub-portfolio", args=[self.hub.slug, self.pk])


@audited()
class Intervention(models.Model):
    """A measure in a portfolio and how far its work is. One that a new choice leaves out stays with its notes."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="interventions")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="interventions")
    is_chosen = models.BooleanField(default=True)
    state = models.CharField(_("State"), max_length=10, choices=WorkState, default=WorkState.PLANNED)
    responsible = models.CharField(_("Responsible"), max_length=200, blank=True)
    due_on = models.DateField(_("Ready by"), null=True, blank=True)

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ["portfolio", "measure"]
        constraints = [models.UniqueConstraint(fields=["portfolio", "measure"], name="measure_in_portfolio_once")]

    def __str__(self) -> str:
        return f"{self.portfolio_id}: {self.measure_id}"


@audited()
class ProgressNote(models.Model):
    """A step of an intervention: its state from a day on, with a note."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="notes")
    state = models.CharField(_("State"), max_length=10, choices=WorkState)
    on = models.DateField(_("Date"), default=timezone.localdate)
    note = models.TextField(_("Note"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("step of an intervention")
        verbose_name_plural = _("steps of interventions")
        ordering = ["intervention", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.intervention_id}: {self.state}"
