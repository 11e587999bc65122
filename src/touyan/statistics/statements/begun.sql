WITH begun AS (
  INSERT INTO statistics_fact (element, key, matter_id, petition_id, organ_id, kind, channel, topic, day, amount, since, until)
  SELECT n.element, n.key, n.matter_id, n.petition_id, n.organ_id, n.kind, n.channel, n.topic,
         n.day, n.amount,
         greatest(n.since, %(settled)s,
                  (SELECT max(f.until) FROM statistics_fact f
                   WHERE f.element = n.element AND f.key = n.key AND f.until IS NOT NULL AND f.until >= n.since)), NULL
  FROM statistics_fresh n
  WHERE n.until IS NULL AND NOT EXISTS (
    SELECT FROM statistics_fact f WHERE f.element = n.element AND f.key = n.key AND f.until IS NULL)
  RETURNING *
)
INSERT INTO statistics_moved SELECT 1, element, organ_id, kind, channel, topic, day, amount FROM begun
