INSERT INTO statistics_spread (element, organ_id, month, kind, days, number)
{rows}
ON CONFLICT (organ_id, element, month, kind, days)
DO UPDATE SET number = statistics_spread.number + excluded.number
