"""Reads of people, grants and requests. Functions that list others' data take the asker first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.db.models import Prefetch, Q, QuerySet

from capacities.core.people.models import Grant, Person, RequestState, RoleRequest
from capacities.core.people.roles import EVERYWHERE, Scope, ScopeKind, country_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from capacities.core.audit import Change

    Asker = Person | AnonymousUser


def active_grants(person: Asker) -> frozenset[tuple[str, str]]:
    """Return the (role, scope key) pairs that a person holds now; read once per request and kept on the object."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    kept: frozenset[tuple[str, str]] | None = getattr(person, "_active_grants", None)
    if kept is None:
        kept = frozenset(Grant.objects.active().filter(person_id=person.pk).values_list("role", "scope"))
        person._active_grants = kept
    return kept


def forget_grants(person: Person) -> None:
    """Drop the kept grants of a person after they changed."""
    if hasattr(person, "_active_grants"):
        del person._active_grants


def holds(person: Asker, role: str, scope: Scope | None = None) -> bool:
    """Return whether a person holds a role: for this scope, or for any when none is given."""
    return any(r == role and (scope is None or s == str(scope)) for r, s in active_grants(person))


def countries_of_hub_team(person: Asker) -> frozenset[str]:
    """Return the codes of the countries to whose hub teams a person belongs."""
    prefix = f"{ScopeKind.COUNTRY}:"
    return frozenset(scope.removeprefix(prefix) for role, scope in active_grants(person) if role == "hub_team")


def holders(role: str, scope: Scope = EVERYWHERE) -> QuerySet[Person]:
    """Return the people who hold a role for a scope now and may sign in, by name."""
    grants = Grant.objects.active().filter(role=role, scope=str(scope))
    return Person.objects.filter(is_active=True, pk__in=grants.values("person_id"))


def is_last_steward(person_id: int | None) -> bool:
    """Return whether this person is the only one who can run the installation."""
    ids = set(holders("steward").values_list("pk", flat=True)[:2])
    return ids == {person_id}


def who_answers(country: str) -> list[Person]:
    """Return who is told of a request: the hub team of the country, or the stewards where it has none."""
    team = list(holders("hub_team", country_scope(country)))
    return team or list(holders("steward"))


def requests_visible_to(by: Asker) -> QuerySet[RoleRequest]:
    """Return the requests that a person may answer, oldest first: all for stewards, their country's for hub teams."""
    visible = RoleRequest.objects.select_related("person", "answered_by")
    if holds(by, "steward"):
        return visible
    return visible.filter(country__in=countries_of_hub_team(by), role="city_team")


def open_requests(by: Asker) -> QuerySet[RoleRequest]:
    """Return the visible requests that wait for an answer."""
    return requests_visible_to(by).filter(state=RequestState.OPEN)


def answered_requests(by: Asker, limit: int = 50) -> QuerySet[RoleRequest]:
    """Return the visible requests that were answered or withdrawn, latest first."""
    return requests_visible_to(by).exclude(state=RequestState.OPEN).order_by("-answered_at")[:limit]


def own_requests(by: Person) -> QuerySet[RoleRequest]:
    """Return what a person asked for, latest first."""
    return by.role_requests.order_by("-asked_at")


def own_grants(by: Person) -> QuerySet[Grant]:
    """Return the roles that a person holds now."""
    return by.grants.active()


def open_request_for(by: Asker, role: str, scope: Scope) -> RoleRequest | None:
    """Return a person's own open request for a role, if there is one."""
    if not by.is_authenticated:
        return None
    return RoleRequest.objects.filter(person_id=by.pk, role=role, scope=str(scope), state=RequestState.OPEN).first()


def people_matching(by: Asker, text: str = "") -> QuerySet[Person]:
    """Return people whose name or address contains the text, with their present roles; none unless a steward asks."""
    if not holds(by, "steward"):
        return Person.objects.none()
    found = Person.objects.filter(Q(name__icontains=text) | Q(email__icontains=text)) if text else Person.objects.all()
    return found.prefetch_related(Prefetch("grants", Grant.objects.active(), to_attr="present_grants"))


def proved_addresses(person: Person) -> list[str]:
    """Return the e-mail addresses that somebody has proved to be theirs, in small letters."""
    proved = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return sorted({address.lower() for address in (person.email, *proved)})


def is_theirs(person: Person) -> Q:
    """Return which records are somebody's, for tables with ``person`` and ``email``: by account, or by their address.

    Addresses in these tables count in any case.
    """
    theirs = Q(person=person)
    for address in proved_addresses(person):
        theirs |= Q(email__iexact=address)
    return theirs


def sign_in_methods(person: Person) -> dict[str, Any]:
    """Return how a person can sign in: addresses, password, authenticator app, passkeys, codes left, providers."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    by_type: dict[str, list[Authenticator]] = {}
    for authenticator in Authenticator.objects.filter(user=person):
        by_type.setdefault(authenticator.type, []).append(authenticator)
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES, [])
    return {
        "addresses": list(EmailAddress.objects.filter(user=person).order_by("-primary", "email")),
        "password": person.has_usable_password(),
        "totp": bool(by_type.get(Authenticator.Type.TOTP)),
        "passkeys": len(by_type.get(Authenticator.Type.WEBAUTHN, [])),
        "recovery_codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "providers": list(SocialAccount.objects.filter(user=person)),
    }


def present_grants(person: Person) -> QuerySet[Grant]:
    """Return the roles that a person holds now, with who granted them."""
    return person.grants.active().select_related("granted_by")


def names_of(changes: Iterable[Change]) -> dict[int, str]:
    """Return the names of those who made some changes, by the number of their account."""
    ids = {change.person_id for change in changes if change.person_id}
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=ids).only("name", "email")}
