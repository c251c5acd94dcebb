"""Parts of the demo that need no server."""

import socket

import pytest

from capacities import cli
from capacities.commands.demo import free_port, welcome
from capacities.commands.problems import Unavailable
from capacities.commands.serve import check_port


@pytest.fixture
def taken():
    """Return a port that another program uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_next_free_port_is_taken_and_said(taken, capsys):
    found = free_port(taken)

    assert found > taken
    assert f"Port {taken} is taken; using {found}." in capsys.readouterr().err


def test_serve_does_not_look_for_another_port_but_says_what_to_do(taken):
    with pytest.raises(Unavailable, match="choose another with --port"):
        check_port("127.0.0.1", taken)


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_what_is_no_port_is_bad_input(command, port, capsys):
    assert cli.main([command, "--port", port]) == 2
    assert port in capsys.readouterr().err


def test_the_first_screen_names_address_sign_ins_and_what_to_try():
    text = welcome(8001, [("steward@example.org", "Steward, sample")])

    assert "Capacities runs at http://localhost:8001" in text
    assert "steward@example.org  Steward, sample" in text
    assert "http://localhost:8001/places/ro/suceava/" in text
    assert "Ctrl-C" in text


def test_without_samples_no_password_is_shown():
    assert "password" not in welcome(8000, [])
