INSERT INTO statistics_total (element, organ_id, topic, month, kind, channel, number)
{rows}
ORDER BY 2, 1, 4, 3, 5, 6 -- as their index is ordered
ON CONFLICT (organ_id, element, month, topic, kind, channel)
DO UPDATE SET number = statistics_total.number + excluded.number
