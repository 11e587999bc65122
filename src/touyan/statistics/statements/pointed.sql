UPDATE statistics_fact f SET matter_id = n.matter_id FROM statistics_fresh n
WHERE f.petition_id = n.petition_id AND f.petition_id = ANY(%(petitions)s)
  AND f.matter_id IS DISTINCT FROM n.matter_id
