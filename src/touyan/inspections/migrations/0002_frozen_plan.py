"""What a frozen plan says stays as it is, whoever writes to the database."""

from __future__ import annotations

from django.db import migrations

COLUMNS = (
    "organ_id", "name", "basis", "scope", "starts_on", "ends_on", "checklist_id", "mode", "strata",
    "seats", "margin", "confidence", "number_source", "number_on", "previous_id", "looks_at_id",
    "frozen_at", "frozen_by_id", "size", "digest",
)
CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in COLUMNS)
FORWARD = f"""
CREATE FUNCTION inspection_plan_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND ({CHANGED}) THEN
    RAISE EXCEPTION 'the plan of inspection % is frozen', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.drawn_at IS NOT NULL AND (NEW.number, NEW.seed, NEW.drawn_at)
      IS DISTINCT FROM (OLD.number, OLD.seed, OLD.drawn_at) THEN
    RAISE EXCEPTION 'inspection % is drawn', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER inspection_plan_is_frozen BEFORE UPDATE ON inspections_inspection
  FOR EACH ROW EXECUTE FUNCTION inspection_plan_is_frozen();
"""
BACKWARD = "DROP TRIGGER inspection_plan_is_frozen ON inspections_inspection;"
BACKWARD += "DROP FUNCTION inspection_plan_is_frozen();"


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_inspections")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
