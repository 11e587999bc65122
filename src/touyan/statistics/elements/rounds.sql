-- Elements of campaigns and inspections: their frozen lists, and what became of the matters on them.
-- An entry counts for the office that handled the matter when the list was frozen.
WITH entry AS (
  SELECT e.id, e.matter_id, e.organ_id, m.kind, m.channel, 'batch:' || b.public_id AS topic, b.frozen_at,
         (b.frozen_at AT TIME ZONE 'Asia/Shanghai')::date AS day, (c.terms ->> 'resolved_from')::integer AS resolved_from,
         (SELECT min(k.at) FROM campaigns_entrymark k WHERE k.entry_id = e.id AND k.mark = 'leave') AS left_at
  FROM campaigns_batchentry e JOIN subject m ON m.id = e.matter_id
  JOIN campaigns_batch b ON b.id = e.batch_id JOIN campaigns_campaign c ON c.id = b.campaign_id
  WHERE b.frozen_at IS NOT NULL
), looked AS (
  SELECT e.id, e.matter_id, e.organ_id, m.kind, m.channel, 'inspection:' || i.public_id AS topic, i.frozen_at,
         (i.frozen_at AT TIME ZONE 'Asia/Shanghai')::date AS day
  FROM inspections_entry e JOIN subject m ON m.id = e.matter_id
  JOIN inspections_inspection i ON i.id = e.inspection_id WHERE i.frozen_at IS NOT NULL
)
SELECT 'listed' AS element, id::text AS key, matter_id, NULL::bigint AS petition_id, organ_id, kind, channel, topic, day,
       NULL::integer AS amount, frozen_at AS since, left_at AS until
FROM entry
UNION ALL
SELECT 'listed_gone', id::text, matter_id, NULL, organ_id, kind, channel, topic, day, NULL, left_at, NULL
FROM entry WHERE left_at IS NOT NULL
UNION ALL
SELECT 'listed_closed', entry.id || ':' || c.id, entry.matter_id, NULL, organ_id, kind, channel, topic, day, NULL,
       c.at, least(c.reopened_at, left_at)
FROM entry JOIN matters_closing c ON c.matter_id = entry.matter_id AND c.at >= frozen_at
WHERE left_at IS NULL OR left_at > c.at
UNION ALL
SELECT 'listed_resolved', entry.id || ':' || c.id || ':' || r.id, entry.matter_id, NULL, organ_id, kind, channel, topic,
       day, NULL, span.since, span.until
FROM entry JOIN matters_closing c ON c.matter_id = entry.matter_id AND c.at >= frozen_at
JOIN matters_resolution r ON r.matter_id = entry.matter_id AND r.verified_at >= frozen_at
  AND r.grade >= coalesce(entry.resolved_from, %(resolved_from)s)
CROSS JOIN LATERAL (SELECT greatest(c.at, CASE WHEN coalesce(entry.resolved_from, %(resolved_from)s) = 3
                                               THEN r.passed_at ELSE r.verified_at END) AS since,
                           least(c.reopened_at, r.ended_at, left_at) AS until) AS span
WHERE span.until IS NULL OR span.until > span.since
UNION ALL
SELECT 'inspected', id::text, matter_id, NULL, organ_id, kind, channel, topic, day, NULL, frozen_at, NULL FROM looked
UNION ALL
SELECT 'inspected_reviewed', looked.id::text, matter_id, NULL, organ_id, kind, channel, topic, day, NULL, done.at, NULL
FROM looked JOIN inspections_pick p ON p.entry_id = looked.id
CROSS JOIN LATERAL (SELECT min(v.done_at) AS at FROM inspections_review v WHERE v.pick_id = p.id) AS done
WHERE done.at IS NOT NULL
UNION ALL
SELECT 'inspected_faulty', looked.id::text, matter_id, NULL, looked.organ_id, kind, channel, topic, day, NULL, found.at, NULL
FROM looked JOIN inspections_pick p ON p.entry_id = looked.id
CROSS JOIN LATERAL (SELECT min(f.found_at) AS at FROM inspections_finding f
                    WHERE f.pick_id = p.id AND f.stage <> 'withdrawn') AS found
WHERE found.at IS NOT NULL
