"""What a figure rests on, beyond its tables: what is being counted at this moment, the watch over
whatever changes a figure, and what no one changes any more, whoever writes to the database."""

from __future__ import annotations

from django.db import migrations

from touyan.statistics import watching

# Of no use after a crash, so not logged.
WORKING = """
CREATE UNLOGGED TABLE statistics_fresh (
  element text, key text, matter_id bigint, petition_id bigint, organ_id bigint, kind text,
  channel text, topic text, day date, amount integer, since timestamptz, until timestamptz);
CREATE UNLOGGED TABLE statistics_moved (
  sign integer, element text, organ_id bigint, kind text, channel text, topic text, day date,
  amount integer);
CREATE INDEX statistics_fresh_key ON statistics_fresh (element, key);
CREATE INDEX statistics_fresh_petition ON statistics_fresh (petition_id);
"""

BULLETIN = """
CREATE FUNCTION statistics_guard_bulletin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM statistics_bulletinversion v WHERE v.bulletin_id = NEW.bulletin_id AND v.issued) THEN
    RAISE EXCEPTION 'bulletin_issued_no_longer_changes';
  END IF;
  IF NEW.issued AND EXISTS (
    SELECT FROM jsonb_each(NEW.figures) AS bound
    LEFT JOIN statistics_frozenfigure f ON f.public_id::text = bound.value ->> 'frozen'
    WHERE f.id IS NULL
  ) THEN
    RAISE EXCEPTION 'bulletin_issued_with_frozen_figures';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statistics_guard_bulletin BEFORE INSERT ON statistics_bulletinversion
  FOR EACH ROW EXECUTE FUNCTION statistics_guard_bulletin();
"""

# What a version counts, and what it is called, stays as it was composed, whoever writes.
OWN_MEASURE = """
CREATE FUNCTION statistics_own_measure_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.code, NEW.version, NEW.organ_id, NEW.name_zh, NEW.name_en, NEW.note_zh,
      NEW.note_en, NEW.counts, NEW.of, NEW.left_out, NEW.valid_from, NEW.valid_to, NEW.composed_by_id)
     IS DISTINCT FROM (OLD.code, OLD.version, OLD.organ_id, OLD.name_zh, OLD.name_en, OLD.note_zh,
      OLD.note_en, OLD.counts, OLD.of, OLD.left_out, OLD.valid_from, OLD.valid_to, OLD.composed_by_id)
  THEN
    RAISE EXCEPTION 'measure % stays as it was composed', OLD.code USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statistics_own_measure_stays BEFORE UPDATE OR DELETE ON statistics_ownmeasure
  FOR EACH ROW EXECUTE FUNCTION statistics_own_measure_stays();
"""

REPORT = """
CREATE FUNCTION statistical_report_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.confirmed_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'statistical report % is confirmed', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER statistical_report_is_confirmed BEFORE UPDATE OR DELETE
  ON statistics_statisticalreport
  FOR EACH ROW EXECUTE FUNCTION statistical_report_is_confirmed();
"""

BACKWARD = """
DROP TRIGGER statistical_report_is_confirmed ON statistics_statisticalreport;
DROP TRIGGER statistics_own_measure_stays ON statistics_ownmeasure;
DROP TRIGGER statistics_guard_bulletin ON statistics_bulletinversion;
DROP FUNCTION statistical_report_is_confirmed(), statistics_own_measure_stays(),
  statistics_guard_bulletin();
DROP TABLE statistics_fresh, statistics_moved;
"""


class Migration(migrations.Migration):
    replaces = [
        ("statistics", "0002_working_tables"),
        ("statistics", "0003_watching"),
        ("statistics", "0009_confirmed_reports"),
    ]
    dependencies = [
        ("statistics", "0001_tables"),
        ("intake", "0001_tables"),
        ("organs", "0001_tables"),
        ("matters", "0001_tables"),
        ("leadership", "0001_tables"),
        ("campaigns", "0001_tables"),
        ("inspections", "0001_tables"),
    ]
    operations = [
        migrations.RunSQL([WORKING, BULLETIN, OWN_MEASURE, REPORT], BACKWARD),
        migrations.RunSQL(watching.FORWARD, watching.BACKWARD),
    ]
