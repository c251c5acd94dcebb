"""Addresses of places: the name in ASCII, with the county where several places of a country share it."""

from __future__ import annotations

from collections import Counter, defaultdict

from municipalities.names import slug_of
from municipalities.records import Record

# A namesake that is so many times larger than all others keeps the plain name.
DOMINANT = 10


def give_slugs(records: list[Record], regions: dict[str, str], with_role: list[Record]) -> None:
    """Give each record a slug that is unique within its country and does not depend on the order of rows."""
    special = {id(record) for record in with_role}
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        record.slug = slug_of(record.name) or slug_of(f"{record.country} {record.lau_id or record.geonames_id}")
        groups[record.country, record.slug].append(record)
    for namesakes in groups.values():
        if len(namesakes) > 1:
            _part(namesakes, regions, special)
    _number_the_rest(records)


def _part(namesakes: list[Record], regions: dict[str, str], special: set[int]) -> None:
    rank = {"union": 2, "locality": 0}
    ordered = sorted(
        namesakes,
        key=lambda r: (id(r) not in special, -rank.get(r.kind, 1), -(r.population or 0), r.lau_id or r.geonames_id),
    )
    first, second = ordered[0], ordered[1]
    others = max((r.population or 0) for r in ordered[1:] if r.kind == second.kind)
    clear = id(first) in special or first.kind != second.kind or (first.population or 0) >= DOMINANT * others
    for record in ordered[1:] if clear else ordered:
        county = slug_of(regions.get(record.region, "").split(",")[0])
        if county:
            record.slug = f"{record.slug}-{county}"


def _number_the_rest(records: list[Record]) -> None:
    counts = Counter((record.country, record.slug) for record in records)
    for record in records:
        if counts[record.country, record.slug] > 1:
            record.slug = f"{record.slug}-{slug_of(record.lau_id or record.geonames_id or record.kind)}"
    doubled = [key for key, n in Counter((r.country, r.slug) for r in records).items() if n > 1]
    if doubled:
        raise ValueError(f"slugs that are not unique: {doubled[:5]}")
