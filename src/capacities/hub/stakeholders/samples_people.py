"""People in offices of the sample map, named by role, in every state that a page shows. No mail is sent."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from capacities.core.people.models import Person
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.kinds import Basis
from capacities.hub.stakeholders.mails import consent_wording, successor_wording
from capacities.hub.stakeholders.models import ConsentRequest, Contact, Stakeholder, StakeholderMap, SuccessorRequest
from capacities.hub.stakeholders.retention import consent_ends

_SUPPLIER, _OWNERS, _UNIVERSITY = (
    "Furnizor de căldură, exemplu",
    "Asociație de proprietari, exemplu",
    "Universitate tehnică, exemplu",
)


def make_people(chosen: StakeholderMap, officer: Person) -> None:
    """Fill offices of the sample organisations that are on a map, and add one that looks like another."""
    today = timezone.localdate()
    named = {one.name: one for one in Stakeholder.objects.filter(map=chosen, removed_at=None)}
    if supplier := named.get(_SUPPLIER):
        _supplier(supplier, officer, today)
        services.add_stakeholder(
            by=officer, chosen=chosen, name="Furnizor de căldură (exemplu) S.A.", source="Exemplu: un dublet."
        )
    if owners := named.get(_OWNERS):
        secretary = _holds(officer, owners, "Secretar", "Secretar, exemplu", today + timedelta(days=12))
        secretary.addresses.update(bounced_at=timezone.now())
    if university := named.get(_UNIVERSITY):
        _university(university, officer, today)


def _supplier(supplier: Stakeholder, officer: Person, today: date) -> None:
    """A director who followed another one, with two addresses."""
    ends = consent_ends(today)
    _holds(officer, supplier, "Director", "Fost director, exemplu", ends, since=today - timedelta(days=900))
    director = _holds(
        officer, supplier, "Director", "Director, exemplu", ends, since=today - timedelta(days=200),
        emails=("director@example.org", "office.director@example.org"),
    )  # fmt: skip
    director.addresses.filter(email="office.director@example.org").update(bounced_at=timezone.now())


def _university(university: Stakeholder, officer: Person, today: date) -> None:
    """A professor who agreed; the office of the dean, for which the university names somebody new."""
    professor = _holds(officer, university, "Profesor de termotehnică", "Profesor, exemplu", consent_ends(today))
    now = timezone.now()
    ConsentRequest.objects.create(
        contact=professor, asked_by=officer, wording=consent_wording(professor), is_given=True, answered_at=now
    )
    dean = services.add_office(by=officer, stakeholder=university, title="Decan")
    SuccessorRequest.objects.create(
        office=dean, asked_by=officer, sent_to="university@example.org", name="Decan, exemplu",
        email="decan@example.org", wording=successor_wording(), answered_at=now,
    )  # fmt: skip


def _holds(
    officer: Person, stakeholder: Stakeholder, title: str, name: str, expires: date, *,
    since: date | None = None, emails: tuple[str, ...] = (),
) -> Contact:  # fmt: skip
    address = f"{name.split(',')[0].lower().replace(' ', '.')}@example.org"
    return services.name_successor(
        by=officer, stakeholder=stakeholder, title=title, name=name, basis=Basis.PUBLIC_TASK, expires=expires,
        since=since, emails=emails or (address,),
    )  # fmt: skip
