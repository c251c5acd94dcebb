"""Topics in two levels, and texts in several languages."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from capacities.core.texts import TextsField, TextsFormField, missing_languages, told_in
from capacities.core.topics import TopicsFormField, topic_names, with_lower
from capacities.facts.topics import topics, tree, upper


def test_every_topic_has_a_name_in_both_languages_and_stands_under_an_upper_one() -> None:
    assert len(tree()) == 15
    assert sum(len(lower) for _upper, lower in tree()) + 15 == len(topics())
    assert upper("finance-private") == upper("finance") == "finance"
    assert with_lower("land") == ["land", "land-green", "land-farming", "land-residual"]
    assert not [topic.id for topic in topics().values() if not topic.name_ro or topic.name_ro == topic.id]


def test_topics_are_named_in_the_order_of_the_list_and_an_old_one_is_left_out() -> None:
    with translation.override("ro"):
        assert topic_names(["mobility", "finance", "gone"]) == ["Finanțare", "Mobilitate"]


def test_a_form_takes_topics_of_the_list_only() -> None:
    field = TopicsFormField()

    assert field.clean(["finance", "energy-heat"]) == ["finance", "energy-heat"]
    with pytest.raises(ValidationError):
        field.clean(["magic"])


def test_a_text_is_told_in_the_readers_language_or_marked_as_another() -> None:
    shown = Template("{% load texts %}{% told texts %}")

    with translation.override("ro"):
        assert shown.render(Context({"texts": {"en": "Group", "ro": "Grup"}})) == "Grup"
        assert shown.render(Context({"texts": {"de": "Gruppe <b>"}})) == '<span lang="de">Gruppe &lt;b&gt;</span>'
    assert told_in({}).text == ""
    assert missing_languages({"en": "Group"}) == ["ro"]


def test_one_language_is_enough_and_none_is_not() -> None:
    class Form(forms.Form):
        name = TextsFormField(label="Name", max_length=10)

    form = Form({"name_en": "", "name_ro": "Grup"})

    assert form.is_valid()
    assert form.cleaned_data["name"] == {"ro": "Grup"}
    assert Form({"name_en": "", "name_ro": ""}).errors["name"] == ["This field is required."]
    assert 'lang="ro"' in str(Form()["name"])


def test_a_model_field_refuses_what_is_not_text_by_language() -> None:
    field = TextsField()

    for wrong in ({"en": 1}, ["en"], {}):
        with pytest.raises(ValidationError):
            field.validate(wrong, None)
    field.validate({"en": "Group"}, None)
