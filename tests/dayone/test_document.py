"""A plan survives the way to JSON and back."""

import json

from capacities.dayone.document import plan_from_store, plan_to_store
from tests.factories import make_plan


def test_a_plan_comes_back_from_its_stored_form_unchanged():
    plan = make_plan()

    document = json.loads(json.dumps(plan_to_store(plan)))

    assert plan_from_store(document) == plan


def test_the_factory_is_coherent():
    plan = make_plan()

    assert sum(m.reduction_t for m in plan.plan.measures) == 31_100
    assert plan.plan.baseline_t - plan.plan.residual_t == sum(m.reduction_t for m in plan.plan.measures)
    assert sum(r.p50 for r in plan.inventory.sectors.values()) == plan.inventory.total_t.p50
