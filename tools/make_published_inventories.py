"""Make the table of inventories that Mission cities published in their Climate City Contracts.

Usage: python tools/make_published_inventories.py CONTRACT_BASELINES.csv
Reads the headline figures and benchmarks/contract_decisions.csv; a figure that was adjusted to be comparable stands in
its own row beside the one that was published.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "capacities" / "facts" / "data"
DECISIONS = ROOT / "benchmarks" / "contract_decisions.csv"
COLUMNS = {
    "total": "total_tco2e",
    "stationary_energy": "stationary_energy_tco2e",
    "transportation": "transport_tco2e",
    "waste": "waste_tco2e",
    "ippu": "ippu_tco2e",
    "afolu": "afolu_tco2e",
}
HEADER = ["city", "country", "slug", "year", "what", "tonnes", "population", "comparable", "scope_note", "source"]


def main(baselines: Path) -> None:
    """Write published_inventories.csv."""
    with baselines.open(encoding="utf-8", newline="") as stream:
        figures = {row["city"]: row for row in csv.DictReader(stream)}
    with DECISIONS.open(encoding="utf-8", newline="") as stream:
        rows = [row for decision in csv.DictReader(stream) for row in _rows(decision, figures[decision["city"]])]
    with (DATA / "published_inventories.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


def _rows(decision: Mapping[str, str], row: Mapping[str, str]) -> Iterator[list[str]]:
    city = row["city"]
    key = [city, decision["country"], decision["slug"]]
    population = decision["population"] or row["population_stated"]
    source = f"Climate City Contract of {city}"
    for what, column in COLUMNS.items():
        verdict, published = decision[what], row[column]
        if published:
            comparable = "yes" if verdict == "as" else "no"
            yield [*key, row["baseline_year"], what, published, population, comparable, row["scopes_note"], source]
        if verdict not in ("", "as"):
            year = decision["year"] or row["baseline_year"]
            yield [*key, year, what, verdict, population, "yes", decision["reason"], source]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
