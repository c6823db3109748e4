// purpose: The years with a recorded target or result, by the lives of the indicators.
// parameters: level text
// columns: year, valid_from, valid_to
MATCH (n:Indicator)-[h:HAS_TARGET]->(y:AnnualTarget)
WHERE h.key IS NOT NULL AND coalesce(n.level, '') <> $level AND coalesce(n.kind, '') <> 'class'
RETURN DISTINCT y.year AS year, coalesce(n.valid_from, '') AS valid_from, coalesce(n.valid_to, '') AS valid_to
ORDER BY year, valid_from, valid_to
