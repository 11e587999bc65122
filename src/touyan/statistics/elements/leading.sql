-- Elements of the leader's charge and of hearings.
WITH matter AS (
  SELECT m.id, m.organ_id, m.kind, m.channel,
         d.due, d.since,
         (SELECT min(c.answered_at) FROM leadership_charge c
          WHERE c.matter_id = m.id AND c.answered_at IS NOT NULL AND c.state IN ('accepted', 'ended')) AS led_at,
         (SELECT min(c.named_at) FROM leadership_charge c
          WHERE c.matter_id = m.id AND c.answered_at IS NOT NULL AND c.state IN ('accepted', 'ended')) AS named_at
  FROM subject m LEFT JOIN leadership_dutyrow d ON d.matter_id = m.id
), hearing AS (
  SELECT h.id, h.matter_id, h.organ_id, m.kind, m.channel, h.held_on, h.weight, h.weighed_at, h.state,
         h.told_petitioner_on, (h.held_on)::timestamp AT TIME ZONE 'Asia/Shanghai' AS held_at
  FROM leadership_hearing h JOIN matter m ON m.id = h.matter_id
  WHERE h.held_on IS NOT NULL AND h.state <> 'cancelled'
)
SELECT 'lead_due' AS element, id::text AS key, id AS matter_id, NULL::bigint AS petition_id, organ_id, kind, channel,
       '' AS topic, since AS day, NULL::integer AS amount, since::timestamp AT TIME ZONE 'Asia/Shanghai' AS since,
       NULL::timestamptz AS until
FROM matter WHERE due
UNION ALL
SELECT 'lead_led', id::text, id, NULL, organ_id, kind, channel, '', since, NULL,
       greatest(since::timestamp AT TIME ZONE 'Asia/Shanghai', led_at), NULL
FROM matter WHERE due AND led_at IS NOT NULL
UNION ALL
SELECT 'lead_not_led', id::text, id, NULL, organ_id, kind, channel, '', since, NULL,
       since::timestamp AT TIME ZONE 'Asia/Shanghai', led_at
FROM matter WHERE due AND (led_at IS NULL OR led_at > since::timestamp AT TIME ZONE 'Asia/Shanghai')
UNION ALL
SELECT 'lead_voluntary', id::text, id, NULL, organ_id, kind, channel, '',
       (named_at AT TIME ZONE 'Asia/Shanghai')::date, NULL, led_at, NULL
FROM matter WHERE due IS NOT TRUE AND led_at IS NOT NULL
UNION ALL
SELECT 'led_' || replace(done.verb, 'lead_', ''), m.id::text, m.id, NULL, m.organ_id, m.kind, m.channel, '', m.since, NULL,
       greatest(m.since::timestamp AT TIME ZONE 'Asia/Shanghai', m.led_at, done.at), NULL
FROM matter m CROSS JOIN LATERAL (
  SELECT a.verb, min(a.at) AS at FROM matters_act a
  WHERE a.matter_id = m.id AND a.verb IN ('lead_read', 'lead_meet', 'lead_plan', 'lead_preside', 'lead_explain')
  GROUP BY a.verb
) AS done
WHERE m.due AND m.led_at IS NOT NULL
UNION ALL
SELECT 'hearing_held', id::text, matter_id, NULL, organ_id, kind, channel, '', held_on, NULL, held_at, NULL FROM hearing
UNION ALL
SELECT 'hearing_' || weight, id::text, matter_id, NULL, organ_id, kind, channel, '', held_on, NULL,
       greatest(weighed_at, held_at), NULL
FROM hearing WHERE weight <> ''
UNION ALL
SELECT 'hearing_told', id::text, matter_id, NULL, organ_id, kind, channel, '', held_on, NULL,
       greatest(told_petitioner_on::timestamp AT TIME ZONE 'Asia/Shanghai', held_at), NULL
FROM hearing WHERE told_petitioner_on IS NOT NULL
