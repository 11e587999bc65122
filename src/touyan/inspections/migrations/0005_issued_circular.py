"""What an issued circular says stays as it is, whoever writes to the database."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE FUNCTION inspection_circular_is_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.issued_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'circular % is issued', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER inspection_circular_is_issued BEFORE UPDATE OR DELETE ON inspections_circular
  FOR EACH ROW EXECUTE FUNCTION inspection_circular_is_issued();
"""
BACKWARD = """
DROP TRIGGER inspection_circular_is_issued ON inspections_circular;
DROP FUNCTION inspection_circular_is_issued();
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0004_outcomes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
