"""What stands in the way of publishing, each fault at its path, and what is only remarked."""

from __future__ import annotations

from typing import Any

from capacities.capacity.questionnaires.checks import check
from capacities.capacity.questionnaires.shape import shape_faults


def question(key: str, **changes: Any) -> dict[str, Any]:
    levels = [{"key": str(n), "texts": {"en": f"L{n}", "ro": f"N{n}"}, "score": n / 4} for n in range(5)]
    return {
        "key": key, "kind": "maturity", "text": {"en": "Q", "ro": "Î"}, "topics": ["finance"], "options": levels,
        **changes,
    }  # fmt: skip


def document(*sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": "capacities-questionnaire-1",
        "audience": "country",
        "name": {"en": "Name", "ro": "Nume"},
        "sections": [
            {"key": f"s{number}", "title": {"en": "S", "ro": "S"}, "questions": questions}
            for number, questions in enumerate(sections)
        ],
    }


def faults(*sections: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in check(document(*sections)) if one.is_fault]


def test_a_whole_questionnaire_has_no_finding() -> None:
    asked = question("b", condition={"question": "a", "any_of": ["3", "4"]})

    assert check(document([question("a")], [asked])) == []


def test_empty_sections_and_double_keys_are_faults() -> None:
    assert faults([]) == [("sections[0].questions", "The section has no question.")]
    assert faults([question("a")], [question("a")]) == [("sections", "Two questions have the key “a”.")]
    assert faults() == [("sections", "There is no section yet.")]


def test_each_level_needs_a_text_and_a_score_that_does_not_fall() -> None:
    bare = question("a")
    bare["options"][2]["texts"] = {"en": " "}
    falling = question("b")
    falling["options"][4]["score"] = 0.1
    unscored = question("c")
    unscored["options"][0]["score"] = None

    found = faults([bare, falling, unscored])

    assert found == [
        ("sections[0].questions[0].options[2].texts", "Level 2 has no text."),
        (
            "sections[0].questions[1].options",
            "The scores of the levels must not fall from one level to the next.",
        ),
        ("sections[0].questions[2].options", "Each level needs a score."),
    ]


def test_conditions_that_dangle_point_forward_or_turn_in_a_circle_are_faults() -> None:
    lost = question("a", condition={"question": "gone", "any_of": ["1"]})
    early = question("b", condition={"question": "c", "any_of": ["1"]})
    late = question("c", condition={"question": "b", "any_of": ["1"]})
    wrong = question("d", condition={"question": "c", "any_of": ["9"]})
    number = question("e", condition={"question": "c", "at_least": 3})

    found = faults([lost, early, late, wrong, number])

    at = "sections[0].questions[{}].condition".format
    assert found == [
        (at(0), "It depends on the question “gone”, which is not there."),
        (at(1), "Its condition and that of “c” turn in a circle."),
        (at(2), "Its condition and that of “b” turn in a circle."),
        (at(3), "Its condition names the answer “9”, which is not there."),
        (at(4), "It asks for a number of a question that has none."),
    ]
    assert faults([question("x", condition={"question": "y", "any_of": ["1"]}), question("y")]) == [
        (at(0), "It depends on the question “y”, which comes later.")
    ]


def test_a_missing_translation_is_a_remark_and_stops_nothing() -> None:
    half = question("a", hint={"en": "Only English"})

    findings = check(document([half]))

    assert [(one.question, one.message, one.is_fault) for one in findings] == [
        ("a", "Texts are missing in this language: Romanian", False)
    ]


def test_a_document_of_another_form_is_told_by_path() -> None:
    data = document([question("a b", weight=-1, options=[{"key": "1", "score": "high"}], extra=True)])
    data["audience"] = "planet"
    data["name"] = "Name"

    found = {one.path for one in shape_faults(data)}

    assert found == {
        "audience",
        "name",
        "sections[0].questions[0].key",
        "sections[0].questions[0].weight",
        "sections[0].questions[0].options[0].texts",
        "sections[0].questions[0].options[0].score",
        "sections[0].questions[0].extra",
    }
    assert [one.path for one in shape_faults([1])] == ["$"]
    assert shape_faults(document([question("a")])) == []
