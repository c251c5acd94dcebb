"""What a town does with its application: begin it, invite colleagues, send it, withdraw it. Answers stand apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post, post_to
from capacities.core.people.mails import letter_to
from capacities.core.people.models import Person
from capacities.core.people.queries import holds
from capacities.core.people.roles import place_scope
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.core.texts import told_in
from capacities.hub.programmes.kinds import MOST_AUTHORS, REMIND_DAYS, ApplicationState, ProgrammeState
from capacities.hub.programmes.models import Application, Author, Programme
from capacities.hub.programmes.models.applications import authored_by
from capacities.hub.programmes.prefill import fill_in
from capacities.hub.programmes.services.refusals import Missing
from capacities.hub.programmes.words import deadline_of, why_locked

WRITE = "programmes.write"


def begin_application(*, by: Person, programme: Programme, place: Place, language: str) -> Application:
    """Begin the application of a town, or return the one that the town's team or this person writes already.

    Raises ValidationError for a town outside the hub's countries, Refused while nothing is taken.
    """
    require(by, "programmes.apply", programme)
    _refuse_closed_call(programme)
    if place.country_id not in programme.hub.countries:
        raise ValidationError({"place": _("%(town)s does not lie in a country of this hub.") % {"town": place.name}})
    by_team = _is_of(by, place)
    there = _live(programme, place, by, by_team)
    if there is not None:
        return there
    try:
        with transaction.atomic():
            application = Application.objects.create(
                programme=programme, place=place, by_team=by_team, language=language
            )
            Author.objects.create(application=application, person=by)
            fill_in(application, programme.questions.filter(removed_at=None))
    except IntegrityError:  # a colleague of the same team began in the same moment
        return Application.objects.get(pk=_live_team(programme, place).values("pk")[:1])
    return application


@transaction.atomic
def send_application(*, by: Person, application: Application) -> Application:
    """Send an application to the hub and confirm it to all who write it. Raises Missing while answers are missing."""
    require(by, WRITE, application)
    application = lock(application)
    refuse_locked(application)
    if application.state != ApplicationState.DRAFT:
        raise Refused(_("This application was sent or withdrawn already."))
    missing = missing_answers(application)
    if missing:
        raise Missing(
            ngettext("%(count)s answer is missing.", "%(count)s answers are missing.", len(missing))
            % {"count": len(missing)},
            missing,
        )
    if _is_of(by, application.place) and not _live_team(application.programme, application.place).exists():
        application.by_team = True
    application.state, application.sent_at = ApplicationState.SENT, timezone.now()
    application.save(update_fields=["state", "sent_at", "by_team"])
    about = f"application:{application.pk}"
    for person in writers(application):
        post_to(
            person,
            letter_to(person, "hub_programmes/mail/sent", _told(application, person)),
            kind="application_sent",
            about=about,
        )
    return application


@transaction.atomic
def withdraw_application(*, by: Person, application: Application) -> Application:
    """Take an application, sent or not, away from the hub; what was written is kept."""
    require(by, WRITE, application)
    application = lock(application)
    refuse_locked(application)
    if application.state == ApplicationState.WITHDRAWN:
        raise Refused(_("This application was withdrawn."))
    application.state = ApplicationState.WITHDRAWN
    application.save(update_fields=["state"])
    return application


@transaction.atomic
def make_draft_again(*, by: Person, application: Application) -> Application:
    """Make a withdrawn application a draft again, unless a newer one took its place."""
    require(by, WRITE, application)
    application = lock(application)
    refuse_locked(application)
    if application.state != ApplicationState.WITHDRAWN:
        raise Refused(_("This application is not withdrawn."))
    if _live(application.programme, application.place, by, application.by_team) is not None:
        raise Refused(_("There is a newer application for this town; go on with that one."))
    application.state, application.sent_at = ApplicationState.DRAFT, None
    application.save(update_fields=["state", "sent_at"])
    return application


@transaction.atomic
def invite_author(*, by: Person, application: Application, email: str) -> Author:
    """Invite a colleague by mail to write along; an address without an account finds the way to one."""
    require(by, WRITE, application)
    application = lock(application)
    refuse_locked(application)
    if application.state == ApplicationState.WITHDRAWN:
        raise Refused(_("This application was withdrawn."))
    address = email.strip().lower()
    authors = list(application.authors.select_related("person"))
    if any(address == (one.person.email if one.person else one.email) for one in authors):
        raise Refused(_("%(address)s is invited already.") % {"address": address})
    if len(authors) >= MOST_AUTHORS:
        raise Refused(
            ngettext(
                "At most %(count)s person writes an application.",
                "At most %(count)s people write an application.",
                MOST_AUTHORS,
            )
            % {"count": MOST_AUTHORS}
        )
    person = Person.objects.filter(email=address, is_active=True).first()
    author = Author.objects.create(application=application, person=person, email="" if person else address)
    language = person.language if person else application.language
    context = _told(application, person, language) | {"inviter": by, "person": person.name if person else ""}
    letter = compose("hub_programmes/mail/author", context, language=language, zone=person.time_zone if person else "")
    post(
        letter, to=address, person=person, kind="application_author", about=f"application:{application.pk}",
        reply_to=by.email,
    )  # fmt: skip
    return author


@transaction.atomic
def take_author_off(*, by: Person, author: Author) -> None:
    """Take somebody off an application. Raises Refused for the last one who has an account."""
    require(by, WRITE, author.application)
    lock(author.application)
    others = author.application.authors.exclude(pk=author.pk).exclude(person=None)
    if author.person_id is not None and not others.exists():
        raise Refused(_("Somebody with an account has to stay; withdraw the application if nobody wants it."))
    author.delete()


def remind_authors(now: datetime) -> int:
    """Write to the authors of drafts some days before the deadline, once for each deadline; return how many."""
    soon = Application.objects.filter(
        state=ApplicationState.DRAFT,
        programme__state=ProgrammeState.CALLED,
        programme__removed_at=None,
        programme__closes_at__gt=now,
        programme__closes_at__lte=now + timedelta(days=REMIND_DAYS),
        is_sample=False,
    )
    told = 0
    for application in soon.select_related("programme__hub", "place").iterator(chunk_size=200):
        if not application.programme.takes_applications:
            continue
        left = len(missing_answers(application))
        for person in writers(application):
            context = _told(application, person) | {"left": left}
            key = f"application:{application.pk}:{application.programme.closes_at:%Y-%m-%dT%H:%M}:{person.pk}"
            letter = letter_to(person, "hub_programmes/mail/reminder", context)
            about = f"application:{application.pk}"
            mail = post(letter, to=person.email, person=person, kind="application_reminder", about=about, key=key)
            told += mail is not None
    return told


def lock(application: Application) -> Application:
    """Return an application as it stands now; whoever else changes it waits until this change is done."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("programme__hub", "place")
    return rows.get(pk=application.pk)


def missing_answers(application: Application) -> list[int]:
    """Return the numbers of the questions whose answer is needed and not there, in the order of the form."""
    answered = {one.question_id for one in application.answers.all() if not one.is_empty}
    needed = application.programme.questions.filter(removed_at=None, is_required=True)
    return [pk for pk in needed.values_list("pk", flat=True) if pk not in answered]


def writers(application: Application) -> list[Person]:
    """Return those who write an application and can be written to."""
    return [one.person for one in application.authors.select_related("person") if one.person and one.person.is_active]


def claim(by: Person, application: Application) -> None:
    """Make whoever writes one of the authors: the account of an invited address, or a member of the town's team."""
    if application.authors.filter(person=by).exists():
        return
    if not application.authors.filter(person=None, email=by.email).update(person=by, email=""):
        Author.objects.create(application=application, person=by)


def refuse_locked(application: Application) -> None:
    """Raise Refused when an application can no longer be changed, with the deadline or that the hub has answered."""
    _refuse_closed_call(application.programme)
    if application.is_answered:
        raise Refused(_("The hub has answered this application; it can no longer be changed."))


def _refuse_closed_call(programme: Programme) -> None:
    reason = why_locked(programme)
    if reason:
        raise Refused(reason)


def _is_of(by: Person, place: Place) -> bool:
    return holds(by, "city_team", place_scope(place.country_id, place.slug))


def _live(programme: Programme, place: Place, by: Person, by_team: bool) -> Application | None:
    """Return the application that counts for a town: its team's, if a team asks, or one that the person writes."""
    mine = Application.objects.filter(programme=programme, place=place).exclude(state=ApplicationState.WITHDRAWN)
    mine = mine.filter(pk__in=Author.objects.filter(authored_by(by)).values("application_id"))
    return (_live_team(programme, place).first() if by_team else None) or mine.first()


def _live_team(programme: Programme, place: Place) -> Any:
    live = Application.objects.filter(programme=programme, place=place, by_team=True)
    return live.exclude(state=ApplicationState.WITHDRAWN)


def _told(application: Application, person: Person | None, language: str = "") -> dict[str, Any]:
    """Return what mails about an application name, in the reader's language."""
    language = language or (person.language if person else application.language)
    with translation.override(language):
        closes = deadline_of(application.programme)
    return {
        "town": application.place.name,
        "programme": told_in(application.programme.name, language).text,
        "hub": told_in(application.programme.hub.name, language).text,
        "closes": closes,
        "sent": application.sent_at,
        "link": f"{settings.SITE_ROOT}{application.get_absolute_url()}",
    }
