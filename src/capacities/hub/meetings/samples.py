"""Sample meetings of the Romanian hub: one held, one whose date is being agreed, one bilateral. Marked as samples."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from capacities.core.organisations.models import Organisation
from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.meetings.kinds import Attendance, DecisionStatus, MeetingKind, MeetingState
from capacities.hub.meetings.models import Action, DateAnswer, DateOption, Decision, Guest, Meeting, MinutesVersion
from capacities.hub.structure.models import Body, Hub

_ZONE = "Europe/Bucharest"
_MARK = {"en": "Sample: nobody said this.", "ro": "Exemplu: nimeni nu a spus aceste lucruri."}


@transaction.atomic
def make_samples() -> None:
    """Make the samples once, if the hub and its sample officer are there."""
    hub = Hub.objects.filter(slug="m100").first()
    officer = Person.objects.filter(email="hub@example.org").first()
    if hub is None or officer is None or Meeting.objects.filter(hub=hub).exists():
        return
    body = hub.bodies.filter(slug="thematic").first()
    _held(hub, body, officer)
    _poll(hub, body, officer)
    _bilateral(hub, officer)


def _at(days: int, hour: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return datetime.combine(day, time(hour), ZoneInfo(_ZONE))


def _held(hub: Hub, body: Body | None, officer: Person) -> None:
    meeting = Meeting.objects.create(
        hub=hub,
        body=body,
        kind=MeetingKind.BODY if body else MeetingKind.THEMATIC,
        title={
            "en": "Heating: who pays the first steps (sample)",
            "ro": "Încălzirea: cine plătește primii pași (exemplu)",
        },
        summary=_MARK,
        topics=["energy-heat", "finance-public"],
        state=MeetingState.INVITED,
        starts_at=_at(-21, 10),
        time_zone=_ZONE,
        visibility="public",
        created_by=officer,
    )
    for acronym in ("MCID", "MIPE", "MDLPA"):
        organisation = Organisation.objects.filter(country="RO", acronym=acronym).first()
        if organisation:
            Guest.objects.create(
                meeting=meeting,
                name=str(organisation),
                organisation=organisation,
                answer="yes",
                attendance=Attendance.PRESENT,
            )
    for name in ("Suceava", "Tulcea"):
        place = Place.objects.filter(country_id="RO", name=name).first()
        if place:
            Guest.objects.create(meeting=meeting, name=place.name, place=place, attendance=Attendance.PRESENT)
    texts = (
        ("Unde ne aflăm", "Orașele au schițele de plan; lipsesc cifrele rețelelor termice."),
        ("Ce se poate finanța", "S-au comparat instrumentele deschise. Orașele mici nu au bani pentru studii."),
    )
    for order, (title, text) in enumerate(texts):
        item = meeting.items.create(order=order, title=title, minutes_long=30, minutes=text, version=1)
        MinutesVersion.objects.create(item=item, version=1, text=text, author=officer)
    decision = Decision.objects.create(
        hub=hub,
        body=body,
        meeting=meeting,
        text="Exemplu: hubul cere ministerului o linie pentru studii în orașele sub 50.000 de locuitori.",
        status=DecisionStatus.TAKEN,
        decided_on=_at(-21, 10).date(),
        organisation=Organisation.objects.filter(country="RO", acronym="MIPE").first(),
        due=_at(20, 10).date(),
        topics=["finance-cases"],
    )
    Action.objects.create(
        hub=hub,
        meeting=meeting,
        decision=decision,
        text="Exemplu: trimite orașelor scrisoarea pentru operatorii de termoficare",
        owner=officer.name,
        person=officer,
        due=_at(-2, 10).date(),
    )


def _poll(hub: Hub, body: Body | None, officer: Person) -> None:
    meeting = Meeting.objects.create(
        hub=hub,
        body=body,
        kind=MeetingKind.BODY if body else MeetingKind.THEMATIC,
        title={"en": "Data of heat networks (sample)", "ro": "Datele rețelelor termice (exemplu)"},
        summary=_MARK,
        topics=["monitoring-data"],
        state=MeetingState.POLL,
        time_zone=_ZONE,
        visibility="public",
        created_by=officer,
    )
    options = [DateOption.objects.create(meeting=meeting, starts_at=_at(days, 10)) for days in (14, 16, 30)]
    for name, answers in (("Member, sample", ("yes", "maybe", "no")), ("Second member, sample", ("no", "yes", "yes"))):
        guest = Guest.objects.create(meeting=meeting, name=name)
        for option, answer in zip(options, answers, strict=True):
            DateAnswer.objects.create(option=option, guest=guest, answer=answer)
    meeting.items.create(title="Ce date lipsesc (exemplu)", minutes_long=20)


def _bilateral(hub: Hub, officer: Person) -> None:
    Meeting.objects.create(
        hub=hub,
        kind=MeetingKind.BILATERAL,
        title={"en": "Call with Tulcea (sample)", "ro": "Discuție cu Tulcea (exemplu)"},
        summary=_MARK,
        state=MeetingState.INVITED,
        starts_at=_at(-35, 14),
        minutes_long=45,
        time_zone=_ZONE,
        counterpart_place=Place.objects.filter(country_id="RO", name="Tulcea").first(),
        outcome="Exemplu: orașul caută consumul de carburanți; hubul scrie la registrul județean.",
        created_by=officer,
    )
