"""Drafts: who may change them, that published versions never change, moves, removals, two editors at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.document import as_document
from capacities.capacity.questionnaires.models import Question, Section, State, Template, Version
from capacities.capacity.questionnaires.services.drafts import Outrun
from capacities.capacity.rounds.queries import scored_questions
from capacities.core.people.models import Person
from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.core.permissions import Refused
from tests.capacity.factories import make_question, make_round, make_section, make_version
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def europe() -> Person:
    return make_person("europe", ("european_team", EVERYWHERE))


@pytest.fixture
def hub() -> Person:
    return make_person("hub", ("hub_team", country_scope("RO")))


def draft_with(by: Person, *keys: str) -> Version:
    """Return a draft of Europe's with one section and some questions."""
    template = services.make_template(by=by, name={"en": "Support"}, audience="country")
    version = template.versions.get()
    section = make_section(version)
    for order, key in enumerate(keys):
        make_question(section, key, order=order)
    return version


def order_of(version: Version) -> list[list[str]]:
    return [[one["key"] for one in section["questions"]] for section in as_document(version)["sections"]]


def test_a_hub_keeps_what_is_its_own_and_neither_europes_nor_anothers(europe: Person, hub: Person) -> None:
    version = draft_with(europe, "a")
    own = services.make_template(by=hub, name={"en": "Ours"}, audience="city", countries=["RO"])

    for act in (
        lambda: services.add_section(by=hub, version=version, title={"en": "X"}),
        lambda: services.publish(by=hub, version=version),
        lambda: services.discard_draft(by=hub, version=version),
        lambda: services.make_template(by=hub, name={"en": "X"}, audience="city", countries=["BG"]),
        lambda: services.make_template(by=hub, name={"en": "X"}, audience="city"),
        lambda: services.remove_template(by=europe, template=own),
    ):
        with pytest.raises(Refused):
            act()


def test_a_published_version_never_changes(europe: Person) -> None:
    version = draft_with(europe, "a")
    services.publish(by=europe, version=version)
    question = Question.objects.get(key="a")
    before = as_document(version)["sections"]

    for act in (
        lambda: services.change_question(by=europe, question=question, values={"text": {"en": "New"}}),
        lambda: services.remove_question(by=europe, question=question),
        lambda: services.move_question(by=europe, question=question, to=0),
        lambda: services.add_section(by=europe, version=version, title={"en": "X"}),
        lambda: services.save_translations(by=europe, version=version, language="ro", texts={"a.text": "Nou"}),
        lambda: services.publish(by=europe, version=version),
    ):
        with pytest.raises(Refused):
            act()

    assert as_document(version)["sections"] == before


def test_a_new_draft_begins_as_the_published_version_and_leaves_it_alone(europe: Person) -> None:
    version = services.publish(by=europe, version=draft_with(europe, "a", "b"))
    used_by = make_round(version)

    draft = services.start_draft(by=europe, template=version.template)
    again = services.start_draft(by=europe, template=version.template)
    services.remove_question(by=europe, question=Question.objects.get(section__version=draft, key="a"))
    services.publish(by=europe, version=draft, note={"en": "Without a"})

    used_by.refresh_from_db()
    version.refresh_from_db()
    assert (draft.pk, draft.number) == (again.pk, 2)
    assert (version.state, used_by.version_id) == (State.RETIRED, version.pk)
    assert [question.key for question in scored_questions(version)] == ["a", "b"]
    assert [question.key for question in scored_questions(draft)] == ["b"]


def test_a_draft_with_a_fault_is_not_published(europe: Person) -> None:
    version = draft_with(europe)

    with pytest.raises(Refused, match="The section has no question"):
        services.publish(by=europe, version=version)


def test_moving_renumbers_within_and_between_sections(europe: Person) -> None:
    version = draft_with(europe, "a", "b", "c")
    second = services.add_section(by=europe, version=version, title={"en": "Finance"})
    by_key = {question.key: question for question in Question.objects.all()}

    services.move_question(by=europe, question=by_key["c"], to=0)
    within = order_of(version)
    services.move_question(by=europe, question=by_key["a"], to=99, section=second)
    services.move_section(by=europe, section=second, to=0)

    assert within == [["c", "a", "b"], []]
    assert order_of(version) == [["a"], ["c", "b"]]


def test_what_is_removed_comes_back_within_30_days_and_not_later(europe: Person) -> None:
    version = draft_with(europe, "a", "b")
    question, section = Question.objects.get(key="a"), Section.objects.get()

    services.remove_question(by=europe, question=question)
    without = order_of(version)
    services.restore_question(by=europe, question=question)
    services.remove_section(by=europe, section=section)
    nothing = (order_of(version), scored_questions(version))
    services.restore_section(by=europe, section=section)

    assert without == [["b"]]
    assert nothing == ([], [])
    assert order_of(version) == [["b", "a"]]
    services.remove_question(by=europe, question=question)
    Question.everything.filter(pk=question.pk).update(removed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused, match="30 days"):
        services.restore_question(by=europe, question=Question.everything.get(pk=question.pk))


def test_a_discarded_draft_comes_back_unless_there_is_another(europe: Person) -> None:
    version = services.publish(by=europe, version=draft_with(europe, "a"))
    draft = services.start_draft(by=europe, template=version.template)

    services.discard_draft(by=europe, version=draft)
    gone = list(version.template.versions.values_list("number", flat=True))
    other = services.start_draft(by=europe, template=version.template)
    with pytest.raises(Refused, match="another draft"):
        services.restore_draft(by=europe, version=draft)
    services.discard_draft(by=europe, version=other)
    services.restore_draft(by=europe, version=draft)

    assert gone == [1]
    assert list(version.template.versions.values_list("number", "state")) == [(2, "draft"), (1, "published")]


def test_who_saves_over_an_unseen_change_is_told_and_nothing_is_overwritten(europe: Person) -> None:
    version = draft_with(europe, "a")
    question = Question.objects.get(key="a")
    services.change_question(by=europe, question=question, values=values(text={"en": "First"}), revision=0)
    late = Question.objects.get(key="a")

    with pytest.raises(Outrun):
        services.change_question(by=europe, question=late, values=values(text={"en": "Second"}), revision=0)

    assert Question.objects.get(key="a").text == {"en": "First"}
    services.change_question(by=europe, question=late, values=values(text={"en": "Second"}), revision=1)
    assert Question.objects.get(key="a").text == {"en": "Second"}
    assert version.sections.get().questions.get().revision == 2


def values(**changes: Any) -> dict[str, Any]:
    levels = [{"key": str(n), "texts": {"en": f"Level {n}"}, "score": n / 4} for n in range(5)]
    return {"kind": "maturity", "text": {"en": "Q"}, "options": levels, **changes}


def test_keys_are_made_from_texts_stay_and_are_never_taken_twice(europe: Person) -> None:
    version = draft_with(europe)
    section = Section.objects.get()
    text = {"en": "Who decides?", "ro": "Cine decide?"}

    first = services.add_question(by=europe, section=section, values=values(text=text))
    services.remove_question(by=europe, question=first)
    second = services.add_question(by=europe, section=section, values=values(text=text))
    with pytest.raises(ValidationError):
        services.add_question(by=europe, section=section, values=values(), key="who-decides")

    assert (first.key, second.key) == ("who-decides", "who-decides-2")
    assert order_of(version) == [["who-decides-2"]]


def test_a_copy_belongs_to_whoever_made_it_and_holds_everything(europe: Person, hub: Person) -> None:
    version = services.publish(by=europe, version=draft_with(europe, "a", "b"))

    copied = services.copy_template(by=hub, version=version, name={"en": "Ours"}, countries=["RO"])

    assert (copied.slug, copied.countries, copied.audience) == ("ours", ["RO"], "country")
    assert as_document(copied.versions.get())["sections"] == as_document(version)["sections"]


def test_a_template_in_use_is_not_removed_and_a_free_one_comes_back(europe: Person) -> None:
    used, free = make_version("used"), make_version("free")
    make_round(used)

    with pytest.raises(Refused, match="A round uses this template"):
        services.remove_template(by=europe, template=used.template)
    services.remove_template(by=europe, template=free.template)
    removed = Template.objects.filter(removed_at=None).count()
    services.restore_template(by=europe, template=free.template)

    assert removed == 1
    assert Template.objects.filter(removed_at=None).count() == 2
