INSERT INTO statistics_fact (element, key, matter_id, petition_id, organ_id, kind, channel, topic, day, amount, since, until)
SELECT element, key, matter_id, petition_id, organ_id, kind, channel, topic, day, amount,
       greatest(since, %(settled)s), until
FROM statistics_fresh n
WHERE until IS NOT NULL AND until > greatest(since, %(settled)s) AND NOT EXISTS (
  SELECT FROM statistics_fact f WHERE f.element = n.element AND f.key = n.key AND f.until IS NOT NULL)
