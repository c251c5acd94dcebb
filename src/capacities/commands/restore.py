"""`capacities restore FILE`: brings back what `backup` wrote, whole or not at all."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from capacities.commands.arguments import Parser, command_parser
from capacities.commands.backup import FORMAT
from capacities.commands.problems import BadInput

EPILOG = """Stop server and worker first. A database that holds anything is left alone unless --replace is given;
then everything in it is dropped, in the same transaction that brings in the backup."""


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("restore", "Bring back a backup.", EPILOG)
    built.add_argument("file", type=Path, metavar="FILE")
    built.add_argument("--replace", action="store_true", help="drop what the database holds")
    return built


def run(args: argparse.Namespace) -> int:
    """Check the archive, restore it and bring the database to this version."""
    if not args.file.is_file():
        raise BadInput(f"there is no file {args.file}")
    from capacities.commands.django_setup import start_django

    start_django()
    from django.core.management import call_command

    from capacities.config.database import data_dir

    with tempfile.TemporaryDirectory(dir=data_dir()) as name:
        folder = Path(name)
        manifest = unpack(args.file, folder)
        check_fits(manifest, replace=args.replace)
        restore_database(folder)
        restore_files(folder / "files")
    call_command("migrate", interactive=False, verbosity=0)
    print(f"Restored {args.file}: made {manifest['created']} by version {manifest['version']}.", file=sys.stderr)
    return 0


def unpack(archive: Path, folder: Path) -> dict[str, Any]:
    """Unpack the archive into ``folder`` and return its manifest; raises BadInput for anything that is not ours."""
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar.getmembers():
                path = PurePosixPath(member.name)
                if not member.isfile() or path.is_absolute() or ".." in path.parts:
                    raise BadInput(f"{archive} is not a backup: it holds {member.name!r}")
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                source = tar.extractfile(member)
                assert source is not None
                with source, target.open("wb") as file:
                    shutil.copyfileobj(source, file)
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        with (folder / "database.dump").open("rb") as dump:
            digest = hashlib.file_digest(dump, "sha256").hexdigest()
    except (tarfile.TarError, OSError, ValueError, KeyError) as error:
        raise BadInput(f"{archive} is not a backup of Capacities, or is incomplete: {error}") from error
    if manifest.get("format") != FORMAT or manifest.get("database_sha256") != digest:
        raise BadInput(f"{archive} is damaged or of another format (expected format {FORMAT}); use another backup")
    return manifest


def check_fits(manifest: dict[str, Any], *, replace: bool) -> None:
    """Raise BadInput when the backup is of a newer program, or the database is not empty."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest["migrations"]) - known)
    if newer:
        raise BadInput(
            f"the backup was made by version {manifest['version']}, which is newer ({newer[0]} is unknown here); "
            "update the program first"
        )
    tables = connection.introspection.table_names()
    if tables and not replace:
        raise BadInput(
            f"the database holds {len(tables)} tables; nothing was changed. Add --replace to drop them all, "
            "or name an empty database in DATABASE_URL"
        )


def restore_database(folder: Path) -> None:
    """Replace the database by the dump in one transaction."""
    from django.db import connections

    from capacities.commands.pg_tools import call

    script, clean = folder / "database.sql", folder / "clean.sql"
    call("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(folder / "database.dump"))
    clean.write_text("DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
    parts = ["--file", str(clean), "--file", str(script)]
    call("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1", *parts)
    connections.close_all()


def restore_files(unpacked: Path) -> None:
    """Put the unpacked files in the place of the present ones, which are removed only afterwards."""
    from django.conf import settings

    media = Path(settings.MEDIA_ROOT)
    old = media.with_name(media.name + ".old")
    unpacked.mkdir(exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    if media.exists():
        media.rename(old)
    media.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(unpacked, media)
    shutil.rmtree(old, ignore_errors=True)
