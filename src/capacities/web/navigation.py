"""Where a page stands: the three levels and the way to it. Views put `here`, `levels` and `crumbs` into the context."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A name and an address; an empty address is the page itself."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Levels:
    """The stops of the ruler that a page fills: its town and its country. Missing ones ask for a choice."""

    city: Link | None = None
    country: Link | None = None
