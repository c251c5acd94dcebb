"""`capacities portfolio`: reading the list, and answers that can be checked by hand."""

import json

import pytest

from capacities import cli

# By hand: within 100 the best is b + c (60 + 40 = 100 → 90 t); a alone gives 80 t.
LIST = "id,name,reduction_t,cost_eur\na,Buses,80,100\nb,Heat pumps,50,60\nc,Solar,40,40\n"


@pytest.fixture
def measures(tmp_path):
    file = tmp_path / "measures.csv"
    file.write_text(LIST)
    return file


def run(capsys, *arguments):
    code = cli.main(["portfolio", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_budget_buys_the_most_tonnes(measures, capsys):
    code, out, _err = run(capsys, measures, "--budget", "100", "--json")

    assert code == 0
    assert json.loads(out) == {"chosen": ["b", "c"], "reduction_t": 90.0, "cost_eur": 100.0, "proved_gap": 0.0}


def test_a_share_is_reached_for_the_least_money(measures, capsys):
    # half of 170 t is 85 t: b + c reach 90 t for 100; every other way costs at least 140
    _code, out, _err = run(capsys, measures, "--target", "0.5", "--json")

    assert json.loads(out)["chosen"] == ["b", "c"]


def test_a_target_in_tonnes_is_reached_for_the_least_money(measures, capsys):
    _code, out, _err = run(capsys, measures, "--target", "110", "--json")

    assert json.loads(out)["chosen"] == ["a", "c"]


def test_without_json_the_names_are_shown(measures, capsys):
    code, out, _err = run(capsys, measures, "--budget", "45")

    assert code == 0
    assert "Solar" in out
    assert "1 of 3: 40.0 t for 40 EUR; no better choice exists" in out


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        ("id,name\n1,x\n", ["--budget", "1"], "must name the columns id, name, reduction_t, cost_eur"),
        ("id,name,reduction_t,cost_eur\na,x,many,1\n", ["--budget", "1"], "row 2, column reduction_t: 'many'"),
        ("id,name,reduction_t,cost_eur\na,x,1,1\na,y,2,2\n", ["--budget", "1"], "'a' stands in row 2 already"),
        ("id,name,reduction_t,cost_eur\n,x,1,1\n", ["--budget", "1"], "row 2, column id: it is empty"),
        (LIST, ["--budget", "-1"], "--budget: -1 is negative"),
        (LIST, ["--target", "500"], "measures.csv"),
        (LIST, [], "one of the arguments --budget --target is required"),
        (LIST, ["--budget", "1", "--target", "1"], "not allowed with"),
        ("", ["--budget", "1"], "empty"),
    ],
)
def test_bad_input_is_refused_with_place_and_remedy(content, options, expected, tmp_path, capsys):
    file = tmp_path / "measures.csv"
    file.write_text(content)

    code, out, err = run(capsys, file, *options, "--json")

    assert (code, out) == (2, "")
    assert expected in err


def test_a_spreadsheet_with_decimal_commas_is_read(tmp_path, capsys):
    file = tmp_path / "measures.csv"
    file.write_text("id;name;reduction_t;cost_eur\na;Autobuze;80,5;1.000.000\nb;Solar;40,25;2.000.000\n")

    code, out, _err = run(capsys, file, "--budget", "3000000", "--json")

    assert code == 0
    assert json.loads(out)["reduction_t"] == 120.75
