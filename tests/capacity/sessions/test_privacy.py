"""Who must not see what: drafts of events, addresses, scores of closed assessments, contacts, ratings."""

from datetime import date

import pytest
from django.urls import reverse

from capacities.capacity.sessions import services
from capacities.capacity.sessions.matchpage import shown_match
from capacities.capacity.sessions.models import PlannedSession
from capacities.capacity.sessions.offers import offers_to
from capacities.capacity.sessions.reasons import sentences, teams_of
from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.core.permissions import Refused
from capacities.events.services import save_draft, set_draft
from tests.capacity.sessions.factories import make_match, make_needs_round, make_team, make_trainer, say
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(places):
    roles = {
        "ro": ("hub_team", country_scope("RO")),
        "at": ("hub_team", country_scope("AT")),
        "bg": ("hub_team", country_scope("BG")),
        "europe": ("european_team", EVERYWHERE),
    }
    return {name: make_person(name, role) for name, role in roles.items()} | {"nobody": make_person("nobody")}


@pytest.fixture
def round(cast):
    return make_needs_round()


def words(by, match):
    return " ".join(sentences(by, match, teams_of(by, match)))


def test_a_draft_of_an_event_is_on_no_list_until_it_is_published(client, places):
    values = {
        "title": "A hidden training",
        "kind": "training",
        "starts_on": date(2030, 5, 6),
        "ends_on": date(2030, 5, 6),
    }
    event = save_draft(values={**values, "country": "RO"})
    addresses = [reverse("events"), reverse("events-ics"), "/", "/countries/ro/"]

    for address in addresses:
        assert "A hidden training" not in client.get(address).content.decode().replace("\r\n ", ""), address
    set_draft(event=event, is_draft=False)
    for address in addresses[:2]:
        assert "A hidden training" in client.get(address).content.decode().replace("\r\n ", ""), address


def test_visitors_see_published_sessions_without_addresses_and_no_drafts(client, cast, round):
    make_trainer(email="trainer@example.org")
    make_team(round, "RO", 0, 4)
    series = services.open_series(by=cast["europe"], round=round)
    services.accept_series(by=cast["europe"], series=series)
    session = services.make_event(by=cast["europe"], session=PlannedSession.objects.get(is_chosen=True))
    assert [one.email for one in session.expected.all()] == [cast["ro"].email]

    before = client.get(reverse("capacity-sessions")).content.decode()
    services.publish_session(by=cast["europe"], session=session)
    after = client.get(reverse("capacity-sessions")).content.decode()

    assert session.event.title not in before
    assert session.event.title in after
    for hidden in ("trainer@example.org", cast["ro"].email, "Romania"):
        assert hidden not in after


@pytest.mark.parametrize("name", ["nobody", "ro"])
def test_only_holders_reach_the_series_and_the_proposals_of_a_round(client, cast, round, name):
    client.force_login(cast[name])

    assert client.get(reverse("capacity-series", args=[round.slug])).status_code == 403
    assert client.get(reverse("capacity-matches-round", args=[round.slug])).status_code == 403


def test_trainers_of_another_hub_do_not_exist(client, cast):
    trainer = make_trainer("Of Bulgaria", countries=["BG"])
    client.force_login(cast["ro"])

    assert client.get(reverse("capacity-trainer", args=[trainer.pk])).status_code == 404
    assert trainer.name not in client.get(reverse("capacity-trainers")).content.decode()


def test_the_score_of_a_team_whose_answers_only_it_sees_is_not_told_to_the_other(cast, round):
    closed = make_team(round, "AT", 4, 4, privacy="own")
    match = make_match(make_team(round, "RO", 0, 0), closed)

    assert "score" not in words(cast["ro"], match)
    assert "progress" not in words(cast["ro"], match)
    assert "Austria offers to share what it knows" in words(cast["ro"], match)
    assert "Austria has score 100 of 100" in words(cast["at"], match)
    assert "Austria has score 100 of 100" in words(cast["europe"], match)


def test_nothing_of_a_team_that_has_not_signed_off_is_told_to_others(cast, round):
    learner = make_team(round, "RO", 0, 0, privacy="public", state="in_review")
    teacher = make_team(round, "AT", 4, 4, privacy="public", state="started")
    say(teacher, "offer", text="Ask our bank")
    match = make_match(learner, teacher, reasons={"needs": False, "score": 1.0})

    assert "Austria has score" not in words(cast["ro"], match)
    assert "low" not in words(cast["at"], match)
    assert offers_to(cast["ro"], round) == []
    teacher.state = "signed_off"
    teacher.save()
    assert [one.text for one in offers_to(cast["ro"], round)] == ["Ask our bank"]


def test_a_low_score_of_a_closed_team_is_not_told_either(cast, round):
    learner = make_team(round, "RO", 0, 0, privacy="own")
    match = make_match(learner, make_team(round, "AT", 4, 4), reasons={"needs": False, "score": 1.0})

    assert "low" not in words(cast["at"], match)
    assert "The score of Romania" in words(cast["ro"], match)


def test_teams_whose_answers_only_they_see_are_proposed_only_if_they_choose_to(cast, round):
    learner, teacher = make_team(round, "RO", 0, 4), make_team(round, "AT", 4, 0, privacy="own")
    say(teacher, "offer")

    assert services.propose_matches(by=cast["europe"], round=round) == 0
    assert offers_to(cast["ro"], round) == []
    services.save_profile(by=cast["europe"], assessment=teacher, values={"takes_part": True})  # not for others to say
    assert services.propose_matches(by=cast["europe"], round=round) == 0
    services.save_profile(by=cast["at"], assessment=teacher, values={"takes_part": True})
    assert services.propose_matches(by=cast["europe"], round=round) == 2
    assert [one.team for one in offers_to(cast["ro"], round)] == [teacher]
    assert {one.learner for one in round.matches.all()} == {learner, teacher}


def test_the_words_of_an_offer_stay_hidden_where_the_assessment_is_closed(cast, round):
    make_team(round, "RO", 0, 0)
    teacher = make_team(round, "AT", 4, 4, privacy="own")
    say(teacher, "offer", text="Ask our bank")
    services.save_profile(by=cast["at"], assessment=teacher, values={"takes_part": True})

    assert [one.text for one in offers_to(cast["ro"], round)] == [""]
    assert offers_to(cast["bg"], round) == []  # takes no part in the round


def test_a_match_does_not_exist_for_others_nor_before_it_is_sent(client, cast, round):
    match = make_match(make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4), state="draft", sent_at=None)
    page = reverse("capacity-match", args=[match.pk])

    def seen(name):
        client.force_login(cast[name])
        return client.get(page).status_code

    assert [seen(name) for name in ("ro", "at", "bg", "nobody", "europe")] == [404, 404, 404, 404, 200]
    services.drop_match(by=cast["europe"], match=match)  # withdrawn before anybody saw it
    assert [seen(name) for name in ("ro", "at")] == [404, 404]
    services.restore_match(by=cast["europe"], match=match)
    services.send_match(by=cast["europe"], match=match)
    assert [seen(name) for name in ("ro", "at", "bg", "nobody", "europe")] == [200, 200, 404, 404, 200]


def test_contacts_are_shown_only_once_both_have_accepted(client, cast, round):
    match = make_match(make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4))
    page = reverse("capacity-match", args=[match.pk])
    services.answer_match(by=cast["ro"], match=match, side="learner", yes=True)

    client.force_login(cast["at"])
    assert cast["ro"].email not in client.get(page).content.decode()
    match = services.answer_match(by=cast["at"], match=match, side="teacher", yes=True)
    assert cast["ro"].email in client.get(page).content.decode()
    client.force_login(cast["europe"])
    assert cast["ro"].email not in client.get(page).content.decode()


def test_a_rating_is_read_by_the_other_side_once_both_have_rated(cast, round):
    match = make_match(make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4))
    for who, side in (("ro", "learner"), ("at", "teacher")):
        match = services.answer_match(by=cast[who], match=match, side=side, yes=True)
    match = services.note_meeting(by=cast["ro"], match=match, met_on=date(2026, 1, 5))
    services.rate_match(by=cast["ro"], match=match, side="learner", stars=4, words="Very concrete")

    def read(who):
        fresh = type(match).objects.get(pk=match.pk)
        return [side.rating.stars if side.rating else None for side in shown_match(cast[who], fresh).sides]

    assert [read(who) for who in ("ro", "at", "europe")] == [[4, None], [None, None], [4, None]]
    services.rate_match(by=cast["at"], match=match, side="teacher", stars=5)
    assert [read(who) for who in ("ro", "at", "europe")] == [[4, 5], [4, 5], [4, 5]]


def test_no_other_country_answers_or_rates(cast, round):
    match = make_match(make_team(round, "RO", 0, 0), make_team(round, "AT", 4, 4))

    for who, side in (("bg", "learner"), ("ro", "teacher"), ("nobody", "learner"), ("europe", "teacher")):
        with pytest.raises(Refused, match="answered by the team"):
            services.answer_match(by=cast[who], match=match, side=side, yes=True)
