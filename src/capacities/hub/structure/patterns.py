"""Patterns of governance: bodies to start a hub from. Data; a mistake in it stops the program with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from capacities.facts.topics import topics
from capacities.hub.structure.kinds import BODY_KINDS

_FILE = Path(__file__).with_name("patterns.toml")
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PatternBody:
    """A body that a pattern makes."""

    slug: str
    kind: str
    name: Texts
    reports_to: str
    mandate: Texts
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to govern a hub, told in two sentences, and its bodies: those above before those below."""

    id: str
    name: Texts
    text: Texts
    bodies: tuple[PatternBody, ...]


@cache
def patterns() -> dict[str, Pattern]:
    """Return the patterns by id, in the order of the file. Raises ValueError for one that makes no sense."""
    found = {}
    for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["pattern"]:
        bodies: list[PatternBody] = []
        for body in entry["body"]:
            bodies.append(_body(entry["id"], body, {one.slug for one in bodies}))
        found[entry["id"]] = Pattern(entry["id"], entry["name"], entry["text"], tuple(bodies))
    return found


def _body(pattern: str, entry: Mapping[str, Any], above: set[str]) -> PatternBody:
    body = PatternBody(
        slug=entry["slug"],
        kind=entry["kind"],
        name=entry["name"],
        reports_to=entry.get("reports_to", ""),
        mandate=entry.get("mandate", {}),
        topics=tuple(entry.get("topics", ())),
    )
    for wrong, expected in (
        (body.kind not in BODY_KINDS, f"a kind of kinds.py, not {body.kind!r}"),
        (body.slug in above, "a slug of its own"),
        (bool(body.reports_to) and body.reports_to not in above, f"a body above, not {body.reports_to!r}"),
        (not set(body.topics) <= topics().keys(), f"topics of the list, not {body.topics}"),
    ):
        if wrong:
            raise ValueError(f"{_FILE.name}, pattern {pattern!r}, body {body.slug!r}: expected {expected}")
    return body
