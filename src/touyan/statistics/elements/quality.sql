-- Elements of the quality of the register: what cannot be as it stands, or is missing. The same is
-- said of one matter, with its reason, by `rules/quality.py`. A matter counts since it was last
-- taken up; a closing counts where a person closed, not where matters were laid together.
WITH step AS (
  SELECT a.id, a.matter_id, a.verb, a.happened_on, a.at, coalesce((a.detail ->> 'imported')::boolean, false) AS imported
  FROM matters_act a JOIN subject m ON m.id = a.matter_id
  WHERE a.verb = ANY(%(quality_verbs)s) AND NOT a.detail ? 'moved_from'
    AND a.id > coalesce((SELECT max(r.id) FROM matters_act r WHERE r.matter_id = a.matter_id AND r.verb = 'reopen'), 0)
), entered AS (
  SELECT step.*, m.received_on,
         lag(happened_on) OVER (PARTITION BY matter_id ORDER BY step.id) AS before
  FROM step JOIN subject m ON m.id = step.matter_id WHERE verb = ANY(%(ordered)s)
), early AS (
  SELECT DISTINCT ON (matter_id) matter_id, happened_on, at
  FROM entered WHERE happened_on < coalesce(before, received_on) ORDER BY matter_id, id
), ended AS (
  SELECT c.matter_id, c.on, c.at,
         max(s.happened_on) FILTER (WHERE s.verb = 'accept') AS accepted_on,
         max(s.happened_on) FILTER (WHERE s.verb IN ('decide', 'serve_answer')) AS last_on,
         max(s.at) FILTER (WHERE s.verb IN ('decide', 'serve_answer')) AS last_at,
         coalesce(bool_or(s.verb = 'accept'), false) AS accepted,
         coalesce(bool_or(s.verb = 'decide'), false) AS decided,
         coalesce(bool_or(s.verb = 'serve_answer'), false) AS answered,
         coalesce(bool_or(s.verb = 'serve_answer' AND s.imported), false) AS answered_there,
         coalesce(bool_or(s.verb = ANY(%(ending_early)s)), false) AS ended_early
  FROM matters_closing c
  JOIN step made ON made.matter_id = c.matter_id AND made.verb = 'close' AND made.at = c.at
  LEFT JOIN step s ON s.matter_id = c.matter_id
  WHERE c.reopened_at IS NULL
  GROUP BY c.id
), wrong AS (
  SELECT 'q_order' AS element, matter_id, happened_on AS day, at AS since FROM early
  UNION ALL
  SELECT 'q_closed_early', matter_id, "on", at FROM ended WHERE "on" < accepted_on
  UNION ALL
  SELECT 'q_after_closing', matter_id, last_on, greatest(at, last_at) FROM ended WHERE last_on > "on"
  UNION ALL
  SELECT 'q_no_decision', matter_id, "on", at FROM ended
  WHERE NOT (answered_there OR decided OR ended_early AND NOT accepted)
  UNION ALL
  SELECT 'q_no_answer', matter_id, "on", at FROM ended
  WHERE decided AND NOT answered AND EXISTS (
    SELECT FROM matters_belonging b JOIN intake_petition p ON p.id = b.petition_id
    WHERE b.matter_id = ended.matter_id AND p.replyable)
), entry AS (
  SELECT p.id, p.organ_id, p.kind, p.channel, p.received_on, p.registered_at, b.matter_id
  FROM intake_petition p LEFT JOIN matters_belonging b ON b.petition_id = p.id
  WHERE p.id = ANY(%(petitions)s)
)
SELECT w.element, m.id::text AS key, m.id AS matter_id, NULL::bigint AS petition_id, m.organ_id, m.kind, m.channel,
       '' AS topic, w.day, NULL::integer AS amount, w.since, NULL::timestamptz AS until
FROM wrong w JOIN subject m ON m.id = w.matter_id
UNION ALL
SELECT 'q_no_kind', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL, registered_at, NULL
FROM entry WHERE kind = 'other'
UNION ALL
SELECT 'q_no_ground', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL, registered_at, NULL
FROM entry WHERE kind = ANY(%(disputing)s)
  AND NOT EXISTS (SELECT FROM intake_challengeddecision d WHERE d.petition_id = entry.id)
UNION ALL
SELECT 'q_no_demand', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL, registered_at, NULL
FROM entry WHERE NOT EXISTS (SELECT FROM intake_claim c WHERE c.petition_id = entry.id)
