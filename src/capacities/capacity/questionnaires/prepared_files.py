"""The templates that come with the program: TOML files of `prepared/`, read into documents."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from capacities.capacity.questionnaires.checks import check
from capacities.capacity.questionnaires.document import FORMAT
from capacities.engines import maturity

_FOLDER = Path(__file__).with_name("prepared")
_PARTS_OF_AN_OPTION = ("key", "score")


def prepared_documents() -> list[tuple[dict[str, Any], str]]:
    """Return each file as a document with its fingerprint. Raises ValueError for one that could not be published."""
    found = []
    for path in sorted(_FOLDER.glob("*.toml")):
        data = path.read_bytes()
        document = _document(tomllib.loads(data.decode()))
        faults = [finding for finding in check(document) if finding.is_fault]
        if faults:
            raise ValueError(f"{path.name}: " + "; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        found.append((document, hashlib.sha256(data).hexdigest()))
    return found


def _document(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        **{name: data[name] for name in ("slug", "audience", "name", "purpose")},
        "sections": [
            {name: part[name] for name in ("key", "title", "text")}
            | {"questions": [_question(question) for question in part["question"]]}
            for part in data["section"]
        ],
    }


def _question(data: Mapping[str, Any]) -> dict[str, Any]:
    question = {name: value for name, value in data.items() if name not in ("levels", "options")}
    if data["kind"] == maturity.MATURITY:
        steps = len(data["levels"]) - 1
        question["options"] = [
            {"key": str(level), "texts": texts, "score": level / steps} for level, texts in enumerate(data["levels"])
        ]
    elif "options" in data:
        question["options"] = [
            {
                "key": option["key"],
                "texts": {code: text for code, text in option.items() if code not in _PARTS_OF_AN_OPTION},
                "score": option.get("score"),
            }
            for option in data["options"]
        ]
    return question
