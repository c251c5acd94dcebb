"""How far the draft inventory is from published ones, and the fit of its coefficients.

Usage: python -m benchmarks.accuracy [--fit]
Every city is estimated by coefficients that were fitted without it (leave-one-out), at the year of its inventory.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.cdp import SOUND, errors
from benchmarks.contracts import Published, contracts, places
from benchmarks.fitting import country_at, fit, total_of, write_table
from capacities.dayone.estimate import Estimate, estimate
from capacities.dayone.national import BASE_YEAR
from capacities.dayone.townscale import Fitted, shipped
from capacities.engines.activity import SECTORS, SOURCES
from capacities.engines.downscale import size_factor
from capacities.engines.inventory import by_sector
from capacities.facts.regions import municipal_emissions, municipal_means

DRAWS, SEED = 1_000, 1
# Shape of the spreads: how uncertain the parts are against each other, from the scatter of the published sectors
# (transport 0.38, stationary energy 0.48, waste 1.0) and of British authorities' sub-sectors (homes 0.12, services
# 0.47, industry 0.65). `fit_spreads` multiplies those of a sector by one number.
SPREADS = {
    "stationary_energy": {
        "boundary": 0.12, "gas_homes": 0.40, "fuel_homes": 0.45, "electricity": 0.40, "district_heat": 0.45,
        "heat_factor": 0.25, "fuel_services": 0.45, "works": 0.65,
    },
    "transportation": {"road": 0.35, "freight": 0.25},
    "waste": {"waste": 0.60},
    "ippu": {"processes": 0.90, "products": 0.50},
    "afolu": {"farming": 0.80},
}  # fmt: skip
WIDEST = 1.6
MULTIPLIERS = tuple(float(m) for m in np.round(np.arange(0.5, 3.05, 0.1), 1))
FIXED = {"grid_factor": 0.10}  # national factors by different publishers and years differ by about 15 % (assumption)


@dataclass(frozen=True)
class Comparison:
    """One published figure against its estimate, t CO2e per head."""

    city: str
    country: str
    population: float
    what: str
    published: float
    estimated: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Return ln(published / estimated)."""
        return float(np.log(self.published / self.estimated))

    @property
    def held(self) -> bool:
        """Return whether the range of 9 in 10 holds the published figure."""
        return self.low <= self.published <= self.high


def main(arguments: Sequence[str]) -> None:
    """Print the accuracy; with --fit write the coefficients first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    rows = contracts()
    if parser.parse_args(arguments).fit:
        write_table(fit(rows), rows, fit_spreads(rows))
    else:
        report(rows)


def report(rows: Sequence[Published]) -> None:
    """Print the tables of docs/methods/inventory.md."""
    print_table("National averages per head alone, at the inventory's year", national_alone(rows))
    found = leave_one_out(rows)
    print_table("Leave-one-out, at the inventory's year, no local data", found)
    totals = [c for c in found if c.what == "total"]
    print_groups("total by country group", totals, lambda c: group_of(c.country))
    print_groups("total by size", totals, lambda c: size_of(c.population))
    print_groups("transport by size", [c for c in found if c.what == "transportation"], lambda c: size_of(c.population))
    print_table(
        f"Leave-one-out, at the base year {BASE_YEAR} (no moving back), no local data", leave_one_out(rows, BASE_YEAR)
    )
    print_table("With official municipal statistics (Sweden, United Kingdom), those cities only", with_official(rows))
    print_table("Same cities without", [c for c in found if c.country in ("SE", "GB")])
    print_elsewhere()


def national_alone(rows: Sequence[Published]) -> list[Comparison]:
    """Return the published figures beside population × national emissions per head; no ranges."""
    found = []
    for row in rows:
        nation = country_at(row)
        sums = dict.fromkeys(SECTORS, 0.0)
        for source in SOURCES:
            sums[source.sector] += nation.activity.get(source.id, 0.0) * nation.factor_t.get(source.id, 0.0)
        for what in row.tonnes:
            value = total_of(row, sums) if what == "total" else sums[what]
            key = (row.city, row.place.country, row.place.population, what, row.per_head(what), value)
            found.append(Comparison(*key, value, value))
    return found


def print_elsewhere() -> None:
    """Print how well size and density alone order the transport of all British and Swedish municipalities."""
    by_code = {(p.country, p.lau_id): p for p in places().values()}
    fitted = shipped()
    for country in ("GB", "SE"):
        mean = municipal_means(country)["transportation"]
        national_errors, errors = [], []
        for (_, lau), row in municipal_emissions().items():
            place = by_code.get((country, lau))
            if row.country != country or place is None or not row.transportation or not place.area_km2:
                continue
            size = size_factor(
                np.array(row.population / place.area_km2),
                np.array(row.population),
                fitted("transport_density_exponent"),
                fitted("transport_population_exponent"),
            )
            national_errors.append(np.log(row.transportation / mean))
            errors.append(np.log(row.transportation / mean / float(size) / fitted("transport_norm", country)))
        before, after = (np.exp(np.median(np.abs(e))) for e in (national_errors, errors))
        print(
            f"\n{country}: transport of {len(errors)} municipalities, median factor {before:.2f} by the national mean,"
        )
        print(f"    {after:.2f} with size and density as fitted on contracts")


def leave_one_out(rows: Sequence[Published], year: int | None = None) -> list[Comparison]:
    """Return every comparable figure beside the estimate of a fit that never saw its city."""
    spreads = {key: value for key, value in shipped().table.items() if key[0].startswith("spread_")}
    found: list[Comparison] = []
    for row in rows:
        table = fit([other for other in rows if other is not row])
        found += compare(row, Fitted(table | spreads), local=False, year=year)
    return found


def with_official(rows: Sequence[Published]) -> list[Comparison]:
    """Return the figures of Swedish and British cities beside estimates that use official municipal statistics."""
    return [
        c
        for row in rows
        if row.place.country in ("SE", "GB")
        for c in compare(row, shipped(), local=True, year=None, published=False)
    ]


def compare(
    row: Published, fitted: Fitted, *, local: bool, year: int | None, published: bool = True
) -> list[Comparison]:
    """Return the comparable figures of one city beside its estimate."""
    place = row.place if published else replace(row.place, slug="")
    at = year or min(max(row.year, 2016), BASE_YEAR)
    found = estimate(place, draws=DRAWS, seed=SEED, local=local, year=at, fitted=fitted)
    return [_comparison(row, what, found) for what in row.tonnes]


def _comparison(row: Published, what: str, found: Estimate) -> Comparison:
    people = row.place.population
    best = {s: float(v[0]) / people for s, v in by_sector(found.median.emissions_t).items()}
    draws = {s: v / people for s, v in by_sector(found.draws.emissions_t).items()}
    value = total_of(row, best) if what == "total" else best[what]
    spread = sum(draws[s] for s in row.sectors) if what == "total" else draws[what]
    low, high = np.quantile(spread, (0.05, 0.95))
    key = (row.city, row.place.country, people, what, row.per_head(what), value)
    return Comparison(*key, float(low), float(high))


def fit_spreads(rows: Sequence[Published]) -> dict[str, float]:
    """Return the spreads whose ranges of 9 in 10 hold 9 in 10 published sectors, each city left out in turn.

    One multiplier per sector, from 0.5 to 3; the nearest to 90 % wins, the narrowest among equals. Stationary energy
    comes last: judged with the total, and with the totals of sound CDP reports of cities that have no contract.
    """
    whole, tables = fit(rows), {row.city: fit([other for other in rows if other is not row]) for row in rows}
    chosen = dict.fromkeys(SPREADS, 1.0)

    def off(sector: str, scale: float) -> float:
        named = {(f"spread_{n}", ""): v for n, v in _scaled(chosen | {sector: scale}).items()}
        found = [c for row in rows for c in compare(row, Fitted(tables[row.city] | named), local=False, year=None)]
        judged = (sector, "total") if sector == "stationary_energy" else (sector,)
        held = [float(np.mean([c.held for c in found if c.what == what])) for what in judged]
        if sector == "stationary_energy":
            held.append(_held_elsewhere(Fitted(whole | named), rows))
        return round(sum(abs(share - 0.90) for share in held), 3)

    for sector in (*(s for s in SPREADS if s != "stationary_energy"), "stationary_energy"):
        chosen[sector] = min(MULTIPLIERS, key=lambda scale, of=sector: (off(of, scale), scale))  # type: ignore[misc]
    print({sector: round(scale, 1) for sector, scale in chosen.items()}, file=sys.stderr)
    return _scaled(chosen)


def _held_elsewhere(fitted: Fitted, rows: Sequence[Published]) -> float:
    """Return the share of sound CDP reports of cities without a contract that the ranges hold."""
    contracts_of = {f"{row.place.country.lower()}/{row.place.slug}" for row in rows}
    return float(np.mean([held for _, error, held in errors(fitted, contracts_of) if abs(error) < SOUND]))


def _scaled(multipliers: Mapping[str, float]) -> dict[str, float]:
    """Return the spreads by multipliers of sectors, none over WIDEST: beyond it a lognormal's tails are fancy."""
    return FIXED | {n: min(v * multipliers[s], WIDEST) for s, parts in SPREADS.items() for n, v in parts.items()}


def group_of(country: str) -> str:
    """Return the part of Europe by which the accuracy is reported."""
    groups = {
        "north": "DK EE FI IS LT LV NO SE", "west": "AT BE CH DE FR GB IE LU NL", "south": "CY ES GR IT MT PT",
        "east": "BG CZ HR HU PL RO SI SK",
    }  # fmt: skip
    return next(name for name, members in groups.items() if country in members.split())


def size_of(population: float) -> str:
    """Return the class of size by which the accuracy is reported."""
    return "under 150,000" if population < 150_000 else "150,000 to 500,000" if population < 500_000 else "over 500,000"


def print_table(title: str, comparisons: Iterable[Comparison]) -> None:
    """Print accuracy per sector: number, median factor, bias, coverage."""
    found = list(comparisons)
    print(f"\n{title}")
    print_groups("", found, lambda c: c.what, ("total", *SECTORS))


def print_groups(
    title: str, found: Sequence[Comparison], key: Callable[[Comparison], str], order: Sequence[str] = ()
) -> None:
    """Print one line per group: number, median factor of error, bias as a factor, share of ranges that hold."""
    if title:
        print(f"\n{title}")
    for name in order or sorted({key(c) for c in found}):
        group = [c for c in found if key(c) == name]
        if group:
            errors = np.array([c.error for c in group])
            hold = np.mean([c.held for c in group])
            print(
                f"{name:22s} n {len(group):3d}  median factor {np.exp(np.median(np.abs(errors))):5.2f}  "
                f"bias {np.exp(np.median(errors)):5.2f}  "
                f"9 in 10 within {np.exp(np.quantile(np.abs(errors), 0.9)):5.2f}  ranges hold {hold:.0%}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
