INSERT INTO statistics_total (element, organ_id, topic, month, kind, channel, number)
SELECT m.element, above.id, m.topic, date_trunc('month', m.day)::date, grain.kind, grain.channel,
       sum(m.sign)
FROM {moved} m JOIN organs_organ o ON o.id = m.organ_id
CROSS JOIN LATERAL unnest(string_to_array(trim(both '/' FROM o.path), '/')::bigint[]) AS above(id)
CROSS JOIN LATERAL (VALUES ('', ''), (m.kind, m.channel)) AS grain(kind, channel)
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(m.sign) <> 0
ON CONFLICT (organ_id, element, month, topic, kind, channel)
DO UPDATE SET number = statistics_total.number + excluded.number
