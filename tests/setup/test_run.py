"""The entry `./run`: what it finds out before it can rely on anything being installed."""

import json
import os
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from tests.paths import ROOT


@pytest.fixture
def run():
    """Return `./run` as a module of its own."""
    loader = SourceFileLoader("run_script", str(ROOT / "run"))
    module = module_from_spec(spec_from_loader("run_script", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(run, tmp_path, monkeypatch):
    """Let `./run` work in an empty folder with locks of its own."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(name)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(run, "PYTHON", venv / "bin" / "python")
    return run


def mark_done(run, **changes):
    run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
    run.PYTHON.touch()
    run.STAMP.write_text(json.dumps(dict(run.wanted(dev=True), **changes)))


def test_an_empty_folder_is_not_set_up(elsewhere):
    assert not elsewhere.is_set_up(dev=False)


def test_what_is_stamped_is_set_up(elsewhere):
    mark_done(elsewhere)

    assert elsewhere.is_set_up(dev=False)
    assert elsewhere.is_set_up(dev=True)


@pytest.mark.parametrize("change", [{"python": "3.10"}, {"runtime": "other"}, {"root": "/moved"}])
def test_another_python_lock_or_folder_means_set_up_again(elsewhere, change):
    mark_done(elsewhere, **change)

    assert not elsewhere.is_set_up(dev=False)


def test_the_locks_of_tests_do_not_matter_to_those_who_only_run_the_program(elsewhere):
    mark_done(elsewhere)
    (elsewhere.ROOT / "requirements-dev.lock").write_text("renewed")

    assert elsewhere.is_set_up(dev=False)
    assert not elsewhere.is_set_up(dev=True)


def test_a_stamp_cut_short_means_set_up_again(elsewhere):
    mark_done(elsewhere)
    elsewhere.STAMP.write_text('{"python":')

    assert not elsewhere.is_set_up(dev=False)


def test_an_old_python_is_told_what_to_install(run, monkeypatch):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(run.shutil, "which", lambda name: None)

    with pytest.raises(run.Problem, match=r"Python 3\.11 or newer is needed"):
        run.check_python()


def test_another_pythons_packages_do_not_leak_in(run, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")

    assert not {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME"} & set(run.clean_environment())


def test_without_a_home_folder_the_cache_of_uv_stays_in_the_project(run, monkeypatch):
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)

    assert run.clean_environment()["UV_CACHE_DIR"].startswith(str(run.VENV))


def test_help_needs_no_set_up(tmp_path):
    script = tmp_path / "run"
    script.write_bytes((ROOT / "run").read_bytes())

    done = subprocess.run([sys.executable, script, "help"], capture_output=True, text=True)

    assert done.returncode == 0
    assert done.stdout.startswith("usage: ./run WORD")
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_neither_pip_nor_uv_is_told_with_the_cure(elsewhere, monkeypatch):
    monkeypatch.setattr(elsewhere, "host_pip", list)
    monkeypatch.setattr(elsewhere, "find_uv", lambda pip: None)

    with pytest.raises(elsewhere.Problem, match="apt install python3-pip"):
        elsewhere.install("requirements.lock")


def test_without_a_network_the_message_says_so(elsewhere, monkeypatch):
    monkeypatch.setattr(elsewhere, "host_pip", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    monkeypatch.setattr(elsewhere, "find_uv", lambda pip: None)

    with pytest.raises(elsewhere.Problem, match="Without a network: connect and try again"):
        elsewhere.install("requirements.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-setup.lock"])
def test_locks_name_exact_versions_with_hashes_and_no_index(name):
    text = (ROOT / name).read_text()

    entries = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert len(entries) >= 1
    assert all("==" in entry.split("\\")[0] and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"index-url|find-links|https?://|file://", text)


def test_the_lock_of_tests_names_the_same_versions_as_the_programs_lock():
    def versions(name):
        return set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / name).read_text(), re.M))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


@pytest.mark.skipif(os.name == "nt", reason="the executable bit is one of Unix")
def test_the_entries_may_be_executed():
    assert os.access(ROOT / "run", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
