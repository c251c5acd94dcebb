"""What the addresses in hub_needs.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.needs import services
from capacities.hub.needs.models import BarrierDecision, Portfolio
from capacities.hub.structure.models import Visibility
from tests.hub.factories import make_body, make_hub, make_seat
from tests.hub.needs.factories import make_dialogue, make_measure, make_need, make_portfolio


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make needs, measures, a dialogue with an open round, a draft and a published portfolio, a signal, a decision."""
    hub, officer = make_hub(), cast["hub_team"]
    body = make_body(hub, "data")
    make_seat(body, person=cast["city_team"])
    need = make_need(hub)
    barrier = make_need(
        hub,
        "No data",
        *Place.objects.filter(country_id="RO", slug__in=["suceava", "falticeni", "reghin"]),
        kind="barrier",
    )
    hidden = make_need(hub, "Hidden", visibility=Visibility.HUB, person=cast["citizen"])
    measure = make_measure(hub, answers={need: 100})
    secret = make_measure(hub, "Secret", visibility=Visibility.HUB)
    dialogue, raters = make_dialogue(hub, [measure], [cast["citizen"]])
    services.open_round(by=officer, dialogue=dialogue)
    chosen = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub))
    public = services.publish_portfolio(by=officer, portfolio=chosen)
    draft: Portfolio = services.choose_portfolio(by=officer, portfolio=make_portfolio(hub))
    away = Place.objects.get(country_id="RO", slug="braila")
    return {
        "open": need.pk,
        "hidden": hidden.pk,
        "barrier": barrier.pk,
        "body": body.pk,
        "support": services.support_need(by=cast["citizen"], need=need).pk,
        "departure": services.note_departure(by=officer, hub=hub, place=away).pk,
        "measure": measure.pk,
        "secret": secret.pk,
        "answer": measure.answers.get().pk,
        "dialogue": dialogue.pk,
        "rater": raters[0].pk,
        "public": public.pk,
        "draft": draft.pk,
        "work": public.interventions.get().pk,
        "signal": services.signal_barrier(by=officer, need=barrier, body=body).pk,
        "decision": BarrierDecision.objects.create(hub=hub, need=barrier, responsible="A ministry").pk,
    }
