"""`capacities serve`: the web server (granian, WSGI). Uses every core; holds no state in the process."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from capacities.commands.arguments import Parser, command_parser, whole_number
from capacities.commands.problems import BadInput, Unavailable

EPILOG = """Behind a proxy set SITE_ROOT=https://… and ALLOWED_HOSTS; docs/operations.md lists all settings."""
THREADS_PER_WORKER = 4
# Set by a command that has made these checks itself and starts the server as its child.
CHECKED = "CAPACITIES_CHECKED"


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("serve", "Start the web server.", EPILOG)
    built.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    built.add_argument("--port", type=whole_number, default=8000, help="port to listen on (8000)")
    built.add_argument("--workers", type=whole_number, help="processes (one per core)")
    return built


def check_port(host: str, port: int) -> None:
    """Raise when the port is no port, or is taken."""
    if not 1 <= port <= 65_535:
        raise BadInput(f"--port: {port} is no port; use 1 to 65535")
    if not is_free(host, port):
        raise Unavailable(f"port {port} on {host} is taken or may not be used; choose another with --port")


def is_free(host: str, port: int) -> bool:
    """Return whether a server could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _check() -> None:
    """Start the database, and stop when it does not fit; make the static files."""
    from capacities.commands.django_setup import collect_static, require_current_database, start_django

    start_django()
    require_current_database()
    collect_static()
    from django.db import connections

    connections.close_all()


def run(args: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    check_port(args.host, args.port)
    os.environ.setdefault("SITE_ROOT", f"http://localhost:{args.port}")
    if not os.environ.get(CHECKED):
        _check()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    print(f"Serving on http://{args.host}:{args.port}", file=sys.stderr, flush=True)
    Granian(
        "capacities.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers or os.cpu_count() or 1,
        blocking_threads=THREADS_PER_WORKER,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
    return 0
