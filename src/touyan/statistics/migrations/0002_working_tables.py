"""What is being counted at this moment: of no use after a crash, so not logged."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE UNLOGGED TABLE statistics_fresh (
  element text, key text, matter_id bigint, petition_id bigint, organ_id bigint, kind text,
  channel text, topic text, day date, amount integer, since timestamptz, until timestamptz);
CREATE UNLOGGED TABLE statistics_moved (
  sign integer, element text, organ_id bigint, kind text, channel text, topic text, day date,
  amount integer);
"""
BACKWARD = "DROP TABLE statistics_fresh, statistics_moved;"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_statistics")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
