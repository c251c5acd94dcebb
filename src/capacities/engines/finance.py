"""Money over the years: present values, payback, cost per tonne, loans and funding gaps. Real prices throughout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capacities.engines.activity import Floats


def annuity_factor(rate: float, years: float) -> float:
    """Return the present value of 1 EUR at the end of each of ``years`` years (textbook annuity, a = (1−(1+r)⁻ⁿ)/r)."""
    if years <= 0:
        raise ValueError(f"years is {years}, expected more than 0")
    return years if rate == 0 else (1 - (1 + rate) ** -years) / rate


def npv(flows_eur: Floats, rate: float) -> Floats:
    """Return the present value of flows [..., year]; the first year is not discounted."""
    years = np.arange(flows_eur.shape[-1])
    return np.asarray(flows_eur @ (1 + rate) ** -years.astype(float))


def tranche_npv(
    capex_eur: Floats, yearly_saving_eur: Floats | float, lifetime_years: float, rate: float, wait_years: int = 0
) -> float:
    """Return the NPV of an investment built in tranches, seen from ``wait_years`` before the first one.

    ``capex_eur`` [year]; each tranche yields its part of ``yearly_saving_eur`` (EUR per year once all is built)
    at the end of each of the ``lifetime_years`` years that follow it.
    """
    total = capex_eur.sum()
    part = capex_eur / total if total > 0 else np.full(capex_eur.size, 1 / capex_eur.size)
    gains = part * yearly_saving_eur * annuity_factor(rate, lifetime_years)
    return float(npv(gains - capex_eur, rate) * (1 + rate) ** -wait_years)


def payback_years(capex_eur: float, yearly_saving_eur: float) -> float | None:
    """Return after how many years the savings have repaid the investment; None if never."""
    if capex_eur <= 0:
        return 0.0 if yearly_saving_eur >= 0 else None
    return capex_eur / yearly_saving_eur if yearly_saving_eur > 0 else None


def cost_per_tonne_eur(
    capex_eur: float, yearly_saving_eur: float, yearly_tonnes: float, lifetime_years: float, rate: float
) -> float | None:
    """Return EUR per t CO2e: yearly cost (annuity less savings) over yearly tonnes; None where nothing is saved."""
    if yearly_tonnes <= 0:
        return None
    return (capex_eur / annuity_factor(rate, lifetime_years) - yearly_saving_eur) / yearly_tonnes


@dataclass(frozen=True)
class Loan:
    """A loan with equal yearly payments; the arrays run along its years."""

    payment_eur: float
    interest_eur: Floats
    repayment_eur: Floats
    open_eur: Floats  # debt at the end of each year


def loan_schedule(amount_eur: float, rate: float, years: int) -> Loan:
    """Return the schedule of an annuity loan: interest and repayment by year, debt 0 at the end."""
    if amount_eur < 0 or years < 1:
        raise ValueError(f"amount_eur is {amount_eur} over {years} years, expected 0 or more over at least 1")
    payment = amount_eur / annuity_factor(rate, years)
    n = np.arange(1, years + 1, dtype=float)
    debt: Floats = amount_eur * (years - n) / years if rate == 0 else payment * (1 - (1 + rate) ** (n - years)) / rate
    before = np.concatenate([[amount_eur], debt[:-1]])
    return Loan(payment, before * rate, before - debt, debt)


def cash_flow(capex_eur: Floats, saving_eur: Floats, capex_share: Floats, saving_share: Floats) -> Floats:
    """Return the cash flow [payer, year] of investments and savings [year] under shares [payer]."""
    for name, share in (("capex_share", capex_share), ("saving_share", saving_share)):
        if abs(share.sum() - 1) > 1e-9:
            raise ValueError(f"{name} adds up to {share.sum()}, expected 1")
    return np.outer(saving_share, saving_eur) - np.outer(capex_share, capex_eur)


def funding_gap(need_eur: Floats, funds_eur: Floats, *, carry_over: bool = True) -> Floats:
    """Return the money missing in each year [..., year]; what is left over may be carried into later years."""
    if not carry_over:
        return np.maximum(need_eur - funds_eur, 0.0)
    balance = np.cumsum(funds_eur - need_eur, axis=-1)
    worst = np.minimum(np.minimum.accumulate(balance, axis=-1), 0.0)
    return -np.diff(worst, axis=-1, prepend=0.0)
