"""`capacities inventory`: what it prints, and how it refuses."""

import json

import pytest

from capacities import cli
from tests.paths import cases_dir


def run(capsys, *arguments):
    code = cli.main(["inventory", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def measured(tmp_path):
    """Return a small inventory: 100 t by gas in homes and 20 t by waste, typed in tonnes."""
    file = tmp_path / "inventory.csv"
    file.write_text("gpc_ref,scope,emissions_t,year\nI.1.1,1,100,2022\nIII.1.1,1,20,2022\n")
    return file


def test_json_has_the_fields_that_scripts_rely_on(measured, capsys):
    code, out, _err = run(capsys, measured, "--json")

    document = json.loads(out)
    assert code == 0
    assert document["total_t"] == pytest.approx(120.0)
    assert document["scopes"]["1"] == pytest.approx(120.0)
    assert document["subsectors"]["I.1"] == pytest.approx(100.0)
    assert {"basic_t", "basic_plus_t", "problems"} <= set(document)


@pytest.mark.parametrize(("language", "word"), [("en", "Scope 1"), ("ro", "Domeniul 1")])
def test_the_terminal_shows_totals_and_says_what_is_not_known(language, word, measured, capsys):
    code, out, _err = run(capsys, measured, "--language", language)

    assert code == 0
    assert word in out
    assert "120" in out


def test_several_cities_need_a_name(capsys):
    file = cases_dir() / "inventories" / "mission_city_bei_activity.csv"

    code, out, err = run(capsys, file, "--json")

    assert (code, out) == (2, "")
    assert "--city" in err
    assert "Suceava" in err


def test_a_file_that_is_not_there_is_bad_input(capsys, tmp_path):
    code, out, err = run(capsys, tmp_path / "nothing.xlsx", "--json")

    assert (code, out) == (2, "")
    assert "nothing.xlsx" in err


def test_a_file_that_is_no_inventory_is_bad_input(capsys, tmp_path):
    file = tmp_path / "letter.csv"
    file.write_text("Dear mayor,\nthe weather is fine.\n")

    code, out, _err = run(capsys, file, "--json")

    assert (code, out) == (2, "")
