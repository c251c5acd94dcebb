"""Backup and restore against real databases: what went in comes back, and nothing is lost by mistake."""

import json
import os
import subprocess
import sys
import tarfile

import psycopg
import pytest
from django.conf import settings

from tests.databases import maintenance

pytestmark = pytest.mark.django_db


def address(name):
    database = settings.DATABASES["default"]
    return f"postgresql://{database['USER']}:@/{name}?host={database['HOST']}"


@pytest.fixture
def databases(request):
    """Return the addresses of two databases, one migrated and one empty, that are dropped afterwards."""
    names = [f"backup_{kind}_{os.getpid()}" for kind in ("full", "empty")]
    template = settings.DATABASES["default"]["NAME"].replace("test_plain", "unused")
    assert template  # the worker's own database stays untouched
    from tests.databases import template_name

    with maintenance() as server:
        server.execute(f"CREATE DATABASE {names[0]} TEMPLATE {template_name('plain')}")
        server.execute(f"CREATE DATABASE {names[1]} TEMPLATE template0 ENCODING 'UTF8'")
        yield [address(name) for name in names]
        for name in names:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def capacities(*arguments, database, data):
    env = os.environ | {
        "DATABASE_URL": database,
        "CAPACITIES_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "capacities.config.settings",
    }
    command = [sys.executable, "-m", "capacities", *map(str, arguments)]
    return subprocess.run(command, env=env, capture_output=True, text=True)


def rows(database, query):
    with psycopg.connect(database) as connection:
        return connection.execute(query).fetchall()


def fill(database, data):
    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO django_session VALUES ('ț1', 'Iași', '2030-01-01')")
    (data / "files" / "minutes").mkdir(parents=True)
    (data / "files" / "minutes" / "ședință.txt").write_text("hotărât")


def test_a_backup_restored_elsewhere_is_the_same(databases, tmp_path):
    full, empty = databases
    here, there, archive = tmp_path / "here", tmp_path / "there", tmp_path / "capacities.tar"
    here.mkdir()
    fill(full, here)

    saved = capacities("backup", archive, "--json", database=full, data=here)
    back = capacities("restore", archive, database=empty, data=there)

    assert (saved.returncode, back.returncode) == (0, 0), saved.stderr + back.stderr
    assert json.loads(saved.stdout)["files"] == 1
    query = "SELECT session_key, session_data FROM django_session"
    assert rows(empty, query) == [("ț1", "Iași")]
    migrations = "SELECT app, name FROM django_migrations ORDER BY app, name"
    assert rows(empty, migrations) == rows(full, migrations)
    assert (there / "files" / "minutes" / "ședință.txt").read_text() == "hotărât"
    assert archive.stat().st_mode & 0o077 == 0


def test_a_database_that_holds_something_is_left_alone_unless_told(databases, tmp_path):
    full, _empty = databases
    here, archive = tmp_path / "here", tmp_path / "capacities.tar"
    here.mkdir()
    assert capacities("backup", archive, database=full, data=here).returncode == 0
    fill(full, here)

    refused = capacities("restore", archive, database=full, data=here)

    assert refused.returncode == 2
    assert "nothing was changed" in refused.stderr
    assert "--replace" in refused.stderr
    assert rows(full, "SELECT count(*) FROM django_session") == [(1,)]

    replaced = capacities("restore", archive, "--replace", database=full, data=here)

    assert replaced.returncode == 0, replaced.stderr
    assert rows(full, "SELECT count(*) FROM django_session") == [(0,)]
    assert list((here / "files").iterdir()) == []


def test_a_damaged_backup_changes_nothing(databases, tmp_path):
    full, _empty = databases
    here, archive, damaged = tmp_path / "here", tmp_path / "capacities.tar", tmp_path / "damaged.tar"
    here.mkdir()
    assert capacities("backup", archive, database=full, data=here).returncode == 0
    fill(full, here)
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "parts", filter="data")
    dump = tmp_path / "parts" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-100])
    with tarfile.open(damaged, "w") as tar:
        for name in ("manifest.json", "database.dump"):
            tar.add(tmp_path / "parts" / name, name)

    done = capacities("restore", damaged, "--replace", database=full, data=here)

    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert rows(full, "SELECT count(*) FROM django_session") == [(1,)]


def test_an_archive_that_would_write_outside_its_folder_is_refused(tmp_path):
    from capacities.commands.problems import BadInput
    from capacities.commands.restore import unpack

    evil = tmp_path / "evil.tar"
    (tmp_path / "x").write_text("x")
    with tarfile.open(evil, "w") as tar:
        tar.add(tmp_path / "x", "../outside")
    folder = tmp_path / "folder"
    folder.mkdir()

    with pytest.raises(BadInput, match="not a backup"):
        unpack(evil, folder)

    assert not (tmp_path / "outside").exists()


def test_any_other_file_is_no_backup(tmp_path):
    from capacities.commands.problems import BadInput
    from capacities.commands.restore import unpack

    (tmp_path / "letter.tar").write_text("Dear mayor")

    with pytest.raises(BadInput, match="not a backup"):
        unpack(tmp_path / "letter.tar", tmp_path)
