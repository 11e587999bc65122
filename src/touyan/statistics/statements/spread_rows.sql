-- For the highest two levels alone: beneath them the facts are few enough.
SELECT m.element, above.id AS organ_id, date_trunc('month', m.day)::date AS month, grain.kind,
       m.amount AS days, sum(m.sign) AS number
FROM {moved} m JOIN organs_organ o ON o.id = m.organ_id
CROSS JOIN LATERAL unnest((string_to_array(trim(both '/' FROM o.path), '/')::bigint[])[:2])
  AS above(id)
CROSS JOIN LATERAL (VALUES (''), (m.kind)) AS grain(kind)
WHERE m.amount IS NOT NULL
GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.sign) <> 0
