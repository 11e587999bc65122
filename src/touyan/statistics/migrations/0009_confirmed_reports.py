"""A confirmed report stays as it is, whoever writes to the database."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION statistical_report_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.confirmed_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'statistical report % is confirmed', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
DROP TRIGGER IF EXISTS statistical_report_is_confirmed ON statistics_statisticalreport;
CREATE TRIGGER statistical_report_is_confirmed BEFORE UPDATE OR DELETE
  ON statistics_statisticalreport
  FOR EACH ROW EXECUTE FUNCTION statistical_report_is_confirmed();
"""
BACKWARD = """
DROP TRIGGER statistical_report_is_confirmed ON statistics_statisticalreport;
DROP FUNCTION statistical_report_is_confirmed();
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0008_statistical_reports")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
