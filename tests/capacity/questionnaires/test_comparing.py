"""Two versions: what was added, removed, changed and moved, and nothing else."""

from __future__ import annotations

from itertools import permutations

from capacities.capacity.questionnaires.comparing import compare
from tests.capacity.questionnaires.test_checks import document, question


def test_equal_versions_do_not_differ() -> None:
    assert not compare(document([question("a")]), document([question("a")]))


def test_added_removed_and_changed_questions_are_found_by_their_keys() -> None:
    before = document([question("a"), question("b"), question("c")])
    after = document([question("a"), question("c", weight=2, text={"en": "Q", "ro": "Altă"}), question("d")])

    found = compare(before, after)

    assert [(one.key, one.after) for one in found.added] == [("d", "1.3")]
    assert [(one.key, one.before) for one in found.removed] == [("b", "1.2")]
    assert [(one.key, [part.name for part in one.differences]) for one in found.changed] == [("c", ["text", "weight"])]
    assert found.moved == []


def test_a_question_that_changes_its_section_moved_and_the_others_did_not() -> None:
    found = compare(document([question("a"), question("b")], [question("c")]),
                    document([question("b")], [question("a"), question("c")]))  # fmt: skip

    assert [(one.key, one.before, one.after) for one in found.moved] == [("a", "1.1", "2.1")]


def test_the_fewest_moves_explain_a_new_order() -> None:
    keys = ["a", "b", "c", "d"]
    before = document([question(key) for key in keys])

    for order in permutations(keys):
        moved = {one.key for one in compare(before, document([question(key) for key in order])).moved}
        kept = [key for key in order if key not in moved]
        fewest = min(
            len(keys) - size for size in range(len(keys) + 1)
             for chosen in permutations(order, size) if list(chosen) == sorted(chosen, key=order.index) == sorted(chosen)
        )  # fmt: skip
        assert kept == sorted(kept)
        assert len(moved) == fewest
