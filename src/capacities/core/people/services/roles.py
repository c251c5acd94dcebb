"""Roles: asking for them, granting, refusing and taking them back. Every change is told to whom it concerns."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.people.models import Grant, Person, RequestState, RoleRequest
from capacities.core.people.queries import forget_grants, holds, who_answers
from capacities.core.people.roles import ROLES, Scope
from capacities.core.people.tasks import tell_person
from capacities.core.permissions import Refused, RoleFor, require

ANSWERED_ALREADY = _("This request has been answered or withdrawn in the meantime.")


@transaction.atomic
def request_role(*, by: Person, scope: Scope, message: str, work_email: str = "") -> RoleRequest:
    """Ask for the city-team role of a municipality and tell who answers. Raises Refused for a second request."""
    require(by, "people.request_role", scope)
    _lock(by)
    if holds(by, "city_team", scope):
        raise Refused(_("You belong to this city’s team already."))
    if RoleRequest.objects.filter(person=by, role="city_team", scope=str(scope), state=RequestState.OPEN).exists():
        raise Refused(_("You have asked already; the answer will come by e-mail."))
    request = RoleRequest.objects.create(
        person=by, scope=str(scope), country=scope.country, message=message, work_email=work_email
    )
    for person in who_answers(scope.country):
        if person != by:
            tell_person.defer(person_id=person.pk, name="role_requested", request_id=request.pk)
    return request


@transaction.atomic
def grant_role(*, by: Person, person: Person, role: str, scope: Scope, valid_until: datetime | None = None) -> Grant:
    """Give a person a role for a scope; one that they hold already is returned, with the new end.

    Raises Refused without the right, ValueError for a role that does not exist or a scope of another kind.
    """
    require(by, "people.grant_role", RoleFor(role, scope))
    if role not in ROLES or ROLES[role].scope_kind is not scope.kind:
        raise ValueError(f"role {role!r} cannot be granted for scope {str(scope)!r}")
    _lock(person)
    grant, created = Grant.objects.get_or_create(
        person=person,
        role=role,
        scope=str(scope),
        revoked_at=None,
        defaults={"granted_by": by, "valid_until": valid_until},
    )
    if not created:
        grant.valid_until = valid_until
        grant.save(update_fields=["valid_until"])
    forget_grants(person)
    return grant


@transaction.atomic
def accept_request(*, by: Person, request: RoleRequest) -> RoleRequest:
    """Grant what was asked for and tell the asker."""
    require(by, "people.answer_request", request)
    request = _open(request)
    request.grant = grant_role(by=by, person=request.person, role=request.role, scope=request.scope_key)
    _answer(request, by=by, state=RequestState.GRANTED)
    tell_person.defer(person_id=request.person_id, name="role_granted", request_id=request.pk)
    return request


@transaction.atomic
def refuse_request(*, by: Person, request: RoleRequest, reason: str) -> RoleRequest:
    """Refuse a request and tell the asker why. Raises Refused without a reason."""
    require(by, "people.answer_request", request)
    if not reason.strip():
        raise Refused(_("Give the reason: the asker will read it."))
    request = _open(request)
    request.reason = reason.strip()
    _answer(request, by=by, state=RequestState.REFUSED)
    tell_person.defer(person_id=request.person_id, name="role_refused", request_id=request.pk)
    return request


@transaction.atomic
def reopen_request(*, by: Person, request: RoleRequest) -> RoleRequest:
    """Undo an answer: the role is taken back, the request waits again, and the asker is told."""
    require(by, "people.answer_request", request)
    request = RoleRequest.objects.select_for_update().get(pk=request.pk)
    if request.state not in (RequestState.GRANTED, RequestState.REFUSED):
        raise Refused(_("Only a request that was granted or refused can be opened again."))
    newer = RoleRequest.objects.filter(
        person_id=request.person_id, role=request.role, scope=request.scope, state=RequestState.OPEN
    )
    if newer.exists():
        raise Refused(_("The person has asked anew; answer that request."))
    if request.grant and request.grant.revoked_at is None:
        _revoke(request.grant, by=by, reason="")
    request.grant = None
    request.reason = ""
    request.state, request.answered_at, request.answered_by = RequestState.OPEN, None, None
    request.save()
    tell_person.defer(person_id=request.person_id, name="request_reopened", request_id=request.pk)
    return request


@transaction.atomic
def withdraw_request(*, by: Person, request: RoleRequest) -> RoleRequest:
    """Take back one's own request."""
    require(by, "people.withdraw_request", request)
    request = _open(request)
    _answer(request, by=by, state=RequestState.WITHDRAWN)
    return request


@transaction.atomic
def revoke_grant(*, by: Person, grant: Grant, reason: str = "") -> Grant:
    """End a role, or give up one's own, and tell the holder when somebody else did it."""
    require(by, "people.revoke_grant", grant)
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.revoked_at is not None:
        raise Refused(_("This role has ended already."))
    _revoke(grant, by=by, reason=reason)
    if grant.person_id != by.pk:
        tell_person.defer(person_id=grant.person_id, name="role_revoked", grant_id=grant.pk)
    return grant


def _lock(person: Person) -> None:
    """Let two requests about the same person follow each other, so that neither misses the other's row."""
    Person.objects.select_for_update().get(pk=person.pk)


def _open(request: RoleRequest) -> RoleRequest:
    fresh = RoleRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    if not fresh.is_open:
        raise Refused(ANSWERED_ALREADY)
    return fresh


def _answer(request: RoleRequest, *, by: Person, state: RequestState) -> None:
    request.state = state
    request.answered_at = timezone.now()
    request.answered_by = by
    request.save(update_fields=["state", "answered_at", "answered_by", "reason", "grant"])


def _revoke(grant: Grant, *, by: Person, reason: str) -> None:
    grant.revoked_at = timezone.now()
    grant.revoked_by = by
    grant.revoked_reason = reason.strip()[:500]
    grant.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    forget_grants(grant.person)
    if grant.person_id == by.pk:
        forget_grants(by)
