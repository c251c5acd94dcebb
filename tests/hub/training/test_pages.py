"""Pages of training programmes: constant queries, a guest's way from enrolling to the certificate, files."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.roles import country_scope
from capacities.hub.structure.models import Visibility
from capacities.hub.training import services
from capacities.hub.training.models import Enrolment, Module, Training
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.training.factories import make_enrolment, make_module, make_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Any) -> Any:
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))
    return client


def test_names_of_participants_reach_the_hub_team_alone(client: Any) -> None:
    training = make_training(make_hub())
    make_enrolment(training)

    for person in (None, make_person("citizen"), make_person("other", ("hub_team", country_scope("BG")))):
        if person:
            client.force_login(person)
        page = client.get(training.get_absolute_url())
        assert page.status_code == 200
        assert "guest, sample" not in page.text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("training/", 6), ("training/{training}/", 13), ("training/{training}/participants/", 8)]
)
def test_pages_ask_the_database_equally_often(
    officer: Any, django_assert_num_queries: Any, path: str, queries: int, rows: int
) -> None:
    hub = make_hub()
    trainings = [make_training(hub, f"T{number}") for number in range(rows)]
    for number in range(rows):
        make_module(trainings[0], f"M{number}")
        make_enrolment(trainings[0], f"p{number}")
        services.suggest(by=make_person(f"s{number}"), training=trainings[0], text="More")
    address = f"/hubs/ro/{path.format(training=trainings[0].pk)}"
    officer.get(address)

    with django_assert_num_queries(queries):
        assert officer.get(address).status_code == 200


def test_a_guest_enrols_by_mail_goes_through_the_modules_and_takes_the_certificate(client: Any) -> None:
    training = make_training(make_hub(), seats=5)
    module = make_module(training)
    answers = {"name": "Guest, sample", "email": "guest@example.org", "audience": "local", "consent": "on"}

    page = client.post(f"{training.get_absolute_url()}enrol/?lang=ro", answers, follow=True)
    assert "V-am trimis un mesaj" in page.text
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.language) == ("Confirmați înscrierea la „First steps”", "ro")
    mine = re.search(r"https?://[^/]+(/training/mine/\S+)", mail.body)
    assert mine is not None
    own = mine.group(1)
    assert client.get(own).status_code == 200
    assert Enrolment.objects.get().state == "unproved"  # opening the link alone, as mail scanners do, proves nothing
    client.post(f"{own}confirm/")
    assert client.get(f"{own}certificate.docx").status_code == 404
    page = client.post(f"{own}done/", {"module": module.pk}, follow=True)
    assert "Ați absolvit programul" in page.text
    file = docx.Document(io.BytesIO(client.get(f"{own}certificate.docx").content))

    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Guest, sample a absolvit programul „First steps”" in words
    assert client.get(f"{own}certificate.pdf").content[:5] == b"%PDF-"


def test_a_form_that_is_not_complete_keeps_what_was_typed(client: Any) -> None:
    training = make_training(make_hub())

    page = client.post(
        f"{training.get_absolute_url()}enrol/", {"name": "Guest, sample", "email": "guest@", "audience": "local"}
    )

    assert page.status_code == 400
    assert 'value="Guest, sample"' in page.text
    assert 'value="guest@"' in page.text
    assert "Without this the hub cannot enrol you." in page.text
    assert not Enrolment.objects.exists()


def test_a_program_that_fills_in_the_hidden_field_enrols_nobody(client: Any) -> None:
    training = make_training(make_hub())
    answers = {"name": "Bot", "email": "bot@example.org", "audience": "local", "consent": "on", "website": "https://x"}

    client.post(f"{training.get_absolute_url()}enrol/", answers)

    assert not Enrolment.objects.exists()


def test_the_hub_makes_a_programme_with_a_module_and_a_file(officer: Any, client: Any) -> None:
    make_hub()
    officer.post(
        "/hubs/ro/training/new/",
        {
            "title_en": "First steps",
            "title_ro": "Primii pași",
            "kind": "training",
            "audiences": ["local"],
            "visibility": "public",
        },
    )
    training = Training.objects.get()
    paper = SimpleUploadedFile("guide.csv", b"a,b\n1,2\n", "text/csv")
    officer.post(
        f"{training.get_absolute_url()}modules/new/",
        {"title_en": "Inventory", "kind": "reading", "hours": "1.5", "upload": paper},
    )
    officer.post(f"{training.get_absolute_url()}act/open/")
    module = Module.objects.get()
    client.logout()

    assert "Inventory" in client.get(training.get_absolute_url()).text
    file = client.get(f"{training.get_absolute_url()}modules/{module.pk}/file/")
    assert b"".join(file.streaming_content) == b"a,b\n1,2\n"


def test_the_list_of_participants_is_a_file(officer: Any) -> None:
    training = make_training(make_hub())
    one = make_enrolment(training)
    services.tick_module(by=None, enrolment=one, module=make_module(training), done=True)

    text = b"".join(officer.get(f"{training.get_absolute_url()}participants.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [(row["email"], row["modules_done"], row["state"]) for row in rows] == [
        ("guest@example.org", "1", "enrolled")
    ]
    assert rows[0]["completed_on"] != ""


def test_a_removed_programme_is_gone_and_comes_back_whole(officer: Any) -> None:
    training = make_training(make_hub())
    make_module(training)
    make_enrolment(training)

    page = officer.post(f"{training.get_absolute_url()}act/remove/", follow=True)
    assert "Bring back" in page.text
    assert officer.get(training.get_absolute_url()).status_code == 404
    officer.post(f"{training.get_absolute_url()}act/restore/")

    page = officer.get(training.get_absolute_url())
    assert "Inventory" in page.text
    assert training.enrolments.count() == 1


def test_a_draft_is_not_found_by_its_curriculum(client: Any) -> None:
    training = make_training(make_hub(), visibility=Visibility.HUB)

    assert client.get(f"{training.get_absolute_url()}curriculum.pdf").status_code == 404
