"""Pages of sessions, trainers and matches: forms, refusals in words, queries that do not grow with the list."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from capacities.capacity.sessions import services
from capacities.capacity.sessions.models import Match, PeerProfile, PlannedSession, Trainer
from capacities.core.people.exports import personal_data
from capacities.core.people.roles import EVERYWHERE, country_scope, place_scope
from capacities.core.places.models import Country, Place
from tests.capacity.sessions.factories import TOPICS, make_match, make_needs_round, make_team, make_trainer, say
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def europe(places):
    return make_person("europe", ("european_team", EVERYWHERE))


@pytest.fixture
def hub(places):
    return make_person("ro", ("hub_team", country_scope("RO")))


@pytest.fixture
def round(places):
    return make_needs_round()


def text(response):
    return " ".join(response.content.decode().split())


def add_published(europe, series, count):
    for session in PlannedSession.objects.filter(series=series)[:count]:
        PlannedSession.objects.filter(pk=session.pk).update(is_chosen=True)
        services.make_event(by=europe, session=session)
        services.publish_session(by=europe, session=session)


# Lists


@pytest.mark.parametrize("count", [1, 3])
def test_published_sessions_take_the_same_queries_for_one_and_three(
    client, europe, round, count, django_assert_num_queries
):
    make_trainer()
    make_trainer("Other")
    make_team(round, "RO", 0, 0)
    add_published(europe, services.open_series(by=europe, round=round), count)
    client.get(reverse("capacity-sessions"))

    with django_assert_num_queries(1):
        page = client.get(reverse("capacity-sessions"))
    assert text(page).count("Session on: Private and innovative finance") == count


def test_sessions_of_a_topic_are_those_on_it_below_or_above_it(client, europe, round):
    make_trainer()
    make_team(round, "RO", 0, 0)
    add_published(europe, services.open_series(by=europe, round=round), 1)

    found = {
        topic: text(client.get(reverse("capacity-sessions"), {"topic": topic})).count("Session on:")
        for topic in ("finance-private", "finance", "governance", "no-topic")
    }

    assert found == {"finance-private": 1, "finance": 1, "governance": 0, "no-topic": 1}
    page = text(client.get(reverse("capacity-sessions"), {"topic": "finance"}))
    assert "Only sessions on “Finance”." in page


@pytest.mark.parametrize("count", [1, 3])
def test_trainers_take_the_same_queries_for_one_and_three(client, europe, count, django_assert_num_queries):
    for number in range(count):
        make_trainer(f"Trainer {number}")
    client.force_login(europe)
    client.get(reverse("capacity-trainers"))

    with django_assert_num_queries(4):
        client.get(reverse("capacity-trainers"))


@pytest.mark.parametrize("count", [1, 3])
def test_matches_take_the_same_queries_for_one_and_three(client, europe, hub, round, count, django_assert_num_queries):
    own = make_team(round, "RO", 0, 0)
    for code in Country.objects.exclude(iso2="RO").order_by("iso2").values_list("iso2", flat=True)[:count]:
        make_match(own, make_team(round, code, 4, 4))
    client.force_login(hub)
    client.get(reverse("capacity-matches"))

    with django_assert_num_queries(19):
        page = client.get(reverse("capacity-matches"))
    assert text(page).count("Romania learns from") == count
    client.force_login(europe)
    client.get(reverse("capacity-matches-round", args=[round.slug]))
    with django_assert_num_queries(9):
        client.get(reverse("capacity-matches-round", args=[round.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_a_series_takes_the_same_queries_for_one_and_three_sessions(
    client, europe, round, count, django_assert_num_queries
):
    make_trainer(topics=TOPICS[:1], load=9)
    make_team(round, "RO", 0, 2)
    series = services.open_series(by=europe, round=round)
    PlannedSession.objects.filter(series=series).delete()
    for number in range(count):
        values = {"topics": [TOPICS[0]], "trainer": Trainer.objects.get(), "on": series.first_day + timedelta(number)}
        services.save_session(by=europe, series=series, values=values)
    services.choose_series(by=europe, series=series)
    client.force_login(europe)
    address = reverse("capacity-series", args=[round.slug])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


# Series


def test_the_way_from_an_empty_page_to_a_published_session(client, europe, hub, round):
    make_team(round, "RO", 0, 4)
    client.force_login(europe)
    series = reverse("capacity-series", args=[round.slug])
    assert "First name a trainer" in text(client.get(series))
    trainer = {
        "name": "Finance agency", "topics": [TOPICS[0]], "languages": ["en", "fr"], "formats": ["online"], "load": 2,
        "days": "", "cost_eur": "1200.50", "owner": "",
    }  # fmt: skip
    client.post(reverse("capacity-trainer-new"), trainer)

    assert "Draft a first series" in text(client.get(series))
    page = text(client.post(series, follow=True))
    assert "Covers 1 of the 1 country that needs help with “Private and innovative finance”." in page
    assert "In English, online; trainer: Finance agency." in page
    page = text(client.post(reverse("capacity-series-act", args=[round.slug, "accept"]), follow=True))
    session = PlannedSession.objects.get(is_chosen=True)
    page = text(client.post(reverse("capacity-session-act", args=[round.slug, session.pk, "make"]), follow=True))
    assert hub.email in page
    address = reverse("capacity-session-event", args=[round.slug, session.pk])
    values = {
        "title": "Money for towns", "starts_on": session.on, "ends_on": session.on, "format": "online", "place": "",
        "organiser": "", "language": "en", "description": "", "addresses": f"{hub.email}\nnot an address",
    }  # fmt: skip
    wrong = client.post(address, values)
    assert (wrong.status_code, "“not an address” is no e-mail address." in text(wrong)) == (400, True)
    assert "Money for towns" in text(wrong)
    client.post(address, values | {"addresses": "New@Example.org"})
    client.post(reverse("capacity-session-act", args=[round.slug, session.pk, "publish"]))

    client.logout()
    assert "Money for towns" in text(client.get(reverse("capacity-sessions")))
    assert [one.email for one in session.expected.all()] == ["new@example.org"]


def test_limits_are_saved_and_the_series_chosen_anew(client, europe, round):
    make_trainer(topics=TOPICS)
    make_team(round, "RO", 0, 0)
    series = services.open_series(by=europe, round=round)
    client.force_login(europe)
    address = reverse("capacity-series-settings", args=[round.slug])
    values = {
        "most": 1, "first_day": series.first_day, "last_day": series.last_day, "gap_below_pct": 50, "share_pct": 100
    }  # fmt: skip

    wrong = client.post(address, values | {"last_day": "2020-01-01"})
    assert (wrong.status_code, "The last day lies before the first." in text(wrong)) == (400, True)
    client.post(address, values)

    assert series.sessions.filter(is_chosen=True).count() == 1
    assert "With one session more, 50.0 per cent more" in text(
        client.get(reverse("capacity-series", args=[round.slug]))
    )


def test_sessions_are_added_pinned_excluded_removed_and_brought_back_by_hand(client, europe, round):
    trainer = make_trainer()
    make_team(round, "RO", 0, 0)
    series = services.open_series(by=europe, round=round)
    client.force_login(europe)
    values = {
        "title_0": "By hand", "topics": [TOPICS[1]], "trainer": trainer.pk, "language": "en", "format": "in-person",
        "on": series.first_day, "cost_eur": "0",
    }  # fmt: skip
    client.post(reverse("capacity-session-new", args=[round.slug]), values)
    mine = PlannedSession.objects.get(by_hand=True)
    assert mine.is_chosen

    def act(name, **data):
        client.post(reverse(f"capacity-session-{name}", args=[round.slug, mine.pk]), data)
        mine.refresh_from_db()

    act("hold", how="out")
    assert (mine.hold, mine.is_chosen) == ("out", False)
    act("remove")
    assert mine.removed_at
    assert "Bring it back" in text(client.get(reverse("capacity-series", args=[round.slug])))
    act("remove")
    assert mine.removed_at is None
    rows = client.get(reverse("capacity-series-file", args=[round.slug, "csv"]))
    assert b"".join(rows.streaming_content).decode().count("Private and innovative finance") == 2  # title and topics


def test_a_day_that_is_none_is_named_and_what_was_typed_is_kept(client, europe):
    client.force_login(europe)

    page = client.post(reverse("capacity-trainer-new"), {"name": "Finance agency", "days": "9.3.2027\nsoon"})

    assert page.status_code == 400
    assert "“soon” is no day." in text(page)
    assert 'value="Finance agency"' in text(page)


def test_a_hub_writes_its_own_trainer_removes_and_restores_it(client, hub):
    client.force_login(hub)
    values = {
        "name": "Agency", "topics": ["finance"], "languages": ["ro"], "formats": ["online"], "load": 1, "cost_eur": "0",
        "days": "9.3.2027", "owner": "RO",
    }  # fmt: skip
    client.post(reverse("capacity-trainer-new"), values)
    trainer = Trainer.objects.get()
    assert (trainer.countries, trainer.days) == (["RO"], [date(2027, 3, 9)])

    client.post(reverse("capacity-trainer-remove", args=[trainer.pk]))
    assert Trainer.objects.get().removed_at
    client.post(reverse("capacity-trainer-remove", args=[trainer.pk]))
    assert Trainer.objects.get().removed_at is None


# Matches


def test_two_teams_accept_meet_and_rate_on_their_pages(client, europe, hub, round):
    austria = make_person("at", ("hub_team", country_scope("AT")))
    make_team(round, "RO", 0, 2)
    say(make_team(round, "AT", 4, 2), "offer")
    client.force_login(europe)
    client.post(reverse("capacity-matches-act", args=[round.slug]), {"act": "draft", "fair": "yes"})
    assert "1 proposal, not sent" in text(client.get(reverse("capacity-matches-round", args=[round.slug])))
    client.post(reverse("capacity-matches-act", args=[round.slug]), {"act": "send"})
    match = Match.objects.get()

    for person, side in ((hub, "learner"), (austria, "teacher")):
        client.force_login(person)
        assert "has not answered yet" in text(client.get(match.get_absolute_url()))
        client.post(reverse("capacity-match-answer", args=[match.pk, side]), {"answer": "yes", "reason": ""})
    assert hub.email in text(client.get(match.get_absolute_url()))
    client.post(reverse("capacity-match-met", args=[match.pk]), {"met_on": timezone.localdate(), "note": "Online"})
    client.post(reverse("capacity-match-rate", args=[match.pk, "teacher"]), {"stars": "5", "words": "Good"})

    page = text(client.get(match.get_absolute_url()))
    assert "Met on" in page
    assert "5 of 5" in page
    held = personal_data(austria)["sessions"]
    assert (len(held["contact_of"]), [one["stars"] for one in held["ratings"]]) == (1, [5])


def test_a_refusal_is_said_at_the_form(client, hub, round):
    match = make_match(make_team(round, "RO", 0, 2), make_team(round, "AT", 4, 2))
    client.force_login(hub)

    page = client.post(reverse("capacity-match-met", args=[match.pk]), {"met_on": timezone.localdate(), "note": "Kept"})

    assert (page.status_code, "First both sides accept the match." in text(page), "Kept" in text(page)) == (
        400,
        True,
        True,
    )


def test_offers_on_needed_topics_come_first_and_can_be_asked_for(client, hub, round):
    make_team(round, "RO", 0, 4)
    teacher = make_team(round, "AT", 4, 4)
    say(teacher, "offer", TOPICS[0], text="We have a fund")
    say(teacher, "offer", TOPICS[1])
    client.force_login(hub)

    page = text(client.get(reverse("capacity-matches")))
    assert page.index("We have a fund") < page.index("On other topics")
    forms = page.count('<form method="post"')
    assert page.count('name="csrfmiddlewaretoken"') == forms >= 2
    client.post(reverse("capacity-match-ask", args=[round.slug, teacher.pk, TOPICS[0]]))

    assert Match.objects.get().asked_by_learner
    assert "Romania learns from Austria" in text(client.get(reverse("capacity-matches")))


def test_who_speaks_for_two_cities_chooses_in_whose_name_to_ask(client, places):
    cities = make_needs_round("cities", audience="city", countries=["RO"])
    towns = Place.objects.filter(country_id="RO", slug__in=["braila", "falticeni", "suceava"]).order_by("slug")
    first, second, teacher = (make_team(cities, town, 0, 2) for town in towns)
    say(teacher, "offer")
    both = make_person("city", *(("city_team", place_scope("ro", town.slug)) for town in towns[:2]))
    client.force_login(both)

    assert "In the name of" in text(client.get(reverse("capacity-matches")))
    client.post(reverse("capacity-match-ask", args=["cities", teacher.pk, TOPICS[0]]), {"learner": second.pk})

    assert Match.objects.get().learner == second != first


def test_a_team_says_how_it_takes_part(client, hub, round):
    team = make_team(round, "RO", 0, 4)
    client.force_login(hub)
    values = {"takes_part": "no", "teach_most": 0, "learn_most": 1, "languages": ["ro", "de"], "busy": "2027-03-09"}

    client.post(reverse("capacity-peer-profile", args=[team.pk]), values)

    profile = PeerProfile.objects.get()
    assert (profile.takes_part, profile.learn_most, profile.languages, profile.travels) == (
        False,
        1,
        ["ro", "de"],
        False,
    )
    assert profile.busy == [date(2027, 3, 9)]


def test_pages_speak_romanian(client, hub, round):
    make_match(make_team(round, "RO", 0, 2), make_team(round, "AT", 4, 2))
    client.force_login(hub)

    page = text(client.get(Match.objects.get().get_absolute_url(), headers={"accept-language": "ro"}))

    assert "România învață de la Austria" in page
    assert "Austria are scorul 100 din 100" in page
