"""What no one changes any more, whoever writes to the database: a frozen plan, its list, a review
that is done, an issued circular, a published checklist."""

from __future__ import annotations

from django.db import migrations

COLUMNS = (
    "organ_id", "name", "basis", "scope", "starts_on", "ends_on", "checklist_id", "mode", "strata",
    "seats", "margin", "confidence", "number_source", "number_on", "previous_id", "looks_at_id",
    "frozen_at", "frozen_by_id", "size", "digest",
)
CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in COLUMNS)
PLAN = f"""
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

# The lock waits for a freezing that is going on, so that its list is looked at as it was left.
# Places 1 to the size are taken when a list is frozen: whatever comes later is beyond them.
LIST = """
CREATE FUNCTION inspection_list_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM inspections_inspection
    WHERE id IN (SELECT inspection_id FROM added) FOR SHARE;
  IF EXISTS (
    SELECT 1 FROM added JOIN inspections_inspection i ON i.id = added.inspection_id
    WHERE i.state <> 'draft' AND added.ordinal NOT BETWEEN 1 AND i.size
  ) THEN
    RAISE EXCEPTION 'the list of the inspection is frozen' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER inspection_list_is_frozen AFTER INSERT ON inspections_entry
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION inspection_list_is_frozen();
"""

# A row that is over stays as it is: by the column that says so, and what to call it.
OVER = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.{since} IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION '{said}', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {name}();
"""
REVIEW = OVER.format(
    name="inspection_review_is_done", table="inspections_review", since="done_at",
    said="review % is done",
)
CIRCULAR = OVER.format(
    name="inspection_circular_is_issued", table="inspections_circular", since="issued_at",
    said="circular % is issued",
)
CHECKLIST = OVER.format(
    name="inspection_checklist_is_published", table="inspections_checklist", since="published_at",
    said="checklist % is published",
)

BACKWARD = """
DROP TRIGGER inspection_checklist_is_published ON inspections_checklist;
DROP TRIGGER inspection_circular_is_issued ON inspections_circular;
DROP TRIGGER inspection_review_is_done ON inspections_review;
DROP TRIGGER inspection_list_is_frozen ON inspections_entry;
DROP TRIGGER inspection_plan_is_frozen ON inspections_inspection;
DROP FUNCTION inspection_checklist_is_published(), inspection_circular_is_issued(),
  inspection_review_is_done(), inspection_list_is_frozen(), inspection_plan_is_frozen();
"""


class Migration(migrations.Migration):
    replaces = [
        ("inspections", "0002_frozen_plan"),
        ("inspections", "0005_issued_circular"),
        ("inspections", "0006_done_review"),
        ("inspections", "0007_frozen_list"),
    ]
    dependencies = [("inspections", "0001_tables")]
    operations = [migrations.RunSQL([PLAN, LIST, REVIEW, CIRCULAR, CHECKLIST], BACKWARD)]
