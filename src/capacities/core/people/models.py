"""People, the roles they were granted and the roles they ask for. Decisions are taken in services."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.people.managers import PersonManager
from capacities.core.people.roles import ROLES, Role, Scope, parse_scope


def validate_time_zone(value: str) -> None:
    """Refuse a time zone that the IANA database does not know."""
    if value not in available_timezones():
        raise ValidationError(_("“%(zone)s” is not a known time zone."), params={"zone": value})


@audited(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """Somebody with an account, known by their main e-mail address (more addresses: allauth's EmailAddress)."""

    email = models.EmailField(_("E-mail"), max_length=254, unique=True)
    name = models.CharField(_("Name"), max_length=150, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="en")
    time_zone = models.CharField(
        _("Time zone"), max_length=64, default="Europe/Brussels", validators=[validate_time_zone]
    )
    is_active = models.BooleanField(_("May sign in"), default=True)
    joined_at = models.DateTimeField(_("Joined"), default=timezone.now, db_default=Now(), editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    # Kept on the object by queries.active_grants, for the time of a request.
    _active_grants: frozenset[tuple[str, str]]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        """Return the name to greet and to list, or the e-mail address of who gave none."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the same as the full name: parts of a name are not ours to guess."""
        return str(self)

    @property
    def is_staff(self) -> bool:
        """Return whether Django's admin is open to this person: only to stewards."""
        from capacities.core.people.queries import holds

        return self.is_active and holds(self, "steward")

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Answer for Django's admin, where a steward may do everything; our pages ask ``core.permissions``."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """Answer for Django's admin, where a steward sees every app."""
        return self.is_staff


def validate_role(value: str) -> None:
    """Refuse a role that is not in the registry."""
    if value not in ROLES:
        raise ValidationError(_("“%(role)s” is not a role."), params={"role": value})


def validate_scope(value: str) -> None:
    """Refuse a scope that cannot be read."""
    try:
        parse_scope(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants by intent."""

    def active(self) -> GrantQuerySet:
        """Return the grants that hold now: begun, not ended, not revoked."""
        now = timezone.now()
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=now), valid_from__lte=now, revoked_at__isnull=True
        )


@audited()
class Grant(models.Model):
    """A role that a person holds for a scope, from when until when, and who gave it. Revoked ones are kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("Role"), max_length=40, validators=[validate_role])
    scope = models.CharField(_("Scope"), max_length=200, validators=[validate_scope])
    valid_from = models.DateTimeField(_("From"), default=timezone.now, db_default=Now())
    valid_until = models.DateTimeField(_("Until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="grants_given"
    )
    granted_at = models.DateTimeField(_("Granted"), default=timezone.now, db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(_("Revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="grants_revoked"
    )
    revoked_reason = models.CharField(_("Reason"), max_length=500, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["-granted_at"]
        indexes = [models.Index(fields=["role", "scope"], name="grant_by_role_and_scope")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope"], condition=Q(revoked_at__isnull=True), name="one_open_grant_each"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope}"

    @property
    def role_kind(self) -> Role:
        """Return the role's entry in the registry."""
        return ROLES[self.role]

    @property
    def scope_key(self) -> Scope:
        """Return the scope as an object."""
        return parse_scope(self.scope)

    @property
    def is_active(self) -> bool:
        """Return whether the grant holds now."""
        now = timezone.now()
        ended = self.valid_until is not None and self.valid_until <= now
        return self.revoked_at is None and self.valid_from <= now and not ended


class RequestState(models.TextChoices):
    """Where a request for a role stands."""

    OPEN = "open", _("Open")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@audited()
class RoleRequest(models.Model):
    """Somebody asks for the city-team role of a municipality; the country's hub team or a steward answers."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_requests")
    role = models.CharField(_("Role"), max_length=40, default="city_team", validators=[validate_role])
    scope = models.CharField(_("Scope"), max_length=200, validators=[validate_scope])
    country = models.CharField(_("Country"), max_length=2)
    message = models.TextField(_("Your work for the municipality"), max_length=2000, blank=True)
    work_email = models.EmailField(_("E-mail address at work"), blank=True)
    state = models.CharField(_("State"), max_length=12, choices=RequestState, default=RequestState.OPEN)
    asked_at = models.DateTimeField(_("Asked"), default=timezone.now, db_default=Now(), editable=False)
    answered_at = models.DateTimeField(_("Answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests_answered"
    )
    reason = models.TextField(_("Reason"), max_length=2000, blank=True)
    grant = models.ForeignKey(Grant, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests")

    class Meta:
        verbose_name = _("request for a role")
        verbose_name_plural = _("requests for roles")
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["state", "country", "asked_at"], name="request_by_state_and_country")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope"], condition=Q(state="open"), name="one_open_request_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope} ({self.state})"

    @property
    def scope_key(self) -> Scope:
        """Return the scope as an object."""
        return parse_scope(self.scope)

    @property
    def is_open(self) -> bool:
        """Return whether the request still waits for an answer."""
        return self.state == RequestState.OPEN
