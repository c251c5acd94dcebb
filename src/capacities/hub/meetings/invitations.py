"""Mails about a meeting: to each guest in their language, with the date for their calendar and a link of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from capacities.core.calendars import Address, Entry, Method, calendar_of
from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post
from capacities.core.texts import told_in
from capacities.hub.meetings.models import Guest, Meeting

_SALT = "hub-meeting-guest"
_LINK_HOLDS_S = 180 * 24 * 3600


def guest_link(guest: Guest) -> str:
    """Return the address under which a guest answers without an account."""
    return reverse("hub-guest", args=[signing.dumps(guest.pk, salt=_SALT)])


def guest_of(token: str) -> Guest | None:
    """Return the guest that a link belongs to, or None for a link that is wrong, old or of somebody taken off."""
    try:
        number = signing.loads(token, salt=_SALT, max_age=_LINK_HOLDS_S)
    except signing.BadSignature:
        return None
    found = Guest.objects.filter(pk=number, removed_at=None, meeting__removed_at=None)
    return found.select_related("meeting", "meeting__hub", "meeting__body", "meeting__body__hub", "person").first()


def language_of(guest: Guest) -> str:
    """Return the language in which a guest is written to: their own, else the hub's."""
    return guest.person.language if guest.person else guest.meeting.hub.language


def entry_of(meeting: Meeting, language: str, guests: Iterable[Guest] = ()) -> Entry:
    """Return a meeting as an entry of a calendar. It must have a date."""
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    host = settings.SITE_ROOT.partition("://")[2]
    title = told_in(meeting.title, language)
    return Entry(
        uid=f"meeting-{meeting.pk}@{host}",
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=title.text,
        language=title.language,
        description=told_in(meeting.summary, language).text,
        location=", ".join(part for part in (meeting.venue, meeting.join_url) if part),
        url=f"{settings.SITE_ROOT}{meeting.get_absolute_url()}",
        sequence=meeting.sequence,
        cancelled=meeting.state == "cancelled",
        organiser=Address(meeting.hub.contact or settings.DEFAULT_FROM_EMAIL, told_in(meeting.hub.name, language).text),
        attendees=tuple(Address(guest.address, guest.name) for guest in guests),
    )


def tell(meeting: Meeting, guests: Iterable[Guest], name: str, *, method: Method | None = None, **more: Any) -> int:
    """Write the mail `name` to guests who have an address and, with an account, may sign in; return to how many.

    A ``method`` adds the calendar entry.
    """
    told = 0
    for guest in guests:
        if not guest.address or (guest.person and not guest.person.is_active):
            continue
        language = language_of(guest)
        zone = guest.person.time_zone if guest.person else meeting.time_zone
        with translation.override(language):
            context = {
                "meeting": meeting,
                "guest": guest,
                "person": guest.name,
                "link": f"{settings.SITE_ROOT}{guest_link(guest)}",
                "hub": told_in(meeting.hub.name, language).text,
                "title": told_in(meeting.title, language).text,
                **more,
            }
        letter = compose(f"hub_meetings/mail/{name}", context, language=language, zone=zone)
        calendar = ""
        if method and meeting.starts_at:
            calendar = calendar_of([entry_of(meeting, language, [guest])], now=timezone.now(), method=method)
        post(
            letter,
            to=guest.address,
            person=guest.person,
            kind=f"meeting_{name}",
            about=f"meeting:{meeting.pk}",
            reply_to=meeting.hub.contact,
            calendar=calendar,
            calendar_method=method or "",
            key=f"guest:{guest.pk}:{name}:{more['once']}" if "once" in more else None,
        )
        told += 1
    return told
