-- For the highest two levels alone: beneath them the facts are few enough.
INSERT INTO statistics_spread (element, organ_id, month, kind, days, number)
SELECT m.element, above.id, date_trunc('month', m.day)::date, grain.kind, m.amount, sum(m.sign)
FROM {moved} m JOIN organs_organ o ON o.id = m.organ_id
CROSS JOIN LATERAL unnest((string_to_array(trim(both '/' FROM o.path), '/')::bigint[])[:2])
  AS above(id)
CROSS JOIN LATERAL (VALUES (''), (m.kind)) AS grain(kind)
WHERE m.amount IS NOT NULL
GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.sign) <> 0
ON CONFLICT (organ_id, element, month, kind, days)
DO UPDATE SET number = statistics_spread.number + excluded.number
