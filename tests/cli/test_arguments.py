"""Numbers and files that commands share."""

import argparse

import pytest

from capacities.commands.arguments import number, output_file, print_json, whole_number, write_whole
from capacities.commands.problems import BadInput


@pytest.mark.parametrize(("text", "value"), [("0.8", 0.8), ("-3", -3.0), ("4e7", 40_000_000.0)])
def test_numbers_are_read(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["0,8", "1 000", "many", "nan", "inf", ""])
def test_what_is_no_plain_number_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="number"):
        number(text)


def test_a_decimal_comma_is_refused_with_the_cure():
    with pytest.raises(argparse.ArgumentTypeError, match="write a point for decimals"):
        number("0,8")


def test_half_a_draw_is_refused():
    with pytest.raises(argparse.ArgumentTypeError, match="not a whole number"):
        whole_number("10.5")


def test_an_unknown_ending_names_those_that_fit(tmp_path):
    with pytest.raises(BadInput, match=r"\.odt is unknown; use \.docx, \.pdf"):
        output_file(tmp_path / "plan.odt", (".docx", ".pdf"))


def test_a_folder_that_does_not_exist_is_refused_before_anything_is_computed(tmp_path):
    with pytest.raises(BadInput, match="does not exist"):
        output_file(tmp_path / "nowhere" / "plan.docx", (".docx",))


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "plan.docx").mkdir()

    with pytest.raises(BadInput, match="this is a folder"):
        output_file(tmp_path / "plan.docx", (".docx",))


def test_a_file_is_replaced_only_when_the_new_one_is_complete(tmp_path):
    target = tmp_path / "plan.txt"
    target.write_text("old")

    def fail(draft):
        draft.write_text("half")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_whole(target, fail)

    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.txt"]


def test_a_full_disk_is_told_as_bad_input(tmp_path):
    def fail(draft):
        raise OSError(28, "No space left on device")

    with pytest.raises(BadInput, match="No space left"):
        write_whole(tmp_path / "plan.txt", fail)


def test_json_keeps_letters_and_refuses_what_is_not_finite(capsys):
    print_json({"place": "Iași"})

    assert '"Iași"' in capsys.readouterr().out
    with pytest.raises(ValueError):
        print_json({"x": float("nan")})
