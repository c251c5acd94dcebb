"""The command `capacities inventory`: one JSON document on standard output, one message on standard error, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from capacities.cli import main
from tests.paths import cases_dir

GOOD = "GPC reference,Scope,t CO2e\nI.1.1,1,100\nII.1.1,1,50\nIII.1.1,1,7\n"


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


def test_json_is_the_only_output(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inventory", good, "--json"]) == 0

    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert (document["total_t"], document["basic_t"], document["scopes"]["2"]) == (157, 157, None)
    assert printed.err == ""


def test_a_cell_that_cannot_be_read_ends_with_2_and_unknown_totals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(GOOD + "III.4.1,1,many\n", encoding="utf-8")

    assert main(["inventory", str(path), "--json"]) == 2

    printed = capsys.readouterr()
    assert json.loads(printed.out)["total_t"] is None
    assert "“many” is not a number" in printed.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.csv"], "There is no file"),
        ([], "name at least one file"),
        (["--template", "x.pdf"], ".xlsx"),
    ],
)
def test_bad_input_ends_with_2_and_one_message(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inventory", *arguments]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err


def test_several_cities_end_with_2_and_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    path = cases_dir() / "inventories" / "mission_city_bei_emissions.csv"

    assert main(["inventory", str(path), "--json"]) == 2
    assert "Kozani" in capsys.readouterr().err
    assert main(["inventory", str(path), "--json", "--city", "Kozani"]) == 0


def test_the_report_reads_in_romanian(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inventory", good, "--language", "ro"]) == 0

    report = capsys.readouterr().out
    assert "Clădiri rezidențiale" in report
    assert "157" in report


def test_the_template_is_written_and_read_back_as_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "template.xlsx"

    assert main(["inventory", "--template", str(path), "--language", "ro"]) == 0
    assert main(["inventory", str(path), "--json"]) == 0

    document = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert document["total_t"] is None
    assert [problem["severity"] for problem in document["problems"]] == ["warning"]
