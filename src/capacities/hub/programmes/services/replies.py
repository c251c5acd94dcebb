"""The answer to each applicant: a letter prepared in the application's language, changed by the hub, sent once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.texts import told_in
from capacities.hub.programmes.kinds import Outcome
from capacities.hub.programmes.models import Application, Decision, Programme, Reply
from capacities.hub.programmes.services.applications import writers
from capacities.hub.programmes.services.choice import has_conflict
from capacities.hub.programmes.services.programmes import KEEP
from capacities.hub.programmes.services.refusals import Overtaken
from capacities.hub.programmes.standing import waiting_for_answer


def draft_reply(application: Application, decision: Decision) -> Reply:
    """Return the answer for the last decision: the one that is kept, else a prepared one that is not stored."""
    there = Reply.objects.filter(application=application, decision_version=decision.version).first()
    if there is not None:
        return there
    language = application.language
    context = {
        "town": application.place.name,
        "programme": told_in(application.programme.name, language).text,
        "reason": decision.reason,
    }
    letter = compose(f"hub_programmes/mail/{decision.outcome}", context, language=language)
    return Reply(
        application=application,
        decision_version=decision.version,
        subject=letter.subject[:200],
        text=letter.body.strip(),
        version=0,
    )


@transaction.atomic
def keep_reply(*, by: Person, application: Application, subject: str, text: str, seen_version: int) -> Reply:
    """Keep the answer as it was changed. Raises Overtaken when a colleague changed it since it was opened."""
    reply = _open_reply(by, application)
    if reply.sent_at is not None:
        raise Refused(_("This answer has been sent; it cannot be changed any more."))
    if reply.version != seen_version:
        raise Overtaken(
            _("%(who)s changed this answer meanwhile: “%(words)s”. Save again to keep yours.")
            % {"who": reply.changed_by or _("a colleague"), "words": reply.text}
        )
    reply.subject, reply.text, reply.changed_by = subject.strip(), text.strip(), by
    reply.version += 1
    reply.save()
    return reply


@transaction.atomic
def send_reply(*, by: Person, application: Application) -> Reply:
    """Send the answer to all who wrote the application, once, and keep it as it was sent."""
    reply = _open_reply(by, application)
    programme = Programme.objects.select_for_update(of=("self",)).select_related("hub").get(pk=application.programme_id)
    if not programme.may_answer:
        raise Refused(_("Close the choice first; answers are sent once all is decided."))
    if reply.sent_at is not None:
        raise Refused(_("This answer has been sent already."))
    people = writers(application)
    if not people:
        raise Refused(_("Nobody who wrote this application has an account any more. Write to the town hall."))
    reply.sent_at, reply.version = timezone.now(), reply.version + 1
    reply.save()
    about = f"application:{application.pk}"
    for person in people:
        context = {"person": person, "subject": reply.subject, "text": reply.text}
        letter = compose("hub_programmes/mail/reply", context, language=application.language)
        key = f"{about}:reply:{reply.decision_version}:{person.pk}"
        answers_to = programme.hub.contact or by.email
        post(
            letter, to=person.email, person=person, kind="application_reply", about=about, reply_to=answers_to, key=key
        )
    return reply


@transaction.atomic
def send_waiting_replies(*, by: Person, programme: Programme) -> tuple[int, list[str]]:
    """Send every answer that waits; return how many went, and the towns of those that could not be sent by them."""
    require(by, KEEP, programme)
    if not Programme.objects.get(pk=programme.pk).may_answer:
        raise Refused(_("Close the choice first; answers are sent once all is decided."))
    sent, left = 0, []
    for application in waiting_for_answer(programme).select_related("programme__hub", "place"):
        if not writers(application) or has_conflict(by, application):
            left.append(application.place.name)
            continue
        send_reply(by=by, application=application)
        sent += 1
    return sent, left


def _open_reply(by: Person, application: Application) -> Reply:
    """Return the answer of the last decision, locked against others; raises Refused without a decision."""
    require(by, KEEP, application.programme)
    if has_conflict(by, application):
        raise Refused(_("You come from this town, so you see neither scores nor the decision before it is published."))
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    decision = Decision.objects.filter(application=application, outcome__in=Outcome.values).first()
    if decision is None:
        raise Refused(_("Decide on this application first."))
    return draft_reply(application, decision)
