"""One respondent's assessment in a round: its people, answers, remarks, evidence, and what it needs and offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from capacities.capacity.rounds.models.rounds import Privacy, Round
from capacities.core.audit import audited
from capacities.core.files.models import StoredFile
from capacities.core.organisations.names import country_name
from capacities.core.people.roles import Scope, country_scope, place_scope
from capacities.core.places.models import Place

if TYPE_CHECKING:
    from capacities.core.people.models import Person


class AssessmentState(models.TextChoices):
    """Where an assessment stands."""

    INVITED = "invited", _("not begun")
    STARTED = "started", _("being filled in")
    IN_REVIEW = "in_review", _("in review")
    SIGNED_OFF = "signed_off", _("signed off")
    WITHDRAWN = "withdrawn", _("left the round")


class Part(models.TextChoices):
    """What somebody does in an assessment."""

    LEAD = "lead", _("leads")
    WRITER = "writer", pgettext_lazy("part", "answers")
    REVIEWER = "reviewer", _("reviews")


class StepKind(models.TextChoices):
    """What can happen to an assessment as a whole."""

    REVIEW = "review", _("sent to review")
    BACK = "back", _("sent back to the writers")
    SIGNED = "signed", _("signed off")
    REOPENED = "reopened", _("opened again")
    LEFT = "left", _("left the round")
    RETURNED = "returned", _("came back to the round")


class Side(models.TextChoices):
    """What a respondent says of a topic."""

    NEED = "need", _("we need")
    OFFER = "offer", _("we can share")


@audited()
class Assessment(models.Model):
    """The assessment of one country or one municipality in a round.

    ``state_before`` is where it stood when it left the round, so that it can come back as it was.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessments")
    country = models.CharField(_("Country"), max_length=2)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("State"), max_length=12, choices=AssessmentState, default=AssessmentState.INVITED)
    privacy = models.CharField(_("Seen by"), max_length=10, choices=Privacy, default=Privacy.GROUP)
    state_before = models.CharField(max_length=12, choices=AssessmentState, blank=True, editable=False)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["round", "country", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "country"], condition=Q(place=None), name="country_once_a_round"),
            models.UniqueConstraint(
                fields=["round", "place"], condition=Q(place__isnull=False), name="place_once_a_round"
            ),
        ]

    def __str__(self) -> str:
        return self.respondent

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("capacity-assessment", args=[self.round.slug, self.pk])

    @property
    def respondent(self) -> str:
        """Return the name of the country or municipality that answers."""
        return str(self.place) if self.place_id else country_name(self.country)

    @property
    def scope_key(self) -> Scope:
        """Return whose it is."""
        return place_scope(self.country, self.place.slug) if self.place else country_scope(self.country)

    def includes_person(self, person: Person) -> bool:
        """Return whether a person was invited to it."""
        return self.participants.filter(person=person, removed_at=None).exists()


@audited()
class Participant(models.Model):
    """Somebody who takes part in an assessment; ``sections`` are the keys of those delegated to them (none: all)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("E-mail address"))
    part = models.CharField(_("Part"), max_length=10, choices=Part, default=Part.WRITER)
    sections = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["assessment", "email"]
        constraints = [models.UniqueConstraint(fields=["assessment", "email"], name="invited_once_an_assessment")]

    def __str__(self) -> str:
        return self.email


@audited()
class Answer(models.Model):
    """The answer to one question; ``value`` as in ``engines.maturity.share``, null for none.

    ``revision`` grows with each save: whoever saves names the one they saw, so that two people never overwrite each
    other. ``is_carried`` marks an answer taken over from the last round that nobody has confirmed yet. ``aside`` is an
    earlier value that a newer version of the template does not take; it comes back with the older version.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question_key = models.SlugField(max_length=60)
    value = models.JSONField(null=True, blank=True)
    aside = models.JSONField(null=True, blank=True, editable=False)
    comment = models.TextField(_("Comment"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    is_carried = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["assessment", "question_key"]
        constraints = [models.UniqueConstraint(fields=["assessment", "question_key"], name="one_answer_to_a_question")]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.question_key}"


@audited()
class Evidence(models.Model):
    """A file that shows what an answer says."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    question_key = models.SlugField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["assessment", "question_key", "pk"]

    def __str__(self) -> str:
        return str(self.file)


class Remark(models.Model):
    """What somebody says about one answer while it is discussed or reviewed. Not audited: it is never changed."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="remarks")
    question_key = models.SlugField(max_length=60)
    text = models.TextField(_("Remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


@audited()
class Statement(models.Model):
    """What a respondent says it needs, or can share with others, on one topic, beyond what scores say."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="statements")
    side = models.CharField(_("Kind"), max_length=10, choices=Side)
    topic = models.CharField(_("Topic"), max_length=60)
    text = models.TextField(_("In your words"), blank=True)
    urgency = models.PositiveSmallIntegerField(_("How much (1 to 3)"), default=2)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        ordering = ["assessment", "side", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "side", "topic"], condition=Q(removed_at=None), name="one_statement_a_topic"
            ),
            models.CheckConstraint(condition=Q(urgency__range=(1, 3)), name="statement_urgency"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.topic}"


class Step(models.Model):
    """What happened to an assessment as a whole, such as being sent to review or signed off; by whom and why. Not
    audited: it is a history itself."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind)
    note = models.TextField(_("Reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a self-assessment")
        verbose_name_plural = _("steps of self-assessments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
