"""Settings of the tests: a database of their own that does not wait for the disk, plain static files, no mail.

`CAPACITIES_DATA` names a folder to keep between runs (its `tests` part is used); else a temporary one is
made by the first process, inherited by its workers and removed at its end.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _own_data_dir() -> None:
    if os.environ.get("CAPACITIES_TESTING"):  # a worker: what its controller made
        return
    given = os.environ.get("CAPACITIES_DATA")
    if given:
        folder = Path(given).expanduser().resolve() / "tests"
    else:
        folder = Path(tempfile.mkdtemp(prefix="capacities-tests-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"CAPACITIES_DATA": str(folder), "CAPACITIES_TESTING": str(os.getpid())}


_own_data_dir()

from capacities.config.settings import *  # noqa: E402, F403
from capacities.config.settings import DATABASES, STATIC_ROOT  # noqa: E402


def _do_not_wait_for_disk() -> None:
    import psycopg

    database = DATABASES["default"]
    with psycopg.connect(
        dbname="postgres", host=database["HOST"], port=database["PORT"] or None,
        user=database["USER"], password=database["PASSWORD"] or None, autocommit=True,
    ) as connection:  # fmt: skip
        if connection.execute("SHOW fsync").fetchone() != ("off",):
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")


if not os.environ.get("DATABASE_URL"):
    _do_not_wait_for_disk()

DATABASES["default"] |= {"CONN_MAX_AGE": 0}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
BARE_PAGE = True
STATIC_ROOT.mkdir(exist_ok=True)
