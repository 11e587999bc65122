-- The matters asked about. A matter's channel is that of its first petition.
SELECT m.id, m.organ_id, m.kind, m.received_on, m.opened_at,
       coalesce((SELECT p.channel FROM matters_belonging b JOIN intake_petition p ON p.id = b.petition_id
                 WHERE b.matter_id = m.id ORDER BY b.relation <> 'first', p.received_on, p.id LIMIT 1), '') AS channel
FROM matters_matter m WHERE m.id = ANY(%(matters)s)
