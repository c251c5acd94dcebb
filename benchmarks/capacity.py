"""The capacity map of 36 countries × 6 rounds and of 2,000 cities, for a visitor, a national and the European team.

Runs in a process and a database of its own, made from nothing in a folder that is removed afterwards.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alone import alone, print_figures, queries
from measure import Figure

if TYPE_CHECKING:
    from capacities.capacity.rounds.models import Round
    from capacities.core.places.models import Place

COUNTRIES, CITIES, ROUNDS_FILLED, TOPICS = 36, 2_000, 6, 15
MOST_QUERIES, LIMIT = 20, 2.0  # of a page, and times the bare page
WARM_UP, ROUNDS, CLIENTS = 3, 15, 2
PAGES = {
    "map of 36 countries": "/capacity/",
    "map with an opened topic": "/capacity/?open=finance",
    "country over 6 rounds": "/capacity/countries/ro/",
    "topic over 6 rounds": "/capacity/topics/finance/",
    "score": "/capacity/countries/ro/topics/finance/",
    "map of 2,000 cities": "/capacity/cities/",
    "cities one by one": "/capacity/cities/?list=all",
    "cities of one country": "/capacity/cities/?country=RO",
}


def figures() -> list[Figure]:
    """Measure in a process of its own."""
    return alone(__file__)


def fill() -> None:
    """Fill a database that holds facts and places. History is not written."""
    import pgtrigger
    from django.db import transaction

    from capacities.core.places.models import Country, Place

    codes = ["RO", *Country.objects.exclude(iso2="RO").values_list("iso2", flat=True)][:COUNTRIES]
    cities = list(Place.objects.filter(country__in=codes, population__gt=10_000).order_by("-population")[:CITIES])
    with transaction.atomic(), pgtrigger.ignore():
        for k, one in enumerate(_rounds("national", "country", ROUNDS_FILLED)):
            _answers(one, codes, k)
        for one in _rounds("municipal", "city", 1):
            _answers(one, cities, 1)


def _rounds(slug: str, audience: str, count: int) -> list[Round]:
    """Return closed rounds of a template that asks one question on each lower topic."""
    from capacities.capacity.questionnaires.models import Question, Section, Template, Version
    from capacities.capacity.rounds.models import Round
    from capacities.facts.topics import tree

    template = Template.objects.create(slug=slug, name={"en": slug}, audience=audience)
    version = Version.objects.create(template=template, number=1, state="published")
    levels = [{"key": str(n), "texts": {"en": f"Level {n}"}, "score": n / 4} for n in range(5)]
    for upper, lower in tree()[:TOPICS]:
        section = Section.objects.create(version=version, key=upper.id, title={"en": upper.name_en})
        Question.objects.bulk_create(
            Question(
                section=section, key=one.id, kind="maturity", text={"en": one.name_en}, topics=[one.id], options=levels
            )
            for one in lower
        )
    return [
        Round.objects.create(
            slug=f"{slug}-{year}", name={"en": str(year)}, version=version, audience=audience, state="closed",
            opens_at=datetime(year, 10, 1, tzinfo=UTC),
        )
        for year in range(2027 - count, 2027)
    ]  # fmt: skip


def _answers(round: Round, who: Sequence[str | Place], seed: int) -> None:
    from capacities.capacity.questionnaires.models import Question
    from capacities.capacity.rounds.models import Answer, Assessment, Statement

    draw = random.Random(seed)
    keys = list(Question.objects.filter(section__version=round.version).values_list("key", flat=True))
    privacy = ("group", "own", "public")
    made = Assessment.objects.bulk_create(
        Assessment(
            round=round,
            country=one if isinstance(one, str) else one.country_id,
            place=None if isinstance(one, str) else one,
            privacy=privacy[n % 3],
            state="signed_off",
        )
        for n, one in enumerate(who)
    )
    Answer.objects.bulk_create(
        (Answer(assessment=one, question_key=key, value=str(draw.randrange(5))) for one in made for key in keys),
        batch_size=10_000,
    )
    Statement.objects.bulk_create(
        Statement(assessment=one, side=side, topic=topic, urgency=draw.randint(1, 3), text="In our words")
        for one in made
        for side, topic in zip(("need", "offer"), draw.sample(keys, 2), strict=True)
    )


def measured() -> Iterator[Figure]:
    """Set up, fill, start the server and ask for all pages in turn as three readers."""
    from capacities.commands.children import Children
    from capacities.commands.demo import free_port, start_server
    from capacities.commands.django_setup import collect_static, start_django

    start_django()
    from capacities.commands.load import load_all

    load_all(progress=False)
    collect_static()
    from django.db import connections
    from django.test import Client

    from capacities.core.people.models import Grant, Person
    from load import interleaved
    from pages import BARE

    fill()
    yield from _computing()
    readers = {"visitor": ""}
    for name, role, scope in (("hub team", "hub_team", "country:RO"), ("European team", "european_team", "all")):
        person = Person.objects.create_user(f"{role}@example.org", name=f"{name}, sample")
        Grant.objects.create(person=person, role=role, scope=scope)
        client = Client(headers={"host": "localhost"})
        client.force_login(person)
        readers[name] = f"sessionid={client.cookies['sessionid'].value}"
        for what, path in PAGES.items():
            yield Figure(f"capacity, {name}, {what}: queries", queries(client, path), "", MOST_QUERIES)
    connections.close_all()
    with Children() as children:
        port = free_port(8870)
        os.environ["SITE_ROOT"] = f"http://localhost:{port}"
        start_server(children, port)
        for name, cookie in readers.items():
            pages = {k: v for k, v in PAGES.items() if name != "visitor" or k != "score"}  # not open to visitors
            paths = [BARE, *pages.values()]
            interleaved(port, paths, WARM_UP, CLIENTS, cookie=cookie)
            answers = interleaved(port, paths, ROUNDS, CLIENTS, cookie=cookie)
            bare = sorted(answers[BARE].seconds)[len(answers[BARE].seconds) // 2]
            for what, path in pages.items():
                seconds = sorted(answers[path].seconds)
                ratio = seconds[len(seconds) // 2] / bare
                yield Figure(f"capacity, {name}, {what}: p50 / bare", ratio, "times", LIMIT)


def _computing() -> Iterator[Figure]:
    """Measure what a page waits for after all, or one, of 2,000 cities answered."""
    from capacities.capacity.map.rounddata import round_data
    from capacities.capacity.rounds.models import Answer, Round

    for one in Round.objects.filter(audience="country"):
        round_data([one])
    cities = Round.objects.select_related("version").get(audience="city")
    start = time.perf_counter()
    round_data([cities])
    yield Figure("capacity: all scores of 2,000 cities, once", time.perf_counter() - start, "s")
    Answer.objects.filter(assessment=cities.assessments.first()).update(value="1")
    start = time.perf_counter()
    round_data([cities])
    yield Figure("capacity: after one of 2,000 cities answered", time.perf_counter() - start, "s", 1.0)


if __name__ == "__main__":
    print_figures(measured())
