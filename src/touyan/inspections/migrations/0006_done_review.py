"""A review that is done stays as it is, whoever writes to the database."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE FUNCTION inspection_review_is_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.done_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'review % is done', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER inspection_review_is_done BEFORE UPDATE OR DELETE ON inspections_review
  FOR EACH ROW EXECUTE FUNCTION inspection_review_is_done();
"""
BACKWARD = """
DROP TRIGGER inspection_review_is_done ON inspections_review;
DROP FUNCTION inspection_review_is_done();
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0005_issued_circular")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
