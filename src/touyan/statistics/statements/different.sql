SELECT coalesce(f.element, n.element), count(*)
FROM (SELECT * FROM statistics_fact f WHERE f.until IS NULL AND (f.petition_id = ANY(%(petitions)s) OR f.petition_id IS NULL AND f.matter_id = ANY(%(matters)s))) f
FULL JOIN (SELECT * FROM statistics_fresh WHERE until IS NULL) n
  ON n.element = f.element AND n.key = f.key AND n.organ_id = f.organ_id AND n.kind = f.kind AND n.channel = f.channel AND n.topic = f.topic AND n.day = f.day AND n.amount IS NOT DISTINCT FROM f.amount
WHERE f.element IS NULL OR n.element IS NULL GROUP BY 1
