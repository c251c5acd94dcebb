"""Who reads which assessment, and scores from stored answers."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from capacities.capacity.rounds.models import Privacy
from capacities.capacity.rounds.queries import assessments_visible_to, rounds_visible_to, scores_of
from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.engines.maturity import TopicScore
from tests.capacity.factories import make_assessment, make_question, make_round, make_section, make_version
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def test_answers_are_seen_by_their_team_and_further_only_as_the_team_allows_once_signed() -> None:
    round = make_round(make_version())
    make_round(round.version, "draft", state="draft")
    make_assessment(round, "RO", privacy=Privacy.OWN)
    make_assessment(round, "AT", privacy=Privacy.GROUP, state="signed_off")
    make_assessment(round, "SE", privacy=Privacy.PUBLIC, state="signed_off")
    make_assessment(round, "HU", privacy=Privacy.GROUP, state="in_review")
    make_assessment(round, "PL", privacy=Privacy.PUBLIC, state="started")
    make_assessment(round, "FR", privacy=Privacy.PUBLIC, state="withdrawn")
    invited = make_person("invited")
    make_assessment(round, "BG", privacy=Privacy.OWN).participants.create(person=invited, email=invited.email)
    cast = {
        "visitor": AnonymousUser(),
        "citizen": make_person("citizen"),
        "invited": invited,
        "romania": make_person("romania", ("hub_team", country_scope("RO"))),
        "italy": make_person("italy", ("hub_team", country_scope("IT"))),
        "europe": make_person("europe", ("european_team", EVERYWHERE)),
    }

    seen = {
        name: "".join(sorted(f"{one.country} " for one in assessments_visible_to(who, round)))
        for name, who in cast.items()
    }

    assert seen == {
        "visitor": "SE ",
        "citizen": "SE ",
        "invited": "AT BG SE ",
        "romania": "AT RO SE ",
        "italy": "SE ",
        "europe": "AT BG HU PL RO SE ",
    }
    assert {name: rounds_visible_to(who).count() for name, who in cast.items()} == {
        "visitor": 1, "citizen": 1, "invited": 1, "romania": 1, "italy": 1, "europe": 2,
    }  # fmt: skip


def test_scores_come_from_stored_answers_for_lower_and_upper_topics() -> None:
    section = make_section(make_version())
    make_question(section, "team", "governance-structure")
    make_question(section, "law", "governance-law", weight=3)
    round = make_round(section.version)
    one = make_assessment(round, "RO", {"team": "4", "law": "0"})
    two = make_assessment(round, "AT", {"team": "2"})

    scores = scores_of(round, [one, two])

    assert scores[one.pk]["governance"] == TopicScore(0.25, 2, 2)  # (1 × 1 + 3 × 0) / 4
    assert scores[two.pk] == {
        "governance": TopicScore(0.5, 1, 2),
        "governance-structure": TopicScore(0.5, 1, 1),
        "governance-law": TopicScore(None, 0, 1),
    }
