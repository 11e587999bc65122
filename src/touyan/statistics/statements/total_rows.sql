-- Over all kinds and channels for every office above; by kind and channel for the highest two
-- levels alone: beneath them the facts themselves are few enough to be counted when asked for.
SELECT m.element, above.id AS organ_id, m.topic, date_trunc('month', m.day)::date AS month,
       grain.kind, grain.channel, sum(m.sign) AS number
FROM {moved} m JOIN organs_organ o ON o.id = m.organ_id
CROSS JOIN LATERAL unnest(string_to_array(trim(both '/' FROM o.path), '/')::bigint[])
  WITH ORDINALITY AS above(id, depth)
CROSS JOIN LATERAL (VALUES (true, '', ''), (above.depth <= 2, m.kind, m.channel))
  AS grain(is_kept, kind, channel)
WHERE grain.is_kept
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(m.sign) <> 0
