"""Programmes from draft to published list: who must not, what is refused when, who is told what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.exports import personal_data
from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope, place_scope
from capacities.core.people.services import delete_account
from capacities.core.permissions import Refused
from capacities.hub.programmes import services
from capacities.hub.programmes.kinds import Phase
from capacities.hub.programmes.models import Answer, Application, Author, Decision, Programme, Reading, Reply
from capacities.hub.programmes.queries import applications_of, applications_sent_to, programmes_visible_to
from capacities.hub.programmes.services import Given, Missing, Overtaken
from capacities.hub.programmes.table import ordered, rows_for
from capacities.hub.programmes.words import deadline_of
from capacities.hub.structure.removed import clear_old
from tests.cast import make_cast, make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_town
from tests.hub.programmes.factories import (
    CLOSES,
    make_answer,
    make_application,
    make_criterion,
    make_programme,
    make_question,
    make_sent,
)
from tests.jobs import do_waiting_jobs

pytestmark = pytest.mark.django_db
OPEN, CLOSED = datetime(2027, 3, 1, 9, 0, tzinfo=UTC), datetime(2027, 3, 16, 9, 0, tzinfo=UTC)
HUB_TEAM = ("hub_team", country_scope("RO"))


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> Person:
    return make_person("officer", HUB_TEAM)


@pytest.fixture
def colleague() -> Person:
    return make_person("colleague", HUB_TEAM)


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_neither_make_nor_read_nor_decide(who: str) -> None:
    cast = make_cast()
    person, programme = cast[who], make_programme(make_hub())
    application = make_sent(programme, make_town("suceava"), make_person("author"))

    for act in (
        lambda: services.make_programme(by=person, hub=programme.hub, name={"en": "X"}),
        lambda: services.change_programme(by=person, programme=programme, places=3),
        lambda: services.take_call_back(by=person, programme=programme),
        lambda: services.remove_programme(by=person, programme=programme),
        lambda: services.add_question(by=person, programme=programme, kind="line", label={"en": "X"}),
        lambda: services.add_criterion(by=person, programme=programme, name={"en": "X"}, weight=1),
        lambda: services.read_application(by=person, application=application, scores={}),
        lambda: services.decide(by=person, application=application, outcome="reserve", reason="x", seen_version=0),
        lambda: services.keep_reply(by=person, application=application, subject="", text="", seen_version=0),
        lambda: services.send_reply(by=person, application=application),
        lambda: services.save_answers(by=person, application=application, given={}),
        lambda: services.withdraw_application(by=person, application=application),
    ):
        with pytest.raises(Refused):
            act()
    assert not applications_sent_to(person, programme).exists()
    assert not applications_of(person).exists()


def test_a_draft_programme_is_seen_by_the_hub_and_the_european_team_alone() -> None:
    cast, programme = make_cast(), make_programme(make_hub(), state="draft")

    seen = [who for who, person in cast.items() if programmes_visible_to(person, programme.hub).exists()]

    assert seen == ["hub_team", "european_team", "steward"]


def test_not_even_the_hub_and_stewards_read_a_draft_application() -> None:
    cast, programme = make_cast(), make_programme(make_hub())
    application = make_application(programme, make_town("suceava"), cast["citizen"])

    for who in ("hub_team", "steward", "city_team"):
        assert not applications_sent_to(cast[who], programme).exists()
        with pytest.raises(Refused):
            services.save_answers(by=cast[who], application=application, given={})


def test_phases_follow_state_and_dates(clock: Any) -> None:
    hub = make_hub()
    later = OPEN + timedelta(days=1)

    assert make_programme(hub, "a", state="draft").phase is Phase.DRAFT
    assert make_programme(hub, "b", opens_at=later).phase is Phase.ANNOUNCED
    assert make_programme(hub, "c").phase is Phase.OPEN
    assert make_programme(hub, "d", closes_at=OPEN).phase is Phase.CLOSED
    assert make_programme(hub, "e", closes_at=None).phase is Phase.OPEN
    assert make_programme(hub, "f", elsewhere_url="https://example.org").phase is Phase.ELSEWHERE
    assert make_programme(hub, "g", state="decided").phase is Phase.DECIDED


def test_the_deadline_is_told_on_the_programmes_clock_with_its_zone() -> None:
    programme = make_programme(make_hub())

    with translation.override("ro"), timezone.override("America/New_York"):
        words = deadline_of(programme)

    assert words == "15 martie 2027, 17:00 (București)"


def test_a_call_needs_a_question_and_a_deadline_to_come(officer: Person) -> None:
    programme = make_programme(make_hub(), state="draft")

    with pytest.raises(Refused, match="Add a question"):
        services.call_programme(by=officer, programme=programme)
    make_question(programme)
    Programme.objects.update(closes_at=OPEN - timedelta(hours=1))
    with pytest.raises(Refused, match="deadline has passed"):
        services.call_programme(by=officer, programme=programme)
    Programme.objects.update(closes_at=CLOSES)

    assert services.call_programme(by=officer, programme=programme).phase is Phase.OPEN
    with pytest.raises(Refused, match="open for applications"):
        services.call_programme(by=officer, programme=programme)


def test_a_call_is_taken_back_only_before_a_town_begins(officer: Person) -> None:
    programme = make_programme(make_hub())
    application = make_application(programme, make_town("suceava"), make_person("author"))

    with pytest.raises(Refused, match="1 town has begun"):
        services.take_call_back(by=officer, programme=programme)
    with pytest.raises(Refused, match="1 town has begun"):
        services.remove_programme(by=officer, programme=programme)
    Application.objects.filter(pk=application.pk).update(state="withdrawn")

    assert services.take_call_back(by=officer, programme=programme).phase is Phase.DRAFT


def test_a_removed_programme_comes_back_for_30_days_and_is_then_erased(officer: Person, clock: Any) -> None:
    programme = make_programme(make_hub(), state="draft")

    services.remove_programme(by=officer, programme=programme)
    hidden = programmes_visible_to(officer, programme.hub).exists()
    early = clear_old(OPEN + timedelta(days=30))
    services.restore_programme(by=officer, programme=Programme.objects.get())
    back = programmes_visible_to(officer, programme.hub).exists()
    services.remove_programme(by=officer, programme=programme)
    late = clear_old(OPEN + timedelta(days=30, minutes=1))

    assert (hidden, early, back, late, Programme.objects.exists()) == (False, 0, True, 1, False)


def test_addresses_of_two_programmes_of_one_name_differ(officer: Person) -> None:
    hub = make_hub()

    made = [services.make_programme(by=officer, hub=hub, name={"en": "Pioneer cities"}) for _ in range(2)]

    assert len({one.slug for one in made}) == 2


def test_an_answered_question_keeps_its_kind_and_its_chosen_choices(officer: Person) -> None:
    programme = make_programme(make_hub())
    texts = [{"en": "Yes", "ro": "Da"}, {"en": "No", "ro": "Nu"}]
    question = services.add_question(by=officer, programme=programme, kind="one", label={"en": "Q"}, choices=texts)
    make_answer(make_application(programme, make_town("suceava")), question, 2)

    with pytest.raises(Refused, match="its kind stays"):
        services.change_question(by=officer, question=question, kind="text")
    changed = services.change_question(
        by=officer, question=question, choices=[{"en": "Maybe"}, {"en": "Yes", "ro": "Da"}, {"en": "Never"}]
    )

    assert changed.choice_texts(language="en") == {3: "Maybe", 1: "Yes", 4: "Never"}
    assert changed.choice_texts(language="en", also_gone=True)[2] == "No"


def test_a_reworded_choice_keeps_its_answers(officer: Person) -> None:
    programme = make_programme(make_hub())
    question = services.add_question(
        by=officer, programme=programme, kind="one", label={"en": "Q"}, choices=[{"en": "Yess"}, {"en": "No"}]
    )

    changed = services.change_question(by=officer, question=question, choices=[{"en": "Yes"}, {"en": "No"}])

    assert changed.choice_texts(language="en") == {1: "Yes", 2: "No"}


def test_questions_move_and_removed_ones_come_back_with_their_answers(officer: Person) -> None:
    programme = make_programme(make_hub())
    first, second, third = (make_question(programme, label) for label in "ABC")
    make_answer(make_application(programme, make_town("suceava")), second, "kept")

    services.move_part(by=officer, part=third, step=-1)
    services.move_part(by=officer, part=first, step=-1)
    order = [str(one) for one in programme.questions.filter(removed_at=None)]
    services.remove_part(by=officer, part=second)
    without = [str(one) for one in programme.questions.filter(removed_at=None)]
    services.restore_part(by=officer, part=second)

    assert (order, without) == (["A", "C", "B"], ["A", "C"])
    assert [str(one) for one in programme.questions.filter(removed_at=None)] == ["A", "C", "B"]
    assert Answer.objects.get(question=second).value == "kept"


def test_a_town_outside_the_hubs_countries_and_a_closed_call_are_refused(clock: Any) -> None:
    programme, ana = make_programme(make_hub(countries=["AT"])), make_person()

    with pytest.raises(ValidationError, match="does not lie in a country of this hub"):
        services.begin_application(by=ana, programme=programme, place=make_town("suceava"), language="en")
    clock.move_to(CLOSED)
    with pytest.raises(Refused, match=r"The deadline was 15 March 2027, 17:00 \(Bucharest\)"):
        services.begin_application(by=ana, programme=programme, place=make_town("reghin"), language="en")


def test_a_team_shares_one_application_and_a_stranger_neither_sees_nor_blocks_it() -> None:
    programme, town = make_programme(make_hub()), make_town("suceava")
    team = ("city_team", place_scope("ro", "suceava"))
    stranger, mayor, clerk = make_person("stranger"), make_person("mayor", team), make_person("clerk", team)

    private = services.begin_application(by=stranger, programme=programme, place=town, language="en")
    official = services.begin_application(by=mayor, programme=programme, place=town, language="ro")
    same = services.begin_application(by=clerk, programme=programme, place=town, language="en")
    again = services.begin_application(by=stranger, programme=programme, place=town, language="en")

    assert (private == again, official == same, private == official) == (True, True, False)
    assert (private.by_team, official.by_team) == (False, True)
    assert list(applications_of(clerk)) == [official]
    assert list(applications_of(stranger)) == [private]


def test_an_application_starts_with_the_towns_public_figures() -> None:
    programme, town = make_programme(make_hub()), make_town("suceava", people=92_121)
    question = make_question(programme, "Inhabitants", "number", prefill="inhabitants")

    application = services.begin_application(by=make_person(), programme=programme, place=town, language="en")

    answer = application.answers.get(question=question)
    assert (answer.value, answer.version, answer.origin["value"]) == ("92121", 1, "92121")


def test_a_question_with_a_figure_that_is_added_later_starts_drafts_that_are_there(officer: Person) -> None:
    programme, town = make_programme(make_hub()), make_town("suceava", people=92_121)
    application = make_application(programme, town, make_person())

    services.add_question(
        by=officer, programme=programme, kind="number", label={"en": "Inhabitants"}, prefill="inhabitants"
    )

    assert application.answers.get().value == "92121"


def test_sending_names_every_missing_answer_and_confirms_by_mail_once_all_are_there(smtp_sink: Any) -> None:
    programme, ana, ion = make_programme(make_hub()), make_person("ana"), make_person("ion", language="ro")
    needed, other = make_question(programme, "A"), make_question(programme, "B")
    make_question(programme, "C", is_required=False)
    application = make_application(programme, make_town("suceava"), ana, ion)

    with pytest.raises(Missing, match="2 answers are missing") as missing:
        services.send_application(by=ana, application=application)
    services.save_answers(by=ana, application=application, given={needed.pk: Given("a"), other.pk: Given("b")})
    services.send_application(by=ana, application=application)
    do_waiting_jobs()

    assert missing.value.questions == (needed.pk, other.pk)
    assert Application.objects.get().state == "sent"
    assert sorted(mail["To"] for mail in smtp_sink) == ["ana@example.org", "ion@example.org"]
    assert "15 March 2027, 17:00 (Bucharest)" in smtp_sink[0].get_content()
    with pytest.raises(Refused, match="sent or withdrawn already"):
        services.send_application(by=ana, application=application)


def test_what_is_sent_changes_and_is_withdrawn_until_the_deadline_and_is_locked_after(clock: Any) -> None:
    programme, ana = make_programme(make_hub()), make_person()
    question = make_question(programme)
    application = make_sent(programme, make_town("suceava"), ana)
    make_answer(application, question, "a")

    services.save_answers(by=ana, application=application, given={question.pk: Given("b", 1)})
    emptied = services.save_answers(by=ana, application=application, given={question.pk: Given("", 2)})
    services.withdraw_application(by=ana, application=application)
    services.make_draft_again(by=ana, application=application)
    clock.move_to(CLOSED)

    assert (Answer.objects.get().value, emptied.needed, Application.objects.get().state) == (
        "b",
        [question.pk],
        "draft",
    )
    for act in (
        lambda: services.save_answers(by=ana, application=application, given={question.pk: Given("c", 2)}),
        lambda: services.send_application(by=ana, application=application),
        lambda: services.withdraw_application(by=ana, application=application),
        lambda: services.invite_author(by=ana, application=application, email="x@example.org"),
    ):
        with pytest.raises(Refused, match="it can no longer be sent or changed"):
            act()


def test_a_withdrawn_application_does_not_come_back_beside_a_newer_one() -> None:
    programme, town, ana = make_programme(make_hub()), make_town("suceava"), make_person()
    old = make_application(programme, town, ana, state="withdrawn")
    services.begin_application(by=ana, programme=programme, place=town, language="en")

    with pytest.raises(Refused, match="newer application"):
        services.make_draft_again(by=ana, application=old)


def test_two_writers_of_a_long_text_are_joined_by_paragraph_and_shown_what_both_changed() -> None:
    programme, ana, ion = make_programme(make_hub()), make_person("ana"), make_person("ion")
    question = make_question(programme)
    application = make_application(programme, make_town("suceava"), ana, ion)
    make_answer(application, question, "one\ntwo\nthree")

    services.save_answers(by=ana, application=application, given={question.pk: Given("ONE\ntwo\nthree", 1)})
    joined = services.save_answers(by=ion, application=application, given={question.pk: Given("one\ntwo\nTHREE", 1)})
    both = services.save_answers(by=ion, application=application, given={question.pk: Given("1\ntwo\nthree", 1)})

    answer = Answer.objects.get()
    assert (joined.joined, answer.value, answer.version) == ([question.pk], "ONE\ntwo\nTHREE", 3)
    clash = both.clashes[question.pk]
    assert (clash.value, clash.version, clash.both) == ("ONE\n1\ntwo\nTHREE", 3, True)
    assert [one.value for one in answer.versions.all()] == ["ONE\ntwo\nTHREE", "ONE\ntwo\nthree", "one\ntwo\nthree"]


def test_two_tabs_with_a_number_clash_and_the_second_save_keeps_ones_own() -> None:
    programme, ana, ion = make_programme(make_hub()), make_person("ana"), make_person("ion")
    question, other = make_question(programme, "N", "number"), make_question(programme, "L", "line")
    application = make_application(programme, make_town("suceava"), ana, ion)

    services.save_answers(by=ana, application=application, given={question.pk: Given("5")})
    given = {question.pk: Given("6"), other.pk: Given("kept")}
    second = services.save_answers(by=ion, application=application, given=given)
    untouched = services.save_answers(by=ion, application=application, given={question.pk: Given(None, 0)})
    kept = services.save_answers(by=ion, application=application, given={question.pk: Given("6", 1)})

    clash = second.clashes[question.pk]
    assert (clash.who, clash.words, clash.version) == ("Ana", "5", 1)
    assert (untouched.clashes, kept.clashes) == ({}, {})
    assert {one.question_id: one.value for one in Answer.objects.all()} == {question.pk: "6", other.pk: "kept"}


def test_an_invited_address_finds_the_application_after_making_an_account(smtp_sink: Any) -> None:
    programme, ana = make_programme(make_hub()), make_person("ana")
    application = make_application(programme, make_town("suceava"), ana)

    services.invite_author(by=ana, application=application, email="Ion@Example.org")
    with pytest.raises(Refused, match=r"ion@example\.org is invited already"):
        services.invite_author(by=ana, application=application, email="ion@example.org")
    do_waiting_jobs()
    ion = make_person("ion")
    services.save_answers(by=ion, application=Application.objects.get(), given={})

    assert [mail["To"] for mail in smtp_sink] == ["ion@example.org"]
    assert application.get_absolute_url() in smtp_sink[0].get_content()
    assert list(applications_of(ion)) == [application]
    assert set(Author.objects.values_list("person__email", "email")) == {
        ("ana@example.org", ""),
        ("ion@example.org", ""),
    }


def test_the_last_author_with_an_account_stays() -> None:
    ana = make_person("ana")
    application = make_application(make_programme(make_hub()), make_town("suceava"), ana)
    services.invite_author(by=ana, application=application, email="x@example.org")
    mine, invited = application.authors.get(person=ana), application.authors.get(person=None)

    with pytest.raises(Refused, match="Somebody with an account has to stay"):
        services.take_author_off(by=ana, author=mine)
    services.take_author_off(by=ana, author=invited)

    assert list(application.authors.all()) == [mine]


def test_authors_of_drafts_are_reminded_once_five_days_before_each_deadline(clock: Any) -> None:
    programme, ana = make_programme(make_hub()), make_person("ana")
    make_question(programme)
    make_application(programme, make_town("suceava"), ana)
    make_sent(programme, make_town("reghin"), make_person("done"))

    early = services.remind_authors(CLOSES - timedelta(days=5, minutes=1))
    first = services.remind_authors(CLOSES - timedelta(days=5))
    second = services.remind_authors(CLOSES - timedelta(days=4))
    Programme.objects.update(closes_at=CLOSES + timedelta(days=7))
    moved = services.remind_authors(CLOSES + timedelta(days=3))

    assert (early, first, second, moved) == (0, 1, 0, 1)
    mails = OutgoingMail.objects.order_by("pk")
    assert {mail.to for mail in mails} == {"ana@example.org"}
    assert "1 answer is missing." in mails[0].body


def test_scores_wait_for_the_deadline_and_are_weighed_by_hand(officer: Person, colleague: Person, clock: Any) -> None:
    programme = make_programme(make_hub())
    will, means = make_criterion(programme, "Will", 3), make_criterion(programme, "Means", 1)
    application = make_sent(programme, make_town("suceava"), make_person("author"))

    with pytest.raises(Refused, match="Decide after that"):
        services.read_application(by=officer, application=application, scores={will.pk: 4, means.pk: 2})
    clock.move_to(CLOSED)
    services.read_application(by=officer, application=application, scores={will.pk: 4, means.pk: 2}, comment="Good")
    before = rows_for(colleague, programme, applications_sent_to(colleague, programme))[0]
    services.read_application(by=colleague, application=application, scores={will.pk: 1, means.pk: 5})
    after = rows_for(colleague, programme, applications_sent_to(colleague, programme))[0]

    assert (before.mean, before.shown, before.readers) == (None, (), 1)
    assert (after.mean, after.lowest, after.highest, after.spread) == (2.75, 2.0, 3.5, 1.5)
    with pytest.raises(ValueError, match="is not on the form"):
        services.read_application(by=officer, application=application, scores={will.pk: 6})


def test_applications_are_ordered_by_score_and_by_disagreement(officer: Person, colleague: Person, clock: Any) -> None:
    programme = make_programme(make_hub())
    one = make_criterion(programme)
    towns = {name: make_sent(programme, make_town(name)) for name in ("aiud", "blaj", "cugir")}
    clock.move_to(CLOSED)
    for name, mine, theirs in (("blaj", 5, 1), ("cugir", 4, 4)):
        services.read_application(by=officer, application=towns[name], scores={one.pk: mine})
        services.read_application(by=colleague, application=towns[name], scores={one.pk: theirs})
    rows = rows_for(officer, programme, applications_sent_to(officer, programme))

    orders = {by: [row.place.slug for row in ordered(rows, by)] for by in ("", "score", "spread")}

    assert orders == {
        "": ["aiud", "blaj", "cugir"],
        "score": ["cugir", "blaj", "aiud"],
        "spread": ["blaj", "cugir", "aiud"],
    }


def test_who_comes_from_the_town_neither_scores_nor_decides_nor_sees(
    officer: Person, colleague: Person, clock: Any
) -> None:
    programme = make_programme(make_hub())
    one = make_criterion(programme)
    application = make_sent(programme, make_town("suceava"), make_person("author"))
    clock.move_to(CLOSED)
    services.read_application(by=officer, application=application, scores={one.pk: 5})
    services.note_conflict(by=officer, application=application)
    services.read_application(by=colleague, application=application, scores={one.pk: 2})
    services.decide(by=colleague, application=application, outcome="reserve", reason="R", seen_version=0)
    fresh = applications_sent_to(officer, programme).get()

    row = rows_for(officer, programme, [fresh])[0]

    assert (row.is_left_out, row.mean, row.shown, row.decision) == (True, None, (), None)
    assert rows_for(colleague, programme, applications_sent_to(colleague, programme))[0].mean == 2.0
    for act in (
        lambda: services.read_application(by=officer, application=fresh, scores={one.pk: 5}),
        lambda: services.decide(by=officer, application=fresh, outcome="selected", reason="R", seen_version=1),
        lambda: services.keep_reply(by=officer, application=fresh, subject="S", text="T", seen_version=0),
    ):
        with pytest.raises(Refused, match="You come from this town"):
            act()
    services.take_conflict_back(by=officer, application=fresh)
    assert not Reading.objects.filter(reader=officer).exists()


def test_an_author_in_the_hub_team_is_left_out_without_saying_so(officer: Person, clock: Any) -> None:
    application = make_sent(make_programme(make_hub()), make_town("suceava"), officer)
    clock.move_to(CLOSED)

    with pytest.raises(Refused, match="You come from this town"):
        services.decide(by=officer, application=application, outcome="selected", reason="R", seen_version=0)


def test_the_second_of_two_deciders_is_shown_the_first_ones_decision(
    officer: Person, colleague: Person, clock: Any
) -> None:
    application = make_sent(make_programme(make_hub()), make_town("suceava"))
    clock.move_to(CLOSED)

    services.decide(by=officer, application=application, outcome="selected", reason="A", seen_version=0)
    with pytest.raises(Overtaken, match="Officer decided meanwhile: selected"):
        services.decide(by=colleague, application=application, outcome="rejected", reason="B", seen_version=0)
    kept = Decision.objects.get().outcome
    services.decide(by=colleague, application=application, outcome="rejected", reason="B", seen_version=1)

    assert (kept, Decision.objects.get().outcome, Decision.objects.get().version) == ("selected", "rejected", 2)


def test_one_application_of_a_town_is_selected(officer: Person, clock: Any) -> None:
    programme, town = make_programme(make_hub()), make_town("suceava")
    first, second = make_sent(programme, town), make_sent(programme, town)
    clock.move_to(CLOSED)
    services.decide(by=officer, application=first, outcome="selected", reason="A", seen_version=0)

    with pytest.raises(Refused, match="Another application of Suceava is selected already"):
        services.decide(by=officer, application=second, outcome="selected", reason="B", seen_version=0)


def test_the_list_is_published_after_all_were_decided_and_answered_once(
    officer: Person, clock: Any, smtp_sink: Any
) -> None:
    programme = make_programme(make_hub(contact="hub@example.org"))
    ana, ion = make_person("ana"), make_person("ion")
    first = make_sent(programme, make_town("suceava"), ana, language="ro")
    second = make_sent(programme, make_town("reghin"), ion)
    clock.move_to(CLOSED)
    services.decide(by=officer, application=first, outcome="selected", reason="Plan bun", seen_version=0)

    with pytest.raises(Refused, match="1 application has no decision yet"):
        services.close_choice(by=officer, programme=programme)
    services.decide(by=officer, application=second, outcome="rejected", reason="No staff", seen_version=0)
    with pytest.raises(Refused, match="Close the choice first"):
        services.send_reply(by=officer, application=first)
    services.keep_reply(by=officer, application=first, subject="Bravo", text="Plan bun, scris de noi", seen_version=0)
    services.close_choice(by=officer, programme=programme)
    with pytest.raises(Refused, match="Open it again before you change a decision"):
        services.decide(by=officer, application=first, outcome="reserve", reason="x", seen_version=1)
    services.send_reply(by=officer, application=first)
    with pytest.raises(Refused, match="has been sent already"):
        services.send_reply(by=officer, application=first)
    with pytest.raises(Refused, match="1 applicant has not been answered yet"):
        services.publish_list(by=officer, programme=programme)
    waiting = services.send_waiting_replies(by=officer, programme=programme)
    none_left = services.send_waiting_replies(by=officer, programme=programme)
    services.publish_list(by=officer, programme=programme)
    do_waiting_jobs()

    assert (waiting, none_left) == ((1, []), (0, []))
    assert Programme.objects.get().phase is Phase.PUBLISHED
    assert [(mail["To"], mail["Subject"], mail["Reply-To"]) for mail in smtp_sink] == [
        ("ana@example.org", "Bravo", "hub@example.org"),
        ("ion@example.org", "Pioneers: decision on the application of Reghin", "hub@example.org"),
    ]
    assert "No staff" in smtp_sink[1].get_content()
    with pytest.raises(Refused, match="cannot be changed any more"):
        services.keep_reply(by=officer, application=first, subject="S", text="T", seen_version=3)


def test_a_new_decision_after_reopening_needs_a_new_answer(officer: Person, clock: Any) -> None:
    programme = make_programme(make_hub())
    application = make_sent(programme, make_town("suceava"), make_person("ana"))
    clock.move_to(CLOSED)
    services.decide(by=officer, application=application, outcome="reserve", reason="A", seen_version=0)
    services.close_choice(by=officer, programme=programme)
    services.send_reply(by=officer, application=application)

    services.reopen_choice(by=officer, programme=programme)
    services.decide(by=officer, application=application, outcome="selected", reason="B", seen_version=1)
    services.close_choice(by=officer, programme=programme)
    with pytest.raises(Refused, match="1 applicant has not been answered yet"):
        services.publish_list(by=officer, programme=programme)

    assert services.send_waiting_replies(by=officer, programme=programme) == (1, [])
    assert [reply.sent_at is not None for reply in Reply.objects.all()] == [True, True]


def test_two_colleagues_at_one_answer_do_not_overwrite_each_other(
    officer: Person, colleague: Person, clock: Any
) -> None:
    application = make_sent(make_programme(make_hub()), make_town("suceava"), make_person("ana"))
    clock.move_to(CLOSED)
    services.decide(by=officer, application=application, outcome="reserve", reason="A", seen_version=0)

    services.keep_reply(by=officer, application=application, subject="S", text="Mine", seen_version=0)
    with pytest.raises(Overtaken, match="Officer changed this answer meanwhile: “Mine”"):
        services.keep_reply(by=colleague, application=application, subject="S", text="Theirs", seen_version=0)

    assert Reply.objects.get().text == "Mine"


def test_people_take_along_what_they_wrote_and_leave_with_it() -> None:
    programme, ana, ion = make_programme(make_hub()), make_person("ana"), make_person("ion")
    question = make_question(programme)
    alone = make_application(programme, make_town("suceava"), ana)
    shared = make_application(programme, make_town("reghin"), ana, ion)
    received = make_sent(programme, make_town("blaj"), ana)
    services.save_answers(by=ana, application=shared, given={question.pk: Given("Our words")})

    told = personal_data(ana)["programmes"]
    delete_account(by=ana, person=ana)

    assert [one["value"] for one in told["answers"]] == ["Our words"]
    assert [one["application__place__name"] for one in told["applications"]] == ["Suceava", "Reghin", "Blaj"]
    assert set(Application.objects.values_list("pk", flat=True)) == {shared.pk, received.pk}
    assert not Author.objects.exclude(person=ion).exists()
    assert alone.pk not in Application.objects.values_list("pk", flat=True)


def test_without_a_deadline_each_town_is_answered_when_it_is_decided_and_then_locked(officer: Person) -> None:
    programme, ana = make_programme(make_hub(), closes_at=None), make_person("ana")
    application = make_sent(programme, make_town("suceava"), ana)
    services.decide(by=officer, application=application, outcome="selected", reason="A", seen_version=0)

    sent = services.send_waiting_replies(by=officer, programme=programme)

    assert sent == (1, [])
    assert OutgoingMail.objects.get().reply_to == "officer@example.org"
    for act in (services.withdraw_application, services.save_answers):
        more = {"given": {}} if act is services.save_answers else {}
        with pytest.raises(Refused, match="The hub has answered this application"):
            act(by=ana, application=application, **more)


def test_a_member_of_the_team_who_writes_becomes_an_author() -> None:
    programme, town = make_programme(make_hub()), make_town("suceava")
    team = ("city_team", place_scope("ro", "suceava"))
    mayor, clerk = make_person("mayor", team), make_person("clerk", team)
    application = services.begin_application(by=mayor, programme=programme, place=town, language="ro")

    services.save_answers(by=clerk, application=application, given={})

    assert set(application.authors.values_list("person__email", flat=True)) == {mayor.email, clerk.email}


def test_a_copy_takes_questions_and_criteria_along_and_neither_dates_nor_applications(officer: Person) -> None:
    programme = make_programme(make_hub(), places=4)
    make_question(programme, "Kept")
    make_question(programme, "Gone", removed_at=OPEN)
    make_criterion(programme, "Will", 3)
    make_sent(programme, make_town("suceava"))

    made = services.copy_programme(by=officer, programme=programme)

    assert (made.phase, made.closes_at, made.places, made.applications.count()) == (Phase.DRAFT, None, 4, 0)
    assert [str(one) for one in made.questions.all()] == ["Kept"]
    assert [(str(one), one.weight) for one in made.criteria.all()] == [("Will", 3)]
    assert (programme.questions.count(), programme.criteria.count()) == (2, 1)
