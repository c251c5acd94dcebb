"""Marks of a form's values: what a browser hands back untouched is never taken for a change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from capacities.core.people.models import Person
from capacities.web.revisions import meanwhile, readable, show_clashes, take_over, watched
from tests.cast import make_person

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    """A form with fields whose initial and cleaned values are of different types."""

    person = forms.ModelChoiceField(Person.objects.none(), required=False)
    people = forms.ModelMultipleChoiceField(Person.objects.none(), required=False)
    amount = forms.DecimalField(required=False)
    ticked = forms.BooleanField(required=False)
    text = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.fields["people"].queryset = Person.objects.all()  # type: ignore[attr-defined]


def opened(initial: dict[str, Any]) -> str:
    form = watched(Form(initial=dict(initial)))
    return str(form["revision"].value())


def sent(initial: dict[str, Any], revision: str, **data: Any) -> Form:
    form = watched(Form({"revision": revision, **data}, initial=dict(initial)))
    assert form.is_valid(), form.errors
    return form


def test_untouched_values_are_no_change_whatever_their_type() -> None:
    person = make_person()
    before = {"person": person.pk, "people": [person], "amount": Decimal("10.50"), "ticked": False, "text": "One\nTwo "}
    after = before | {"text": "Theirs"}

    form = sent(
        after, opened(before), person=person.pk, people=[person.pk], amount="10.5", text="One\r\nTwo"
    )  # fmt: skip
    found = meanwhile(form, person)

    assert (found.theirs, found.clashes) == (("text",), ())
    take_over(form, found.theirs)
    assert form.cleaned_data["text"] == "Theirs"


def test_a_clash_shows_what_stands_and_a_second_sending_passes() -> None:
    person = make_person()
    before, after = {"text": "Old"}, {"text": "Theirs"}
    form = sent(after, opened(before), text="Mine")

    found = meanwhile(form, person)
    show_clashes(form, found)
    again = sent(after, str(form["revision"].value()), text="Mine")

    assert found.clashes == ("text",)
    assert "Theirs" in str(form.errors["text"])
    assert form["text"].value() == "Mine"
    assert meanwhile(again, person).clashes == ()


@pytest.mark.parametrize("revision", ["", "nonsense", "[1]", "{}"])
def test_a_form_without_marks_is_saved_as_before(revision: str) -> None:
    form = sent({"text": "Theirs"}, revision, text="Mine")

    found = meanwhile(form, make_person())

    assert (found.theirs, found.clashes) == ((), ())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "–"),
        (["a", "b"], "a, b"),
        ({"en": "Heat", "ro": "Căldură"}, "Heat / Căldură"),
        (date(2026, 11, 24), "Nov. 24, 2026"),
        (datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "Nov. 24, 2026 09:05"),
    ],
)
def test_values_are_told_as_people_read_them(value: Any, words: str) -> None:
    assert readable(forms.CharField(), value) == words
