"""Removes the one address from the person: the table of addresses holds it."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hub_stakeholders", "0003_fill_addresses_of_people")]

    operations = [
        migrations.RemoveField(model_name="contact", name="email"),
        migrations.RemoveField(model_name="contact", name="bounced_at"),
    ]
