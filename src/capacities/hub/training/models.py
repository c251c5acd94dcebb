"""Training and awareness programmes of a hub: modules, suggestions of cities, enrolments, what was done, feedback."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.files.models import StoredFile
from capacities.core.places.models import Place
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.events.models import Event
from capacities.hub.needs.models import Need
from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.training.kinds import (
    EnrolmentState,
    ModuleKind,
    SuggestionState,
    TrainingKind,
    TrainingState,
    audience_names,
)

if TYPE_CHECKING:
    from capacities.core.people.models import Person


@audited()
class Training(models.Model):
    """A training or awareness programme, developed with cities, for one or several audiences."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(_("Kind"), max_length=12, choices=TrainingKind, default=TrainingKind.TRAINING)
    title = TextsField(verbose_name=_("Title"))
    text = TextsField(verbose_name=_("What people can do afterwards"), blank=True)
    audiences = ArrayField(models.CharField(max_length=20), verbose_name=_("For whom"), default=list)
    topics = TopicsField()
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("Taught in"), default=list, blank=True)
    places = models.ManyToManyField(Place, verbose_name=_("Cities that develop it"), related_name="+", blank=True)
    needs = models.ManyToManyField(Need, verbose_name=_("Needs that it answers"), related_name="trainings", blank=True)
    state = models.CharField(_("State"), max_length=12, choices=TrainingState, default=TrainingState.DEVELOPING)
    starts_on = models.DateField(_("Begins"), null=True, blank=True)
    enrol_until = models.DateField(_("Enrolment until"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("Seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    visibility = models.CharField(_("Seen by"), max_length=10, choices=Visibility, default=Visibility.HUB)
    is_sample = models.BooleanField(_("Sample"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return told_in(self.title).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("hub-training", args=[self.hub.slug, self.pk])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries of its hub."""
        return self.hub.country_codes

    @property
    def audience_names(self) -> list[str]:
        """Return whom it is for."""
        return audience_names(self.audiences)

    def takes_enrolments(self, now: datetime | None = None) -> bool:
        """Return whether somebody can enrol now; the last day counts whole."""
        day = timezone.localdate(now)
        return self.state == TrainingState.OPEN and (self.enrol_until is None or day <= self.enrol_until)


@audited()
class Module(models.Model):
    """A part of a programme: what one learns, how, with which event, page or file. No audience means: for all."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="modules")
    title = TextsField(verbose_name=_("Title"))
    text = TextsField(verbose_name=_("What one learns"), blank=True)
    kind = models.CharField(_("How it is taught"), max_length=12, choices=ModuleKind, default=ModuleKind.SESSION)
    audiences = ArrayField(models.CharField(max_length=20), verbose_name=_("For whom"), default=list, blank=True)
    hours = models.DecimalField(
        _("Hours"), max_digits=5, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    is_required = models.BooleanField(_("Needed for completion"), default=True)
    event = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("Event"), related_name="+"
    )
    url = models.URLField(_("Page or video"), blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("File"), related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["training", "order", "pk"]

    def __str__(self) -> str:
        return told_in(self.title).text

    def is_for(self, audience: str) -> bool:
        """Return whether an audience takes it; an empty audience takes everything."""
        return not audience or not self.audiences or audience in self.audiences


@audited()
class Suggestion(models.Model):
    """What a city or somebody else proposes while a programme is written, and what the hub answers."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="suggestions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("Your suggestion"), max_length=2000)
    state = models.CharField(_("State"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    answer = models.TextField(_("Answer"), max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Enrolment(models.Model):
    """Somebody who takes part, with an account or by a mailed link. Personal data: not audited, erased on request and
    with the account."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-mail address"))
    language = models.CharField(max_length=10, default="en")
    audience = models.CharField(_("You are from"), max_length=20)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Town"), related_name="+"
    )
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=EnrolmentState, default=EnrolmentState.ENROLLED)
    enrolled_at = models.DateTimeField(default=timezone.now, editable=False)
    completed_at = models.DateTimeField(null=True, blank=True, editable=False)
    useful = models.PositiveSmallIntegerField(
        _("How useful was it?"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    feedback = models.TextField(_("What was good, what was missing?"), max_length=2000, blank=True)
    will_try = models.TextField(_("What will you try at home?"), max_length=1000, blank=True)
    feedback_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["enrolled_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["training", "email"], name="enrolled_once_in_a_training"),
            models.CheckConstraint(condition=Q(useful=None) | Q(useful__range=(1, 5)), name="enrolment_useful"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_part(self) -> bool:
        """Return whether a seat is theirs."""
        return self.state == EnrolmentState.ENROLLED

    def belongs_to(self, person: Person) -> bool:
        """Return whether it is the person's own."""
        return self.person_id == person.pk


class ModuleDone(models.Model):
    """A module that somebody went through, as they say themselves or as the hub noted from attendance. Not audited."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="done")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="done_by")
    at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("module done")
        verbose_name_plural = _("modules done")
        constraints = [models.UniqueConstraint(fields=["enrolment", "module"], name="module_done_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.module_id}"
