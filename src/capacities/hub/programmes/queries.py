"""Reads of programmes and applications. Every function takes the asker first and returns only what they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.people.queries import active_grants
from capacities.core.people.roles import ScopeKind, parse_scope
from capacities.core.permissions import may
from capacities.core.removal import KEPT_FOR
from capacities.hub.programmes.kinds import ApplicationState, Outcome, Phase, ProgrammeState
from capacities.hub.programmes.models import Application, Author, Programme, Reply
from capacities.hub.programmes.models.applications import authored_by
from capacities.hub.structure.models import Hub, Visibility

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


def programmes_visible_to(by: Asker, hub: Hub) -> QuerySet[Programme]:
    """Return the programmes of a hub that somebody may see: called ones, all for the hub's team, the next deadline
    first and what has none after it."""
    found = Programme.objects.filter(hub=hub, removed_at=None).select_related("hub")
    if not may(by, "programmes.see_private", hub):
        called = ~Q(state=ProgrammeState.DRAFT) & Q(visibility__in=_open_to(by))
        found = found.filter(called | Q(pk__in=_written_by(by).values("programme_id")))
    sent = Count("applications", filter=Q(applications__state=ApplicationState.SENT))
    return found.annotate(sent_count=sent).order_by(F("closes_at").desc(nulls_first=True), "-pk")


def removed_programmes(by: Asker, hub: Hub) -> QuerySet[Programme]:
    """Return the programmes that somebody may bring back, the latest first."""
    if not may(by, "programmes.keep", hub):
        return Programme.objects.none()
    since = timezone.now() - KEPT_FOR
    return Programme.objects.filter(hub=hub, removed_at__gte=since).select_related("hub").order_by("-removed_at")


def open_programmes(by: Asker, hub: Hub) -> list[Programme]:
    """Return the programmes of a hub to which towns can apply now, or soon, the next deadline first."""
    called = programmes_visible_to(by, hub).filter(state=ProgrammeState.CALLED)
    coming = [one for one in called if one.phase in (Phase.OPEN, Phase.ANNOUNCED)]
    return sorted(coming, key=lambda one: (one.closes_at is None, one.closes_at or one.created_at))


def public_programmes() -> QuerySet[Programme]:
    """Return the programmes that everybody sees, of all public hubs."""
    found = Programme.objects.filter(removed_at=None, visibility=Visibility.PUBLIC, hub__visibility=Visibility.PUBLIC)
    return found.exclude(state=ProgrammeState.DRAFT).select_related("hub").order_by("hub__slug", "slug")


def programmes_that_wait(by: Asker, hub: Hub) -> QuerySet[Programme]:
    """Return the closed programmes of a hub whose towns wait for a decision or to be told of it, for its keepers.

    ``to_decide`` and ``to_tell`` count those towns.
    """
    if not may(by, "programmes.keep", hub):
        return Programme.objects.none()
    sent = Q(applications__state=ApplicationState.SENT)
    decided = Q(applications__decision__outcome__in=Outcome.values)
    told = Reply.objects.filter(
        application=OuterRef("applications"),
        decision_version=OuterRef("applications__decision__version"),
        sent_at__isnull=False,
    )
    found = Programme.objects.filter(hub=hub, removed_at=None, closes_at__lte=timezone.now())
    found = found.exclude(state=ProgrammeState.DRAFT).annotate(
        to_decide=Count("applications", filter=sent & ~decided, distinct=True),
        to_tell=Count("applications", filter=sent & decided & Q(~Exists(told)), distinct=True),
    )
    return found.filter(Q(to_decide__gt=0) | Q(to_tell__gt=0)).order_by("closes_at", "pk")


def calls_in(country: str) -> list[Programme]:
    """Return the programmes of a country that everybody sees and to which towns can apply now or soon."""
    called = public_programmes().filter(hub__countries__contains=[country], state=ProgrammeState.CALLED)
    coming = (Phase.OPEN, Phase.ANNOUNCED, Phase.ELSEWHERE)
    return [one for one in called.order_by(F("closes_at").asc(nulls_last=True), "pk") if one.phase in coming]


def applications_of(by: Asker) -> QuerySet[Application]:
    """Return the applications that somebody writes, the latest first."""
    found = _written_by(by).select_related("programme__hub", "place").prefetch_related("authors__person", "replies")
    return found.order_by("-changed_at")


def applications_sent_to(by: Asker, programme: Programme) -> QuerySet[Application]:
    """Return the applications that a programme received, for those who keep it; nobody else sees any."""
    if not may(by, "programmes.keep", programme):
        return Application.objects.none()
    found = Application.objects.filter(programme=programme, state=ApplicationState.SENT)
    return found.select_related("place", "programme__hub", "decision__by").prefetch_related(
        "authors", "readings__reader", "replies"
    )


def next_to_score(by: Person, programme: Programme, after: Application) -> Application | None:
    """Return the next application that a reader has neither scored nor left to colleagues, by town."""
    left = applications_sent_to(by, programme).exclude(readings__reader=by).exclude(pk=after.pk)
    return left.order_by("place__name", "pk").first()


def _written_by(by: Asker) -> QuerySet[Application]:
    if not isinstance(by, Person):
        return Application.objects.none()
    mine = Q(pk__in=Author.objects.filter(authored_by(by)).values("application_id"))
    for role, scope in active_grants(by):
        if role == "city_team" and parse_scope(scope).kind is ScopeKind.PLACE:
            country, _slash, slug = parse_scope(scope).id.partition("/")
            mine |= Q(by_team=True, place__country_id=country.upper(), place__slug=slug)
    return Application.objects.filter(mine)


def _open_to(by: Asker) -> list[str]:
    return [Visibility.PUBLIC, Visibility.NETWORK] if by.is_authenticated else [Visibility.PUBLIC]
