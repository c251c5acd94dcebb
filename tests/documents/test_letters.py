"""The letters ask the right holder for each figure to find first."""

import pytest

from capacities.documents.letters import letters
from capacities.documents.tree import Heading, Paragraph, plain
from tests.documents.plans import plan_without_measures
from tests.factories import make_plan


@pytest.mark.parametrize(
    ("language", "holder", "subject"),
    [
        ("en", "To: The gas distributor", "Request for data: Gas delivered to homes, by year"),
        ("ro", "Către: Distribuitorul de gaze", "Solicitare de date: Gazul livrat locuințelor, pe an"),
    ],
)
def test_each_letter_names_its_holder_and_figure(language: str, holder: str, subject: str) -> None:
    document = letters(make_plan(), language)

    said = [plain(b.text) for b in document.blocks if isinstance(b, Paragraph)]
    assert holder in said
    assert document.headings()[1].text == subject
    assert len(document.headings()) == 3


def test_a_letter_says_how_uncertain_the_estimate_is() -> None:
    document = letters(make_plan(), "en")

    said = " ".join(plain(b.text) for b in document.blocks if isinstance(b, Paragraph))
    assert "117,000 MWh (70,000–164,000 in 9 chances in 10)" in said
    assert "46%" in said


def test_without_figures_to_find_the_file_says_so() -> None:
    document = letters(plan_without_measures(), "en")

    assert isinstance(document.blocks[0], Heading)
    assert "No figure is known yet" in plain(document.blocks[1].text)  # type: ignore[union-attr]
