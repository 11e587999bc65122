"""A finding names its evidence; those kept without any say so."""

from __future__ import annotations

from django.db import migrations, models

BARE = "（未写明证据）"
TELL = f"UPDATE inspections_finding SET evidence = '{BARE}' WHERE evidence = '';"


class Migration(migrations.Migration):
    dependencies = [("inspections", "0007_frozen_list")]
    operations = [
        migrations.RunSQL([TELL, "SET CONSTRAINTS ALL IMMEDIATE;"], migrations.RunSQL.noop),
        migrations.AlterField("finding", "evidence", models.TextField()),
        migrations.AddConstraint(
            "finding",
            models.CheckConstraint(
                condition=~models.Q(evidence=""), name="finding_has_evidence"
            ),
        ),
    ]
