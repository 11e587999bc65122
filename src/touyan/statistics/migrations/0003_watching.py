"""Whatever changes a figure leaves a row in the queue, whoever writes."""

from __future__ import annotations

from django.db import migrations

from touyan.statistics.watching import BACKWARD, FORWARD


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0002_working_tables"),
        ("intake", "0004_names_in_pinyin"),
        ("organs", "0001_initial"),
        ("matters", "0005_outcomes_verified"),
        ("leadership", "0011_naming_notices"),
        ("campaigns", "0003_reports"),
        ("inspections", "0006_done_review"),
    ]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(
            "CREATE INDEX statistics_fresh_key ON statistics_fresh (element, key);"
            "CREATE INDEX statistics_fresh_petition ON statistics_fresh (petition_id);",
            "DROP INDEX statistics_fresh_key, statistics_fresh_petition;",
        ),
    ]
