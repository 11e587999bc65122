"""An office keeps its place in the tree: what it counted, saw and answered for under the office
above stays so. A reorganisation enters new offices and gives the old ones their last day."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE FUNCTION organs_keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.path <> '' AND (NEW.path, NEW.parent_id) IS DISTINCT FROM (OLD.path, OLD.parent_id) THEN
    RAISE EXCEPTION 'office % keeps its place in the tree', OLD.code USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organs_keep_place BEFORE UPDATE OF path, parent_id ON organs_organ
  FOR EACH ROW EXECUTE FUNCTION organs_keep_place();
"""
BACKWARD = """
DROP TRIGGER organs_keep_place ON organs_organ;
DROP FUNCTION organs_keep_place();
"""


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
