"""The atlas: who must not change it, search, windows, matching with reasons, calendar, import, facts."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
import vobject
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from capacities.core.audit import event_model
from capacities.core.organisations.models import Organisation
from capacities.core.organisations.services import load_organisations
from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.core.permissions import Refused, may
from capacities.facts.instruments import instruments as facts
from capacities.facts.topics import topics
from capacities.hub.instruments import services
from capacities.hub.instruments.imports import COLUMNS, read_instruments
from capacities.hub.instruments.kinds import ELIGIBLE
from capacities.hub.instruments.matching import fits_for
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import InstrumentFilter, due_for_review, instruments_matching
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.instruments.factories import make_instrument
from tests.hub.needs.factories import make_town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def slugs(**wanted: Any) -> list[str]:
    return [one.slug for one in instruments_matching(InstrumentFilter(**wanted), NOW)]


def test_a_country_keeps_its_own_and_the_european_team_europes() -> None:
    national, european = make_instrument(), make_instrument("eu", countries=[])
    ro, bg = make_person("ro", ("hub_team", country_scope("RO"))), make_person("bg", ("hub_team", country_scope("BG")))
    europe, citizen = make_person("europe", ("european_team", EVERYWHERE)), make_person("citizen")

    table = [
        [bool(may(by, "instruments.keep", one)) for one in (national, european)]
        for by in (AnonymousUser(), citizen, bg, ro, europe)
    ]

    assert table == [[False, False], [False, False], [False, False], [True, False], [False, True]]
    with pytest.raises(Refused):
        services.save_instrument(by=bg, values={"name": {"en": "Mine now"}}, instrument=national)
    # A hub officer cannot give an entry away to another country's atlas, nor make one for it.
    with pytest.raises(Refused):
        services.save_instrument(by=ro, values={"name": {"en": "X"}, "countries": ["BG"], "source": "s"})


def test_a_removed_entry_is_seen_by_its_keepers_alone_and_comes_back(client: Any) -> None:
    one, officer = make_instrument(), make_person("ro", ("hub_team", country_scope("RO")))

    services.remove_instrument(by=officer, instrument=one)
    assert client.get("/instruments/fund/").status_code == 404
    assert slugs() == []
    client.force_login(officer)
    assert client.get("/instruments/fund/").status_code == 200
    services.remove_instrument(by=officer, instrument=one, back=True)

    assert slugs() == ["fund"]


def test_search_and_filters() -> None:
    make_instrument("renovare", name={"ro": "Reabilitarea clădirilor"}, topics=["buildings-public"], rate_percent=80)
    make_instrument("eu", countries=[], eligible=["municipality"])
    make_instrument("at", countries=["AT"], kind="law")

    assert slugs(text="CLADIRILOR") == ["renovare"]
    assert slugs(country="ro") == ["eu", "renovare"]
    assert slugs(topic="buildings") == ["renovare"]
    assert slugs(kind="law") == ["at"]
    assert slugs(eligible="municipality") == ["eu"]
    assert slugs(least_rate=Decimal(70)) == ["renovare"]


@time_machine.travel(NOW, tick=False)
def test_windows_open_soon_closed_and_unknown() -> None:
    make_instrument("open", closes_at=datetime(2026, 12, 1, tzinfo=UTC))
    make_instrument("soon", opens_at=datetime(2026, 12, 1, tzinfo=UTC), closes_at=datetime(2027, 1, 1, tzinfo=UTC))
    make_instrument("closed", closes_at=datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    make_instrument("unknown")

    assert [slugs(window=window) for window in ("open", "soon", "closed")] == [["open"], ["soon"], ["closed"]]
    assert slugs() == ["open", "soon", "unknown", "closed"]


@pytest.mark.parametrize(
    ("changes", "fits", "reason"),
    [
        ({}, True, "It is open in Romania."),
        ({"countries": ["AT"]}, False, "It is not open in Romania."),
        ({"eligible": ["company"]}, False, "Not open to: municipalities."),
        ({"eligible": ["municipality"]}, True, "Open to: municipalities."),
        ({"least_people": 50_000}, False, "Reghin is too small: 29,700 of at least 50,000 inhabitants."),
        ({"most_people": 10_000}, False, "Reghin is too large: 29,700 of at most 10,000 inhabitants."),
        ({"most_people": 29_700}, True, "Its size fits: 29,700 inhabitants."),
        ({"topics": ["waste"]}, False, "It does not name the topic: Renovation."),
        ({"topics": ["buildings"]}, True, "It pays for: Renovation."),
        ({"closes_at": datetime(2026, 11, 1, tzinfo=UTC)}, False, "Its deadline is over."),
        ({"closes_at": datetime(2026, 12, 1, tzinfo=UTC)}, True, "It is open now."),
    ],
)
def test_what_reghin_could_ask_for(changes: dict[str, Any], fits: bool, reason: str) -> None:
    make_instrument(**{"topics": ["buildings-renovation"], **changes})
    town = make_town("reghin", 29_700)

    found = fits_for(town, topic="buildings-renovation", now=NOW)[0]

    assert found.fits is fits
    assert reason in found.reasons


def test_unknown_is_said_and_never_counts_as_no() -> None:
    make_instrument()
    town = make_town("reghin")

    found = fits_for(town, now=NOW)[0]

    assert found.fits
    assert found.unknown == ["Its dates are not noted.", "Who may ask is not noted."]


def test_a_deadline_keeps_its_clock_on_the_page_and_in_the_calendar(client: Any) -> None:
    closes = services.moment("2027-03-15T17:00", "Europe/Bucharest")
    make_instrument(closes_at=closes, zone="Europe/Bucharest", revision=2)

    with time_machine.travel(NOW, tick=False):
        page = client.get("/instruments/deadlines/?month=2027-03").content.decode()
        file = client.get("/instruments/deadlines.ics")
    event = vobject.readOne(file.content.decode()).vevent

    assert "15 March 2027, 17:00 <small>(Europe/Bucharest)" in page
    assert (event.summary.value, event.dtend.value) == ("Fund fund: deadline", datetime(2027, 3, 15, 15, 0, tzinfo=UTC))
    assert event.sequence.value == "2"


def test_what_cannot_be_is_refused_at_its_field() -> None:
    officer = make_person("ro", ("hub_team", country_scope("RO")))
    values = {"name": {"en": "X"}, "countries": ["RO"], "source": "s"}
    bad = {
        "budget": {"budget": Decimal(-1)},
        "rate_percent": {"rate_percent": Decimal(101)},
        "closes_at": {"opens_at": NOW, "closes_at": NOW},
        "most_people": {"least_people": 10, "most_people": 5},
    }

    for name, wrong in bad.items():
        with pytest.raises(ValidationError) as refused:
            services.save_instrument(by=officer, values=values | wrong)
        assert list(refused.value.message_dict) == [name]
    assert Instrument.objects.count() == 0


def workbook(*rows: dict[str, Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(list(COLUMNS))
    for row in rows:
        book.active.append([row.get(name) for name in COLUMNS])
    book.save(out)
    return out.getvalue()


GOOD = {
    "kind": "funding",
    "level": "country",
    "countries": "RO",
    "name_en": "New fund",
    "source": "A page",
    "as_of_year": 2026,
}


def test_an_import_says_row_and_column_of_each_wrong_cell() -> None:
    table = read_instruments(
        workbook(
            GOOD,
            GOOD | {"kind": "money", "budget": -5},
            GOOD | {"topics": "buildings;nonsense", "closes_at": "soon", "source": ""},
            GOOD | {"rate_percent": 120, "countries": "ROU", "name_en": None},
        ),
        "table.xlsx",
    )

    assert [(fault.row, fault.column) for fault in table.faults] == [
        (3, "kind"), (3, "budget"), (4, "topics"), (4, "closes_at"), (4, "source"),
        (5, "name_en"), (5, "countries"), (5, "rate_percent"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"a,b\n1,2\n", "missing"), (b"%PDF-1.7", "PDF"), (b"kind,level,source,name_en\n", "no rows")],
)
def test_files_that_are_no_table_are_refused_with_a_reason(data: bytes, words: str) -> None:
    faults = read_instruments(data, "table.csv").faults

    assert faults
    assert words in faults[0].message


def test_an_import_is_all_or_nothing_and_asks_first(client: Any) -> None:
    hub, officer = make_hub(), make_person("ro", ("hub_team", country_scope("RO")))
    client.force_login(officer)
    address = "/hubs/ro/instruments/import/"

    bad = client.post(address, {"file": SimpleUploadedFile("t.xlsx", workbook(GOOD, GOOD | {"level": "moon"}))})
    seen = client.post(address, {"file": SimpleUploadedFile("t.xlsx", workbook(GOOD, GOOD | {"name_en": "Second"}))})
    before = Instrument.objects.count()
    client.post(address, {"confirm": "1"})

    assert (bad.status_code, seen.status_code, before) == (400, 200, 0)
    assert sorted(str(one) for one in Instrument.objects.all()) == ["New fund", "Second"]
    assert {one.owner for one in Instrument.objects.all()} == {officer}
    # Rows for a country that is not one's own store nothing at all.
    client.post(address, {"file": SimpleUploadedFile("t.xlsx", workbook(GOOD, GOOD | {"countries": "BG"}))})
    assert client.post(address, {"confirm": "1"}).status_code == 403
    assert Instrument.objects.count() == 2
    assert hub.countries == ["RO"]


def test_the_file_of_the_atlas_can_be_imported_without_loss(client: Any) -> None:
    services.load_instruments()
    steward = make_person("steward", ("steward", EVERYWHERE))
    for kind in ("csv", "xlsx"):
        before = list(Instrument.objects.order_by("slug").values("slug", "name", "text", "countries", "topics", "budget",
            "rate_percent", "closes_at", "opens_at", "eligible", "source", "as_of_year", "confidence", "zone"))  # fmt: skip
        data = b"".join(client.get(f"/instruments/instruments.{kind}").streaming_content)

        table = read_instruments(data, f"instruments.{kind}")
        services.import_instruments(by=steward, rows=table.rows)

        assert table.faults == []
        assert list(Instrument.objects.order_by("slug").values(*before[0])) == before


def test_the_facts_have_a_source_and_known_topics_and_organisations() -> None:
    load_organisations()
    known = set(Organisation.objects.values_list("slug", flat=True))

    assert len(facts()) >= 25
    for fact in facts():
        assert set(fact.topics) <= set(topics())
        assert set(fact.eligible) <= set(ELIGIBLE)
        assert not fact.organisation or fact.organisation in known


def test_loading_again_changes_nothing_and_leaves_what_people_corrected() -> None:
    services.load_instruments()
    steward = make_person("steward", ("steward", EVERYWHERE))
    life = Instrument.objects.get(slug="life")
    services.save_instrument(by=steward, values={"rate_note": "see the call"}, instrument=life)
    changes = event_model(Instrument)._default_manager.count()

    services.load_instruments()

    assert Instrument.objects.get(slug="life").rate_note == "see the call"
    assert event_model(Instrument)._default_manager.count() == changes


def test_the_interface_gives_the_atlas(client: Any) -> None:
    make_instrument("one", budget=5, topics=["waste"])
    make_instrument("at", countries=["AT"])

    rows = client.get("/api/v1/instruments?country=RO").json()

    assert [(row["slug"], row["budget"], row["topics"], row["rate_percent"]) for row in rows] == [
        ("one", 5.0, ["waste"], None)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_atlas_asks_the_same_number_of_queries(count: int, client: Any, django_assert_num_queries: Any) -> None:
    for number in range(count):
        make_instrument(f"f{number}")

    with django_assert_num_queries(3):
        client.get("/instruments/")


@time_machine.travel(NOW, tick=False)
def test_the_calendar_of_deadlines_holds_what_the_page_is_narrowed_to(client: Any) -> None:
    make_town("suceava")
    soon = {"closes_at": datetime(2027, 1, 15, 16, 0, tzinfo=UTC)}
    make_instrument("ro-fund", topics=["finance-public"], **soon)
    make_instrument("ro-heat", topics=["energy-heat"], **soon)
    make_instrument("at-fund", countries=["AT"], topics=["finance-public"], **soon)

    page = client.get("/instruments/deadlines/?country=RO&topic=finance")
    calendar = vobject.readOne(client.get("/instruments/deadlines.ics?country=RO&topic=finance").text)

    assert 'href="/instruments/deadlines.ics?country=RO&amp;topic=finance"' in page.text
    assert [event.summary.value for event in calendar.vevent_list] == ["Fund ro-fund: deadline"]
    assert "Fund ro-heat" not in page.text


@time_machine.travel(NOW, tick=False)
def test_entries_come_up_for_review_on_their_day_or_with_an_old_source(client: Any) -> None:
    make_hub()
    make_instrument("old", as_of_year=2024)
    make_instrument("fresh", as_of_year=2025)
    make_instrument("due", as_of_year=2025, review_on=date(2026, 11, 25))
    make_instrument("later", as_of_year=2020, review_on=date(2026, 11, 26))
    make_instrument("elsewhere", countries=["AT"], as_of_year=2020)
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))

    assert [one.slug for one in due_for_review(["RO"], date(2026, 11, 25))] == ["old", "due"]
    page = client.post("/instruments/old/checked/", {"next": "/hubs/ro/instruments/"}, follow=True)

    assert "Noted. It comes up again on 25 November 2027." in page.text
    assert [one.slug for one in due_for_review(["RO"], date(2026, 11, 25))] == ["due"]


@time_machine.travel(NOW, tick=False)
def test_what_is_due_for_review_is_shown_to_keepers_alone(client: Any) -> None:
    make_hub()
    make_instrument("old", as_of_year=2024)

    assert "To be checked again" not in client.get("/hubs/ro/instruments/").text
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))
    assert "To be checked again" in client.get("/hubs/ro/instruments/").text
