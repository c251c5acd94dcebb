"""A programme to which towns apply, the questions of its form, and the criteria by which the hub chooses."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.hub.programmes.kinds import Phase, Prefill, ProgrammeState, QuestionKind
from capacities.hub.structure.models import Hub, Visibility


@audited()
class Programme(models.Model):
    """What a hub offers to towns that apply. Dates are kept in UTC with the zone in which they were set."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="programmes")
    slug = models.SlugField(_("Name in addresses"), max_length=80)
    name = TextsField(verbose_name=_("Name"))
    summary = TextsField(verbose_name=_("What it is"), blank=True)
    eligible = TextsField(verbose_name=_("For which towns"), blank=True)
    offers = TextsField(verbose_name=_("What it offers"), blank=True)
    topics = TopicsField()
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Deadline"), null=True, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Brussels")
    places = models.PositiveSmallIntegerField(_("Places to give"), null=True, blank=True)
    elsewhere_url = models.URLField(_("Website where towns apply"), blank=True)
    facts_programme = models.CharField(_("Members listed in the facts"), max_length=120, blank=True)
    source = models.TextField(_("Source"), blank=True)
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    state = models.CharField(_("State"), max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    called_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="programme_address"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="programme_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return told_in(self.name).text

    def get_absolute_url(self) -> str:
        """Return the address of the programme's page."""
        return reverse("hub-programme", args=[self.hub.slug, self.slug])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.hub.country_codes

    @property
    def phase(self) -> Phase:
        """Return where it stands now."""
        now = timezone.now()
        if self.state != ProgrammeState.CALLED:
            return Phase(self.state)
        if self.closes_at is not None and self.closes_at <= now:
            return Phase.CLOSED
        if self.opens_at is not None and self.opens_at > now:
            return Phase.ANNOUNCED
        return Phase.ELSEWHERE if self.elsewhere_url else Phase.OPEN

    @property
    def takes_applications(self) -> bool:
        """Return whether towns can apply here and now."""
        return self.phase is Phase.OPEN and self.removed_at is None

    @property
    def is_chosen(self) -> bool:
        """Return whether the choice is closed."""
        return self.state in (ProgrammeState.DECIDED, ProgrammeState.PUBLISHED)

    @property
    def may_answer(self) -> bool:
        """Return whether applicants are answered now: after the choice, or at any time where there is no deadline."""
        return self.is_chosen or (self.state == ProgrammeState.CALLED and self.closes_at is None)

    @property
    def local_opening(self) -> datetime | None:
        """Return when it opens, on the clock of its own zone."""
        return self.opens_at.astimezone(ZoneInfo(self.time_zone)) if self.opens_at else None

    @property
    def local_deadline(self) -> datetime | None:
        """Return the deadline, on the clock of its own zone."""
        return self.closes_at.astimezone(ZoneInfo(self.time_zone)) if self.closes_at else None


class Ordered(models.Model):
    """A part of a programme that has its place in a list, and can be removed and brought back."""

    order = models.PositiveSmallIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


@audited()
class Question(Ordered):
    """A question of the form. ``choices`` are ``{"id": 1, "texts": {"en": "Yes"}}``; one that is ``gone`` only stays
    for the answers that chose it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("Kind of answer"), max_length=8, choices=QuestionKind)
    label = TextsField(verbose_name=_("Question"))
    hint = TextsField(verbose_name=_("Hint"), blank=True)
    is_required = models.BooleanField(_("An answer is needed"), default=True)
    choices: Any = models.JSONField(_("Choices"), default=list, blank=True)
    prefill = models.CharField(_("Start with"), max_length=12, choices=Prefill, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["programme", "order", "pk"]

    def __str__(self) -> str:
        return told_in(self.label).text

    def choice_texts(self, *, also_gone: bool = False, language: str = "") -> dict[int, str]:
        """Return the choices by id in a language, the page's by default."""
        offered = (one for one in self.choices if also_gone or not one.get("gone"))
        return {one["id"]: told_in(one["texts"], language).text for one in offered}


@audited()
class Criterion(Ordered):
    """What readers score applications by, each from 0 to 5."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    name = TextsField(verbose_name=_("Criterion"))
    hint = TextsField(verbose_name=_("Hint"), blank=True)
    weight = models.PositiveSmallIntegerField(_("Weight"), default=1)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["programme", "order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(weight__gte=1), name="programme_criterion_counts")]

    def __str__(self) -> str:
        return told_in(self.name).text
