// purpose: A year, if anything is recorded of it for an indicator without dates of its own: the first that is found.
// parameters: year integer, level text
// columns: year
MATCH (n:Indicator)-[h:HAS_TARGET]->(y:AnnualTarget)
WHERE h.key IS NOT NULL AND coalesce(n.level, '') <> $level AND coalesce(n.kind, '') <> 'class'
  AND n.valid_from IS NULL AND n.valid_to IS NULL AND y.year = $year
WITH y.year AS year LIMIT 1
RETURN year
ORDER BY year
