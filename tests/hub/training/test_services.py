"""Seats, the waiting list, completion and answers of training programmes."""

from __future__ import annotations

import threading
from datetime import date

import pytest
import time_machine
from django.db import close_old_connections, connection

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.structure.models import Visibility
from capacities.hub.training import services
from capacities.hub.training.kinds import EnrolmentState
from capacities.hub.training.models import Enrolment
from capacities.hub.training.queries import counts_by_audience, feedback_of, participants, trainings_visible_to
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.training.factories import make_enrolment, make_module, make_training

pytestmark = pytest.mark.django_db


def enrol(training, name: str, by=None, **changes):  # type: ignore[no-untyped-def]
    values = {
        "name": f"{name}, sample",
        "email": f"{name}@example.org",
        "audience": "local",
        "language": "en",
        **changes,
    }
    return services.enrol(by=by, training=training, **values)


def test_drafts_and_participants_are_seen_by_the_hub_team_alone() -> None:
    hub = make_hub()
    make_training(hub, "Draft", visibility=Visibility.HUB)
    open_one = make_training(hub, "Open")
    make_enrolment(open_one)
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    other = make_person("other", ("hub_team", country_scope("BG")))

    assert [str(one) for one in trainings_visible_to(other, hub)] == ["Open"]
    assert sorted(str(one) for one in trainings_visible_to(officer, hub)) == ["Draft", "Open"]
    assert list(participants(other, open_one)) == []
    assert [one.email for one in participants(officer, open_one)] == ["guest@example.org"]


def test_a_guest_has_a_seat_only_after_proving_the_address() -> None:
    training = make_training(make_hub(), seats=1)

    guest = enrol(training, "ana")
    person = enrol(training, "ion", by=make_person("ion"))
    proved = services.prove_enrolment(services.link_of(guest).rstrip("/").rpartition("/")[2])

    assert guest.state == EnrolmentState.UNPROVED
    assert person.state == EnrolmentState.ENROLLED
    assert proved is not None
    assert proved.state == EnrolmentState.WAITING  # the seat went to whoever proved first
    assert services.prove_enrolment("wrong") is None


def test_whoever_enrols_twice_stays_one_and_learns_nothing_of_others() -> None:
    training = make_training(make_hub())
    enrol(training, "ana")
    again = enrol(training, "ana", organisation="Somebody else’s")

    assert Enrolment.objects.count() == 1
    assert again.organisation == ""
    assert OutgoingMail.objects.count() == 1  # the same mail goes out once a day at most


def test_a_seat_that_is_given_up_goes_to_the_first_who_waits() -> None:
    training = make_training(make_hub(), seats=1)
    first = make_enrolment(training, "first")
    second = make_enrolment(training, "second", state=EnrolmentState.WAITING)
    third = make_enrolment(training, "third", state=EnrolmentState.WAITING)

    services.withdraw(by=None, enrolment=first)

    for one in (second, third):
        one.refresh_from_db()
    assert (second.state, third.state) == (EnrolmentState.ENROLLED, EnrolmentState.WAITING)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["second@example.org"]


def test_more_seats_are_given_to_those_who_wait_in_their_order() -> None:
    hub = make_hub()
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    training = make_training(hub, seats=1)
    make_enrolment(training, "first")
    waiting = [make_enrolment(training, f"w{n}", state=EnrolmentState.WAITING) for n in range(3)]

    services.change_training(by=officer, training=training, values={"seats": 3})

    for one in waiting:
        one.refresh_from_db()
    assert [one.state for one in waiting] == ["enrolled", "enrolled", "waiting"]


@time_machine.travel("2026-12-02T10:00:00Z")
def test_enrolment_closes_after_its_last_day() -> None:
    training = make_training(make_hub(), enrol_until=date(2026, 12, 2))
    enrol(training, "ana")

    with time_machine.travel("2026-12-03T10:00:00Z"), pytest.raises(Refused, match="closed"):
        enrol(training, "ion")


def test_the_last_needed_module_of_ones_audience_completes_the_programme() -> None:
    training = make_training(make_hub())
    both = make_module(training, "Both")
    mine = make_module(training, "Local", audiences=["local"])
    make_module(training, "Council", audiences=["decision_maker"])
    make_module(training, "As you like", is_required=False)
    one = make_enrolment(training)

    services.tick_module(by=None, enrolment=one, module=both, done=True)
    assert one.completed_at is None
    services.tick_module(by=None, enrolment=one, module=mine, done=True)
    assert one.completed_at is not None
    services.tick_module(by=None, enrolment=one, module=mine, done=False)
    one.refresh_from_db()

    assert one.completed_at is None
    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["training_completed"]


def test_attendance_marks_those_present_and_takes_off_those_shown_but_absent() -> None:
    hub = make_hub()
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    training = make_training(hub)
    module = make_module(training)
    one, two, elsewhere = (make_enrolment(training, name) for name in ("one", "two", "elsewhere"))
    for person in (two, elsewhere):
        services.tick_module(by=None, enrolment=person, module=module, done=True)

    count = services.note_attendance(by=officer, module=module, present=[one.pk], shown=[one.pk, two.pk])

    assert count == 1
    assert sorted(module.done_by.values_list("enrolment__name", flat=True)) == ["elsewhere, sample", "one, sample"]
    with pytest.raises(Refused):
        services.note_attendance(by=make_person("citizen"), module=module, present=[two.pk], shown=[])


def test_feedback_is_shown_from_three_answers_on_and_without_names() -> None:
    training = make_training(make_hub())
    for number, useful in enumerate((5, 4), start=1):
        one = make_enrolment(training, f"p{number}")
        services.give_feedback(by=None, enrolment=one, useful=useful, feedback=f"words {number}", will_try="")

    assert (feedback_of(training).useful, feedback_of(training).words) == (None, [])
    services.give_feedback(by=None, enrolment=make_enrolment(training, "p3"), useful=3, feedback="", will_try="Count")
    assert feedback_of(training).useful == 4.0
    assert len(feedback_of(training).words) == 3


def test_counts_are_by_audience() -> None:
    training = make_training(make_hub())
    make_enrolment(training, "a")
    make_enrolment(training, "b", state=EnrolmentState.WAITING)
    make_enrolment(training, "c", state=EnrolmentState.UNPROVED)
    make_enrolment(training, "d", audience="decision_maker")

    rows = [(row.name, row.enrolled, row.waiting, row.completed) for row in counts_by_audience(training)]

    assert rows == [("local authorities", 1, 1, 0), ("decision makers", 1, 0, 0)]


def test_a_suggestion_that_is_declined_needs_a_reason_and_its_author_is_told() -> None:
    hub = make_hub()
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    author = make_person("author")
    suggestion = services.suggest(by=author, training=make_training(hub), text="Less theory")

    with pytest.raises(Refused, match="why"):
        services.answer_suggestion(by=officer, suggestion=suggestion, state="declined", answer=" ")
    services.answer_suggestion(by=officer, suggestion=suggestion, state="taken", answer="")

    assert [(mail.to, mail.kind) for mail in OutgoingMail.objects.all()] == [(author.email, "training_suggestion")]


def test_a_programme_without_modules_is_not_opened() -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    training = make_training(make_hub(), state="developing")

    with pytest.raises(Refused, match="module"):
        services.set_state(by=officer, training=training, state="open")


def test_modules_change_places_and_come_back_where_they_were() -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    training = make_training(make_hub())
    modules = [make_module(training, name) for name in "ABC"]

    services.move_module(by=officer, module=modules[2], step=-1)
    services.remove_module(by=officer, module=modules[0])
    services.restore_module(by=officer, module=modules[0])

    assert [str(one) for one in training.modules.filter(removed_at=None)] == ["A", "C", "B"]


def test_deleting_an_account_erases_the_enrolment() -> None:
    person = make_person("ana")
    enrol(make_training(make_hub()), "ana", by=person)

    person.delete()

    assert Enrolment.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_never_get_the_last_seat() -> None:
    training = make_training(make_hub(), seats=1)
    people = [make_person(f"p{number}") for number in range(2)]
    barrier = threading.Barrier(2)

    def go(person) -> None:  # type: ignore[no-untyped-def]
        try:
            barrier.wait()
            enrol(training, person.name, by=person)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=go, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(training.enrolments.values_list("state", flat=True)) == ["enrolled", "waiting"]
