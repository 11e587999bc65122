-- The elements as the ledger gives them now. A wall's homes: the offices in which somebody it keeps
-- out serves. What counts in one of them, or in an office beneath it, is counted by the office above,
-- so that no figure tells those people what no list shows them; where there is none above, nowhere.
INSERT INTO statistics_fresh
WITH home AS MATERIALIZED (
  SELECT DISTINCT w.petition_id, b.matter_id, o.path, o.parent_id
  FROM intake_wall w
  LEFT JOIN matters_belonging b ON b.petition_id = w.petition_id
  LEFT JOIN organs_department d ON d.id = w.department_id
  LEFT JOIN organs_post p ON p.person_id = w.person_id
  JOIN organs_organ o ON o.id IN (w.organ_id, d.organ_id, p.organ_id)
  WHERE w.petition_id = ANY(%(petitions)s) OR b.matter_id = ANY(%(matters)s)
), counted AS ({elements})
SELECT c.element, c.key, c.matter_id, c.petition_id,
       CASE WHEN top.path IS NULL THEN c.organ_id ELSE top.parent_id END AS organ_id,
       c.kind, c.channel, c.topic, c.day, c.amount, c.since, c.until
FROM counted c JOIN organs_organ own ON own.id = c.organ_id
LEFT JOIN LATERAL (
  SELECT h.path, h.parent_id FROM home h
  WHERE CASE WHEN c.petition_id IS NULL THEN h.matter_id = c.matter_id
             ELSE h.petition_id = c.petition_id END
    AND starts_with(own.path, h.path)
  ORDER BY length(h.path) LIMIT 1
) AS top ON true
WHERE (top.path IS NULL OR top.parent_id IS NOT NULL)
  AND c.since <= %(now)s AND (c.until IS NULL OR c.until > c.since)
