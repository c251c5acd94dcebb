"""The editor's pages: from nothing to a published template, rows of levels, conditions, two editors, translations."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.document import as_document
from capacities.capacity.questionnaires.models import Question, Section, State, Template, Version
from tests.capacity.factories import make_question
from tests.capacity.questionnaires.pages import BASE, europe, hub, make_draft, rows_of

pytestmark = pytest.mark.django_db


def test_a_hub_writes_a_template_from_scratch_and_publishes_it(client: Client) -> None:
    client.force_login(hub())
    levels = [{"key": "", "texts": {"en": f"Level {n}", "ro": f"Nivelul {n}"}, "score": n / 2} for n in range(3)]

    made = client.post(f"{BASE}/new/", {"name_en": "Heat", "name_ro": "Căldură", "audience": "city", "keeper": "RO"})
    draft = f"{BASE}/heat/draft/"
    early = client.post(f"{draft}publish/", {})
    client.post(f"{draft}sections/new/", {"title_en": "Plans", "title_ro": "Planuri"})
    section = Section.objects.get()
    fields = {"kind": "maturity", "text_en": "Is there a plan?", "text_ro": "Există un plan?", "weight": "2",
              "topics": ["energy-heat"], "is_required": "on"}  # fmt: skip
    added = client.post(f"{draft}sections/{section.pk}/questions/new/", fields | rows_of(levels))
    published = client.post(f"{draft}publish/", {"note_en": "First"})

    version = Version.objects.get()
    question = as_document(version)["sections"][0]["questions"][0]
    assert made["Location"] == draft
    assert (early.status_code, added.status_code, published.status_code) == (400, 302, 302)
    assert (version.state, version.note) == (State.PUBLISHED, {"en": "First"})
    assert question == {
        "key": "is-there-a-plan",
        "kind": "maturity",
        "text": {"en": "Is there a plan?", "ro": "Există un plan?"},
        "topics": ["energy-heat"],
        "weight": 2,
        "required": True,
        "options": [
            {"key": str(n), "texts": {"en": f"Level {n}", "ro": f"Nivelul {n}"}, "score": n / 2} for n in range(3)
        ],
    }


def test_rows_are_put_in_order_removed_and_added_and_keep_their_keys(client: Client) -> None:
    _version, _section, (question,) = make_draft("support", "a")
    client.force_login(europe())
    sent = rows_of([*question.options, {"key": "", "texts": {"en": "Top"}, "score": 1}], extra=1)
    sent |= {"options-INITIAL_FORMS": "5", "options-2-DELETE": "on", "options-4-ORDER": "7", "options-5-ORDER": "6"}

    client.post(f"{BASE}/support/draft/questions/{question.pk}/",
                {"kind": "maturity", "text_en": "a?", "weight": "1", "revision": "0"} | sent)  # fmt: skip

    question.refresh_from_db()
    assert [(one["key"], one["texts"]["en"]) for one in question.options] == [
        ("0", "Level 0"), ("1", "Level 1"), ("3", "Level 3"), ("5", "Top"), ("4", "Level 4")
    ]  # fmt: skip


def test_what_is_wrong_is_told_at_its_field_and_everything_typed_stays(client: Client) -> None:
    _version, section, _none = make_draft("support")
    client.force_login(europe())
    levels = [{"key": "", "texts": {"en": "Nothing there"}, "score": None}, {"key": "", "texts": {}, "score": 1}]

    page = client.post(
        f"{BASE}/support/draft/sections/{section.pk}/questions/new/",
        {"kind": "maturity", "text_en": "My long question", "weight": "-1"} | rows_of(levels),
    )

    text = page.content.decode()
    assert page.status_code == 400
    assert "My long question" in text
    assert "Nothing there" in text
    assert "Each level needs a score." in text
    assert not Question.objects.exists()


def test_a_condition_is_chosen_from_earlier_questions_and_their_answers(client: Client) -> None:
    version, section, (first, second) = make_draft("support", "first", "second")
    number = make_question(section, "staff", kind="number", options=[], order=2)
    last = make_question(section, "last", order=3)
    client.force_login(europe())
    at = f"{BASE}/support/draft/questions/{last.pk}/condition/"

    chosen = client.get(f"{at}?on=first").content.decode()
    none = client.post(at, {"on": "first", "revision": "0"})
    saved = client.post(at, {"on": "first", "any_of": ["3", "4"], "revision": "0"})
    last.refresh_from_db()
    by_levels = last.condition
    client.post(at, {"on": "staff", "at_least": "1.5", "revision": "1"})
    last.refresh_from_db()
    by_number = last.condition
    client.post(at, {"on": "", "revision": "2"})
    later = client.get(f"{BASE}/support/draft/questions/{first.pk}/condition/?on=last").content.decode()

    last.refresh_from_db()
    assert "Level 3" in chosen
    assert (none.status_code, saved.status_code) == (400, 302)
    assert by_levels == {"question": "first", "any_of": ["3", "4"]}
    assert by_number == {"question": number.key, "at_least": 1.5}
    assert last.condition == {}
    assert last.options == second.options
    assert "No earlier question can decide" in later
    assert version.state == State.DRAFT


def test_two_editors_of_one_question_lose_nothing(client: Client) -> None:
    _version, _section, (question,) = make_draft("support", "a")
    client.force_login(europe())
    at = f"{BASE}/support/draft/questions/{question.pk}/"
    sent = {"kind": "maturity", "weight": "1"} | rows_of(question.options)

    client.post(at, sent | {"text_en": "The first to save", "revision": "0"})
    page = client.post(at, sent | {"text_en": "The second to save", "revision": "0"})
    text = page.content.decode()
    question.refresh_from_db()
    kept = question.text
    client.post(at, sent | {"text_en": "The second to save", "revision": "1"})

    question.refresh_from_db()
    assert page.status_code == 400
    assert "The first to save" in text
    assert "The second to save" in text
    assert 'name="revision" value="1"' in text
    assert kept == {"en": "The first to save"}
    assert question.text == {"en": "The second to save"}


def test_a_section_that_somebody_else_changed_is_shown_beside_what_was_typed(client: Client) -> None:
    _version, section, _none = make_draft("support")
    client.force_login(europe())
    at = f"{BASE}/support/draft/sections/{section.pk}/"

    revision = client.get(at).context["form"].initial["revision"]
    client.post(at, {"title_en": "Theirs", "revision": revision})
    page = client.post(at, {"title_en": "Mine", "revision": revision}).content.decode()

    section.refresh_from_db()
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert section.title == {"en": "Theirs"}


def test_moving_and_removing_go_by_buttons_and_come_back(client: Client) -> None:
    version, _section, (first, second) = make_draft("support", "first", "second")
    client.force_login(europe())
    at = f"{BASE}/support/draft/questions"

    client.post(f"{at}/{second.pk}/move/", {"to": "0"})
    order = [question.key for question in Question.objects.filter(section__version=version)]
    client.post(f"{at}/{first.pk}/remove/")
    without = client.get(f"{BASE}/support/draft/").content.decode()
    client.post(f"{at}/{first.pk}/remove/", {"back": "1"})

    assert order == ["second", "first"]
    assert without.count("Bring it back") == 1
    assert Question.objects.count() == 2
    assert client.post(f"{at}/{first.pk}/move/", {"to": "up"}).status_code == 404


def test_discarding_and_retiring_can_be_taken_back(client: Client) -> None:
    version, _section, _questions = make_draft("support", "a")
    by = europe()
    services.publish(by=by, version=version)
    draft = services.start_draft(by=by, template=version.template)
    client.force_login(by)

    client.post(f"{BASE}/support/draft/discard/")
    page = client.get(f"{BASE}/support/").content.decode()
    client.post(f"{BASE}/support/bring-back/", {"draft": str(draft.pk)})
    client.post(f"{BASE}/support/retire/", {"version": "1"})
    version.refresh_from_db()
    retired = version.state
    client.post(f"{BASE}/support/retire/", {"version": "1", "back": "1"})

    version.refresh_from_db()
    assert "A draft was discarded on" in page
    assert Version.objects.filter(template=version.template, state=State.DRAFT).count() == 1
    assert (retired, version.state) == (State.RETIRED, State.PUBLISHED)


def test_a_removed_template_is_listed_for_its_keepers_alone_and_comes_back(client: Client) -> None:
    version, _section, _questions = make_draft("support", "a")
    by = europe()
    services.publish(by=by, version=version)
    client.force_login(by)

    client.post(f"{BASE}/support/remove/")
    mine = client.get(f"{BASE}/").content.decode()
    client.force_login(hub())
    others = client.get(f"{BASE}/").content.decode()
    client.force_login(by)
    client.post(f"{BASE}/support/remove/", {"back": "1"})

    assert "Bring it back" in mine
    assert "Template support" not in others
    assert Template.objects.get().removed_at is None


def test_texts_are_translated_side_by_side_and_an_unseen_change_is_not_lost(client: Client) -> None:
    _version, _section, (question,) = make_draft("support", "a")
    client.force_login(europe())
    at = f"{BASE}/support/draft/translate/?from=en&to=el"

    page = client.get(f"{at}&show=missing").content.decode()
    first = client.post(at, {"from": "en", "to": "el", "a.text": "Πρώτο", "seen.a.text": ""})
    second = client.post(at, {"from": "en", "to": "el", "a.text": "Δεύτερο", "seen.a.text": "",
                              "a.options.0": "Μηδέν", "seen.a.options.0": ""})  # fmt: skip

    question.refresh_from_db()
    assert "7 of 7 texts are missing in this language: Greek." in page
    assert (first.status_code, second.status_code) == (302, 400)
    assert "Πρώτο" in second.content.decode()
    assert "Δεύτερο" in second.content.decode()
    assert question.text == {"en": "a?", "el": "Πρώτο"}
    assert question.options[0]["texts"] == {"en": "Level 0"}


def test_translators_get_a_table_and_it_is_taken_whole_or_not_at_all(client: Client) -> None:
    version, _section, (question,) = make_draft("support", "a")
    client.force_login(europe())
    at = f"{BASE}/support/draft/translate"
    book = load_workbook(io.BytesIO(client.get(f"{at}/texts.xlsx?from=en&to=el").content))
    sheet = book.active
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 5).value = f"κείμενο {row}"

    def send() -> int:
        file = io.BytesIO()
        book.save(file)
        file.seek(0)
        file.name = "texts.xlsx"
        return client.post(f"{at}/import/?from=en&to=el", {"file": file}).status_code

    taken = send()
    question.refresh_from_db()
    after = dict(question.text)
    sheet.cell(2, 1).value = "nothing.text"
    sheet.cell(3, 5).value = "άλλο"
    refused = send()

    question.refresh_from_db()
    assert (taken, refused) == (302, 400)
    assert after == {"en": "a?", "el": "κείμενο 3"}
    assert question.text == after
    assert version.sections.get().title["el"] == "κείμενο 2"
