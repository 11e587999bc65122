INSERT INTO statistics_total (element, organ_id, topic, month, kind, channel, number)
{rows}
ON CONFLICT (organ_id, element, month, topic, kind, channel)
DO UPDATE SET number = statistics_total.number + excluded.number
