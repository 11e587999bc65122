"""A frozen list takes no further matter, and a published checklist stays as it is, whoever writes
to the database."""

from __future__ import annotations

from django.db import migrations

# The lock waits for a freezing that is going on, so that its list is looked at as it was left.
# Places 1 to the size are taken when a list is frozen: whatever comes later is beyond them.
FORWARD = """
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

CREATE FUNCTION inspection_checklist_is_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'checklist % is published', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER inspection_checklist_is_published BEFORE UPDATE OR DELETE ON inspections_checklist
  FOR EACH ROW EXECUTE FUNCTION inspection_checklist_is_published();
"""
BACKWARD = """
DROP TRIGGER inspection_checklist_is_published ON inspections_checklist;
DROP FUNCTION inspection_checklist_is_published();
DROP TRIGGER inspection_list_is_frozen ON inspections_entry;
DROP FUNCTION inspection_list_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0006_done_review")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
