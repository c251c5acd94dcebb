"""Measures at national level, and which needs they answer to what share."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.hub.needs.kinds import EFFECT, MeasureKind, MeasureState, Payer
from capacities.hub.needs.models.needs import Need, OfHub
from capacities.hub.structure.models import Visibility


@audited()
class Measure(OfHub):
    """An intervention at national level that answers needs."""

    title = TextsField(verbose_name=_("Measure"))
    text = TextsField(verbose_name=_("What is done"), blank=True)
    kind = models.CharField(
        _("What it changes"), max_length=15, choices=MeasureKind, default=MeasureKind.ORGANISATIONAL
    )
    topics = TopicsField()
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("Who is responsible"),
        related_name="+",
    )
    cost_low_eur = models.DecimalField(_("Cost at least, €"), max_digits=14, decimal_places=2, null=True, blank=True)
    cost_eur = models.DecimalField(_("Cost, €"), max_digits=14, decimal_places=2)
    cost_high_eur = models.DecimalField(_("Cost at most, €"), max_digits=14, decimal_places=2, null=True, blank=True)
    staff_months = models.DecimalField(
        _("Work, staff months"), max_digits=8, decimal_places=1, default=0, validators=[MinValueValidator(0)]
    )
    effect = models.PositiveSmallIntegerField(
        _("Effect"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    effect_text = TextsField(verbose_name=_("Effect in words"), blank=True)
    cities_reached = models.PositiveIntegerField(_("Cities reached"), null=True, blank=True)
    payer = models.CharField(_("Who pays"), max_length=10, choices=Payer, default=Payer.STATE)
    instrument = models.ForeignKey(
        "hub_instruments.Instrument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("Instrument that pays"),
        related_name="+",
    )
    start_year = models.PositiveSmallIntegerField(
        _("Starts in"), null=True, blank=True, validators=[MinValueValidator(2020), MaxValueValidator(2060)]
    )
    duration_months = models.PositiveSmallIntegerField(
        _("Duration, months"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    for_small_towns = models.BooleanField(_("Serves small towns in particular"), default=False)
    requires = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="required_by")
    excludes = models.ManyToManyField("self", symmetrical=True, blank=True)
    needs: ClassVar = models.ManyToManyField(Need, through="Answer", related_name="measures")
    state = models.CharField(_("State"), max_length=10, choices=MeasureState, default=MeasureState.IDEA)
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.HUB)
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_eur__gte=0)
                & (Q(cost_low_eur__isnull=True) | Q(cost_low_eur__gte=0, cost_low_eur__lte=F("cost_eur")))
                & (Q(cost_high_eur__isnull=True) | Q(cost_high_eur__gte=F("cost_eur"))),
                name="measure_cost_in_its_range",
            ),
            models.CheckConstraint(condition=Q(staff_months__gte=0), name="measure_work_not_negative"),
            models.CheckConstraint(
                condition=Q(effect__isnull=True) | Q(effect__gte=1, effect__lte=5), name="measure_effect_on_scale"
            ),
        ]

    def __str__(self) -> str:
        return told_in(self.title).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("hub-measure", args=[self.hub.slug, self.pk])

    @property
    def effect_words(self) -> str:
        """Return what its effect means, nothing where it is not known."""
        return str(EFFECT.get(self.effect or 0, ""))

    def cost_by_year(self) -> dict[int, Decimal]:
        """Return the cost in equal parts over the months from January of the first year; empty without a year."""
        if self.start_year is None:
            return {}
        months = self.duration_months or 12
        by_year: dict[int, Decimal] = {}
        for first in range(0, months, 12):
            by_year[self.start_year + first // 12] = self.cost_eur * min(12, months - first) / months
        return by_year


@audited()
class Answer(models.Model):
    """A measure answers a need, whole or in part."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="answers")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers")
    share = models.PositiveSmallIntegerField(
        _("Covers, per cent"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    note = models.CharField(_("How"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("answer to a need")
        verbose_name_plural = _("answers to needs")
        ordering = ["measure", "need"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "need"], name="measure_answers_need_once"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="answer_share_is_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} > {self.need_id}: {self.share}%"
