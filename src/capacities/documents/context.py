"""What every section of the contract needs: the plan, the texts of one language, and figures written in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from capacities.dayone import texts as names
from capacities.dayone.catalogue import Catalogue, catalogue
from capacities.dayone.numbers import number
from capacities.dayone.result import DayOnePlan, PlannedMeasure, Range, Tier, Trajectory
from capacities.documents import numbers
from capacities.documents.measure_sheets import FIELDS, field_of
from capacities.documents.tree import Block, Note, Span, State

_FOLDER = Path(__file__).resolve().parent / "texts"


def document_texts(language: str) -> Catalogue:
    """Return the texts of documents; raises ValueError for a language without them."""
    return catalogue(_FOLDER, language)


@dataclass(frozen=True)
class Section:
    """What stands under one heading of the outline, and how far it is."""

    blocks: tuple[Block, ...]
    state: State


@dataclass(frozen=True)
class Context:
    """A plan in a language. ``version`` is the version of the document."""

    plan: DayOnePlan
    language: str
    version: str

    @cached_property
    def texts(self) -> Catalogue:
        """The texts of documents in this language."""
        return document_texts(self.language)

    @cached_property
    def common(self) -> Mapping[str, Any]:
        """The values that any sentence may name."""
        plan, settings = self.plan, self.plan.settings
        return {
            "name": plan.place.name,
            "county": plan.place.county,
            "country": names.country_name(plan.place.country, plan.place.country_name, self.language),
            "population": plan.place.population,
            "year": plan.inventory.year,
            "target_year": plan.plan.target_year,
            "target": plan.plan.target_share,
            "price_year": plan.plan.price_year,
            "created": settings.created,
            "draws": settings.draws,
            "seed": settings.seed,
            "version": self.version,
        }

    def t(self, key: str, **params: Any) -> str:
        """Return the text of ``key``, with the plan's common values at hand."""
        return self.texts(key, **{**self.common, **params})

    def lines(self, key: str, **params: Any) -> tuple[str, ...]:
        """Return a list of texts."""
        return self.texts.lines(key, **{**self.common, **params})

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a table of fixed texts."""
        return tuple(tuple(row) for row in self.texts.get(key))

    def headers(self, key: str, **params: Any) -> tuple[str, ...]:
        """Return column headers."""
        return self.lines(key, **params)

    @property
    def no_data(self) -> str:
        """The words for a value that is not known."""
        return self.t("words.no_data")

    def n(self, value: float, digits: int = 0) -> str:
        """Return a number as it is, in the language."""
        return number(value, digits, self.language)

    def cell(self, value: float | None, step: float) -> str:
        """Return a table value rounded to ``step``; the words for no data where there is none."""
        return numbers.with_step(value, step, self.language, self.no_data)

    def best(self, value: Range) -> str:
        """Return a best estimate, rounded to what its range supports."""
        return numbers.best(value, self.language)

    def span(self, value: Range) -> str:
        """Return the ends of a range."""
        return numbers.span_of(value, self.language)

    def low(self, value: Range) -> str:
        """Return the lower end of a range."""
        return numbers.to_step(value.p5, numbers.step_for(value), self.language)

    def high(self, value: Range) -> str:
        """Return the upper end of a range."""
        return numbers.to_step(value.p95, numbers.step_for(value), self.language)

    def rounded(self, value: float) -> str:
        """Return a figure without a range, to three significant digits and at most to 100."""
        return self.cell(value, numbers.step_of_column([value]))

    @cached_property
    def _money(self) -> numbers.MoneyWords:
        words = self.texts.get("words")
        return numbers.MoneyWords(words["million"], words["thousand"], words["euro"])

    def money(self, value_eur: float) -> str:
        """Return a sum of money in words of a sensible size."""
        return numbers.money(value_eur, self._money, self.language)

    def money_range(self, value: Range) -> str:
        """Return a range of money."""
        return numbers.money_range(value, self._money, self.language)

    def million(self, values_eur: Iterable[float | None]) -> Millions:
        """Return a writer of money columns in million euro, all rounded to four digits of the largest."""
        step = numbers.step_of_column(v / numbers.MILLION for v in values_eur if v is not None) / 10
        return Millions(self, min(max(step, 0.001), 0.1))

    def tier(self, tier: Tier) -> tuple[Span, ...]:
        """Return how near a figure is to the town: mark and words."""
        return (Span(names.tier_name(tier, self.language), mark=f"t{int(tier)}"),)

    def hint(self, id: str) -> Note:
        """Return what the city must write in a section."""
        return Note("city", self.t("words.city_title"), (self.t(f"hints.{id}"),))

    def suggestion(self, id: str) -> Note:
        """Return our own proposal for a section."""
        return Note("suggestion", self.t("words.suggestion_title"), self.lines(f"suggestions.{id}"))

    def join(self, words: Iterable[str]) -> str:
        """Return words as a list in a sentence."""
        listed = list(words)
        if len(listed) < 2:
            return "".join(listed)
        return f"{', '.join(listed[:-1])} {self.t('words.and')} {listed[-1]}"

    @cached_property
    def path(self) -> Trajectory:
        """Emissions with the plan from the base year to the target year."""
        path = self.plan.plan.with_plan
        keep = [i for i, year in enumerate(path.years) if year <= self.plan.plan.target_year]
        return Trajectory(
            tuple(path.years[i] for i in keep),
            *(tuple(values[i] for i in keep) for values in (path.p5, path.p50, path.p95)),
        )

    @cached_property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        """The measures, the strongest first."""
        return tuple(sorted(self.plan.plan.measures, key=lambda m: -m.reduction_t))

    @cached_property
    def by_field(self) -> Mapping[str, tuple[PlannedMeasure, ...]]:
        """The measures of each field of action that has any, the field that saves most first."""
        found = {field: tuple(m for m in self.measures if field_of(m) == field) for field in FIELDS}
        kept = {field: measures for field, measures in found.items() if measures}
        return dict(sorted(kept.items(), key=lambda item: -sum(m.reduction_t for m in item[1])))

    def measure(self, measure: PlannedMeasure) -> str:
        """Return the name of a measure."""
        return names.measure_name(measure.id, self.language)

    @property
    def cut_share(self) -> float:
        """The cut in the target year against the base year."""
        return 1 - self.plan.plan.residual_t / self.plan.plan.reference_t if self.plan.plan.reference_t else 0.0

    @property
    def start_year(self) -> int:
        """The first year after the draft, in which work can start."""
        return int(self.plan.settings.created[:4]) + 1

    @property
    def missing_t(self) -> float:
        """Tonnes above the target in the target year; negative if the target is met."""
        return self.plan.plan.residual_t - self.plan.plan.target_t


@dataclass(frozen=True, slots=True)
class Millions:
    """Writes money of one table in million euro."""

    context: Context
    step: float

    def __call__(self, value_eur: float | None) -> str:
        return self.context.cell(None if value_eur is None else value_eur / numbers.MILLION, self.step)
