"""Starts Django inside a command: database running, address of the database handed to child processes."""

from __future__ import annotations

import os
import sys
import warnings

from capacities.commands.problems import Unavailable


def start_django() -> None:
    """Start the embedded database if none is named, and Django. Raises Unavailable with what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacities.config.settings")
    _start_database()
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection

    try:
        warnings.filterwarnings("ignore", message="Accessing the database during app initialization")
        django.setup()
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        raise Unavailable(f"a setting is wrong: {error}") from error
    except DatabaseError as error:
        raise Unavailable(f"the database does not answer: {str(error).strip()}. Check DATABASE_URL.") from error


def _start_database() -> None:
    """Set DATABASE_URL for this process and its children; the embedded server stops when this process ends."""
    if os.environ.get("DATABASE_URL"):
        return
    import subprocess

    from capacities.config.database import data_dir, start_embedded

    try:
        os.environ["DATABASE_URL"] = start_embedded()
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        log = data_dir() / "postgres" / "log"
        raise Unavailable(f"the embedded PostgreSQL did not start ({error}). Its log: {log}") from error


def collect_static() -> None:
    """Gather and compress the static files when they changed since the last time."""
    from django.conf import settings

    if settings.STORAGES["staticfiles"]["BACKEND"].endswith(".StaticFilesStorage"):
        return
    from capacities.config.database import data_dir

    stamp, marks = data_dir() / "static-made-from", _static_marks()
    if stamp.exists() and stamp.read_text() == marks and settings.STATIC_ROOT.is_dir():
        return
    from django.core.management import call_command

    print("Gathering style sheets, scripts and fonts", file=sys.stderr)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(marks)


def _static_marks() -> str:
    """Return a fingerprint of all static files: path, time and size of ours, versions of the packages."""
    import hashlib

    from capacities.config.database import ROOT

    package = ROOT / "src" / "capacities"
    marks = hashlib.sha256()
    lock = ROOT / "requirements.lock"
    for file in sorted([*package.glob("**/static/**/*.*"), *([lock] if lock.exists() else [])]):
        stat = file.stat()
        marks.update(f"{file} {stat.st_mtime_ns} {stat.st_size}\n".encode())
    return marks.hexdigest()


def missing_migrations() -> list[str]:
    """Return the migrations that the database lacks, as app.name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def require_current_database() -> None:
    """Stop with what to do when the database is older than the program."""
    missing = missing_migrations()
    if missing:
        count = len(missing)
        raise Unavailable(f"the database lacks {count} migrations of this version; run `capacities load` first")
