"""Meetings, the dates proposed for them, and who is invited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.organisations.models import Organisation
from capacities.core.organisations.names import country_name
from capacities.core.places.models import Place
from capacities.core.removal import Removable, StandingManager
from capacities.core.texts import TextsField, told_in
from capacities.core.topics import TopicsField
from capacities.hub.meetings.kinds import Answer, Attendance, Format, MeetingKind, MeetingState
from capacities.hub.structure.models import Body, Hub, Visibility

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


@audited()
class Meeting(Removable):
    """A meeting of a hub. The time is kept in UTC with the zone in which it was agreed; none while dates are asked."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="meetings")
    body = models.ForeignKey(
        Body, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("Body")
    )
    kind = models.CharField(_("Kind"), max_length=12, choices=MeetingKind)
    title = TextsField(verbose_name=_("Title"))
    summary = TextsField(verbose_name=_("What it is about"), blank=True)
    topics = TopicsField()
    state = models.CharField(_("State"), max_length=12, choices=MeetingState, default=MeetingState.DRAFT)
    starts_at = models.DateTimeField(_("Begins"), null=True, blank=True)
    minutes_long = models.PositiveSmallIntegerField(_("Minutes"), default=90)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Brussels")
    format = models.CharField(_("Held"), max_length=10, choices=Format, default=Format.ONLINE)
    venue = models.CharField(_("Place"), max_length=250, blank=True)
    join_url = models.URLField(_("Link to join"), blank=True)
    visibility = models.CharField(_("Title and date are seen by"), max_length=10, choices=Visibility, default="hub")
    counterpart_country = models.CharField(_("With the country"), max_length=2, blank=True)
    counterpart_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("With the town")
    )
    counterpart_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("With")
    )
    outcome = models.TextField(_("What came of it"), blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["hub", "-starts_at"], name="meeting_by_hub"),
            models.Index(fields=["counterpart_place", "-starts_at"], name="meeting_with_place"),
        ]

    def __str__(self) -> str:
        return told_in(self.title).text

    def get_absolute_url(self) -> str:
        """Return the address of the meeting's page."""
        return reverse("hub-meeting", args=[self.hub.slug, self.pk])

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.hub.country_codes

    @property
    def ends_at(self) -> datetime | None:
        """Return when it ends, if it is known when it begins."""
        return self.starts_at + timedelta(minutes=self.minutes_long) if self.starts_at else None

    @property
    def local_start(self) -> datetime | None:
        """Return when it begins, on the clock of its own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)) if self.starts_at else None

    @property
    def counterpart(self) -> str:
        """Return with whom a bilateral meeting is held."""
        country = country_name(self.counterpart_country) if self.counterpart_country else ""
        place = self.counterpart_place.name if self.counterpart_place else ""
        return ", ".join(part for part in (place, country, str(self.counterpart_organisation or "")) if part)

    @property
    def is_over(self) -> bool:
        """Return whether it has ended by now."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def is_locked(self) -> bool:
        """Return whether its agenda and minutes are closed."""
        return self.state in (MeetingState.APPROVED, MeetingState.CANCELLED)

    def includes_person(self, person: Asker) -> bool:
        """Return whether somebody is invited or sits in its body today."""
        if person.pk is None:
            return False
        invited = self.guests.filter(person_id=person.pk, removed_at=None).exists()
        return invited or bool(self.body and self.body.includes_person(person))


@audited()
class DateOption(models.Model):
    """A date that is proposed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("Begins"))

    class Meta:
        verbose_name = _("proposed date")
        verbose_name_plural = _("proposed dates")
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_at"], name="date_proposed_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


@audited()
class Guest(models.Model):
    """Somebody invited to a meeting, with what they answered and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-mail address"), blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(_("Answer"), max_length=6, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    attendance = models.CharField(_("Attendance"), max_length=8, choices=Attendance, blank=True)
    bounced = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("guest of a meeting")
        verbose_name_plural = _("guests of meetings")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "email"], condition=~Q(email=""), name="guest_invited_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Return where mails to the guest go: to the account before the address that was written down."""
        return self.person.email if self.person else self.email

    @property
    def stands_for(self) -> str:
        """Return the organisation or town that the guest comes from."""
        return ", ".join(str(one.name) for one in (self.place, self.organisation) if one)


class DateAnswer(models.Model):
    """What a guest said to a proposed date. Not audited: it tells of a person."""

    option = models.ForeignKey(DateOption, on_delete=models.CASCADE, related_name="answers")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="date_answers")
    answer = models.CharField(max_length=6, choices=Answer)

    class Meta:
        verbose_name = _("answer to a proposed date")
        verbose_name_plural = _("answers to proposed dates")
        constraints = [models.UniqueConstraint(fields=["option", "guest"], name="one_answer_to_a_date")]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.option_id} {self.answer}"
