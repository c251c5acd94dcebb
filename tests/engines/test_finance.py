"""Money over the years, against textbook figures."""

import numpy as np
import pytest

from capacities.engines import finance


def test_annuity_factor_of_the_tables():
    # Brealey & Myers, appendix: 10 % over 5 years 3.791, 5 % over 20 years 12.462
    assert finance.annuity_factor(0.10, 5) == pytest.approx(3.791, abs=5e-4)
    assert finance.annuity_factor(0.05, 20) == pytest.approx(12.462, abs=5e-4)
    assert finance.annuity_factor(0.0, 7) == 7


def test_npv_discounts_all_but_the_first_year():
    assert finance.npv(np.array([-100.0, 60.0, 60.0]), 0.1) == pytest.approx(-100 + 60 / 1.1 + 60 / 1.21)


def test_an_investment_in_two_tranches_equals_its_cash_flow_written_out():
    # 40 in year 0, 60 in year 1; 50 a year once built, each tranche for three years after its own
    flow = np.array([-40.0, -60 + 20, 20 + 30, 20 + 30, 30])

    got = finance.tranche_npv(np.array([40.0, 60.0]), 50.0, 3, 0.04)

    assert got == pytest.approx(float(finance.npv(flow, 0.04)))


def test_a_later_start_is_worth_less_today():
    soon = finance.tranche_npv(np.array([100.0]), 30.0, 10, 0.03)

    assert finance.tranche_npv(np.array([100.0]), 30.0, 10, 0.03, wait_years=2) == pytest.approx(soon / 1.03**2)


def test_payback_is_investment_over_saving_or_never():
    assert finance.payback_years(1000.0, 250.0) == 4.0
    assert finance.payback_years(1000.0, -1.0) is None
    assert finance.payback_years(1000.0, 0.0) is None


def test_cost_per_tonne_is_the_yearly_cost_over_the_yearly_tonnes():
    # 1,000 EUR over 10 years without interest: 100 a year, less 40 saved, for 6 t
    assert finance.cost_per_tonne_eur(1000.0, 40.0, 6.0, 10, 0.0) == pytest.approx(10.0)
    assert finance.cost_per_tonne_eur(1000.0, 40.0, 0.0, 10, 0.0) is None


@pytest.mark.parametrize("rate", [0.0, 0.05])
def test_a_loan_is_paid_back_to_the_last_euro(rate):
    loan = finance.loan_schedule(100_000.0, rate, 10)

    assert loan.repayment_eur.sum() == pytest.approx(100_000.0)
    assert loan.open_eur[-1] == pytest.approx(0.0, abs=1e-6)
    assert loan.interest_eur + loan.repayment_eur == pytest.approx(np.full(10, loan.payment_eur))


def test_a_loan_of_the_textbook():
    # 100,000 at 5 % over 10 years: 12,950.46 a year; first interest 5,000
    loan = finance.loan_schedule(100_000.0, 0.05, 10)

    assert loan.payment_eur == pytest.approx(12_950.46, abs=0.005)
    assert loan.interest_eur[0] == pytest.approx(5_000.0)


def test_left_over_money_fills_later_gaps_only_if_it_may_be_carried():
    need, funds = np.array([10.0, 50.0, 20.0]), np.array([30.0, 20.0, 20.0])

    assert finance.funding_gap(need, funds).tolist() == [0.0, 10.0, 0.0]
    assert finance.funding_gap(need, funds, carry_over=False).tolist() == [0.0, 30.0, 0.0]


def test_cash_flow_by_payer_adds_up_to_the_whole():
    flow = finance.cash_flow(np.array([100.0, 0.0]), np.array([0.0, 30.0]), np.array([0.4, 0.6]), np.array([1.0, 0.0]))

    assert flow.tolist() == [[-40.0, 30.0], [-60.0, 0.0]]


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match=r"capex_share adds up to 0\.9"):
        finance.cash_flow(np.ones(1), np.ones(1), np.array([0.4, 0.5]), np.array([1.0, 0.0]))


def test_a_loan_without_years_is_refused():
    with pytest.raises(ValueError, match="over 0 years"):
        finance.loan_schedule(1.0, 0.05, 0)
