"""Where each line of a draft comes from: source notes, and the notices of what had to stand in."""

from __future__ import annotations

from capacities.dayone.national import National
from capacities.dayone.result import Notice, PlaceFacts, SourceNote
from capacities.dayone.townscale import TownScale
from capacities.engines.activity import SOURCES
from capacities.facts.climate import climate_by_country

NOTES = {
    "iea_end_uses": SourceNote(
        "iea_end_uses", "IEA, Energy End-uses and Efficiency Indicators (via MyEnergyProfile)", 2023,
        "https://www.iea.org/data-and-statistics/data-product/energy-end-uses-and-efficiency-indicators"),
    "climate_watch": SourceNote(
        "climate_watch", "Climate Watch (CAIT) emissions by sector, via Our World in Data", 2018,
        "https://github.com/owid/co2-data", "CC BY 4.0"),
    "ember": SourceNote(
        "ember", "Ember, carbon intensity of electricity, via Our World in Data", 2024,
        "https://ourworldindata.org/grapher/carbon-intensity-electricity", "CC BY 4.0"),
    "ipcc_2006": SourceNote(
        "ipcc_2006", "IPCC 2006 Guidelines, volume 2, default emission factors", 2006,
        "https://www.ipcc-nggip.iges.or.jp/public/2006gl/"),
    "eurostat_waste": SourceNote(
        "eurostat_waste", "Eurostat, municipal waste generated", 2023,
        "https://ec.europa.eu/eurostat/databrowser/view/env_wasmun/default/table"),
    "lau": SourceNote(
        "lau", "Eurostat/GISCO, local administrative units 2020: population, area, degree of urbanisation", 2020,
        "https://ec.europa.eu/eurostat/web/nuts/local-administrative-units", "© EuroGeographics, Eurostat"),
    "downscaling": SourceNote(
        "downscaling", "Capacities: coefficients fitted on published Climate City Contracts",
        2026, ""),
    "regional_gdp": SourceNote(
        "regional_gdp", "Eurostat, regional accounts (nama_10r_3gdp)", 2020,
        "https://ec.europa.eu/eurostat/databrowser/view/nama_10r_3gdp/default/table"),
}  # fmt: skip


def source_ids(scale: TownScale, place: PlaceFacts) -> dict[str, tuple[str, ...]]:
    """Return per source the ids of what its activity and factor rest on."""
    ids: dict[str, tuple[str, ...]] = {}
    for source in SOURCES:
        base = _base(source.id)
        if source.carrier == "electricity":
            base = (*base, "ember")
        if source.id in scale.official_sources and scale.official:
            base = (official_id(scale), *base)
        ids[source.id] = base
    return ids


def _base(source: str) -> tuple[str, ...]:
    kind = source.partition("_")[0]
    if kind in ("res", "ind"):
        return ("iea_end_uses", "ipcc_2006")
    if kind == "ser":
        return ("iea_end_uses", "regional_gdp", "ipcc_2006")
    if kind in ("car", "bus", "van", "truck", "rail"):
        return ("iea_end_uses", "lau", "downscaling", "ipcc_2006")
    if kind in ("waste", "wastewater"):
        return ("climate_watch", "eurostat_waste", "downscaling")
    if kind == "agr":
        return ("iea_end_uses", "lau", "ipcc_2006")
    if kind in ("livestock", "soils"):
        return ("climate_watch", "lau")
    return ("climate_watch", "downscaling") if kind == "ippu" else ()


def official_id(scale: TownScale) -> str:
    """Return the id of the official municipal statistics that were used."""
    assert scale.official is not None
    return f"official_{scale.official.country.lower()}"


def source_notes(scale: TownScale) -> tuple[SourceNote, ...]:
    """Return the notes of everything that lines may refer to."""
    notes = tuple(NOTES.values())
    if scale.official:
        row = scale.official
        notes = (*notes, SourceNote(official_id(scale), row.source, row.year, "", row.licence))
    return notes


def notices(scale: TownScale, country: National, place: PlaceFacts, used: frozenset[str]) -> tuple[Notice, ...]:
    """Return what a reader should know: stand-ins, an imputed area, official and published figures that were used."""
    found = []
    neighbours = [name for name, whose in country.stand_ins.items() if whose != "EU"]
    european = [name for name, whose in country.stand_ins.items() if whose == "EU"]
    if place.country not in climate_by_country():
        found.append(Notice("country_unknown", {"country": place.country}))
    elif neighbours:
        found.append(Notice("figures_from_neighbours", {"count": len(neighbours)}))
    if european and place.country in climate_by_country():
        found.append(Notice("figures_from_europe", {"count": len(european)}))
    if not scale.density_known:
        found.append(Notice("area_unknown", {}, "info"))
    if scale.official:
        found.append(Notice("official_figures_used", {"year": scale.official.year}, "info"))
    if used:
        found.append(Notice("published_figures_used", {"count": len(used)}, "info"))
    found.append(Notice("land_not_estimated", {}, "info"))
    return tuple(found)
