-- Totals over all kinds and channels that differ from a plain recount of the facts in force.
WITH counted AS (
  SELECT f.element, above.id AS organ_id, f.topic, date_trunc('month', f.day)::date AS month,
         count(*) AS number
  FROM statistics_fact f JOIN organs_organ o ON o.id = f.organ_id
  CROSS JOIN LATERAL unnest(string_to_array(trim(both '/' FROM o.path), '/')::bigint[]) AS above(id)
  WHERE f.until IS NULL GROUP BY 1, 2, 3, 4
), kept AS (
  SELECT element, organ_id, topic, month, number FROM statistics_total
  WHERE kind = '' AND channel = '' AND number <> 0
)
SELECT element, count(*)
FROM ((TABLE counted EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE counted)) AS wrong
GROUP BY 1
