"""What everybody reads: the list, a questionnaire in any language, its files, two versions; drafts stay hidden."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.models import Question, State, Version
from tests.capacity.factories import make_question, make_section, make_version
from tests.capacity.questionnaires.pages import BASE, europe, hub, make_draft

pytestmark = pytest.mark.django_db


def test_a_draft_is_neither_listed_nor_offered_to_those_who_do_not_keep_it(client: Client) -> None:
    make_draft("secret", "a")

    pages = [client.get(f"{BASE}/"), client.get("/api/v1/questionnaires")]
    client.force_login(hub())
    pages.append(client.get(f"{BASE}/"))

    assert all("secret" not in page.content.decode() for page in pages)
    client.force_login(europe())
    assert "secret" in client.get(f"{BASE}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_a_fixed_number_of_times(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_version(f"one-{number}")

    with django_assert_num_queries(2):
        page = client.get(f"{BASE}/")

    assert page.content.decode().count("Template one-") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_questionnaire_asks_the_database_a_fixed_number_of_times(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    version = make_version()
    for number in range(count):
        section = make_section(version, f"s{number}")
        for order in range(count):
            make_question(section, f"q{number}-{order}")

    with django_assert_num_queries(8):
        client.get(f"{BASE}/national/")


def test_the_preview_shows_a_language_on_request_and_says_when_a_question_is_asked(client: Client) -> None:
    services.load_templates()

    english = client.get(f"{BASE}/national-support/").content.decode()
    romanian = client.get(f"{BASE}/national-support/?in=ro").content.decode()

    assert "What does the national support for climate-neutral cities rest on?" in english
    assert "Asked if the answer to question 8.3 is one of: “Commitments for the single city" in english
    assert "Asked if the answer to question 5.1 is 0.1 or more." in english
    assert 'lang="ro"><b>1.1</b>&ensp;Pe ce se întemeiază sprijinul național' in romanian


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{")])
def test_the_blank_questionnaire_comes_as_a_file(client: Client, kind: str, start: bytes) -> None:
    services.load_templates()

    answer = client.get(f"{BASE}/city-capacity/questionnaire.{kind}?in=ro")

    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert f".{kind}" in answer["Content-Disposition"]


def test_the_table_has_a_row_for_each_question_and_an_empty_cell_for_its_answer(client: Client) -> None:
    services.load_templates()

    data = client.get(f"{BASE}/city-capacity/questionnaire.xlsx?in=ro").content
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))

    assert len(rows) == 1 + 26
    assert rows[1][0] == "1.1"
    assert rows[1][2] == "A stabilit consiliul local un obiectiv climatic?"
    assert {row[5] for row in rows[1:]} == {None}
    assert len({row[6] for row in rows[1:]}) == 26


def test_two_versions_are_compared_in_words(client: Client) -> None:
    version, _section, (question,) = make_draft("support", "a")
    by = europe()
    services.publish(by=by, version=version)
    draft = services.start_draft(by=by, template=version.template)
    one = Question.objects.get(section__version=draft)
    services.change_question(
        by=by, question=one, values={"options": question.options, "text": {"en": "New words"}, "weight": 2}
    )
    services.add_question(by=by, section=one.section, values={"kind": "text", "text": {"en": "What else?"}})
    services.publish(by=by, version=draft)

    page = client.get(f"{BASE}/support/compare/?a=1&b=2").content.decode()

    assert "What else?" in page
    assert '<td lang="en">a?</td><td lang="en">New words</td>' in page
    assert "<td>1</td><td>2</td>" in page


def test_the_api_gives_all_languages_and_an_import_takes_the_same_document(client: Client) -> None:
    services.load_templates()
    document = client.get("/api/v1/questionnaires/national-support").json()
    listed = client.get("/api/v1/questionnaires?audience=city").json()
    client.force_login(hub())

    upload = io.BytesIO(json.dumps(document).encode())
    upload.name = "questionnaire.json"
    answer = client.post(f"{BASE}/import/", {"file": upload, "keeper": "RO"})

    made = Version.objects.exclude(template__slug__in=["national-support", "city-capacity"]).get()
    again = client.get(f"{BASE}/{made.template.slug}/questionnaire.json").json()
    assert [one["slug"] for one in listed] == ["city-capacity"]
    assert (answer.status_code, made.state, made.template.countries) == (302, State.DRAFT, ["RO"])
    assert again["sections"] == document["sections"]
    assert set(document["sections"][0]["title"]) == {"en", "ro"}


def test_an_import_with_faults_stores_nothing_and_says_where_they_are(client: Client) -> None:
    services.load_templates()
    document = client.get("/api/v1/questionnaires/city-capacity").json()
    document["sections"][0]["questions"][0]["kind"] = "guess"
    del document["sections"][1]["title"]
    client.force_login(europe())

    upload = io.BytesIO(json.dumps(document).encode())
    upload.name = "questionnaire.json"
    page = client.post(f"{BASE}/import/", {"file": upload, "keeper": ""})

    assert page.status_code == 400
    assert "<code>sections[0].questions[0].kind</code>" in page.content.decode()
    assert "<code>sections[1].title</code>" in page.content.decode()
    assert Version.objects.count() == 2
    broken = io.BytesIO(b"{")
    broken.name = "broken.json"
    assert "This is no JSON" in client.post(f"{BASE}/import/", {"file": broken, "keeper": ""}).content.decode()
