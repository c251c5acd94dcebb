"""What a respondent needs and what it can share, topic by topic, beyond what scores say."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from capacities.capacity.rounds.access import leads, why_closed
from capacities.capacity.rounds.models import Assessment, Side, Statement
from capacities.capacity.rounds.services.answers import begin, locked
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed


@transaction.atomic
def save_statement(
    *, by: Person, assessment: Assessment, side: str, topic: str, text: str = "", urgency: int = 2
) -> Statement:
    """State a need or an offer on a topic; what was stated on it before is replaced."""
    fresh = _open(by, assessment)
    found = fresh.statements.filter(side=side, topic=topic, removed_at=None).first()
    made = found or Statement(assessment=fresh, side=Side(side), topic=topic)
    made.text, made.urgency = text.strip(), urgency
    made.full_clean(exclude=["assessment"])
    made.save()
    begin(fresh)
    return made


@transaction.atomic
def remove_statement(*, by: Person, statement: Statement, back: bool = False) -> Statement:
    """Take a need or an offer off, or bring it back."""
    fresh = _open(by, statement.assessment)
    if back and fresh.statements.filter(side=statement.side, topic=statement.topic, removed_at=None).exists():
        raise Refused(_("This topic has been stated anew meanwhile."))
    (set_back if back else set_removed)(statement)
    return statement


def _open(by: Person, assessment: Assessment) -> Assessment:
    require(by, "capacity.answer", assessment)
    fresh = locked(assessment)
    closed = why_closed(fresh)
    if closed:
        raise Refused(closed)
    if not leads(by, fresh):
        raise Refused(_("Needs and offers are stated by the team of the self-assessment and by whoever leads it."))
    return fresh
