"""Make the compact tables of regional indicators and of municipalities' official emissions that the project ships.

Usage: python tools/make_local_tables.py UK_LOCAL_AUTHORITY_CO2.csv.gz
Reads facts/data/regions.csv.gz and the municipalities; writes regions_compact.csv and municipal_emissions.csv.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from capacities.facts.folding import fold  # noqa: E402
from capacities.facts.table import open_text, table_path  # noqa: E402

DATA = ROOT / "src" / "capacities" / "facts" / "data"
KEPT = {
    "gdp_per_head": "gdp_per_head_eur",
    "road_vehicles_per_1000_excl_trailers_motorcycles": "vehicles_per_1000",
    "passenger_cars_per_1000": "cars_per_1000",
    "population_density": "density_per_km2",
    "population_1jan": "population",
    "urban_rural_typology": "urban_rural",
}
SWEDEN = {
    "transportation": ("co2_transport_domestic",),
    "homes_fuel": ("co2_own_heating_dwellings",),
    "services_fuel": ("co2_own_heating_buildings",),
    "industry": ("co2_industry_energy_and_process",),
    "machinery": ("co2_working_machinery",),
}
UK = {
    "transportation": ("Transport Total",),
    "homes_electricity": ("Domestic Electricity",),
    "homes_gas": ("Domestic Gas",),
    "homes_fuel": ("Domestic Other Fuels",),
    "services_electricity": ("Commercial Electricity", "Public Sector Electricity"),
    "services_fuel": ("Commercial Gas", "Commercial Other Fuels", "Public Sector Gas", "Public Sector Other Fuels"),
    "industry_electricity": ("Industry Electricity",),
    "industry": ("Industry Gas", "Large Industrial Installations", "Industrial Other Fuels"),
    "farming": ("Agriculture", "Agriculture 'Other'"),
}
PARTS = tuple(dict.fromkeys([*UK, *SWEDEN]))
UK_YEAR, SE_YEAR = "2019", "2022"  # 2020 is a Covid year
UK_SOURCE = "BEIS local authority CO2 2005-2020 via mysociety/la-emissions-data 1.2.0"
SE_SOURCE = "SMHI, Nationella emissionsdatabasen, 18 Apr 2024, via Klimatbyran/klimatkollen"


def main(uk_path: Path) -> None:
    """Write both tables."""
    rows = list(_rows(table_path("regions")))
    _write("regions_compact.csv", ["nuts_id", "country", *KEPT.values(), "source"], _regions(rows))
    header = ["country", "lau_id", "name", "population", "year", *PARTS, "source", "licence"]
    _write("municipal_emissions.csv", header, [*_sweden(rows), *_united_kingdom(uk_path)])


def _rows(path: Path) -> list[dict[str, str]]:
    with open_text(path) as stream:
        return list(csv.DictReader(stream))


def _regions(rows: list[dict[str, str]]) -> list[list[str]]:
    """Return one row per region with the newest value of each indicator."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    countries = {}
    for row in rows:
        if row["indicator"] in KEPT and row["level"] != "LAU":
            countries[row["nuts_id"]] = row["country"]
            old = found[row["nuts_id"]].get(row["indicator"], ("", ""))
            found[row["nuts_id"]][row["indicator"]] = max(old, (row["year"], row["value"]))
    source = "regions.csv.gz, newest year of each"
    return [[nuts, countries[nuts], *(found[nuts].get(i, ("", ""))[1] for i in KEPT), source] for nuts in sorted(found)]


def _sweden(rows: list[dict[str, str]]) -> list[list[str]]:
    people = {r["lau_id"]: (r["name"], float(r["population"])) for r in _municipalities("SE") if r["lau_id"]}
    tonnes: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        if row["country"] == "SE" and row["level"] == "LAU" and row["year"] == SE_YEAR:
            tonnes[row["nuts_id"]][row["indicator"]] = float(row["value"] or 0)
    result = []
    for lau, values in sorted(tonnes.items()):
        name, population = people[lau]
        per_head = {p: sum(values.get(c, 0.0) for c in columns) / population for p, columns in SWEDEN.items()}
        key = ["SE", lau, name, f"{population:.0f}", SE_YEAR]
        result.append([*key, *_cells(per_head), SE_SOURCE, "CC BY 4.0 (SMHI open data, presumed)"])
    return result


def _united_kingdom(path: Path) -> list[list[str]]:
    units = {_plain(r["name"]): r for r in _municipalities("GB") if r["lau_id"]}
    result = []
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            unit = units.get(_plain(row["official-name"]))
            if row["Year"] != UK_YEAR or unit is None:
                continue
            people = float(row["Population:000s"]) * 1e3
            kt = {p: sum(float(row[f"{c}:kt CO2"] or 0) for c in columns) for p, columns in UK.items()}
            key = ["GB", unit["lau_id"], unit["name"], f"{people:.0f}", UK_YEAR]
            result.append([*key, *_cells({p: v * 1e3 / people for p, v in kt.items()}), UK_SOURCE, "CC BY 4.0"])
    return result


def _cells(per_head: dict[str, float]) -> list[str]:
    """Return t CO2 per head of each part; empty where the source does not part it."""
    return [f"{per_head[p]:.5f}" if p in per_head else "" for p in PARTS]


def _municipalities(country: str) -> list[dict[str, str]]:
    return [r for r in _rows(table_path("municipalities")) if r["country"] == country and r["kind"] == ""]


_WORDS = r"city|of|the|royal|london|council|county|borough|district|metropolitan|corporation|unitary|and"


def _plain(name: str) -> str:
    words = re.sub(rf"\b({_WORDS})\b", " ", fold(name).replace(",", " ").replace("&", " "))
    return " ".join(sorted(words.split()))


def _write(name: str, header: list[str], rows: list[list[str]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(name, len(rows), file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
