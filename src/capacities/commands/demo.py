"""`capacities demo`: a site with all Mission cities and candidates on this machine, ready to look at."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import urllib.request
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.error import URLError

from capacities.commands.arguments import Parser, command_parser, whole_number
from capacities.commands.children import Children, Stopped
from capacities.commands.problems import BadInput, Unavailable, note_fault
from capacities.commands.serve import CHECKED, is_free
from capacities.config.apps import apps_with

if TYPE_CHECKING:
    from capacities.core.places.models import Place

HOST = "127.0.0.1"
PORTS_TRIED = 50
START_WITHIN_S = 60.0
EPILOG = """The first start loads facts and municipalities and computes the drafts, which takes a minute or two; later
ones take seconds. Everything lies in var/ (or CAPACITIES_DATA). Ctrl-C stops server, worker and database."""


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("demo", "Set up a site on this machine and start it.", EPILOG)
    built.add_argument("--port", type=whole_number, default=8000, help="first port to try (8000)")
    built.add_argument("--no-serve", action="store_true", help="set up only; start nothing")
    return built


def run(args: argparse.Namespace) -> int:
    """Set up, start, wait for Ctrl-C and stop everything."""
    if not 1 <= args.port <= 65_535:
        raise BadInput(f"--port: {args.port} is no port; use 1 to 65535")
    try:
        with Children() as children:
            port = args.port if args.no_serve else free_port(args.port)
            os.environ.setdefault("SITE_ROOT", f"http://localhost:{port}")
            people = set_up()
            if args.no_serve:
                return 0
            _serve(children, port, people)
    except Stopped:
        print("\nStopped.", file=sys.stderr)
    return 0


def free_port(first: int) -> int:
    """Return the first free port from ``first`` on; says so when it is another."""
    for port in range(first, min(first + PORTS_TRIED, 65_536)):
        if is_free(HOST, port):
            if port != first:
                print(f"Port {first} is taken; using {port}.", file=sys.stderr)
            return port
    raise Unavailable(f"no free port from {first} to {first + PORTS_TRIED - 1}; choose another with --port")


def set_up() -> list[tuple[str, str]]:
    """Bring database, facts, sample people and drafts to this version; return address and name of each sample."""
    from capacities.commands.django_setup import collect_static, start_django

    start_django()
    from django.db import connections

    from capacities.commands.drafts import outdated, store_drafts
    from capacities.commands.load import load_all

    load_all(progress=True)
    collect_static()
    people = _sample_people()
    if people:
        make_samples()
    waiting = outdated(listed_places())
    if waiting:
        report_failed(store_drafts(waiting))
    connections.close_all()
    return people


def listed_places() -> list[Place]:
    """Return the Mission cities and the national candidates."""
    from capacities.core.places.queries import candidates, mission_cities

    return [*mission_cities(), *candidates()]


def report_failed(failed: Sequence[tuple[Place, str]]) -> None:
    """Say which drafts failed; the site works without them and computes them when they are opened."""
    if failed:
        names = ", ".join(str(place) for place, _reason in failed[:5])
        _id, path = note_fault(RuntimeError("\n".join(f"{place}: {reason}" for place, reason in failed)))
        print(f"{len(failed)} drafts could not be made ({names}); details: {path}", file=sys.stderr)


def _sample_people() -> list[tuple[str, str]]:
    """Make the sample people, unless real ones use this installation."""
    from capacities.core.people.models import Person
    from capacities.core.people.services import create_sample_people

    if Person.objects.exclude(email__endswith="@example.org").exists():
        print("People use this installation: no sample sign-ins were made.", file=sys.stderr)
        return []
    return [(person.email, person.name) for person, _role in create_sample_people()]


def make_samples() -> None:
    """Let each app add its sample records; what is there already stays as it is."""
    for samples in apps_with("samples"):
        import_module(samples).make_samples()


def _serve(children: Children, port: int, people: list[tuple[str, str]]) -> None:
    start_server(children, port)
    children.start("worker")
    print(welcome(port, people), flush=True)
    while not children.ended():
        time.sleep(0.5)
    raise Unavailable(f"the {children.ended()} ended by itself; the lines above say why")


def start_server(children: Children, port: int) -> None:
    """Start the web server for a site that is set up, and wait until it answers."""
    os.environ[CHECKED] = "1"
    children.start("serve", "--host", HOST, "--port", str(port))
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        if children.ended():
            raise Unavailable(f"the {children.ended()} did not start; the lines above say why")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2) as answer:
                if json.load(answer)["status"] == "ok":
                    return
        except (URLError, OSError, ValueError):
            time.sleep(0.1)
    raise Unavailable(f"the server did not answer within {START_WITHIN_S:.0f} seconds")


def welcome(port: int, people: list[tuple[str, str]]) -> str:
    """Return what the first screen says: address, sign-ins, what to try."""
    root = f"http://localhost:{port}"
    lines = ["", f"Capacities runs at {root}", ""]
    if people:
        from capacities.config.database import data_dir
        from capacities.core.people.services.samples import SAMPLE_PASSWORD

        width = max(len(email) for email, _name in people)
        lines += [f"Sample sign-ins ({root}/accounts/login/), password {SAMPLE_PASSWORD}:"]
        lines += [f"  {email:<{width}}  {name}" for email, name in people]
        lines += [f"Mails are written to {data_dir() / 'mail'}, among them the codes for signing in.", ""]
    lines += [
        "What to try:",
        f"  {root}/places/ro/suceava/   a town's draft: figures, sources, levers, contract as DOCX",
        f"  {root}/countries/ro/        a country: team, Mission cities, candidates, events",
        f"  {root}/network/             countries and organisations",
        '  ./run plan "name of your town"            the same draft in the terminal',
        "",
        "Ctrl-C stops it.",
    ]
    return "\n".join(lines)
