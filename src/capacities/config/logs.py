"""Where faults are written down: standard error, and a file in the data folder that log rotation may move away."""

from __future__ import annotations

from typing import Any

from capacities.config.database import data_dir


def logging_settings() -> dict[str, Any]:
    """Return Django's settings of logging. Pages that do not exist are no fault and are left to the access log."""
    folder = data_dir() / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "level": "WARNING"},
            "file": {
                "class": "logging.handlers.WatchedFileHandler",
                "filename": folder / "errors.log",
                "formatter": "plain",
                "level": "ERROR",
                "encoding": "utf-8",
                "delay": True,
            },
        },
        "root": {"handlers": ["stderr", "file"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
