"""Texts by key from one TOML file per language, filled with numbers and dates in that language.

A text is a string or, where it depends on ``n``, a table of plural forms (one, few, other).
"""

from __future__ import annotations

import math
import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from capacities.dayone.numbers import choose_plural, date_text, number, percent, plural_form, round_to_digits

PLURAL_FORMS = {"one", "few", "other"}


class _Filler(string.Formatter):
    """Fills placeholders: {x} as it is, {x:n} whole number, {x:n1} one decimal, {x:pct} percent, {x:date} date.

    {x:r} keeps three significant digits; {x:de} adds the Romanian "de" where the number asks for it.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "date":
            return date_text(str(value), self.language)
        if format_spec == "pct":
            return percent(float(value), 0, self.language)
        if format_spec == "r":
            return number(round_to_digits(float(value), 3), 0, self.language)
        if format_spec == "de":
            joined = self.language == "ro" and plural_form(round(float(value)), "ro") == "other"
            return number(float(value), 0, self.language) + (" de" if joined else "")
        if format_spec.startswith("n") and math.isfinite(float(value)):
            return number(float(value), int(format_spec[1:] or 0), self.language)
        return str(value)


class Catalogue:
    """The texts of one folder in one language. Keys are dotted paths of the TOML tables."""

    def __init__(self, folder: Path, language: str) -> None:
        path = folder / f"{language}.toml"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in folder.glob("*.toml")))
            raise ValueError(f"no texts for language {language!r}; known: {known}")
        self.language = language
        self._texts = tomllib.loads(path.read_text(encoding="utf-8"))
        self._filler = _Filler(language)

    def __call__(self, key: str, **params: Any) -> str:
        """Return the text of ``key`` filled with ``params``; raises KeyError for an unknown key."""
        found = self.get(key)
        if isinstance(found, Mapping):
            found = choose_plural(found, int(params["n"]), self.language)
        if not isinstance(found, str):
            raise KeyError(key)
        return self._filler.vformat(found, (), params) if "{" in found else found

    def lines(self, key: str, **params: Any) -> tuple[str, ...]:
        """Return a list of texts, each filled with ``params``."""
        found = self.get(key)
        if isinstance(found, str) or not isinstance(found, Sequence):
            raise KeyError(key)
        return tuple(self._filler.vformat(text, (), params) for text in found)

    def get(self, key: str) -> Any:
        """Return what stands under ``key``, unfilled; None if nothing does.

        The last part may hold dots itself (section ids such as A-1.0), so the rest of the path is tried whole.
        """
        node: Any = self._texts
        parts = key.split(".")
        for i, part in enumerate(parts):
            if not isinstance(node, Mapping):
                return None
            rest = ".".join(parts[i:])
            if rest in node:
                return node[rest]
            node = node.get(part)
        return node

    def all_keys(self) -> frozenset[str]:
        """Return all dotted keys, plural forms counted as one text."""
        return frozenset(_keys(self._texts, ""))


def _keys(node: Mapping[str, Any], prefix: str) -> list[str]:
    found: list[str] = []
    for key, value in node.items():
        if isinstance(value, Mapping) and not set(value) <= PLURAL_FORMS:
            found += _keys(value, f"{prefix}{key}.")
        else:
            found.append(prefix + key)
    return found


@cache
def catalogue(folder: Path, language: str) -> Catalogue:
    """Return the texts of a folder in a language, read once per process."""
    return Catalogue(folder, language)
