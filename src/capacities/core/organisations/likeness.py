"""Which organisations may be the same: alike in name, or with one acronym or website. Knows rows, decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from django.utils.text import slugify
from rapidfuzz import fuzz

from capacities.core.organisations.models import Organisation
from capacities.facts.folding import fold

_ALIKE, _ALIKE_WITH_SIGN = 90, 60  # of 100: by name alone; by name where acronym or website agree
_COMMON = 40  # a word that more names share tells nothing
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that may be one, the older record first, and how alike their names are, of 100."""

    first: Organisation
    second: Organisation
    likeness: int
    same_acronym: bool
    same_site: bool


def alike(rows: Iterable[Organisation]) -> list[Pair]:
    """Return pairs of one country that may be the same, the likeliest first.

    Only those that share a rare word, an acronym or a website are compared, so that long lists stay quick.
    """
    by_id = {row.pk: row for row in rows}
    found = [pair for a, b in sorted(_to_compare(by_id.values())) if (pair := _pair(by_id[a], by_id[b]))]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first.name))


def _to_compare(rows: Iterable[Organisation]) -> set[tuple[int, int]]:
    shelves: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in rows:
        for sign in _signs(row):
            shelves[(row.country, *sign)].append(row.pk)
    return {
        (min(pair), max(pair))
        for numbers in shelves.values()
        if len(numbers) <= _COMMON
        for pair in combinations(set(numbers), 2)
    }


def _signs(row: Organisation) -> Iterator[tuple[str, str]]:
    for word in set(slugify(fold(row.name)).split("-")):
        if len(word) >= _SHORTEST:
            yield "word", word
    if row.acronym:
        yield "acronym", fold(row.acronym)
    if _site(row):
        yield "site", _site(row)


def _pair(first: Organisation, second: Organisation) -> Pair | None:
    names = fold(first.name), fold(second.name)
    likeness = round(fuzz.token_sort_ratio(*names))
    acronym = bool(first.acronym) and fold(first.acronym) == fold(second.acronym)
    site = bool(_site(first)) and _site(first) == _site(second)
    with_sign = (acronym or site) and max(likeness, fuzz.token_set_ratio(*names)) >= _ALIKE_WITH_SIGN
    return Pair(first, second, likeness, acronym, site) if likeness >= _ALIKE or with_sign else None


def _site(row: Organisation) -> str:
    parts = urlsplit(row.url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".lower() if row.url else ""
