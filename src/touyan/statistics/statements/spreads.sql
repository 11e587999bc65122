INSERT INTO statistics_spread (element, organ_id, month, kind, days, number)
{rows}
ORDER BY 2, 1, 3, 4, 5 -- as their index is ordered
ON CONFLICT (organ_id, element, month, kind, days)
DO UPDATE SET number = statistics_spread.number + excluded.number
