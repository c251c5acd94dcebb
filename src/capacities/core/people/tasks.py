"""Mails about roles, sent by the worker; a mail server that is down is tried again for some hours."""

from __future__ import annotations

from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from capacities.core.people.mails import tell
from capacities.core.people.models import Grant, Person, RoleRequest
from capacities.core.people.scopes import scope_name


class MailNotSent(RuntimeError):
    """The mail server could not be reached; the job will be tried again."""


@app.task(queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=5, retry_exceptions={MailNotSent}))
def tell_person(person_id: int, name: str, request_id: int | None = None, grant_id: int | None = None) -> None:
    """Send a person the named mail about a request or a grant; nothing happens when either is gone meanwhile."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    request = RoleRequest.objects.select_related("person", "answered_by").filter(pk=request_id or 0).first()
    grant = Grant.objects.select_related("revoked_by").filter(pk=grant_id or 0).first()
    subject = request or grant
    if person is None or subject is None:
        return
    with translation.override(person.language):
        context = {"request": request, "grant": grant, "scope_name": scope_name(subject.scope_key)}
    if not tell(person, name, context):
        raise MailNotSent(name)
