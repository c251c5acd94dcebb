"""Pages of programmes as people use them: what is typed stays, clashes are shown, lists ask few questions."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from docx import Document
from openpyxl import load_workbook

from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope, place_scope
from capacities.core.people.services import create_sample_people
from capacities.hub.programmes import services
from capacities.hub.programmes.models import Answer, Application, Decision, Programme, Question, Reply
from capacities.hub.programmes.samples import make_samples
from capacities.hub.programmes.services import Overtaken
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_town
from tests.hub.programmes.factories import (
    make_answer,
    make_application,
    make_criterion,
    make_programme,
    make_question,
    make_sent,
)

pytestmark = pytest.mark.django_db
OVER = datetime(2026, 1, 1, tzinfo=UTC)
HUB_TEAM = ("hub_team", country_scope("RO"))


@pytest.fixture
def officer(client: Any) -> Person:
    person = make_person("officer", HUB_TEAM)
    client.force_login(person)
    return person


@pytest.fixture
def ana(client: Any) -> Person:
    person = make_person("ana")
    client.force_login(person)
    return person


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_a_stranger_reads_what_is_offered_and_nothing_of_applications(client: Any) -> None:
    programme = make_programme(make_hub(), places=3, offers={"en": "Advice"}, closes_at=None)
    make_question(programme, "Why you")
    make_sent(programme, make_town("suceava"), make_person("author"))

    page = words(client.get(programme.get_absolute_url()))

    assert [text in page for text in ("Advice", "Why you", "Apply for a town")] == [True, True, True]
    assert [text in page for text in ("Suceava", "application was sent", "Form and criteria")] == [False] * 3


def test_a_programme_is_made_with_a_deadline_on_its_own_clock(client: Any, officer: Person) -> None:
    make_hub()
    typed = {
        "name_en": "Pioneer towns",
        "name_ro": "",
        "closes_at": "2027-03-15T17:00",
        "time_zone": "Europe/Bucharest",
        "visibility": "public",
    }

    wrong = client.post("/hubs/ro/programmes/new/", {**typed, "opens_at": "2027-03-16T17:00"})
    made = client.post("/hubs/ro/programmes/new/", typed)

    assert wrong.status_code == 400
    assert "The deadline must come after the beginning." in words(wrong)
    assert made["Location"] == "/hubs/ro/programmes/pioneer-towns/form/"
    assert Programme.objects.get().closes_at == datetime(2027, 3, 15, 15, 0, tzinfo=UTC)
    again = client.get("/hubs/ro/programmes/pioneer-towns/edit/")
    assert 'value="2027-03-15T17:00"' in again.content.decode()


def test_choices_need_two_lines_and_as_many_in_each_language(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), state="draft")
    url = f"{programme.get_absolute_url()}form/questions/new/"
    typed = {"kind": "one", "label_en": "Which", "is_required": "on"}

    one = client.post(url, {**typed, "choices_en": "A"})
    uneven = client.post(url, {**typed, "choices_en": "A\nB", "choices_ro": "A"})
    figure = client.post(url, {**typed, "kind": "line", "prefill": "emissions"})
    good = client.post(url, {**typed, "choices_en": "A\r\nB\r\n", "choices_ro": "Unu\nDoi"})

    assert [page.status_code for page in (one, uneven, figure, good)] == [400, 400, 400, 302]
    assert Question.objects.get().choice_texts(language="ro") == {1: "Unu", 2: "Doi"}


def test_the_editor_moves_removes_and_brings_back(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), state="draft")
    make_question(programme, "First")
    second = make_question(programme, "Second")
    url = f"{programme.get_absolute_url()}form/"

    client.post(f"{url}questions/{second.pk}/up/")
    order = [str(one) for one in programme.questions.all()]
    client.post(f"{url}questions/{second.pk}/remove/")
    removed = words(client.get(url))
    client.post(f"{url}questions/{second.pk}/restore/")

    assert order == ["Second", "First"]
    assert [text in removed for text in ("1 removed", "Bring back")] == [True, True]
    assert programme.questions.filter(removed_at=None).count() == 2


def test_an_invalid_number_is_shown_at_its_field_and_the_rest_is_saved(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    number, text = make_question(programme, "Number", "number"), make_question(programme, "Text")
    application = make_application(programme, make_town("suceava"), ana)
    typed = {f"q{number.pk}": "many", f"v{number.pk}": "0", f"q{text.pk}": "Our words", f"v{text.pk}": "0"}

    page = client.post(application.get_absolute_url(), {**typed, "what": "save"})
    good = client.post(application.get_absolute_url(), {**typed, f"q{number.pk}": "1,234.5", f"v{text.pk}": "1"})

    assert (page.status_code, good.status_code) == (400, 302)
    assert "Enter a number such as 1,234.5, without a unit." in words(page)
    assert [text in words(page) for text in ('value="many"', "Our words")] == [True, True]
    assert {one.question_id: one.value for one in Answer.objects.all()} == {number.pk: "1234.5", text.pk: "Our words"}


def test_a_romanian_number_is_read_and_shown_as_romanians_write_it(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    number = make_question(programme, "Number", "number")
    application = make_application(programme, make_town("suceava"), ana)
    client.cookies["django_language"] = "ro"
    url = f"{application.get_absolute_url()}?lang=ro"

    client.post(url, {f"q{number.pk}": "92.121,5", f"v{number.pk}": "0", "what": "save"})

    assert Answer.objects.get().value == "92121.5"
    assert 'value="92.121,5"' in client.get(url).content.decode()


def test_sending_shows_every_missing_answer_at_its_field_and_keeps_what_was_typed(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    first, second = make_question(programme, "First"), make_question(programme, "Second")
    application = make_application(programme, make_town("suceava"), ana)
    typed = {f"q{first.pk}": "Words", f"v{first.pk}": "0", f"q{second.pk}": "", f"v{second.pk}": "0", "what": "send"}

    page = client.post(application.get_absolute_url(), typed)
    sent = client.post(application.get_absolute_url(), {**typed, f"v{first.pk}": "1", f"q{second.pk}": "More"})

    assert page.status_code == 400
    assert list(page.context["form"].errors) == [f"q{second.pk}", "__all__"]
    assert "1 answer is missing." in words(page)
    assert (sent.status_code, Application.objects.get().state) == (302, "sent")


def test_two_tabs_show_the_clash_and_saving_again_keeps_ones_own(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    line, text = make_question(programme, "Line", "line"), make_question(programme, "Text")
    application = make_application(programme, make_town("suceava"), ana)
    tab = {f"v{line.pk}": "0", f"v{text.pk}": "0", f"q{text.pk}": "", "what": "save"}

    client.post(application.get_absolute_url(), {**tab, f"q{line.pk}": "first tab"})
    clash = client.post(application.get_absolute_url(), {**tab, f"q{line.pk}": "second tab", f"q{text.pk}": "Also"})
    form = clash.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    client.post(application.get_absolute_url(), {**again, "what": "save"})

    assert clash.status_code == 409
    assert "Ana wrote meanwhile: “first tab”." in words(clash)
    assert {one.question_id: one.value for one in Answer.objects.all()} == {line.pk: "second tab", text.pk: "Also"}


def test_a_file_is_attached_taken_off_and_brought_back(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    question = make_question(programme, "Paper", "file")
    application = make_application(programme, make_town("suceava"), ana)
    url, pk = application.get_absolute_url(), question.pk

    client.post(url, {f"v{pk}": "0", f"q{pk}": SimpleUploadedFile("plan.txt", b"plan"), "what": "save"})
    read = b"".join(client.get(f"{url}files/{pk}/").streaming_content)
    client.post(url, {f"v{pk}": "1", f"off{pk}": "on", "what": "save"})
    off = client.get(f"{url}files/{pk}/").status_code
    client.post(url, {f"v{pk}": "2", f"back{pk}": "on", "what": "save"})
    refused = client.post(url, {f"v{pk}": "3", f"q{pk}": SimpleUploadedFile("run.exe", b"MZ"), "what": "save"})

    assert (read, off) == (b"plan", 404)
    assert Answer.objects.get().file.name == "plan.txt"
    assert refused.status_code == 400


def test_a_citys_team_begins_with_its_town_filled_in(client: Any) -> None:
    make_town("suceava")
    client.force_login(make_person("mayor", ("city_team", place_scope("ro", "suceava"))))
    programme = make_programme(make_hub(), closes_at=None)

    page = client.get(f"{programme.get_absolute_url()}apply/")

    assert page.context["form"].initial["place"].slug == "suceava"


def test_a_decision_of_the_same_minute_is_shown_and_not_overwritten(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    application = make_sent(programme, make_town("suceava"))
    url = f"{programme.get_absolute_url()}selection/{application.pk}/decision/"
    colleague = make_person("colleague", HUB_TEAM)
    services.decide(by=colleague, application=application, outcome="selected", reason="A", seen_version=0)

    page = client.post(url, {"outcome": "rejected", "reason": "My words", "seen_version": "0"})
    shown = page.context["decision_form"]
    again = client.post(url, {name: shown[name].value() for name in shown.fields})

    assert page.status_code == 409
    assert [text in words(page) for text in ("Colleague decided meanwhile: selected", "My words")] == [True, True]
    assert (again.status_code, Decision.objects.get().outcome) == (302, "rejected")


def test_a_decision_needs_its_reason(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    application = make_sent(programme, make_town("suceava"))

    page = client.post(
        f"{programme.get_absolute_url()}selection/{application.pk}/decision/",
        {"outcome": "selected", "seen_version": 0},
    )

    assert page.status_code == 400
    assert "Give the reason: the town will read it." in words(page)


def test_the_answer_is_prepared_in_the_applications_language_kept_and_sent_once(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    application = make_sent(programme, make_town("suceava"), make_person("author"), language="ro")
    services.decide(by=officer, application=application, outcome="reserve", reason="Plan bun", seen_version=0)
    services.close_choice(by=officer, programme=programme)
    url = f"{programme.get_absolute_url()}selection/{application.pk}/answer/"

    letter = client.get(url).context["form"]
    typed = {"subject": letter["subject"].value(), "text": "Scris de noi", "seen_version": "0"}
    client.post(url, {**typed, "what": "keep"})
    client.post(url, {**typed, "seen_version": "1", "what": "send"})
    client.post(url, {**typed, "text": "Altceva", "seen_version": "2", "what": "send"})

    assert "lista de rezervă" in letter["text"].value()
    assert "Plan bun" in letter["text"].value()
    reply = Reply.objects.get()
    assert (reply.text, reply.sent_at is not None) == ("Scris de noi", True)


def test_the_file_holds_all_answers_and_hides_what_the_reader_may_not_see(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    one = make_criterion(programme)
    question = make_question(programme, "Why", "text")
    rows = [make_sent(programme, make_town(slug, 12_345)) for slug in ("aiud", "blaj")]
    for application in rows:
        make_answer(application, question, "=SUM(A1)")
        services.read_application(
            by=make_person(application.place.slug, HUB_TEAM), application=application, scores={one.pk: 4}
        )
    services.read_application(by=officer, application=rows[0], scores={one.pk: 2})
    url = programme.get_absolute_url().rstrip("/")

    text = b"".join(client.get(f"{url}/selection.csv").streaming_content).decode("utf-8-sig")
    table = list(csv.DictReader(StringIO(text)))
    book = load_workbook(BytesIO(b"".join(client.get(f"{url}/selection.xlsx").streaming_content)))

    assert [(row["town"], row["readers"], row["mean_0_to_5"]) for row in table] == [
        ("Aiud", "2", "3.0"),
        ("Blaj", "1", ""),
    ]
    assert {row["Why"] for row in table} == {"'=SUM(A1)"}
    assert book.active.max_row == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_applications_asks_as_many_questions_for_three_as_for_one(
    client: Any, officer: Person, django_assert_num_queries: Any, rows: int
) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    one = make_criterion(programme)
    author = make_person("author")
    for slug in ("aiud", "blaj", "cugir")[:rows]:
        application = make_sent(programme, make_town(slug), author)
        services.read_application(by=officer, application=application, scores={one.pk: 3})
        services.decide(by=officer, application=application, outcome="selected", reason="R", seen_version=0)

    with django_assert_num_queries(14):
        page = client.get(f"{programme.get_absolute_url()}selection/?order=score")

    assert len(page.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_programmes_asks_as_many_questions_for_three_as_for_one(
    client: Any, officer: Person, django_assert_num_queries: Any, rows: int
) -> None:
    hub = make_hub()
    for slug in ("aa", "bb", "cc")[:rows]:
        make_sent(make_programme(hub, slug, closes_at=None), make_town(slug))

    with django_assert_num_queries(6):
        page = client.get("/hubs/ro/programmes/")

    assert [row.programme.sent_count for row in page.context["rows"]] == [1] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_own_applications_ask_as_many_questions_for_three_as_for_one(
    client: Any, ana: Person, django_assert_num_queries: Any, rows: int
) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    for slug in ("aiud", "blaj", "cugir")[:rows]:
        make_application(programme, make_town(slug), ana)

    with django_assert_num_queries(7):
        page = client.get("/applications/")

    assert len(page.context["rows"]) == rows


def test_the_hubs_first_page_shows_open_calls_only(client: Any) -> None:
    hub = make_hub()
    make_programme(hub, "open", closes_at=None, name={"en": "Open call"})
    make_programme(hub, "over", closes_at=OVER, name={"en": "Closed call"})

    page = words(client.get("/hubs/ro/"))

    assert ("Open call" in page, "Closed call" in page, "Open to towns" in page) == (True, False, True)


def test_the_list_is_public_only_after_publication(client: Any) -> None:
    programme = make_programme(make_hub(), closes_at=OVER, state="decided", elsewhere_url="")
    application = make_sent(programme, make_town("suceava"))
    Decision.objects.create(application=application, outcome="selected", reason="R")

    before = words(client.get(programme.get_absolute_url()))
    closed = client.get("/api/v1/programmes").json()
    Programme.objects.update(state="published", published_at=OVER)
    after = words(client.get(programme.get_absolute_url()))
    listed = client.get("/api/v1/programmes?country=ro&phase=published").json()

    assert ("Suceava" in before, "Suceava" in after) == (False, True)
    assert [one["selected"] for one in (*closed, *listed)] == [[], ["ro/suceava"]]
    assert client.get("/api/v1/programmes?country=at").json() == []


def test_the_interface_for_programs_leaves_drafts_and_hidden_programmes_out(client: Any, officer: Person) -> None:
    hub = make_hub()
    make_programme(hub, "a", state="draft")
    make_programme(hub, "b", visibility="network")
    make_programme(hub, "c", removed_at=OVER)
    make_programme(make_hub("x", visibility="hub"), "d")
    make_programme(hub, "e")

    assert [one["slug"] for one in client.get("/api/v1/programmes").json()] == ["e"]


def test_samples_are_made_once_and_invent_nothing_for_austria(client: Any, places: None) -> None:
    create_sample_people()
    make_hub("m100")
    make_hub("austria", countries=["AT"])

    make_samples()
    make_samples()

    assert Programme.objects.count() == 3
    assert Application.objects.exclude(is_sample=True).count() == 0
    austria = Programme.objects.get(hub__slug="austria")
    assert (austria.phase, austria.questions.count(), austria.applications.count()) == ("elsewhere", 0, 0)
    page = words(client.get(austria.get_absolute_url()))
    assert [town in page for town in ("Wien", "Spittal an der Drau", "ots.at press release")] == [True] * 3
    sent = Application.objects.filter(state="sent").first()
    assert {one.question.prefill for one in sent.answers.exclude(origin={})} == {"inhabitants", "emissions"}
    origin = sent.answers.get(question__prefill="emissions").origin
    assert float(origin["low"]) < float(origin["value"]) < float(origin["high"])


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_the_same_moment_one_is_stored_and_the_other_refused() -> None:
    application = make_sent(make_programme(make_hub(), closes_at=OVER), make_town("suceava"))
    people = [make_person(name, HUB_TEAM) for name in ("one", "two")]
    start, came = Barrier(2), []

    def decide(person: Person, outcome: str) -> None:
        try:
            start.wait(timeout=10)
            mine = Application.objects.select_related("programme__hub", "place").get(pk=application.pk)
            services.decide(by=person, application=mine, outcome=outcome, reason="R", seen_version=0)
            came.append("stored")
        except Overtaken:
            came.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=decide, args=pair) for pair in zip(people, ("selected", "reserve"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(came) == ["refused", "stored"]
    assert Decision.objects.get().version == 1


def test_after_the_deadline_the_page_says_when_it_was_and_shows_what_was_written(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub())
    question = make_question(programme)
    application = make_application(programme, make_town("suceava"), ana)
    make_answer(application, question, "Our words")

    with time_machine.travel(programme.closes_at + timedelta(minutes=1), tick=False):
        client.force_login(ana)
        page = words(client.get(application.get_absolute_url()))

    assert "The deadline was 15 March 2027, 17:00 (Bucharest)." in page
    assert ("Our words" in page, "Save the draft" in page) == (True, False)


def test_what_was_typed_while_the_deadline_passed_is_shown_and_not_lost(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub())
    question = make_question(programme)
    application = make_application(programme, make_town("suceava"), ana)

    with time_machine.travel(programme.closes_at + timedelta(minutes=1), tick=False):
        client.force_login(ana)
        page = client.post(
            application.get_absolute_url(),
            {f"q{question.pk}": "Our last words", f"v{question.pk}": "0", "what": "send"},
        )

    assert page.status_code == 409
    assert [text in words(page) for text in ("The deadline was 15 March 2027", "Our last words")] == [True, True]
    assert not Answer.objects.exists()


def test_an_older_version_of_an_answer_is_shown_and_taken_back(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    question = make_question(programme)
    application = make_application(programme, make_town("suceava"), ana)
    make_answer(application, question, "First words", ana)
    given = {question.pk: services.Given("Second words", 1)}
    services.save_answers(by=ana, application=application, given=given)
    url = f"{application.get_absolute_url()}versions/{question.pk}/"

    shown = words(client.get(url))
    client.post(url, {"version": "1"})

    assert [text in shown for text in ("First words", "Second words")] == [True, True]
    assert (Answer.objects.get().value, Answer.objects.get().version) == ("First words", 3)


def test_after_scoring_the_page_leads_to_the_next_application(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    one = make_criterion(programme)
    first, second = (make_sent(programme, make_town(slug)) for slug in ("aiud", "blaj"))
    url = f"{programme.get_absolute_url()}selection/{first.pk}/"

    empty = client.post(url, {"comment": "x"})
    client.post(url, {f"c{one.pk}": "4"})
    page = client.get(url)

    assert empty.status_code == 400
    assert page.context["next"] == second
    assert page.context["row"].mean == 4.0


def test_applications_are_given_away_on_paper_with_answers_and_without_scores(client: Any, officer: Person) -> None:
    programme = make_programme(make_hub(), closes_at=OVER)
    one = make_criterion(programme, "Secret criterion")
    question = make_question(programme, "Why you")
    for slug, text in (("aiud", "First line\nSecond line"), ("blaj", "Other words")):
        application = make_sent(programme, make_town(slug), language="ro")
        make_answer(application, question, text)
    services.read_application(by=officer, application=application, scores={one.pk: 4}, comment="Secret comment")
    url = programme.get_absolute_url().rstrip("/")

    word = Document(BytesIO(client.get(f"{url}/selection.docx").content))
    pdf = client.get(f"{url}/selection.pdf").content

    lines = [paragraph.text for paragraph in word.paragraphs]
    assert [line in lines for line in ("First line", "Second line", "Other words")] == [True, True, True]
    assert [word for word in ("Secret", "4,0") if word in " ".join(lines)] == []
    assert pdf.startswith(b"%PDF-")


def test_a_town_takes_its_application_to_the_council_in_its_own_language(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    question = make_question(programme)
    application = make_application(programme, make_town("suceava"), ana, language="ro")
    make_answer(application, question, "Cuvintele noastre")

    word = Document(BytesIO(client.get(f"/applications/{application.pk}.docx").content))

    assert word.core_properties.title == "Pionieri: Candidatura localității Suceava"
    assert "Cuvintele noastre" in [paragraph.text for paragraph in word.paragraphs]


def test_an_answer_emptied_before_sending_is_filled_again_without_a_clash(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    question = make_question(programme, "Line", "line")
    application = make_application(programme, make_town("suceava"), ana)
    make_answer(application, question, "First words", ana)
    url, pk = application.get_absolute_url(), question.pk

    page = client.post(url, {f"q{pk}": "", f"v{pk}": "1", "what": "send"})
    version = page.context["form"][f"v{pk}"].value()
    sent = client.post(url, {f"q{pk}": "New words", f"v{pk}": version, "what": "send"})

    assert (page.status_code, version, sent.status_code) == (400, "2", 302)
    assert Application.objects.get().state == "sent"


def test_a_choice_that_is_offered_no_more_stays_with_whoever_chose_it(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    choices = [{"id": 1, "texts": {"en": "New"}}, {"id": 2, "texts": {"en": "Old"}, "gone": True}]
    question = make_question(programme, "Which", "one", choices=choices)
    application = make_application(programme, make_town("suceava"), ana)
    make_answer(application, question, 2, ana)
    url = application.get_absolute_url()

    shown = words(client.get(url))
    client.post(url, {f"q{question.pk}": "2", f"v{question.pk}": "1", "what": "save"})

    assert "Old" in shown
    assert Answer.objects.get().value == 2


def test_a_long_text_that_both_changed_is_shown_with_both_versions_in_its_box(client: Any, ana: Person) -> None:
    programme = make_programme(make_hub(), closes_at=None)
    question = make_question(programme)
    application = make_application(programme, make_town("suceava"), ana)
    url, pk = application.get_absolute_url(), question.pk

    client.post(url, {f"q{pk}": "Theirs", f"v{pk}": "0", "what": "save"})
    page = client.post(url, {f"q{pk}": "Mine", f"v{pk}": "0", "what": "save"})
    box = page.context["form"]
    client.post(url, {f"q{pk}": "Theirs and mine", f"v{pk}": box[f"v{pk}"].value(), "what": "save"})

    assert page.status_code == 409
    assert box[f"q{pk}"].value() == "Theirs\nMine"
    assert Answer.objects.get().value == "Theirs and mine"
