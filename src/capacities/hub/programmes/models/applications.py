"""Applications of towns: who writes them, the answers, and every version of an answer, so that no words are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.files.models import StoredFile
from capacities.core.people.models import Person
from capacities.core.people.queries import holds
from capacities.core.people.roles import place_scope
from capacities.core.places.models import Place
from capacities.hub.programmes.kinds import ApplicationState
from capacities.hub.programmes.models.programmes import Programme, Question

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


@audited()
class Application(models.Model):
    """A town's application. ``by_team`` marks one that the town's own team began: its whole team writes it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="applications")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("Town"))
    by_team = models.BooleanField(default=False, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    language = models.CharField(_("Language"), max_length=10, default="en")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("Changed"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["programme", "place__name", "pk"]
        indexes = [models.Index(fields=["programme", "state"], name="programme_application_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "place"],
                condition=Q(by_team=True) & ~Q(state="withdrawn"),
                name="programme_team_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place.name}: {self.programme}"

    def get_absolute_url(self) -> str:
        """Return the address of the page on which it is written."""
        return reverse("application", args=[self.pk])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams read it once it is sent."""
        return self.programme.country_codes

    @property
    def can_change(self) -> bool:
        """Return whether its authors can still change it: until the deadline, or until the hub has answered."""
        return self.programme.takes_applications and not self.is_answered

    @property
    def is_answered(self) -> bool:
        """Return whether the hub has answered it."""
        return any(reply.sent_at is not None for reply in self.replies.all())

    def includes_person(self, person: Asker) -> bool:
        """Return whether somebody writes it: invited by address, or of the town's team that began it."""
        if not person.is_authenticated:
            return False
        if self.by_team and holds(person, "city_team", place_scope(self.place.country_id, self.place.slug)):
            return True
        return any(one.is_somebody(person) for one in self.authors.all())


def authored_by(person: Person) -> Q:
    """Return which authors are somebody, as ``Author.is_somebody`` says it, for a query."""
    return Q(person_id=person.pk) | Q(person=None, email=person.email)


@audited()
class Author(models.Model):
    """Somebody who writes an application. Without an account it is the address that was invited."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("E-mail address"), blank=True)
    invited_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("author of an application")
        verbose_name_plural = _("authors of an application")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="programme_author_once"),
            models.UniqueConstraint(
                fields=["application", "email"], condition=~Q(email=""), name="programme_author_invited_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.email)

    def is_somebody(self, person: Person) -> bool:
        """Return whether it is this person: by the account, or by the address that was invited."""
        return self.person_id == person.pk or (self.person_id is None and self.email == person.email)


@audited()
class Answer(models.Model):
    """The answer to a question: a text, a number as text, the id of a choice, a list of ids, or a file.

    ``origin`` keeps the figure of the public draft that it started with, its range and how near its source is.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value: Any = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    origin: Any = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="programme_answer_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.question_id}"

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is answered."""
        return self.value in (None, "", []) and self.file_id is None

    @property
    def is_public_figure(self) -> bool:
        """Return whether it still is the figure with which it started."""
        return bool(self.origin) and self.value == self.origin.get("value")


class AnswerVersion(models.Model):
    """What an answer said at a version, and who wrote it: what two writers' texts are compared with. Not audited: it
    is a history itself."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    value: Any = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        ordering = ["answer", "-version"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="programme_answer_version_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"
