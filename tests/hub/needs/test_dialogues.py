"""Dialogues in rounds: who must not see them, medians by hand, small counts hidden, revision, bad scores."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.needs import services
from capacities.hub.needs.delphi import dialogues_visible_to, rater_of, results_of
from capacities.hub.needs.models import Rating
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_dialogue, make_measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    hub, officer = make_hub(), make_person("officer", ("hub_team", country_scope("RO")))
    people = [make_person(name) for name in ("ana", "dan", "eva")]
    measure = make_measure(hub)
    dialogue, raters = make_dialogue(hub, [measure], people)
    return hub, officer, measure, dialogue, raters


def give(rater: Any, opened: Any, score: int | None, text: str = "") -> None:
    measure, criterion = rater.dialogue.measures.get(), rater.dialogue.criteria.get()
    services.rate(
        by=rater.person,
        rater=rater,
        opened=opened,
        scores={(measure.pk, criterion.pk): score},
        remarks={measure.pk: text},
    )


def test_a_dialogue_is_seen_by_those_who_are_invited(scene: Any) -> None:
    hub, officer, _measure, dialogue, raters = scene
    stranger = make_person("stranger")

    seen = [dialogue in dialogues_visible_to(by, hub) for by in (AnonymousUser(), stranger, raters[0].person, officer)]

    assert seen == [False, False, True, True]
    assert rater_of(stranger, dialogue) is None


def test_nobody_rates_for_somebody_else(scene: Any) -> None:
    _hub, officer, measure, dialogue, raters = scene
    opened = services.open_round(by=officer, dialogue=dialogue)

    with pytest.raises(Refused):
        services.rate(by=officer, rater=raters[0], opened=opened, scores={}, remarks={measure.pk: "x"})
    with pytest.raises(Refused):
        services.open_round(by=raters[0].person, dialogue=dialogue)


def test_two_rounds_by_hand_with_revision(scene: Any) -> None:
    _hub, officer, measure, dialogue, raters = scene
    first = services.open_round(by=officer, dialogue=dialogue)
    for rater, score in zip(raters, (2, 5, 9), strict=True):
        give(rater, first, score, f"because {score}")
    give(raters[0], first, 3, "because 3")  # changed one's mind in the same round
    with pytest.raises(ValueError, match="open"):
        results_of(dialogue, first)
    services.close_round(by=officer, opened=first)

    cell = results_of(dialogue, first, raters[0])[0].cells[0]

    assert cell.spread is not None
    assert (cell.spread.low, cell.spread.median, cell.spread.high, cell.own, cell.agrees) == (4.0, 5.0, 7.0, 3, False)
    assert results_of(dialogue, first)[0].remarks == ["because 3", "because 5", "because 9"]

    second = services.open_round(by=officer, dialogue=dialogue)
    for rater, score in zip(raters, (5, 5, 7), strict=True):
        give(rater, second, score)
    services.close_round(by=officer, opened=second)

    last = results_of(dialogue, second)[0]
    assert (last.cells[0].spread.median, last.agrees) == (5.0, True)  # type: ignore[union-attr]
    assert results_of(dialogue, first)[0].cells[0].spread.median == 5.0  # type: ignore[union-attr]
    assert measure.ratings.count() == 6


def test_fewer_than_three_answers_are_never_shown(scene: Any, client: Any) -> None:
    _hub, officer, _measure, dialogue, raters = scene
    opened = services.open_round(by=officer, dialogue=dialogue)
    give(raters[0], opened, 8, "a secret remark")
    give(raters[1], opened, 2)
    services.close_round(by=officer, opened=opened)

    result = results_of(dialogue, opened)[0]
    client.force_login(officer)
    page = client.get(dialogue.get_absolute_url()).content.decode()
    file = b"".join(client.get(f"{dialogue.get_absolute_url()}results.csv").streaming_content).decode()

    assert (result.cells[0].spread, result.cells[0].count, result.remarks) == (None, 2, [])
    assert "fewer than three answers" in page
    assert "a secret remark" not in page
    assert file.splitlines()[1] == "1,Shared team,Effect,,,,,"


@pytest.mark.parametrize("score", [0, 10, -1])
def test_scores_outside_the_scale_are_refused_and_nothing_is_stored(score: int, scene: Any, client: Any) -> None:
    _hub, officer, measure, dialogue, raters = scene
    opened = services.open_round(by=officer, dialogue=dialogue)

    with pytest.raises(ValidationError, match="from 1 to 9"):
        give(raters[0], opened, score)
    client.force_login(raters[0].person)
    field = f"score-{measure.pk}-{dialogue.criteria.get().pk}"
    answer = client.post(f"{dialogue.get_absolute_url()}rate/", {field: score, f"remark-{measure.pk}": "kept words"})

    assert answer.status_code == 400
    assert "Enter a whole number from 1 to 9." in answer.content.decode()
    assert "kept words" in answer.content.decode()
    assert Rating.objects.count() == 0


def test_rounds_do_not_overlap_and_closed_ones_take_nothing(scene: Any) -> None:
    _hub, officer, _measure, dialogue, raters = scene
    opened = services.open_round(by=officer, dialogue=dialogue)
    with pytest.raises(Refused, match="still open"):
        services.open_round(by=officer, dialogue=dialogue)
    services.close_round(by=officer, opened=opened)
    with pytest.raises(Refused, match="closed"):
        give(raters[0], opened, 5)

    services.close_round(by=officer, opened=opened, reopen=True)
    give(raters[0], opened, 5)

    assert Rating.objects.get().score == 5


def test_raters_are_told_once_and_not_after_they_left(scene: Any) -> None:
    _hub, officer, _measure, dialogue, raters = scene
    new = make_person("new")
    services.invite(by=officer, dialogue=dialogue, people=[(new, None), (raters[0].person, None)])
    services.remove_rater(by=officer, rater=raters[1])
    services.open_round(by=officer, dialogue=dialogue)

    told = sorted((mail.to, mail.subject) for mail in OutgoingMail.objects.all())

    assert told == [
        ("ana@example.org", "Round 1 is open: Which first?"),
        ("eva@example.org", "Round 1 is open: Which first?"),
        ("new@example.org", "Invitation to rate measures: Which first?"),
        ("new@example.org", "Round 1 is open: Which first?"),
    ]


def test_results_stand_when_a_rater_deletes_the_account(scene: Any) -> None:
    _hub, officer, _measure, dialogue, raters = scene
    opened = services.open_round(by=officer, dialogue=dialogue)
    for rater, score in zip(raters, (4, 5, 6), strict=True):
        give(rater, opened, score)
    services.close_round(by=officer, opened=opened)

    raters[0].person.delete()

    assert results_of(dialogue, opened)[0].cells[0].spread.median == 5.0  # type: ignore[union-attr]
