"""Several messages at once, the order of the work list, filters of cities, and the way of a city."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.cities import services
from capacities.hub.cities.models import CityFile, Contact
from capacities.hub.cities.queries import phase_steps
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.jobs import do_waiting_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
URL = "/hubs/ro/work/letters/"


def waiting(slug: str, days: int = 10, **changes: Any) -> CityFile:
    from capacities.hub.structure.models import Hub

    hub = Hub.objects.filter(slug="ro").first() or make_hub()
    place = Place.objects.get(country_id="RO", slug=slug)
    values = {"waits_for": "A vote", "waits_since": NOW.date() - timedelta(days=days), **changes}
    return CityFile.objects.create(hub=hub, place=place, **{"contact_email": f"{slug}@example.org", **values})


def test_ticked_messages_are_read_changed_and_sent_together(
    places: None, office: Any, smtp_sink: list[EmailMessage]
) -> None:
    tulcea, roman, _reghin = waiting("tulcea"), waiting("roman"), waiting("reghin")
    chosen = {"city": [tulcea.pk, roman.pk]}

    preview = office.get(URL, chosen)
    typed = {name: field.initial for name, field in preview.context["form"].fields.items()}
    sent = office.post(URL, chosen | typed | {f"text{roman.pk}": "My own words"}, follow=True)
    do_waiting_jobs()

    assert Contact.objects.count() == 2
    assert {mail["To"] for mail in smtp_sink} == {"tulcea@example.org", "roman@example.org"}
    assert {mail["To"]: mail.get_content().strip() for mail in smtp_sink}["roman@example.org"] == "My own words"
    assert "2 messages are on their way" in sent.text


def test_a_city_written_to_today_holds_the_others_not_back(places: None, office: Any, officer: Person) -> None:
    tulcea, roman = waiting("tulcea"), waiting("roman")
    services.send_message(by=officer, file=tulcea, text="Hello")
    chosen = {"city": [tulcea.pk, roman.pk]}
    typed = {name: field.initial for name, field in office.get(URL, chosen).context["form"].fields.items()}

    page = office.post(URL, chosen | typed, follow=True)

    assert "1 message is on its way: Roman." in page.text
    assert "A message went to Tulcea today already." in page.text
    assert Contact.objects.count() == 2


def test_an_emptied_message_stays_and_a_city_without_address_is_named(places: None, office: Any) -> None:
    tulcea, roman = waiting("tulcea"), waiting("roman", contact_email="")
    chosen = {"city": [tulcea.pk, roman.pk]}

    preview = office.get(URL, chosen)
    office.post(URL, chosen | {f"subject{tulcea.pk}": "x", f"text{tulcea.pk}": ""})
    none = office.get(URL, {"city": [roman.pk, "x"]}, follow=True)

    assert "the address of the town hall is not noted: Roman." in preview.text
    assert not Contact.objects.exists()
    assert "Tick cities whose address you have noted." in none.text


@pytest.mark.parametrize(
    ("query", "towns"),
    [
        ("", ["Tulcea", "Reghin", "Roman"]),
        ("sort=-days", ["Roman", "Reghin", "Tulcea"]),
        ("sort=name", ["Reghin", "Roman", "Tulcea"]),
    ],
)
def test_the_work_list_counts_what_little_would_end(places: None, office: Any, query: str, towns: list[str]) -> None:
    waiting("roman", 20, effort="decision")
    waiting("reghin", 11, effort="meeting")
    waiting("tulcea", 10, effort="letter")

    page = office.get(f"/hubs/ro/work/?{query}")

    assert [row.place.name for row, *_rest in page.context["waiting"]] == towns


def test_cities_are_narrowed_and_ordered(places: None, office: Any, officer: Person) -> None:
    waiting("tulcea", phase="act", contract="drafting", follower=officer, next_due=NOW.date())
    waiting("roman", phase="system")

    def names(query: str) -> list[str]:
        return [row.place.name for row in office.get(f"/hubs/ro/cities/?{query}").context["rows"]]

    assert names("contract=drafting") == names(f"follower={officer.pk}") == names("phase=act") == ["Tulcea"]
    assert names("sort=phase")[:2] == ["Roman", "Tulcea"]
    assert names("sort=-phase")[:2] == ["Tulcea", "Roman"]
    assert names("sort=next")[0] == "Tulcea"
    assert "Tulcea" not in names("follower=0")
    assert names("sort=-name")[0] == "Tulcea"


def test_the_way_of_a_city_is_read_from_its_history(places: None, office: Any, officer: Person) -> None:
    file = services.follow_city(by=officer, hub=make_hub(), place=Place.objects.get(country_id="RO", slug="tulcea"))
    services.change_city(by=officer, file=file, phase="mandate")
    services.change_city(by=officer, file=file, needs="Nothing of the way")
    services.change_city(by=officer, file=file, phase="act", contract="council")

    steps = phase_steps(file)

    assert [(step.phase, step.contract) for step in steps] == [("act", "council"), ("mandate", "")]
    assert "4. Act · With the council" in office.get(file.get_absolute_url()).text


def test_a_next_step_in_the_past_is_kept_and_warned_of(places: None, office: Any) -> None:
    file = waiting("tulcea")
    data = {"contract": "none", "next_step": "Call", "next_due": "2026-01-01"}

    with time_machine.travel(NOW, tick=False):
        page = office.post(f"{file.get_absolute_url()}edit/", data, follow=True)

    file.refresh_from_db()
    assert str(file.next_due) == "2026-01-01"
    assert "has passed, so this counts as overdue" in page.text
