"""Templates of self-assessments: versions, sections and questions. A published version never changes.

What is removed keeps its row for 30 days. ``objects`` of versions, sections and questions leave such rows out;
``everything`` has them.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.engines import maturity


class Audience(models.TextChoices):
    """Who answers."""

    COUNTRY = "country", _("countries")
    CITY = "city", _("cities")


class State(models.TextChoices):
    """Where a version stands. Only a draft can be changed; a retired one is offered for no new round."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class Kind(models.TextChoices):
    """How a question is answered."""

    MATURITY = maturity.MATURITY, _("maturity scale with described levels")
    SINGLE = maturity.SINGLE, _("one of several choices")
    MULTIPLE = maturity.MULTIPLE, _("several of the choices")
    NUMBER = maturity.NUMBER, _("number")
    TEXT = maturity.TEXT, _("text")
    FILE = maturity.FILE, _("evidence file")


class Kept(models.Manager[Any]):
    """Leaves out what was removed, also with the section or the version it stood in."""

    def __init__(self, *above: str) -> None:
        super().__init__()
        self._present = {f"{path}removed_at": None for path in ("", *above)}

    def get_queryset(self) -> Any:
        """Return what is there."""
        return super().get_queryset().filter(**self._present)


@audited()
class Template(models.Model):
    """A self-assessment as a whole, such as the one on national support structures; no countries: Europe keeps it."""

    slug = models.SlugField(_("Name in addresses"), max_length=80, unique=True)
    name = TextsField(verbose_name=_("Name"))
    purpose = TextsField(verbose_name=_("What it is for"), blank=True)
    audience = models.CharField(_("Answered by"), max_length=10, choices=Audience)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["slug"]

    def __str__(self) -> str:
        return told_in(self.name).text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("capacity-template", args=[self.slug])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it; none for Europe's."""
        return tuple(self.countries)


@audited()
class Version(models.Model):
    """One version of a template, with its own copy of sections and questions.

    ``fingerprint`` is that of the file it was loaded from; versions that people wrote have none.
    """

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Version"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.DRAFT)
    note = TextsField(verbose_name=_("What changed"), blank=True)
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Kept()
    everything = models.Manager["Version"]()

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], condition=Q(removed_at=None), name="template_version_number"
            ),
            models.UniqueConstraint(
                fields=["template"], condition=Q(state="draft", removed_at=None), name="one_draft_of_a_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.number})"

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.template.country_codes


@audited()
class Section(models.Model):
    """A part of a version. Its key stays the same from version to version."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    title = TextsField(verbose_name=_("Title"))
    text = TextsField(verbose_name=_("Introduction"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Kept()
    everything = models.Manager["Section"]()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], condition=Q(removed_at=None), name="section_key")
        ]

    def __str__(self) -> str:
        return told_in(self.title).text


@audited()
class Question(models.Model):
    """A question. Its key stays the same from version to version, so that answers can be carried over and compared.

    ``options`` is a list of ``{"key", "texts": {language: text}, "score": 0 to 1 or null}``: the choices, or the
    levels of a maturity scale from the lowest to the highest. ``condition`` is empty (always asked) or
    ``{"question": key, "any_of": [option keys]}`` or ``{"question": key, "at_least": number}``.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60)
    kind = models.CharField(_("Kind of answer"), max_length=10, choices=Kind)
    text = TextsField(verbose_name=_("Question"))
    hint = TextsField(verbose_name=_("Hint"), blank=True)
    topics = TopicsField()
    weight = models.DecimalField(
        _("Weight"), max_digits=4, decimal_places=1, default=1, validators=[MinValueValidator(0)]
    )
    is_required = models.BooleanField(_("An answer is needed"), default=True)
    options = models.JSONField(default=list, blank=True)
    low = models.FloatField(_("Scores 0 at"), null=True, blank=True)
    high = models.FloatField(_("Scores fully at"), null=True, blank=True)
    least = models.FloatField(_("Smallest number"), null=True, blank=True)
    most = models.FloatField(_("Largest number"), null=True, blank=True)
    unit = TextsField(verbose_name=_("Unit"), blank=True)
    longest = models.PositiveIntegerField(_("At most this many characters"), null=True, blank=True)
    condition = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Kept("section__")
    everything = models.Manager["Question"]()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "key"], condition=Q(removed_at=None), name="question_key_in_section"
            )
        ]

    def __str__(self) -> str:
        return told_in(self.text).text

    def scored(self) -> maturity.Question:
        """Return what the engine needs to know of it."""
        condition = None
        if self.condition:
            condition = maturity.Condition(
                self.condition["question"],
                frozenset(self.condition.get("any_of", ())),
                self.condition.get("at_least"),
            )
        options: dict[str, float | None] = {option["key"]: option.get("score") for option in self.options}
        return maturity.Question(
            key=self.key, kind=self.kind, topics=tuple(self.topics), weight=float(self.weight),
            options=options, low=self.low, high=self.high, condition=condition,
        )  # fmt: skip

    def option_text(self, key: str) -> Any:
        """Return the text of an option in the reader's language; its key where the option is gone."""
        for option in self.options:
            if option["key"] == key:
                return told_in(option["texts"])
        return key
