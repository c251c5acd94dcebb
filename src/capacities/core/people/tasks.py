"""Mails about roles, written by the worker from the state of the moment and put into the outbox."""

from __future__ import annotations

from django.utils import translation
from procrastinate.contrib.django import app

from capacities.core.outbox.services import post_to
from capacities.core.people.mails import letter_to
from capacities.core.people.models import Grant, Person, RoleRequest
from capacities.core.people.scopes import scope_name


@app.task(queue="mail")
def tell_person(person_id: int, name: str, request_id: int | None = None, grant_id: int | None = None) -> None:
    """Write a person the named mail about a request or a grant; nothing happens when either is gone meanwhile."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    request = RoleRequest.objects.select_related("person", "answered_by").filter(pk=request_id or 0).first()
    grant = Grant.objects.select_related("revoked_by").filter(pk=grant_id or 0).first()
    subject = request or grant
    if person is None or subject is None:
        return
    with translation.override(person.language):
        context = {"request": request, "grant": grant, "scope_name": scope_name(subject.scope_key)}
    post_to(person, letter_to(person, f"people/mail/{name}", context), kind=name)
