"""`capacities plan`: the interface for scripts, and every kind of input that cannot be used."""

import json
import os
import zipfile
from datetime import date

import pytest

from capacities import cli

QUICK = ("--draws", "100")


def run(capsys, *arguments):
    """Return exit code, standard output and standard error of one command."""
    code = cli.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture(scope="module")
def document():
    """Return the JSON document of a plan for Suceava, taken from standard output."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert cli.main(["plan", "Suceava", "--json"]) == 0
    return json.loads(out.getvalue())


def test_the_document_has_all_fields_that_scripts_rely_on(document):
    ranges = {"p5", "p50", "p95"}
    assert {"name", "country", "population", "latitude", "longitude", "codes"} <= set(document["place"])
    assert {"year", "total_t", "sectors"} <= set(document["inventory"])
    assert set(document["inventory"]["total_t"]) == ranges
    sectors = document["inventory"]["sectors"]
    assert set(sectors) == {"stationary_energy", "transportation", "waste", "ippu", "afolu"}
    assert all(set(value) == ranges for value in sectors.values())
    assert {"2030", "2050"} <= set(document["baseline"])
    plan = document["plan"]
    assert {"target_share", "baseline_t", "residual_t", "measures", "residual_range_t"} <= set(plan)
    assert {"target_probability", "investment_eur", "proved_gap"} <= set(plan)
    fields = {"id", "name", "sector", "start_year", "reduction_t", "capex_eur", "npv_eur", "payers"}
    assert plan["measures"]
    assert all(fields <= set(measure) for measure in plan["measures"])
    assert all(set(figure) >= {"input", "variance_share"} for figure in document["find_first"])
    assert all({"title", "year", "url"} <= set(source) for source in document["sources"])
    assert isinstance(document["warnings"], list)


def test_the_tonnes_of_the_measures_add_up_to_the_whole_reduction(document):
    plan = document["plan"]
    total = sum(measure["reduction_t"] for measure in plan["measures"])
    whole = plan["baseline_t"] - plan["residual_t"]
    assert abs(total - whole) <= 1e-6 * abs(whole)


def test_the_payers_of_each_measure_add_up_to_its_cost(document):
    for measure in document["plan"]["measures"]:
        assert sum(measure["payers"].values()) == pytest.approx(measure["capex_eur"], rel=1e-9)


def test_the_same_seed_gives_the_same_document(capsys):
    first = run(capsys, "plan", "Reghin", *QUICK, "--seed", "7", "--json")
    second = run(capsys, "plan", "Reghin", *QUICK, "--seed", "7", "--json")

    assert first == second
    assert first[0] == 0


def test_json_prints_nothing_else_on_standard_output(capsys):
    code, out, _err = run(capsys, "plan", "Reghin", *QUICK, "--json", "--language", "ro")

    assert code == 0
    assert json.loads(out)["place"]["name"] == "Reghin"


def test_the_name_may_come_without_marks_and_in_any_case(capsys):
    code, out, _err = run(capsys, "plan", "TARGU mures", *QUICK, "--json")

    assert code == 0
    assert json.loads(out)["place"]["name"] == "Târgu Mureș"


def test_population_replaces_the_one_in_the_facts_and_scales_the_total(capsys):
    base = json.loads(run(capsys, "plan", "Reghin", *QUICK, "--population", "30000", "--json")[1])
    twice = json.loads(run(capsys, "plan", "Reghin", *QUICK, "--population", "60000", "--json")[1])

    assert base["place"]["population"] == 30_000
    ratio = twice["inventory"]["total_t"]["p50"] / base["inventory"]["total_t"]["p50"]
    assert 1.5 < ratio < 2.5


def test_a_budget_is_kept(capsys):
    document = json.loads(run(capsys, "plan", "Reghin", *QUICK, "--budget", "2000000", "--json")[1])

    assert sum(m["capex_eur"] for m in document["plan"]["measures"]) <= 2_000_000 * (1 + 1e-9)


def test_the_terminal_shows_every_part_of_the_plan(capsys):
    code, out, _err = run(capsys, "plan", "Suceava", *QUICK)

    assert code == 0
    for title in ("Draft inventory", "Without measures", "Proposed measures", "Result in 2030", "Investment by year",
                  "Find these three figures first", "Sources"):  # fmt: skip
        assert title in out
    assert max(map(len, out.splitlines())) <= 100


BAD = {
    "unknown town": (["Xyzzyqwert"], "No municipality named"),
    "misspelt town": (["Suceva"], "Did you mean Suceava"),
    "empty name": (["  "], "The name is empty"),
    "unknown country": (["Suceava", "--country", "XX"], "--country takes two letters"),
    "population 0": (["Suceava", "--population", "0"], "population"),
    "negative population": (["Suceava", "--population", "-5"], "population"),
    "population of a planet": (["Suceava", "--population", "8e9"], "population"),
    "negative budget": (["Suceava", "--budget", "-1"], "budget"),
    "budget in words": (["Suceava", "--budget", "a lot"], "is not a number"),
    "decimal comma": (["Suceava", "--target", "0,8"], "write a point for decimals"),
    "target 0": (["Suceava", "--target", "0"], "target"),
    "target above 1": (["Suceava", "--target", "80"], "target"),
    "target not a number": (["Suceava", "--target", "nan"], "not a finite number"),
    "year in the past": (["Suceava", "--year", "2020"], "2020"),
    "this year": (["Suceava", "--year", str(date.today().year)], str(date.today().year)),
    "year too late": (["Suceava", "--year", "2100"], "2100"),
    "half a year": (["Suceava", "--year", "2030.5"], "not a whole number"),
    "no draws": (["Suceava", "--draws", "0"], "draws"),
    "too many draws": (["Suceava", "--draws", "1000000"], "draws"),
    "negative seed": (["Suceava", "--seed", "-1"], "seed"),
    "unknown language": (["Suceava", "--language", "fr"], "invalid choice"),
    "unknown ending": (["Suceava", "--out", "plan.odt"], ".odt is unknown"),
    "no ending": (["Suceava", "--out", "plan"], "(none) is unknown"),
    "folder missing": (["Suceava", "--out", "nowhere/plan.docx"], "does not exist"),
    "data missing": (["Suceava", "--data", "nothing.csv"], "nothing.csv"),
    "name missing": ([], "required: NAME"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_clear_message_and_exit_code_2(case, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments, expected = BAD[case]

    code, out, err = run(capsys, "plan", *arguments, "--json")

    assert code == 2
    assert out == ""
    assert expected in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_messages_come_in_romanian(capsys):
    code, _out, err = run(capsys, "plan", "Xyzzyqwert", "--language", "ro")

    assert code == 2
    assert "Nu s-a găsit nicio localitate" in err


def test_a_shared_name_lists_the_choices_and_how_to_choose(capsys):
    code, out, err = run(capsys, "plan", "Victoria")

    assert (code, out) == (2, "")
    assert err.count("\n  ") >= 2
    assert "Add the county or the country" in err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("columns.csv", "a,b\n1,2\n"),
        ("text.csv", "input,value,unit\nres_gas,about half,MWh\n"),
        ("empty.csv", ""),
        ("picture.xlsx", "not a workbook"),
        ("negative.csv", "input,value,unit\nres_gas,-5,MWh\n"),
    ],
)
def test_data_that_cannot_be_used_is_refused_naming_the_file(name, content, capsys, tmp_path):
    file = tmp_path / name
    file.write_text(content)

    code, out, err = run(capsys, "plan", "Suceava", *QUICK, "--data", file, "--json")

    assert (code, out) == (2, "")
    assert name in err
    assert "Traceback" not in err


def test_own_figures_replace_estimates_and_narrow_the_range(capsys, tmp_path):
    file = tmp_path / "known.csv"
    file.write_text("input,value,unit,year,source\nres_gas,300000,MWh,2024,distributor\n")

    before = json.loads(run(capsys, "plan", "Suceava", "--json")[1])["inventory"]
    after = json.loads(run(capsys, "plan", "Suceava", "--data", file, "--json")[1])["inventory"]

    line = next(line for line in after["lines"] if line["id"] == "res_gas")
    old = next(line for line in before["lines"] if line["id"] == "res_gas")
    assert line["activity"]["p50"] == pytest.approx(300_000, rel=0.02)
    assert line["tier"] == 1
    spread = [(x["emissions_t"]["p95"] - x["emissions_t"]["p5"]) / x["emissions_t"]["p50"] for x in (line, old)]
    assert spread[0] < spread[1]


@pytest.mark.parametrize("suffix", [".json", ".docx", ".xlsx", ".pdf", ".html"])
def test_every_kind_of_file_is_written_whole(suffix, capsys, tmp_path):
    target = tmp_path / f"reghin{suffix}"

    code, out, _err = run(capsys, "plan", "Reghin", *QUICK, "--out", target, "--language", "ro")

    assert code == 0
    assert out.strip() == str(target)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
    assert target.stat().st_size > 5_000
    if suffix in (".docx", ".xlsx"):
        assert zipfile.ZipFile(target).testzip() is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_refused(capsys, tmp_path):
    tmp_path.chmod(0o500)

    code, _out, err = run(capsys, "plan", "Suceava", "--out", tmp_path / "plan.docx")

    assert code == 2
    assert "may not be written" in err
