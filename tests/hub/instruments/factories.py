"""Valid entries of the atlas."""

from __future__ import annotations

from typing import Any

from capacities.hub.instruments.models import Instrument


def make_instrument(slug: str = "fund", **changes: Any) -> Instrument:
    values = {
        "slug": slug,
        "name": {"en": f"Fund {slug}"},
        "countries": ["RO"],
        "source": "A page",
        "as_of_year": 2026,
        "confidence": "high",
    }
    one = Instrument(**{**values, **changes})
    one.fold_texts()
    one.save()
    return one
