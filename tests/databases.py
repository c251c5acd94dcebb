"""Test databases: copies of a migrated template, which is made once; a second template also holds all places.

A copy takes a fraction of a second where migrations and loading take many; each xdist worker has its own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
LOCK = 0x43415041  # number of the advisory lock under which templates are made


def _fingerprint(*patterns: str) -> str:
    digest = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    for pattern in patterns:
        for path in sorted((ROOT / "src").glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template_name(kind: str) -> str:
    """Return the name of the template `plain` or `places`; it changes with migrations, loaders and facts."""
    patterns = ["capacities/**/migrations/*.py"]
    if kind == "places":
        patterns += [
            "capacities/core/places/**/*.py",
            "capacities/core/organisations/*.py",
            "capacities/events/*.py",
            "capacities/facts/**/*.py",
            "capacities/facts/data/**/*.*",
        ]
    return f"template_{kind}_{_fingerprint(*patterns)}"


@contextmanager
def maintenance() -> Iterator[psycopg.Connection]:
    """Connect to the server beside the tests' databases."""
    database = settings.DATABASES["default"]
    with psycopg.connect(
        dbname="postgres",
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        autocommit=True,
    ) as server:
        yield server


def _names(server: psycopg.Connection, like: str) -> set[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall()
    return {row[0] for row in rows}


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _copy(server: psycopg.Connection, template: str, name: str) -> None:
    _drop(server, name)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def use(name: str) -> None:
    """Point Django, in every thread, at the database ``name``."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def ensure_template(kind: str) -> str:
    """Make the template if it is missing, one process at a time, and return its name."""
    name = template_name(kind)
    with maintenance() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name in _names(server, "template\\_%"):
            return name
        base = "template0"
        if kind == "places":
            base = template_name("plain")
            if base not in _names(server, "template\\_%"):
                _build(server, "plain", "template0", base)
        _build(server, kind, base, name)
        for stale in _names(server, f"template\\_{kind}\\_%") - {name}:
            _drop(server, stale)
    return name


def _build(server: psycopg.Connection, kind: str, base: str, name: str) -> None:
    draft = f"draft_{kind}"
    if kind == "plain":
        _drop(server, draft)
        server.execute(
            f"CREATE DATABASE {draft} TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
        )
    else:
        _copy(server, base, draft)
    before = settings.DATABASES["default"]["NAME"]
    use(draft)
    try:
        if kind == "plain":
            call_command("migrate", verbosity=0, interactive=False)
        else:
            load_reference()
    finally:
        use(before)
    server.execute(f"ALTER DATABASE {draft} RENAME TO {name}")


def load_reference() -> None:
    """Load the facts that live in the database: places, organisations and events of the network."""
    from capacities.commands.load import load_all

    load_all(progress=False)


class Workers:
    """The databases of this process: one without and, when a test asks, one with places."""

    def __init__(self) -> None:
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.ready: set[str] = set()

    def name(self, kind: str) -> str:
        """Return the name of this worker's database of a kind."""
        return f"test_{kind}_{self.worker}_{os.getpid()}"

    def switch(self, kind: str) -> None:
        """Use the database of a kind; make it from its template when it is missing or was emptied."""
        if kind not in self.ready:
            template = ensure_template(kind)
            with maintenance() as server:
                server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
                _copy(server, template, self.name(kind))
            self.ready.add(kind)
        if settings.DATABASES["default"]["NAME"] != self.name(kind):
            use(self.name(kind))

    def drop(self) -> None:
        """Remove the databases of this process."""
        connections.close_all()
        with maintenance() as server:
            for kind in self.ready:
                _drop(server, self.name(kind))
