-- Numbers of days that differ from a plain recount of the facts in force.
WITH counted AS ({rows}), kept AS (
  SELECT element, organ_id, month, kind, days, number FROM statistics_spread WHERE number <> 0
)
SELECT element, count(*)
FROM ((TABLE counted EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE counted)) AS wrong
GROUP BY 1
