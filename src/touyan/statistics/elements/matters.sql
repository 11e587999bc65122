-- Elements of matters: what was done, and how it ended; counted for the office that handles them,
-- deeds for the office that did them.
WITH deed AS (
  SELECT a.id, a.verb, a.matter_id, a.organ_id, m.kind, m.channel, m.received_on, a.happened_on, a.at,
         row_number() OVER (PARTITION BY a.matter_id, a.verb ORDER BY a.happened_on, a.id) AS nth
  FROM matters_act a JOIN subject m ON m.id = a.matter_id
  WHERE a.verb IN ('accept', 'decline', 'transfer', 'inform_elsewhere', 'decide', 'serve_answer')
), closing AS (
  SELECT c.id, c.matter_id, m.organ_id, m.kind, m.channel, c.on, c.at, c.reopened_at
  FROM matters_closing c JOIN subject m ON m.id = c.matter_id
), grade AS (
  SELECT r.id, r.matter_id, m.organ_id, m.kind, m.channel, r.on, r.grade, r.verified_at, r.passed_at,
         r.ended_at, r.ended_how
  FROM matters_resolution r JOIN subject m ON m.id = r.matter_id WHERE r.verified_at IS NOT NULL
)
SELECT 'opened' AS element, id::text AS key, id AS matter_id, NULL::bigint AS petition_id, organ_id, kind, channel,
       '' AS topic, received_on AS day, NULL::integer AS amount, opened_at AS since, NULL::timestamptz AS until
FROM subject
UNION ALL
SELECT CASE verb WHEN 'accept' THEN 'accepted' WHEN 'decline' THEN 'declined' WHEN 'transfer' THEN 'transferred'
            WHEN 'inform_elsewhere' THEN 'informed' WHEN 'decide' THEN 'decided' ELSE 'answered' END,
       id::text, matter_id, NULL, organ_id, kind, channel, '', happened_on, greatest(happened_on - received_on, 0), at, NULL
FROM deed WHERE nth = 1
UNION ALL
SELECT 'closed', id::text, matter_id, NULL, organ_id, kind, channel, '', "on", NULL, at, reopened_at FROM closing
UNION ALL
SELECT 'terminated', t.id::text, t.matter_id, NULL, m.organ_id, m.kind, m.channel, '', t.on, NULL, t.at, t.revoked_at
FROM matters_termination t JOIN subject m ON m.id = t.matter_id
UNION ALL
SELECT 'resolved_r' || CASE WHEN grade = 3 THEN 2 ELSE grade END, id::text, matter_id, NULL, organ_id, kind, channel,
       '', "on", NULL, verified_at, least(passed_at, ended_at)
FROM grade
UNION ALL
SELECT 'resolved_r3', id::text, matter_id, NULL, organ_id, kind, channel, '', "on", NULL, passed_at, ended_at
FROM grade WHERE passed_at IS NOT NULL
UNION ALL
SELECT 'closed_r' || span.grade, closing.id || ':' || grade.id, closing.matter_id, NULL, closing.organ_id,
       closing.kind, closing.channel, '', closing.on, NULL, span.since, span.until
FROM closing JOIN grade ON grade.matter_id = closing.matter_id
CROSS JOIN LATERAL (
  SELECT least(grade.grade, 2) AS grade, greatest(closing.at, grade.verified_at) AS since,
         least(closing.reopened_at, grade.passed_at, grade.ended_at) AS until
  UNION ALL
  SELECT 3, greatest(closing.at, grade.passed_at), least(closing.reopened_at, grade.ended_at)
  WHERE grade.passed_at IS NOT NULL
) AS span
WHERE span.until IS NULL OR span.until > span.since
UNION ALL
SELECT 'reversed', id::text, matter_id, NULL, organ_id, kind, channel, '',
       (ended_at AT TIME ZONE 'Asia/Shanghai')::date, NULL, ended_at, NULL
FROM grade WHERE ended_at IS NOT NULL AND ended_how <> 'by_office'
UNION ALL
SELECT 'closed_' || span, closing.id::text, matter_id, NULL, organ_id, kind, channel, '', "on", NULL,
       greatest(at, ("on" + span + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'), NULL
FROM closing CROSS JOIN (VALUES (90), (180), (365)) AS windows(span)
WHERE "on" + span < %(today)s
UNION ALL
SELECT 'again_' || span, closing.id::text, closing.matter_id, NULL, closing.organ_id, closing.kind, closing.channel, '',
       closing.on, NULL,
       greatest(at, (closing.on + span + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', again.known), NULL
FROM closing CROSS JOIN (VALUES (90), (180), (365)) AS windows(span)
CROSS JOIN LATERAL (
  SELECT min(greatest(b.decided_at, p.registered_at)) AS known
  FROM matters_belonging b JOIN intake_petition p ON p.id = b.petition_id
  WHERE b.matter_id = closing.matter_id AND b.relation = 'repeat'
    AND p.received_on > closing.on AND p.received_on <= closing.on + span
) AS again
WHERE closing.on + span < %(today)s AND again.known IS NOT NULL
