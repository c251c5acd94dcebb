"""Structured dialogues: who rates which measures on which criteria, round by round (Delphi)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.places.models import Place
from capacities.core.texts import TextsField, told_in
from capacities.hub.needs.models.measures import Measure
from capacities.hub.needs.models.needs import OfHub

LEAST_SCORE, MOST_SCORE = 1, 9


@audited()
class Dialogue(OfHub):
    """Measures that invited people rate in rounds. They agree where the middle half spans at most ``agree_span``."""

    title = TextsField(verbose_name=_("Title"))
    text = TextsField(verbose_name=_("What it is about"), blank=True)
    measures = models.ManyToManyField(Measure, verbose_name=_("Measures to rate"), related_name="dialogues")
    agree_span = models.PositiveSmallIntegerField(
        _("Agreement: the middle half of answers spans at most"),
        default=2,
        validators=[MinValueValidator(0), MaxValueValidator(8)],
    )
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return told_in(self.title).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("hub-dialogue", args=[self.hub.slug, self.pk])


@audited()
class Criterion(models.Model):
    """What a measure is rated on, with the words for both ends of the scale."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="criteria")
    name = TextsField(verbose_name=_("Criterion"))
    low = TextsField(verbose_name=_("1 means"), blank=True)
    high = TextsField(verbose_name=_("9 means"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["dialogue", "order", "pk"]

    def __str__(self) -> str:
        return told_in(self.name).text


@audited()
class Round(models.Model):
    """A round of rating; open until it is closed."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    answers_until = models.DateField(_("Answers until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["dialogue", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["dialogue"], condition=Q(closed_at__isnull=True), name="one_open_round_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue_id}/{self.number}"


@audited()
class Rater(models.Model):
    """Somebody who was invited; stays without a name when the account is deleted, so that results stand."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="raters")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rater")
        verbose_name_plural = _("raters")
        ordering = ["dialogue", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"], condition=Q(person__isnull=False), name="rater_invited_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person or "–")

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its hub."""
        return self.dialogue.country_codes


@audited()
class Rating(models.Model):
    """What a rater gave a measure on a criterion in a round, 1 to 9."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ratings")
    rater = models.ForeignKey(Rater, on_delete=models.CASCADE, related_name="ratings")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="ratings")
    score = models.PositiveSmallIntegerField(validators=[MinValueValidator(LEAST_SCORE), MaxValueValidator(MOST_SCORE)])

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["round", "measure", "criterion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "rater", "measure", "criterion"], name="rated_once_a_round"),
            models.CheckConstraint(condition=Q(score__gte=LEAST_SCORE, score__lte=MOST_SCORE), name="score_on_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}/{self.criterion_id}: {self.score}"


@audited()
class Remark(models.Model):
    """What a rater says about a measure in a round; the others read it without the name."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="remarks")
    rater = models.ForeignKey(Rater, on_delete=models.CASCADE, related_name="remarks")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(_("Comment"), max_length=2000)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["round", "measure", "text"]
        constraints = [models.UniqueConstraint(fields=["round", "rater", "measure"], name="one_remark_a_round")]

    def __str__(self) -> str:
        return self.text[:80]
