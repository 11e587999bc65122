-- Elements of petitions, each counted for the office that received it.
-- Columns: element, key, matter_id, petition_id, organ_id, kind, channel, topic, day, amount, since, until
WITH petition AS (
  SELECT p.id, p.organ_id, p.kind, p.channel, p.received_on, p.registered_at, p.collective,
         b.matter_id, b.relation, b.decided_at, b.first_in_unit, b.first_in_system,
         EXISTS (SELECT FROM intake_subject s WHERE s.petition_id = p.id AND s.organ_id IS NOT NULL) AS names_office
  FROM intake_petition p LEFT JOIN matters_belonging b ON b.petition_id = p.id
  WHERE p.id = ANY(%(petitions)s)
)
SELECT 'received' AS element, id::text AS key, matter_id, id AS petition_id, organ_id, kind, channel,
       '' AS topic, received_on AS day, NULL::integer AS amount, registered_at AS since, NULL::timestamptz AS until
FROM petition
UNION ALL
SELECT 'relation_' || relation, id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL,
       greatest(decided_at, registered_at), NULL
FROM petition WHERE relation IS NOT NULL
UNION ALL
SELECT 'undecided', id::text, NULL, id, organ_id, kind, channel, '', received_on, NULL, registered_at, NULL
FROM petition WHERE relation IS NULL
UNION ALL
SELECT 'first_in_unit', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL,
       greatest(decided_at, registered_at), NULL
FROM petition WHERE first_in_unit
UNION ALL
SELECT 'first_in_system', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL,
       greatest(decided_at, registered_at), NULL
FROM petition WHERE first_in_system
UNION ALL
SELECT 'collective', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL, registered_at, NULL
FROM petition WHERE collective
UNION ALL
SELECT 'about_offices', id::text, matter_id, id, organ_id, kind, channel, '', received_on, NULL, registered_at, NULL
FROM petition WHERE kind = 'officer_complaint' OR names_office
UNION ALL
SELECT 'registered_late', id::text, matter_id, id, organ_id, kind, channel, '', received_on,
       (registered_at AT TIME ZONE 'Asia/Shanghai')::date - received_on, registered_at, NULL
FROM petition WHERE (registered_at AT TIME ZONE 'Asia/Shanghai')::date - received_on > %(late_days)s
