"""Copies the one address that a person had into the table of addresses."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    contact, address = (apps.get_model("hub_stakeholders", name) for name in ("Contact", "ContactAddress"))
    address.objects.bulk_create(
        address(contact=row, email=row.email.lower(), bounced_at=row.bounced_at)
        for row in contact.objects.exclude(email="")
    )


def take_back(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("hub_stakeholders", "Contact").objects.prefetch_related("addresses"):
        for first in row.addresses.all()[:1]:
            row.email, row.bounced_at = first.email, first.bounced_at
            row.save()


class Migration(migrations.Migration):
    dependencies = [("hub_stakeholders", "0002_people_and_imports")]

    operations = [migrations.RunPython(fill, take_back)]
