WITH ended AS (
  UPDATE statistics_fact f
  SET until = greatest(f.since, coalesce(
    (SELECT greatest(g.until, %(settled)s) FROM statistics_fresh g
     WHERE g.element = f.element AND g.key = f.key AND g.until IS NOT NULL LIMIT 1), greatest(%(now)s, %(settled)s)))
  WHERE f.until IS NULL AND (f.petition_id = ANY(%(petitions)s) OR f.petition_id IS NULL AND f.matter_id = ANY(%(matters)s)) AND NOT EXISTS (
    SELECT FROM statistics_fresh n WHERE n.element = f.element AND n.key = f.key AND n.until IS NULL AND n.organ_id = f.organ_id AND n.kind = f.kind AND n.channel = f.channel AND n.topic = f.topic AND n.day = f.day AND n.amount IS NOT DISTINCT FROM f.amount)
  RETURNING f.*
)
INSERT INTO statistics_moved SELECT -1, element, organ_id, kind, channel, topic, day, amount FROM ended
