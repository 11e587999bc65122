"""Which page saved a review last, and in which of its sendings."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inspections", "0008_finding_evidence")]
    operations = [
        migrations.AddField("review", "page", models.TextField(blank=True, db_default="")),
        migrations.AddField("review", "turn", models.IntegerField(db_default=0)),
    ]
