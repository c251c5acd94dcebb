"""Pages: who must not see them, filling in without scripts, a clash shown, files, query counts."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacities.capacity.rounds.models import Answer, Assessment, AssessmentState, Privacy, Remark, Round
from capacities.capacity.rounds.values import digest
from capacities.core.people.models import Person
from capacities.core.places.models import Country, Place
from tests.capacity.factories import make_assessment, make_round, make_version
from tests.capacity.rounds.factories import OPENED, Case, answer_all, give, make_case, make_questions
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(OPENED + timedelta(days=10), tick=False):
        yield


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def base(case: Case) -> str:
    return f"/capacity/rounds/autumn/{case.romania.pk}/"


def make_country(code: str) -> Country:
    return Country.objects.create(
        iso2=code, eu_code=code, name_en=code, name_local=code, role="core", languages="ro", population=19_000_000,
        population_year=2023, eu_member=True,
    )  # fmt: skip


def form(case: Case, section: str, **typed: Any) -> dict[str, Any]:
    """What a browser sends from a section as it is stored now, with some fields changed."""
    data: dict[str, Any] = {}
    stored = {answer.question_key: answer for answer in case.romania.answers.all()}
    for key in {"governance": ("team", "mandate"), "money": ("ways", "share", "plan")}[section]:
        answer = stored.get(key)
        value = answer.value if answer else None
        data[f"seen-value-{key}"], data[f"seen-comment-{key}"] = digest(value), digest(answer.comment if answer else "")
        data[f"value-{key}"], data[f"comment-{key}"] = (
            value if value is not None else "",
            answer.comment if answer else "",
        )
    return data | typed


def test_drafts_are_seen_by_team_and_holders_and_signed_answers_by_whom_the_team_chose(client: Client) -> None:
    case = make_case()
    give(case, case.officer, plan="Our secret plan")
    Assessment.objects.filter(pk=case.romania.pk).update(privacy=Privacy.PUBLIC)
    people = {"officer": case.officer, "other": case.other, "europe": case.europe, "citizen": make_person("citizen")}

    def seen() -> dict[str, tuple[int, bool]]:
        found = {}
        for name, person in people.items():
            answer = as_(person).get(f"{base(case)}answers/")
            found[name] = (answer.status_code, "Our secret plan" in answer.content.decode())
        answer = client.get(f"{base(case)}answers/")
        return {**found, "visitor": (answer.status_code, "Our secret plan" in answer.content.decode())}

    draft = seen()
    Assessment.objects.filter(pk=case.romania.pk).update(state=AssessmentState.SIGNED_OFF)
    signed = seen()
    Assessment.objects.filter(pk=case.romania.pk).update(privacy=Privacy.OWN)
    own = seen()

    shown, gone = (200, True), (404, False)
    assert draft == {"officer": shown, "other": gone, "europe": shown, "citizen": gone, "visitor": gone}
    assert signed == dict.fromkeys(("officer", "other", "europe", "citizen", "visitor"), shown)
    assert own == {"officer": shown, "other": gone, "europe": shown, "citizen": gone, "visitor": gone}


def test_a_draft_of_a_round_does_not_exist_outside(client: Client) -> None:
    case = make_case(state="draft")

    for who in (as_(case.officer), client):
        assert who.get("/capacity/rounds/autumn/").status_code == 404
        assert who.get(base(case)).status_code == 404
    assert as_(case.europe).get("/capacity/rounds/autumn/").status_code == 200


def test_a_section_is_saved_without_scripts_and_hidden_questions_appear_after_saving() -> None:
    case = make_case()
    page = as_(case.officer)
    address = f"{base(case)}sections/governance/"
    before = page.get(address).content.decode()

    saved = page.post(
        address, form(case, "governance", **{"value-team": "2", "comment-team": "Since May"}), follow=True
    )
    after = saved.content.decode()

    assert 'id="q-mandate"' in before
    assert before.split('id="q-mandate"')[1].split(">")[0].rstrip().endswith("hidden")
    assert "hidden" not in after.split('id="q-mandate"')[1].split(">")[0]
    assert "Last changed by Officer" in after
    assert Answer.objects.values_list("question_key", "value", "comment").get() == ("team", "2", "Since May")


def test_a_clash_without_scripts_shows_both_keeps_what_was_typed_and_lets_one_choose() -> None:
    case = make_case()
    address, stale = (
        f"{base(case)}sections/money/",
        form(case, "money", **{"value-share": "30", "value-plan": "My plan"}),
    )
    give(case, case.colleague, share=20)

    clashed = as_(case.officer).post(address, stale)
    text = clashed.content.decode()

    assert clashed.status_code == 409
    assert "Colleague changed this meanwhile" in text
    assert "20 %" in text
    assert 'value="30"' in text
    assert {a.question_key: a.value for a in case.romania.answers.all()} == {"share": 20, "plan": "My plan"}
    kept = as_(case.officer).post(address, form(case, "money", **{"value-share": "30", "theirs": "share"}), follow=True)
    assert 'value="20"' in kept.content.decode()
    as_(case.officer).post(address, form(case, "money", **{"value-share": "30"}))
    assert case.romania.answers.get(question_key="share").value == 30


def test_what_does_not_fit_stands_at_its_field_with_what_was_typed() -> None:
    case = make_case()
    address = f"{base(case)}sections/money/"

    answer = as_(case.officer).post(address, form(case, "money", **{"value-share": "a lot", "value-plan": "A plan"}))
    text = answer.content.decode()

    assert answer.status_code == 400
    assert "“a lot” is no number" in text
    assert 'value="a lot"' in text
    assert case.romania.answers.get().question_key == "plan"


def test_one_field_saves_itself_and_says_what_is_asked_next() -> None:
    case = make_case()
    page = as_(case.officer)
    address = f"{base(case)}questions/team/"

    first = page.post(address, {"field": "value", "seen": digest(None), "value": "2"})
    stale = as_(case.colleague).post(address, {"field": "value", "seen": digest(None), "value": "0"})
    wrong = page.post(address, {"field": "value", "seen": digest("2"), "value": "77"})

    assert first.json() == {
        "state": "saved", "seen": digest("2"), "said": "Saved at 10:00", "hidden": [], "count": "1 of 2 questions answered",
    }  # fmt: skip
    assert (stale.status_code, stale.json()["theirs"], stale.json()["seen"]) == (409, "2", digest("2"))
    assert "Officer a modificat" in stale.json()["shown"] or "Officer changed" in stale.json()["shown"]
    assert (wrong.status_code, wrong.json()["said"]) == (400, "This choice is not among those offered.")
    assert as_(case.other).post(address, {"field": "value", "value": "1"}).status_code == 404


def test_the_overview_names_what_is_missing_with_links_and_leads_to_the_signature() -> None:
    case = make_case()
    page = as_(case.officer)
    give(case, case.officer, team="1")
    waiting = page.get(base(case)).content.decode()

    answer_all(case)
    for action in ("review", "sign"):
        page.post(f"{base(case)}state/", {"action": action})

    assert f'{base(case)}sections/money/#q-ways"' in waiting
    assert "2 questions still wait" in waiting
    assert "Signed off by Officer on 11 October 2026" in page.get(base(case)).content.decode()
    assert as_(case.other).post(f"{base(case)}state/", {"action": "back"}).status_code == 404


def test_files_and_remarks_belong_to_the_team_and_the_holders() -> None:
    case = make_case()
    page = as_(case.officer)
    page.post(
        f"{base(case)}questions/team/evidence/", {"file": SimpleUploadedFile("order.txt", b"An order of the minister")}
    )
    page.post(f"{base(case)}questions/team/remark/", {"text": "Is this right?"})
    file, remark = case.romania.evidence.get(), Remark.objects.get()
    Assessment.objects.update(privacy=Privacy.PUBLIC, state=AssessmentState.SIGNED_OFF)

    codes = [
        as_(who).get(f"{base(case)}evidence/{file.pk}/").status_code for who in (case.other, case.europe, case.officer)
    ]

    assert codes == [404, 200, 200]
    Assessment.objects.update(state=AssessmentState.STARTED)
    page.post(f"{base(case)}remarks/{remark.pk}/")
    page.post(f"{base(case)}evidence/{file.pk}/remove/")
    remark.refresh_from_db()
    assert remark.settled_at is not None
    assert "Bring back" in page.get(f"{base(case)}sections/governance/").content.decode()
    assert as_(case.other).post(f"{base(case)}questions/team/remark/", {"text": "x"}).status_code == 404


def test_a_workbook_goes_out_and_comes_back_through_the_pages() -> None:
    from tests.capacity.rounds.test_workbook import write

    case = make_case()
    give(case, case.officer, share=10)
    page = as_(case.officer)
    data = page.get(f"{base(case)}answers.xlsx").content
    give(case, case.colleague, share=20)
    address = f"{base(case)}import/"

    wrong = page.post(address, {"file": io.BytesIO(write(data, team="nonsense"))} | {})
    rejected = page.get(f"{address}rejected.xlsx")
    upload = SimpleUploadedFile("answers.xlsx", write(data, team=1, share=30))
    shown = page.post(address, {"file": upload}).content.decode()
    seen = {name: digest(value) for name, value in (("value-team", None), ("value-share", 20))}
    stored = page.post(
        address,
        {
            "confirm": "1",
            "value-team": "take",
            "value-share": "keep",
            **{f"seen-{name}": mark for name, mark in seen.items()},
        },
        follow=True,
    )

    assert wrong.status_code == 400
    assert rejected.content.startswith(b"PK")
    assert "changed meanwhile by Colleague" in shown
    assert "1 change is stored." in stored.content.decode()
    assert {a.question_key: a.value for a in case.romania.answers.all()} == {"team": "1", "share": 20}
    assert as_(case.other).get(f"{base(case)}answers.xlsx").status_code == 404


def test_the_page_of_a_round_lets_the_holder_do_all_and_nobody_else() -> None:
    case = make_case(state="draft")
    Assessment.objects.all().delete()
    for code in ("RO", "BG", "AT"):
        make_country(code)
    page, act = as_(case.europe), "/capacity/rounds/autumn/act/"

    page.post("/capacity/rounds/autumn/respondents/", {"countries": ["RO", "BG", "AT"]})
    opened = page.post(act, {"action": "open"}, follow=True).content.decode()
    invited = page.post(act, {"action": "invite"}, follow=True).content.decode()
    austria = Assessment.objects.get(country="AT")

    assert "Invite 3 respondents" in opened
    assert "2 respondents are invited." in invited
    assert "E-mail address for Austria" in invited
    for path in ("edit/", "respondents/", "remind/", "deadline/", "version/"):
        assert as_(case.officer).get(f"/capacity/rounds/autumn/{path}").status_code == 403
    left = page.post(f"/capacity/rounds/autumn/{austria.pk}/leave/", {"action": "leave"}, follow=True).content.decode()
    assert "Austria left the round" in left
    page.post(act, {"action": "remove"})
    assert Round.objects.get().removed_at is not None
    assert page.get("/capacity/rounds/autumn/").status_code == 200
    assert as_(case.officer).get("/capacity/rounds/autumn/").status_code == 404
    page.post(act, {"action": "restore"})
    assert as_(case.officer).get("/capacity/rounds/autumn/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries_for_one_and_for_three(count: int, django_assert_num_queries: Any) -> None:
    case = make_case()
    Round.objects.all().delete()
    for number in range(count):
        round = make_round(case.version, f"round-{number}", opens_at=OPENED, closes_at=OPENED + timedelta(days=40))
        for code in ("RO", "BG", "IT")[:count]:
            make_assessment(round, code, {"team": "1", "share": 3})
    europe, officer = as_(case.europe), as_(case.officer)
    one = Assessment.objects.get(round__slug="round-0", country="RO")
    europe.get("/capacity/rounds/")

    with django_assert_num_queries(7):
        europe.get("/capacity/rounds/")
    with django_assert_num_queries(16):
        europe.get("/capacity/rounds/round-0/")
    with django_assert_num_queries(6):
        officer.get("/capacity/rounds/mine/")
    with django_assert_num_queries(21):
        officer.get(f"/capacity/rounds/round-0/{one.pk}/")
    with django_assert_num_queries(17):
        officer.get(f"/capacity/rounds/round-0/{one.pk}/sections/money/")


def test_a_round_of_two_thousand_cities_goes_page_by_page(django_assert_max_num_queries: Any) -> None:
    version = make_version("cities", audience="city")
    make_questions(version)
    europe = make_case().europe
    country = make_country("RO")
    places = Place.objects.bulk_create(
        Place(country=country, slug=f"town-{n}", name=f"Town {n:04}", kind="municipality", latitude=46, longitude=25)
        for n in range(2000)
    )
    round = make_round(version, "cities", opens_at=OPENED)
    Assessment.objects.bulk_create(Assessment(round=round, country="RO", place=place) for place in places)
    page = as_(europe)

    with django_assert_max_num_queries(16):
        answer = page.get("/capacity/rounds/cities/?page=40")

    text = answer.content.decode()
    assert text.count('role="rowheader"') == 50
    assert "Town 1999" in text
    assert len(answer.content) < 150_000


def test_people_are_invited_taken_off_and_brought_back_on_their_page() -> None:
    case = make_case()
    page, address = as_(case.officer), f"{base(case)}people/"

    invited = page.post(address, {"email": "Expert@example.org", "part": "writer", "sections": ["money"]}, follow=True)
    expert = case.romania.participants.get()
    page.post(f"{address}{expert.pk}/")
    expert.refresh_from_db()
    gone = expert.removed_at
    page.post(f"{address}{expert.pk}/")
    expert.refresh_from_db()

    assert "expert@example.org takes part and is told by e-mail." in invited.content.decode()
    assert (expert.sections, gone is None, expert.removed_at) == (["money"], False, None)
    assert page.post(address, {"email": "no address", "part": "writer"}).status_code == 400


def test_a_suggested_need_is_taken_over_taken_off_and_brought_back() -> None:
    case = make_case()
    give(case, case.officer, share=10)
    page, address = as_(case.officer), f"{base(case)}needs/"

    before = page.get(address).content.decode()
    page.post(address, {"side": "need", "topic": "finance-private", "text": "Banks", "urgency": "3"})
    stated = case.romania.statements.get()
    page.post(f"{address}{stated.pk}/")
    after = page.get(address).content.decode()

    assert "score 10 of 100" in before
    assert "Bring back" in after
    page.post(f"{address}{stated.pk}/")
    assert case.romania.statements.get().removed_at is None


def test_a_holder_moves_the_round_sets_a_deadline_and_reminds_on_its_pages() -> None:
    from capacities.capacity.questionnaires.models import Version
    from tests.capacity.factories import make_question, make_section

    case = make_case()
    give(case, case.officer, team="2")
    newer = Version.objects.create(template=case.version.template, number=2, state="published")
    make_question(make_section(newer), "other")
    Assessment.objects.update(invited_at=OPENED)
    page, round = as_(case.europe), "/capacity/rounds/autumn/"

    shown = page.get(f"{round}version/").content.decode()
    page.post(f"{round}version/", {"version": newer.pk})
    page.post(f"{round}deadline/", {"closes_at": "2026-12-20T17:00"})
    reminded = page.post(f"{round}remind/", {"who": [case.romania.pk], "text_en": "Please go on."}, follow=True)
    case.round.refresh_from_db()

    assert "1 answer would stay aside." in shown
    assert case.round.version == newer
    assert case.round.closes_at.isoformat() == "2026-12-20T16:00:00+00:00"
    assert "1 respondent is reminded." in reminded.content.decode()
    kept = as_(case.officer).get(base(case)).content.decode()
    assert "Kept aside" in kept
    assert "2 – A team with a mandate" in kept


def test_answers_of_the_last_round_are_confirmed_one_by_one_or_all_at_once() -> None:
    case = make_case()
    Answer.objects.bulk_create(
        Answer(assessment=case.romania, question_key=key, value=value, is_carried=True)
        for key, value in (("team", "1"), ("share", 3), ("ways", ["loans"]))
    )
    page = as_(case.officer)

    marked = page.get(f"{base(case)}sections/money/").content.decode()
    page.post(f"{base(case)}confirm/", {"question": "share"})
    one = list(Answer.objects.filter(is_carried=False).values_list("question_key", flat=True))
    page.post(f"{base(case)}confirm/")

    assert marked.count("From the last round: confirm or change") == 2
    assert one == ["share"]
    assert not Answer.objects.filter(is_carried=True).exists()


def test_a_new_round_begins_with_a_letter_and_shows_what_is_wrong_at_its_field() -> None:
    case = make_case()
    page = as_(case.europe)
    form = {
        "name_en": "Spring 2027", "version": case.version.pk, "holder": "EU", "letter_en": "Hello", "time_zone": "Europe/Brussels",
        "opens_at": "2027-03-01T09:00", "closes_at": "2027-02-01T09:00", "privacy": "group", "least_count": "3",
    }  # fmt: skip

    blank = page.get("/capacity/rounds/new/").content.decode()
    wrong = page.post("/capacity/rounds/new/", form)
    page.post("/capacity/rounds/new/", form | {"closes_at": "2027-04-01T09:00"})

    assert "We ask you to assess" in blank
    assert wrong.status_code == 400
    assert "The deadline must come after the opening." in wrong.content.decode()
    assert Round.objects.get(slug="spring-2027").closes_at.isoformat() == "2027-04-01T07:00:00+00:00"  # type: ignore[union-attr]


def test_what_was_typed_for_a_question_that_a_moved_round_no_longer_asks_is_given_back() -> None:
    from capacities.capacity.questionnaires.models import Version
    from capacities.capacity.rounds.services.rounds import move_round
    from tests.capacity.factories import make_question, make_section

    case = make_case()
    typed = form(case, "money", **{"value-plan": "A long plan", "value-share": "20"})
    newer = Version.objects.create(template=case.version.template, number=2, state="published")
    make_question(make_section(newer), "team")
    move_round(by=case.europe, round=case.round, version=newer)
    page = as_(case.officer)

    whole = page.post(f"{base(case)}sections/money/", typed, follow=True)
    field = page.post(f"{base(case)}questions/plan/", {"field": "value", "value": "A long plan"})

    assert "You had typed: A long plan" in whole.content.decode()
    assert (field.status_code, field.json()["state"]) == (410, "gone")
    assert not Answer.objects.exists()


def test_progress_is_a_file_for_the_holder() -> None:
    case = make_case()
    give(case, case.officer, team="1")

    answer = as_(case.europe).get("/capacity/rounds/autumn/progress.csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]

    assert rows[1] == "Bulgaria,BG,invited,0,0,2,Other,,,,"
    assert rows[2].startswith("Romania,RO,started,1,0,1,Colleague; Officer,,,2026-10-11T08:00+00:00,")
