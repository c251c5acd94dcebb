"""Fit of the coefficients of the downscaling, and the table in which they are shipped."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.contracts import Published
from capacities.dayone.national import BASE_YEAR, National, national
from capacities.dayone.townscale import INDUSTRY_FUELS, WASTE, Fitted, town_scale
from capacities.engines.activity import SECTORS, SOURCES, Floats
from capacities.engines.downscale import closing_constant, open_land_share, size_factor
from capacities.facts.climate import climate_by_country
from capacities.facts.places import Place, read_places
from capacities.facts.regions import municipal_emissions
from capacities.facts.table import DATA

DENSITY_EXPONENTS = tuple(np.round(np.arange(-0.26, -0.05, 0.02), 2))
POPULATION_EXPONENTS = tuple(np.round(np.arange(-0.12, 0.01, 0.02), 2))
OPEN_LAND_DENSITIES = (1_000.0, 1_500.0, 2_000.0, 2_500.0, 3_000.0, 4_000.0, 6_000.0)
INDUSTRY_LEVELS = tuple(np.round(np.arange(0.2, 1.21, 0.1), 1))
# What other data say before a contract is read: the density exponent of road CO2 over 262 British authorities is -0.19
# and over 290 Swedish municipalities -0.17; population adds little there.
PRIOR_DENSITY, PRIOR_POPULATION = -0.18, -0.05
PRIOR_INDUSTRY = (0.8, 0.4)  # half-way between "as the nation" and "no industry", electricity more spread than fuels
COUNTRY_SHRINKAGE = (
    3.0  # variance within 0.45², between 0.26²; total 1.19, 1.18, 1.19, 1.21 at 1.5, 3, 5, 10; 1.23 without
)
OUTLIER = 0.7  # errors beyond a factor of two say more of the city than of its country
ASSUMED = {
    "services_gdp_exponent": (0.4, "assumption; British services' CO2 rises with density by 0.11, contracts agree"),
    "industry_pull": (0.5, "assumption: geometric mean of country and Europe"),
    "waste_pull": (0.5, "assumption: geometric mean of country and Europe, as for industry"),
    "process_level": (0.1, "assumption: a tenth of national processes stand in the typical town, the rest in few"),
    "product_level": (0.5, "contracts: median 0.09 t per head of products and processes against 0.18 t national"),
}
# Land area in km² where the list of municipalities lacks most areas (national statistical offices, own knowledge).
LAND_KM2 = {
    "FR": 543_941, "NO": 323_802, "EE": 45_339, "SI": 20_273, "IE": 70_273, "MK": 25_713, "RS": 77_474,
    "GB": 242_495, "BE": 30_689, "IS": 103_000, "UA": 603_500, "TR": 783_562, "MD": 33_846, "BA": 51_197, "ME": 13_812,
}  # fmt: skip


@dataclass(frozen=True)
class Municipalities:
    """All municipalities of a country as arrays."""

    population: Floats
    density: Floats


def fit(rows: Sequence[Published]) -> dict[tuple[str, str], float]:
    """Return the coefficients that fit ``rows`` best, ridged towards what other data say."""
    table = dict(structure())
    table |= _fit_transport(rows)
    table |= _fit_levels(rows, table)
    return table | _country_levels(rows, table)


@cache
def structure() -> Mapping[tuple[str, str], float]:
    """Return what does not depend on published inventories: densities, references, assumptions."""
    table = {(name, ""): value for name, (value, _) in ASSUMED.items()}
    table |= _density_model()
    countries = [national(c) for c in climate_by_country()]
    table["industry_electricity_reference", ""] = float(np.median([n.activity["ind_electricity"] for n in countries]))
    table["industry_fuel_reference", ""] = float(
        np.median([sum(n.activity[s] * n.factor_t[s] for s in INDUSTRY_FUELS) for n in countries])
    )
    table["waste_reference", ""] = float(
        np.median([sum(n.activity[s] * n.factor_t[s] for s in (*WASTE, "wastewater")) for n in countries])
    )
    table["open_land_half_density", ""] = _open_land()
    for country, units in municipalities().items():
        area = LAND_KM2.get(country) or float((units.population / units.density).sum())
        table["density_per_km2", country] = float(units.population.sum()) / area
    people = {c: row.population_used for c, row in climate_by_country().items()}
    table |= {("density_per_km2", c): people[c] / LAND_KM2[c] for c in LAND_KM2 if c not in municipalities()}
    return table


def _open_land() -> float:
    """Return the density at which British authorities farm half as much per km² as empty ones: least Σ|ln error|^1.5.

    Their farming's CO2 (BEIS 2019) per km² against the constant under which all add up.
    """
    area = {p.lau_id: p.area_km2 for p in _own() if p.country == "GB" and p.area_km2}
    known = [m for m in municipal_emissions().values() if m.country == "GB" and m.farming and m.lau_id in area]
    km2 = np.array([area[m.lau_id] for m in known], float)
    people = np.array([m.population for m in known])
    tonnes = people * np.array([m.farming for m in known], float)

    def loss(half: float) -> float:
        open_km2 = km2 * open_land_share(people / km2, half)
        return float((np.abs(np.log(tonnes / open_km2 * open_km2.sum() / tonnes.sum())) ** 1.5).sum())

    return min(OPEN_LAND_DENSITIES, key=loss)


@cache
def _density_model() -> Mapping[tuple[str, str], float]:
    """Return ln density by degree of urbanisation and population, weighted by the root of population."""
    known = [p for p in _own() if p.area_km2 and p.degurba]
    people = np.array([p.population for p in known], float)
    columns = [np.array([p.degurba == k for p in known], float) for k in (1, 2, 3)] + [np.log(people / 1e4)]
    weight = people**0.5
    target = np.log(people / np.array([p.area_km2 for p in known]))
    b = np.linalg.lstsq(np.column_stack(columns) * weight[:, None], target * weight, rcond=None)[0]
    names = ("density_degurba_1", "density_degurba_2", "density_degurba_3", "density_population_exponent")
    return {(name, ""): float(v) for name, v in zip(names, b, strict=True)} | _density_scales(b)


def _density_scales(b: Floats) -> dict[tuple[str, str], float]:
    """Return per country without areas the factor that makes imputed areas add up to its land."""
    scales = {}
    for country in ("FR", "NO", "EE", "SI", "RS", "MK"):
        units = [p for p in _own() if p.country == country and not p.area_km2]
        area = sum(_people(p) / _imputed(p, b) for p in units)
        if units:
            scales["density_scale", country] = area / LAND_KM2[country]
    return scales


def _imputed(place: Place, b: Floats) -> float:
    people = _people(place)
    kind = place.degurba or (1 if people >= 50_000 else 2 if people >= 5_000 else 3)
    return float(np.exp(b[kind - 1] + b[3] * np.log(people / 1e4)))


def _people(place: Place) -> float:
    return float(place.population or 0)


@cache
def _own() -> tuple[Place, ...]:
    """Return the municipalities proper that have people."""
    return tuple(p for p in read_places() if p.kind == "municipality" and p.population)


@cache
def municipalities() -> Mapping[str, Municipalities]:
    """Return population and density of all municipalities by country; a missing area is imputed."""
    model = _density_model()
    b = np.array([model[f"density_degurba_{k}", ""] for k in (1, 2, 3)] + [model["density_population_exponent", ""]])
    found: dict[str, list[tuple[float, float]]] = {}
    for p in _own():
        imputed = _imputed(p, b) * model.get(("density_scale", p.country), 1.0)
        density = _people(p) / p.area_km2 if p.area_km2 else imputed
        found.setdefault(p.country, []).append((_people(p), density))
    return {c: Municipalities(*np.array(rows).T) for c, rows in found.items() if len(rows) > 3}


@cache
def closing(density_exponent: float, population_exponent: float) -> Mapping[tuple[str, str], float]:
    """Return per country the constant that makes all municipalities add up to the national figure."""
    return {
        ("transport_norm", c): closing_constant(
            m.population, size_factor(m.density, m.population, density_exponent, population_exponent)
        )
        for c, m in municipalities().items()
    }


def country_at(row: Published) -> National:
    """Return the national figures at the year of a published inventory."""
    return national(row.place.country, "ar5", min(max(row.year, 2016), BASE_YEAR))


def predict(row: Published, table: Mapping[tuple[str, str], float], *, use_official: bool = False) -> dict[str, float]:
    """Return t CO2e per head by sector at the year of the published inventory."""
    scale = town_scale(row.place, country_at(row), Fitted(table), use_official=use_official)
    sums = dict.fromkeys(SECTORS, 0.0)
    for source in SOURCES:
        if source.id in scale.activity:
            sums[source.sector] += scale.activity[source.id] * scale.factor_t[source.id]
    return sums


def total_of(row: Published, sectors: Mapping[str, float]) -> float:
    """Return the estimate of what the published total holds, t CO2e per head."""
    return sum(sectors[s] for s in row.sectors)


def _fit_transport(rows: Sequence[Published]) -> dict[tuple[str, str], float]:
    """Return the exponents of density and population with the least Σ|ln error|^1.5 and a ridge, and the closing."""
    used = [row for row in rows if "transportation" in row.tonnes]
    best: tuple[float, float, float] | None = None
    for b in DENSITY_EXPONENTS:
        for c in POPULATION_EXPONENTS:
            errors = np.array([_transport_error(row, b, c) for row in used])
            loss = (
                float((np.abs(errors) ** 1.5).sum())
                + 100 * (b - PRIOR_DENSITY) ** 2
                + 100 * (c - PRIOR_POPULATION) ** 2
            )
            if best is None or loss < best[0]:
                best = (loss, b, c)
    assert best is not None
    _, b, c = best
    exponents = {("transport_density_exponent", ""): b, ("transport_population_exponent", ""): c}
    return exponents | dict(closing(b, c))


_ERRORS: dict[tuple[str, float, float], float] = {}


def _transport_error(row: Published, b: float, c: float) -> float:
    key = (row.city, float(b), float(c))
    if key not in _ERRORS:
        table = dict(structure()) | dict(closing(b, c)) | _START
        table |= {("transport_density_exponent", ""): b, ("transport_population_exponent", ""): c}
        _ERRORS[key] = float(np.log(row.per_head("transportation") / predict(row, table)["transportation"]))
    return _ERRORS[key]


_START = {
    ("industry_electricity_level", ""): PRIOR_INDUSTRY[0],
    ("industry_fuel_level", ""): PRIOR_INDUSTRY[1],
    ("waste_level", ""): 0.6,
}


def _fit_levels(rows: Sequence[Published], table: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return the levels of industry (least Σ|ln error| of stationary energy and total) and of waste (shrunk median)."""
    waste = [
        float(np.log(row.per_head("waste") / predict(row, dict(table) | _START)["waste"] * 0.6))
        for row in rows
        if "waste" in row.tonnes
    ]
    levels = {("waste_level", ""): float(np.exp(np.median(waste) * len(waste) / (len(waste) + 10)))}
    best: tuple[float, float, float] | None = None
    for electricity in INDUSTRY_LEVELS:
        for fuels in INDUSTRY_LEVELS:
            loss = _level_loss(rows, dict(table) | _START | levels, electricity, fuels)
            if best is None or loss < best[0]:
                best = (loss, electricity, fuels)
    assert best is not None
    return levels | {("industry_electricity_level", ""): best[1], ("industry_fuel_level", ""): best[2]}


def _country_levels(rows: Sequence[Published], table: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return per country the level of its cities' stationary energy, shrunk: exp(Σ ln error / (n + k)).

    A random effect of the country: k is the variance within countries over the variance between them.
    """
    errors: dict[str, list[float]] = {}
    for row in rows:
        if "stationary_energy" in row.tonnes:
            error = np.log(row.per_head("stationary_energy") / predict(row, table)["stationary_energy"])
            errors.setdefault(row.place.country, []).append(float(np.clip(error, -OUTLIER, OUTLIER)))
    name = "stationary_country_level"
    return {(name, c): float(np.exp(sum(e) / (len(e) + COUNTRY_SHRINKAGE))) for c, e in errors.items()}


def _level_loss(
    rows: Sequence[Published], table: dict[tuple[str, str], float], electricity: float, fuels: float
) -> float:
    """Return Σ|ln error|^1.5 of stationary energy and of the total at given industry levels, with a ridge."""
    loss = 3 * (electricity - PRIOR_INDUSTRY[0]) ** 2 + 3 * (fuels - PRIOR_INDUSTRY[1]) ** 2
    for row in rows:
        sectors = dict(_base(row, table))
        sectors["stationary_energy"] += electricity * _industry(row)[0] + fuels * _industry(row)[1]
        if "stationary_energy" in row.tonnes:
            loss += abs(np.log(row.per_head("stationary_energy") / sectors["stationary_energy"])) ** 1.5
        if "total" in row.tonnes:
            loss += abs(np.log(row.per_head("total") / total_of(row, sectors))) ** 1.5
    return float(loss)


_BASES: dict[tuple[str, float, float, float], dict[str, float]] = {}
_INDUSTRY: dict[str, tuple[float, float]] = {}


def _base(row: Published, table: dict[tuple[str, str], float]) -> dict[str, float]:
    """Return the sectors without any industry."""
    names = ("transport_density_exponent", "transport_population_exponent", "waste_level")
    key = (row.city, *(float(table[name, ""]) for name in names))
    if key not in _BASES:
        none = {("industry_electricity_level", ""): 0.0, ("industry_fuel_level", ""): 0.0}
        _BASES[key] = predict(row, table | none)  # type: ignore[index]
    return _BASES[key]  # type: ignore[index]


def _industry(row: Published) -> tuple[float, float]:
    """Return t per head of industry's electricity and fuels at level 1."""
    if row.city not in _INDUSTRY:
        both = {("industry_electricity_level", ""): 1.0, ("industry_fuel_level", ""): 1.0}
        base = dict(structure()) | _START | dict(closing(-0.16, -0.06))
        base |= {("transport_density_exponent", ""): -0.16, ("transport_population_exponent", ""): -0.06}
        scale = town_scale(row.place, country_at(row), Fitted(base | both), use_official=False)
        electricity = scale.activity["ind_electricity"] * scale.factor_t["ind_electricity"]
        fuels = sum(scale.activity[s] * scale.factor_t[s] for s in INDUSTRY_FUELS)
        _INDUSTRY[row.city] = (electricity, fuels)
    return _INDUSTRY[row.city]


def write_table(
    table: Mapping[tuple[str, str], float], rows: Sequence[Published], spreads: Mapping[str, float]
) -> None:
    """Write facts/data/downscale_coefficients.csv."""
    with (DATA / "downscale_coefficients.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "country", "value", "unit", "n", "year", "source"])
        for (name, country), value in sorted(table.items()):
            source = ASSUMED[name][1] if name in ASSUMED else _SOURCES.get(name, "benchmarks/accuracy.py --fit")
            n = len(rows) if name in ("transport_density_exponent", "transport_population_exponent") else ""
            unit = "persons/km2" if name == "density_per_km2" else "1"
            writer.writerow([name, country, f"{value:.5g}", unit, n, "2016-2023", source])
        for name, value in sorted(spreads.items()):
            source = "benchmarks/accuracy.py --fit: ranges of 9 in 10 hold 9 in 10 contracts"
            writer.writerow([f"spread_{name}", "", f"{value:.3f}", "1", len(rows), "2016-2023", source])


_SOURCES = {
    "density_per_km2": "municipalities.csv.xz (LAU 2020); land areas of national offices where the list has none",
    "density_scale": "land area of the country against imputed areas",
    "open_land_half_density": "benchmarks/accuracy.py --fit: farming's CO2 of 219 British authorities, BEIS 2019",
    "transport_norm": "closes the sum over all municipalities; benchmarks/accuracy.py --fit",
}
