"""Municipalities that the LAU list shows only in parts (Ireland, Greece, Portugal) and cities made of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from municipalities.records import Record, centre, read_table

SKOPJE = set("Аеродром;Бутел;Гази Баба;Ѓорче Петров;Карпош;Кисела Вода;Сарај;Центар;Чаир;Шуто Оризари".split(";"))
# City-wide places beside their boroughs: name, country, kind, which units, other names.
CITIES: tuple[tuple[str, str, Callable[[Record], bool], tuple[str, ...]], ...] = (
    ("Bratislava", "SK", lambda r: r.country == "SK" and r.raw_name.startswith("Bratislava - "), ()),
    ("Košice", "SK", lambda r: r.raw_name.startswith("Košice - "), ()),
    ("Beograd", "RS", lambda r: r.raw_name.startswith("Belgrade - "), ("Belgrade",)),
    ("Niš", "RS", lambda r: r.raw_name.startswith("Niš - "), ()),
    ("Skopje", "MK", lambda r: r.raw_name in SKOPJE, ()),
    ("London", "GB", lambda r: r.lau_id.startswith("E09"), ("Greater London",)),
    ("Bruxelles", "BE", lambda r: r.region == "BE100",
     ("Brussels", "Brussel", "Brussels Capital Region", "Région de Bruxelles-Capitale",
      "Brussels Hoofdstedelijk Gewest")),
    ("Għawdex", "MT", lambda r: r.region == "MT002", ("Gozo",)),
    ("Eindhoven & Helmond", "NL", lambda r: r.raw_name in ("Eindhoven", "Helmond"), ("Eindhoven en Helmond",)),
)  # fmt: skip


def add_municipalities_of_parts(records: list[Record]) -> list[Record]:
    """Return the municipalities of Ireland, Greece and Portugal; their parts are marked and point to them."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.country in _CODE:
            groups[record.country, _CODE[record.country](record.lau_id)].append(record)
    portugal = {row["code"]: row["name"] for row in read_table("portugal.csv")}
    made = []
    for (country, code), members in groups.items():
        largest = max(members, key=lambda m: m.population or 0)
        name = {"PT": portugal.get(code, ""), "IE": code}.get(country) or largest.name
        whole = sum_of(members, name, country, "" if country == "IE" else code)
        if country == "GR":  # the town that gives the name is where the largest community lies
            whole.latitude, whole.longitude = largest.latitude, largest.longitude
        made.append(whole)
        for member in members:
            member.kind, member.part_of = "part", whole
    return made


def add_cities_of_several(records: list[Record]) -> list[Record]:
    """Return cities and unions that stand above several municipalities; these stay places of their own."""
    made = []
    for name, country, belongs, aliases in CITIES:
        members = [record for record in records if record.country == country and belongs(record)]
        city = sum_of(members, name, country, "")
        city.kind, city.aliases = "union", set(aliases)
        city.region = _shared_region(members)
        made.append(city)
    by_code = {(record.country, record.lau_id): record for record in records}
    for row in read_table("unions.csv"):
        members = [by_code[row["country"], code] for code in row["lau_ids"].split()]
        union = sum_of(members, row["name"], row["country"], "")
        union.kind, union.region = "union", _shared_region(members)
        made.append(union)
    return made


def sum_of(members: list[Record], name: str, country: str, code: str) -> Record:
    """Return a place that is the sum of its parts: population, area, centre; the commonest region and degree."""
    if not members:
        raise ValueError(f"no units for {name} ({country})")
    areas = [member.area_km2 for member in members]
    latitude, longitude = centre(members)
    return Record(
        country=country,
        name=name,
        raw_name=name,
        lau_id=code,
        region=_commonest((m.region, m.population or 0) for m in members),
        latitude=latitude,
        longitude=longitude,
        population=sum(m.population or 0 for m in members) or None,
        population_source="lau2020_sum",
        area_km2=round(sum(a for a in areas if a), 3) if all(areas) else None,
        degurba=_commonest((m.degurba, m.population or 0) for m in members),
    )


def _shared_region(members: list[Record]) -> str:
    regions = {member.region for member in members}
    return regions.pop() if len(regions) == 1 else ""


def _commonest(pairs: Iterable[tuple[str, int]]) -> str:
    weights: dict[str, int] = defaultdict(int)
    for value, weight in pairs:
        weights[value] += weight
    return max(weights, key=lambda value: weights[value])


def _irish_authority(code: str) -> str:
    county, area = code[:4], int(code[4:])
    for row in _IRELAND:
        if row["code"] == county and int(row["first"]) <= area <= int(row["last"]):
            return row["name"]
    raise ValueError(f"no local authority for the electoral area {code}")


_IRELAND = read_table("ireland.csv")
_CODE: dict[str, Callable[[str], str]] = {
    "IE": _irish_authority,
    "GR": lambda code: code[:4],
    "PT": lambda code: code[:4],
}
