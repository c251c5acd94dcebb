"""What the terminal shows of a plan."""

from dataclasses import replace

import pytest

from capacities.commands.plan_text import WIDTH, plan_lines
from capacities.dayone.result import Notice, PublishedFigure
from tests.factories import make_measure, make_plan


def text_of(plan, language="en"):
    return "\n".join(plan_lines(plan, language))


@pytest.mark.parametrize("language", ["en", "ro"])
def test_no_line_is_wider_than_the_terminal(language):
    plan = make_plan()
    long = replace(
        plan.place, name="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", county="Isle of Anglesey"
    )
    sources = tuple(replace(s, title=s.title * 4, url=s.url + "/x" * 80) for s in plan.sources)

    lines = list(plan_lines(replace(plan, place=long, sources=sources), language))

    assert max(map(len, lines)) <= WIDTH


def test_figures_are_rounded_to_what_their_range_supports_and_marked():
    text = text_of(make_plan())

    # 86,2xx t ± 21 %: the range is 36,000 wide, so thousands are shown
    row = next(line for line in text.splitlines() if line.strip().startswith("Total"))
    assert row.split() == ["Total", "86,000", "68,000–104,000", "National", "average", "○"]


def test_romanian_uses_its_separators_plurals_and_words():
    text = text_of(make_plan(), "ro")

    assert "România" in text.splitlines()[0]
    assert "29.700 de locuitori" in text
    assert "Aflați întâi aceste trei cifre" in text
    assert "68.000–104.000" in text


def test_a_sector_without_any_value_is_named_and_not_shown_as_zero():
    plan = make_plan()
    lines = tuple(replace(x, notation="NE") if x.sector == "ippu" else x for x in plan.inventory.lines)

    text = text_of(replace(plan, inventory=replace(plan.inventory, lines=lines)))

    row = next(line for line in text.splitlines() if "Industrial processes and" in line)
    assert row.endswith("not estimated")


def test_what_the_mission_asks_is_compared_even_when_the_target_is_lower():
    plan = make_plan()
    aim_lower = replace(plan.plan, target_share=0.4, target_t=0.6 * plan.plan.reference_t)

    text = text_of(replace(plan, plan=aim_lower))

    assert "a cut of 40%" in text
    assert "a cut of 80% would leave" in text


def test_a_plan_without_measures_says_so_and_why():
    plan = make_plan()
    empty = replace(plan.plan, measures=(), limits=(Notice("target_not_reached", {"missing_t": 60_000.0}),))

    text = text_of(replace(plan, plan=empty))

    assert "No measure fits" in text
    assert "miss the target by 60,000 tonnes" in text


def test_measures_stand_in_the_order_of_their_start():
    plan = make_plan()
    late = make_measure("late_one", "stationary_energy", 9_400.0, 68e6, start_year=2029)
    early = make_measure("early_one", "transportation", 5_200.0, 22e6, start_year=2026)

    text = text_of(replace(plan, plan=replace(plan.plan, measures=(late, early))))

    assert text.index("Early one") < text.index("Late one")


def test_published_figures_of_the_town_are_shown_and_marked():
    plan = make_plan()
    published = (
        PublishedFigure("total", 289_055.0, 2021, "scopes 1 and 2", "x", False),
        PublishedFigure("waste", 14_921.0, 2021, "scopes 1 and 2", "x", True),
    )

    text = text_of(replace(plan, inventory=replace(plan.inventory, published=published)))

    assert "Published by the town: Total, 289,055 t in 2021, not comparable and not used" in text
    assert "Published by the town: Waste, 14,921 t in 2021, used" in text
    assert text.count("scopes 1 and 2") == 1


def test_both_languages_have_the_same_texts():
    from capacities.commands.plan_text import command_texts

    assert command_texts("en").all_keys() == command_texts("ro").all_keys()
