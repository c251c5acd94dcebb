"""What a visitor asks of a draft, in the address of a page: own figures, another goal. Nothing is stored."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict

from capacities.dayone.assemble import BadOption, Options
from capacities.tables.known import DEFAULT_UNCERTAINTY, KnownValue
from capacities.tables.known_inputs import askable
from capacities.tables.numbers import Decimal, parse_number

KNOWN, TARGET, YEAR, BUDGET = "known", "target", "year", "budget"
MILLION = 1_000_000.0


def to_query(options: Options) -> str:
    """Return `?known=res_gas:61000&target=70&year=2035&budget=40` (per cent, million euro), or nothing for the default.

    A known figure is id, value and its uncertainty unless that is the usual one.
    """
    usual = Options()
    pairs = [(KNOWN, _written(id, value)) for id, value in options.known.items()]
    if options.target_share != usual.target_share:
        pairs.append((TARGET, f"{100 * options.target_share:g}"))
    if options.target_year != usual.target_year:
        pairs.append((YEAR, str(options.target_year)))
    if options.budget_eur is not None:
        pairs.append((BUDGET, f"{options.budget_eur / MILLION:g}"))
    return f"?{urlencode(pairs, safe=':')}" if pairs else ""


def from_query(query: QueryDict, decimal: Decimal = ".") -> Options:
    """Return what an address asks; ``decimal`` is the reader's decimal sign. Raises BadOption for what is no number."""
    target = _number(query, TARGET, decimal)
    year = _number(query, YEAR, decimal)
    budget = _number(query, BUDGET, decimal)
    usual = Options()
    if year is not None and not year.is_integer():
        raise BadOption(YEAR, "not_a_number", value=str(query[YEAR])[:60])
    return Options(
        target_share=usual.target_share if target is None else target / 100,
        target_year=usual.target_year if year is None else int(year),
        budget_eur=None if budget is None else budget * MILLION,
        known=known_from(query.getlist(KNOWN)),
    )


def known_from(values: list[str]) -> dict[str, KnownValue]:
    """Return the figures of an address. Raises BadOption for one that names no input or holds no number."""
    known = {}
    for text in values:
        id, *numbers = text.split(":")
        found = askable().get(id)
        try:
            value, *rest = (float(n) for n in numbers)
            uncertainty = rest[0] if rest else DEFAULT_UNCERTAINTY
        except (ValueError, IndexError):
            found = None
            value = uncertainty = 0.0
        if found is None or not abs(value) < 1e15 or not 0 <= uncertainty <= 2 or len(numbers) > 2:
            raise BadOption(KNOWN, "known_not_understood", value=text[:60])
        known[id] = KnownValue(value, found.unit, uncertainty)
    return known


def _written(id: str, known: KnownValue) -> str:
    tail = "" if known.relative_uncertainty == DEFAULT_UNCERTAINTY else f":{known.relative_uncertainty:g}"
    return f"{id}:{known.value:.10g}{tail}"


def _number(query: QueryDict, name: str, decimal: Decimal) -> float | None:
    """Return a number that a form sent; an empty field asks nothing."""
    text = query.get(name, "").strip()
    if not text:
        return None
    parsed = parse_number(text, decimal)
    if parsed is None or parsed.unit:
        raise BadOption(name, "not_a_number", value=text[:60])
    return parsed.value
