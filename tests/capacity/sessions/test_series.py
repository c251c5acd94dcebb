"""A series from first draft to published events, through services."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from capacities.capacity.sessions import services
from capacities.capacity.sessions.models import PeerProfile, PlannedSession
from capacities.capacity.sessions.reading import chosen_lines, other_lines, topic_lines, what_if
from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.core.permissions import Refused
from capacities.events.models import Event
from tests.capacity.sessions.factories import TOPICS, make_needs_round, make_team, make_trainer, say
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(places):
    return make_person("europe", ("european_team", EVERYWHERE))


@pytest.fixture
def round(places):
    """Romania and Bulgaria need private finance, Austria energy communities."""
    found = make_needs_round()
    make_team(found, "RO", 0, 2)
    make_team(found, "BG", 1, 3)
    make_team(found, "AT", 4, 1)
    return found


@pytest.fixture
def series(holder, round):
    make_trainer("Finance", TOPICS[:1])
    make_trainer("Energy", TOPICS[1:])
    return services.open_series(by=holder, round=round)


def chosen(series):
    return list(series.sessions.filter(is_chosen=True))


def plan(series, **changes):
    return {
        "topics": [TOPICS[0]], "trainer": PlannedSession.objects.first().trainer, "language": "en",
        "format": "online", "on": series.first_day, "cost_eur": 0, **changes,
    }  # fmt: skip


def test_a_first_series_is_drafted_chosen_and_says_why(series):
    series.refresh_from_db()
    rows = list(series.sessions.select_related("trainer"))
    lines = chosen_lines(series, rows)

    # Needs: (0.4 − score) / 0.4, scores are level / 4: Romania 1, Bulgaria 0.375, Austria 0.375 on the other topic.
    assert [series.result[name] for name in ("total", "value", "gap")] == pytest.approx([1.75, 1.75, 0.0])
    said = {line.session.topics[0]: line for line in lines}
    assert said[TOPICS[0]].sentences[0] == (
        "Covers 2 of the 2 countries that need help with “Private and innovative finance”."
    )
    assert said[TOPICS[0]].sentences[1] == "In English, online; trainer: Finance."
    assert said[TOPICS[0]].teams == "Bulgaria, Romania"
    assert [(line.name, line.total, line.met, line.needing, line.reached) for line in topic_lines(series)] == [
        ("Private and innovative finance", 1.375, 1.375, 2, 2),
        ("Energy communities", 0.375, 0.375, 1, 1),
    ]
    assert all(line.sentences[0].startswith("The need is met already by") for line in other_lines(rows))


def test_what_one_session_less_or_more_changes_is_said(holder, series):
    series = services.save_series(by=holder, series=series, values={"most": 1})
    series = services.choose_series(by=holder, series=series)

    said = what_if(series, list(series.sessions.all()))

    # 1.375 of 1.75 is met; the second session brings 0.375 of 1.75.
    assert "21.4 per cent more of all need is met: next comes “Energy communities”" in said[0]
    assert "78.6 per cent of all need is lost" in said[1]


def test_what_a_team_says_it_needs_counts_beside_its_score(holder, round, series):
    say(round.assessments.get(country="AT"), "need", TOPICS[0], urgency=3)

    series = services.choose_series(by=holder, series=series)

    assert series.result["total"] == 2.75


def test_teams_that_do_not_understand_or_are_away_are_not_counted(holder, round, series):
    away = [series.first_day + timedelta(days=k) for k in range(400)]
    PeerProfile.objects.create(assessment=round.assessments.get(country="RO"), languages=["ro"])
    PeerProfile.objects.create(assessment=round.assessments.get(country="BG"), busy=away)

    series = services.choose_series(by=holder, series=series)

    assert series.result["value"] == pytest.approx(0.375)


def test_held_sessions_stay_in_or_out_and_pinned_ones_that_clash_are_refused(holder, series):
    first = chosen(series)[0]
    services.hold_session(by=holder, session=first, how="out")
    series = services.choose_series(by=holder, series=series)
    assert first not in chosen(series)

    for session in series.sessions.all():
        services.hold_session(by=holder, session=session, how="in")
    series = services.save_series(by=holder, series=series, values={"most": 1})
    with pytest.raises(Refused, match="pinned sessions break a limit"):
        services.choose_series(by=holder, series=series)


def test_a_new_proposal_keeps_what_was_written_held_or_removed_by_hand(holder, series):
    mine = services.save_session(by=holder, series=series, values=plan(series))
    pinned, removed = chosen(series)
    services.hold_session(by=holder, session=pinned, how="in")
    services.remove_session(by=holder, session=removed)

    services.propose_sessions(by=holder, series=series)

    assert {mine.pk, pinned.pk, removed.pk} <= set(series.sessions.values_list("pk", flat=True))
    back = services.restore_session(by=holder, session=removed)
    assert back.removed_at is None


def test_an_accepted_series_stays_as_it_is_until_it_is_opened_again(holder, series):
    series = services.accept_series(by=holder, series=series)

    for act in (services.choose_series, services.propose_sessions):
        with pytest.raises(Refused, match="is accepted"):
            act(by=holder, series=series)
    with pytest.raises(Refused, match="is accepted"):
        services.hold_session(by=holder, session=chosen(series)[0], how="in")
    services.reopen_series(by=holder, series=series)
    services.choose_series(by=holder, series=series)


def test_an_event_is_drafted_in_one_act_with_who_is_expected(holder, series):
    hub = make_person("ro", ("hub_team", country_scope("RO")))
    services.accept_series(by=holder, series=series)
    session = next(one for one in chosen(series) if one.topics == [TOPICS[0]])

    session = services.make_event(by=holder, session=session)

    event = session.event
    assert (event.is_draft, event.kind, event.starts_on, event.format) == (True, "training", session.on, "online")
    assert event.title == "Session on: Private and innovative finance"
    assert "Trainer: Finance. Language: English." in event.description
    assert [(one.email, one.assessment.country) for one in session.expected.all()] == [(hub.email, "RO")]


def test_a_dropped_draft_comes_back_as_it_was(holder, series):
    session = services.make_event(by=holder, session=chosen(series)[0])
    values = {"title": "Money for towns", "starts_on": session.on, "ends_on": session.on}
    services.save_event(by=holder, session=session, values=values, addresses=["a@example.org"])

    services.drop_event(by=holder, session=session)
    session.refresh_from_db()
    assert not session.has_event
    session = services.make_event(by=holder, session=session)

    assert (session.event.title, session.has_event) == ("Money for towns", True)
    assert [one.email for one in session.expected.all()] == ["a@example.org"]


def test_a_published_event_is_withdrawn_before_it_is_dropped(holder, series):
    session = services.make_event(by=holder, session=chosen(series)[0])
    services.publish_session(by=holder, session=session)

    assert Event.objects.get(pk=session.event_id).is_draft is False
    with pytest.raises(Refused, match="Make it a draft again first"):
        services.drop_event(by=holder, session=session)
    services.withdraw_session(by=holder, session=session)
    services.drop_event(by=holder, session=session)


def test_a_session_with_an_event_stays_in_the_next_choice(holder, series):
    energy = next(one for one in chosen(series) if one.topics == [TOPICS[1]])
    services.make_event(by=holder, session=energy)
    series = services.save_series(by=holder, series=series, values={"most": 1})

    series = services.choose_series(by=holder, series=series)

    assert chosen(series) == [energy]  # though the other one meets more
    with pytest.raises(Refused, match="an event already"):
        services.remove_session(by=holder, session=energy)


def test_a_hub_plans_for_its_own_round_of_cities_and_for_no_other(holder, places, round):
    from capacities.core.places.models import Place

    hub, other = (
        make_person("ro", ("hub_team", country_scope("RO"))),
        make_person("bg", ("hub_team", country_scope("BG"))),
    )
    cities = make_needs_round("cities", audience="city", countries=["RO"])
    make_team(cities, Place.objects.get(country_id="RO", slug="suceava"), 0, 4)
    make_trainer("Hub trainer", TOPICS[:1], countries=["RO"], languages=["ro"])
    make_trainer("Europe's trainer", TOPICS[:1])

    series = services.open_series(by=hub, round=cities)

    assert {one.trainer.name for one in series.sessions.all()} == {"Hub trainer"}
    assert chosen(series)[0].language == "ro"
    for by, one in ((other, cities), (hub, round)):
        with pytest.raises(Refused):
            services.open_series(by=by, round=one)


def test_days_that_a_trainer_named_are_the_only_ones(holder, round):
    day = timezone.localdate() + timedelta(days=60)
    make_trainer("Finance", TOPICS[:1], days=[day, date(2020, 1, 7)])

    series = services.open_series(by=holder, round=round)

    assert {one.on for one in series.sessions.all()} == {day}


def test_a_trainer_without_languages_or_with_an_unknown_topic_is_refused(holder):
    with pytest.raises(ValidationError):
        services.save_trainer(by=holder, values={"name": "X", "topics": ["magic"], "languages": ["en"], "formats": []})


def test_a_hub_cannot_give_a_trainer_to_europe(places):
    hub = make_person("ro", ("hub_team", country_scope("RO")))
    values = {"name": "X", "topics": [TOPICS[0]], "languages": ["en"], "formats": ["online"]}

    with pytest.raises(Refused):
        services.save_trainer(by=hub, values={**values, "countries": []})
    assert services.save_trainer(by=hub, values={**values, "countries": ["RO"]}).pk
