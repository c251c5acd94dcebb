"""Where tests find what lies beside the project; they say why they are skipped when it is missing."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def cases_dir() -> Path:
    """Return the folder of real cases beside the project, or skip the test with the reason."""
    path = ROOT.parent / "shared" / "cases"
    if not path.is_dir():
        pytest.skip(f"the real cases are not beside the project ({path.name} folder missing)")
    return path
