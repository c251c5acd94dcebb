"""Matches of peers from proposal to rating, through services, with the mails that leave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from capacities.capacity.sessions import services
from capacities.capacity.sessions.models import Match
from capacities.capacity.sessions.reasons import sentences, teams_of
from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.roles import EVERYWHERE, country_scope, place_scope
from capacities.core.permissions import Refused
from capacities.core.places.models import Place
from tests.capacity.sessions.factories import TOPICS, make_match, make_needs_round, make_team, say
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(places):
    roles = {
        "europe": ("european_team", EVERYWHERE),
        "ro": ("hub_team", country_scope("RO")),
        "at": ("hub_team", country_scope("AT")),
    }
    return {name: make_person(name, role) for name, role in roles.items()}


@pytest.fixture
def round(cast):
    return make_needs_round()


@pytest.fixture
def sent(round):
    return make_match(make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4))


def mails(kind=""):
    rows = OutgoingMail.objects.filter(kind=kind) if kind else OutgoingMail.objects.all()
    return sorted(rows.values_list("to", flat=True))


def pairs(round):
    return [(one.learner.country, one.teacher.country, one.topic) for one in round.matches.order_by("topic", "learner")]


# Proposals


def test_who_scores_low_learns_from_who_offers_and_scores_high(cast, round):
    make_team(round, "RO", 0, 4)
    say(make_team(round, "AT", 4, 0), "offer")
    make_team(round, "BG", 4, 4, state="started")  # not signed off: not used

    services.propose_matches(by=cast["europe"], round=round)

    assert pairs(round) == [("AT", "RO", TOPICS[1]), ("RO", "AT", TOPICS[0])]
    told = Match.objects.get(topic=TOPICS[0])
    said = sentences(cast["europe"], told, teams_of(cast["europe"], told))
    assert said[0] == "Austria has score 100 of 100 on “Private and innovative finance” and offers to share it."
    assert said[1] == "The score of Romania on “Private and innovative finance” is low."
    assert said[-1] == "Both speak: English."
    assert mails() == []  # a proposal tells nobody


def test_cities_are_matched_with_cities_and_the_language_is_named(cast):
    cities = make_needs_round("cities", audience="city")
    places = {name: Place.objects.get(country_id=c, slug=name) for c, name in (("RO", "suceava"), ("AT", "wien"))}
    learner, teacher = make_team(cities, places["suceava"], 0, 2), make_team(cities, places["wien"], 4, 2)
    services.save_profile(by=cast["europe"], assessment=learner, values={"languages": ["de", "ro"]})

    services.propose_matches(by=cast["europe"], round=cities)

    match = Match.objects.get()
    assert (match.learner, match.teacher, match.reasons["languages"]) == (learner, teacher, ["de"])
    assert {"people", "heat", "emissions", "urban", "progress"} == set(match.reasons["alike"])


def test_limits_of_teams_hold_and_those_without_a_common_language_never_meet(cast, round):
    teacher = make_team(round, "AT", 4, 4)
    for country in ("RO", "BG", "GR"):
        make_team(round, country, 0, 2)
    deaf = round.assessments.get(country="GR")
    services.save_profile(by=cast["europe"], assessment=teacher, values={"teach_most": 1})
    services.save_profile(by=cast["europe"], assessment=deaf, values={"languages": ["el"]})

    services.propose_matches(by=cast["europe"], round=round)
    assert len(pairs(round)) == 1
    services.save_profile(by=cast["europe"], assessment=teacher, values={"teach_most": 5})
    services.propose_matches(by=cast["europe"], round=round)

    assert {learner for learner, _teacher, _topic in pairs(round)} == {"RO", "BG"}


def test_the_fair_proposal_serves_those_with_most_needs_first(cast, round):
    services.save_profile(by=cast["europe"], assessment=make_team(round, "AT", 4, 2), values={"teach_most": 1})
    make_team(round, "RO", 1, 0)
    make_team(round, "BG", 0, 2)

    services.propose_matches(by=cast["europe"], round=round)
    assert pairs(round) == [("BG", "AT", TOPICS[0])]
    services.propose_matches(by=cast["europe"], round=round, fair=True)
    assert pairs(round) == [("RO", "AT", TOPICS[0])]


def test_declined_and_withdrawn_pairs_are_not_proposed_again_and_sent_ones_stay(cast, round):
    make_team(round, "RO", 0, 2)
    make_team(round, "AT", 4, 2)
    services.propose_matches(by=cast["europe"], round=round)
    match = services.send_match(by=cast["europe"], match=Match.objects.get())
    services.propose_matches(by=cast["europe"], round=round)
    assert round.matches.count() == 1

    services.answer_match(by=cast["at"], match=match, side="teacher", yes=False, reason="No time this year")
    services.propose_matches(by=cast["europe"], round=round)
    assert [one.state for one in round.matches.all()] == ["declined"]
    services.drop_match(by=cast["europe"], match=match)
    services.propose_matches(by=cast["europe"], round=round)
    assert [one.state for one in round.matches.all()] == ["withdrawn"]
    assert services.restore_match(by=cast["europe"], match=match).state == "declined"


# Answers


def test_both_sides_get_a_mail_each_in_its_language(cast, round):
    cast["ro"].language = "ro"
    cast["ro"].save()
    match = make_match(make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4), state="draft", sent_at=None)

    services.send_match(by=cast["europe"], match=match)

    assert mails("match_proposed") == [cast["at"].email, cast["ro"].email]
    english, romanian = (OutgoingMail.objects.get(to=cast[name].email) for name in ("at", "ro"))
    assert english.subject == "Would you talk to Romania about “Private and innovative finance”?"
    assert f"/capacity/matches/{match.pk}/" in english.body
    assert "Austria" in romanian.subject
    assert "Finanțare privată" in romanian.body
    with pytest.raises(Refused, match="sent already"):
        services.send_match(by=cast["europe"], match=match)


def test_a_match_is_accepted_by_both_met_and_rated(cast, sent):
    services.answer_match(by=cast["ro"], match=sent, side="learner", yes=True)
    match = services.answer_match(by=cast["at"], match=sent, side="teacher", yes=True)

    assert match.state == "accepted"
    assert mails("match_accepted") == [cast["at"].email, cast["ro"].email]
    with pytest.raises(Refused, match="note that you have met"):
        services.rate_match(by=cast["ro"], match=match, side="learner", stars=5)
    with pytest.raises(Refused, match="future"):
        services.note_meeting(by=cast["ro"], match=match, met_on=date(2100, 1, 1))
    match = services.note_meeting(by=cast["ro"], match=match, met_on=date(2026, 10, 1), note="Two hours online")
    services.rate_match(by=cast["ro"], match=match, side="learner", stars=3)
    again = services.rate_match(by=cast["ro"], match=match, side="learner", stars=4, words="Useful")

    assert (match.state, match.ratings.count(), again.stars) == ("met", 1, 4)


def test_a_no_tells_the_other_side_and_can_be_changed(cast, sent):
    services.answer_match(by=cast["ro"], match=sent, side="learner", yes=True)
    declined = services.answer_match(by=cast["at"], match=sent, side="teacher", yes=False, reason="Next year")
    assert (declined.state, declined.teacher_said, declined.teacher_contact) == ("declined", "Next year", None)
    assert mails("match_declined") == [cast["ro"].email]

    assert services.answer_match(by=cast["at"], match=sent, side="teacher", yes=True).state == "accepted"


def test_nobody_meets_before_both_accept(cast, sent):
    with pytest.raises(Refused, match="both sides accept"):
        services.note_meeting(by=cast["ro"], match=sent, met_on=date(2026, 1, 1))


# Asking oneself


def test_a_team_asks_for_what_another_offers_once(cast, round):
    learner, teacher = make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4)
    say(teacher, "offer")

    match = services.ask_for_match(by=cast["ro"], learner=learner, teacher=teacher, topic=TOPICS[0])

    assert (match.state, match.learner_yes, match.learner_contact) == ("sent", True, cast["ro"])
    assert mails("match_asked") == [cast["at"].email]
    with pytest.raises(Refused, match="already"):
        services.ask_for_match(by=cast["ro"], learner=learner, teacher=teacher, topic=TOPICS[0])
    with pytest.raises(Refused):
        services.ask_for_match(by=cast["at"], learner=learner, teacher=teacher, topic=TOPICS[1])


# Reminders


def test_those_who_have_not_answered_are_reminded_once_after_two_weeks(cast, sent):
    now = datetime(2026, 12, 1, 6, 30, tzinfo=UTC)
    Match.objects.update(sent_at=now - timedelta(days=13, hours=23), learner_yes=True)
    assert services.remind_of_matches(now) == 0

    assert services.remind_of_matches(now + timedelta(hours=2)) == 1
    assert services.remind_of_matches(now + timedelta(days=30)) == 0
    assert mails("match_reminder") == [cast["at"].email]


def test_cities_answer_by_their_own_team(cast):
    cities = make_needs_round("cities", audience="city", countries=["RO"])
    places = Place.objects.filter(country_id="RO", slug__in=["suceava", "falticeni"]).order_by("slug")
    teacher, learner = (make_team(cities, place, 4 * (k == 0), 2) for k, place in enumerate(places))
    team = make_person("city", ("city_team", place_scope("ro", "suceava")))
    match = make_match(learner, teacher)

    assert services.answer_match(by=team, match=match, side="learner", yes=True).learner_yes
    with pytest.raises(Refused):
        services.answer_match(by=cast["ro"], match=match, side="teacher", yes=True)  # the hub does not speak for a city
