"""What programmes, training, stakeholders, the atlas and self-assessments add to Today and to the weekly letter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from capacities.capacity.rounds.models import AssessmentState
from capacities.core.people.models import Person
from capacities.hub.instruments.models import Instrument
from capacities.hub.stakeholders.models import Contact, Office, SuccessorRequest
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, waiting_for
from capacities.hub.training.models import Suggestion
from tests.capacity.factories import make_assessment, make_round, make_version
from tests.capacity.sessions.factories import make_match
from tests.cast import make_cast
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_town
from tests.hub.programmes.factories import make_application, make_programme, make_sent
from tests.hub.stakeholders.factories import make_map, make_stakeholder
from tests.hub.training.factories import make_enrolment, make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = NOW.date()
DAY = timedelta(days=1)
KEYS = {"programmes", "training", "expiring", "review", "assessments"}


def groups(person: Person, hub: Hub, *, weekly: bool = True) -> dict[str, Group]:
    return {group.key: group for group in waiting_for(person, hub, TODAY, weekly=weekly)}


def told(group: Group) -> list[tuple[str, str]]:
    return [(line.text, line.note) for line in group.lines]


def everything(officer: Person) -> Hub:
    hub, town = make_hub(), make_town("suceava")
    make_sent(make_programme(hub), town, sent_at=NOW - DAY)
    make_enrolment(make_training(hub), state="waiting")
    there = make_map(hub)
    stakeholder = make_stakeholder(there, "Ministry", next_step="Call", next_on=TODAY)
    office = Office.objects.create(stakeholder=stakeholder, title="Head")
    Contact.objects.create(office=office, name="Head, sample", basis="consent", expires=TODAY + DAY)
    SuccessorRequest.objects.create(office=office, sent_to="office@example.org", name="New", answered_at=NOW)
    Instrument.objects.create(
        slug="call", kind="funding", name={"en": "Call"}, countries=["RO"], source="x", review_on=TODAY
    )
    make_assessment(make_round(make_version(), closes_at=NOW + 5 * DAY), "RO")
    return hub


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_are_told_nothing_of_it(officer: Person, who: str) -> None:
    hub = everything(officer)

    assert KEYS & set(groups(make_cast()[who], hub)) == set()


def test_the_letter_has_all_of_it_and_the_first_page_stays_short(officer: Person) -> None:
    hub = everything(officer)

    letter, page = groups(officer, hub), groups(officer, hub, weekly=False)

    assert set(letter) >= KEYS
    assert KEYS & set(page) == set()
    assert all(line.url.startswith("/") for group in letter.values() for line in group.lines)


def test_programmes_tell_what_came_and_when_they_close(officer: Person) -> None:
    hub, towns = make_hub(), [make_town(slug) for slug in ("suceava", "iasi", "roman")]
    fresh = make_programme(hub, "fresh", closes_at=NOW + 14 * DAY)
    make_sent(fresh, towns[0], sent_at=NOW - 7 * DAY)
    make_sent(fresh, towns[1], sent_at=NOW - 8 * DAY)
    make_application(fresh, towns[2])
    gone = make_programme(hub, "gone", closes_at=NOW - DAY, removed_at=NOW)
    make_sent(gone, towns[0], sent_at=NOW - DAY)
    make_programme(hub, "quiet", closes_at=NOW + 15 * DAY)

    found = told(groups(officer, hub)["programmes"])

    assert found[0] == ("Fresh", "1 application came in the last seven days")
    assert found[1][0] == "Fresh"
    assert found[1][1].startswith("towns can apply until")
    assert len(found) == 2


def test_training_tells_of_suggestions_and_of_the_waiting_list(officer: Person) -> None:
    hub = make_hub()
    training = make_training(hub)
    for number in range(2):
        Suggestion.objects.create(training=training, text="More")
        make_enrolment(training, f"waits-{number}", state="waiting")
    Suggestion.objects.create(training=training, text="Done", state="taken")
    make_training(hub, "Quiet")

    assert told(groups(officer, hub)["training"]) == [
        ("First steps", "2 suggestions without an answer"),
        ("First steps", "2 people wait for a seat"),
    ]


def test_data_that_expire_are_counted_and_no_person_is_named(officer: Person) -> None:
    found = groups(officer, everything(officer))

    assert told(found["expiring"])[0][0] == "The data of 1 person: keep longer, ask for consent, or erase"
    assert "sample" not in str(found["expiring"].lines)


@pytest.mark.parametrize(
    ("state", "closes", "note"),
    [
        (AssessmentState.INVITED, NOW + 5 * DAY, "not begun, 5 days left"),
        (AssessmentState.STARTED, NOW + 1 * DAY, "being filled in, 1 day left"),
        (AssessmentState.IN_REVIEW, None, "in review: read it and sign it off"),
        (AssessmentState.SIGNED_OFF, NOW + 5 * DAY, None),
        (AssessmentState.STARTED, NOW - DAY, None),
    ],
)
def test_the_own_country_s_assessment_is_told_while_it_can_be_answered(
    officer: Person, state: str, closes: date | None, note: str | None
) -> None:
    hub = make_hub()
    round = make_round(make_version(), closes_at=closes)
    make_assessment(round, "RO", state=state)
    make_assessment(round, "BG")

    found = groups(officer, hub).get("assessments")

    assert (told(found) if found else None) == ([("Round autumn: Romania", note)] if note else None)


def test_matches_are_told_until_the_own_country_has_answered(officer: Person) -> None:
    hub, round = make_hub(), make_round(make_version())
    own, other, third = (make_assessment(round, code) for code in ("RO", "BG", "EL"))
    make_match(own, other)
    make_match(other, own, learner_yes=True)
    make_match(own, third, learner_yes=True)
    make_match(third, other)
    make_match(third, own, state="draft")

    assert [text for text, _note in told(groups(officer, hub)["matches"])] == [
        "Romania – Bulgaria: Private and innovative finance",
        "Bulgaria – Romania: Private and innovative finance",
    ]
