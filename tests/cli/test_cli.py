"""The command as a whole: overview, exit codes, and what a fault leaves behind."""

import importlib
import subprocess
import sys

import pytest

import capacities
from capacities import cli
from capacities.commands import COMMANDS, INTERNAL


def test_help_lists_every_command_and_none_that_is_internal(capsys):
    code = cli.main(["--help"])

    out = capsys.readouterr().out
    listed = {line.split()[0] for line in out.splitlines() if line.startswith("  ") and not line.startswith("  capac")}
    assert code == 0
    assert listed == set(COMMANDS)
    assert not listed & set(INTERNAL)
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        importlib.import_module(f"capacities.commands.{name}").parser().parse_args(["--help"])

    assert ended.value.code == 0
    assert f"usage: capacities {name}" in capsys.readouterr().out


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from capacities import cli; cli.main(['--help']);"
        "heavy = {'django', 'numpy', 'scipy', 'argparse'} & set(sys.modules); sys.exit(str(heavy) if heavy else 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_command_is_bad_input_and_a_near_one_is_offered(capsys):
    code = cli.main(["pln", "Suceava"])

    captured = capsys.readouterr()
    assert code == 2
    assert captured.out == ""
    assert "Did you mean plan?" in captured.err
    assert captured.err.count("\n") == 1


def test_unknown_option_is_bad_input_in_one_line(capsys):
    code = cli.main(["version", "--jsn"])

    captured = capsys.readouterr()
    assert code == 2
    assert captured.out == ""
    assert "unrecognized arguments: --jsn" in captured.err
    assert captured.err.count("\n") == 1


def test_version_as_json_is_one_document(capsys):
    import json

    code = cli.main(["version", "--json"])

    captured = capsys.readouterr()
    assert code == 0
    assert json.loads(captured.out)["version"] == capacities.__version__
    assert captured.err == ""


def test_a_fault_of_ours_gives_an_id_that_stands_in_the_log(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("CAPACITIES_DATA", str(tmp_path))
    from capacities.commands import version

    def break_down(args):
        raise RuntimeError("pump 7 stopped")

    monkeypatch.setattr(version, "run", break_down)

    code = cli.main(["version"])

    err = capsys.readouterr().err
    id = err.split("(")[1].split(")")[0]
    log = (tmp_path / "log" / "errors.log").read_text()
    assert code == 1
    assert str(tmp_path / "log" / "errors.log") in err
    assert "Traceback" not in err
    assert id in log
    assert "pump 7 stopped" in log


def test_ctrl_c_ends_with_130_and_no_traceback(capsys, monkeypatch):
    from capacities.commands import version

    def interrupted(args):
        raise KeyboardInterrupt

    monkeypatch.setattr(version, "run", interrupted)

    assert cli.main(["version"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_closed_pipe_is_no_fault():
    done = subprocess.run(
        f"{sys.executable} -m capacities --help | head -1", shell=True, capture_output=True, text=True
    )

    assert done.stderr == ""
    assert done.stdout.startswith("usage:")
