"""What belongs to hubs and to self-assessments is audited, unless the record itself says why it is not."""

from __future__ import annotations

from django.apps import apps

from capacities.core.audit import audited_models


def test_every_record_of_hubs_and_assessments_is_audited_or_says_why_not() -> None:
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith(("capacities.hub.", "capacities.capacity."))
        and not hasattr(model, "pgh_tracked_model")
        and "models" in model.__module__
    ]
    silent = [
        model._meta.label
        for model in ours
        if model not in audited_models() and "not audited" not in " ".join((model.__doc__ or "").lower().split())
    ]

    assert len(ours) > 50
    assert silent == []
