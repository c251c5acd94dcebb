"""Sessions as events: draft one in one click, change it, publish it, take it back, drop it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Assessment
from capacities.capacity.sessions.models import Expected, PlannedSession
from capacities.capacity.sessions.queries import addresses_of
from capacities.capacity.sessions.services.series import locked_session
from capacities.core.outbox.letters import supported_language
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.texts import language_name, told_in
from capacities.core.topics import topic_names
from capacities.events import services as events
from capacities.events.models import Event


@transaction.atomic
def make_event(*, by: Person, session: PlannedSession) -> PlannedSession:
    """Draft the event of a session with title, day, language and description, and note who is expected."""
    require(by, "capacity.keep", session.series)
    session = locked_session(session)
    if session.removed_at or not session.is_chosen:
        raise Refused(_("Only a session of the chosen series becomes an event."))
    if session.event is None:
        session.event = events.save_draft(values=_first_values(session))
        _expect(session)
    session.event_dropped_at = None
    session.save(update_fields=["event", "event_dropped_at"])
    return session


@transaction.atomic
def save_event(
    *, by: Person, session: PlannedSession, values: Mapping[str, Any], addresses: Sequence[str]
) -> PlannedSession:
    """Change the event of a session and who is expected at it. Raises ValidationError."""
    require(by, "capacity.keep", session.series)
    session = locked_session(session)
    event = _event(session)
    events.save_draft(values=values, event=event)
    wanted = {address.strip().lower() for address in addresses}
    session.expected.exclude(email__in=wanted).delete()
    there = set(session.expected.values_list("email", flat=True))
    known = {person.email: person for person in Person.objects.filter(email__in=wanted - there)}
    for address in sorted(wanted - there):
        Expected.objects.create(session=session, email=address, person=known.get(address))
    return session


@transaction.atomic
def publish_session(*, by: Person, session: PlannedSession) -> PlannedSession:
    """Let everybody see the event of a session."""
    require(by, "capacity.keep", session.series)
    session = locked_session(session)
    event = _event(session)
    events.set_draft(event=event, is_draft=False)
    return session


@transaction.atomic
def withdraw_session(*, by: Person, session: PlannedSession) -> PlannedSession:
    """Make a published event a draft again."""
    require(by, "capacity.keep", session.series)
    session = locked_session(session)
    event = _event(session)
    events.set_draft(event=event, is_draft=True)
    return session


@transaction.atomic
def drop_event(*, by: Person, session: PlannedSession) -> PlannedSession:
    """Drop the draft of an event. It is kept aside: made an event again, the session has it back as it was."""
    require(by, "capacity.keep", session.series)
    session = locked_session(session)
    if not _event(session).is_draft:
        raise Refused(_("The event is published. Make it a draft again first."))
    session.event_dropped_at = timezone.now()
    session.save(update_fields=["event_dropped_at"])
    return session


def _event(session: PlannedSession) -> Event:
    if session.event is None or not session.has_event:
        raise Refused(_("This session is no event any more."))
    return session.event


def _first_values(session: PlannedSession) -> dict[str, Any]:
    """Return what the draft of an event begins with, in the session's language where the site speaks it."""
    language = supported_language(session.language)
    with translation.override(language):
        topics = ", ".join(topic_names(session.topics))
        title = told_in(session.title, language).text or _("Session on: %(topics)s") % {"topics": topics}
        said = _("Topics: %(topics)s. Trainer: %(trainer)s. Language: %(language)s.") % {
            "topics": topics,
            "trainer": session.trainer,
            "language": language_name(session.language),
        }
    return {
        "title": title[:250],
        "kind": "training",
        "starts_on": session.on,
        "ends_on": session.on,
        "organiser": session.trainer.organisation,
        "format": session.format,
        "place": session.place,
        "country": session.series.round.countries[0] if len(session.series.round.countries) == 1 else "",
        "description": said,
        "language": language,
        "source": str(session.series),
    }


def _expect(session: PlannedSession) -> None:
    """Note the addresses of those whose need the session meets."""
    teams = {id for id, _topic, _weight in session.result.get("meets", ())}
    for team in Assessment.objects.filter(pk__in=teams).select_related("place"):
        for address, person in addresses_of(team).items():
            Expected.objects.get_or_create(
                session=session, email=address, defaults={"assessment": team, "person": person}
            )
