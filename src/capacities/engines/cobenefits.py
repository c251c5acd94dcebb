"""What a plan is worth besides its tonnes: damage avoided and health gained, as linear measures of the state."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.pathway import COLUMN_INDEX


def damage_weights(rates_eur: Mapping[str, Mapping[str, float]]) -> tuple[tuple[str, ...], Floats]:
    """Return the kinds of damage and EUR per unit of each column, [kind, column]; benefits are negative damage.

    ``rates_eur`` maps a kind (air_pollution, noise, accidents, activity …) to EUR per unit of columns. A lever's
    benefit is what it takes off the damage, so ``attribution.shapley`` splits it exactly like the tonnes.
    """
    weights = np.zeros((len(rates_eur), len(COLUMN_INDEX)))
    for k, (kind, rates) in enumerate(rates_eur.items()):
        for column, rate in rates.items():
            if column not in COLUMN_INDEX:
                raise ValueError(f"rates_eur[{kind}] names the column {column}, which does not exist")
            weights[k, COLUMN_INDEX[column]] = rate
    return tuple(rates_eur), weights
