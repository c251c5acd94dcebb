"""Pages of meetings: who sees what, constant queries, links without an account, files, clashes."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import docx
import pypdf
import pytest
import time_machine
import vobject
from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.people.roles import country_scope
from capacities.hub.meetings import services
from capacities.hub.meetings.invitations import guest_link
from capacities.hub.meetings.models import Decision, Guest, Meeting
from capacities.hub.meetings.pages import holidays_on
from capacities.hub.meetings.services.decisions import action_link
from tests.cast import make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_who_is_not_of_a_meeting_sees_title_and_date_only(client: Any) -> None:
    hub = make_hub()
    meeting = make_meeting(hub, visibility="public", state="invited")
    meeting.items.create(title="Secret point", minutes="Secret words")
    make_guest(meeting, "Guest, sample")
    draft = make_meeting(hub, visibility="public")
    closed = make_meeting(hub, state="invited")

    page = client.get(meeting.get_absolute_url())

    assert page.status_code == 200
    assert "Heat" in page.text
    for words in ("Secret", "Guest, sample", "member@example.org"):
        assert words not in page.text
    assert [client.get(one.get_absolute_url()).status_code for one in (draft, closed)] == [404, 404]
    assert client.get(f"{meeting.get_absolute_url()}minutes.docx").status_code == 404


def test_members_and_guests_see_papers_but_no_addresses(client: Any) -> None:
    hub = make_hub()
    body, member, guest = make_body(hub), make_person("member"), make_person("guest")
    make_seat(body, person=member)
    meeting = make_meeting(hub, body=body, state="invited")
    make_guest(meeting, "Guest", email="guest@example.org", person=guest)
    meeting.items.create(title="The point")

    for person in (member, guest):
        client.force_login(person)
        page = client.get(meeting.get_absolute_url())
        assert page.status_code == 200
        assert "The point" in page.text
        assert "guest@example.org" not in page.text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("meetings/", 7), ("meetings/bilateral/", 7), ("decisions/", 9), ("meetings/{meeting}/", 14)],
)
def test_pages_ask_the_same_few_queries_for_any_length(
    office: Any, places: None, django_assert_num_queries: Any, path: str, queries: int, rows: int
) -> None:
    hub = make_hub()
    body = make_body(hub)
    for number in range(rows):
        meeting = make_meeting(
            hub, body=body, kind="bilateral", starts_at=NOW - timedelta(days=number + 1), state="invited"
        )
        make_meeting(hub, body=body)
        for other in range(rows):
            make_guest(meeting, email=f"g{other}@example.org")
            meeting.items.create(title="x", minutes="y")
            Decision.objects.create(hub=hub, meeting=meeting, body=body, text="z")

    with django_assert_num_queries(queries):
        assert office.get(f"/hubs/ro/{path.format(meeting=meeting.pk)}").status_code == 200


def test_a_meeting_is_prepared_on_the_pages(office: Any, places: None) -> None:
    make_hub()
    typed = {
        "kind": "bilateral", "title_ro": "Suceava", "time_zone": "Europe/Bucharest", "minutes_long": "60",
        "format": "online", "visibility": "hub", "counterpart_place": "Suceava",
    }  # fmt: skip

    past = office.post("/hubs/ro/meetings/new/", {**typed, "starts_at": "2026-11-20T10:00"})
    office.post("/hubs/ro/meetings/new/", {**typed, "starts_at": "2026-11-20T10:00", "held_already": "on"})

    assert past.status_code == 400
    assert "took place already" in past.context["form"].errors["starts_at"][0]
    meeting = Meeting.objects.get()
    assert (meeting.counterpart, meeting.starts_at) == ("Suceava", datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    office.post(f"{meeting.get_absolute_url()}outcome/", {"outcome": "They need a loan."})
    register = office.get("/hubs/ro/meetings/bilateral.csv?q=suceava")
    rows = list(csv.DictReader(io.StringIO(b"".join(register.streaming_content).decode("utf-8-sig"))))
    assert [(row["with"], row["what came of it"]) for row in rows] == [("Suceava", "They need a loan.")]


def test_a_guest_answers_by_the_link_alone(client: Any) -> None:
    meeting = make_meeting(make_hub(), state="invited")
    guest = make_guest(meeting)
    path = guest_link(guest)

    shown = client.get(path)
    answer = client.post(path, {"answer": "yes"})
    wrong = client.post(path, {"answer": "perhaps"})

    guest.refresh_from_db()
    assert "3 December 2026, 10:00 (Bucharest)" in shown.text
    assert (answer.status_code, wrong.status_code, guest.answer) == (302, 400, "yes")
    assert client.get(path[:-4] + "xxx/").status_code == 404
    Guest.objects.update(removed_at=NOW)
    assert client.get(path).status_code == 404


def test_a_link_holds_for_half_a_year(client: Any) -> None:
    path = guest_link(make_guest(make_meeting(make_hub(), state="invited")))

    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        assert client.get(path).status_code == 404


def test_a_guest_says_which_dates_suit(client: Any) -> None:
    hub = make_hub()
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    meeting = make_meeting(hub, starts_at=None)
    guest = make_guest(meeting)
    christmas = datetime(2026, 12, 25, 8, tzinfo=UTC)
    services.propose_dates(by=officer, meeting=meeting, dates=[christmas, christmas + timedelta(days=20)])
    first, second = meeting.options.all()

    client.post(guest_link(guest), {f"option{first.pk}": "no", f"option{second.pk}": "yes"})
    client.force_login(officer)
    page = client.get(meeting.get_absolute_url())

    assert [(c.yes, c.no) for c in page.context["poll"]] == [(0, 1), (1, 0)]
    assert page.context["best"] == second
    assert holidays_on(christmas.date(), ["RO", "AT"])[0].startswith("RO: ")
    assert "holiday: RO:" in page.text


def test_an_owner_closes_a_task_by_the_link_alone(client: Any) -> None:
    hub = make_hub()
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    action = services.add_action(by=officer, hub=hub, text="Ask the ministry", owner="Hub")

    client.post(action_link(action), {"state": "done", "note": "They said yes."})

    action.refresh_from_db()
    assert (action.state, action.note) == ("done", "They said yes.")
    assert client.get("/t/none/").status_code == 404


def test_minutes_that_clash_are_shown_with_both_versions(office: Any) -> None:
    item = make_meeting(make_hub()).items.create(title="Heat")
    path = f"{item.meeting.get_absolute_url()}items/{item.pk}/minutes/"
    office.post(path, {"text": "One\nTwo", "started_from": 0})
    office.post(path, {"text": "One!\nTwo", "started_from": 1})

    clash = office.post(path, {"text": "One?\nTwo", "started_from": 1})
    chosen = office.post(path, {"text": "One?!\nTwo", "started_from": clash.context["form"]["started_from"].value()})

    item.refresh_from_db()
    assert clash.status_code == 409
    assert "One!" in clash.text
    assert "One?" in clash.text
    assert (chosen.status_code, item.minutes) == (302, "One?!\nTwo")


def test_an_older_text_can_be_taken_back(office: Any) -> None:
    item = make_meeting(make_hub()).items.create(title="Heat")
    path = f"{item.meeting.get_absolute_url()}items/{item.pk}/"
    office.post(f"{path}minutes/", {"text": "First", "started_from": 0})
    office.post(f"{path}minutes/", {"text": "Second", "started_from": 1})

    office.post(f"{path}versions/", {"version": 1})

    item.refresh_from_db()
    assert (item.minutes, item.version) == ("First", 3)
    assert [v.text for v in office.get(f"{path}versions/").context["versions"]] == ["First", "Second", "First"]


def test_papers_are_kept_and_handed_out_to_those_inside(office: Any, client: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    item = make_meeting(make_hub()).items.create(title="Heat")
    path = f"{item.meeting.get_absolute_url()}items/{item.pk}/papers/new/"

    bad = office.post(path, {"upload": SimpleUploadedFile("a.pdf", b"MZ"), "title": "Plan"})
    office.post(path, {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1"), "title": "Plan"})
    paper = item.papers.get()
    got = office.get(f"{item.meeting.get_absolute_url()}papers/{paper.pk}/")
    content = b"".join(got.streaming_content)
    office.logout()

    assert bad.status_code == 400
    assert content == b"%PDF-1"
    assert office.get(f"{item.meeting.get_absolute_url()}papers/{paper.pk}/").status_code == 404


def test_minutes_come_as_word_and_pdf_in_the_readers_language(office: Any) -> None:
    meeting = make_meeting(make_hub(), starts_at=NOW - timedelta(days=1), state="approved")
    meeting.items.create(title="Încălzire", minutes="Am convenit.")
    make_guest(meeting, "Ministerul, exemplu", attendance="present")
    Decision.objects.create(hub=meeting.hub, meeting=meeting, text="Se cere un credit.", responsible="Ministerul")

    word = office.get(f"{meeting.get_absolute_url()}minutes.docx?lang=ro")
    pdf = office.get(f"{meeting.get_absolute_url()}minutes.pdf?lang=ro")

    opened = docx.Document(io.BytesIO(word.content))
    text = "\n".join(p.text for p in opened.paragraphs)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    for words in ("Heat", "Încălzire", "Am convenit.", "Ministerul, exemplu", "Decizii"):
        assert words in text
    assert "Se cere un credit." in cells
    assert "24 noiembrie 2026, 11:00–12:30 (București)" in cells
    pages = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    assert "Am convenit." in pages
    assert office.get(f"{meeting.get_absolute_url()}minutes.exe").status_code == 404


def test_calendars_hold_what_the_reader_may_know(client: Any) -> None:
    hub, person = make_hub(), make_person("member")
    make_meeting(hub, visibility="public", state="invited", title={"en": "Open"})
    closed = make_meeting(hub, state="invited", title={"en": "Closed"})
    make_guest(closed, person=person, email="member@example.org")

    public = vobject.readOne(client.get("/hubs/ro/meetings.ics").text)
    client.force_login(person)
    own = client.get("/hubs/ro/meetings/").text.partition('href="/calendar/')[2].partition('"')[0]
    client.logout()
    mine = vobject.readOne(client.get(f"/calendar/{own}").text)

    assert [event.summary.value for event in public.vevent_list] == ["Open"]
    assert [event.summary.value for event in mine.vevent_list] == ["Closed"]
    assert client.get("/calendar/none.ics").status_code == 404


def test_the_register_filters_and_exports_across_bodies(office: Any, places: None) -> None:
    hub = make_hub()
    heat, money = make_body(hub, "heat"), make_body(hub, "money")
    for body, text, due in (
        (heat, "Ask for a loan", "2026-01-01"),
        (money, "Loan agreed", "2027-01-01"),
        (heat, "Wait", None),
    ):
        Decision.objects.create(hub=hub, body=body, text=text, due=due)

    def found(query: str) -> list[str]:
        return sorted(one.text for one, _ in office.get(f"/hubs/ro/decisions/?{query}").context["rows"])

    assert found("q=loan") == ["Ask for a loan", "Loan agreed"]
    assert found(f"body={heat.pk}&q=loan") == ["Ask for a loan"]
    assert found("overdue=on") == ["Ask for a loan"]
    assert found("q=nothing") == []
    rows = list(
        csv.DictReader(
            io.StringIO(b"".join(office.get("/hubs/ro/decisions.csv?q=loan").streaming_content).decode("utf-8-sig"))
        )
    )
    assert len(rows) == 2


def test_a_decision_names_towns_and_its_history(office: Any, places: None) -> None:
    make_hub()

    wrong = office.post(
        "/hubs/ro/decisions/new/", {"text": "X", "status": "taken", "places": "Suceava\nNowhere at all"}
    )
    office.post("/hubs/ro/decisions/new/", {"text": "X", "status": "taken", "places": "Suceava\nRoman, Neamț"})
    decision = Decision.objects.get()
    office.post(f"{decision.get_absolute_url()}edit/", {"text": "X", "status": "done", "outcome": "Done."})
    page = office.get(decision.get_absolute_url())

    assert wrong.context["form"].errors["places"] == ["No town bears the name “Nowhere at all”."]
    assert [change.kind for change in page.context["changes"]] == ["update", "insert"]
    assert decision.places.count() == 0
    assert "Done." in page.text
