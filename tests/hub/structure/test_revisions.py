"""Two people have one form open: nobody's words are lost, and nothing is overwritten unseen."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from capacities.core.people.roles import country_scope
from capacities.hub.meetings.models import Decision
from capacities.hub.structure.models import Body, Mandate
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub, make_meeting, make_seat
from tests.hub.instruments.factories import make_instrument
from tests.hub.needs.factories import make_measure, make_need, make_portfolio, make_town
from tests.hub.programmes.factories import make_programme, make_question
from tests.hub.training.factories import make_module, make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
URL = "/hubs/ro/bodies/finance/edit/"


class _Fields(HTMLParser):
    """Reads what a browser would send back of the main form: its fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._select = self._text = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method") == "post" and "novalidate" in given
        if not self._inside:
            return
        if tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            ticked = given.get("type") in ("checkbox", "radio")
            self._add(given.get("name", ""), given.get("value", "on" if ticked else ""))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self._add(self._select, given["value"])
        elif tag == "textarea":
            self._text = given["name"]
            self.values[self._text] = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.values[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._text] = self.values[self._text].removeprefix("\n").replace("\n", "\r\n")
            self._text = ""
        if tag == "form":
            self._inside = False

    def _add(self, name: str, value: str) -> None:
        before = self.values.get(name)
        self.values[name] = value if before is None else [*(before if isinstance(before, list) else [before]), value]


def opened(client: Any, url: str) -> dict[str, Any]:
    """Return what the form on a page would send back untouched."""
    reader = _Fields()
    reader.feed(client.get(url).text)
    assert "revision" in reader.values
    return reader.values


@pytest.fixture
def colleague() -> Client:
    client = Client()
    client.force_login(make_person("colleague", ("hub_team", country_scope("RO"))))
    return client


def test_what_two_people_change_in_different_fields_is_joined(office: Any, colleague: Any) -> None:
    make_body(make_hub())
    mine, theirs = opened(office, URL), opened(colleague, URL)

    colleague.post(URL, theirs | {"valid_from": "2026-01-01"})
    page = office.post(URL, mine | {"kind": "forum"}, follow=True)

    body = Body.objects.get()
    assert (body.kind, str(body.valid_from)) == ("forum", "2026-01-01")
    assert "What Colleague changed meanwhile is kept: First day" in page.text


def test_what_both_changed_is_shown_before_anything_is_overwritten(office: Any, colleague: Any) -> None:
    make_body(make_hub())
    mine, theirs = opened(office, URL), opened(colleague, URL)

    colleague.post(URL, theirs | {"kind": "advisory", "visibility": "hub"})
    clash = office.post(URL, mine | {"kind": "forum"})
    kept = Body.objects.get()

    assert clash.status_code == 409
    assert [str(e) for e in clash.context["form"].errors["kind"]] == [
        "Colleague has changed this meanwhile to: Advisory board. What you entered still stands; save again to keep it."
    ]
    assert clash.context["form"]["kind"].value() == "forum"
    assert (kept.kind, kept.visibility) == ("advisory", "hub")

    reader = _Fields()
    reader.feed(clash.text)
    office.post(URL, reader.values)

    body = Body.objects.get()
    assert body.kind == "forum"


def test_what_came_of_a_meeting_is_not_overwritten_unseen(office: Any, colleague: Any) -> None:
    meeting = make_meeting(make_hub(), state="invited", starts_at="2026-11-20T10:00Z")
    url = f"{meeting.get_absolute_url()}outcome/"
    mine, theirs = opened(office, url), opened(colleague, url)

    colleague.post(url, theirs | {"outcome": "They need a loan."})
    clash = office.post(url, mine | {"outcome": "They need a grant."})

    meeting.refresh_from_db()
    assert (clash.status_code, meeting.outcome) == (409, "They need a loan.")
    assert 'name="revision"' in office.get(meeting.get_absolute_url()).text


def test_the_same_change_by_two_people_is_no_clash(office: Any, colleague: Any) -> None:
    make_body(make_hub())
    mine, theirs = opened(office, URL), opened(colleague, URL)

    colleague.post(URL, theirs | {"kind": "forum"})
    saved = office.post(URL, mine | {"kind": "forum"})

    assert saved.status_code == 302


def test_joined_dates_that_make_no_sense_are_shown_not_stored(office: Any, colleague: Any) -> None:
    make_body(make_hub(), valid_from="2026-01-01")
    mine, theirs = opened(office, URL), opened(colleague, URL)

    colleague.post(URL, theirs | {"valid_from": "2026-06-01"})
    page = office.post(URL, mine | {"valid_until": "2026-03-01"})

    assert page.status_code == 400
    assert "The last day must not come before the first." in page.text
    assert Body.objects.get().valid_until is None


def test_a_form_that_nobody_touched_in_between_is_saved_without_a_word(office: Any) -> None:
    hub = make_hub()
    body = make_body(hub, topics=["energy-heat", "finance-public"])
    seat = make_seat(body, email="member@example.org", note="One\nTwo")
    mandate = Mandate.objects.create(body=body, text={"en": "Advise\nthe hub", "ro": "Sfătuiește"})
    meeting = make_meeting(hub, state="invited")
    decision = Decision.objects.create(hub=hub, text="Yes\nand more", topics=["finance-cases"])
    urls = {
        "/hubs/ro/edit/": hub,
        URL: body,
        f"/hubs/ro/bodies/finance/seats/{seat.pk}/": seat,
        f"/hubs/ro/bodies/finance/mandates/{mandate.pk}/": mandate,
        f"{meeting.get_absolute_url()}edit/": meeting,
        f"/hubs/ro/decisions/{decision.pk}/edit/": decision,
    }
    forms = {url: opened(office, url) for url in urls}
    type(decision).objects.filter(pk=decision.pk).update(outcome="Somebody wrote this")

    answers = {url: office.post(url, forms[url]).status_code for url in urls}

    assert set(answers.values()) == {302}
    decision.refresh_from_db()
    assert decision.outcome == "Somebody wrote this"
    for before in (seat, mandate, meeting):
        fields = [one.attname for one in before._meta.concrete_fields if one.attname not in ("text", "note")]
        after = type(before).objects.get(pk=before.pk)
        assert {name: getattr(after, name) for name in fields} == {name: getattr(before, name) for name in fields}


CHOICES = [{"id": key, "texts": {"en": key}} for key in ("house", "flat")]
FORMS = {
    "training": (lambda: make_training(make_hub()), "seats", "12", "enrol_until", "2026-12-01"),
    "module": (lambda: make_module(make_training(make_hub())), "hours", "2.5", "url", "https://example.org/2"),
    "measure": (lambda: make_measure(make_hub()), "start_year", "2027", "cities_reached", "5"),
    "portfolio": (lambda: make_portfolio(make_hub()), "small_share", "12", "year-2027", "500.5"),
    "need": (lambda: make_need(make_hub()), "text", "Nobody knows how", "on_behalf", "An agency"),
    "question": (
        lambda: make_question(make_programme(make_hub()), kind="one", choices=CHOICES),
        "label_en",
        "Who?",
        "choices_en",
        "House 2\r\nBlock",
    ),
    "instrument": (
        lambda: make_town("suceava") and make_instrument(),
        "run_by",
        "A bank",
        "closes_at",
        "2027-03-01T17:00",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_long_forms_join_what_two_people_change(office: Any, colleague: Any, name: str) -> None:
    make, field, mine, other, theirs = FORMS[name]
    record = make()
    if name == "module":
        url = reverse("hub-training-module", args=["ro", record.training_id, record.pk])
    elif name == "question":
        url = reverse("hub-question-edit", args=["ro", record.programme.slug, record.pk])
    else:
        url = f"{record.get_absolute_url()}edit/"
    first, second = opened(office, url), opened(colleague, url)

    colleague.post(url, second | {other: theirs})
    clash = office.post(url, first | {other: theirs.replace("2", "1").replace("5", "6").replace("A", "B")})
    joined = office.post(url, first | {field: mine})

    now = opened(office, url)
    assert (clash.status_code, joined.status_code, now[field], now[other]) == (409, 302, mine, theirs)
