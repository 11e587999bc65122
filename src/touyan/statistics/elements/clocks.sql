-- Elements of clocks, each in the period in which its last day lies, and counted once that day is
-- over, kept or not: before, only what was kept early could be known. A day is over when the next begins.
WITH clock AS (
  SELECT c.code, c.code || ':' || c.matter_id || ':' || c.starts_on || ':'
           || row_number() OVER (PARTITION BY c.matter_id, c.code, c.starts_on ORDER BY c.id) AS key,
         c.matter_id, m.organ_id, m.kind, c.starts_on, c.due_on, c.met_on, c.void_on, c.suspended, m.channel,
         (c.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' AS over_at,
         c.met_on::timestamp AT TIME ZONE 'Asia/Shanghai' AS met_at,
         c.void_on::timestamp AT TIME ZONE 'Asia/Shanghai' AS void_at
  FROM matters_clockrow c JOIN subject m ON m.id = c.matter_id
  WHERE c.code IN ('C1', 'C2', 'C3', 'C4', 'L1')
)
SELECT lower(code) || '_kept' AS element, key, matter_id, NULL::bigint AS petition_id, organ_id, kind, channel,
       '' AS topic, due_on AS day, met_on - starts_on AS amount, greatest(met_at, over_at) AS since, NULL::timestamptz AS until
FROM clock WHERE met_on <= due_on AND due_on < %(today)s
UNION ALL
SELECT lower(code) || '_late', key, matter_id, NULL, organ_id, kind, channel, '', due_on, met_on - starts_on, met_at, NULL
FROM clock WHERE met_on > due_on
UNION ALL
SELECT lower(code) || '_overdue', key, matter_id, NULL, organ_id, kind, channel, '', due_on, NULL, over_at,
       least(met_at, void_at)
FROM clock
WHERE due_on < %(today)s AND NOT suspended AND (met_on IS NULL OR met_on > due_on) AND (void_on IS NULL OR void_on > due_on)
UNION ALL
SELECT lower(code) || '_void', key, matter_id, NULL, organ_id, kind, channel, '', due_on, NULL, greatest(void_at, over_at), NULL
FROM clock WHERE due_on < %(today)s AND met_on IS NULL AND void_on IS NOT NULL
UNION ALL
SELECT lower(code) || '_paused', key, matter_id, NULL, organ_id, kind, channel, '', due_on, NULL,
       over_at, NULL
FROM clock WHERE due_on < %(today)s AND suspended AND met_on IS NULL AND void_on IS NULL
UNION ALL
SELECT lower(code) || '_no_day', key, matter_id, NULL, organ_id, kind, channel, '', starts_on, NULL,
       starts_on::timestamp AT TIME ZONE 'Asia/Shanghai', NULL
FROM clock WHERE due_on IS NULL AND met_on IS NULL AND void_on IS NULL
